// `abax ops --format header`: what a run time is to be built with, from modules, tables and names of operators.
#include "program.hpp"

namespace {

struct OpsHeader : Program {
    void SetUp() override {
        Program::SetUp();
        put("m.toml", "[params]\nx = 1\ny = 2\n[expressions]\nz = \"sin(x) + y\"\n");
        put("n.expr", "z = x * x\n");
    }
    Outcome header(const std::string &arguments) const { return run("ops --format header " + arguments); }
};

bool has(const std::string &text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(OpsHeader, HasWhatTheTablesOfModulesUse) {
    const Outcome outcome = header("m.toml");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_TRUE(has(outcome.out, "DO NOT EDIT"));
    EXPECT_TRUE(has(outcome.out, " *   m.toml, source hash "));
    EXPECT_TRUE(has(outcome.out, " * Instructions: END, CALL1A, RASE ADD\n")) << outcome.out;
    EXPECT_TRUE(has(outcome.out, " * Functions of the maths library: sin\n"));
    EXPECT_TRUE(has(outcome.out, "#define ABAX_OPS_INSTRUCTIONS_0 0x00000001U\n"));
    EXPECT_TRUE(has(outcome.out, "#define ABAX_OPS_INSTRUCTIONS_2 0x00000002U\n"));
    EXPECT_TRUE(has(outcome.out, "#define ABAX_OPS_INSTRUCTIONS_5 0x00000040U\n"));
    EXPECT_TRUE(has(outcome.out, "#define ABAX_OPS_FUNCTIONS_2 0x01000000U\n"));
    for (const char *name : {"WIDE", "BITWISE", "ARRAYS", "NATIVES"}) {
        EXPECT_TRUE(has(outcome.out, std::string("#define ABAX_WITH_") + name + " 0\n")) << name;
    }
    EXPECT_FALSE(has(outcome.out, "ABAX_WITH_FUSED"));
}

TEST_F(OpsHeader, TakesSeveralModulesAndTables) {
    EXPECT_EQ(run("compile m.toml --emit table").code, 0);
    const Outcome both = header("m.abx n.expr");
    EXPECT_EQ(both.code, 0) << both.err;
    EXPECT_TRUE(has(both.out, " *   m.abx, source hash "));
    EXPECT_TRUE(has(both.out, " *   n.expr, source hash "));
    EXPECT_TRUE(has(both.out, "CALL1A, "));
    EXPECT_TRUE(has(both.out, "MUL"));
}

TEST_F(OpsHeader, LeavesWarningsToWhoeverCompiles) {
    put("warned.toml", "[params]\ne = 1\nunused = 2\n[expressions]\nz = \"e + 1\"\n");
    EXPECT_NE(run("check warned.toml").err, "");
    EXPECT_EQ(header("warned.toml").err, "");
    EXPECT_EQ(header("warned.toml").code, 0);
}

TEST_F(OpsHeader, CompilesToTheProfile) {
    const Outcome base = header("m.toml --profile base");
    EXPECT_TRUE(has(base.out, " * Instructions: END, LOAD, STORE, CALL1, RA ADD\n")) << base.out;
    EXPECT_TRUE(has(base.out, "#define ABAX_WITH_FUSED 0\n"));
    const Outcome wide = header("m.toml --profile wide");
    EXPECT_TRUE(has(wide.out, "#define ABAX_WITH_FUSED 0\n"));
    EXPECT_FALSE(has(wide.out, "ABAX_WITH_WIDE"));
}

TEST_F(OpsHeader, HasWhatOperatorsNeed) {
    const Outcome outcome = header("--with '- sqrt'");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_TRUE(has(outcome.out, " *   the operators - sqrt\n"));
    for (const char *row : {"RA SUB,", "AR SUB,", "RA ADD,", "U NEG,", "U SQRT,", "AB SUB,", "UA SQRT,"}) {
        EXPECT_TRUE(has(outcome.out, row)) << row;
    }
    EXPECT_FALSE(has(outcome.out, "MUL"));
    EXPECT_FALSE(has(outcome.out, "JUMP"));
    // Any table of these operators may come, so the profiles stay; a build may say otherwise.
    EXPECT_FALSE(has(outcome.out, "ABAX_WITH_FUSED"));
    EXPECT_FALSE(has(outcome.out, "ABAX_WITH_WIDE"));
    EXPECT_TRUE(has(header("--with '[]'").out, "INDEXC, INDEXF, OUTSIDE, FAULT"));
    EXPECT_TRUE(has(header("--with natives").out, "NATIVE"));
    EXPECT_TRUE(has(header("--with smoothstep").out, "JNOT LT")) << "what a derived function is made of";
    EXPECT_TRUE(has(header("m.toml --with 'cos'").out, " * Functions of the maths library: sin, cos\n"));
}

TEST_F(OpsHeader, IsWrittenToAFile) {
    EXPECT_EQ(header("m.toml -o ops.h").code, 0);
    EXPECT_EQ(get("ops.h"), header("m.toml").out);
    EXPECT_EQ(header("m.toml -o m.toml").code, 2);
    EXPECT_EQ(header("m.toml -o nosuch/ops.h").code, 3);
}

TEST_F(OpsHeader, SaysWhatIsWrong) {
    const auto error = [&](const std::string &arguments) {
        const Outcome outcome = run("ops " + arguments);
        EXPECT_EQ(outcome.code, 2) << arguments;
        EXPECT_EQ(outcome.out, "") << arguments;
        return outcome.err;
    };
    const std::string help = "\nhelp: abax ops --help\n";
    EXPECT_EQ(error("--format header"),
              "abax ops: --format header is made of modules and tables (.abx), or of operators (--with)" + help);
    EXPECT_EQ(error("--format header --with '+ sqr'"),
              "abax ops: --with: there is no operator or function 'sqr'; did you mean 'sqrt'?" + help);
    EXPECT_EQ(error("--format header m.toml --profile bas"),
              "abax ops: --profile takes base, fused or wide, not 'bas'" + help);
    EXPECT_EQ(error("--with +"), "abax ops: --with is for --format header" + help);
    EXPECT_EQ(error("--profile base"), "abax ops: --profile is for --format header" + help);
    EXPECT_EQ(error("m.toml"), "abax ops: a module or a table is for --format header" + help);
    put("bad.toml", "[expressions]\nx = \"1 +\"\n");
    put("bad.abx", "ABAX");
    const Outcome bad = header("bad.toml bad.abx -o ops.h");
    EXPECT_EQ(bad.code, 1);
    EXPECT_TRUE(has(bad.err, "bad.toml:2:")) << bad.err;
    EXPECT_TRUE(has(bad.err, "bad.abx: error: the file has 4 bytes")) << bad.err;
    EXPECT_FALSE(std::filesystem::exists(directory / "ops.h"));
    EXPECT_EQ(header("nosuch.toml").code, 3);
}

} // namespace
