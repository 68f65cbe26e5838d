// Modules made of -e, --set and --define.
#include "module_arguments.hpp"

#include <gtest/gtest.h>

#include "free_names.hpp"
#include "module_text.hpp"

namespace {

using namespace abax::host;
using Lines = std::vector<std::string>;

struct ReadArguments {
    SourceSet sources;
    Module module;
    Diagnostics diagnostics;
    bool valid = false;
};

ReadArguments read(const ModuleArguments &arguments) {
    ReadArguments result;
    result.valid = read_module_arguments(arguments, result.sources, result.diagnostics, result.module);
    return result;
}

std::string params(const Module &module) {
    std::string text;
    for (const Param &param : module.params) {
        text += param.name.text + "=" + param.text + " ";
    }
    return text;
}

TEST(ModuleArguments, SettingsBecomeParams) {
    ModuleArguments arguments;
    arguments.expressions = {"imu.ax + b", ""};
    arguments.settings = {{"b", "2"}, {"imu.ax", "0.5"}};
    const ReadArguments r = read(arguments);
    EXPECT_TRUE(r.valid);
    EXPECT_EQ(params(r.module), "b=2 imu.ax=0.5 ");
    EXPECT_EQ(r.module.expressions[0].name.text, "value_1");
    EXPECT_EQ(r.module.expressions[1].text.source->name, "<-e 2>");
}

TEST(ModuleArguments, WhatHasNoValueIsFreeAndDemandedOnce) {
    ModuleArguments arguments;
    arguments.expressions = {"x + e + x + Pi"};
    ReadArguments r = read(arguments);
    EXPECT_TRUE(r.valid);
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    EXPECT_EQ(params(r.module), "x=0 Pi=0 ");
    demand_values(r.module, {}, {}, r.diagnostics);
    EXPECT_EQ(lines_of(r.diagnostics),
              (Lines{"1:1-2: error: 'x' has no value [not-set]", "1:13-15: error: 'Pi' has no value [not-set]"}));
    EXPECT_EQ(r.diagnostics.list[1].notes[0].text, "did you mean 'pi'?");
    EXPECT_EQ(r.diagnostics.list[1].notes[1].text, "give it a value with --set Pi=VALUE");
}

TEST(ModuleArguments, ThereAreNoGroupsInsideGroups) {
    ModuleArguments arguments;
    arguments.expressions = {"a.b + a.b.c"};
    const ReadArguments r = read(arguments);
    EXPECT_FALSE(r.valid);
    EXPECT_EQ(lines_of(r.diagnostics), Lines{"1:7-12: error: there are no groups inside groups [not-supported]"});
}

TEST(ModuleArguments, WhatIsNotUsedOnlyWarns) {
    ModuleArguments arguments;
    arguments.expressions = {"1"};
    arguments.settings = {{"x", "2"}};
    const ReadArguments r = read(arguments);
    EXPECT_TRUE(r.valid);
    EXPECT_EQ(lines_of(r.diagnostics), (Lines{"warning: --set x=2: no expression uses 'x' [not-used]"}));
    EXPECT_EQ(params(r.module), "");
}

TEST(ModuleArguments, WhatIsUsedAsAnArrayIsOne) {
    ModuleArguments arguments;
    arguments.expressions = {"a[1] + sum(b) + len((c)) + max(d, 1) + f(e1) + min(g.h)"};
    arguments.arrays = {{"b", {"1", "0x10"}}, {"unused", {"1"}}};
    arguments.settings = {{"b", "7", 1}, {"d", "2"}};
    const ReadArguments r = read(arguments);
    EXPECT_EQ(lines_of(r.diagnostics), Lines{"warning: --array unused=1: no expression uses 'unused' [not-used]"});
    std::string summary;
    for (const Param &param : r.module.params) {
        summary += param.name.text + (param.open_array ? "?" : "") + std::to_string(param.elements.size()) + " ";
    }
    EXPECT_EQ(summary, "d0 b2 a?0 c?0 e10 g.h?0 ");
    EXPECT_EQ(r.module.params[1].elements, (std::vector<double>{1, 7}));
}

TEST(ModuleArguments, ColumnsNamedLikeElementsMakeAnArray) {
    ModuleArguments arguments;
    arguments.expressions = {"a[1] + b[0]"};
    arguments.columns = {"a[0]", "a[2]", "a[x]", "ab[7]", "b"};
    const ReadArguments r = read(arguments);
    ASSERT_EQ(r.module.params.size(), 2u);
    EXPECT_EQ(r.module.params[0].elements.size(), 3u);
    EXPECT_FALSE(r.module.params[0].open_array);
    EXPECT_TRUE(r.module.params[1].elements.empty()); // a column is a single number
}

TEST(ModuleArguments, FunctionsAndTheirParameters) {
    ModuleArguments arguments;
    arguments.expressions = {"f(2)"};
    arguments.definitions = {"f(x) = x*k"};
    arguments.settings = {{"k", "3"}};
    const ReadArguments r = read(arguments);
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    EXPECT_EQ(r.module.functions[0].signature.text, "f(x)");
    EXPECT_EQ(r.module.functions[0].body.text, " x*k");
    EXPECT_EQ(place(r.module.functions[0].body, 1), "1:8");
    EXPECT_EQ(params(r.module), "k=3 ");
}

TEST(ModuleArguments, ColumnsGiveValuesAndHideBuiltIns) {
    ModuleArguments arguments;
    arguments.expressions = {"T + e"};
    arguments.columns = {"T", "e", "unused"};
    const ReadArguments r = read(arguments);
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    EXPECT_EQ(params(r.module), "T=0 e=0 ");
}

TEST(ModuleArguments, ResultsAreNamedApartFromTheUsersNames) {
    ModuleArguments arguments;
    arguments.expressions = {"value_1"};
    arguments.settings = {{"value_1", "3"}};
    EXPECT_EQ(read(arguments).module.expressions[0].name.text, "_value_1");
}

} // namespace
