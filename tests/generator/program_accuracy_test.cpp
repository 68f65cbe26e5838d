// The warning of what f32 loses: its text, where it is given, silencing and promoting.
#include "program.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace {

struct AccuracyOfProgram : Program {
    void SetUp() override {
        Program::SetUp();
        put("cal.toml", "[module]\nname = \"cal\"\n"
                        "[params]\nx = { default = 1000, min = 990, max = 1010 }\n"
                        "[expressions]\ny = \"\"\"\n  x^3 - 3000*x^2 \\\n  + 3e6*x - 1e9\"\"\"\nz = \"y + 1\"\n");
    }
};

const std::string warning =
    "cal.toml:7:3: warning: in f32 this is off by up to 340, 34% of its greatest value 1000: 1 of 24 bits is good "
    "[accuracy]\n"
    "    7 |   x^3 - 3000*x^2 \\\n"
    "      |   ^~~~~~~~~~~~~~~~\n";

TEST_F(AccuracyOfProgram, IsWarnedOfByWhateverCompiles) {
    for (const std::string command : {"check cal.toml", "compile cal.toml --emit table", "compile cal.toml --emit json",
                                      "explain cal.toml --show graph"}) {
        const Outcome outcome = run(command);
        EXPECT_EQ(outcome.code, 0) << command;
        EXPECT_TRUE(outcome.err.starts_with(warning)) << outcome.err;
        EXPECT_NE(outcome.err.find("\nnote: at x = 1006.9768 it is 0 and should be 340: "), std::string::npos)
            << outcome.err;
        EXPECT_NE(outcome.err.find(" inputs that were tried\nnote: written in powers of (x - 1000), the middle of its "
                                   "range, a polynomial loses less\n"),
                  std::string::npos)
            << outcome.err;
    }
    EXPECT_EQ(run("eval cal.toml").err, ""); // it is asked for one value only
}

TEST_F(AccuracyOfProgram, IsSilencedAndPromoted) {
    EXPECT_EQ(run("check cal.toml --no-warn accuracy").err, "");
    const Outcome promoted = run("check cal.toml --werror=accuracy");
    EXPECT_EQ(promoted.code, 1);
    EXPECT_NE(promoted.err.find(": error: in f32 this is off"), std::string::npos);
    EXPECT_EQ(run("compile cal.toml --emit table --werror").code, 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "cal.abx"));
    EXPECT_EQ(run("check cal.toml --werror=comma").code, 0);
    EXPECT_EQ(run("compile cal.toml --emit table").code, 0);
    EXPECT_TRUE(std::filesystem::exists(directory / "cal.abx"));
}

TEST_F(AccuracyOfProgram, AsJson) {
    const Outcome outcome = run("check cal.toml --diagnostics json");
    const auto json = nlohmann::ordered_json::parse(outcome.err, nullptr, false);
    ASSERT_TRUE(json.is_object()) << outcome.err;
    EXPECT_EQ(json["severity"], "warning");
    EXPECT_EQ(json["code"], "accuracy");
    EXPECT_EQ(json["file"], "cal.toml");
    EXPECT_EQ(json["line"], 7);
    EXPECT_EQ(json["column"], 3);
    ASSERT_EQ(json["notes"].size(), 2U);
    EXPECT_TRUE(json["notes"][0]["message"].get<std::string>().starts_with("at x = "));
}

// What the program says of an input is what it evaluates there.
TEST_F(AccuracyOfProgram, TheInputCanBeTried) {
    put("two.toml", "[params]\nv = { default = 100000, min = 100000, max = 100002 }\n"
                    "u = { default = 0, min = -1, max = 1 }\n[expressions]\ny = \"(v + u)^2 - v^2 - 2*u*v\"\n");
    const std::string said = run("check two.toml").err;
    const size_t v = said.find("at v = ") + 7;
    const size_t u = said.find(", u = ") + 6;
    const size_t value = said.find(" it is ") + 7;
    ASSERT_NE(said.find("warning"), std::string::npos) << said;
    const std::string settings = " --set v=" + said.substr(v, u - 6 - v) + " --set u=" + said.substr(u, value - 7 - u);
    const std::string narrow = run("eval two.toml" + settings).out;
    const std::string exact = run("eval two.toml --real f64" + settings).out;
    EXPECT_EQ(std::round(std::stod(narrow.substr(2))), std::stod(said.substr(value))) << said;
    const size_t right = said.find("should be ") + 10;
    EXPECT_NEAR(std::stod(exact.substr(2)), std::stod(said.substr(right)), 1e-3) << said;
}

TEST_F(AccuracyOfProgram, WhatWasLeftOutIsSaid) {
    std::string text = "[params]\nx = { default = 0, min = 0, max = 4095 }\n[expressions]\np0 = \"x\"\n";
    for (int i = 1; i < 2000; i++) {
        text += "p" + std::to_string(i) + " = \"p" + std::to_string(i - 1) + " + 3*x\"\n";
    }
    put("chain.toml", text);
    const Outcome outcome = run("check chain.toml");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(outcome.err.starts_with("chain.toml: note: the accuracy of 1")) << outcome.err;
    EXPECT_TRUE(
        outcome.err.ends_with(" of 1999 parts of expressions was not measured: it would take too long [accuracy]\n"))
        << outcome.err;
    EXPECT_EQ(run("check chain.toml --werror").code, 0);
    EXPECT_EQ(run("check chain.toml --no-warn accuracy").err, "");
}

} // namespace
