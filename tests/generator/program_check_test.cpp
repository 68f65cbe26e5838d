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
        EXPECT_EQ(outcome.err, name + ": error: there are no expressions [no-expressions]\n");
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
