// Curves and maps of every kind against straight lines calculated in more digits, and blocks of tables that are
// damaged: what verifies reads nothing that is not there, whatever its numbers say.
#include "engine/compiled.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace abax_tests {
namespace {

template <class Real> struct Curve { std::vector<Real> x, y; };

template <class Real> struct Running {
    std::vector<std::uint64_t> words;
    std::size_t size = 0;
    typename Api<Real>::Table table;
    typename Api<Real>::Instance instance;
    std::vector<std::uint64_t> memory;

    abax_status open() {
        const abax_status status = Api<Real>::open(&table, words.data(), size);
        if (status != ABAX_OK) {
            return status;
        }
        memory.resize(Api<Real>::instance_size(&table) / 8);
        return Api<Real>::init(&instance, &table, memory.data(), memory.size() * 8, nullptr, 0);
    }
    Real at(Real x, Real y = 0) {
        Api<Real>::set(&instance, Api<Real>::find_param(&table, "x"), x);
        Api<Real>::set(&instance, Api<Real>::find_param(&table, "y"), y);
        EXPECT_EQ(Api<Real>::eval(&instance), ABAX_OK);
        return Api<Real>::get(&instance, Api<Real>::find_result(&table, "r"));
    }
};

// r = text, over x and y.
template <class Real, class Declare>
Running<Real> compile_one(const char *text, std::uint32_t profile, const Declare &declare) {
    Running<Real> running;
    const std::span<std::uint64_t> arena = roomy_arena();
    abax_compiler compiler;
    abax_compile_options options = {};
    options.profile = profile;
    const void *bytes = nullptr;
    EXPECT_EQ(Api<Real>::compiler_init(&compiler, arena.data(), arena.size_bytes(), &options), ABAX_OK);
    EXPECT_EQ(Api<Real>::compiler_param(&compiler, "x", 0), ABAX_OK);
    EXPECT_EQ(Api<Real>::compiler_param(&compiler, "y", 0), ABAX_OK);
    EXPECT_EQ(declare(&compiler), ABAX_OK);
    EXPECT_EQ(abax_compiler_expression(&compiler, "r", text), ABAX_OK);
    EXPECT_EQ(abax_compiler_finish(&compiler, &bytes, &running.size), ABAX_OK);
    running.words.resize(running.size / 8);
    std::memcpy(running.words.data(), bytes, running.size);
    return running;
}

template <class Real> Running<Real> compile_curve(const Curve<Real> &curve, std::uint32_t profile) {
    return compile_one<Real>("interp(c, x)", profile, [&](abax_compiler *compiler) {
        return Api<Real>::compiler_curve(compiler, "c", curve.x.data(), curve.y.data(), curve.x.size());
    });
}

template <class Real> const abax_curve *block_of(const Running<Real> &running) {
    return reinterpret_cast<const abax_curve *>(running.table.arrays);
}

// The definition, in long double: x87's 64 bits of mantissa. `error` is what the roundings of Real may come to.
template <class Real> long double straight_line(const Curve<Real> &c, Real x, long double &error) {
    const auto exact = [](Real value) { return static_cast<long double>(value); };
    const std::size_t last = c.x.size() - 1;
    const long double eps = exact(std::numeric_limits<Real>::epsilon());
    std::size_t i = 0;
    while (i + 1 < last && x >= c.x[i + 1]) {
        ++i;
    }
    const long double x0 = exact(c.x[i]), x1 = exact(c.x[i + 1]), y0 = exact(c.y[i]), y1 = exact(c.y[i + 1]);
    error = 4 * eps * (std::fabs(y0) + std::fabs(y1)) + exact(std::numeric_limits<Real>::denorm_min());
    return x <= c.x[0]      ? exact(c.y[0])
           : x >= c.x[last] ? exact(c.y[last])
                            : y0 + (exact(x) - x0) / (x1 - x0) * (y1 - y0);
}

template <class Real> Curve<Real> random_curve(std::mt19937_64 &random) {
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    const auto unit = [&] { return std::uniform_real_distribution<double>(-1, 1)(random); };
    Curve<Real> curve;
    const std::size_t count = 2 + below(63);
    const unsigned kind = below(5);
    const double scale = kind == 3 ? std::ldexp(1.0, static_cast<int>(below(160)) - 80) : 1;
    double at = unit() * 100;
    const double step = 0.05 + std::fabs(unit()) * (below(2) != 0 ? 1 : 40);
    for (std::size_t i = 0; i < count; ++i) {
        if (kind == 0) {
            at += std::pow(10.0, unit() * 2); // uneven
        } else if (kind == 1) {
            at = std::round(at) + 10; // even, exactly
        } else {
            at += step; // even, rounded
        }
        curve.x.push_back(static_cast<Real>(at * scale));
        curve.y.push_back(static_cast<Real>(kind == 4 ? -static_cast<double>(i) : unit() * std::pow(10.0, unit() * 3)));
    }
    return curve;
}

template <class Real> std::vector<Real> interesting(const Curve<Real> &curve, std::mt19937_64 &random) {
    const Real infinity = std::numeric_limits<Real>::infinity();
    std::vector<Real> all = {infinity,
                             -infinity,
                             0,
                             Real(-0.0),
                             std::numeric_limits<Real>::max(),
                             std::numeric_limits<Real>::lowest(),
                             std::numeric_limits<Real>::denorm_min()};
    std::uniform_real_distribution<double> unit(0, 1);
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
        const Real x = curve.x[i];
        const Real next = i + 1 < curve.x.size() ? curve.x[i + 1] : x;
        all.insert(all.end(), {x, std::nextafter(x, infinity), std::nextafter(x, -infinity)});
        for (int k = 0; k < 4; ++k) {
            all.push_back(static_cast<Real>(x + (next - x) * static_cast<Real>(unit(random))));
        }
    }
    return all;
}

