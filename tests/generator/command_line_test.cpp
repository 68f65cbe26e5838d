// The command line: what -e takes, and what is said about mistakes.
#include "command_line.hpp"

#include <gtest/gtest.h>

#include "abax/version.h"

namespace {

using namespace abax::host;
using Arguments = std::vector<std::string>;

template <typename Options> Options options_of(const Arguments &arguments) {
    const CommandLine line = read_command_line(arguments);
    EXPECT_TRUE(line.command) << line.error;
    return line.command ? std::get<Options>(*line.command) : Options{};
}

TEST(CommandLine, ExpressionsAreLiteral) {
    EXPECT_EQ(
        options_of<EvalOptions>({"eval", "-e", "", "-e", "-x", "-e", "--set", "-e", "-e", "-e", "--", "--set", "x=1"})
            .input.expressions,
        (Arguments{"", "-x", "--set", "-e", "--"}));
    EXPECT_EQ(options_of<ExplainOptions>({"explain", "-e", "--help", "--show", "ast"}).input.expressions,
              (Arguments{"--help"}));
    EXPECT_EQ(options_of<EvalOptions>({"eval", "-e1+2"}).input.expressions, (Arguments{"1+2"}));
}

TEST(CommandLine, Options) {
    const auto eval = options_of<EvalOptions>({"eval", "m.toml", "--set=a=-1", "--set", "imu.ax=0x10", "--csv", "f",
                                               "--map", "a=b=c", "-o", "-", "--real", "f32", "--no-warn", "comma"});
    EXPECT_EQ(eval.input.modules, Arguments{"m.toml"});
    ASSERT_EQ(eval.input.settings.size(), 2u);
    EXPECT_EQ(eval.input.settings[0].value, "-1");
    EXPECT_EQ(eval.input.settings[1].name, "imu.ax");
    EXPECT_EQ(eval.maps[0].column, "a=b");
    EXPECT_EQ(eval.maps[0].param, "c");
    EXPECT_EQ(eval.output, "-");
    EXPECT_EQ(eval.input.bits, 32u);
    EXPECT_EQ(eval.diagnostics.silenced, Arguments{"comma"});
    const auto check = options_of<CheckOptions>({"check", "a", "b", "--werror", "--diagnostics", "json"});
    EXPECT_EQ(check.modules, (Arguments{"a", "b"}));
    EXPECT_TRUE(check.diagnostics.warnings_are_errors);
    EXPECT_TRUE(check.diagnostics.json);
    const auto promoting = options_of<CheckOptions>({"check", "--werror=comma", "a", "--werror=free-name"});
    EXPECT_EQ(promoting.modules, Arguments{"a"});
    EXPECT_EQ(promoting.diagnostics.promoted, (Arguments{"comma", "free-name"}));
    EXPECT_FALSE(promoting.diagnostics.warnings_are_errors);
    const auto compile = options_of<CompileOptions>(
        {"compile", "m", "--emit", "table-c", "--out-dir", "d", "--depfile", "x.d", "--check"});
    EXPECT_EQ(compile.emit, "table-c");
    EXPECT_EQ(compile.depfile, "x.d");
    EXPECT_TRUE(compile.check);
    const auto explain = options_of<ExplainOptions>({"explain", "m"});
    EXPECT_EQ(explain.show, "ast");
    EXPECT_EQ(explain.format, "text");
    EXPECT_EQ(options_of<EvalOptions>({"eval", "--", "-odd.toml"}).input.modules, Arguments{"-odd.toml"});
    EXPECT_EQ(options_of<CheckOptions>({"check", "a", "--werror", "--", "b", "--", "-c"}).modules,
              (Arguments{"a", "b", "--", "-c"}));
    EXPECT_EQ(options_of<EvalOptions>({"eval", "a", "--set", "x=1", "--", "b"}).input.modules, (Arguments{"a", "b"}));
}

TEST(CommandLine, HelpVersionAndEngines) {
    for (const Arguments &arguments : {Arguments{"--help"},
                                       {"-h"},
                                       {"eval", "--help"},
                                       {"check", "--help"},
                                       {"compile", "-h"},
                                       {"explain", "--help"},
                                       {"inspect", "--help"},
                                       {"ops", "--help"}}) {
        const CommandLine line = read_command_line(arguments);
        EXPECT_EQ(line.exit_code, 0);
        EXPECT_NE(line.output.find("Usage: abax "), std::string::npos);
        EXPECT_EQ(line.error, "");
    }
    EXPECT_EQ(read_command_line({"--version"}).output, "abax " ABAX_VERSION "\n");
    const std::string engines_list = read_command_line({"eval", "--engine", "list"}).output;
    for (const char *name : {"table ", "table-base ", "table-fused ", "table-wide "}) {
        EXPECT_NE(("\n" + engines_list).find(std::string("\n") + name), std::string::npos) << engines_list;
    }
    EXPECT_EQ(read_command_line({"eval", "m.toml", "--engine"}).output, engines_list);
}

TEST(CommandLine, ArraysAndElements) {
    const auto eval = options_of<EvalOptions>({"eval", "m.toml", "--array", "adc=1, -2 ,0x10", "--array=imu.mag=nan",
                                               "--set", "adc[2]=5", "--set", "adc[0]=6", "--define", "f(x)=x"});
    ASSERT_EQ(eval.input.arrays.size(), 2u);
    EXPECT_EQ(eval.input.arrays[0].name, "adc");
    EXPECT_EQ(eval.input.arrays[0].values, (Arguments{"1", "-2", "0x10"}));
    EXPECT_EQ(eval.input.arrays[1].name, "imu.mag");
    ASSERT_EQ(eval.input.settings.size(), 2u);
    EXPECT_EQ(eval.input.settings[0].name, "adc");
    EXPECT_EQ(eval.input.settings[0].index, 2u);
    EXPECT_EQ(eval.input.definitions, Arguments{"f(x)=x"});
    EXPECT_EQ(options_of<EvalOptions>({"eval", "m.toml", "--engine", "table-wide"}).input.profile, ABAX_COMPILE_WIDE);
    EXPECT_EQ(options_of<EvalOptions>({"eval", "m.toml"}).input.profile, ABAX_COMPILE_AUTO);
}

TEST(CommandLine, Mistakes) {
    struct Row {
        Arguments arguments;
        const char *error;
    };
    for (const Row &row : {
             Row{{}, "abax: expected a command: eval, check, compile, export, explain, inspect or ops"},
             {{"evl"}, "abax: there is no command 'evl'; did you mean 'eval'?"},
             {{"frobnicate"},
              "abax: there is no command 'frobnicate'; the commands are eval, check, compile, export, explain, inspect "
              "or ops"},
             {{""},
              "abax: there is no command ''; the commands are eval, check, compile, export, explain, inspect or ops"},
             {{"--foo"}, "abax: unknown option '--foo'"},
             {{"eval"}, "abax eval: expected a module file, or -e and an expression"},
             {{"eval", "-e"}, "abax eval: -e needs an expression after it"},
             {{"eval", "-e", "1", "--cvs", "x"}, "abax eval: unknown option '--cvs'; did you mean '--csv'?"},
             {{"eval", "-e", "1", "m.toml"}, "abax eval: give either modules or -e, not both (module: m.toml)"},
             {{"eval", "-e", "1", "--set"}, "abax eval: --set needs a value"},
             {{"eval", "-e", "1", "--set", ""}, "abax eval: --set : expected NAME=VALUE"},
             {{"eval", "-e", "1", "--set", "x"}, "abax eval: --set x: expected NAME=VALUE"},
             {{"eval", "-e", "1", "--set", "x="}, "abax eval: --set x=: '' is not a number"},
             {{"eval", "-e", "1", "--set", "2=1"}, "abax eval: --set 2=1: '2' is not a name"},
             {{"eval", "-e", "1", "--set", "a.b.c=1"}, "abax eval: --set a.b.c=1: there are no groups inside groups"},
             {{"eval", "-e", "1", "--set", "a[x]=1"},
              "abax eval: --set a[x]=1: expected a whole number from 0 in the brackets"},
             {{"eval", "-e", "1", "--set", "a[-1]=1"},
              "abax eval: --set a[-1]=1: expected a whole number from 0 in the brackets"},
             {{"eval", "-e", "1", "--set", "[1]=1"}, "abax eval: --set [1]=1: '' is not a name"},
             {{"eval", "-e", "1", "--set", "a[1]=1", "--set", "a[1]=2"},
              "abax eval: --set a[1]=2: 'a[1]' is set twice"},
             {{"eval", "-e", "1", "--array"}, "abax eval: --array needs a value"},
             {{"eval", "-e", "1", "--array", "a"}, "abax eval: --array a: expected NAME=VALUE,VALUE,…"},
             {{"eval", "-e", "1", "--array", "a="}, "abax eval: --array a=: '' is not a number"},
             {{"eval", "-e", "1", "--array", "a=1,,2"}, "abax eval: --array a=1,,2: '' is not a number"},
             {{"eval", "-e", "1", "--array", "a=1,x"}, "abax eval: --array a=1,x: 'x' is not a number"},
             {{"eval", "-e", "1", "--array", "a=1", "--array", "a=2"}, "abax eval: --array a=2: 'a' is set twice"},
             {{"eval", "-e", "1", "--array", "a=1", "--set", "a=2"},
              "abax eval: --array a=1: --set gives 'a' a single value"},
             {{"eval", "-e", "1", "--set", "x=1", "--set", "x=2"}, "abax eval: --set x=2: 'x' is set twice"},
             {{"eval", "-e", "1", "--define", "k"},
              "abax eval: --define k: expected a function such as 'f(x) = x + 1'"},
             {{"eval", "-e", "1", "--real", "f16"}, "abax eval: --real takes f32 or f64, not 'f16'"},
             {{"eval", "m.toml", "--log", "ln"},
              "abax eval: --log is for the expressions of -e; a module says it in its file"},
             {{"eval", "-e", "1", "--engine", "vm"},
              "abax eval: there is no engine 'vm'; there is table, table-base, table-fused or table-wide"},
             {{"eval", "-e", "1", "--engine", "table-fuse"},
              "abax eval: there is no engine 'table-fuse'; did you mean 'table-fused'?"},
             {{"eval", "-e", "1", "--map", "a=b"}, "abax eval: --map is of no use without --csv"},
             {{"eval", "-e", "1", "--csv", "f", "--map", "ab"}, "abax eval: --map ab: expected COLUMN=PARAM"},
             {{"eval", "-e", "1", "--csv", "f", "--csv", "g"}, "abax eval: --csv is given more than once"},
             {{"eval", "a.toml", "b.toml", "--csv", "f"}, "abax eval: --csv takes one module"},
             {{"check"}, "abax check: expected a module file"},
             {{"check", "m", "--no-warn", "coma"},
              "abax check: --no-warn coma: there is no such warning; did you mean 'comma'?"},
             {{"check", "m", "--no-warn", "arity"}, "abax check: --no-warn arity: this is never a warning"},
             {{"check", "m", "--werror=shadows"}, "abax check: --werror=shadows: this is never a warning"},
             {{"eval", "-e", "1", "--werror", "fault-index"},
              "abax eval: --werror takes no value of its own; write --werror=fault-index"},
             {{"check", "m", "--color", "red"}, "abax check: --color takes auto, always or never, not 'red'"},
             {{"compile", "m"}, "abax compile: --emit is missing; it takes cpp, c, table, table-c or json"},
             {{"compile", "m", "--emit", "tabel"},
              "abax compile: --emit takes cpp, c, table, table-c or json, not 'tabel'"},
             {{"compile", "m", "--emit", "table", "-o", "-", "--check"},
              "abax compile: --check is about files, and -o - writes none"},
             {{"compile", "m", "--emit", "table", "-o", "-", "--depfile", "d"},
              "abax compile: --depfile is about files, and -o - writes none"},
             {{"compile", "m", "--emit", "table-c", "-o", "x.h"},
              "abax compile: -o x.h: table-c writes a .c file and a .h file beside it; name the first"},
             {{"check", "m", "--diagnostics", "xml"}, "abax check: --diagnostics takes text or json, not 'xml'"},
             {{"check", "m", "--werror=coma"},
              "abax check: --werror=coma: there is no such warning; did you mean 'comma'?"},
             {{"compile", "m", "n", "--emit", "table"}, "abax compile: expected one module file only, not 2"},
             {{"compile", "m", "--emit", "table", "-o", "x", "--out-dir", "y"},
              "abax compile: give either -o or --out-dir, not both"},
             {{"explain", "-e", "1", "--show", "code", "--format", "dot"},
              "abax explain: --format dot draws --show ast and graph; code has text or json"},
             {{"explain", "-e", "1", "--format", "svg"}, "abax explain: --format takes text, json or dot, not 'svg'"},
             {{"explain", "-e", "1", "--show", "x"},
              "abax explain: --show takes tokens, ast, graph, rules, code or cost, not 'x'"},
             {{"compile", "m", "--output", "x", "--emit", "table"}, "abax compile: unknown option '--output'"},
             {{"inspect", "m", "--frobnicate", "x"}, "abax inspect: unknown option '--frobnicate'"},
             {{"inspect", "m", "--", "n"}, "abax inspect: expected one table (.abx) only, not 2"},
             {{"eval", "-e", "1", "-o", ""}, "abax eval: -o needs a value, not ''"},
             {{"compile", "m", "--emit", "table", "--out-dir="}, "abax compile: --out-dir needs a value"},
             {{"compile", "m", "--emit", "table", "--out-dir", ""}, "abax compile: --out-dir needs a value, not ''"},
             {{"eval", "m", "--csv", ""}, "abax eval: --csv needs a value, not ''"},
             {{"eval", "m", "--\x1B"}, "abax eval: unknown option '--<1B>'"},
             {{"inspect"}, "abax inspect: expected one table (.abx)"},
         }) {
        const CommandLine line = read_command_line(row.arguments);
        EXPECT_FALSE(line.command) << row.error;
        EXPECT_EQ(line.exit_code, 2) << row.error;
        EXPECT_EQ(line.error.substr(0, line.error.find('\n')), row.error);
        EXPECT_EQ(line.output, "");
    }
}

} // namespace
