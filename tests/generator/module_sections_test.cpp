// Modules in TOML: arrays, natives, internal expressions, reserved room, and what is said about mistakes in them.
#include "module_text.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "compile.hpp"

namespace {

using namespace abax::host;
using Lines = std::vector<std::string>;
using Numbers = std::vector<double>;

ReadModule read(const std::string &text, ModuleOptions options = {}) { return read_text("m.toml", text, options); }

TEST(ModuleSections, ReadsArraysNativesAndTheRest) {
    const ReadModule r =
        read("[module]\nreal = \"f64\"\nfast = true\nreserve = { params = 8, results = 0x10, state = 64 }\n"
             "[params]\nadc = [0.0, 1, -2e3,\n  # a comment\n  0x10, inf,\n]\n"
             "imu = { mag = [1, 2], az = 3 }\n"
             "lut = { default = [0.1], unit = \"V\", min = 0, max = 5, doc = \"d\" }\n"
             "[constants]\ncal = [0.12, 1.02, -3e-4]\n"
             "g = { value = 9.81, unit = \"m/s^2\", doc = \"gravity\" }\nw = { value = [1, 2] }\n"
             "[natives]\n\"read_fuel(channel)\" = { pure = true, doc = \"fuel\" }\n\"now()\" = {}\n"
             "[expressions]\na = { expr = \"1\", internal = true }\nb = { expr = \"2\", internal = false }\n");
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    const Module &m = r.module;
    EXPECT_TRUE(m.fast);
    EXPECT_EQ(m.reserve.params, 8u);
    EXPECT_EQ(m.reserve.results, 16u);
    EXPECT_EQ(m.reserve.states, 64u);
    ASSERT_EQ(m.params.size(), 4u);
    EXPECT_EQ(m.params[0].elements, (Numbers{0, 1, -2000, 16, HUGE_VAL}));
    EXPECT_EQ(m.params[1].name.text, "imu.mag");
    EXPECT_EQ(m.params[1].elements, (Numbers{1, 2}));
    EXPECT_EQ(m.params[2].value, 3);
    EXPECT_TRUE(m.params[2].elements.empty());
    EXPECT_EQ(m.params[3].elements, Numbers{0.1});
    EXPECT_EQ(m.params[3].unit, "V");
    EXPECT_EQ(m.params[3].max, 5);
    ASSERT_EQ(m.constants.size(), 3u);
    EXPECT_EQ(m.constants[0].elements, (Numbers{0.12, 1.02, -3e-4}));
    EXPECT_EQ(m.constants[1].value, 9.81);
    EXPECT_EQ(m.constants[1].unit, "m/s^2");
    EXPECT_EQ(m.constants[1].doc, "gravity");
    EXPECT_EQ(m.constants[2].elements, (Numbers{1, 2}));
    ASSERT_EQ(m.natives.size(), 2u);
    EXPECT_EQ(m.natives[0].signature.text, "read_fuel(channel)");
    EXPECT_TRUE(m.natives[0].pure);
    EXPECT_EQ(m.natives[0].doc, "fuel");
    EXPECT_FALSE(m.natives[1].pure); // what is not said to be pure is not
    EXPECT_TRUE(m.expressions[0].internal);
    EXPECT_FALSE(m.expressions[1].internal);
}

TEST(ModuleSections, ElementsAreRoundedOnceToReal) {
    // In f32 these digits lie just above a tie that rounding to f64 first would fall upon.
    const std::string text = "[params]\na = [0.1, 1.000000059604644775390625000000000000000001]\n";
    EXPECT_EQ(read(text).module.params[0].elements, (Numbers{static_cast<double>(0.1f), 1.00000011920928955078125}));
    EXPECT_EQ(read(text, {64}).module.params[0].elements, (Numbers{0.1, 1.000000059604644775390625}));
    const ReadModule r = read("[constants]\na = [99999999999999999999, 1e400, 1]\n", {64});
    EXPECT_EQ(r.module.constants[0].elements, (Numbers{1e20, HUGE_VAL, 1}));
}

struct Row {
    const char *text;
    Lines lines;
};

TEST(ModuleSections, EveryMistakeHasItsPlace) {
    for (const Row &row : {
             Row{"[params]\na = []",
                 {"2:5-6: error: the array 'a' is empty; an array has at least one element [wrong-value]"}},
             {"[params]\na = { default = [] }",
              {"2:17-18: error: the array 'a' is empty; an array has at least one element [wrong-value]"}},
             {"[params]\na = [1, '2']", {"2:9-12: error: 'a[1]' must be a number, not a string [wrong-type]"}},
             {"[params]\na = [true, '2', 3]", {"2:6-10: error: 'a[0]' must be a number, not a boolean [wrong-type]"}},
             {"[params]\na = [1, {b = 2}]", {"2:9-10: error: 'a[1]' must be a number, not a table [wrong-type]"}},
             {"[params]\na = [1,\n     [2]]",
              {"3:6-7: error: 'a[1]' is an array: there are no arrays inside arrays [wrong-type]"}},
             {"[params]\ng = { a = [1979-05-27] }",
              {"2:12-22: error: 'g.a[0]' must be a number, not a date or time [wrong-type]"}},
             {"[params]\na = { default = 1, min = [1] }",
              {"2:26-27: error: 'min' must be a number, not an array [wrong-type]"}},
             {"[params]\na = { default = 1, max = nan }", {"2:26-29: error: 'max' cannot be nan [wrong-value]"}},
             {"[params]\na = { default = [1, 9, 8], max = 5 }",
              {"2:21-22: warning: the default of 'a[1]' lies outside its own min and max [default-range]"}},
             {"[params]\na = [16777217, 16777219, 1, 1e39]",
              {"2:29-33: warning: this number is too large for f32 and becomes infinity [number-range]",
               "2:6-14: warning: this integer is not exact in f32 [number-inexact]"}},
             {"[params]\na = [1e-60, 0e-60, -1e-60]\nb = { default = 1, min = 1e-60 }",
              {"2:6-11: warning: this number is too small for f32 and becomes 0 [number-range]",
               "3:26-31: warning: this number is too small for f32 and becomes 0 [number-range]"}},
             {"[constants]\nc = 1e-400",
              {"2:5-11: warning: this number is too small for f32 and becomes 0 [number-range]"}},
             {"[constants]\nc = []",
              {"2:5-6: error: the array 'c' is empty; an array has at least one element [wrong-value]"}},
             {"[constants]\nc = { unit = 'm' }", {"2:1-2: error: 'c' has no value [missing-key]"}},
             {"[constants]\nc = { value = '1' }",
              {"2:15-18: error: 'value' must be a number, not a string [wrong-type]"}},
             {"[constants]\nc = { value = 1, min = 0 }", {"2:18-21: error: 'c' has no key 'min' [unknown-key]"}},
             {"[natives]\n'f(x)' = 'x'", {"2:10-13: error: 'f(x)' must be a table, not a string [wrong-type]"}},
             {"[natives]\n'f(x)' = true", {"2:10-14: error: 'f(x)' must be a table, not a boolean [wrong-type]"}},
             {"[natives]\n'f(x)' = { pure = 1 }",
              {"2:19-20: error: 'pure' must be true or false, not a number [wrong-type]"}},
             {"[natives]\n'f(x)' = { pur = true }", {"2:12-15: error: 'f(x)' has no key 'pur' [unknown-key]"}},
             {"[expressions]\na = { expr = '1', internal = 'yes' }",
              {"2:30-35: error: 'internal' must be true or false, not a string [wrong-type]"}},
             {"[module]\nfast = 'yes'", {"2:8-13: error: 'fast' must be true or false, not a string [wrong-type]"}},
             {"[module]\nreserve = 8", {"2:11-12: error: 'reserve' must be a table, not a number [wrong-type]"}},
             {"[module]\nreserve = { param = 8 }", {"2:13-18: error: reserve has no key 'param' [unknown-key]"}},
             {"[module]\nreserve = { params = -1 }",
              {"2:22-24: error: 'params' must be a whole number of slots from 0 to 16777215, not -1 [wrong-value]"}},
             {"[module]\nreserve = { results = 8.0 }",
              {"2:23-26: error: 'results' must be a whole number of slots from 0 to 16777215, not 8.0 [wrong-value]"}},
             {"[module]\nreserve = { state = 99999999999999999999 }",
              {"2:21-41: error: 'state' must be a whole number of slots from 0 to 16777215, not 99999999999999999999 "
               "[wrong-value]"}},
             {"[module]\nreserve = { state = '8' }",
              {"2:21-24: error: 'state' must be a whole number of slots, not a string [wrong-type]"}},
             {"[[params]]\na = 1", {"1:3-9: error: 'params' must be a table, not an array [wrong-type]"}},
             {"version = '1'", {"1:1-8: error: 'version' stands outside of all sections [unknown-key]"}},
             {"[inputs]\na = 1", {"1:2-8: error: there is no section [inputs] [unknown-key]"}},
             {"[curves]\nc = { x = [1], y = [2] }",
              {"2:11-12: error: 'c.x' has one breakpoint; it must have two or more [curve-length]"}},
             {"[curves]\nc = { x = [0, 1], y = [2, 3], z = [[1]] }",
              {"2:31-32: error: 'c' has no key 'z' [unknown-key]"}},
             {"[curves]\nc = { x = [0, 1] }", {"2:1-2: error: 'c' has no y [missing-key]"}},
             {"[maps]\nm = { x = [0, 1] }", {"2:1-2: error: 'm' has no y and no z [missing-key]"}},
             {"[curves]\nc = { x = [0, 1, 2], y = [2, 3] }",
              {"2:26-27: error: 'c' has 3 breakpoints x, but 2 values y [curve-length]"}},
             {"[curves]\nc = { x = [0, 2, 2], y = [2, 3, 4] }",
              {"2:18-19: error: breakpoints must increase: c.x[2] = 2 is not above c.x[1] = 2 [curve-order]"}},
             {"[curves]\nc = { x = [0, 1, 1.00000001], y = [2, 3, 4] }",
              {"2:18-28: error: breakpoints must increase: c.x[2] = 1.00000001 is not above c.x[1] = 1 in f32 "
               "[curve-order]"}},
             {"[curves]\nc = { x = [0, nan], y = [2, inf] }",
              {"2:15-18: error: c.x[1] must be a finite number, not nan [curve-finite]",
               "2:29-32: error: c.y[1] must be a finite number, not inf [curve-finite]"}},
             {"[maps]\nm = { x = [0, 1], y = [0, 1], z = [[1, 2]] }",
              {"2:35-36: error: 'm' has 2 breakpoints y, but 1 rows z [curve-length]"}},
             {"[maps]\nm = { x = [0, 1], y = [0, 1], z = [[1, 2], [3]] }",
              {"2:44-45: error: 'm' has 2 breakpoints x, but 1 values in this row of z [curve-length]"}},
             {"[maps]\nm = { x = [0, 1], y = [1, 0], z = [[1, 2], [3, 4]] }",
              {"2:27-28: error: breakpoints must increase: m.y[1] = 0 is not above m.y[0] = 1 [curve-order]"}},
             {"[maps]\nm = { x = [0, 1], y = [0, 1], z = [1, 2] }",
              {"2:36-37: error: 'm.z[0]' must be an array of numbers, not a number [wrong-type]"}},
             {"[curves]\nc = { x = [0, 'a'], y = 3 }",
              {"2:15-18: error: 'c.x[1]' must be a number, not a string [wrong-type]",
               "2:25-26: error: 'y' must be an array of numbers, not a number [wrong-type]"}},
         }) {
        const ReadModule r = read(row.text);
        EXPECT_EQ(lines_of(r.diagnostics), row.lines) << row.text;
        EXPECT_EQ(r.valid, r.diagnostics.errors == 0) << row.text;
    }
}

TEST(ModuleSections, Notes) {
    struct Note {
        const char *text;
        const char *note; // the first one
    };
    for (const Note &row : {
             Note{"[module]\nreserve = { result = 1 }", "did you mean 'results'?"},
             {"[module]\nreserve = { flash = 1 }", "the keys are params, results, state"},
             {"[module]\nreserv = {}", "did you mean 'reserve'?"},
             {"[native]\n", "did you mean [natives]?"},
             {"[foo]\n", "the sections are [module], [params], [constants], [curves], [maps], [functions], [natives], "
                         "[expressions]"},
             {"real = 'f32'", "write it under [module]"},
             {"[params]\na = { defualt = 1, unit = 'm' }", "did you mean 'default'?"},
             {"[params]\na = { value = 1, unit = 'm' }", "a param with a text is written as { default = …, unit = "
                                                         "\"…\" }; the members of a group are numbers, arrays "
                                                         "and such tables"},
             {"[params]\na = [1, '2']", "write the number without quotes"},
             {"[params]\na = [16777217, 16777219, 2, 16777221]", "the same is true of 2 more elements of 'a'"},
             {"[params]\na = [16777217, 2, 16777221]", "the same is true of 1 more element of 'a'"},
             {"[constants]\nc = { vlaue = 1 }", "did you mean 'value'?"},
             {"[constants]\nc = { unit = 'm' }",
              "a constant is a number, an array, or { value = …, unit = \"…\", doc = \"…\" }"},
             {"[natives]\n'f(x)' = 'x'", "the firmware supplies a native: it has no text here; a function with a text "
                                         "stands in the section [functions]"},
             {"[natives]\n'f(x)' = { docs = '' }", "did you mean 'doc'?"},
             {"[expressions]\ny = { expr = '1', intern = true }", "did you mean 'internal'?"},
         }) {
        const ReadModule r = read(row.text);
        ASSERT_EQ(r.diagnostics.list.size(), 1u) << row.text;
        ASSERT_FALSE(r.diagnostics.list[0].notes.empty()) << row.text;
        EXPECT_EQ(r.diagnostics.list[0].notes[0].text, row.note) << row.text;
    }
}

// What the compiler says about arrays, natives and the rest, at the places of the file.
TEST(ModuleSections, WhatTheCompilerSaysHasItsPlace) {
    for (const Row &row : {
             Row{"[params]\nadc = [1, 2]\n[expressions]\ny = \"adc[2]\"\n",
                 {"4:10-11: error: 'adc' has 2 elements, counted from 0: there is no element 2 [index]"}},
             {"[params]\nadc = [1, 2]\n[expressions]\ny = \"\\u0061dc + 1\"\n",
              {"4:6-14: error: 'adc' is an array: index it, as in 'adc[0]', or give it alone to sum, avg, min, max or "
               "len "
               "[not-a-value]"}},
             {"[params]\nadc = 1\n[expressions]\ny = \"adc[0]\"\n",
              {"4:6-9: error: 'adc' is not an array [not-an-array]"}},
             {"[params]\na = [1]\n[constants]\na = [2]\n[expressions]\ny = \"1\"\n",
              {"4:1-2: error: 'a' is declared twice [duplicate]"}},
             {"[natives]\n'f(x, x)' = {}\n[expressions]\ny = \"1\"\n",
              {"2:7-8: error: the parameter 'x' stands twice in this signature [duplicate-parameter]"}},
             {"[natives]\nf = {}\n[expressions]\ny = \"f(1)\"\n",
              {"2:1-2: error: expected a signature such as 'f(x, y)' [signature]"}},
             {"[natives]\n'f(x)' = {}\n[expressions]\ny = \"f(1, 2)\"\n",
              {"4:6-7: error: 'f' takes 1 argument, not 2 [arity]"}},
             {"[natives]\n'sin(x)' = {}\n[expressions]\ny = \"sin(1)\"\n",
              {"2:2-5: note: 'sin' hides the built-in 'sin' [shadows]"}},
             {"[expressions]\ny = \"1\"\nz = { expr = \"2\", internal = true }\n",
              {"3:1-2: warning: 'z' is internal and nothing uses it [unused-internal]"}},
             {"[expressions]\ny = \"z\"\nz = { expr = \"2 +\", internal = true }\n",
              {"3:17-18: error: expected a value after '+' [expected-value]"}},
             {"[module]\nreserve = { params = 2 }\n[params]\na = [1, 2, 3]\n[expressions]\ny = \"1\"\n",
              {"2:22-23: error: the params take 3 slots, more than the 2 that are reserved [reserve]"}},
             {"[module]\nreserve = { results = 1 }\n[expressions]\ny = \"1\"\nz = \"2\"\n",
              {"2:23-24: error: the results take 2 slots, more than the 1 that are reserved [reserve]"}},
             // no word about uses of what could not be read
             {"[params]\na = []\ng = { b = [], c = 1 }\n[expressions]\ny = \"a[0] + g.b[1] + g.c + sum(a)\"\n",
              {"2:5-6: error: the array 'a' is empty; an array has at least one element [wrong-value]",
               "3:11-12: error: the array 'g.b' is empty; an array has at least one element [wrong-value]"}},
             {"[params]\na = [1, 'x']\n[expressions]\ny = \"a[1] + a[2]\"\n",
              {"2:9-12: error: 'a[1]' must be a number, not a string [wrong-type]",
               "4:15-16: error: 'a' has 2 elements, counted from 0: there is no element 2 [index]"}},
             {"[curves]\nc = 1\n[expressions]\ny = \"interp(c, 1)\"\n",
              {"2:5-6: error: 'c' must be a table, not a number [wrong-type]"}},
             {"[curves]\nc = { x = [0, 1e-30], y = [0, 1e30] }\n[expressions]\ny = \"interp(c, 1)\"\n",
              {"2:1-2: error: between x[0] and x[1] of 'c' the slope is more than f32 can hold [curve-step]"}},
             {"[curves]\nc = { x = [0, 1], y = [0, 1] }\n[expressions]\ny = \"c + 1\"\n",
              {"4:6-7: error: 'c' is a curve: give it to interp, as in interp(c, x) [not-a-value]"}},
         }) {
        ReadModule r = read(row.text);
        Table table;
        const bool compiled = compile_module(r.module, r.diagnostics, table);
        EXPECT_EQ(compiled, r.diagnostics.errors == 0) << row.text;
        EXPECT_EQ(lines_of(r.diagnostics), row.lines) << row.text;
    }
}

// The same declarations make the same bytes wherever the sections stand, and the ranges of params are none of theirs.
TEST(ModuleSections, TheOrderOfSectionsChangesNoByte) {
    const std::string params = "[params]\na = [1, 2]\nb = 3\n";
    const std::string constants = "[constants]\nc = [4, 5]\n";
    const std::string natives = "[natives]\n'f(x)' = {}\n";
    const std::string expressions = "[expressions]\ny = \"f(a[b]) + c[b]\"\n";
    const auto bytes = [](const std::string &text) {
        ReadModule r = read(text);
        Table table;
        EXPECT_TRUE(compile_module(r.module, r.diagnostics, table)) << text;
        return std::string(table_bytes(table));
    };
    const std::string expected = bytes(params + constants + natives + expressions);
    EXPECT_EQ(bytes(expressions + natives + constants + params), expected);
    EXPECT_EQ(bytes("[params]\na = { default = [1, 2], max = 9 }\nb = { default = 3, min = -1 }\n" + constants +
                    natives + expressions),
              expected);
    EXPECT_NE(bytes("[module]\nreserve = { params = 8 }\n" + params + constants + natives + expressions), expected);
}

// The declared range of a param decides whether an integer operation may lose digits.
TEST(ModuleSections, RangesReachTheCompiler) {
    const auto warnings = [](const std::string &param) {
        ReadModule r = read("[params]\nx = " + param + "\n[expressions]\ny = \"x * 4096 & 255\"\n");
        Table table;
        compile_module(r.module, r.diagnostics, table);
        return lines_of(r.diagnostics).size();
    };
    EXPECT_EQ(warnings("0"), 1u);
    EXPECT_EQ(warnings("{ default = 0, min = 0, max = 4095 }"), 0u);
    EXPECT_EQ(warnings("{ default = 0, min = 0, max = 409500 }"), 1u);
    EXPECT_EQ(warnings("{ default = 0, max = 4095 }"), 1u);
}

} // namespace