template <class Real> class Curves : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(Curves, Reals);

TYPED_TEST(Curves, RandomOnesAreStraightLinesInEveryProfile) {
    using Real = TypeParam;
    std::mt19937_64 random(20261127);
    int even = 0;
    int uneven = 0;
    for (int round = 0; round < 400; ++round) {
        const Curve<Real> curve = random_curve<Real>(random);
        Running<Real> tables[] = {compile_curve(curve, ABAX_COMPILE_FUSED), compile_curve(curve, ABAX_COMPILE_BASE),
                                  compile_curve(curve, ABAX_COMPILE_WIDE)};
        for (Running<Real> &table : tables) {
            ASSERT_EQ(table.open(), ABAX_OK);
        }
        ++(block_of(tables[0])->kind == ABAX_BLOCK_EVEN ? even : uneven);
        for (const Real x : interesting(curve, random)) {
            long double error = 0;
            const long double expected = straight_line(curve, x, error);
            const Real value = tables[0].at(x);
            ASSERT_LE(std::fabs(static_cast<long double>(value) - expected), error)
                << "round " << round << ", x = " << shortest(x);
            ASSERT_TRUE(same_value(value, tables[1].at(x)));
            ASSERT_TRUE(same_value(value, tables[2].at(x)));
        }
        for (std::size_t i = 0; i < curve.x.size(); ++i) { // exact at the points
            ASSERT_EQ(tables[0].at(curve.x[i]), curve.y[i] + Real(0)) << "round " << round << ", point " << i;
        }
        ASSERT_TRUE(std::isnan(tables[0].at(std::numeric_limits<Real>::quiet_NaN())));
    }
    EXPECT_GT(even, 100);
    EXPECT_GT(uneven, 60);
}

// Even or not, the value is the same: the spacing only finds the point.
TYPED_TEST(Curves, SpacingChangesNoBit) {
    using Real = TypeParam;
    std::mt19937_64 random(7);
    for (int round = 0; round < 100; ++round) {
        Curve<Real> curve = random_curve<Real>(random);
        Running<Real> table = compile_curve(curve, ABAX_COMPILE_FUSED);
        ASSERT_EQ(table.open(), ABAX_OK);
        const std::vector<Real> inputs = interesting(curve, random);
        // One point more, far away, makes the spacing uneven.
        Curve<Real> longer = curve;
        longer.x.push_back(curve.x.back() + (curve.x.back() - curve.x.front()) * 3);
        longer.y.push_back(curve.y.back());
        Running<Real> other = compile_curve(longer, ABAX_COMPILE_FUSED);
        ASSERT_EQ(other.open(), ABAX_OK);
        ASSERT_EQ(block_of(other)->kind, longer.x.size() > 3 ? ABAX_BLOCK_CURVE : block_of(other)->kind);
        for (const Real x : inputs) {
            ASSERT_TRUE(same_value(table.at(x), other.at(x))) << "round " << round << ", x = " << shortest(x);
        }
    }
}

