// Number literals at random: a million of them and more, against the C library and, every eighth, against MPFR, in both types;
// values half way between two neighbours against those neighbours, from which the text is made.
#include "number_reference.hpp"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

using abax::NumberValue;

TEST(Convert, RandomDigits) {
    Random random(1);
    for (int i = 0; i < cases(1000000); ++i) {
        const size_t count = 1 + below(random, below(random, 16) == 0 ? 90 : 20);
        const long range = below(random, 2) != 0 ? 350 : 45;
        const long exponent = static_cast<long>(below(random, static_cast<uint64_t>(2 * range))) - range;
        const std::string text = write(random, random_digits(random, count), exponent);
        ASSERT_TRUE(agrees(i % 16 == 0 ? with_underscores(random, text) : text, i % 8 == 0));
    }
}

TEST(Convert, ShortNumbers) {
    Random random(2);
    for (int i = 0; i < cases(1000000); ++i) {
        const size_t count = 1 + below(random, 9);
        ASSERT_TRUE(
            agrees(write(random, random_digits(random, count), -static_cast<long>(below(random, 9))), i % 8 == 0));
    }
}

TEST(Convert, PrintedBitPatterns) {
    Random random(3);
    for (int i = 0; i < cases(1000000); ++i) {
        const bool narrow = i % 2 == 0;
        const uint64_t pattern = random_pattern(random, narrow ? 32 : 64);
        const double value = value_of_pattern(pattern, narrow ? 32 : 64);
        char text[64];
        const int digits = 1 + static_cast<int>(below(random, 25));
        std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
        ASSERT_TRUE(agrees(text, i % 8 == 0));
        if (digits >= (narrow ? 9 : 17)) {
            ASSERT_EQ(value_of(text, narrow ? 32 : 64).bits, pattern) << text;
        }
    }
}

// Exactly half way goes to the even neighbour; a digit more, or the last digit less, near or far away, to the nearer one.
TEST(Convert, HalfWayBetweenNeighbours) {
    Random random(4);
    for (int i = 0; i < cases(100000); ++i) {
        const unsigned bits = i % 3 == 0 ? 64 : 32;
        const uint64_t lower = random_pattern(random, bits);
        Exact exact;
        make_half_way(exact, lower, bits);
        const std::string digits = digits_of(exact.digits);
        const size_t zeros = below(random, 4) == 0 ? below(random, 1000) : 0;
        const std::string above = digits + std::string(zeros, '0') + static_cast<char>('1' + below(random, 9));
        mpz_mul_ui(exact.digits, exact.digits, 10);
        mpz_sub_ui(exact.digits, exact.digits, 1);
        const std::string under = digits_of(exact.digits) + std::string(zeros, '9');
        const long e = exact.exponent;
        const bool good = rounds_to(write(random, digits, e), bits, lower + (lower & 1)) &&
                          rounds_to(write(random, digits + std::string(zeros, '0'), e - static_cast<long>(zeros)), bits,
                                    lower + (lower & 1)) &&
                          rounds_to(write(random, above, e - static_cast<long>(zeros) - 1), bits, lower + 1) &&
                          rounds_to(write(random, under, e - static_cast<long>(zeros) - 1), bits, lower);
        mpz_clear(exact.digits);
        ASSERT_TRUE(good) << std::hex << lower;
    }
}

// Every double is a decimal of at most 767 digits: written in full it comes back, and nothing was rounded.
TEST(Convert, ExactValuesAreNotInexact) {
    Random random(5);
    for (int i = 0; i < cases(20000); ++i) {
        const uint64_t pattern = random_pattern(random, 64);
        const uint64_t field = pattern >> 52;
        const uint64_t hidden = field != 0 ? uint64_t{1} << 52 : 0;
        Exact exact;
        make_exact(exact, (pattern & ((uint64_t{1} << 52) - 1)) | hidden,
                   (field != 0 ? static_cast<long>(field) - 1 : 0) - 1074);
        const std::string text = write(random, digits_of(exact.digits), exact.exponent);
        mpz_clear(exact.digits);
        const NumberValue got = value_of(text, 64);
        ASSERT_EQ(got.bits, pattern) << text;
        ASSERT_FALSE(got.inexact || got.overflow) << text;
    }
}

TEST(Convert, LongLiterals) {
    Random random(6);
    for (int i = 0; i < cases(10000); ++i) {
        const std::string digits = random_digits(random, 700 + below(random, 200));
        const long exponent = static_cast<long>(below(random, 700)) - 350 - static_cast<long>(digits.size());
        ASSERT_TRUE(agrees(write(random, digits, exponent), i % 4 == 0));
    }
}

TEST(Convert, HexAndBinary) {
    Random random(7);
    for (int i = 0; i < cases(200000); ++i) {
        const bool hex = i % 2 == 0;
        std::string text = hex ? "0x" : "0b";
        const size_t count = 1 + below(random, i % 50 == 0 ? 1100 : hex ? 20 : 80);
        const uint64_t kind = below(random, 3); // random digits; few ones; mostly ones
        for (size_t k = 0; k < count; ++k) {
            const uint64_t digit = below(random, hex ? 16 : 2);
            const bool plain = kind == 0 || below(random, 12) == 0;
            text += "0123456789aBcDeF"[plain ? digit : kind == 1 ? 0 : hex ? 15 : 1];
            if (k + 1 < count && below(random, 9) == 0) {
                text += '_';
            }
        }
        for (const unsigned bits : {32u, 64u}) {
            const NumberValue got = value_of(text, bits);
            const NumberValue expected = mpfr_value(text, bits);
            ASSERT_EQ(got.bits, expected.bits) << text;
            ASSERT_EQ(got.inexact, expected.inexact) << text;
            ASSERT_EQ(got.overflow, expected.overflow) << text;
        }
    }
}
} // namespace
} // namespace abax_tests
