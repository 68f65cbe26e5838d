// `abax eval` with arrays, elements, natives that something stands in for, engines and faults.
#include "program.hpp"

namespace {

struct EvalArrays : Program {};

constexpr std::string_view module = "[params]\nadc = [1, 2, 3, 4]\nimu = { mag = [5, 6] }\ni = 0\n"
                                    "[constants]\ncal = [0.5, 0.25]\n"
                                    "[natives]\n\"fuel(channel)\" = { doc = \"d\" }\n\"unused(a)\" = {}\n"
                                    "[expressions]\nhidden = { expr = \"sum(adc)\", internal = true }\n"
                                    "total = \"hidden + adc[i]*cal[1] + imu.mag[1]\"\n"
                                    "level = \"fuel(2) + fuel(i)\"\n";

struct Row {
    const char *arguments;
    int code;
    const char *out;
    const char *err; // all of it
};

TEST_F(EvalArrays, OfExpressions) {
    for (const Row &row : {
             Row{"-e 'adc[1] + sum(adc) + len(b)' --array adc=1,2,3 --array b=9,9", 0, "10\n", ""},
             {"-e 'imu.mag[0x1] + min(imu.mag)' --array 'imu.mag= 7 , -0x10'", 0, "-32\n", ""},
             {"-e 'a[k]' --array a=1,2,3 --set 'a[2]=50' --set k=2", 0, "50\n", ""},
             {"-e 'avg((a)) + max( a )' --array a=1,3", 0, "5\n", ""},
             {"-e 'f(2)' --define 'f(n) = a[n] + n' --array a=1,2,30", 0, "32\n", ""},
             {"-e 'a[0]' -e 'a[1]' --array a=1,0.1 --real f32", 0, "1\n0.1\n", ""},
             {"-e 'a[2]' --array a=1,2", 1, "",
              "<-e>:1:3: error: 'a' has 2 elements, counted from 0: there is no element 2 [index]\n"
              "    1 | a[2]\n"
              "      |   ^\n"},
             {"-e 'x + a[9] + sum(b)' --set x=1", 1, "",
              "<-e>:1:5: error: the array 'a' has no values [not-set]\n"
              "    1 | x + a[9] + sum(b)\n"
              "      |     ^\n"
              "note: give its elements with --array a=VALUE,VALUE,…\n"
              "<-e>:1:16: error: the array 'b' has no values [not-set]\n"
              "    1 | x + a[9] + sum(b)\n"
              "      |                ^\n"
              "note: give its elements with --array b=VALUE,VALUE,…\n"},
             {"-e 'adc[0] + acd[1]' --array adc=1,2", 1, "",
              "<-e>:1:10: error: the array 'acd' has no values [not-set]\n"
              "    1 | adc[0] + acd[1]\n"
              "      |          ^~~\n"
              "note: did you mean 'adc'?\n"
              "note: give its elements with --array acd=VALUE,VALUE,…\n"},
             {"-e 'a[0]' --array a=1 --set 'a[1]=2'", 1, "",
              "abax: error: --set a[1]=2: 'a' has 1 element, counted from 0: there is no element 1 [index]\n"},
             {"-e 'a' --set a=1 --set 'a[1]=2'", 1, "",
              "abax: error: --set a[1]=2: 'a' is not an array [not-an-array]\n"
              "note: set it with --set a=VALUE\n"},
             {"-e 'a[0]' --set a=1", 1, "",
              "<-e>:1:1: error: 'a' is not an array [not-an-array]\n"
              "    1 | a[0]\n"
              "      | ^\n"},
             {"-e 'a + 1' --array a=1,2", 1, "",
              "<-e>:1:1: error: 'a' is an array: index it, as in 'a[0]', or give it alone to sum, avg, min, max or len "
              "[not-a-value]\n"
              "    1 | a + 1\n"
              "      | ^\n"},
             {"-e 'speed' --set speed=1 --array sped=1,2 --set 'sped[0]=1'", 0, "1\n",
              "abax: warning: --set sped[0]=1: no expression uses 'sped' [not-used]\n"
              "note: did you mean 'speed'?\n"
              "abax: warning: --array sped=1,2: no expression uses 'sped' [not-used]\n"
              "note: did you mean 'speed'?\n"},
             {"-e 'a[0]' --array a=16777217 --real f32", 0, "16777216\n",
              "abax: warning: --array a: element 0 is 16777217: this integer is not exact in f32 [number-inexact]\n"},
             {"-e 'a[0]' --array a=1,b", 2, "",
              "abax eval: --array a=1,b: 'b' is not a number\nhelp: abax eval --help\n"},
         }) {
        const Outcome outcome = run(std::string("eval ") + row.arguments);
        EXPECT_EQ(outcome.code, row.code) << row.arguments;
        EXPECT_EQ(outcome.out, row.out) << row.arguments;
        EXPECT_EQ(outcome.err, row.err) << row.arguments;
    }
}

TEST_F(EvalArrays, OfModules) {
    put("m.toml", module);
    const std::string with_fuel = "eval m.toml --define 'fuel(c) = 10*c' ";
    for (const Row &row : {
             Row{"", 0, "total 16.25\nlevel 20\n", ""},
             {"--array adc=10,20,30,40 --set i=3", 0, "total 116\nlevel 50\n", ""},
             {"--set 'adc[0]=0' --set 'imu.mag[1]=0'", 0, "total 9\nlevel 20\n", ""},
             {"--array adc=0,0,0,0 --set 'adc[3]=1'", 0, "total 7\nlevel 20\n", ""},
             {"--array adc=1,2,3", 1, "",
              "abax: error: --array adc=1,2,3: 'adc' has 4 elements, and here are 3 [setting]\n"},
             {"--array imu.mag=1", 1, "",
              "abax: error: --array imu.mag=1: 'imu.mag' has 2 elements, and here is 1 [setting]\n"},
             {"--set adc=5", 1, "",
              "abax: error: --set adc=5: 'adc' is an array of 4 elements [setting]\n"
              "note: set one element with --set 'adc[0]=5', or all with --array adc=VALUE,…\n"},
             {"--set 'adc[4]=5'", 1, "",
              "abax: error: --set adc[4]=5: 'adc' has 4 elements, counted from 0: there is no element 4 [index]\n"},
             {"--array i=5", 1, "",
              "abax: error: --array i=5: 'i' is not an array [not-an-array]\nnote: set it with --set i=VALUE\n"},
             {"--set 'i[0]=5'", 1, "",
              "abax: error: --set i[0]=5: 'i' is not an array [not-an-array]\nnote: set it with --set i=VALUE\n"},
             {"--array adcs=5 --set imu.mga=1 --set zzz=1", 0, "total 16.25\nlevel 20\n",
              "abax: warning: --set imu.mga=1: there is no param 'imu.mga' [not-used]\n"
              "note: did you mean 'imu.mag'?\n"
              "abax: warning: --set zzz=1: there is no param 'zzz' [not-used]\n"
              "note: the params are 'adc', 'imu.mag', 'i'\n"
              "abax: warning: --array adcs=5: there is no param 'adcs' [not-used]\n"
              "note: did you mean 'adc'?\n"},
             {"--set cal=5", 0, "total 16.25\nlevel 20\n",
              "abax: warning: --set cal=5: there is no param 'cal' [not-used]\n"
              "note: the params are 'adc', 'imu.mag', 'i'\n"},
         }) {
        const Outcome outcome = run(with_fuel + row.arguments);
        EXPECT_EQ(outcome.code, row.code) << row.arguments;
        EXPECT_EQ(outcome.out, row.out) << row.arguments;
        EXPECT_EQ(outcome.err, row.err) << row.arguments;
    }
}

// An .expr file does not say how long an array is; whoever evaluates it does.
TEST_F(EvalArrays, OfPlainLists) {
    put("m.expr", "a = adc[i] + sum(w)\nb = a*2\n");
    EXPECT_EQ(run("eval m.expr --set i=1 --array adc=5,6,7 --array w=1,2").out, "a 9\nb 18\n");
    EXPECT_EQ(run("eval m.expr --set i=1 --array adc=5,6,7 --array w=1,2 --set 'w[0]=3'").out, "a 11\nb 22\n");
    EXPECT_EQ(run("eval m.expr --set i=1 --array adc=5,6,7 --set w=1").code, 1);
    const char *missing = "m.expr:1:5: error: the array 'adc' has no values [not-set]\n"
                          "    1 | a = adc[i] + sum(w)\n"
                          "      |     ^~~\n"
                          "note: give its elements with --array adc=VALUE,VALUE,…\n"
                          "note: a module file (.toml) can declare it, under [params]: adc = [0, 0, 0]\n";
    EXPECT_EQ(run("eval m.expr --set i=1 --array w=1,2").err, missing);
    put("c.expr", "a = adc[i]\n");
    for (const char *command : {"check c.expr", "compile c.expr --emit table", "explain c.expr --show graph"}) {
        const Outcome outcome = run(command);
        EXPECT_EQ(outcome.code, 1) << command;
        EXPECT_NE(outcome.err.find("c.expr:1:5: error: the array 'adc' has no values [not-set]\n"), std::string::npos)
            << command << outcome.err;
    }
    EXPECT_FALSE(std::filesystem::exists(directory / "c.abx"));
}

TEST_F(EvalArrays, ManyModulesAtOnce) {
    put("m.toml", module);
    put("n.expr", "y = adc[1] + k\n");
    const Outcome outcome =
        run("eval m.toml n.expr --array adc=1,2,3,40 --set k=5 --set i=3 --set 'adc[0]=0' --define 'fuel(c) = c'");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.out, "m.total 61\nm.level 5\nn.y 7\n");
    EXPECT_EQ(
        run("eval m.toml n.expr --array adc=1,2,3,4 --set k=1 --set adx=1 --define 'fuel(c)=c' --define 'g(c)=c'").err,
        "abax: warning: --set adx=1: there is no param 'adx' [not-used]\n"
        "note: did you mean 'adc'?\n"
        "abax: warning: --define g(c)=c: there is no native 'g' to stand in for [not-used]\n");
    EXPECT_EQ(run("eval m.toml nosuch.toml --define 'fuel(c)=c'").out, "m.total 16.25\nm.level 2\n");
    EXPECT_EQ(run("eval m.toml nosuch.toml --define 'fuel(c)=c' --set i=1").code, 3);
}

