// Tests of the reference itself: its arithmetic against the hardware's, whose basic operations are exact too, and against
// values worked out by hand; the C library's functions against MPFR over many arguments.
#include "engine/typed_api.hpp"
#include "reference/reference_arithmetic.hpp"
#include "reference/reference_evaluator.hpp"
#include "reference/reference_library.hpp"
#include "runner/special_values.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace abax_tests {
namespace {

using reference::Exact;

template <class Real> class Reference : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(Reference, Reals);

template <class Real> Real random_bits(std::mt19937_64 &random) {
    return std::bit_cast<Real>(static_cast<Bits<Real>>(random()));
}

template <class Real> std::vector<Real> arguments(std::size_t count) {
    std::vector<Real> values = special_values<Real>();
    std::mt19937_64 random(17);
    while (values.size() < count) {
        values.push_back(random_bits<Real>(random));
    }
    return values;
}

TYPED_TEST(Reference, BasicOperationsAgreeWithTheHardware) {
    using Real = TypeParam;
    const std::vector<Real> values = arguments<Real>(150);
    for (const Real x : values) {
        EXPECT_TRUE(same_value(Exact<Real>::sqrt(x), std::sqrt(x))) << shortest(x);
        EXPECT_TRUE(same_value(Exact<Real>::floor(x), std::floor(x))) << shortest(x);
        EXPECT_TRUE(same_value(Exact<Real>::ceil(x), std::ceil(x))) << shortest(x);
        EXPECT_TRUE(same_value(Exact<Real>::trunc(x), std::trunc(x))) << shortest(x);
        EXPECT_TRUE(same_value(Exact<Real>::round(x), std::round(x))) << shortest(x);
        EXPECT_TRUE(same_value(Exact<Real>::rint(x), std::rint(x))) << shortest(x);
        for (const Real y : values) {
            EXPECT_TRUE(same_value(Exact<Real>::add(x, y), x + y)) << shortest(x) << ' ' << shortest(y);
            EXPECT_TRUE(same_value(Exact<Real>::sub(x, y), x - y)) << shortest(x) << ' ' << shortest(y);
            EXPECT_TRUE(same_value(Exact<Real>::mul(x, y), x * y)) << shortest(x) << ' ' << shortest(y);
            EXPECT_TRUE(same_value(Exact<Real>::div(x, y), x / y)) << shortest(x) << ' ' << shortest(y);
            EXPECT_TRUE(same_value(Exact<Real>::fmod(x, y), std::fmod(x, y))) << shortest(x) << ' ' << shortest(y);
            EXPECT_TRUE(same_value(Exact<Real>::fma(x, y, x), std::fma(x, y, x))) << shortest(x) << ' ' << shortest(y);
        }
    }
}

// Tiny operands, where a result that is rounded twice differs: to 24 or 53 bits first, to the subnormal grid after.
TYPED_TEST(Reference, SubnormalResultsAreRoundedOnce) {
    using Real = TypeParam;
    using Limits = std::numeric_limits<Real>;
    std::mt19937_64 random(18);
    for (int i = 0; i < 20000; ++i) {
        const Real x = std::ldexp(Real{1} + static_cast<Real>(random() % 1000003) / Real(1000003),
                                  Limits::min_exponent / 2 - static_cast<int>(random() % 14));
        const Real y = std::ldexp(Real{1} + static_cast<Real>(random() % 1000003) / Real(1000003),
                                  Limits::min_exponent / 2 - static_cast<int>(random() % 14));
        ASSERT_TRUE(same_value(Exact<Real>::mul(x, y), x * y)) << shortest(x) << ' ' << shortest(y);
        ASSERT_TRUE(same_value(Exact<Real>::fma(x, y, Limits::denorm_min()), std::fma(x, y, Limits::denorm_min())))
            << shortest(x) << ' ' << shortest(y);
    }
}

TYPED_TEST(Reference, Literals) {
    using Real = TypeParam;
    using X = Exact<Real>;
    EXPECT_EQ(X::literal("0xFF"), Real{255});
    EXPECT_EQ(X::literal("0b1010"), Real{10});
    EXPECT_EQ(X::literal("1_000"), Real{1000});
    EXPECT_EQ(X::literal(".5"), Real(0.5));
    EXPECT_EQ(X::literal("1."), Real{1});
    EXPECT_EQ(X::literal("5.e3"), Real{5000});
    EXPECT_EQ(X::literal("1e400"), std::numeric_limits<Real>::infinity());
    EXPECT_THROW(X::literal("12abc"), std::invalid_argument);
    for (const char *text :
         {"0.1", "1e-45", "4.9e-324", "1.17549435e-38", "3.4028235e38", "7e-46", "2.2250738585072011e-308", "16777217",
          "9007199254740993", "0.500000029802322387695312500000000001"}) {
        EXPECT_TRUE(same_value(X::literal(text), real_of_text<Real>(text))) << text;
    }
}

TYPED_TEST(Reference, IntegersAndPowers) {
    using Real = TypeParam;
    using X = Exact<Real>;
    EXPECT_EQ(X::integer(Real(-1.9)), 0xFFFFFFFFU);
    EXPECT_EQ(X::integer(Real(4294967296.0)), 0U);
    EXPECT_EQ(X::integer(Real(-2147483648.0)), 0x80000000U);
    EXPECT_EQ(X::integer(std::numeric_limits<Real>::quiet_NaN()), 0U);
    EXPECT_EQ(X::integer(std::numeric_limits<Real>::infinity()), 0U);
    EXPECT_EQ(X::from_integer(0xFFFFFFFFU), Real{-1});
    const Real x = Real(1.1);
    EXPECT_TRUE(same_value(X::power(x, 7), ((x * x) * x) * ((x * x) * x) * x));
    EXPECT_TRUE(same_value(X::power(x, -2), Real{1} / (x * x)));
    EXPECT_EQ(X::power(std::numeric_limits<Real>::quiet_NaN(), 0), Real{1});
}

TYPED_TEST(Reference, CLibraryIsNearTheTruth) {
    using Real = TypeParam;
    std::mt19937_64 random(19);
    std::vector<Real> values = special_values<Real>();
    for (int i = 0; i < 300; ++i) {
        values.push_back(std::uniform_real_distribution<Real>(-20, 20)(random));
        values.push_back(std::uniform_real_distribution<Real>(-1, 1)(random));
    }
    for (const reference::LibraryName &function : reference::library_names()) {
        double worst = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const Real x = values[i];
            const Real y = values[(i * 7 + 3) % values.size()];
            const Real value = reference::call_library(function, x, y);
            const double ulps = reference::ulps_from_truth(function, x, y, value);
            worst = std::max(worst, ulps);
            EXPECT_LE(ulps, function.tolerance)
                << function.name << '(' << shortest(x) << ", " << shortest(y) << ") = " << shortest(value);
        }
        this->RecordProperty(std::string(function.name), std::to_string(worst));
    }
}

