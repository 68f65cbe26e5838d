// The rules of the optimiser, one by one. A strict rule: the bits of every engine are those of the reference evaluator, which knows no
// rules, over all that is special. A rule of the fast mode: the error in f32 against the reference in f64 is bounded by units in
// the last place of the sum of the terms' magnitudes, all engines give the same bits, and what is finite and in range stays
// finite. Every rule has a line here that makes it fire.
#include "engine/compiled.hpp"
#include "engine/engine.hpp"
#include "engine/instrumented.hpp"
#include "runner/agreement.hpp"
#include "runner/random_expression.hpp"
#include "runner/special_values.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace abax_tests {
namespace {

struct Strict {
    std::uint32_t rule;
    const char *text;
};

// clang-format off
const Strict strict_rules[] = {
    {ABAX_RULE_SHARE, "(x > y) + 2*(y < x)"},
    {ABAX_RULE_SHARE, "(x + y)*(y + x)"},
    {ABAX_RULE_FOLD, "x + (1/3 - 2*sqrt(2))"},
    {ABAX_RULE_UNIT, "x*1"},
    {ABAX_RULE_UNIT, "-1*x"},
    {ABAX_RULE_UNIT, "x/1"},
    {ABAX_RULE_UNIT, "x/-1"},
    {ABAX_RULE_ZERO, "x - 0"},
    {ABAX_RULE_ZERO, "-0 + x"},
    {ABAX_RULE_ZERO, "x + -0"},
    {ABAX_RULE_SIGN_OUT, "-x*y"},
    {ABAX_RULE_SIGN_OUT, "-x/-y"},
    {ABAX_RULE_SIGN_OUT, "x/-y"},
    {ABAX_RULE_SIGN_IN, "x + -y"},
    {ABAX_RULE_SIGN_IN, "-x + y"},
    {ABAX_RULE_SIGN_IN, "x - -y"},
    {ABAX_RULE_SIGN_CONSTANT, "-(x*3)"},
    {ABAX_RULE_SIGN_CONSTANT, "-(3/x)"},
    {ABAX_RULE_SIGN_CONSTANT, "-(x/3)"},
    {ABAX_RULE_SIGN_CONSTANT, "--x"},
    {ABAX_RULE_QUOTIENT, "x/2"},
    {ABAX_RULE_QUOTIENT, "x/-4096"},
    {ABAX_RULE_QUOTIENT, "x/0.125"},
    {ABAX_RULE_QUOTIENT, "x/8.507059173023461586584365185794205e37"}, // 2^126, of which 1/c is the least normal number of f32
    {ABAX_RULE_QUOTIENT, "x/1.1754943508222875079687365372222457e-38"},
    {ABAX_RULE_TRUTH, "!!x"},
    {ABAX_RULE_TRUTH, "(x < y) || 0"},
    {ABAX_RULE_NOT_EQUAL, "!(x == y)"},
    {ABAX_RULE_NOT_EQUAL, "!(x != y)"},
    {ABAX_RULE_EQUALS_ZERO, "x == 0"},
    {ABAX_RULE_EQUALS_ZERO, "-0 != x"},
    {ABAX_RULE_EQUALS_ZERO, "(x < y) == 1"},
    {ABAX_RULE_EQUALS_ZERO, "(x < y) != 1"},
    {ABAX_RULE_EQUALS_ZERO, "(x < y) != 0"},
    {ABAX_RULE_KNOWN_CONDITION, "1 ? x : y"},
    {ABAX_RULE_KNOWN_CONDITION, "nan ? x : y"},
    {ABAX_RULE_KNOWN_CONDITION, "x && 0"},
    {ABAX_RULE_KNOWN_CONDITION, "x || 2"},
    {ABAX_RULE_KNOWN_CONDITION, "x && 2"},
    {ABAX_RULE_KNOWN_CONDITION, "x || 0"},
    {ABAX_RULE_KNOWN_CONDITION, "0 || x"},
    {ABAX_RULE_SAME_CONDITION, "x ? (x ? y : z) : x + y"},
    {ABAX_RULE_SAME_CONDITION, "x < y ? z : (x < y ? y : x)"},
    {ABAX_RULE_SAME_BRANCHES, "x < y ? z : z"},
    {ABAX_RULE_CHOOSES_TRUTH, "x < y ? 1 : 0"},
    {ABAX_RULE_CHOOSES_TRUTH, "x ? 0 : 1"},
    {ABAX_RULE_CHOOSES_TRUTH, "x ? 1 : 0"},
    {ABAX_RULE_ABSORB, "x || !x && y"},
    {ABAX_RULE_ABSORB, "x && x"},
    // the faults stay: i is x or y, mostly outside
    {ABAX_RULE_SAME_BRANCHES, "t[x] < 2 ? y : y"},
    {ABAX_RULE_KNOWN_CONDITION, "t[x] && 0"},
    {ABAX_RULE_KNOWN_CONDITION, "t[x] || 1"},
    {ABAX_RULE_CHOOSES_TRUTH, "t[x] ? 1 : 0"},
    {ABAX_RULE_SAME_CONDITION, "t[x] > 1 ? (t[x] > 1 ? y : t[y]) : z"},
    {ABAX_RULE_SAME_CONDITION, "x > 1 ? (x > 1 ? t[y] : t[z]) : z"},
    {ABAX_RULE_EQUALS_ZERO, "t[x] == 0"},
    {ABAX_RULE_ABSORB, "t[x] || !t[x] && t[y]"},
};

struct Fast {
    std::uint32_t rule;
    const char *text;
    const char *magnitude; // the sum of the terms' magnitudes
    int units;             // most error, in units in the last place (2^-24 relative) of the magnitude
};

const Fast fast_rules[] = {
    {ABAX_RULE_CONTRACT, "x*y + z", "abs(x*y) + abs(z)", 2},
    {ABAX_RULE_CONTRACT, "z - x*1.7", "abs(x*1.7) + abs(z)", 4},
    {ABAX_RULE_CONTRACT, "x*y - 3", "abs(x*y) + 3", 2},
    {ABAX_RULE_CONTRACT, "(x + 1)*y + z*z", "(abs(x) + 1)*abs(y) + z*z", 6},
    {ABAX_RULE_RECIPROCAL, "x/7", "abs(x/7)", 3},
    {ABAX_RULE_RECIPROCAL, "(x + y)/4095", "(abs(x) + abs(y))/4095", 5},
    {ABAX_RULE_FACTORS, "x*3*7.1", "abs(x*21.3)", 5},
    {ABAX_RULE_FACTORS, "x*3.3/4095", "abs(x*3.3/4095)", 5},
    {ABAX_RULE_FACTORS, "3/x*1.7", "abs(5.1/x)", 5},
    {ABAX_RULE_FACTORS, "3/(x*1.7)", "abs(3/x/1.7)", 5},
    {ABAX_RULE_SCALE, "(x/4095*3.3 - 0.5)/0.01", "abs(x*3.3/4095/0.01) + 50", 8},
    {ABAX_RULE_SCALE, "100*(1 + 0.0039*x - 5.7e-7*x^2)", "100 + abs(0.39*x) + 5.7e-5*x*x", 12},
    {ABAX_RULE_NO_ZERO, "x + 0", "abs(x)", 0},
    {ABAX_RULE_NO_ZERO, "poly(x, 0, y, z)", "abs(x*y) + abs(x*x*z)", 6},
    {ABAX_RULE_TERMS, "x + 1.1 + 2.3", "abs(x) + 3.4", 6},
    {ABAX_RULE_TERMS, "5 - (x - 1.3)", "abs(x) + 6.3", 6},
    {ABAX_RULE_TERMS, "(5.1 - x) - 1.3", "abs(x) + 6.4", 6},
    {ABAX_RULE_TERMS, "(5.1 + x) - 1.3", "abs(x) + 6.4", 6},
    {ABAX_RULE_POWER, "abs(x)^1.5", "abs(x)*sqrt(abs(x))", 6},
    {ABAX_RULE_POWER, "(x*x + 1)^-0.5", "1/sqrt(x*x + 1)", 8},
    {ABAX_RULE_POWER, "x^(1 + 2)", "abs(x^3)", 6},
    {ABAX_RULE_POLYNOMIAL, "1.5 - 2.5*x + 0.1*x^2 - 0.01*x^3", "1.5 + abs(2.5*x) + abs(0.1*x^2) + abs(0.01*x^3)", 14},
    {ABAX_RULE_POLYNOMIAL, "1 - x^2/6 + x^4/120 - x^6/5040", "1 + x^2/6 + x^4/120 + x^6/5040", 24},
    {ABAX_RULE_POLYNOMIAL, "x*y + x*z", "abs(x*y) + abs(x*z)", 6},
    {ABAX_RULE_POLYNOMIAL, "x/z - y/z", "abs(x/z) + abs(y/z)", 6},
    {ABAX_RULE_POLYNOMIAL, "x*x*y + 2*x*y*y - 3*y + x - z*x*y", "abs(x*x*y) + abs(2*x*y*y) + abs(3*y) + abs(x) + abs(z*x*y)", 20},
    {ABAX_RULE_POLYNOMIAL, "(x - 3)^3*y + 2*(x - 3)^2*z - (x - 3)", "(abs(x) + 3)^3*abs(y) + 2*(abs(x) + 3)^2*abs(z) + abs(x) + 3", 24},
    {ABAX_RULE_ESTRIN, "1 + x*0.1 + x^2*0.2 + x^3*0.3 + x^4*0.4 + x^5*0.5 + x^6*0.6 + x^7*0.7 + x^8*0.8 + x^9*0.9 + x^10 + x^11*1.1 + x^12*1.2 + x^13*1.3",
     "1 + abs(x)*0.1 + abs(x)^2*0.2 + abs(x)^3*0.3 + abs(x)^4*0.4 + abs(x)^5*0.5 + abs(x)^6*0.6 + abs(x)^7*0.7 + abs(x)^8*0.8 + abs(x)^9*0.9 + abs(x)^10 + abs(x)^11*1.1 + abs(x)^12*1.2 + abs(x)^13*1.3", 60},
};

// What stays as it is: no rule may touch it.
const char *const kept[] = {
    "x*y - z*z", // of equal products 0
    "(x + 12582912) - 12582912",
    "(x + y) - x",
    "floor(x/49)",
    "rint(x*3*7)",
    "x % (y*3 + z)",
    "x/3 == y/3",
    "t[x/3]",
    "(x - 100)^2",
    "x*1e-200*1e-200",
};
// clang-format on

ModuleSource module_of(const std::vector<std::string> &texts, bool fast) {
    ModuleSource source;
    for (const char *name : {"x", "y", "z"}) {
        source.declarations.push_back({DeclarationKind::param, name, "1"});
    }
    source.declarations.push_back({DeclarationKind::constant, "t", "[3, 0, 1.5, -2]"});
    for (std::size_t i = 0; i < texts.size(); ++i) {
        source.declarations.push_back({DeclarationKind::expression, numbered("r", i), texts[i]});
    }
    source.fast = fast;
    return source;
}

template <class Real> std::vector<std::vector<Real>> special_rows() {
    const std::vector<Real> values = special_values<Real>();
    std::vector<std::vector<Real>> rows;
    std::size_t next = 0;
    for (const Real x : values) {
        for (const Real y : values) {
            rows.push_back({x, y, values[next++ * 7 % values.size()]});
        }
    }
    return rows;
}

// Numbers that stay in range whatever is made of them here.
std::vector<std::vector<float>> ordinary_rows() {
    std::vector<std::vector<float>> rows;
    Random random(31);
    const auto number = [&random] {
        const float magnitude = std::ldexp(1.0F + static_cast<float>(random.below(1U << 20)) / (1 << 20),
                                           static_cast<int>(random.below(12)) - 6);
        return random.chance(50) ? magnitude : -magnitude;
    };
    for (int i = 0; i < 4000; ++i) {
        rows.push_back({number(), number(), number()});
    }
    return rows;
}

template <class Real> void keeps_bits(const std::string &text, std::uint32_t rule) {
    SCOPED_TRACE(text);
    ModuleSource source = module_of({text}, false);
    const Compiled compiled = compile<Real>(source);
    ASSERT_EQ(compiled.status, ABAX_OK) << text_of(compiled.diagnostics, source);
    EXPECT_NE(compiled.rules[rule], 0U) << "the rule did not fire";
    const auto rows = special_rows<Real>();
    for (const std::string &difference : disagreements(source, rows, truth_of(source, rows))) {
        ADD_FAILURE() << difference;
    }
}

TEST(Rules, StrictOnesKeepEveryBitAndFault) {
    for (const Strict &row : strict_rules) {
        keeps_bits<float>(row.text, row.rule);
        keeps_bits<double>(row.text, row.rule);
    }
}

template <class Real> void engines_agree(const ModuleSource &source, const std::vector<std::vector<Real>> &rows) {
    const Truth<Real> truth = truth_of_table(source, rows);
    ASSERT_EQ(truth.results.size(), rows.size());
    for (const std::string &difference : disagreements(source, rows, truth)) {
        ADD_FAILURE() << difference;
    }
}

void is_bounded(const Fast &row) {
    SCOPED_TRACE(row.text);
    const ModuleSource source = module_of({row.text}, true);
    const Compiled compiled = compile<float>(source);
    ASSERT_EQ(compiled.status, ABAX_OK) << text_of(compiled.diagnostics, source);
    EXPECT_NE(compiled.rules[row.rule], 0U) << "the rule did not fire";
    reference::Evaluator<double> exact(module_of({row.text, row.magnitude}, false));
    // (a constant of the text is rounded to f32, which counts as one more unit of its term)
    double worst = 0;
    const auto ordinary = ordinary_rows();
    const Truth<float> results = truth_of_table(source, ordinary);
    for (std::size_t i = 0; i < ordinary.size(); ++i) {
        std::vector<double> truth(2);
        exact.evaluate(std::vector<double>(ordinary[i].begin(), ordinary[i].end()), truth);
        const double error = static_cast<double>(results.results[i][0]) - truth[0];
        worst = std::max(worst, std::abs(error) / std::abs(truth[1]) * 0x1p24);
    }
    EXPECT_LE(worst, row.units + 1);
    engines_agree(source, ordinary);
    const auto special = special_rows<float>();
    engines_agree(source, special);
    const Truth<float> specials = truth_of_table(source, special);
    reference::Evaluator<float> plain(module_of({row.text}, false));
    for (std::size_t i = 0; i < special.size(); ++i) {
        std::vector<float> strict(1);
        std::vector<double> truth(2);
        plain.evaluate(special[i], strict);
        exact.evaluate(std::vector<double>(special[i].begin(), special[i].end()), truth);
        const float fast = specials.results[i][0];
        const bool large = std::any_of(special[i].begin(), special[i].end(),
                                       [](float input) { return std::isfinite(input) && std::abs(input) > 1e12F; });
        if (!large && std::isfinite(strict[0]) && std::abs(truth[1]) < 1e30) {
            EXPECT_TRUE(std::isfinite(fast)) << special[i][0] << ' ' << special[i][1] << ' ' << special[i][2];
        }
        const bool nan = std::isnan(special[i][0]) && std::string(row.text).find('x') != std::string::npos;
        EXPECT_TRUE(!nan || std::isnan(fast));
    }
}

TEST(Rules, TheErrorOfFastOnesIsBounded) {
    for (const Fast &row : fast_rules) {
        is_bounded(row);
    }
}

TEST(Rules, EveryOneIsTested) {
    std::array<bool, ABAX_RULES> tested = {};
    for (const Strict &row : strict_rules) {
        tested[row.rule] = true;
    }
    for (const Fast &row : fast_rules) {
        tested[row.rule] = true;
    }
    static constexpr const char *names[] = {
#define ABAX_RULE(id, mode, pattern, why, flash) #id,
#include "abax/rules.def"
    };
    for (std::size_t i = 0; i < tested.size(); ++i) {
        EXPECT_TRUE(tested[i]) << names[i];
    }
}

TEST(Rules, FastOnesLeaveWhatIsDiscontinuousOrDeliberate) {
    for (const char *text : kept) {
        SCOPED_TRACE(text);
        ModuleSource source = module_of({text}, false);
        const auto rows = special_rows<double>();
        const Truth<double> truth = truth_of(source, rows);
        source.fast = true;
        for (const std::string &difference : disagreements(source, rows, truth)) {
            ADD_FAILURE() << difference;
        }
    }
}

// Whatever the fast mode makes of a module, every engine makes the same.
template <class Real> void random_modules(const Shape &shape, std::uint64_t seed) {
    for (int i = 0; i < (instrumented ? 80 : 400); ++i) {
        Random random(seed + static_cast<std::uint64_t>(i));
        ModuleSource source = random_module(random, shape);
        source.fast = true;
        source.any_order = true;
        if (compile<Real>(source).status != ABAX_OK) {
            continue; // natives that decide about themselves
        }
        std::vector<std::vector<Real>> rows(8);
        for (auto &row : rows) {
            for (std::size_t k = input_names(source).size(); k != 0; --k) {
                row.push_back(random_value<Real>(random));
            }
        }
        engines_agree(source, rows);
    }
}

TEST(Rules, EnginesAgreeInTheFastMode) {
    Shape shape;
    shape.size = 30;
    shape.expressions = 5;
    shape.functions = 3;
    shape.arrays = true;
    random_modules<float>(shape, 51'000'000);
    random_modules<double>(shape, 52'000'000);
    shape.natives = true;
    shape.state = true;
    shape.conditionals = true;
    random_modules<float>(shape, 53'000'000);
    random_modules<double>(shape, 54'000'000);
}

// A sum of more terms than a polynomial holds, and one that is nested deeply.
TEST(Rules, LongSumsCompileInTheFastMode) {
    std::string sum = "1";
    std::string nested = "x";
    for (int i = 1; i < 5000; ++i) {
        sum += (i % 2 != 0 ? " + " : " - ") + std::to_string(i) + "*x*y";
        nested = i < 1000 ? "(" + nested + "*x + " + std::to_string(i) + ")" : nested;
    }
    for (const std::string &text : {sum, nested}) {
        const ModuleSource source = module_of({text}, true);
        const Compiled compiled = compile<float>(source);
        EXPECT_EQ(compiled.status, ABAX_OK) << text_of(compiled.diagnostics, source);
    }
}

// The text and the mode make the table; the mode is in its source hash.
TEST(Rules, TheModeIsInTheSourceHash) {
    const Compiled strict = compile<float>(module_of({"x"}, false));
    const Compiled fast = compile<float>(module_of({"x"}, true));
    ASSERT_EQ(strict.status, ABAX_OK);
    ASSERT_EQ(fast.status, ABAX_OK);
    EXPECT_FALSE(strict.same_table(fast));
    EXPECT_TRUE(fast.same_table(compile<float>(module_of({"x"}, true))));
}

} // namespace
} // namespace abax_tests
