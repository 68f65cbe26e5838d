// Printing numbers and reading them back: what the host tool prints is read as the same bits, is as short as can be, and means
// the same to the C library.
#include "number.hpp"
#include "number_reference.hpp"

#include <cctype>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

using abax::host::Number;
using abax::host::parse_number_text;
using abax::host::shortest;

uint64_t pattern_of(double value, unsigned bits) {
    return bits == 32 ? bits_of(static_cast<float>(value)) : bits_of(value);
}

bool reads_back(uint64_t pattern, unsigned bits) {
    const double value = value_of_pattern(pattern, bits);
    const std::string text = shortest(value, bits);
    const Number number = parse_number_text(text, bits);
    if (number.valid && !number.overflow && pattern_of(number.value, bits) == pattern &&
        library_bits(text, bits) == pattern) {
        return true;
    }
    ADD_FAILURE() << std::hex << pattern << " is printed as " << text << " and read as "
                  << pattern_of(number.value, bits);
    return false;
}

// The significant digits of a printed number, and the power of ten of the last one.
std::string significand_of(const std::string &text, int &exponent) {
    std::string digits;
    exponent = 0;
    bool fraction = false;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == 'e') {
            exponent += std::stoi(text.substr(i + 1));
            break;
        }
        if (std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
            digits += text[i];
            exponent -= fraction ? 1 : 0;
        }
        fraction = fraction || text[i] == '.';
    }
    digits.erase(0, digits.find_first_not_of('0'));
    while (digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    return digits;
}

// Without its last digit, rounded down or up, it would be another number.
bool nothing_shorter_reads_back(uint64_t pattern, unsigned bits) {
    int exponent = 0;
    const std::string text = shortest(value_of_pattern(pattern, bits), bits);
    const std::string digits = significand_of(text, exponent);
    if (digits.size() < 2) {
        return true;
    }
    const uint64_t down = std::stoull(digits.substr(0, digits.size() - 1));
    for (const uint64_t cut : {down, down + 1}) {
        const std::string shorter = std::to_string(cut) + "e" + std::to_string(exponent + 1);
        if (pattern_of(parse_number_text(shorter, bits).value, bits) == pattern) {
            ADD_FAILURE() << text << " is also " << shorter;
            return false;
        }
    }
    return true;
}

TEST(Printing, AMillionNumbersReadBack) {
    Random random(21);
    for (int i = 0; i < cases(1000000); ++i) {
        const unsigned bits = i % 2 == 0 ? 32 : 64;
        const uint64_t sign = static_cast<uint64_t>(i % 4 < 2) << (bits - 1);
        ASSERT_TRUE(reads_back(random_pattern(random, bits) | sign, bits));
    }
}

// Round numbers, as people write them, are printed as people write them and not as what they were rounded to.
TEST(Printing, ShortDecimalsComeOutShort) {
    Random random(22);
    for (int i = 0; i < cases(300000); ++i) {
        const unsigned bits = i % 2 == 0 ? 32 : 64;
        const std::string digits = random_digits(random, 1 + below(random, bits == 32 ? 6 : 15));
        const int exponent = static_cast<int>(below(random, 50)) - 25;
        const std::string text = digits + "e" + std::to_string(exponent);
        const double value = parse_number_text(text, bits).value;
        if (value == 0) {
            continue;
        }
        int printed_exponent = 0;
        int written_exponent = 0;
        const std::string printed = significand_of(shortest(value, bits), printed_exponent);
        std::string written = significand_of(text, written_exponent);
        // An integer is printed in full where that is no longer: then its zeros may be digits.
        if (printed.size() <= written.size()) {
            ASSERT_EQ(printed, written) << text;
            ASSERT_EQ(printed_exponent, written_exponent) << text;
        } else {
            ASSERT_EQ(shortest(value, bits).find_first_of(".e"), std::string::npos) << text;
        }
    }
}

TEST(Printing, NothingShorterReadsBack) {
    Random random(23);
    for (int i = 0; i < cases(300000); ++i) {
        const unsigned bits = i % 2 == 0 ? 32 : 64;
        const uint64_t pattern = random_pattern(random, bits);
        const std::string text = shortest(value_of_pattern(pattern, bits), bits);
        if (text.find_first_of(".e") !=
            std::string::npos) { // an integer in full is as short as can be in another sense
            ASSERT_TRUE(nothing_shorter_reads_back(pattern, bits));
        }
    }
}

// Where the forms change: powers of two and of ten and their neighbours, which are not evenly spaced, and the ends.
TEST(Printing, BoundariesReadBack) {
    for (const unsigned bits : {32u, 64u}) {
        const unsigned fraction = bits == 32 ? 23 : 52;
        for (uint64_t field = 0; field <= infinity(bits) >> fraction; ++field) {
            const uint64_t power = field << fraction;
            for (const uint64_t pattern : {power - 2, power - 1, power, power + 1, power + 2}) {
                if (pattern < infinity(bits)) {
                    ASSERT_TRUE(reads_back(pattern, bits));
                }
            }
        }
        for (int exponent = -330; exponent <= 309; ++exponent) {
            const uint64_t nearest = library_bits("1e" + std::to_string(exponent), bits);
            for (const uint64_t pattern : {nearest - 1, nearest, nearest + 1}) {
                if (pattern < infinity(bits)) {
                    ASSERT_TRUE(reads_back(pattern, bits));
                }
            }
        }
        for (uint64_t small = 0; small < 5000; ++small) {
            ASSERT_TRUE(reads_back(small, bits));
            ASSERT_TRUE(reads_back(infinity(bits) - 1 - small, bits));
        }
    }
}

} // namespace
} // namespace abax_tests