TEST_F(EvalArrays, NativesAndWhatStandsInForThem) {
    put("m.toml", module);
    const char *missing = "m.toml:8:2: error: 'fuel' is supplied by the firmware, which is not here [native]\n"
                          "    8 | \"fuel(channel)\" = { doc = \"d\" }\n"
                          "      |  ^~~~~~~~~~~~~\n"
                          "note: let an expression stand in for it: --define 'fuel(channel) = …'\n";
    for (const Row &row : {
             Row{"", 1, "", missing},
             {"--define 'unused(x) = 1'", 1, "", missing},
             {"--define 'fuel(c) = c*i + adc[1]' --set i=2", 0, "total 16.75\nlevel 12\n", ""},
             {"--define 'fuel(c) = 3'", 0, "total 16.25\nlevel 6\n", ""}, // no word about c
             {"--define 'fuel(a, b) = a'", 1, "",
              "m.toml:8:2: note: 'fuel' is declared here\n"
              "    8 | \"fuel(channel)\" = { doc = \"d\" }\n"
              "      |  ^~~~~~~~~~~~~\n"},
             {"--define 'fuel(c) = c + nosuch'", 1, "",
              "<--define>:1:15: error: 'nosuch' is not defined [unknown-name]\n"
              "    1 | fuel(c) = c + nosuch\n"
              "      |               ^~~~~~\n"},
             {"--define 'fuel(c) = c' --define 'feul(c) = c'", 0, "total 16.25\nlevel 2\n",
              "abax: warning: --define feul(c) = c: there is no native 'feul' to stand in for [not-used]\n"},
         }) {
        const Outcome outcome = run(std::string("eval m.toml ") + row.arguments);
        EXPECT_EQ(outcome.code, row.code) << row.arguments;
        EXPECT_EQ(outcome.out, row.out) << row.arguments;
        EXPECT_TRUE(outcome.err.ends_with(row.err) && outcome.err.empty() == (*row.err == '\0'))
            << row.arguments << "\n"
            << outcome.err;
    }
    EXPECT_TRUE(run("eval m.toml --define 'fuel(a, b) = a'")
                    .err.starts_with("<--define>:1:1: error: 'fuel' takes 1 argument, not 2 [arity]\n"));
    const Outcome twice = run("eval m.toml --define 'fuel(c) = c' --define 'fuel(d) = d'");
    EXPECT_EQ(twice.code, 1);
    EXPECT_NE(twice.err.find("<--define 2>:1:1: error: 'fuel' is declared twice [duplicate]\n"), std::string::npos)
        << twice.err;
    EXPECT_EQ(run("check m.toml").code, 0); // only whoever evaluates needs them
    EXPECT_EQ(run("compile m.toml --emit table").code, 0);
}

