// `abax eval`: values, exit codes. CSV files are in program_csv_test.cpp.
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

TEST_F(Eval, SettingsOutOfRangeWarn) {
    EXPECT_EQ(run("eval -e a --set a=1e400").err,
              "abax: warning: --set a=1e400: this number is too large for f64 and becomes infinity [number-range]\n");
    EXPECT_EQ(run("eval -e a --set a=1e-400").err,
              "abax: warning: --set a=1e-400: this number is too small for f64 and becomes 0 [number-range]\n");
    EXPECT_EQ(run("eval -e 'a[0]' --real f32 --array a=1e-60").err,
              "abax: warning: --array a: element 0 is 1e-60: this number is too small for f32 and becomes 0 "
              "[number-range]\n");
    put("m.toml", module);
    EXPECT_EQ(run("eval m.toml --set a=16777217").err,
              "abax: warning: --set a=16777217: this integer is not exact in f32 [number-inexact]\n");
}

TEST_F(Eval, OutputThatBreaksIsAnError) {
    put("m.toml", module);
    EXPECT_EQ(run("eval m.toml -o nosuch/x").code, 3);
    if (std::filesystem::exists("/dev/full")) {
        EXPECT_EQ(run("eval m.toml -o /dev/full").code, 3);
        const char *full = "standard output: error: No space left on device\n"; // whatever it is that is printed
        for (const char *what : {"--help", "eval -e 1", "explain -e 1 --show graph"}) {
            run("--version >version.txt; ( '" ABAX_PROGRAM "' " + std::string(what) + " 2>full.txt >/dev/full )");
            EXPECT_EQ(get("full.txt"), full) << what;
        }
    }
}

} // namespace
