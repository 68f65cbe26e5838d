// `abax eval`: values, exit codes, CSV files.
#include "program.hpp"

namespace {

struct Eval : Program {};

constexpr std::string_view module = "[params]\na = 1\nb = 2\n[expressions]\ntotal = \"a + b\"\nquo = \"a / b\"\n";

TEST_F(Eval, Expressions) {
    struct Row {
        const char *arguments;
        int code;
        const char *out;
    };
    for (const Row &row : {
             Row{"-e '1+2' -e '-2^2'", 0, "3\n-4\n"},
             {"-e '0.1+0.2'", 0, "0.30000000000000004\n"},
             {"-e '0.1+0.2' --real f32", 0, "0.3\n"},
             {"-e '1/0' -e '-1/0' -e '0/0'", 0, "inf\n-inf\nnan\n"},
             {"-e 'imu.ax*2' --set imu.ax=-0x10", 0, "-32\n"},
             {"-e 'f(3)' --define 'f(x) = x*x'", 0, "9\n"},
             {"-e 'log(100)' --log log10", 0, "2\n"},
             {"-e 'x' --set x=1e400", 0, "inf\n"},
             {"-e ''", 1, ""},
             {"-e '2*y'", 1, ""},
             {"-e '1' -e '1+'", 1, ""},
             {"-e", 2, ""},
             {"-e 1 --frobnicate", 2, ""},
             {"nosuch.toml", 3, ""},
         }) {
        const Outcome outcome = run(std::string("eval ") + row.arguments);
        EXPECT_EQ(outcome.code, row.code) << row.arguments << "\n" << outcome.err;
        EXPECT_EQ(outcome.out, row.out) << row.arguments;
        EXPECT_EQ(outcome.err.empty(), row.code == 0 && outcome.out != "inf\n") << row.arguments;
    }
}

TEST_F(Eval, ErrorsPointAtTheExpression) {
    EXPECT_EQ(run("eval -e 'a + foo*2' --set a=1").err, "<-e>:1:5: error: 'foo' has no value [not-set]\n"
                                                        "    1 | a + foo*2\n"
                                                        "      |     ^~~\n"
                                                        "note: give it a value with --set foo=VALUE\n");
    EXPECT_EQ(run("eval -e 1 --set x=2").err, "abax: warning: 'x' is set and not used [not-used]\n");
}

TEST_F(Eval, Modules) {
    put("m.toml", module);
    EXPECT_EQ(run("eval m.toml").out, "total 3\nquo 0.5\n");
    EXPECT_EQ(run("eval m.toml --set a=5").out, "total 7\nquo 2.5\n");
    EXPECT_EQ(run("eval m.toml m.toml").out, "m.total 3\nm.quo 0.5\nm.total 3\nm.quo 0.5\n");
    put("g.expr", "x = a + 0.1\nf(u) = u*2\ny = f(x)\n");
    EXPECT_EQ(run("eval g.expr --set a=1").out, "x 1.1\ny 2.2\n");
    EXPECT_EQ(run("eval g.expr --set a=0.2 --real f64").out, "x 0.30000000000000004\ny 0.6000000000000001\n");
    const Outcome unknown = run("eval m.toml --set c=1");
    EXPECT_EQ(unknown.code, 0);
    EXPECT_EQ(unknown.err, "abax: warning: 'c' is set, but 'm' has no param of that name [not-used]\n");
}

TEST_F(Eval, Csv) {
    put("m.toml", module);
    put("ok.csv", "a,x,b\n1,z,2\n3,,4\n");
    put("r.csv", "\xEF\xBB\xBF\"a\",\"b\"\r\n\"r 1\",1,2\r\n\"r 2\",NA,4\r\n\"r 3\",,-4\r\n");
    EXPECT_EQ(run("eval m.toml --csv ok.csv").out, "total,quo\n3,0.5\n7,0.75\n");
    EXPECT_EQ(run("eval m.toml --csv - < ok.csv").out, "total,quo\n3,0.5\n7,0.75\n");
    EXPECT_EQ(run("eval m.toml --csv r.csv").out, "total,quo\n3,0.5\nnan,nan\nnan,nan\n");
    EXPECT_EQ(run("eval -e 'max(a, b)' --csv ok.csv").out, "\"max(a, b)\"\n2\n4\n");
    EXPECT_EQ(run("eval m.toml --csv ok.csv --set b=10").out, "total,quo\n11,0.1\n13,0.3\n");
    put("t.csv", "T,u=v\n1,2\n");
    EXPECT_EQ(run("eval m.toml --csv t.csv --map T=a --map u=v=b").out, "total,quo\n3,0.5\n");
    EXPECT_EQ(run("eval m.toml --csv ok.csv -o ok.csv").out, ""); // over its own input
    EXPECT_EQ(get("ok.csv"), "total,quo\n3,0.5\n7,0.75\n");
}

TEST_F(Eval, CsvMistakes) {
    put("m.toml", module);
    struct Row {
        const char *csv;
        const char *options;
        const char *error;
    };
    for (const Row &row : {
             Row{"a,c\n1,2\n", "",
                 "f.csv:1:1: error: there is no column for the param 'b' [csv-column]\n"
                 "note: the columns are 'a', 'c'\n"
                 "note: bind a column with --map COLUMN=b, or give a value with --set b=VALUE\n"},
             {"a,b\n1,2\n3, 4x\n", "",
              "f.csv:3:4: error: '4x' is not a number, for the param 'b' from the column 'b' [csv-cell]\n"},
             {"a,b\n1,2\n1\n", "", "f.csv:3:1: error: this row has 1 field; 2 were expected [csv]\n"},
             {"a,b\n1,2\n1,2,3\n", "", "f.csv:3:1: error: this row has 3 fields; 2 were expected [csv]\n"},
             {"", "", "f.csv:1:1: error: the file is empty; its first row must name the columns [csv]\n"},
             {"a,b\n1,\"2\n", "", "f.csv:2:3: error: this quoted field is never closed [csv]\n"},
             {"a,a,b\n1,2,3\n", "", "f.csv:1:3: error: there are two columns 'a' [csv-column]\n"},
             {"a,b\n1,2\n", "--map c=a",
              "f.csv:1:1: error: there is no column 'c' [csv-column]\n"
              "note: the columns are 'a', 'b'\n"},
             {"a,b\n1,2\n", "--map a=z",
              "abax: error: --map a=z: there is no param 'z' [csv-column]\n"
              "note: the params are 'a', 'b'\n"},
         }) {
        put("f.csv", row.csv);
        const Outcome outcome = run(std::string("eval m.toml --csv f.csv -o out.csv ") + row.options);
        EXPECT_EQ(outcome.code, 1) << row.csv;
        EXPECT_EQ(outcome.err, row.error) << row.csv;
        EXPECT_FALSE(std::filesystem::exists(directory / "out.csv")) << row.csv;
    }
    EXPECT_EQ(run("eval m.toml --csv nosuch.csv").code, 3);
    EXPECT_EQ(run("eval m.toml --csv .").code, 3);
}

TEST_F(Eval, OutputThatBreaksIsAnError) {
    put("m.toml", module);
    put("f.csv", "a,b\n1,2\n");
    EXPECT_EQ(run("eval m.toml -o nosuch/x").code, 3);
    EXPECT_EQ(run("eval m.toml --csv f.csv -o nosuch/x").code, 3);
    if (std::filesystem::exists("/dev/full")) {
        EXPECT_EQ(run("eval m.toml -o /dev/full").code, 3);
        EXPECT_EQ(run("eval m.toml --csv f.csv -o /dev/full").code, 3);
    }
}

} // namespace
