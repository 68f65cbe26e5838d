// Numbers as texts: the language's, TOML's octal, signs, and the shortest form that reads back.
#include "number.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "compile/arena.hpp"
#include "compile/decimal.hpp"

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
    for (const char *text :
         {"1e-60", "-1e-60", "0.0000000000000000000000000000000000000000000000000001", "1e-999999999"}) {
        EXPECT_TRUE(parse_number_text(text, 32).underflow) << text;
        EXPECT_EQ(parse_number_text(text, 32).value, 0) << text;
        EXPECT_EQ(parse_number_text(text, 64).underflow, std::string_view(text) == "1e-999999999") << text;
    }
    for (const char *text : {"0", "-0.0", "0e-999", "0.000e+00", "1e-45", "1.4e-45", "0x0"}) {
        EXPECT_FALSE(parse_number_text(text, 32).underflow) << text;
    }
    EXPECT_EQ(parse_number_text("1" + std::string(2000, '0') + "e-2000", 64).value, 1.0); // needs scratch
}

// What is converted on a shorter way than the compiler's own has the same bits, and says the same about what was lost.
TEST(Number, EveryWayRoundsAlike) {
    const auto compare = [](const std::string &text) {
        for (const unsigned bits : {32u, 64u}) {
            abax::NumberValue exact = {};
            std::array<uint64_t, 512> memory = {};
            abax::Arena arena = {};
            abax::arena_init(arena, memory.data(), sizeof memory);
            bool memory_failed = false;
            const bool valid = abax::parse_number(text.data(), text.size(), bits, arena, exact, memory_failed);
            ASSERT_FALSE(memory_failed);
            const Number number = parse_number_text(text, bits);
            ASSERT_EQ(number.valid, valid) << text;
            if (!valid) {
                continue;
            }
            const uint64_t found = bits == 32 ? std::bit_cast<uint32_t>(static_cast<float>(number.value))
                                              : std::bit_cast<uint64_t>(number.value);
            ASSERT_EQ(found, exact.bits) << text << " in f" << bits;
            ASSERT_EQ(number.overflow, exact.overflow) << text;
            const bool is_integer = text.find_first_of(".eE") == std::string::npos;
            ASSERT_EQ(number.inexact_integer, is_integer && exact.inexact && !exact.overflow) << text;
        }
    };
    for (const char *text : {"0",
                             "-0",
                             "-0.0",
                             "9007199254740992",
                             "9007199254740993",
                             "9007199254740991.5",
                             "16777216",
                             "16777217",
                             "1677721.7",
                             "0.00000000000000000000001",
                             "0.0000000001",
                             "0.00000000001",
                             "18446744073709551616",
                             "99999999999999999999",
                             "0000000000000000000000007",
                             "5.",
                             ".5",
                             ".",
                             "1e-400",
                             "1e-45",
                             "4.9e-324",
                             "2e-324",
                             "1e308",
                             "1.8e308",
                             "3.4028236e38",
                             "1e999",
                             "1e",
                             "1.e5",
                             ".e5",
                             "1e+",
                             "+",
                             "-",
                             "1-2",
                             "1.2.3",
                             "1e5.5",
                             "7e-5",
                             "1_0",
                             "1e1_0"}) {
        compare(text);
    }
    std::mt19937_64 random(5);
    for (int i = 0; i < 300'000; i++) {
        std::string text = random() % 4 == 0 ? "-" : "";
        const size_t digits = 1 + random() % (random() % 8 == 0 ? 30 : 17);
        const size_t point = random() % (digits + 1);
        for (size_t j = 0; j < digits; j++) {
            text += j == point ? "." : "";
            text += static_cast<char>('0' + random() % 10);
        }
        if (random() % 4 == 0) {
            text += 'e' + std::to_string(static_cast<int>(random() % 700) - 350);
        }
        compare(text);
    }
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