TYPED_TEST(Curves, EvenSpacingIsFound) {
    using Real = TypeParam;
    struct Row {
        double first, step;
        bool even;
    };
    for (const Row &row : {Row{0, 10, true}, Row{-40, 10, true}, Row{0, 0.1, true}, Row{-1.5, 0.1, true},
                           Row{1000, 0.5, true}, Row{0, 41, true}, Row{1e-20, 3e-21, true}}) {
        for (std::size_t count = 2; count <= 64; ++count) {
            Curve<Real> curve;
            for (std::size_t i = 0; i < count; ++i) {
                curve.x.push_back(static_cast<Real>(row.first + row.step * static_cast<double>(i)));
                curve.y.push_back(static_cast<Real>(i % 3));
            }
            Running<Real> table = compile_curve(curve, ABAX_COMPILE_FUSED);
            ASSERT_EQ(table.open(), ABAX_OK);
            EXPECT_EQ(block_of(table)->kind == ABAX_BLOCK_EVEN, row.even)
                << row.first << ' ' << row.step << ' ' << count;
        }
    }
}

TYPED_TEST(Curves, RandomMapsAreBilinear) {
    using Real = TypeParam;
    std::mt19937_64 random(3);
    const auto eps = static_cast<long double>(std::numeric_limits<Real>::epsilon());
    for (int round = 0; round < 60; ++round) {
        const Curve<Real> columns = random_curve<Real>(random);
        const Curve<Real> rows = random_curve<Real>(random);
        std::vector<Real> z;
        for (std::size_t i = 0; i < columns.x.size() * rows.x.size(); ++i) {
            z.push_back(static_cast<Real>(std::uniform_real_distribution<double>(-9, 9)(random)));
        }
        Running<Real> tables[3];
        for (std::uint32_t profile = 0; profile < 3; ++profile) {
            tables[profile] = compile_one<Real>("interp2(m, x, y)", ABAX_COMPILE_BASE + profile, [&](abax_compiler *c) {
                return Api<Real>::compiler_map(c, "m", columns.x.data(), columns.x.size(), rows.x.data(), rows.x.size(),
                                               z.data());
            });
            ASSERT_EQ(tables[profile].open(), ABAX_OK);
        }
        const auto place = [](const std::vector<Real> &axis, Real at, std::size_t &i) {
            i = 0;
            while (i + 2 < axis.size() && at >= axis[i + 1]) {
                ++i;
            }
            const auto from = static_cast<long double>(axis[i]);
            const auto to = static_cast<long double>(axis[i + 1]);
            const long double part = (static_cast<long double>(at) - from) / (to - from);
            return std::clamp(part, 0.0L, 1.0L);
        };
        const std::vector<Real> ys = interesting(rows, random);
        std::size_t next = 0;
        for (const Real x : interesting(columns, random)) {
            const Real y = ys[next++ % ys.size()];
            std::size_t i = 0;
            std::size_t j = 0;
            const long double u = place(columns.x, x, i);
            const long double v = place(rows.x, y, j);
            const Real *const at = &z[j * columns.x.size() + i];
            const Real *const below = at + columns.x.size();
            const auto between = [u](const Real *row) {
                return static_cast<long double>(row[0]) * (1 - u) + static_cast<long double>(row[1]) * u;
            };
            const long double expected = between(at) * (1 - v) + between(below) * v;
            const Real value = tables[0].at(x, y);
            ASSERT_LE(std::fabs(static_cast<long double>(value) - expected), 400 * eps)
                << "round " << round << ", " << shortest(x) << ", " << shortest(y);
            ASSERT_TRUE(same_value(value, tables[1].at(x, y)));
            ASSERT_TRUE(same_value(value, tables[2].at(x, y)));
        }
        for (std::size_t i = 0; i < columns.x.size(); ++i) { // exact at the breakpoints
            const std::size_t j = i % rows.x.size();
            ASSERT_EQ(tables[1].at(columns.x[i], rows.x[j]), z[j * columns.x.size() + i]);
        }
        ASSERT_TRUE(std::isnan(tables[1].at(std::numeric_limits<Real>::quiet_NaN(), rows.x[0])));
        ASSERT_TRUE(std::isnan(tables[1].at(columns.x[0], std::numeric_limits<Real>::quiet_NaN())));
    }
}

// ---- damaged tables

std::uint32_t crc32(const unsigned char *bytes, std::size_t size) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (std::size_t i = 0; i < size; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
        }
    }
    return ~crc;
}

