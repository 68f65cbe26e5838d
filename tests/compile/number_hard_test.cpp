// The number literals that are hardest to round, made and not collected: of each power of ten those short decimals that lie
// nearest to half way between two neighbours; half-way values with all of their up to 768 digits; and decimals that come out
// wrong in f32 when they are rounded to f64 first.
#include "number_reference.hpp"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

using abax::NumberValue;

// A few big integers that are freed with the test.
struct Integers {
    mpz_t numerator, denominator, quotient, rest, far, near;
    mpz_t m[3]; // numerators of convergents: the next, this, the one before
    mpz_t d[3];

    Integers() {
        mpz_inits(numerator, denominator, quotient, rest, far, near, nullptr);
        for (int i = 0; i < 3; ++i) {
            mpz_inits(m[i], d[i], nullptr);
        }
    }
    Integers(const Integers &) = delete;
    Integers &operator=(const Integers &) = delete;
    ~Integers() {
        mpz_clears(numerator, denominator, quotient, rest, far, near, nullptr);
        for (int i = 0; i < 3; ++i) {
            mpz_clears(m[i], d[i], nullptr);
        }
    }
};

// numerator / denominator = 10^tens / 2^twos
void set_ratio(Integers &z, long tens, long twos) {
    mpz_ui_pow_ui(z.numerator, 10, static_cast<unsigned long>(tens > 0 ? tens : 0));
    mpz_ui_pow_ui(z.denominator, 10, static_cast<unsigned long>(tens < 0 ? -tens : 0));
    mpz_mul_2exp(z.numerator, z.numerator, static_cast<unsigned long>(twos < 0 ? -twos : 0));
    mpz_mul_2exp(z.denominator, z.denominator, static_cast<unsigned long>(twos > 0 ? twos : 0));
}

// The pattern below m * 2^exponent, where m is odd: a value half way between two neighbours.
uint64_t pattern_below(uint64_t m, long exponent, unsigned bits) {
    const unsigned fraction = bits == 32 ? 23 : 52;
    const long last_place = bits == 32 ? -149 : -1074;
    const uint64_t hidden = uint64_t{1} << fraction;
    const uint64_t significand = (m - 1) / 2;
    const uint64_t place = static_cast<uint64_t>(exponent + 1 - last_place);
    return significand < hidden ? significand : ((place + 1) << fraction) + (significand - hidden);
}

// d * 10^tens against m * 2^twos.
int compare(Integers &z, const mpz_t d, const mpz_t m, long tens, long twos) {
    set_ratio(z, tens, twos);
    mpz_mul(z.near, z.numerator, d);
    mpz_mul(z.far, z.denominator, m);
    return mpz_cmp(z.near, z.far);
}

// Every convergent m/d of 10^tens / 2^twos is a decimal d * 10^tens next to m * 2^twos: no other of so few digits is as near.
// Where m is odd and has a bit more than the precision, that is half way. Returns how many were tried.
int try_ratio(Integers &z, long tens, long twos, unsigned bits) {
    const unsigned precision = bits == 32 ? 24 : 53;
    const bool subnormal = twos == (bits == 32 ? -150 : -1075);
    const uint64_t least = subnormal ? 1 : uint64_t{1} << precision;
    const uint64_t most = uint64_t{2} << precision;
    int tried = 0;
    set_ratio(z, tens, twos);
    mpz_set_ui(z.m[2], 0);
    mpz_set_ui(z.m[1], 1);
    mpz_set_ui(z.d[2], 1);
    mpz_set_ui(z.d[1], 0);
    mpz_t numerator, denominator;
    mpz_init_set(numerator, z.numerator);
    mpz_init_set(denominator, z.denominator);
    while (mpz_sgn(denominator) != 0) {
        mpz_fdiv_qr(z.quotient, z.rest, numerator, denominator);
        mpz_swap(numerator, denominator);
        mpz_swap(denominator, z.rest);
        mpz_set(z.m[0], z.m[2]);
        mpz_addmul(z.m[0], z.quotient, z.m[1]);
        mpz_set(z.d[0], z.d[2]);
        mpz_addmul(z.d[0], z.quotient, z.d[1]);
        for (int i = 2; i > 0; --i) {
            mpz_swap(z.m[i], z.m[i - 1]);
            mpz_swap(z.d[i], z.d[i - 1]);
        }
        if (mpz_cmp_ui(z.m[1], most) >= 0) {
            break;
        }
        const uint64_t m = mpz_get_ui(z.m[1]);
        if (m < least || m % 2 == 0) {
            continue;
        }
        const uint64_t lower = pattern_below(m, twos, bits);
        const int order = compare(z, z.d[1], z.m[1], tens, twos);
        const uint64_t expected = order == 0 ? lower + (lower & 1) : order < 0 ? lower : lower + 1;
        const std::string text = digits_of(z.d[1]) + "e" + std::to_string(tens);
        ++tried;
        if (!rounds_to(text, bits, expected)) {
            tried = -1;
            break;
        }
    }
    mpz_clears(numerator, denominator, nullptr);
    return tried;
}

