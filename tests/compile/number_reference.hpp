// What a number literal is worth, from those who know: MPFR, the C library, and exact integers of GMP.
//
// Shared by the tests of numbers. A conversion under test runs in an arena of exactly number_scratch bytes, with a guard
// behind it, so that the bound is tested by all of them.
#ifndef ABAX_TESTS_NUMBER_REFERENCE_HPP
#define ABAX_TESTS_NUMBER_REFERENCE_HPP

#include "decimal.hpp"
#include "engine/instrumented.hpp"

#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include <gmp.h>

namespace abax_tests {

using Random = std::mt19937_64;

inline uint64_t below(Random &random, uint64_t limit) { return random() % limit; }

// So many cases, or a fifth where every one takes long.
constexpr int cases(int count) { return instrumented ? count / 5 : count; }

template <typename To, typename From> To same_bits(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    std::memcpy(&to, &from, sizeof to);
    return to;
}

inline uint64_t bits_of(double value) { return same_bits<uint64_t>(value); }
inline uint64_t bits_of(float value) { return same_bits<uint32_t>(value); }

constexpr uint64_t infinity(unsigned bits) { return bits == 32 ? 0x7F800000u : 0x7FF0000000000000u; }

// The value of a pattern of either width; a float is exact in a double.
double value_of_pattern(uint64_t pattern, unsigned bits);

// Converts in an arena of exactly the promised size; "" or what went wrong.
std::string convert(const std::string &text, unsigned bits, abax::NumberValue &value);

// The same for a test that cannot go on without.
abax::NumberValue value_of(const std::string &text, unsigned bits);

// What MPFR makes of it, flags included; and the C library, which knows neither `_` nor 0b. Decimal and hex literals.
abax::NumberValue mpfr_value(const std::string &text, unsigned bits);
uint64_t library_bits(const std::string &text, unsigned bits);

// Both types against the C library and, if asked, MPFR. False, with a failure recorded, if anything differs.
bool agrees(const std::string &text, bool with_mpfr);

// False, with a failure recorded, unless the text is rounded to exactly that pattern and said to be.
bool rounds_to(const std::string &text, unsigned bits, uint64_t expected);

std::string random_digits(Random &random, size_t count);

// The integer `digits` times 10^exponent, written with the point at a random place, or without.
std::string write(Random &random, const std::string &digits, long exponent);

// With `_` between some neighbouring digits.
std::string with_underscores(Random &random, const std::string &text);

// A random finite bit pattern, favouring the ends of the range and powers of two.
uint64_t random_pattern(Random &random, unsigned bits);

// An integer times a power of ten.
struct Exact {
    mpz_t digits;
    long exponent;
};

// significand * 2^exponent, exactly; initialises.
void make_exact(Exact &exact, uint64_t significand, long exponent);

// The value half way between the pattern and the next one (the one after the largest stands for infinity).
void make_half_way(Exact &exact, uint64_t pattern, unsigned bits);

std::string digits_of(const mpz_t number);

} // namespace abax_tests

#endif