// A wrong function behind a name, or a value a few units off, must be noticed.
TYPED_TEST(Reference, AWrongValueIsNoticed) {
    using Real = TypeParam;
    const auto &sine = *reference::find_library("sin");
    const Real right = std::sin(Real(0.7));
    Real wrong = right;
    for (int i = 0; i < 4; ++i) {
        wrong = std::nextafter(wrong, Real{1});
    }
    EXPECT_LE(reference::ulps_from_truth(sine, Real(0.7), Real{0}, right), 1.0);
    EXPECT_GE(reference::ulps_from_truth(sine, Real(0.7), Real{0}, wrong), 3.0);
    EXPECT_GE(reference::ulps_from_truth(sine, Real(0.7), Real{0}, std::numeric_limits<Real>::quiet_NaN()), 1e6);
}

template <class Real> Real evaluate(const std::string &text) {
    ModuleSource source;
    source.declarations.push_back({DeclarationKind::expression, "y", text});
    reference::Evaluator<Real> evaluator(source);
    std::vector<Real> results(1);
    evaluator.evaluate({}, results);
    return results[0];
}

TYPED_TEST(Reference, Levels) {
    using Real = TypeParam;
    EXPECT_EQ(evaluate<Real>("-2^2"), Real{-4});
    EXPECT_EQ(evaluate<Real>("2^3^2"), Real{512});
    EXPECT_EQ(evaluate<Real>("2^-3"), Real(0.125));
    EXPECT_EQ(evaluate<Real>("2--3"), Real{5});
    EXPECT_EQ(evaluate<Real>("--2"), Real{2});
    EXPECT_EQ(evaluate<Real>("1 ? 2, 3 : 4"), Real{3});
    EXPECT_EQ(evaluate<Real>("0 ? 1 : 0 ? 2 : 3"), Real{3});
    EXPECT_EQ(evaluate<Real>("1 | 2 == 2"), Real{1});
    EXPECT_EQ(evaluate<Real>("1 + 1 << 2"), Real{8});
    EXPECT_EQ(evaluate<Real>("not 0 == 0"), Real{0});
    EXPECT_EQ(evaluate<Real>("1 or 0 and 0"), Real{1});
    EXPECT_EQ(evaluate<Real>("7 % 4 * 2"), Real{6});
}

TYPED_TEST(Reference, AnArgumentIsEvaluatedOnDemandOnly) {
    using Real = TypeParam;
    ModuleSource source;
    source.declarations.push_back({DeclarationKind::function, "first(x, y)", "x > 0 ? x : y"});
    source.declarations.push_back({DeclarationKind::expression, "y", "first(1, sin(2))"});
    reference::Evaluator<Real> evaluator(source);
    std::vector<Real> results(1);
    evaluator.evaluate({}, results);
    EXPECT_EQ(results[0], Real{1});
    EXPECT_FALSE(evaluator.used.contains("call sin"));
    EXPECT_TRUE(evaluator.used.contains("infix >"));
}

} // namespace
} // namespace abax_tests
