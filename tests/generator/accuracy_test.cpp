// Losses of accuracy: which expressions have one, and that what is said of it is so by a calculation of the test's own,
// in float for what the device has and in long double for what is right.
#include "accuracy.hpp"
#include "measure.hpp"
#include "module_text.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "abax/compiler.h"

namespace {

using namespace abax::host;
using Names = std::vector<std::string>;

struct MeasuredModule {
    ReadModule read;
    CompilerRun run;
    Accuracy accuracy;
};

MeasuredModule measured(const std::string &text) {
    MeasuredModule m = {read_text("m.toml", text), {}, {}};
    EXPECT_TRUE(run_compiler(m.read.module, m.read.diagnostics, m.run)) << text;
    m.accuracy = measure_accuracy(m.read.module, m.run);
    return m;
}

// The texts that lose.
Names losing(const std::string &text) {
    const MeasuredModule m = measured(text);
    Names names;
    for (const Loss &loss : m.accuracy.losses) {
        names.push_back(loss.place.source->text.substr(loss.place.begin, loss.place.end - loss.place.begin));
    }
    return names;
}

const std::string x_near_1000 = "[params]\nx = { default = 1000, min = 990, max = 1010 }\n";
const std::string x_counts = "[params]\nx = { default = 0, min = 0, max = 4095 }\n";
const std::string cube = "x^3 - 3000*x^2 + 3000000*x - 1000000000";

std::string expression(const std::string &text) { return "[expressions]\ny = \"" + text + "\"\n"; }

// ---- what is said of a loss is so

struct Known {
    std::string name;
    std::string text;
    double min;
    double max;
    std::function<float(float)> device;            // operation by operation as the language has them
    std::function<long double(long double)> right; // the same polynomial by another way, where there is one
};

// (x - 1)(x - 2)…(x - 10), expanded: Wilkinson's polynomial of degree 10.
constexpr double wilkinson[] = {3628800, -10628640, 12753576, -8409500, 3416930, -902055, 157773, -18150, 1320, -55, 1};

float wilkinson_f32(float x) {
    auto sum = static_cast<float>(wilkinson[10]);
    for (int i = 9; i >= 0; i--) {
        sum = static_cast<float>(wilkinson[i]) + x * sum;
    }
    return sum;
}

long double wilkinson_right(long double x) {
    long double product = 1;
    for (int root = 1; root <= 10; root++) {
        product *= x - root;
    }
    return product;
}

std::string wilkinson_text() {
    std::string text = "poly(x";
    for (const double coefficient : wilkinson) {
        text += fmt::format(", {}", coefficient);
    }
    return text + ")";
}

const Known known[] = {
    {"expanded cube", cube, 990, 1010, [](float x) { return x * x * x - 3000 * (x * x) + 3000000 * x - 1000000000; },
     [](long double x) { return (x - 1000) * (x - 1000) * (x - 1000); }},
    {"Wilkinson", wilkinson_text(), 1, 10, wilkinson_f32, wilkinson_right},
    // No cancellation of what is calculated: the factors are off as soon as they are rounded to f32.
    {"constants", "1000.1*x - 1000*x - 0.1*x + 0.00001*x", 1, 2,
     [](float x) { return 1000.1F * x - 1000 * x - 0.1F * x + 0.00001F * x; },
     [](long double x) { return 0.00001L * x; }},
    {"fma", "fma(x, x, -2000*x) + 1000000", 990, 1010, [](float x) { return std::fmaf(x, x, -2000 * x) + 1000000; },
     [](long double x) { return (x - 1000) * (x - 1000); }},
};

class Losses : public testing::TestWithParam<Known> {};

TEST_P(Losses, AreWhatTheyAreSaidToBe) {
    const Known &row = GetParam();
    const MeasuredModule m =
        measured(fmt::format("[params]\nx = {{ default = {0}, min = {0}, max = {1} }}\n", row.min, row.max) +
                 expression(row.text));
    ASSERT_EQ(m.accuracy.losses.size(), 1U);
    const Loss &loss = m.accuracy.losses[0];
    ASSERT_EQ(loss.inputs.size(), 1U);
    EXPECT_EQ(loss.inputs[0].name, "x");
    const double x = loss.inputs[0].value;
    EXPECT_GE(x, row.min);
    EXPECT_LE(x, row.max);
    ASSERT_EQ(x, static_cast<double>(static_cast<float>(x)));
    EXPECT_EQ(loss.value, static_cast<double>(row.device(static_cast<float>(x))));
    const long double right = row.right(static_cast<long double>(x));
    EXPECT_NEAR(loss.exact, static_cast<double>(right), loss.error * 1e-5);
    EXPECT_NEAR(loss.error, static_cast<double>(std::fabs(static_cast<long double>(loss.value) - right)),
                loss.error * 1e-5);
    double worst = 0; // by inputs that the tool did not choose
    double greatest = 0;
    constexpr int steps = 30'011;
    for (int i = 0; i <= steps; i++) {
        const auto at = static_cast<float>(row.min + (row.max - row.min) * i / steps);
        const long double value = row.right(static_cast<long double>(at));
        worst = std::max(worst, static_cast<double>(std::fabs(static_cast<long double>(row.device(at)) - value)));
        greatest = std::max(greatest, static_cast<double>(std::fabs(value)));
    }
    EXPECT_GE(loss.error, worst * 0.7);
    EXPECT_LE(loss.error, worst * 1.3);
    EXPECT_NEAR(loss.greatest, greatest, greatest * 0.01);
    EXPECT_GT(loss.error, loss.greatest * most_error);
    EXPECT_GE(loss.tried, most_inputs_tried);
    EXPECT_EQ(lines_of(m.read.diagnostics), Names{}); // measuring says nothing itself
}

INSTANTIATE_TEST_SUITE_P(Accuracy, Losses, testing::ValuesIn(known),
                         [](const auto &row) { return std::to_string(row.index); });

TEST(Accuracy, OfTwoInputs) {
    const MeasuredModule m = measured("[params]\nv = { default = 100000, min = 100000, max = 100002 }\n"
                                      "u = { default = 0, min = -1, max = 1 }\n" +
                                      expression("(v + u)^2 - v^2 - 2*u*v"));
    ASSERT_EQ(m.accuracy.losses.size(), 1U);
    const Loss &loss = m.accuracy.losses[0];
    ASSERT_EQ(loss.inputs.size(), 2U);
    EXPECT_EQ(loss.inputs[0].name, "v");
    EXPECT_EQ(loss.inputs[1].name, "u");
    const auto v = static_cast<float>(loss.inputs[0].value);
    const auto u = static_cast<float>(loss.inputs[1].value);
    EXPECT_EQ(loss.value, static_cast<double>((v + u) * (v + u) - v * v - 2 * u * v));
    EXPECT_NEAR(loss.exact, static_cast<double>(u) * static_cast<double>(u), 1e-4);
    EXPECT_GT(loss.error, 1000.0);
    EXPECT_NEAR(loss.greatest, 1.0, 0.01);
}

// Between the two breakpoints there is one number of f32, or none.
TEST(Accuracy, OfACurve) {
    const std::string curve = "[curves]\nsteep = { x = [0, 100000, 100000.01, 200000], y = [0, 10, 20, 30] }\n";
    const MeasuredModule m =
        measured("[params]\nx = { default = 0, min = 0, max = 200000 }\n" + curve + expression("interp(steep, x)"));
    ASSERT_EQ(m.accuracy.losses.size(), 1U);
    const Loss &loss = m.accuracy.losses[0];
    const long double x = static_cast<long double>(loss.inputs[0].value);
    EXPECT_EQ(loss.inputs[0].value, 100000.0078125); // the number of f32 after 100000
    EXPECT_NEAR(loss.exact, static_cast<double>(10 + (x - 100000) * 10 / 0.01L), 1e-5);
    EXPECT_EQ(loss.value, 20.0); // the second breakpoint is this number, too
    EXPECT_EQ(loss.greatest, 30.0);
    EXPECT_EQ(loss.advice, "from the breakpoint 100000 of 'steep' to the next one, 100000.01, f32 has one step");
}

// ---- what loses, and what does not

struct Row {
    std::string text;
    Names expected;
};

void expect_rows(const std::vector<Row> &rows) {
    for (const Row &row : rows) {
        EXPECT_EQ(losing(row.text), row.expected) << row.text;
    }
}

TEST(Accuracy, WhatIsWellConditionedLosesNothing) {
    expect_rows({
        {x_counts + expression("-40 + x*(0.05 + x*(-3.2e-6 + x*1.7e-10))"), {}},
        {x_near_1000 + expression("(x - 1000)^3"), {}},
        // Zero is crossed, where nothing is left of any difference, between values of ±20.
        {x_counts + expression("x*0.01 - 20.475"), {}},
        {x_counts + expression("(x - 2047.5)*(x - 1000.3)*1e-3"), {}},
        {x_counts + expression("0*x"), {}},
        {x_counts + "[curves]\nntc = { x = [0, 1000, 2000, 4095], y = [120, 50, 20, -40] }\n" +
             expression("interp(ntc, x)"),
         {}},
        {x_counts + expression("sqrt(x) + exp(-x/1000) + sin(x/100)"), {}},
        // Here the ranges are what makes the difference: see below.
        {"[params]\nx = { default = 0, min = -10, max = 10 }\n" + expression(cube), {}},
    });
}

// A decision that goes the other way in f32 is off by all that it decides: at single inputs.
TEST(Accuracy, JumpsAreNoLosses) {
    expect_rows({
        {x_counts + expression("floor(x*0.1)"), {}},
        {x_counts + expression("round(x*0.7) + x % 0.3"), {}},
        {x_counts + expression("x*0.1 < 204.7 ? 0 : 1000"), {}},
        {x_counts + expression("x*0.7 == 700 * 0.7"), {}},
        {x_counts + expression("x/4095*0.3 > 0.1 && x*1.1 < 3000"), {}},
        {x_counts + expression("1/(x - 100.1)"), {}},
        {x_counts + "[constants]\nc = [1, 20, 300, 4000, 50000]\n" + expression("c[x/1000]"), {}},
        // Here the angle is known to a degree, at all inputs.
        {"[params]\nx = { default = 0, min = 0, max = 20000 }\n" + expression("wrap(x*1000, 0, 360)"),
         {"wrap(x*1000, 0, 360)"}},
    });
}

TEST(Accuracy, TheInputsMustHaveRanges) {
    const std::string rest = expression(cube);
    expect_rows({
        {x_near_1000 + rest, {cube}},
        {"[params]\nx = 1000\n" + rest, {}},
        {"[params]\nx = { default = 1000, min = 990 }\n" + rest, {}},
        {"[params]\nx = { default = 1000, max = 1010 }\n" + rest, {}},
        {"[params]\nx = { default = 1000, min = -inf, max = inf }\n" + rest, {}},
        {x_near_1000 + "z = 0\n" + expression("z + " + cube), {}},
        {"[params]\nx = { default = [1000, 0], min = 990, max = 1010 }\n" + expression("x[0]^3 - 3000*x[0]^2"), {}},
        {"[params]\nx = { default = [1000, 1000], min = 990, max = 1010 }\n" + expression("(x[0] + 1e6) - 1e6 - x[1]"),
         {"(x[0] + 1e6) - 1e6 - x[1]"}},
        {"[params]\nx = { default = [1000, 1000], min = 990, max = 1010 }\ni = { default = 0, min = 0, max = 1.9 }\n" +
             expression("x[i] + 1e8 - 1e8"),
         {"x[i] + 1e8 - 1e8"}},
    });
}

// Of an array the elements that are read.
TEST(Accuracy, NamesWhatIsRead) {
    const std::string array = "[params]\nx = { default = [1000, 1, 2], min = 990, max = 1010 }\n";
    const MeasuredModule one = measured(array + expression("x[1] + 1e8 - 1e8"));
    ASSERT_EQ(one.accuracy.losses.size(), 1U);
    ASSERT_EQ(one.accuracy.losses[0].inputs.size(), 1U);
    EXPECT_EQ(one.accuracy.losses[0].inputs[0].name, "x[1]");
    const MeasuredModule all =
        measured(array + "i = { default = 0, min = 0, max = 2 }\n" + expression("x[i] + 1e8 - 1e8"));
    ASSERT_EQ(all.accuracy.losses.size(), 1U);
    EXPECT_EQ(all.accuracy.losses[0].inputs.size(), 4U);
    const MeasuredModule member =
        measured("[params]\na = { b = { default = 0, min = 0, max = 1 }, c = 0 }\n" + expression("a.b + 1e6 - 1e6"));
    ASSERT_EQ(member.accuracy.losses.size(), 1U);
    EXPECT_EQ(member.accuracy.losses[0].inputs[0].name, "a.b");
}

// Sixteen numbers are sampled, and no more.
TEST(Accuracy, OfManyInputs) {
    const auto array = [](size_t count) {
        std::string text = "[params]\nx = { default = [0";
        for (size_t i = 1; i < count; i++) {
            text += ", 0";
        }
        return text + "], min = 0, max = 1 }\n" + expression("sum(x) + 1000000 - 1000000");
    };
    expect_rows(
        {{array(2), {"sum(x) + 1000000 - 1000000"}}, {array(16), {"sum(x) + 1000000 - 1000000"}}, {array(17), {}}});
}

TEST(Accuracy, AnF64ModuleLosesNothing) {
    expect_rows({{"[module]\nreal = \"f64\"\n" + x_near_1000 + expression(cube), {}},
                 {"[module]\nreal = \"f32\"\n" + x_near_1000 + expression(cube), {cube}}});
}

// What has a memory or calls a native is not measured; the largest parts of it that have none are.
TEST(Accuracy, PartsOfWhatCannotBeMeasured) {
    const std::string natives = "[natives]\n\"n(a)\" = {}\n";
    expect_rows({
        {x_near_1000 + expression("ema(x, 0.5)^3 - 3000*ema(x, 0.5)^2"), {}},
        {x_near_1000 + expression("prev(y) + " + cube), {}},
        {x_near_1000 + natives + expression("n(x)^3 - 3000*x^2"), {}},
        {x_near_1000 + expression("ema(" + cube + ", 0.5)"), {cube}},
        {x_near_1000 + natives + expression("n(1) + (" + cube + ")"), {cube}},
        {x_near_1000 + natives + expression("n(" + cube + ") > 0 ? x : 1"), {cube}},
        // So is what prev and delay keep, which is evaluated wherever they stand.
        {x_near_1000 + expression("prev(" + cube + ")"), {cube}},
        {x_near_1000 + expression("delay(" + cube + ", 3) + ema(x, 0.5)"), {cube}},
        {x_near_1000 + expression("1 + prev(2*prev(" + cube + ", 0), 0)"), {cube}},
        {x_near_1000 + natives + expression("n(x) ? prev(" + cube + ") : 1"), {cube}},
        {x_near_1000 + expression("prev(n(x) ? " + cube + " : 1)") + natives, {}},
        {x_near_1000 + "[functions]\n\"f(t)\" = \"t + 1e9 - 1e9\"\n" + expression("prev(y + f(x)) + prev(f(x))"),
         {"f(x)"}},
        {x_near_1000 + "[expressions]\ny = \"prev(z) + prev(p + 1)\"\nz = \"prev(y)\"\np = \"" + cube + "\"\n", {cube}},
        // Nobody knows over which x the branch is evaluated.
        {x_near_1000 + natives + expression("n(x) ? " + cube + " : 1"), {}},
        {x_near_1000 + natives + expression("n(x) && " + cube), {}},
        {x_near_1000 + natives + expression("if(n(x), " + cube + ", 1)"), {}},
        {x_near_1000 + expression("x < 1020 ? " + cube + " : 1"), {"x < 1020 ? " + cube + " : 1"}},
        {x_near_1000 + expression("x > 1020 ? " + cube + " : 1"), {}},
    });
}

TEST(Accuracy, WhatUsesALossIsNoOther) {
    const std::string internal = "[expressions]\np = { expr = \"" + cube + "\", internal = true }\n";
    const std::string function = "[functions]\n\"f(t)\" = \"t^3 - 3000*t^2 + 3000000*t - 1000000000\"\n";
    expect_rows({
        {x_near_1000 + internal + "y = \"p\"\nz = \"2*p + x\"\nw = \"z + 1\"\n", {cube}},
        {x_near_1000 +
             "[expressions]\na = \"x\"\nb = { expr = \"a\", internal = true }\nc = \"b\"\n"
             "p = { expr = \"" +
             cube + "\", internal = true }\nq = { expr = \"p\", internal = true }\nz = \"q\"\n",
         {cube}},
        {x_near_1000 + "[expressions]\nz = \"2*y\"\ny = \"" + cube + "\"\n", {cube}},
        {x_near_1000 + "[expressions]\nz = \"" + cube + "\"\ny = \"" + cube + "\"\n", {cube}},
        {x_near_1000 + "[expressions]\nz = \"" + cube + "\"\ny = \"" + cube + "\"\nw = \"y + 1\"\n", {cube}},
        {x_near_1000 + function + "[expressions]\na = \"f(x)\"\nb = \"a + 1\"\nc = \"f(x) + x\"\n",
         {"f(x)", "f(x) + x"}},
        {x_near_1000 + "[constants]\nk = 3000\n" + function + expression("f(x)*k"), {"f(x)*k"}},
    });
}

// The even steps of the inputs meet nothing but zeros; what is found between them counts, too.
TEST(Accuracy, TheGreatestValueMayLieBetweenTheSteps) {
    const MeasuredModule m = measured(x_counts + expression("sin(pi*x)"));
    ASSERT_EQ(m.accuracy.losses.size(), 1U);
    EXPECT_GT(m.accuracy.losses[0].greatest, 0.9);
    EXPECT_LT(m.accuracy.losses[0].error, 0.002);
}

TEST(Accuracy, WhatBecomesInfinite) {
    const MeasuredModule m = measured(x_counts + expression("(x + 1)^12/(x + 1)^11"));
    ASSERT_EQ(m.accuracy.losses.size(), 1U);
    const Loss &loss = m.accuracy.losses[0];
    EXPECT_FALSE(std::isfinite(loss.value));
    EXPECT_TRUE(std::isinf(loss.error));
    EXPECT_NEAR(loss.exact, loss.inputs[0].value + 1, 1e-6);
    EXPECT_GT(std::pow(loss.inputs[0].value + 1, 12), 3.4e38);
}

// The work is bounded: where there is much to measure, fewer inputs of each are tried, then nothing of the last ones.
TEST(Accuracy, IsBounded) {
    const auto chain = [](size_t count) {
        std::string text = x_near_1000 + "[expressions]\np0 = \"" + cube + "\"\n";
        for (size_t i = 1; i < count; i++) {
            text += fmt::format("q{0} = \"{1} + {0}*x\"\n", i, i == 1 ? "x" : fmt::format("q{}", i - 1));
        }
        return text;
    };
    const MeasuredModule few = measured(chain(2));
    ASSERT_EQ(few.accuracy.losses.size(), 1U);
    EXPECT_EQ(few.accuracy.measured, 2U);
    EXPECT_EQ(few.accuracy.left_out, 0U);
    EXPECT_GE(few.accuracy.losses[0].tried, most_inputs_tried);
    const MeasuredModule many = measured(chain(2000));
    ASSERT_EQ(many.accuracy.losses.size(), 1U);
    EXPECT_EQ(many.accuracy.measured + many.accuracy.left_out, 2000U);
    EXPECT_GT(many.accuracy.left_out, 0U);
    EXPECT_LT(many.accuracy.losses[0].tried, most_inputs_tried);
    EXPECT_GE(many.accuracy.losses[0].tried, least_inputs_tried);
    EXPECT_LT(many.accuracy.work, most_work + most_work / 100); // the last part may go beyond it
}

// Every input that is tried is an evaluation: of a thousand polynomials each gets some, and all of them together no more
// than is allowed.
TEST(Accuracy, OfAThousandPolynomialsIsBounded) {
    std::string text = x_counts + "[expressions]\n";
    for (int i = 0; i < 1000; i++) {
        text += fmt::format("p{0} = \"poly(x, 0.1, -1e-3, 2e-6, -3e-9, 1e-12, {0}e-18)\"\n", i);
    }
    const MeasuredModule m = measured(text);
    EXPECT_EQ(m.accuracy.measured, 1000U);
    EXPECT_EQ(m.accuracy.left_out, 0U);
    EXPECT_EQ(m.accuracy.losses.size(), 0U);
    EXPECT_LE(m.accuracy.work, most_work);
}

// A call of the C maths library counts as what it takes.
TEST(Accuracy, CallsOfTheLibraryAreWork) {
    const MeasuredModule plain = measured(x_counts + expression("-x"));
    const MeasuredModule called = measured(x_counts + expression("sin(x)"));
    EXPECT_EQ(plain.accuracy.measured, 1U);
    EXPECT_EQ(called.accuracy.measured, 1U);
    EXPECT_GE(called.accuracy.work, plain.accuracy.work + most_inputs_tried * 2 * work_of_library);
}

TEST(Accuracy, NumbersAsPeopleWriteThem) {
    EXPECT_EQ(rounded(475.39, 3), "475");
    EXPECT_EQ(rounded(1000000, 3), "1000000");
    EXPECT_EQ(rounded(0.04753, 2), "0.048");
    EXPECT_EQ(rounded(2.5, 4), "2.5");
    EXPECT_EQ(rounded(-20, 3), "-20");
    EXPECT_EQ(rounded(3.4e38, 3), "3.4e+38");
    EXPECT_EQ(rounded(1.25e-7, 2), "1.2e-07");
    EXPECT_EQ(rounded(0, 3), "0");
}

} // namespace
