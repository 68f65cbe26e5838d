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
    EXPECT_EQ(run("eval -e 1 --set x=2").err, "abax: warning: --set x=2: no expression uses 'x' [not-used]\n");
}

TEST_F(Eval, WhatIsWrongIsSaidOnce) {
    struct Row {
        const char *arguments;
        const char *codes; // of the errors, in order
    };
    put("m.expr", "temperature = raw*2\nx = temprature + 1\n");
    put("bad.expr", "x = q + 2w\ny = q + r\nz = r\n");
    for (const Row &row : {
             Row{"-e 'x[1]'", "[not-set]"},
             {"-e '2y + x'", "[number]"},
             {"-e 'f + x' --define 'f(u) = u'", "[not-a-value]"},
             {"-e '1 + ' -e x", "[expected-value][not-set]"},
             {"-e 'a.b.c + a.b'", "[not-supported]"},
             {"-e 'a.b.c' -e 'k'", "[not-supported][not-set]"},
             {"m.expr", "[not-set][not-set]"},
             {"m.expr --set raw=1", "[not-set]"},
             {"bad.expr", "[number][not-set]"},
         }) {
        const Outcome outcome = run(std::string("eval ") + row.arguments);
        std::string codes;
        for (size_t at = 0; (at = outcome.err.find(" error: ", at)) != std::string::npos; at++) {
            const size_t end = outcome.err.find('\n', at);
            const size_t begin = outcome.err.rfind('[', end);
            codes += outcome.err.substr(begin, end - begin);
        }
        EXPECT_EQ(outcome.code, 1) << row.arguments;
        EXPECT_EQ(outcome.out, "");
        EXPECT_EQ(codes, row.codes) << row.arguments << "\n" << outcome.err;
    }
    EXPECT_EQ(run("eval m.expr --set raw=1").err, "m.expr:2:5: error: 'temprature' has no value [not-set]\n"
                                                  "    2 | x = temprature + 1\n"
                                                  "      |     ^~~~~~~~~~\n"
                                                  "note: did you mean 'temperature'?\n"
                                                  "note: give it a value with --set temprature=VALUE\n");
    EXPECT_EQ(run("eval m.expr --set raw=1 --set temprature=2").err, "");
    EXPECT_EQ(run("explain -e 'x + imu.ax' --show code").code, 0);
    put("f.csv", "a,b\n1,2\n");
    EXPECT_EQ(run("eval -e 'a + B' --csv f.csv").err, "<-e>:1:5: error: 'B' has no value [not-set]\n"
                                                      "    1 | a + B\n"
                                                      "      |     ^\n"
                                                      "note: did you mean 'b'?\n"
                                                      "note: the columns are 'a', 'b'\n"
                                                      "note: bind a column with --map COLUMN=B, or give a value with "
                                                      "--set B=VALUE\n");
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
    EXPECT_EQ(unknown.err,
              "abax: warning: --set c=1: there is no param 'c' [not-used]\nnote: the params are 'a', 'b'\n");
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

// Delimiters behind the last column make no column; row names are quoted, and what the first row does holds for all.
TEST_F(Eval, CsvRowsLongerThanTheHeader) {
    put("m.toml", module);
    const auto evaluated = [&](std::string_view csv) {
        put("f.csv", csv);
        const Outcome outcome = run("eval m.toml --csv f.csv");
        EXPECT_EQ(outcome.err, "") << csv;
        return outcome.out;
    };
    EXPECT_EQ(evaluated("a,b\n1,2,\n"), "total,quo\n3,0.5\n");
    EXPECT_EQ(evaluated("a,b,\n1,2,\n3,4\n5,4,,\n"), "total,quo\n3,0.5\n7,0.75\n9,1.25\n");
    EXPECT_EQ(evaluated("a,b\n\"x\",1,2\ny,3,4\n\"z\",3,\n"), "total,quo\n3,0.5\n7,0.75\nnan,nan\n");
    EXPECT_EQ(evaluated("\"date\",\"a\",\"b\"\n\"1\",\"2015-02-04 17:51:00\",1,2\n"), "total,quo\n3,0.5\n");
    EXPECT_EQ(evaluated("a,b\n1,\n"), "total,quo\nnan,nan\n"); // not surplus: a cell that is empty
}

TEST_F(Eval, CsvCellsOutOfRangeWarnOnce) {
    put("f.csv", "a,b\n1,2\n3, 1e400\n1e999,2\n");
    const Outcome outcome = run("eval -e a+b --csv f.csv");
    EXPECT_EQ(outcome.out, "a+b\n3\ninf\ninf\n");
    EXPECT_EQ(outcome.err, "f.csv:3:4: warning: this number is too large for f64 and becomes infinity [number-range]\n"
                           "    3 | 3, 1e400\n"
                           "      |    ^~~~~\n");
    EXPECT_EQ(run("eval -e a --set a=1e400").err,
              "abax: warning: --set a=1e400: this number is too large for f64 and becomes infinity [number-range]\n");
    put("m.toml", module);
    EXPECT_EQ(run("eval m.toml --set a=16777217").err,
              "abax: warning: --set a=16777217: this integer is not exact in f32 [number-inexact]\n");
    put("long.csv", "a,b" + std::string(500, ' ') + "\n1,2" + std::string(500, ' ') + ",3\n");
    EXPECT_EQ(run("eval m.toml --csv long.csv").err, // too long to be shown
              "long.csv:2:1: error: this row has 3 fields, the header 2 [csv]\n"
              "note: a first field that is the name of the row stands in quotes, in the first row already\n");
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
                 "    1 | a,c\n"
                 "      | ^~~\n"
                 "note: the columns are 'a', 'c'\n"
                 "note: bind a column with --map COLUMN=b, or give a value with --set b=VALUE\n"},
             {"a,b\n1,2\n3, 4x\n", "",
              "f.csv:3:4: error: '4x' is not a number, for the param 'b' from the column 'b' [csv-cell]\n"
              "    3 | 3, 4x\n"
              "      |    ^~\n"},
             {"a,b\n1,2\n1\n", "",
              "f.csv:3:1: error: this row has 1 field, the header 2 [csv]\n"
              "    3 | 1\n"
              "      | ^\n"},
             {"a,b\n1,2\n1,2,3\n", "",
              "f.csv:3:1: error: this row has 3 fields, the header 2 [csv]\n"
              "    3 | 1,2,3\n"
              "      | ^~~~~\n"
              "note: a first field that is the name of the row stands in quotes, in the first row already\n"},
             {"a,b\n1,2,3\n", "",
              "f.csv:2:1: error: this row has 3 fields, the header 2 [csv]\n"
              "    2 | 1,2,3\n"
              "      | ^~~~~\n"
              "note: a first field that is the name of the row stands in quotes, in the first row already\n"},
             {"a,b\n\"r\",1,2\n\n1,2\n", "",
              "f.csv:4:1: error: this row has 2 fields, the header 2, and rows begin with a row name [csv]\n"
              "    4 | 1,2\n"
              "      | ^~~\n"},
             {"a,b\n\"1\",2,\n", "",
              "f.csv:2:1: error: the header has no name for this field, or the row ends in a delimiter too many [csv]\n"
              "    2 | \"1\",2,\n"
              "      | ^~~\n"
              "note: name all columns in the header, row names too, and end all rows alike\n"},
             {"", "", "f.csv:1:1: error: the file is empty; its first row must name the columns [csv]\n"},
             {"a,b\n1,\"2\n", "",
              "f.csv:2:3: error: this quoted field is never closed [csv]\n"
              "    2 | 1,\"2\n"
              "      |   ^~\n"},
             {"a,b\n1,\"2\"3\n", "",
              "f.csv:2:6: error: a quote inside a field must be doubled, and nothing may follow the closing one [csv]\n"
              "    2 | 1,\"2\"3\n"
              "      |      ^\n"},
             {"a,a,b\n1,2,3\n", "",
              "f.csv:1:3: error: there are two columns 'a' [csv-column]\n"
              "    1 | a,a,b\n"
              "      |   ^\n"},
             {"a,b\n1,2\n", "--map c=a",
              "f.csv:1:1: error: there is no column 'c' [csv-column]\n"
              "    1 | a,b\n"
              "      | ^~~\n"
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

TEST_F(Eval, AReaderThatGoesAwayIsToldNothing) {
    put("m.toml", module);
    std::string rows = "a,b\n";
    for (int i = 0; i < 100'000; i++) {
        rows += "1,3\n";
    }
    put("f.csv", rows);
    run("--version >version.txt; ( '" ABAX_PROGRAM "' eval m.toml --csv f.csv 2>err.txt; echo $? >code.txt ) | true");
    EXPECT_EQ(get("code.txt"), "3\n");
    EXPECT_EQ(get("err.txt"), "");
}

TEST_F(Eval, OutputThatBreaksIsAnError) {
    put("m.toml", module);
    put("f.csv", "a,b\n1,2\n");
    EXPECT_EQ(run("eval m.toml -o nosuch/x").code, 3);
    EXPECT_EQ(run("eval m.toml --csv f.csv -o nosuch/x").code, 3);
    if (std::filesystem::exists("/dev/full")) {
        EXPECT_EQ(run("eval m.toml -o /dev/full").code, 3);
        const char *full = "standard output: error: No space left on device\n"; // whatever it is that is printed
        for (const char *what : {"--help", "eval -e 1", "explain -e 1 --show graph"}) {
            run("--version >version.txt; ( '" ABAX_PROGRAM "' " + std::string(what) + " 2>full.txt >/dev/full )");
            EXPECT_EQ(get("full.txt"), full) << what;
        }
        EXPECT_EQ(run("eval m.toml --csv f.csv -o /dev/full").code, 3);
    }
}

} // namespace
