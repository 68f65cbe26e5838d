// `abax check`: diagnostics at the places of the file, exit codes, silencing and promoting; help on every level.
#include "program.hpp"

namespace {

struct Check : Program {};

TEST_F(Check, PlacesInsideTomlStrings) {
    put("m.toml", "[expressions]\nx = \"\"\"\n  1 + \\\n  nosuch\"\"\"\ny = \"\\u0031 + \\\"\"\n");
    const Outcome outcome = run("check m.toml");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "m.toml:4:3: error: 'nosuch' is not defined [unknown-name]\n"
                           "    4 |   nosuch\"\"\"\n"
                           "      |   ^~~~~~\n"
                           "m.toml:5:15: error: unexpected character '\"' [character]\n"
                           "    5 | y = \"\\u0031 + \\\"\"\n"
                           "      |               ^~\n");
}

TEST_F(Check, EveryModule) {
    put("good.toml", "[expressions]\nx = \"1\"\n");
    put("bad.toml", "[expressions]\nx = \"1 +\"\n");
    EXPECT_EQ(run("check good.toml").code, 0);
    EXPECT_EQ(run("check good.toml").err, "");
    EXPECT_EQ(run("check good.toml bad.toml").code, 1);
    EXPECT_EQ(run("check nosuch.toml bad.toml good.toml").code, 3);
    EXPECT_EQ(run("check .").code, 3);
    EXPECT_EQ(run("check .").err, ".: error: Is a directory\n");
}

TEST_F(Check, ModulesWithoutExpressions) {
    put("empty.toml", "");
    put("params.toml", "[params]\na = 1\n");
    put("empty.expr", "# nothing\n");
    for (const std::string name : {"empty.toml", "params.toml", "empty.expr"}) {
        const Outcome outcome = run("check " + name);
        EXPECT_EQ(outcome.code, 1);
        EXPECT_EQ(outcome.err, name + ": error: there is no expression that gives a result [no-expressions]\n");
    }
}

TEST_F(Check, Warnings) {
    put("m.expr", "f(u, v) = u\ny = f(1, 2)\nz = log(y)\n");
    const Outcome plain = run("check m.expr");
    EXPECT_EQ(plain.code, 0);
    EXPECT_NE(plain.err.find("m.expr:1:6: warning: the parameter 'v' is not used [unused-parameter]\n"),
              std::string::npos);
    EXPECT_NE(plain.err.find("m.expr:3:5: warning: "), std::string::npos);
    EXPECT_EQ(run("check m.expr --no-warn unused-parameter --no-warn log-unset").err, "");
    EXPECT_EQ(run("check m.expr --werror").code, 1);
    EXPECT_EQ(run("check m.expr --werror --no-warn unused-parameter --no-warn log-unset").code, 0);
}

// One mistake hides no other, and has no echo.
TEST_F(Check, GoesOnBehindMistakes) {
    put("m.toml", "[module]\nlog = 3\nversion = \"1.2.3.4.5.6.7.8.9.0\"\n"
                  "[params]\na = true\nadc = [1, 2]\n[params.k]\nunit = \"m\"\n[param]\nq = 1\n"
                  "[curves]\nntc = 1\n[functions]\n\"f(x)\" = 1\n"
                  "[expressions]\nb = 5\nc = \"a + adc[0] + k + q + ntc(2) + f(b) + log(a)\"\nd = \"a + nosuch\"\n");
    std::string errors;
    const Outcome outcome = run("check m.toml");
    for (size_t at = 0; at < outcome.err.size(); at = outcome.err.find('\n', at) + 1) {
        const std::string line = outcome.err.substr(at, outcome.err.find('\n', at) - at);
        errors += line.starts_with("m.toml:") ? line + "\n" : "";
    }
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(errors, "m.toml:2:7: error: 'log' must be a string, not a number [wrong-type]\n"
                      "m.toml:3:11: error: the module's version is longer than 15 bytes [version]\n"
                      "m.toml:5:5: error: 'a' must be a number, not a boolean [wrong-type]\n"
                      "m.toml:7:9: error: 'k' has neither a default nor members [missing-key]\n"
                      "m.toml:9:2: error: there is no section [param] [unknown-key]\n"
                      "m.toml:12:7: error: 'ntc' must be a table, not a number [wrong-type]\n"
                      "m.toml:14:10: error: 'f(x)' must be a string, not a number [wrong-type]\n"
                      "m.toml:16:5: error: 'b' must be a string, or a table with expr, not a number [wrong-type]\n"
                      "m.toml:18:10: error: 'nosuch' is not defined [unknown-name]\n");
    EXPECT_EQ(run("compile m.toml --emit table").code, 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "m.abx"));
    put("m.expr", "a = 1 +\nb = 2 + * 3\nc = x.y.z\njust\n");
    EXPECT_EQ(
        run("check m.expr").err,
        "m.expr:1:7: error: the definition ends here; a definition goes on over lines only inside brackets "
        "[definition]\n    1 | a = 1 +\n      |       ^\n"
        "m.expr:2:9: error: expected a value before '*' [expected-value]\n    2 | b = 2 + * 3\n      |         ^\n"
        "m.expr:3:5: error: there are no groups inside groups [not-supported]\n"
        "    3 | c = x.y.z\n      |     ^~~~~\n"
        "m.expr:4:1: error: expected a definition: name = expression [definition]\n"
        "    4 | just\n      | ^~~~\n");
    put("only.expr", "just\n");
    EXPECT_EQ(run("check only.expr").err,
              "only.expr:1:1: error: expected a definition: name = expression [definition]\n"
              "    1 | just\n      | ^~~~\n");
}

TEST_F(Check, ModulesOnBothSidesOfTheDashes) {
    put("good.expr", "x = 1\n");
    put("bad.toml", "[expressions]\nx = \"1 +\"\n");
    EXPECT_EQ(run("check good.expr -- bad.toml").code, 1);
}

TEST_F(Check, NamesThatAreNearlyDefined) {
    put("m.expr", "temperature = raw*2\nx = temprature + 1\n");
    const Outcome outcome = run("check m.expr");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "m.expr:2:5: warning: 'temprature' is taken as a param; did you mean 'temperature'? "
                           "[free-name]\n    2 | x = temprature + 1\n      |     ^~~~~~~~~~\n");
    EXPECT_EQ(run("check m.expr --werror").code, 1);
    EXPECT_EQ(run("check m.expr --no-warn free-name").err, "");
}

TEST_F(Check, Color) {
    put("m.expr", "y = 1 +\n");
    EXPECT_EQ(run("check m.expr").err.find('\033'), std::string::npos); // not a terminal
    EXPECT_NE(run("check m.expr --color always").err.find("\033[1;31merror"), std::string::npos);
    EXPECT_EQ(run("check m.expr --color never").err.find('\033'), std::string::npos);
}

TEST_F(Check, HelpGoesToTheStandardOutput) {
    for (const char *arguments :
         {"--help", "eval --help", "check --help", "compile --help", "explain --help", "inspect --help", "--version"}) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.code, 0) << arguments;
        EXPECT_FALSE(outcome.out.empty()) << arguments;
        EXPECT_EQ(outcome.err, "") << arguments;
    }
    const Outcome wrong = run("frobnicate");
    EXPECT_EQ(wrong.code, 2);
    EXPECT_EQ(wrong.out, "");
}

} // namespace