TEST_F(EvalArrays, EveryEngineGivesTheSameBits) {
    std::string text = "[module]\nlog = \"ln\"\n[params]\nx = 0.7\nadc = [0.1, 0.2, 0.3]\ni = 1\n"
                       "[constants]\ncal = [1.5, -2.25, 1e-3]\n[natives]\n\"f(a)\" = {}\n[expressions]\n";
    const char *expressions[] = {"sin(x)*cal[i] + adc[i]/3",
                                 "x > 0.5 && adc[0] < x ? f(x) : f(-x)",
                                 "sum(adc)/len(adc) + x^5 - 1/x",
                                 "log(x) + exp(adc[2]) * hypot(x, i)",
                                 "fma(x, adc[1], cal[2]) - x*x*x",
                                 "(x*1000) & 255 | 3 << 2",
                                 "adc[i+5] + adc[2]",
                                 "min(adc) + max(cal) + clamp(x, 0, 0.5)"};
    for (size_t i = 0; i < std::size(expressions); i++) {
        text += "y" + std::to_string(i) + " = \"" + expressions[i] + "\"\n";
    }
    put("m.toml", text);
    for (const std::string real : {"f32", "f64"}) {
        const std::string command = "eval m.toml --no-warn bitwise-range --define 'f(a) = a*a + x' --real " + real;
        const Outcome expected = run(command);
        EXPECT_EQ(expected.code, 0) << expected.err;
        EXPECT_NE(expected.out.find("y6 nan\n"), std::string::npos) << expected.out;
        for (const char *engine : {"table", "table-base", "table-fused", "table-wide"}) {
            const Outcome outcome = run(command + " --engine " + engine);
            EXPECT_EQ(outcome.code, 0) << engine;
            EXPECT_EQ(outcome.out, expected.out) << engine;
            EXPECT_EQ(outcome.err, expected.err) << engine;
        }
    }
    put("f.csv", "x\n1\n2\n");
    EXPECT_EQ(run("eval -e 'x*x + 1' --csv f.csv --engine table-base").out, "x*x + 1\n2\n5\n");
    EXPECT_EQ(run("eval -e 'x' --engine vm --set x=1").code, 2);
    EXPECT_EQ(run("eval --engine list").code, 0);
}