template <class Real> void sign(Running<Real> &running) {
    auto *bytes = reinterpret_cast<unsigned char *>(running.words.data());
    const std::uint32_t none = 0;
    std::memcpy(bytes + offsetof(abax_header, crc), &none, sizeof none);
    const std::uint32_t crc = crc32(bytes, running.size);
    std::memcpy(bytes + offsetof(abax_header, crc), &crc, sizeof crc);
}

// The table with one word of its block changed, in memory of exactly its size.
template <class Real> Running<Real> damaged(const Running<Real> &whole, std::size_t offset, std::uint32_t value) {
    Running<Real> copy;
    copy.words = whole.words;
    copy.words.shrink_to_fit();
    copy.size = whole.size;
    const auto at =
        static_cast<std::size_t>(whole.table.arrays - reinterpret_cast<const std::uint8_t *>(whole.words.data()));
    std::memcpy(reinterpret_cast<unsigned char *>(copy.words.data()) + at + offset, &value, sizeof value);
    sign(copy);
    return copy;
}

template <class Real> std::vector<Running<Real>> one_of_each() {
    std::vector<Running<Real>> all;
    all.push_back(compile_curve<Real>({{0, 1, 3, 7, 8}, {1, 2, 3, 4, 5}}, ABAX_COMPILE_FUSED));
    all.push_back(compile_curve<Real>({{0, 1, 2, 3, 4}, {1, 2, 3, 4, 5}}, ABAX_COMPILE_FUSED));
    static const Real axis[] = {0, 1, 3};
    static const Real z[] = {1, 2, 3, 4, 5, 6};
    all.push_back(compile_one<Real>("interp2(m, x, y)", ABAX_COMPILE_FUSED, [](abax_compiler *c) {
        return Api<Real>::compiler_map(c, "m", axis, 3, axis, 2, z);
    }));
    for (Running<Real> &table : all) {
        EXPECT_EQ(table.open(), ABAX_OK);
    }
    return all;
}

TYPED_TEST(Curves, BlocksOfAnotherShapeAreRefused) {
    using Real = TypeParam;
    for (const Running<Real> &whole : one_of_each<Real>()) {
        const abax_curve block = *block_of(whole);
        for (std::uint32_t kind = 0; kind < 6; ++kind) {
            const abax_status status = damaged(whole, offsetof(abax_curve, kind), kind).open();
            EXPECT_EQ(status == ABAX_OK, kind == block.kind) << "kind " << block.kind << " as " << kind;
        }
        for (const std::uint32_t slots :
             {0U, 1U, block.slots - 1, block.slots + 1, block.slots + 2, 0xFFFFFFU, 0xFFFFFFFFU}) {
            EXPECT_NE(damaged(whole, offsetof(abax_curve, slots), slots).open(), ABAX_OK) << slots;
        }
        for (const std::uint32_t count :
             {0U, 1U, 4U, 6U, 7U, 0x10000U, 0xFFFFFFU, 0x55555555U, 0x80000005U, 0xFFFFFFFFU}) {
            for (std::size_t i = 0; i < 2; ++i) {
                if (count != block.counts[i]) {
                    EXPECT_NE(damaged(whole, offsetof(abax_curve, counts) + 4 * i, count).open(), ABAX_OK)
                        << "kind " << block.kind << ", counts[" << i << "] = " << count;
                }
            }
        }
    }
}

// Numbers are not verified: whatever they are, only the block is read (the sanitizers look) and the evaluation ends.
TYPED_TEST(Curves, AnyNumbersAreEvaluated) {
    using Real = TypeParam;
    std::mt19937_64 random(11);
    const Real infinity = std::numeric_limits<Real>::infinity();
    const Real nan = std::numeric_limits<Real>::quiet_NaN();
    const Real values[] = {
        nan, infinity, -infinity, 0, -1, 5, std::numeric_limits<Real>::max(), std::numeric_limits<Real>::denorm_min()};
    for (const Running<Real> &whole : one_of_each<Real>()) {
        const std::size_t numbers = block_of(whole)->slots - 8 / sizeof(Real);
        const auto begin =
            static_cast<std::size_t>(whole.table.arrays - reinterpret_cast<const std::uint8_t *>(whole.words.data())) +
            sizeof(abax_curve);
        for (int round = 0; round < 300; ++round) {
            Running<Real> copy = damaged(whole, 0, block_of(whole)->slots);
            for (std::size_t i = 0; i < numbers; ++i) {
                if (random() % 3 != 0) {
                    const Real value = values[random() % std::size(values)];
                    std::memcpy(reinterpret_cast<unsigned char *>(copy.words.data()) + begin + i * sizeof value, &value,
                                sizeof value);
                }
            }
            sign(copy);
            ASSERT_EQ(copy.open(), ABAX_OK);
            for (const Real x : {nan, infinity, -infinity, Real(-1), Real(0.5), Real(2), Real(7.5), Real(1e30)}) {
                copy.at(x, Real(0.5));
                copy.at(Real(0.5), x);
            }
        }
    }
}

