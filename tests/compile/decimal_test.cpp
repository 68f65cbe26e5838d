// Number literals: their exact value.
//
// Values are compared with MPFR, with the C library, and, for values half way between two neighbours, with those neighbours,
// from which the text is made.
// Every conversion runs in an arena of exactly number_scratch bytes, so that the bound is tested by all of them.

#include "decimal.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <string>

#include <gmp.h>
#include <gtest/gtest.h>
#include <mpfr.h>

namespace {

using abax::Arena;
using abax::NumberScan;
using abax::NumberValue;

using Random = std::mt19937_64;

uint64_t below(Random &random, uint64_t limit) { return random() % limit; }

// Converts in an arena of exactly the promised size; "" or what went wrong.
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

template <typename To, typename From> To same_bits(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    std::memcpy(&to, &from, sizeof to);
    return to;
}

uint64_t bits_of(double value) { return same_bits<uint64_t>(value); }
uint64_t bits_of(float value) { return same_bits<uint32_t>(value); }

constexpr uint64_t infinity(unsigned bits) { return bits == 32 ? 0x7F800000u : 0x7FF0000000000000u; }

// What MPFR makes of it, flags included.
NumberValue reference(const std::string &text, unsigned bits) {
    std::string plain;
    for (const char c : text) {
        if (c != '_') {
            plain += c;
        }
    }
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

// Both types against the C library and, if asked, MPFR. False, with a failure recorded, if anything differs.
bool agrees(const std::string &text, bool with_mpfr) {
    for (const unsigned bits : {32u, 64u}) {
        NumberValue got = {0, false, false};
        const std::string problem = convert(text, bits, got);
        if (!problem.empty()) {
            ADD_FAILURE() << problem << ": " << text;
            return false;
        }
        const uint64_t library =
            bits == 32 ? bits_of(std::strtof(text.c_str(), nullptr)) : bits_of(std::strtod(text.c_str(), nullptr));
        if (got.bits != library || got.overflow != (library == infinity(bits))) {
            ADD_FAILURE() << bits << " bits, C library " << std::hex << library << ", got " << got.bits << ": " << text;
            return false;
        }
        if (with_mpfr) {
            const NumberValue expected = reference(text, bits);
            if (got.bits != expected.bits || got.inexact != expected.inexact || got.overflow != expected.overflow) {
                ADD_FAILURE() << bits << " bits, MPFR " << std::hex << expected.bits << " inexact " << expected.inexact
                              << ", got " << got.bits << " inexact " << got.inexact << ": " << text;
                return false;
            }
        }
    }
    return true;
}

std::string random_digits(Random &random, size_t count) {
    std::string digits;
    for (size_t i = 0; i < count; ++i) {
        digits += static_cast<char>('0' + below(random, 10));
    }
    return digits;
}

// The integer `digits` times 10^exponent, written with the point at a random place, or without.
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

// A random finite bit pattern, favouring the ends of the range and powers of two.
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

// significand * 2^exponent as an integer times a power of ten, exactly.
struct Exact {
    mpz_t digits;
    long exponent;
};

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

std::string digits_of(const mpz_t number) {
    const std::unique_ptr<char, void (*)(void *)> text(mpz_get_str(nullptr, 10, number), std::free);
    return text.get();
}

// The value half way between the pattern and the next one (the one after the largest stands for infinity).
void make_half_way(Exact &exact, uint64_t pattern, unsigned bits) {
    const int fraction = bits == 32 ? 23 : 52;
    const uint64_t field = pattern >> fraction;
    const uint64_t hidden = field != 0 ? uint64_t{1} << fraction : 0;
    const uint64_t significand = (pattern & ((uint64_t{1} << fraction) - 1)) | hidden;
    const long place = (field != 0 ? static_cast<long>(field) - 1 : 0) - (bits == 32 ? 149 : 1074);
    make_exact(exact, significand * 2 + 1, place - 1);
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

TEST(Convert, KnownValues) {
    struct Row {
        const char *text;
        uint64_t f32;
        uint64_t f64;
    };
    const Row rows[] = {
        {"0", 0, 0},
        {"0.000e999999999", 0, 0},
        {"0e999999999999999999999999999999", 0, 0},
        {"0e-999999999999999999999999999999", 0, 0},
        {"1e-99999999999999999999999999999", 0, 0},
        {"1e99999999999999999999999999999", infinity(32), infinity(64)},
        {"1", 0x3F800000, 0x3FF0000000000000},
        {"007", 0x40E00000, 0x401C000000000000},
        {"1_0.2_5e0_1", 0x42CD0000, 0x4059A00000000000},
        {"0.1", 0x3DCCCCCD, 0x3FB999999999999A},
        {"0xFF", 0x437F0000, 0x406FE00000000000},
        {"0b1010", 0x41200000, 0x4024000000000000},
        {"0xFFFFFFFF", 0x4F800000, 0x41EFFFFFFFE00000},
        {"0x1000001", 0x4B800000, 0x4170000010000000},                     // a tie in f32
        {"0x1000003", 0x4B800002, 0x4170000030000000},                     // the other way
        {"0x100000100000000000000000001", 0x73800001, 0x4670000010000000}, // above it by the last of 105 bits
        {"0x20000000000001", 0x5A000000, 0x4340000000000000},
        {"0x20000000000003", 0x5A000000, 0x4340000000000002},
        {"16777217", 0x4B800000, 0x4170000010000000},
        {"16777219", 0x4B800002, 0x4170000030000000},
        {"9007199254740993", 0x5A000000, 0x4340000000000000},
        {"9007199254740993.00000000000000000000000000000000000001", 0x5A000000, 0x4340000000000001},
        {"2.2250738585072011e-308", 0, 0x000FFFFFFFFFFFFF}, // hung PHP's and Java's conversions
        {"2.2250738585072012e-308", 0, 0x0010000000000000},
        {"4.9e-324", 0, 1},
        {"2.4703282292062327e-324", 0, 0},
        {"2.4703282292062328e-324", 0, 1},
        {"1.7976931348623157e308", infinity(32), 0x7FEFFFFFFFFFFFFF},
        {"1.7976931348623158e308", infinity(32), 0x7FEFFFFFFFFFFFFF},
        {"1.7976931348623159e308", infinity(32), infinity(64)},
        {"340282356779733661637539395458142568447", 0x7F7FFFFF, 0x47EFFFFFF0000000},
        {"340282356779733661637539395458142568448", infinity(32), 0x47EFFFFFF0000000},
        {"6.62607015e-34", 0x085C305F, 0x390B860BDE023111},
        {"1.3806504e-23", 0x19858740, 0x3B30B0E7F1528C6D},
    };
    for (const Row &row : rows) {
        EXPECT_EQ(value_of(row.text, 32).bits, row.f32) << row.text;
        EXPECT_EQ(value_of(row.text, 64).bits, row.f64) << row.text;
        EXPECT_EQ(reference(row.text, 32).bits, row.f32) << row.text;
        EXPECT_EQ(reference(row.text, 64).bits, row.f64) << row.text;
    }
}

// Inputs that published conversions got wrong, or that their authors chose because they are hard: close to half way between
// two doubles at every number of digits (Paxson's tables), and collected bug reports.
TEST(Convert, HardCases) {
    const char *const texts[] = {
        "5e125",
        "69e267",
        "999e-26",
        "7861e-34",
        "75569e-254",
        "928609e-261",
        "9210917e80",
        "84863171e114",
        "653777767e273",
        "5232604057e-298",
        "27235667517e-109",
        "653532977297e-123",
        "3142213164987e-294",
        "46202199371337e-72",
        "231010996856685e-73",
        "9324754620109615e212",
        "78459735791271921e49",
        "272104041512242479e200",
        "6802601037806061975e198",
        "20505426358836677347e-221",
        "836168422905420598437e-234",
        "4891559871276714924261e222",
        "9e-265",
        "85e-37",
        "623e100",
        "3571e263",
        "81661e153",
        "920657e-23",
        "4603285e-24",
        "87575437e-309",
        "245540327e122",
        "6138508175e120",
        "83356057653e193",
        "619534293513e124",
        "2335141086879e218",
        "36167929443327e-159",
        "609610927149051e-255",
        "3743626360493413e-165",
        "94080055902682397e-242",
        "899810892172646163e283",
        "7120190517612959703e120",
        "25188282901709339043e-252",
        "308984926168550152811e-52",
        "6372891218502368041059e64",
        "0.500000000000000166533453693773481063544750213623046875",
        "3.518437208883201171875e13",
        "62.5364939768271845828",
        "8.10109172351e-10",
        "1.50000000000000011102230246251565",
        "6929495644600919.5",
        "9007199254740991.4999999999999999999999999999999995",
        "9214843084008499",
        "104110013277974872254e-225",
        "30078505129381147446200",
        "1777820000000000000001",
        "0.3932922657273",
        "1.23e-20",
        "358416272e-33",
        "6.631236846766476e-316",
        "3.2378839133029012895883524125015321748630094231514e-319",
        "2.2250738585072014e-308",
        "0.000000000000000000000000000000000000011754943508222875079687365372222456778186655567720875215087517062784172"
        "594547271728515625",
        "1.401298464324817070923729583289916131280261941876515771757060e-45",
        "7.006492321624085354618e-46",
        "7.0064923216240853546186479164495806564013097093825788587853e-46",
        "1.00000017881393421514957253748434595763683"
        "319091796875001",
        "8589973000",
        "8589973504.0000000000000000000000000001",
        "1.1754941406275178592461758986628081843"
        "312458647327962400313859427181746759860647699724722770042717456817626953125",
    };
    for (const char *text : texts) {
        EXPECT_TRUE(agrees(text, true));
    }
}

TEST(Convert, RandomDigits) {
    Random random(1);
    for (int i = 0; i < 300000; ++i) {
        const size_t count = 1 + below(random, below(random, 16) == 0 ? 90 : 20);
        const long range = below(random, 2) != 0 ? 350 : 45;
        const long exponent = static_cast<long>(below(random, static_cast<uint64_t>(2 * range))) - range;
        ASSERT_TRUE(agrees(write(random, random_digits(random, count), exponent), i % 4 == 0));
    }
}

TEST(Convert, ShortNumbers) {
    Random random(2);
    for (int i = 0; i < 300000; ++i) {
        const size_t count = 1 + below(random, 9);
        ASSERT_TRUE(
            agrees(write(random, random_digits(random, count), -static_cast<long>(below(random, 9))), i % 8 == 0));
    }
}

TEST(Convert, PrintedBitPatterns) {
    Random random(3);
    for (int i = 0; i < 400000; ++i) {
        const bool narrow = i % 2 == 0;
        const uint64_t pattern = random_pattern(random, narrow ? 32 : 64);
        const double value =
            narrow ? static_cast<double>(same_bits<float>(static_cast<uint32_t>(pattern))) : same_bits<double>(pattern);
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
    for (int i = 0; i < 30000; ++i) {
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
    for (int i = 0; i < 4000; ++i) {
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
    for (int i = 0; i < 1500; ++i) {
        const std::string digits = random_digits(random, 700 + below(random, 200));
        const long exponent = static_cast<long>(below(random, 700)) - 350 - static_cast<long>(digits.size());
        ASSERT_TRUE(agrees(write(random, digits, exponent), i % 4 == 0));
    }
}

TEST(Convert, HexAndBinary) {
    Random random(7);
    for (int i = 0; i < 20000; ++i) {
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
            const NumberValue expected = reference(text, bits);
            ASSERT_EQ(got.bits, expected.bits) << text;
            ASSERT_EQ(got.inexact, expected.inexact) << text;
            ASSERT_EQ(got.overflow, expected.overflow) << text;
        }
    }
}

TEST(Convert, MillionsOfDigits) {
    const std::string zeros(1000000, '0');
    const std::string nines(1000000, '9');
    EXPECT_EQ(value_of("1" + zeros + "e-1000000", 64).bits, bits_of(1.0));
    EXPECT_FALSE(value_of("1" + zeros + "e-1000000", 64).inexact);
    EXPECT_EQ(value_of("0." + zeros + "1e1000001", 32).bits, bits_of(1.0f));
    EXPECT_EQ(value_of(zeros + "5." + zeros, 64).bits, bits_of(5.0));
    EXPECT_EQ(value_of("0." + nines, 64).bits, bits_of(1.0));
    EXPECT_TRUE(value_of("0." + nines, 64).inexact);
    EXPECT_EQ(value_of(nines, 64).bits, infinity(64));
    EXPECT_EQ(value_of("0." + zeros + "1", 64).bits, 0u);
    EXPECT_TRUE(value_of("0." + zeros + "1", 64).inexact);
    EXPECT_EQ(value_of("9007199254740993." + zeros, 64).bits, bits_of(9007199254740992.0));
    EXPECT_EQ(value_of("9007199254740993." + zeros + "1", 64).bits, bits_of(9007199254740994.0));
    EXPECT_EQ(value_of("16777217." + zeros + "1", 32).bits, bits_of(16777218.0f));
    EXPECT_EQ(value_of("0x1" + zeros, 64).bits, infinity(64));
    EXPECT_EQ(value_of("0x" + zeros + "1", 64).bits, bits_of(1.0));
    EXPECT_EQ(value_of("1e-" + zeros + "5", 64).bits, bits_of(1e-5));
    EXPECT_EQ(value_of("1e" + nines, 32).bits, infinity(32));
    // An exponent that must not saturate: more digits than fit seven places.
    EXPECT_EQ(value_of("0." + std::string(11000000, '0') + "25e11000001", 64).bits, bits_of(2.5));
}

// Every number of digits and every decimal exponent within reach, with the digits that fill the most limbs.
TEST(Scratch, IsNeverMoreThanPromised) {
    EXPECT_EQ(abax::number_scratch(80), 0u);
    EXPECT_LE(abax::number_scratch(SIZE_MAX), 352u);
    for (size_t count = 1; count <= 800; count += count < 100 ? 1 : 13) {
        for (int point = -330; point <= 312; point += count < 100 ? 1 : 7) {
            for (const char first : {'1', '9'}) {
                std::string text(count + 1, '9');
                text[0] = '.';
                text[1] = first;
                text += 'e';
                text += std::to_string(point);
                for (const unsigned bits : {32u, 64u}) {
                    // The shortest text of that many digits, of which the scratch must not depend on more.
                    alignas(8) unsigned char memory[512];
                    Arena arena;
                    abax::arena_init(arena, memory, bits == 32 ? 0 : abax::number_scratch(count));
                    NumberValue value = {0, false, false};
                    ASSERT_TRUE(abax::convert_number(text.data(), text.size(), bits, arena, value)) << text;
                }
            }
        }
    }
}

TEST(Scratch, SaysWhatItNeedsAndSucceedsWithThat) {
    Random random(8);
    alignas(8) unsigned char memory[1024];
    int needy = 0;
    for (int i = 0; i < 2000; ++i) {
        const size_t count = 60 + below(random, 800);
        const std::string text =
            "0." + random_digits(random, count) + "1e" + std::to_string(static_cast<int>(below(random, 600)) - 300);
        Arena arena;
        NumberValue value = {0, false, false};
        abax::arena_init(arena, memory, 40);
        ASSERT_NE(abax::arena_push(arena, 24), nullptr);
        if (abax::convert_number(text.data(), text.size(), 64, arena, value)) {
            continue;
        }
        ++needy;
        const size_t needed = arena.needed;
        ASSERT_GT(needed, 40u);
        ASSERT_LE(needed, 24 + abax::number_scratch(text.size()));
        for (const size_t size : {needed - 8, needed}) {
            abax::arena_init(arena, memory, size);
            ASSERT_NE(abax::arena_push(arena, 24), nullptr);
            ASSERT_EQ(abax::convert_number(text.data(), text.size(), 64, arena, value), size == needed) << text;
            ASSERT_EQ(arena.high, 0u);
        }
        ASSERT_EQ(arena.peak, needed);
        ASSERT_EQ(value.bits, bits_of(std::strtod(text.c_str(), nullptr))) << text;
        bool memory_failed = false;
        abax::arena_init(arena, memory, 0);
        ASSERT_FALSE(abax::parse_number(text.data(), text.size(), 64, arena, value, memory_failed));
        ASSERT_TRUE(memory_failed);
    }
    EXPECT_GT(needy, 1000);
}

} // namespace
