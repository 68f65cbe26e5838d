// The small parts under the run time: the operators as functions, integers of Reals, CRC, hash, layout.
#include "operator_reference.hpp"
#include "table_builder.hpp"

#include "abax/real_ops.h"
#include "eval/crc32.h"
#include "eval/hash.h"
#include "eval/layout.h"

#include "engine/typed_api.hpp"
#include "runner/special_values.hpp"

#include <gtest/gtest.h>

#include <random>

namespace abax_tests {
namespace {

// Every row as a function of three arguments, for both Reals under one name.
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    inline float call_##id(float x, float, float) { return abax_f32_op_##id(x); }                                      \
    inline double call_##id(double x, double, double) { return abax_f64_op_##id(x); }
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    inline float call_##id(float x, float y, float) { return abax_f32_op_##id(x, y); }                                 \
    inline double call_##id(double x, double y, double) { return abax_f64_op_##id(x, y); }
#define ABAX_TERNARY(id, number, name, properties, formula, sentence)                                                  \
    inline float call_##id(float x, float y, float z) { return abax_f32_op_##id(x, y, z); }                            \
    inline double call_##id(double x, double y, double z) { return abax_f64_op_##id(x, y, z); }
#include "abax/ops.def"

template <class Real> struct OperatorRow {
    Op op;
    const char *id;
    int arity;
    unsigned properties;
    Real (*function)(Real, Real, Real);
};

enum : unsigned { ABAX_COMMUTES = 1, ABAX_FOLDS = 2, ABAX_TRUTH = 4, ABAX_VARIADIC = 8, ABAX_BITWISE = 16 };

template <class Real> std::vector<OperatorRow<Real>> operator_rows() {
    return {
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    {Op::id, #id, 1, properties, call_##id},
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    {Op::id, #id, 2, properties, call_##id},
#define ABAX_TERNARY(id, number, name, properties, formula, sentence) {Op::id, #id, 3, properties, call_##id},
#include "abax/ops.def"
    };
}

std::uint32_t to_int(float x) { return abax_f32_to_int(x); }
std::uint32_t to_int(double x) { return abax_f64_to_int(x); }
template <class Real> Real from_int(std::uint32_t u) {
    if constexpr (std::is_same_v<Real, float>) {
        return abax_f32_from_int(u);
    } else {
        return abax_f64_from_int(u);
    }
}

template <class Real> class Arithmetic : public ::testing::Test {};
using Reals = ::testing::Types<float, double>;
TYPED_TEST_SUITE(Arithmetic, Reals);

TYPED_TEST(Arithmetic, OperatorsMeanWhatTheirSentencesSay) {
    using Real = TypeParam;
    const std::vector<Real> values = special_values<Real>();
    const std::vector<Real> one = {Real{1}};
    for (const OperatorRow<Real> &row : operator_rows<Real>()) {
        for (const Real x : values) {
            for (const Real y : row.arity >= 2 ? values : one) {
                for (const Real z : row.arity >= 3 ? values : one) {
                    const Real value = row.function(x, y, z);
                    ASSERT_TRUE(same_value(value, reference(row.op, x, y, z)))
                        << row.id << "(" << x << ", " << y << ", " << z << ") = " << value;
                    if ((row.properties & ABAX_TRUTH) != 0) {
                        ASSERT_TRUE(same_value(value, Real{0}) || value == Real{1}) << row.id;
                    }
                    if ((row.properties & ABAX_COMMUTES) != 0) {
                        ASSERT_TRUE(same_value(value, row.function(y, x, z))) << row.id << "(" << x << ", " << y << ")";
                    }
                }
            }
        }
    }
}

TYPED_TEST(Arithmetic, IntegersWrapAndTruncate) {
    using Real = TypeParam;
    struct Case {
        double value;
        std::uint32_t integer;
    };
    // All of these are exact in both Reals.
    const Case cases[] = {
        {0.0, 0},
        {-0.0, 0},
        {0.75, 0},
        {-0.75, 0},
        {1.5, 1},
        {-1.5, 0xFFFFFFFFU},
        {2147483648.0, 0x80000000U},
        {-2147483648.0, 0x80000000U},
        {4294967040.0, 0xFFFFFF00U},
        {-4294967040.0, 0x00000100U},
        {4294967296.0, 0},
        {4294967296.0 * 3 + 1024, 1024},
        {-4294967296.0 * 3 - 1024, 0xFFFFFC00U},
        {std::numeric_limits<double>::infinity(), 0},
        {-std::numeric_limits<double>::infinity(), 0},
        {std::numeric_limits<double>::quiet_NaN(), 0},
        {0x1p100, 0},
    };
    for (const Case &c : cases) {
        EXPECT_EQ(to_int(static_cast<Real>(c.value)), c.integer) << c.value;
    }
    std::mt19937_64 random(2);
    for (int i = 0; i < 200000; ++i) {
        const Real value = std::bit_cast<Real>(static_cast<Bits<Real>>(random()));
        ASSERT_EQ(to_int(value), reference_integer(value)) << value;
        const std::uint32_t integer = static_cast<std::uint32_t>(random());
        ASSERT_TRUE(same_value(from_int<Real>(integer), reference_from_integer<Real>(integer))) << integer;
    }
    EXPECT_EQ(from_int<Real>(0x80000000U), Real(-2147483648.0));
    EXPECT_EQ(from_int<Real>(0xFFFFFFFFU), Real{-1});
}

TEST(Shift, KeepsTheSign) {
    for (const std::uint32_t u : {0U, 1U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFFU, 0x87654321U}) {
        for (std::uint32_t n = 0; n < 32; ++n) {
            EXPECT_EQ(abax_shift_right(u, n), static_cast<std::uint32_t>(static_cast<std::int32_t>(u) >> n));
        }
    }
}

TEST(Crc32, IsTheOneOfIeee8023) {
    EXPECT_EQ(abax_crc32(0, "", 0), 0U);
    EXPECT_EQ(abax_crc32(0, "123456789", 9), 0xCBF43926U);
    EXPECT_EQ(abax_crc32(abax_crc32(0, "1234", 4), "56789", 5), 0xCBF43926U);
    ByteVector bytes;
    for (unsigned i = 0; i < 300; ++i) {
        bytes.push_back(static_cast<std::uint8_t>(i * 7U));
        ASSERT_EQ(abax_crc32(0, bytes.data(), bytes.size()), plain_crc32(bytes));
    }
}

TEST(Crc32, OfATableTakesItsFieldAsZero) {
    ByteVector bytes(200, 0x5A);
    const std::uint32_t crc = abax_table_crc(bytes.data(), bytes.size());
    put32(bytes, crc_offset, 0x12345678);
    EXPECT_EQ(abax_table_crc(bytes.data(), bytes.size()), crc);
    put32(bytes, crc_offset, 0);
    EXPECT_EQ(plain_crc32(bytes), crc);
}

TEST(Hash, IsFnv1a) {
    EXPECT_EQ(abax_fnv1a(ABAX_FNV1A_START, "", 0), 0x811C9DC5U);
    EXPECT_EQ(abax_fnv1a(ABAX_FNV1A_START, "a", 1), 0xE40C292CU);
    EXPECT_EQ(abax_fnv1a(ABAX_FNV1A_START, "foobar", 6), 0xBF9CF968U);
    EXPECT_EQ(abax_fnv1a(ABAX_FNV1A_START, "\xC3\xA9", 2), plain_fnv1a("\xC3\xA9"));
}

TEST(Layout, PutsSectionsOneAfterTheOtherInMultiplesOfEight) {
    abax_header header = {};
    header.real = 4;
    header.code_bytes = 12;
    header.constants = 3;
    header.params = 2;
    header.param_count = 1;
    header.result_count = 2;
    header.text_bytes = 5;
    abax_layout layout;
    abax_layout_of(&header, &layout);
    const std::uint64_t begins[] = {112, 128, 128, 144, 152, 168, 192, 192, 192};
    const std::uint64_t ends[] = {124, 128, 140, 152, 164, 192, 192, 192, 197};
    for (int i = 0; i < ABAX_SECTION_COUNT; ++i) {
        EXPECT_EQ(layout.begin[i], begins[i]) << i;
        EXPECT_EQ(layout.end[i], ends[i]) << i;
    }
    EXPECT_EQ(layout.size, 200U);
}

TEST(Layout, DoesNotOverflow) {
    abax_header header = {};
    header.real = 8;
    header.code_bytes = header.start_bytes = header.constants = header.params = 0xFFFFFFFFU;
    header.param_count = header.result_count = header.import_count = 0xFFFFFFFFU;
    header.array_bytes = header.text_bytes = header.results = header.states = 0xFFFFFFFFU;
    header.starts = header.temporaries = 0xFFFFFFFFU;
    abax_layout layout;
    abax_layout_of(&header, &layout);
    EXPECT_EQ(layout.size, 112U + 4 * 0x100000000U + 2 * 0x7FFFFFFF8U + 3 * 0xBFFFFFFF8U);
    EXPECT_EQ(abax_frame_slots(&header), 6 * 0xFFFFFFFFULL);
}

} // namespace
} // namespace abax_tests