// Constant arrays and blocks of curves lie beside each other; one is not taken for the other.
TYPED_TEST(Curves, LieBesideArrays) {
    using Real = TypeParam;
    static const Real axis[] = {0, 1, 3};
    static const Real z[] = {1, 2, 3, 4, 5, 6};
    Running<Real> table = compile_one<Real>("a[x] + interp(c, x) + interp2(m, x, y) + interp(e, y)", ABAX_COMPILE_AUTO,
                                            [](abax_compiler *c) {
                                                static const Real spaced[] = {0, 1, 2};
                                                Api<Real>::compiler_constant_array(c, "a", z, 5);
                                                Api<Real>::compiler_curve(c, "c", axis, z, 3);
                                                Api<Real>::compiler_curve(c, "e", spaced, z + 3, 3);
                                                return Api<Real>::compiler_map(c, "m", axis, 3, axis, 2, z);
                                            });
    ASSERT_EQ(table.open(), ABAX_OK);
    EXPECT_EQ(table.at(1, 0), Real(2 + 2 + 2 + 4));
    EXPECT_EQ(table.at(3, 2), Real(4 + 3 + 6 + 6));
}

// A map has an operand beside its place, which reaches less far in the narrow encoding.
TYPED_TEST(Curves, ManyMapsTakeTheWideProfile) {
    using Real = TypeParam;
    static std::vector<Real> axis;
    static std::vector<Real> z;
    axis.clear();
    for (int i = 0; i < 100; ++i) {
        axis.push_back(static_cast<Real>(i));
    }
    z.assign(100 * 100, Real(2));
    const auto declare = [](abax_compiler *c) {
        Api<Real>::compiler_map(c, "m", axis.data(), 100, axis.data(), 100, z.data());
        return Api<Real>::compiler_map(c, "n", axis.data(), 100, axis.data(), 100, z.data());
    };
    Running<Real> table = compile_one<Real>("interp2(m, x, y) + interp2(n, x, y)", ABAX_COMPILE_AUTO, declare);
    ASSERT_EQ(table.open(), ABAX_OK);
    EXPECT_EQ(table.table.header->profile, ABAX_PROFILE_WIDE);
    EXPECT_EQ(table.at(3, 4), Real(4));
}

TYPED_TEST(Curves, ArgumentsAreChecked) {
    using Real = TypeParam;
    const std::span<std::uint64_t> arena = roomy_arena();
    static const Real two[] = {0, 1};
    abax_compiler c;
    ASSERT_EQ(Api<Real>::compiler_init(&c, arena.data(), arena.size_bytes(), nullptr), ABAX_OK);
    EXPECT_EQ(Api<Real>::compiler_curve(&c, "c", nullptr, two, 2), ABAX_E_ARGUMENT);
    EXPECT_EQ(Api<Real>::compiler_curve(&c, "c", two, nullptr, 2), ABAX_E_ARGUMENT);
    EXPECT_EQ(Api<Real>::compiler_curve(&c, nullptr, two, two, 2), ABAX_E_ARGUMENT);
    EXPECT_EQ(Api<Real>::compiler_map(&c, "m", two, 2, two, 2, nullptr), ABAX_E_ARGUMENT);
    EXPECT_EQ(Api<Real>::compiler_curve(&c, "c", two, two, SIZE_MAX), ABAX_E_SOURCE);
    EXPECT_EQ(Api<Real>::compiler_map(&c, "m", two, SIZE_MAX, two, SIZE_MAX, two), ABAX_E_SOURCE);
    if constexpr (sizeof(Real) == 4) {
        static const double doubles[] = {0, 1};
        EXPECT_EQ(abax_f64_compiler_curve(&c, "d", doubles, doubles, 2), ABAX_E_REAL);
    }
}

} // namespace
} // namespace abax_tests
