// `abax export`: what it writes compiles anywhere and computes the same bits; what is missing, stale or in the way is named.
#include "../engine/instrumented.hpp"
#include "program.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include <sys/wait.h>

#include "abax/version.h"

namespace {

namespace fs = std::filesystem;

struct Export : Program {
    // Runs a command of the shell in the directory; what it prints goes to tool.txt.
    int shell(const std::string &command) const {
        const int status = std::system(("cd '" + directory.string() + "' && (" + command + ") >tool.txt 2>&1").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    // The names of the files below a directory, sorted.
    std::vector<std::string> files(const std::string &name) const {
        std::vector<std::string> names;
        for (const auto &entry : fs::recursive_directory_iterator(directory / name)) {
            if (entry.is_regular_file()) {
                names.push_back(entry.path().lexically_relative(directory / name).string());
            }
        }
        std::sort(names.begin(), names.end());
        return names;
    }
};

std::string text_of(const fs::path &path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

constexpr std::string_view filter_text = R"toml([module]
name = "filter"
[params]
x = 0.3
gain = 1.7
adc = [3, 1, 4, 1, 5]
[constants]
k = [0.1, 0.2, 0.7]
[expressions]
y = "sin(x*gain) + x^2.5/3 - adc[x*3]*k[x]*3"
z = "y < 0 ? exp(y) : sum(adc)*0.1 + x*gain - y/3"
)toml";

constexpr std::string_view wide_text = R"toml([module]
name = "wide"
real = "f64"
[params]
x = 0.3
[expressions]
w = "atan2(x, 3) + x*x*x - 1/(x + 0.1)"
)toml";

// Prints what the table gives for an x, and how far the generated source agrees.
constexpr std::string_view main_text = R"c(#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "filter_table.h"
#include "wide_table.h"

int main(int argc, char **argv) {
    static uint64_t memory[64], wide_memory[64];
    static filter_instance generated;
    abax_f32_table table;
    abax_f32_instance instance;
    abax_f64_table wide;
    abax_f64_instance wide_instance;
    float values[2];
    double w;
    uint32_t bits[2];
    uint64_t wide_bits;
    if (argc != 2 || abax_f32_open(&table, filter_table, FILTER_TABLE_SIZE) != ABAX_OK ||
        abax_f32_init(&instance, &table, memory, sizeof memory, NULL, 0) != ABAX_OK ||
        abax_f64_open(&wide, wide_table, WIDE_TABLE_SIZE) != ABAX_OK ||
        abax_f64_init(&wide_instance, &wide, wide_memory, sizeof wide_memory, NULL, 0) != ABAX_OK) {
        return 1;
    }
    abax_f32_set(&instance, filter_param(x), strtof(argv[1], NULL));
    abax_f64_set(&wide_instance, wide_param(x), strtod(argv[1], NULL));
    if (abax_f32_eval(&instance) != ABAX_OK || abax_f64_eval(&wide_instance) != ABAX_OK) {
        return 2;
    }
    values[0] = abax_f32_get(&instance, filter_result(y));
    values[1] = abax_f32_get(&instance, filter_result(z));
    w = abax_f64_get(&wide_instance, wide_result(w));
    memcpy(bits, values, sizeof bits);
    memcpy(&wide_bits, &w, sizeof w);
    printf("%08lx %08lx %016llx\n", (unsigned long)bits[0], (unsigned long)bits[1], (unsigned long long)wide_bits);
    filter_init(&generated);
    generated.params.x = strtof(argv[1], NULL);
    filter_eval(&generated);
    return memcmp(&generated.results.y, &values[0], sizeof(float)) == 0 &&
           memcmp(&generated.results.z, &values[1], sizeof(float)) == 0 ? 0 : 3;
}
)c";

// The value that `abax eval` prints behind a name.
std::string value_of(const std::string &printed, const std::string &name) {
    const size_t at = ("\n" + printed).find("\n" + name + " ") + name.size() + 1;
    return printed.substr(at, printed.find('\n', at) - at);
}

// As in a firmware project: everything in one folder, no path to headers, one command.
TEST_F(Export, OneFolderAndAPlainCompilerGiveTheSameBits) {
    if (abax_tests::instrumented) {
        GTEST_SKIP() << "left to the optimised builds without sanitizers";
    }
    put("filter.toml", filter_text);
    put("wide.toml", wide_text);
    put("main.c", main_text);
    ASSERT_EQ(run("export .").err, "");
    ASSERT_EQ(run("compile filter.toml --emit table-c").code, 0);
    ASSERT_EQ(run("compile filter.toml --emit c").code, 0);
    ASSERT_EQ(run("compile wide.toml --emit table-c").code, 0);
    const std::string compile = std::string(ABAX_C_COMPILER) + " -O2 -ffp-contract=off -fno-math-errno ";
    ASSERT_EQ(shell(compile + "-c *.c"), 0) << get("tool.txt");
    ASSERT_EQ(shell(compile + "*.o -o program -lm"), 0) << get("tool.txt");
    for (const std::string x : {"0.3", "0.7", "1", "0.25", "1e-30", "0", "1.3"}) {
        ASSERT_EQ(shell("./program " + x), 0) << get("tool.txt");
        const std::string program = get("tool.txt");
        const std::string filter = run("eval filter.toml --set x=" + x).out;
        const std::string wide = run("eval wide.toml --set x=" + x).out;
        const auto bits = [&](const char *name) {
            return std::bit_cast<uint32_t>(std::strtof(value_of(filter, name).c_str(), nullptr));
        };
        char expected[64];
        std::snprintf(expected, sizeof expected, "%08lx %08lx %016llx\n", static_cast<unsigned long>(bits("y")),
                      static_cast<unsigned long>(bits("z")),
                      static_cast<unsigned long long>(
                          std::bit_cast<uint64_t>(std::strtod(value_of(wide, "w").c_str(), nullptr))));
        EXPECT_EQ(program, expected) << x << "\n" << filter << wide;
    }
    // With no more than the two modules use the program prints the same; with one of them the other's table is refused.
    const std::string with = compile + "'-DABAX_OPS_HEADER=\"ops.h\"' ";
    const std::string all = get("tool.txt");
    ASSERT_EQ(run("ops --format header filter.toml wide.toml -o ops.h").code, 0);
    ASSERT_EQ(shell(with + "*.c -o program -lm && ./program 1.3"), 0) << get("tool.txt");
    EXPECT_EQ(get("tool.txt"), all);
    ASSERT_EQ(run("ops --format header filter.toml -o ops.h").code, 0);
    ASSERT_EQ(shell(with + "*.c -o program -lm && ./program 1.3"), 1) << get("tool.txt");
}

TEST_F(Export, CompilesWithoutAWarning) {
    if (abax_tests::instrumented) {
        GTEST_SKIP() << "left to the optimised builds without sanitizers";
    }
    ASSERT_EQ(run("export gen").code, 0);
    const std::string warnings = " -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror "
                                 "-ffp-contract=off -fno-math-errno ";
    const std::string files = " -c gen/abax.c -o x.o";
    for (const std::string options : {"-std=c99 -O2", "-std=gnu11 -Os", "-std=c99 -O0", "-DABAX_COMPUTED_GOTO=0",
                                      "-DABAX_WITH_FUSED=0 -DABAX_WITH_WIDE=0 -DABAX_WITH_BITWISE=0 "
                                      "-DABAX_WITH_ARRAYS=0 -DABAX_WITH_NATIVES=0"}) {
        EXPECT_EQ(shell(ABAX_C_COMPILER + warnings + options + files), 0) << options << "\n" << get("tool.txt");
    }
    EXPECT_EQ(shell(ABAX_CXX_COMPILER + warnings + "-std=c++17 -x c++" + files), 0) << get("tool.txt");
    // Every operator and function alone: what only others need must not be missed, nor be a warning.
    for (const char *name : {"!", "&&", ",", "<<", "fma", "sin", "atan2", "[]"}) {
        ASSERT_EQ(run(std::string("ops --format header --with '") + name + "' -o gen/ops.h").code, 0) << name;
        const std::string with = "'-DABAX_OPS_HEADER=\"ops.h\"'";
        EXPECT_EQ(shell(ABAX_C_COMPILER + warnings + "-std=c99 -O0 " + with + files), 0) << name << get("tool.txt");
        EXPECT_EQ(shell(ABAX_CXX_COMPILER + warnings + "-std=c++17 -O0 " + with + " -x c++" + files), 0)
            << name << get("tool.txt");
    }
    EXPECT_NE(shell(ABAX_C_COMPILER + warnings + "'-DABAX_OPS_HEADER=\"ops.h\"' -DABAX_COMPUTED_GOTO=1" + files), 0);
    EXPECT_NE(get("tool.txt").find("with ABAX_OPS_HEADER they must be 0"), std::string::npos) << get("tool.txt");
}

TEST_F(Export, SaysWhatItIs) {
    ASSERT_EQ(run("export 'new dir/gen'").code, 0);
    const std::string source = get("new dir/gen/abax.c");
    for (const char *part :
         {"DO NOT EDIT", "MIT License", "Copyright (c) ", "-ffp-contract=off -fno-math-errno", ABAX_VERSION,
          " ABAX_WITH_FUSED ABAX_WITH_WIDE ABAX_WITH_BITWISE ABAX_WITH_ARRAYS ABAX_WITH_NATIVES ABAX_WITH_STATES "
          "ABAX_WITH_CURVES ABAX_OPS_HEADER ABAX_SAVE_FLASH ",
          "/* ---- runtime/eval/verify.c ---- */\n"}) {
        EXPECT_NE(source.find(part), std::string::npos) << part;
    }
    EXPECT_EQ(source.find(fs::temp_directory_path().string() + "/"), std::string::npos);
    EXPECT_EQ(source.find(ABAX_PROJECT), std::string::npos);
    // The headers as they are, with the licence beside them; those of the on-device compiler are not among them.
    EXPECT_EQ(get("new dir/gen/abax/LICENSE"), text_of(ABAX_PROJECT "/LICENSE"));
    const std::vector<std::string> names = files("new dir/gen/abax");
    for (const std::string &name : names) {
        if (name != "LICENSE") {
            EXPECT_EQ(get("new dir/gen/abax/" + name), text_of(fs::path(ABAX_PROJECT "/include/abax") / name)) << name;
        }
    }
    EXPECT_EQ(names, (std::vector<std::string>{"LICENSE", "abax.h", "bind.inc", "format.h", "forms.def", "generated.h",
                                               "generated.inc", "instructions.def", "maths.h", "ops.def", "real.h",
                                               "real_curves.inc", "real_ops.h", "real_ops.inc", "real_state.inc",
                                               "status.def", "typed.h", "version.h"}));
}

TEST_F(Export, OnlyWhatChangedIsWritten) {
    ASSERT_EQ(run("export gen").code, 0);
    const std::string source = get("gen/abax.c");
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(directory / "gen/abax.c", long_ago);
    put("gen/abax/typed.h", "");
    ASSERT_EQ(run("export gen").code, 0);
    EXPECT_EQ(fs::last_write_time(directory / "gen/abax.c"), long_ago);
    EXPECT_NE(get("gen/abax/typed.h"), "");
    ASSERT_EQ(run("export other").code, 0);
    EXPECT_EQ(get("other/abax.c"), source);
}

TEST_F(Export, Check) {
    const Outcome missing = run("export gen --check");
    EXPECT_EQ(missing.code, 1);
    EXPECT_FALSE(fs::exists(directory / "gen"));
    EXPECT_EQ(missing.err.substr(0, missing.err.find('\n')),
              "gen/abax.c: error: this file is missing; 'abax export' writes it [stale]");
    ASSERT_EQ(run("export gen").code, 0);
    const Outcome fresh = run("export gen --check");
    EXPECT_EQ(fresh.code, 0);
    EXPECT_EQ(fresh.out + fresh.err, "");
    put("gen/abax.c", get("gen/abax.c") + "\n");
    fs::remove(directory / "gen/abax/ops.def");
    const Outcome stale = run("export gen --check");
    EXPECT_EQ(stale.code, 1);
    EXPECT_EQ(stale.err, "gen/abax.c: error: this file is stale: 'abax export' writes something else [stale]\n"
                         "gen/abax/ops.def: error: this file is missing; 'abax export' writes it [stale]\n");
    EXPECT_FALSE(fs::exists(directory / "gen/abax/ops.def"));
}

TEST_F(Export, WhatIsInTheWayIsNamed) {
    put("file", "");
    const Outcome file = run("export file");
    EXPECT_EQ(file.code, 3);
    EXPECT_EQ(file.err, "file: error: Not a directory\n");
    fs::create_directory(directory / "taken");
    put("taken/abax", "");
    EXPECT_EQ(run("export taken").err, "taken/abax: error: Not a directory\n");
    EXPECT_EQ(run("export taken").code, 3);
    EXPECT_FALSE(fs::exists(directory / "taken/abax.c"));
    if (fs::exists("/proc/self")) { // where not even root makes a directory
        EXPECT_EQ(run("export /proc/nosuch").code, 3);
    }
    if (fs::exists("/dev/full")) {
        fs::create_directory(directory / "full");
        fs::create_symlink("/dev/full", directory / "full/abax.c");
        const Outcome full = run("export full");
        EXPECT_EQ(full.code, 3);
        EXPECT_EQ(full.err, "full/abax.c: error: No space left on device\n");
    }
    // Over the headers that the program itself comes with nothing is written.
    const fs::path program = ABAX_PROGRAM;
    const Outcome own = run("export '" + (program.parent_path().parent_path() / "include").string() + "'");
    EXPECT_EQ(own.code, 2);
    EXPECT_NE(own.err.find("the output is also the input"), std::string::npos) << own.err;
}

TEST_F(Export, AProgramAwayFromItsFilesSaysSo) {
    fs::create_directory(directory / "bin");
    fs::copy_file(ABAX_PROGRAM, directory / "bin/abax");
    EXPECT_EQ(shell("./bin/abax export gen"), 3);
    EXPECT_NE(get("tool.txt").find("share/abax/runtime/eval"), std::string::npos) << get("tool.txt");
    EXPECT_FALSE(fs::exists(directory / "gen"));
    fs::create_directory(directory / "share");
    fs::create_symlink(fs::path(ABAX_PROGRAM).parent_path().parent_path() / "share/abax", directory / "share/abax");
    EXPECT_EQ(shell("./bin/abax export gen"), 3);
    EXPECT_NE(get("tool.txt").find("include/abax/abax.h: error: this file comes with the program"), std::string::npos)
        << get("tool.txt");
    EXPECT_FALSE(fs::exists(directory / "gen"));
}

TEST_F(Export, Usage) {
    for (const char *arguments : {"export", "export a b", "export ''", "export a --out-dir b"}) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.code, 2) << arguments;
        EXPECT_EQ(outcome.err.substr(0, 13), "abax export: ") << outcome.err;
    }
    const Outcome help = run("export --help");
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("Usage: abax export DIR [--check]\n"), std::string::npos) << help.out;
}

} // namespace
