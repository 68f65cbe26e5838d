// Numbers as texts: the language's, TOML's octal, signs, and the shortest form that reads back.
#include "number.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <cstring>

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(Number, ReadsWhatModulesAndCsvFilesHold) {
    struct Row {
        const char *text;
        double value;
    };
    for (const Row &row : {Row{"12", 12},
                           {"-1.5", -1.5},
                           {"+1_000.5e-1", 100.05},
                           {"0xFF", 255},
                           {"0b101", 5},
                           {"0o17", 15},
                           {"-0o7_7", -63},
                           {"inf", HUGE_VAL},
                           {"-inf", -HUGE_VAL},
                           {".5", 0.5}}) {
        const Number number = parse_number_text(row.text, 64);
        EXPECT_TRUE(number.valid) << row.text;
        EXPECT_EQ(number.value, row.value) << row.text;
        EXPECT_FALSE(number.inexact_integer || number.overflow) << row.text;
    }
    EXPECT_TRUE(std::isnan(parse_number_text("-nan", 64).value));
    for (const char *text : {"", "-", "abc", "1 ", " 1", "1,5", "0o8", "0o", "12abc", "1e", "--1", "1.2.3", "0x"}) {
        EXPECT_FALSE(parse_number_text(text, 64).valid) << text;
    }
}

TEST(Number, RoundsOnceAndSaysWhatWasLost) {
    EXPECT_EQ(parse_number_text("0.1", 32).value, static_cast<double>(0.1f));
    EXPECT_TRUE(parse_number_text("16777217", 32).inexact_integer);
    EXPECT_FALSE(parse_number_text("16777217", 64).inexact_integer);
    EXPECT_FALSE(parse_number_text("16777217.0", 32).inexact_integer);
    EXPECT_TRUE(parse_number_text("-9007199254740993", 64).inexact_integer);
    EXPECT_TRUE(parse_number_text("1e39", 32).overflow);
    EXPECT_FALSE(parse_number_text("inf", 32).overflow);
    EXPECT_EQ(parse_number_text("1" + std::string(2000, '0') + "e-2000", 64).value, 1.0); // needs scratch
}

TEST(Number, ShortestReadsBack) {
    EXPECT_EQ(shortest(0.1, 64), "0.1");
    EXPECT_EQ(shortest(static_cast<double>(0.1f), 32), "0.1");
    EXPECT_EQ(shortest(-0.0, 64), "-0");
    EXPECT_EQ(shortest(-std::numeric_limits<double>::quiet_NaN(), 64), "nan");
    EXPECT_EQ(shortest(-std::numeric_limits<double>::infinity(), 32), "-inf");
    std::mt19937_64 random(1);
    for (int i = 0; i < 20000; i++) {
        const uint64_t bits = random();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        const float narrow = static_cast<float>(value);
        if (std::isfinite(value)) {
            EXPECT_EQ(parse_number_text(shortest(value, 64), 64).value, value);
        }
        if (std::isfinite(narrow)) {
            EXPECT_EQ(parse_number_text(shortest(static_cast<double>(narrow), 32), 32).value,
                      static_cast<double>(narrow));
        }
    }
}

} // namespace
