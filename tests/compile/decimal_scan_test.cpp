// Number literals: where they end, what is wrong with them, and whole texts as numbers.
//
// Besides the tables, all short texts of a small alphabet, and random longer ones, are compared with a regular expression.
// Every text is scanned in a copy that ends where its memory ends.

#include "decimal.hpp"

#include <cmath>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <regex.h>

namespace {

using abax::Arena;
using abax::NumberForm;
using abax::NumberScan;
using abax::NumberValue;

// A scan of a copy that ends where its memory ends, so that a sanitizer sees every byte read too many.
NumberScan scan(const std::string &text) {
    const std::unique_ptr<char[]> copy(new char[text.size()]);
    std::memcpy(copy.get(), text.data(), text.size());
    return abax::scan_number(copy.get(), text.size());
}

template <typename To, typename From> To same_bits(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    std::memcpy(&to, &from, sizeof to);
    return to;
}

uint64_t bits_of(double value) { return same_bits<uint64_t>(value); }
uint64_t bits_of(float value) { return same_bits<uint32_t>(value); }

TEST(Scan, FindsTheEnd) {
    struct Row {
        const char *text;
        size_t length;
        NumberForm form;
        bool integer;
    };
    const Row rows[] = {
        {"12", 2, NumberForm::Decimal, true},         {"007", 3, NumberForm::Decimal, true},
        {"0", 1, NumberForm::Decimal, true},          {"0+x", 1, NumberForm::Decimal, true},
        {"1.", 2, NumberForm::Decimal, false},        {".5", 2, NumberForm::Decimal, false},
        {"5.e3", 4, NumberForm::Decimal, false},      {".5e3*2", 4, NumberForm::Decimal, false},
        {"1e-2", 4, NumberForm::Decimal, false},      {"1E+3-4", 4, NumberForm::Decimal, false},
        {"1e5+2", 3, NumberForm::Decimal, false},     {"1.+2", 2, NumberForm::Decimal, false},
        {"1_000", 5, NumberForm::Decimal, true},      {"1_0.0_1e1_0)", 11, NumberForm::Decimal, false},
        {"0xFF", 4, NumberForm::Hex, true},           {"0XfF,", 4, NumberForm::Hex, true},
        {"0x1e+5", 4, NumberForm::Hex, true},         {"0xdead_BEEF", 11, NumberForm::Hex, true},
        {"0b1010", 6, NumberForm::Binary, true},      {"0B1_0 1", 5, NumberForm::Binary, true},
        {"0b0", 3, NumberForm::Binary, true},         {"2(3)", 1, NumberForm::Decimal, true},
        {"12\xC3\xA9", 2, NumberForm::Decimal, true}, {"1e5 x", 3, NumberForm::Decimal, false},
    };
    for (const Row &row : rows) {
        const NumberScan got = scan(row.text);
        EXPECT_TRUE(got.valid) << row.text;
        EXPECT_EQ(got.length, row.length) << row.text;
        EXPECT_EQ(got.error_offset, row.length) << row.text;
        EXPECT_EQ(got.form, row.form) << row.text;
        EXPECT_EQ(got.integer, row.integer) << row.text;
    }
}

TEST(Scan, PointsAtTheFirstOffendingByte) {
    struct Row {
        const char *text;
        size_t error_offset;
        size_t length;
    };
    const Row rows[] = {
        {"12abc", 2, 5},   {"1.2.3", 3, 5},  {"1..2", 2, 4},  {"1e", 2, 2},     {"1e + 2", 2, 2}, {"1e+", 3, 3},
        {"1e+x*2", 3, 4},  {"1e-.5", 3, 5},  {"1.foo", 2, 5}, {"1e5x", 3, 4},   {"1e5.", 3, 4},   {"1e5.5", 3, 5},
        {"1.5e2e3", 5, 7}, {"0x", 2, 2},     {"0xG", 2, 3},   {"0x+1", 2, 2},   {"0x1G", 3, 4},   {"0x1.8", 3, 5},
        {"0x_1", 2, 4},    {"0x1_", 4, 4},   {"0b2", 2, 3},   {"0b", 2, 2},     {"0b12", 3, 4},   {"0b1.", 3, 4},
        {"0_x1", 2, 4},    {"1_", 2, 2},     {"1__2", 2, 4},  {"1_.5", 2, 4},   {"1._5", 2, 4},   {"1.5_", 4, 4},
        {"1_e5", 2, 4},    {"1e_5", 2, 4},   {"1e5_", 4, 4},  {"1e1__0", 4, 6}, {"2x", 1, 2},     {".5.5", 2, 4},
        {"1e+2e+3", 4, 5}, {"1_ + 2", 2, 2}, {"1ee5", 2, 4},  {"00x1", 2, 4},
    };
    for (const Row &row : rows) {
        const NumberScan got = scan(row.text);
        EXPECT_FALSE(got.valid) << row.text;
        EXPECT_EQ(got.error_offset, row.error_offset) << row.text;
        EXPECT_EQ(got.length, row.length) << row.text;
    }
}

// The grammar as a regular expression; POSIX, because GCC warns about its own <regex>.
struct Literal {
    regex_t expression;

    Literal() {
        const std::string digits = "[0-9]+(_[0-9]+)*";
        const std::string hex = "0[xX][0-9a-fA-F]+(_[0-9a-fA-F]+)*";
        const std::string binary = "0[bB][01]+(_[01]+)*";
        const std::string plain = "(" + digits + "([.](" + digits + ")?)?|[.]" + digits + ")([eE][+-]?" + digits + ")?";
        EXPECT_EQ(
            regcomp(&expression, ("^(" + hex + "|" + binary + "|" + plain + ")$").c_str(), REG_EXTENDED | REG_NOSUB),
            0);
    }
    Literal(const Literal &) = delete;
    Literal &operator=(const Literal &) = delete;
    ~Literal() { regfree(&expression); }