// Nothing but exact arithmetic tells on which side of half way these lie.
void expect_nearest_to_half_way(unsigned bits, int step) {
    Integers z;
    int tried = 0;
    const long first = bits == 32 ? -65 : -345;
    const long last = bits == 32 ? 38 : 308;
    for (long tens = first; tens <= last; tens += step) {
        // m is near 2^precision and d below 10^24, so that twos lies in a stretch of 80
        const long middle = tens * 3322 / 1000 - (bits == 32 ? 24 : 53);
        for (long twos = middle - 4; twos < middle + 84; ++twos) {
            if (twos >= (bits == 32 ? -150 : -1075) && twos <= (bits == 32 ? 103 : 970)) {
                const int more = try_ratio(z, tens, twos, bits);
                ASSERT_GE(more, 0);
                tried += more;
            }
        }
    }
    testing::Test::RecordProperty("tried", tried);
    EXPECT_GT(tried, bits == 32 ? 1000 / step : 15000 / step);
}

TEST(Hard, NearestToHalfWayInF32) { expect_nearest_to_half_way(32, 1); }
TEST(Hard, NearestToHalfWayInF64) { expect_nearest_to_half_way(64, instrumented ? 20 : 1); }

// All digits of the half-way value are needed, 768 at most: one more at the end, or one less, decides.
TEST(Hard, HalfWayInAllDigits) {
    Random random(11);
    size_t longest = 0;
    const uint64_t largest_of_longest = 0x001FFFFFFFFFFFFFu; // below 2^-1021: its half way has 768 significant digits
    for (int i = 0; i < cases(4000); ++i) {
        const uint64_t lower = i == 0 ? largest_of_longest : largest_of_longest - below(random, uint64_t{1} << 53);
        Exact exact;
        make_half_way(exact, lower, 64);
        const std::string digits = digits_of(exact.digits);
        longest = digits.size() > longest ? digits.size() : longest;
        std::string under = digits; // ends in 5
        --under.back();
        const std::string power = "e" + std::to_string(exact.exponent);
        const std::string zeros(below(random, 3) == 0 ? 1200 : 1, '0');
        const bool good = rounds_to(digits + power, 64, lower + (lower & 1)) &&
                          rounds_to(digits + "." + zeros + power, 64, lower + (lower & 1)) &&
                          rounds_to(digits + "." + zeros + "1" + power, 64, lower + 1) &&
                          rounds_to(under + "." + std::string(zeros.size(), '9') + power, 64, lower);
        mpz_clear(exact.digits);
        ASSERT_TRUE(good) << std::hex << lower;
    }
    EXPECT_EQ(longest, 768u);
}

// Just beside a value half way between two floats, nearer than a double can tell: by way of a double, such a literal becomes
// that value and then the even neighbour.
TEST(Hard, RoundedOnceToF32) {
    Random random(12);
    int traps = 0;
    const int count = cases(300000);
    for (int i = 0; i < count; ++i) {
        const uint64_t lower = random_pattern(random, 32) % 0x7F7FFFFFu;
        const double half_way = (value_of_pattern(lower, 32) + value_of_pattern(lower + 1, 32)) / 2;
        char text[160];
        std::snprintf(text, sizeof text, "%.*e", 18 + static_cast<int>(below(random, 100)), half_way);
        std::string literal = text;
        literal.insert(literal.find('e'), below(random, 2) == 0 ? "1" : ""); // cut below it, or above
        const uint64_t right = library_bits(literal, 32);
        const uint64_t twice = bits_of(static_cast<float>(same_bits<double>(library_bits(literal, 64))));
        traps += right != twice ? 1 : 0;
        ASSERT_EQ(value_of(literal, 32).bits, right) << literal;
    }
    EXPECT_GT(traps, count / 10);
}

} // namespace
} // namespace abax_tests
