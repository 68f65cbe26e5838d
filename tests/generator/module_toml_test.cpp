// Modules in TOML: what is read, in which order, and where every byte of it stands.
#include "module_text.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "abax/compiler.h"

namespace {

using namespace abax::host;
using Lines = std::vector<std::string>;

ReadModule read(const std::string &text, ModuleOptions options = {}) { return read_text("my-mod.toml", text, options); }

TEST(ModuleToml, ReadsEverything) {
    const ReadModule r =
        read("[module]\nname = \"climate\"\nversion = \"1.4.0\"\nreal = \"f64\"\nlog = \"ln\"\nfast = false\n"
             "[params]\nzz = 0.1\nrh = { default = 50, unit = \"%\", min = 0, max = 100, doc = \"d\" }\n"
             "[constants]\nR0 = 10_000.0\n"
             "[functions]\n\"f(x)\" = \"x + 1\"\n"
             "[expressions]\nb = \"f(rh)\"\na = { expr = \"b\", unit = \"K\", doc = \"e\" }\n");
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    EXPECT_TRUE(r.valid);
    const Module &m = r.module;
    EXPECT_EQ(m.name, "climate");
    EXPECT_EQ(m.version, "1.4.0");
    EXPECT_EQ(m.bits, 64u);
    EXPECT_EQ(m.log, ABAX_LOG_LN);
    ASSERT_EQ(m.params.size(), 2u);
    EXPECT_EQ(m.params[0].name.text, "zz"); // the order of the file, not of the alphabet
    EXPECT_EQ(m.params[0].value, 0.1);
    EXPECT_EQ(m.params[0].text, "0.1");
    EXPECT_EQ(m.params[1].unit, "%");
    EXPECT_EQ(m.params[1].max, 100);
    EXPECT_EQ(m.params[1].doc, "d");
    EXPECT_EQ(m.constants[0].value, 10000);
    EXPECT_EQ(m.functions[0].signature.text, "f(x)");
    EXPECT_EQ(m.functions[0].body.text, "x + 1");
    EXPECT_EQ(m.expressions[0].name.text, "b");
    EXPECT_EQ(m.expressions[1].text.text, "b");
    EXPECT_EQ(m.expressions[1].unit, "K");
    EXPECT_EQ(place(m.functions[0].signature, 0), "13:2"); // inside the quotes
    EXPECT_EQ(place(m.expressions[1].text, 0), "16:15");
}

TEST(ModuleToml, Defaults) {
    const ReadModule r = read("[params]\na = 0.1\n");
    EXPECT_EQ(r.module.name, "my_mod");
    EXPECT_EQ(r.module.bits, 32u);
    EXPECT_EQ(r.module.log, ABAX_LOG_UNSET);
    EXPECT_EQ(r.module.params[0].value, static_cast<double>(0.1f)); // rounded once, to f32
    EXPECT_EQ(read("[params]\na = 0.1\n[module]\nreal=\"f32\"", {64}).module.params[0].value, 0.1); // --real wins
    EXPECT_EQ(read("[params]\na = 0.1\n[module]\nreal=\"f64\"").module.params[0].value, 0.1); // whatever the order
}

TEST(ModuleToml, MembersInEveryWayOfWriting) {
    const ReadModule r = read("[params]\nimu.ax = 1\nb = 2\nimu.ay = { default = 3 }\ngps = { lat = 4, lon = 5 }\n"
                              "[params.mag]\nx = 6\n[params.mag.y]\ndefault = 7\n");
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    std::string names;
    for (const Param &param : r.module.params) {
        names += param.name.text + "=" + param.text + " ";
    }
    EXPECT_EQ(names, "imu.ax=1 b=2 imu.ay=3 gps.lat=4 gps.lon=5 mag.x=6 mag.y=7 ");
    ASSERT_EQ(r.module.params.size(), 7u);
    EXPECT_EQ(place(r.module.params[0].name, 0), "2:1");
    EXPECT_EQ(place(r.module.params[0].name, 4), "2:5");
    EXPECT_EQ(place(r.module.params[5].name, 0), "7:1"); // the group stands in another line
    EXPECT_EQ(place(r.module.params[5].name, 4), "7:1");
}

TEST(ModuleToml, Numbers) {
    const ReadModule r =
        read("[module]\nreal = \"f64\"\n[params]\na=0xFF_FF\nb=0o17\nc=0b11\nd=-inf\ne1=nan\nf=+1_000.5e-1\n"
             "g=1e400\nh=99999999999999999999\ni = -0.0\nj=1e-400\n");
    const auto &p = r.module.params;
    ASSERT_EQ(p.size(), 10u);
    EXPECT_EQ(p[0].value, 65535);
    EXPECT_EQ(p[1].value, 15);
    EXPECT_EQ(p[2].value, 3);
    EXPECT_EQ(p[3].value, -HUGE_VAL);
    EXPECT_TRUE(std::isnan(p[4].value));
    EXPECT_EQ(p[5].value, 100.05);
    EXPECT_EQ(p[6].value, HUGE_VAL);
    EXPECT_EQ(p[7].value, 1e20);
    EXPECT_TRUE(std::signbit(p[8].value));
    EXPECT_EQ(p[9].value, 0);
    EXPECT_EQ(p[7].text, "99999999999999999999");
    EXPECT_EQ(lines_of(r.diagnostics),
              (Lines{"10:3-8: warning: this number is too large for f64 and becomes infinity [number-range]",
                     "11:3-23: warning: this integer is not exact in f64 [number-inexact]",
                     "13:3-9: warning: this number is too small for f64 and becomes 0 [number-range]"}));
}

// The place of every character of a string, in all four kinds of strings.
TEST(ModuleToml, PlacesInsideStrings) {
    const ReadModule r = read("[expressions]\r\n"
                              "a = \"\\u00e4\\t\\\"x\"\r\n"
                              "b = 'y\\n'\r\n"
                              "c = \"\"\"\r\nu\r\n v \\\r\n\r\n   w\"x\"\"\"\"\r\n"
                              "d = '''\nk''l'''\r\n"
                              "e1 = \"\xE6\x97\xA5z\"\r\n");
    ASSERT_EQ(lines_of(r.diagnostics), Lines{});
    const auto &e = r.module.expressions;
    EXPECT_EQ(e[0].text.text, "\xC3\xA4\t\"x");
    EXPECT_EQ(place(e[0].text, 0), "2:6");
    EXPECT_EQ(place(e[0].text, 2), "2:12"); // the tab
    EXPECT_EQ(place(e[0].text, 3), "2:14");
    EXPECT_EQ(place(e[0].text, 4), "2:16");
    EXPECT_EQ(place(e[0].text, 5), "2:17"); // the end
    EXPECT_EQ(e[1].text.text, "y\\n");
    EXPECT_EQ(place(e[1].text, 2), "3:8");
    EXPECT_EQ(e[2].text.text, "u\n v w\"x\"");
    EXPECT_EQ(place(e[2].text, 0), "5:1");
    EXPECT_EQ(place(e[2].text, 3), "6:2"); // v
    EXPECT_EQ(place(e[2].text, 5), "8:4"); // w, after the line continuation
    EXPECT_EQ(place(e[2].text, 8), "8:7"); // the quote that belongs to the text
    EXPECT_EQ(e[3].text.text, "k''l");
    EXPECT_EQ(place(e[3].text, 3), "10:4");
    EXPECT_EQ(place(e[4].text, 3), "11:8"); // behind a three-byte character
}

struct Bad {
    const char *text;
    const char *line;
};

TEST(ModuleToml, EveryMistakeHasItsPlace) {
    for (const Bad &bad : {
             Bad{"[module]\nname = \"2x\"",
                 "2:8-12: error: the module's name must be a C identifier: letters, digits and "
                 "_, not beginning with a digit [wrong-value]"},
             {"[module]\nname = \"register\"", "2:8-18: error: the module's name cannot be 'register': that is a word "
                                               "of C or C++, or a name of Abax itself [wrong-value]"},
             {"[module]\nversion = \"1.2.3.4.5.6.7.8\"", nullptr},
             {"[module]\nversion = \"1.2.3.4.5.6.7.89\"",
              "2:11-29: error: the module's version is longer than 15 bytes [version]"},
             {"[module]\nreal = \"f16\"", "2:8-13: error: real must be 'f32' or 'f64', not 'f16' [wrong-value]"},
             {"[module]\nreal = 32", "2:8-10: error: 'real' must be a string, not a number [wrong-type]"},
             {"[module]\nlog = true", "2:7-11: error: 'log' must be a string, not a boolean [wrong-type]"},
             {"[module]\nlog = 'log2'", "2:7-13: error: log must be 'ln' or 'log10', not 'log2' [wrong-value]"},
             {"[module]\nfast = 1", "2:8-9: error: 'fast' must be true or false, not a number [wrong-type]"},
             {"[module]\ncolour = 3", "2:1-7: error: [module] has no key 'colour' [unknown-key]"},
             {"[param]\nx = 1", "1:2-7: error: there is no section [param] [unknown-key]"},
             {"params = 1", "1:10-11: error: 'params' must be a table, not a number [wrong-type]"},
             {"[params]\na = true", "2:5-9: error: 'a' must be a number, not a boolean [wrong-type]"},
             {"[params]\na = '1'", "2:5-8: error: 'a' must be a number, not a string [wrong-type]"},
             {"[params]\na = 1979-05-27", "2:5-15: error: 'a' must be a number, not a date or time [wrong-type]"},
             {"[params]\n\"g h\" = 1",
              "2:1-6: error: 'g h' is not a name: letters, digits and _, not beginning with a digit [name]"},
             {"[params]\n'i.j' = 1",
              "2:1-6: error: 'i.j' is not a name: letters, digits and _, not beginning with a digit [name]"},
             {"[params]\nif = 1", "2:1-3: error: 'if' is a reserved word [reserved]"},
             {"[params]\nk = { default = 1, units = 'm' }", "2:20-25: error: 'k' has no key 'units' [unknown-key]"},
             {"[params]\nk = { default = 1, min = 2, max = 1 }",
              "2:1-2: error: the min of 'k' is above its max [wrong-value]"},
             {"[params]\nk = { default = 1, min = 2 }",
              "2:17-18: warning: the default of 'k' lies outside its own min and max [default-range]"},
             {"[params]\nk = { unit = 'm' }", "2:1-2: error: 'k' has neither a default nor members [missing-key]"},
             {"[params]\nk = {}", "2:1-2: error: 'k' has neither a default nor members [missing-key]"},
             {"[params]\nk = { l = { unit = 'm' } }", "2:7-8: error: 'k.l' has no default [missing-key]"},
             {"[params]\nk = { l = { m = 1 } }", "2:7-8: error: there are no groups inside groups [not-supported]"},
             {"[constants]\nq = { a = 1 }", "2:7-8: error: 'q' has no key 'a' [unknown-key]"},
             {"[functions]\n\"f(x)\" = 3", "2:10-11: error: 'f(x)' must be a string, not a number [wrong-type]"},
             {"[expressions]\ng = {}", "2:1-2: error: 'g' has no expr [missing-key]"},
             {"[expressions]\ng = { exprs = '1' }", "2:7-12: error: 'g' has no key 'exprs' [unknown-key]"},
             {"[expressions]\ng = 5",
              "2:5-6: error: 'g' must be a string, or a table with expr, not a number [wrong-type]"},
             {"[expressions]\ng = \"1\\u0000\"", "2:7-13: error: a text cannot hold the character NUL [wrong-value]"},
             {"[params]\na=1\na=2", "3:1-2: error: 'a' is defined twice [toml]"},
             {"[params]\nx={a=1,a=2}", "2:8-9: error: 'a' is defined twice [toml]"},
             {"[params]\n[params]", "2:1-9: error: '[params]' is defined twice [toml]"},
             {"[expressions]\nf = \"a +\nb\"", "2:9-9: error: this string is not closed in its line [toml]"},
             {"[params]\nx = 1\xFF", "2:6-7: error: this is not valid UTF-8 [toml]"},
             {"[params", "1:8-8: error: not valid TOML: table header: encountered end-of-file [toml]"},
         }) {
        const ReadModule r = read(bad.text);
        EXPECT_EQ(lines_of(r.diagnostics), bad.line == nullptr ? Lines{} : Lines{bad.line}) << bad.text;
        EXPECT_EQ(r.valid, r.diagnostics.errors == 0) << bad.text;
    }
}

TEST(ModuleToml, DidYouMean) {
    const ReadModule r = read("[param]\n");
    ASSERT_EQ(r.diagnostics.list.front().notes.size(), 1u);
    EXPECT_EQ(r.diagnostics.list.front().notes[0].text, "did you mean [params]?");
    // members, were it not for their names
    const ReadModule param = read("[params]\na = { defualt = 1, min = 0 }\nb = { min = 0, max = 1 }\n");
    ASSERT_GE(param.diagnostics.list.size(), 2u);
    EXPECT_EQ(param.diagnostics.list[0].message, "'a' has neither a default nor members");
    EXPECT_EQ(param.diagnostics.list[0].notes.at(0).text, "did you mean 'default'?");
    EXPECT_EQ(param.diagnostics.list[1].message, "'b' has neither a default nor members");
    const ReadModule group = read("[params]\na = { defualt = 1, x = 2 }\n[expressions]\ny = \"1\"\n");
    ASSERT_EQ(group.diagnostics.list.size(), 1u);
    EXPECT_EQ(group.diagnostics.list[0].message, "'defualt' is a member of the group 'a' here");
    EXPECT_EQ(group.diagnostics.list[0].severity, Severity::Warning);
    EXPECT_EQ(group.diagnostics.list[0].notes.at(0).text, "did you mean 'default'?");
}

// Whoever is new to TOML is told what it wants.
TEST(ModuleToml, Advice) {
    struct Row {
        const char *text;
        const char *note;
    };
    constexpr const char *array = "an array stands in brackets, with commas between its elements: [1, 2, 3]";
    for (const Row &row : {
             Row{"[expressions]\nx = t + 1", "an expression stands in quotes: x = \"t + 1\""},
             {"[expressions]\nx = 2*t # c", "an expression stands in quotes: x = \"2*t\""},
             {"[expressions]\nx = 1 + t", "an expression stands in quotes: x = \"1 + t\""},
             {"[expressions]\nx = t\n", "an expression stands in quotes: x = \"t\""},
             {"[functions]\nf(x) = \"x\"", "a signature stands in quotes: \"f(x)\" = …"},
             {"[params]\na = .5", "TOML wants digits on both sides of the point, such as 0.5 and 1.0"},
             {"[params]\na = -1.\n", "TOML wants digits on both sides of the point, such as 0.5 and 1.0"},
             {"[params]\na = 007\n", "TOML wants no zeros before a number"},
             {"[params]\na = 20 m", "a number stands alone; a unit is written as { default = …, unit = \"…\" }"},
             {"[params]\na = [1; 2]", array},
             {"[params]\na = 1, 2", array},
             {"[params]\na = (1, 2)", array},
             {"[constants]\na = {1, 2}", array},
             {"[params]\na = [1, 2]]", array},
             {"[params]\na[0] = 1", "an array is given as a whole: a = [1, 2, 3]"},
             {"[params]\na = b*2", "here stand numbers; what is computed stands under [expressions]"},
             {"[natives]\nf(x) = {}", "a signature stands in quotes: \"f(x)\" = …"},
             {"[expressions]\ny = 5", "an expression stands in quotes, a number too"},
             {"[functions]\n'f(x)' = { expr = 'x' }", "a function is written \"f(x)\" = \"x + 1\""},
             {"[module]\nreal = 'double'", "f32 is the float of C, f64 its double"},
             {"[expressions]\ny = \"1\" # \"\nx = \"\"\"a\n+ b\n", "the text was opened here"},
             {"[expressions]\nx = '''a\n+ b\n", "the text was opened here"},
         }) {
        const ReadModule r = read(row.text);
        ASSERT_EQ(r.diagnostics.list.size(), 1u) << row.text;
        ASSERT_EQ(r.diagnostics.list[0].notes.size(), 1u) << row.text << r.diagnostics.list[0].message;
        EXPECT_EQ(r.diagnostics.list[0].notes[0].text, row.note);
        EXPECT_EQ(r.diagnostics.list[0].message.find('\n'), std::string::npos);
    }
    for (const char *text : {"[params]\na = [1, 2\n[expressions]\ny = '1'\n", "[params]\na = [1 2]\n"}) {
        const ReadModule r = read(text);
        ASSERT_EQ(r.diagnostics.list.size(), 1u) << text;
        ASSERT_EQ(r.diagnostics.list[0].notes.size(), 2u) << text;
        EXPECT_EQ(r.diagnostics.list[0].notes[0].text, "the array was opened here");
        EXPECT_EQ(r.diagnostics.list[0].notes[0].span.begin, 13u) << text;
        EXPECT_EQ(r.diagnostics.list[0].notes[1].text, array);
    }
    const ReadModule open = read("[expressions]\ny = \"1\"\nx = \"\"\"a\n+ b\n");
    EXPECT_EQ(
        position_at(*open.diagnostics.list[0].notes[0].span.source, open.diagnostics.list[0].notes[0].span.begin).line,
        3u);
    EXPECT_EQ(lines_of(read("[expressions]\nx =\n").diagnostics),
              Lines{"2:4-4: error: not valid TOML: key-value pair: expected value, saw the end of the line [toml]"});
}

TEST(Module, OtherFiles) {
    const ReadModule r = read_text("x.txt", "a = 1");
    EXPECT_EQ(lines_of(r.diagnostics),
              (Lines{"error: the name of a module's file ends in .toml or .expr [file-type]"}));
    EXPECT_EQ(name_from_path("/a/b/my mod.v2.toml"), "my_mod_v2");
    EXPECT_EQ(name_from_path("2nd.toml"), "_2nd");
    EXPECT_EQ(name_from_path("if.expr"), "_if");
    EXPECT_EQ(name_from_path("double.expr"), "_double");
    EXPECT_EQ(name_from_path("\xC3\xA4.expr"), "__");
}

} // namespace
