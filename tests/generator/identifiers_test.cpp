// What generated C is made of: names that never meet, comments that do not end early, literals that read back.
#include "identifiers.hpp"

#include <cmath>
#include <cstdlib>
#include <map>

#include <limits>

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(Identifiers, KeywordsAndMacrosGetAnUnderscore) {
    struct Row {
        const char *name;
        const char *identifier;
    };
    for (const Row &row : {Row{"rh", "rh"},
                           {"raw_t", "raw_t"},
                           {"Int", "Int"},
                           {"int", "int_"},
                           {"int_", "int__"},
                           {"int__", "int___"},
                           {"co_await", "co_await_"},
                           {"errno", "errno_"},
                           {"I", "I_"},
                           {"ADC1", "ADC1_"},
                           {"ADC1_", "ADC1__"},
                           {"CRC_b", "CRC_b"},
                           {"_x", "_x_"},
                           {"x_", "x_"},
                           {"_", "__"}}) {
        EXPECT_EQ(c_identifier(row.name), row.identifier);
    }
}

TEST(Identifiers, MembersBehindAPrefix) {
    struct Row {
        const char *name;
        const char *suffix;
    };
    for (const Row &row : {Row{"rh", "rh"},
                           {"imu.ax", "imu_dot_ax"},
                           {"imu_ax", "imu_ax"},
                           {"imu_dot_ax", "imu_dotdot_ax"},
                           {"imu_dotdot_ax", "imu_dotdotdot_ax"},
                           {"dot", "dotdot"},
                           {"dots", "dots"},
                           {"dot.dot", "dotdot_dot_dotdot"},
                           {"a_.b", "a__dot_b"},
                           {"a._b", "a_dot__b"},
                           {"polka_dots", "polka_dots"}}) {
        EXPECT_EQ(c_suffix(row.name), row.suffix);
    }
}

// Every name of a few letters, with and without a dot: no two become the same.
TEST(Identifiers, AreInjective) {
    std::map<std::string, std::string> suffixes;
    std::map<std::string, std::string> identifiers;
    const std::string_view pieces[] = {"a", "_", ".", "dot", "int", "I", ""};
    size_t count = 0;
    for (const auto p : pieces) {
        for (const auto q : pieces) {
            for (const auto r : pieces) {
                for (const auto s : pieces) {
                    for (const auto t : pieces) {
                        const std::string name =
                            std::string(p) + std::string(q) + std::string(r) + std::string(s) + std::string(t);
                        const size_t dots = static_cast<size_t>(std::count(name.begin(), name.end(), '.'));
                        if (name.empty() || dots > 1 || name.front() == '.' || name.back() == '.') {
                            continue;
                        }
                        count++;
                        const auto [suffix, new_suffix] = suffixes.emplace(c_suffix(name), name);
                        EXPECT_TRUE(new_suffix || suffix->second == name) << name << " and " << suffix->second;
                        if (dots == 0) {
                            const auto [other, is_new] = identifiers.emplace(c_identifier(name), name);
                            EXPECT_TRUE(is_new || other->second == name) << name << " and " << other->second;
                        }
                    }
                }
            }
        }
    }
    EXPECT_GT(count, 5000u);
}

TEST(Identifiers, CommentsStayComments) {
    struct Row {
        const char *text;
        const char *comment;
    };
    for (const Row &row : {Row{"relative humidity", "relative humidity"},
                           {"a */ b", "a * / b"},
                           {"/* b", "/ * b"},
                           {"/*/", "/ * /"},
                           {"http://x", "http://x"},
                           {"\?\?/", "? ?/"},
                           {"a\nb\\", "a<0A>b\\"},
                           {"\xE2\x80\xAE!", "<U+202E>!"},
                           {"\xC2\xB0"
                            "C",
                            "\xC2\xB0"
                            "C"}}) {
        EXPECT_EQ(c_comment(row.text), row.comment);
    }
    EXPECT_EQ(c_string("1.0\"\\?\n\xC3\xA4"), "\"1.0\\\"\\\\\\?\\012\\303\\244\"");
}

TEST(Identifiers, Literals) {
    EXPECT_EQ(c_literal(static_cast<double>(0.1F), 32), "0.1F");
    EXPECT_EQ(c_literal(0.1, 64), "0.1");
    EXPECT_EQ(c_literal(-2, 64), "-2.0");
    EXPECT_EQ(c_literal(100, 32), "100.0F");
    EXPECT_EQ(c_literal(1e30, 64), "1e+30");
    EXPECT_EQ(c_literal(-0.0, 32), "-0.0F");
    constexpr double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(c_literal(infinity, 32), "INFINITY");
    EXPECT_EQ(c_literal(-infinity, 64), "-((double)INFINITY)");
    EXPECT_EQ(c_literal(std::numeric_limits<double>::quiet_NaN(), 32), "NAN");
    EXPECT_EQ(std::strtof(c_literal(static_cast<double>(1.17549435e-38F), 32).c_str(), nullptr), 1.17549435e-38F);
}

} // namespace