    bool matches(const std::string &text) const { return regexec(&expression, text.c_str(), 0, nullptr, 0) == 0; }
};

// A text can still become a literal if and only if it is one with a 1 after it: the first offending byte is where that ends.
void compare(const Literal &literal, const std::string &text) {
    const std::string word = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.";
    size_t viable = 0;
    while (viable < text.size() && literal.matches(text.substr(0, viable + 1) + "1")) {
        ++viable;
    }
    const bool complete = literal.matches(text.substr(0, viable));
    const bool valid = complete && (viable == text.size() || word.find(text[viable]) == std::string::npos);
    size_t length = viable;
    while (!valid && length < text.size() && word.find(text[length]) != std::string::npos) {
        ++length;
    }
    const NumberScan got = scan(text);
    ASSERT_EQ(got.valid, valid) << text;
    ASSERT_EQ(got.error_offset, viable) << text;
    ASSERT_EQ(got.length, length) << text;
    if (valid) {
        const std::string literal_text = text.substr(0, length);
        const bool prefixed = length > 1 && std::strchr("xXbB", text[1]) != nullptr;
        ASSERT_EQ(got.form, !prefixed                          ? NumberForm::Decimal
                            : text[1] == 'x' || text[1] == 'X' ? NumberForm::Hex
                                                               : NumberForm::Binary)
            << text;
        ASSERT_EQ(got.integer, prefixed || literal_text.find_first_of(".eE") == std::string::npos) << text;
    }
}

TEST(Scan, AgreesWithARegularExpressionOnShortTexts) {
    const Literal literal;
    const std::string alphabet = "012_.e+xbG ";
    std::vector<std::string> texts = {"0", "1", ".0", ".1"};
    for (size_t i = 0; i < texts.size(); ++i) {
        const std::string text = texts[i];
        ASSERT_NO_FATAL_FAILURE(compare(literal, text));
        for (size_t k = 0; text.size() < 5 && k < alphabet.size(); ++k) {
            texts.push_back(text + alphabet[k]);
        }
    }
    EXPECT_EQ(texts.size(), 2u * (1 + 11 + 121 + 1331 + 14641) + 2u * (1 + 11 + 121 + 1331));
}

TEST(Scan, AgreesWithARegularExpressionOnRandomTexts) {
    const Literal literal;
    const std::string alphabet = "000111222899___...eeeEE+-xXbBaFG";
    std::mt19937_64 random(1);
    for (int i = 0; i < 100000; ++i) {
        std::string text = i % 4 == 0 ? ".5" : i % 4 == 1 ? "0x" : "3";
        const size_t length = random() % 12;
        while (text.size() < length) {
            text += random() % 2 != 0 ? static_cast<char>('0' + random() % 10) : alphabet[random() % alphabet.size()];
        }
        ASSERT_NO_FATAL_FAILURE(compare(literal, text));
    }
}

TEST(Parse, WholeTexts) {
    Arena arena;
    abax::arena_init(arena, nullptr, 0);
    NumberValue value = {0, false, false};
    bool failed = true;
    const struct {
        const char *text;
        float f32;
        double f64;
    } good[] = {
        {"1", 1, 1},
        {"+1", 1, 1},
        {"-1", -1, -1},
        {"-0", -0.0f, -0.0},
        {"-0xff", -255, -255},
        {"+.5", 0.5f, 0.5},
        {"1_0", 10, 10},
        {"0.1", 0.1f, 0.1},
        {"inf", HUGE_VALF, HUGE_VAL},
        {"+inf", HUGE_VALF, HUGE_VAL},
        {"-inf", -HUGE_VALF, -HUGE_VAL},
        {"-1e99", -HUGE_VALF, -1e99},
    };
    for (const auto &row : good) {
        ASSERT_TRUE(abax::parse_number(row.text, std::strlen(row.text), 32, arena, value, failed)) << row.text;
        EXPECT_EQ(value.bits, bits_of(row.f32)) << row.text;
        ASSERT_TRUE(abax::parse_number(row.text, std::strlen(row.text), 64, arena, value, failed)) << row.text;
        EXPECT_EQ(value.bits, bits_of(row.f64)) << row.text;
        EXPECT_FALSE(failed);
    }
    for (const char *text : {"nan", "+nan", "-nan"}) {
        ASSERT_TRUE(abax::parse_number(text, std::strlen(text), 32, arena, value, failed));
        EXPECT_EQ(value.bits, 0x7FC00000u);
        ASSERT_TRUE(abax::parse_number(text, std::strlen(text), 64, arena, value, failed));
        EXPECT_EQ(value.bits, 0x7FF8000000000000u);
    }
    for (const char *text :
         {"",    "+",   "-",    ".",  "+.", "--1",   "+-1", " 1", "1 ",  "1;", "inf ", "infinity", "in",
          "Inf", "NaN", "nan1", "1e", "1_", "12abc", "e5",  "x",  "- 1", "0x", "1,5",  "_1"}) {
        failed = true;
        EXPECT_FALSE(abax::parse_number(text, std::strlen(text), 32, arena, value, failed)) << text;
        EXPECT_FALSE(failed) << text;
    }
    EXPECT_FALSE(abax::parse_number("1\0", 2, 32, arena, value, failed));
}

} // namespace