// Short operands reach 4 KB of frame and no further.
TEST_F(EvalArrays, AFrameTooLargeForAnEngineIsAnError) {
    std::string text = "[params]\na = [0";
    for (int i = 1; i < 2000; i++) {
        text += ", " + std::to_string(i);
    }
    put("m.toml", text + "]\ni = 1999\n[expressions]\ny = \"a[i]\"\n");
    EXPECT_EQ(run("eval m.toml").out, "y 1999\n");
    EXPECT_EQ(run("eval m.toml --engine table-wide").out, "y 1999\n");
    const Outcome outcome = run("eval m.toml --engine table-base");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.err, "m.toml: error: the frame is larger than the 4 KB that these instructions reach; the wide "
                           "profile has instructions that reach further [table]\n");
}

TEST_F(EvalArrays, FaultsNameTheOutputAndTheArray) {
    put("m.toml",
        "[params]\nadc = [1, 2]\ni = 0\nj = 0\n[constants]\ncal = [1, 2, 3]\n[functions]\n\"at(n)\" = \"cal[n]\"\n"
        "[expressions]\nfirst = \"1\"\nmid = { expr = \"adc[i]\", internal = true }\nsecond = \"mid*2\"\n"
        "third = \"at(j) + mid\"\nfourth = \"at(j)\"\n");
    for (const Row &row : {
             Row{"m.toml", 0, "first 1\nsecond 2\nthird 2\nfourth 1\n", ""},
             {"m.toml --set i=2", 0, "first 1\nsecond nan\nthird nan\nfourth 1\n",
              "m.toml:11:17: warning: an index into 'adc' is out of range or nan where 'second' is computed; the "
              "element is "
              "nan [fault-index]\n"
              "   11 | mid = { expr = \"adc[i]\", internal = true }\n"
              "      |                 ^~~\n"
              "note: 'adc' has 2 elements, counted from 0\n"},
             {"m.toml --set j=-1", 0, "first 1\nsecond 2\nthird nan\nfourth nan\n",
              "m.toml:13:1: warning: an index into 'adc' or 'cal' is out of range or nan where 'third' is computed; "
              "the "
              "element is nan [fault-index]\n"
              "   13 | third = \"at(j) + mid\"\n"
              "      | ^~~~~\n"
              "note: 'adc' has 2 elements, counted from 0\n"
              "note: 'cal' has 3 elements, counted from 0\n"},
             {"-e '1' -e 'a[k] > 0 ? 1 : 2' --array a=1,2 --set k=nan", 0, "1\n2\n",
              "<-e 2>:1:1: warning: an index into 'a' is out of range or nan; the element is nan [fault-index]\n"
              "    1 | a[k] > 0 ? 1 : 2\n"
              "      | ^\n"
              "note: 'a' has 2 elements, counted from 0\n"},
             {"-e 'a[k]' --array a=1,2 --set k=-0.5", 0, "1\n", ""}, // truncated toward zero
             {"-e 'k > 1 ? a[k] : 7' --array a=1,2 --set k=-5", 0, "7\n", ""},
         }) {
        const Outcome outcome = run(std::string("eval ") + row.arguments);
        EXPECT_EQ(outcome.code, row.code) << row.arguments;
        EXPECT_EQ(outcome.out, row.out) << row.arguments;
        EXPECT_EQ(outcome.err, row.err) << row.arguments;
    }
    const Outcome promoted = run("eval m.toml --set i=2 --werror");
    EXPECT_EQ(promoted.code, 1);
    EXPECT_EQ(run("eval m.toml --set i=2 --no-warn fault-index").err, "");
}

} // namespace
