// See number_reference.hpp.
#include "number_reference.hpp"

#include <cstdlib>
#include <memory>

#include <gtest/gtest.h>
#include <mpfr.h>

namespace abax_tests {

using abax::Arena;
using abax::NumberScan;
using abax::NumberValue;

namespace {

std::string without_underscores(const std::string &text) {
    std::string plain;
    for (const char c : text) {
        if (c != '_') {
            plain += c;
        }
    }
    return plain;
}

} // namespace

double value_of_pattern(uint64_t pattern, unsigned bits) {
    return bits == 32 ? static_cast<double>(same_bits<float>(static_cast<uint32_t>(pattern)))
                      : same_bits<double>(pattern);
}

std::string convert(const std::string &text, unsigned bits, NumberValue &value) {
    const NumberScan extent = abax::scan_number(text.data(), text.size());
    if (!extent.valid || extent.length != text.size()) {
        return "not scanned as one literal";
    }
    alignas(8) static unsigned char memory[4096];
    const size_t size = abax::number_scratch(text.size());
    if (size + 16 > sizeof memory) {
        return "the bound of the scratch is too large";
    }
    Arena arena;
    abax::arena_init(arena, memory, size);
    std::memset(memory + size, 0xA5, 16);
    if (!abax::convert_number(text.data(), text.size(), bits, arena, value)) {
        return "the scratch exceeds number_scratch";
    }
    for (size_t i = 0; i < 16; ++i) {
        if (memory[size + i] != 0xA5) {
            return "more scratch was used than was taken";
        }
    }
    return arena.high != 0 || arena.low != 0 ? "scratch was not given back" : "";
}

NumberValue value_of(const std::string &text, unsigned bits) {
    NumberValue value = {0, false, false};
    EXPECT_EQ(convert(text, bits, value), "") << text.substr(0, 200);
    return value;
}

NumberValue mpfr_value(const std::string &text, unsigned bits) {
    const std::string plain = without_underscores(text);
    mpfr_set_emin(bits == 32 ? -148 : -1073);
    mpfr_set_emax(bits == 32 ? 128 : 1024);
    mpfr_t number;
    mpfr_init2(number, bits == 32 ? 24 : 53);
    int ternary = mpfr_strtofr(number, plain.c_str(), nullptr, 0, MPFR_RNDN);
    ternary = mpfr_subnormalize(number, ternary, MPFR_RNDN);
    NumberValue value = {0, ternary != 0, mpfr_inf_p(number) != 0};
    value.bits = bits == 32 ? bits_of(mpfr_get_flt(number, MPFR_RNDN)) : bits_of(mpfr_get_d(number, MPFR_RNDN));
    mpfr_clear(number);
    return value;
}

uint64_t library_bits(const std::string &text, unsigned bits) {
    const std::string plain = without_underscores(text);
    return bits == 32 ? bits_of(std::strtof(plain.c_str(), nullptr)) : bits_of(std::strtod(plain.c_str(), nullptr));
}

bool agrees(const std::string &text, bool with_mpfr) {
    for (const unsigned bits : {32u, 64u}) {
        NumberValue got = {0, false, false};
        const std::string problem = convert(text, bits, got);
        if (!problem.empty()) {
            ADD_FAILURE() << problem << ": " << text;
            return false;
        }
        const uint64_t library = library_bits(text, bits);
        if (got.bits != library || got.overflow != (library == infinity(bits))) {
            ADD_FAILURE() << bits << " bits, C library " << std::hex << library << ", got " << got.bits << ": " << text;
            return false;
        }
        if (with_mpfr) {
            const NumberValue expected = mpfr_value(text, bits);
            if (got.bits != expected.bits || got.inexact != expected.inexact || got.overflow != expected.overflow) {
                ADD_FAILURE() << bits << " bits, MPFR " << std::hex << expected.bits << " inexact " << expected.inexact
                              << ", got " << got.bits << " inexact " << got.inexact << ": " << text;
                return false;
            }
        }
    }
    return true;
}

bool rounds_to(const std::string &text, unsigned bits, uint64_t expected) {
    NumberValue got = {0, false, false};
    const std::string problem = convert(text, bits, got);
    if (problem.empty() && got.bits == expected && got.inexact && got.overflow == (expected == infinity(bits))) {
        return true;
    }
    ADD_FAILURE() << problem << " " << bits << " bits, expected " << std::hex << expected << ", got " << got.bits
                  << ": " << text;
    return false;
}

std::string random_digits(Random &random, size_t count) {
    std::string digits;
    for (size_t i = 0; i < count; ++i) {
        digits += static_cast<char>('0' + below(random, 10));
    }
    return digits;
}

std::string write(Random &random, const std::string &digits, long exponent) {
    std::string text = digits;
    if (below(random, 4) != 0) {
        const size_t point = below(random, digits.size() + 1);
        text.insert(point, 1, '.');
        exponent += static_cast<long>(digits.size() - point);
    }
    if (exponent != 0 || below(random, 8) == 0) {
        text += below(random, 2) != 0 ? "e" : "E";
        text += exponent >= 0 && below(random, 2) != 0 ? "+" : "";
        text += std::to_string(exponent);
    }
    return text;
}

std::string with_underscores(Random &random, const std::string &text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string result;
    for (size_t i = 0; i < text.size(); ++i) {
        result += text[i];
        if (i + 1 < text.size() && digit(text[i]) && digit(text[i + 1]) && below(random, 3) == 0) {
            result += '_';
        }
    }
    return result;
}

uint64_t random_pattern(Random &random, unsigned bits) {
    const unsigned fraction = bits == 32 ? 23 : 52;
    const uint64_t limit = infinity(bits);
    const uint64_t uniform = random() % limit;
    switch (below(random, 8)) {
    case 0:
        return uniform >> fraction << fraction; // power of two
    case 1:
        return (uniform >> fraction << fraction) - (uniform >> fraction != 0); // just below one
    case 2:
        return uniform & ((uint64_t{1} << fraction) - 1); // subnormal
    case 3:
        return below(random, 20); // the smallest
    case 4:
        return limit - 1 - below(random, 20); // the largest
    case 5:
        return (uint64_t{1} << fraction) - 10 + below(random, 20); // around the smallest normal
    default:
        return uniform;
    }
}

void make_exact(Exact &exact, uint64_t significand, long exponent) {
    mpz_t factor;
    mpz_init(factor);
    mpz_init(exact.digits);
    mpz_set_ui(exact.digits, significand);
    mpz_ui_pow_ui(factor, exponent < 0 ? 5 : 2, static_cast<unsigned long>(std::labs(exponent)));
    mpz_mul(exact.digits, exact.digits, factor);
    exact.exponent = exponent < 0 ? exponent : 0;
    mpz_clear(factor);
}

void make_half_way(Exact &exact, uint64_t pattern, unsigned bits) {
    const int fraction = bits == 32 ? 23 : 52;
    const uint64_t field = pattern >> fraction;
    const uint64_t hidden = field != 0 ? uint64_t{1} << fraction : 0;
    const uint64_t significand = (pattern & ((uint64_t{1} << fraction) - 1)) | hidden;
    const long place = (field != 0 ? static_cast<long>(field) - 1 : 0) - (bits == 32 ? 149 : 1074);
    make_exact(exact, significand * 2 + 1, place - 1);
}

std::string digits_of(const mpz_t number) {
    const std::unique_ptr<char, void (*)(void *)> text(mpz_get_str(nullptr, 10, number), std::free);
    return text.get();
}

} // namespace abax_tests
