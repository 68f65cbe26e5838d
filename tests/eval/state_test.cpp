// Functions with a memory over time: what is saved, loaded, reset and handed over between tables goes on as if nothing had
// happened; bytes that are damaged or of another module are refused; whatever lies in the slots of the state, nothing
// else is touched. What each function gives is tested through the corpus and random modules.
#include "engine/compiled.hpp"
#include "runner/random_expression.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

namespace abax_tests {
namespace {

ModuleSource every_memory() {
    ModuleSource source;
    source.declarations = {{DeclarationKind::param, "x", "1"},
                           {DeclarationKind::param, "c", "0"},
                           {DeclarationKind::function, "seen(v)", "prev(v) + ema(v, 0.25)"}};
    std::size_t number = 0;
    for (const char *text : {"prev(x)",
                             "prev(y0, 3)",
                             "prev(y3) + x",
                             "delay(x, 5)",
                             "delta(x)",
                             "rate(x, 0.5)",
                             "integrate(x, 0.1)",
                             "integrate(x, 0.1, -2, 2)",
                             "ema(x, 0.3)",
                             "lowpass(x, 2, 0.5)",
                             "highpass(x, 2, 0.5)",
                             "slew(x, 0.25, 0.5)",
                             "avg_n(x, 7)",
                             "min_n(x, 5)",
                             "max_n(x, 6)",
                             "median_n(x, 9)",
                             "hysteresis(x, -1, 1)",
                             "debounce(c > 0, 3)",
                             "latch(c > 1, x > 1)",
                             "rising(c > 0)",
                             "falling(c > 0)",
                             "count(c)",
                             "hold(x, c > 0)",
                             "pid(x, 0.1, 2, 1, 0.5, -3, 3)",
                             "seen(x) - seen(c)"}) {
        source.declarations.push_back({DeclarationKind::expression, numbered("y", number++), text});
    }
    return source;
}

template <class Real> class State : public testing::Test {
protected:
    using A = Api<Real>;

    // One table and one instance of it, in memory with a guard behind the frame.
    struct Engine {
        Compiled compiled;
        typename A::Table table{};
        typename A::Instance instance{};
        std::vector<std::uint64_t> memory;

        explicit Engine(const ModuleSource &source, std::uint32_t profile = ABAX_COMPILE_AUTO)
            : compiled(compile<Real>(source, profile)) {
            EXPECT_EQ(compiled.status, ABAX_OK) << text_of(compiled.diagnostics, source);
            EXPECT_EQ(A::open(&table, compiled.bytes(), compiled.size), ABAX_OK);
            memory.resize(A::instance_size(&table) / 8 + 512); // room for other tables
            EXPECT_EQ(A::init(&instance, &table, memory.data(), memory.size() * 8, nullptr, 0), ABAX_OK);
        }
        Engine(const Engine &) = delete;
        Engine &operator=(const Engine &) = delete;

        std::vector<Real> evaluate(const std::vector<Real> &row) {
            std::copy(row.begin(), row.end(), instance.frame);
            EXPECT_EQ(A::eval(&instance), ABAX_OK);
            std::vector<Real> results;
            for (std::uint32_t i = 0; i < A::result_count(instance.table); ++i) {
                results.push_back(A::get(&instance, A::result_at(instance.table, i)));
            }
            return results;
        }
        Real *state() const { return instance.frame + table.header->params + table.header->results; }
        std::size_t states() const { return table.header->states; }
        std::vector<unsigned char> saved() const {
            std::vector<unsigned char> bytes(A::saved_size(instance.table));
            EXPECT_EQ(A::save_state(&instance, bytes.data(), bytes.size()), ABAX_OK);
            return bytes;
        }
        abax_status load(const std::vector<unsigned char> &bytes) {
            return A::load_state(&instance, bytes.data(), bytes.size());
        }
    };

    static std::vector<std::vector<Real>> rows(std::size_t count, std::uint64_t seed) {
        Random random(seed);
        std::vector<std::vector<Real>> all(count);
        for (std::vector<Real> &row : all) {
            row = {random.chance(90) ? static_cast<Real>(random.below(4000)) / 1000 - 2 : random_value<Real>(random),
                   random.chance(90) ? static_cast<Real>(random.below(3)) : random_value<Real>(random)};
        }
        return all;
    }
    static void expect_same(const std::vector<Real> &a, const std::vector<Real> &b, std::size_t row) {
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            ASSERT_TRUE(same_value(a[i], b[i])) << "result " << i << " at row " << row << ": " << a[i] << ", " << b[i];
        }
    }
};
using BothReals = testing::Types<float, double>;
TYPED_TEST_SUITE(State, BothReals);

TYPED_TEST(State, IsSavedAndLoaded) {
    typename TestFixture::Engine first(every_memory(), ABAX_COMPILE_BASE);
    const auto rows = this->rows(3000, 1);
    for (const std::uint32_t profile : {ABAX_COMPILE_BASE, ABAX_COMPILE_FUSED, ABAX_COMPILE_WIDE}) {
        typename TestFixture::Engine second(every_memory(), profile);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i % 500 == 250) {
                ASSERT_EQ(second.load(first.saved()), ABAX_OK);
                EXPECT_EQ(second.saved(), first.saved());
            }
            const auto results = first.evaluate(rows[i]);
            if (i >= 250) {
                this->expect_same(second.evaluate(rows[i]), results, i);
            }
        }
    }
}

TYPED_TEST(State, StartsAnewAfterReset) {
    typename TestFixture::Engine engine(every_memory());
    const auto begin = engine.saved();
    const auto rows = this->rows(300, 2);
    std::vector<std::vector<TypeParam>> results;
    for (const auto &row : rows) {
        results.push_back(engine.evaluate(row));
    }
    EXPECT_NE(engine.saved(), begin);
    ASSERT_EQ(Api<TypeParam>::reset(&engine.instance), ABAX_OK);
    EXPECT_EQ(engine.saved(), begin);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        this->expect_same(engine.evaluate(rows[i]), results[i], i);
    }
}

TYPED_TEST(State, GoesOnInAnotherTable) {
    typename TestFixture::Engine straight(every_memory(), ABAX_COMPILE_BASE);
    typename TestFixture::Engine swapped(every_memory(), ABAX_COMPILE_WIDE);
    const typename TestFixture::Engine other(every_memory(), ABAX_COMPILE_FUSED);
    const auto rows = this->rows(1000, 3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % 7 == 0) {
            ASSERT_EQ(Api<TypeParam>::swap(&swapped.instance, i % 2 == 0 ? &other.table : &swapped.table), ABAX_OK);
        }
        this->expect_same(swapped.evaluate(rows[i]), straight.evaluate(rows[i]), i);
    }
}

TYPED_TEST(State, IsOnlyLoadedFromItsOwnBytes) {
    typename TestFixture::Engine engine(every_memory());
    for (const auto &row : this->rows(50, 4)) {
        engine.evaluate(row);
    }
    const auto bytes = engine.saved();
    const auto expect_refused = [&](std::vector<unsigned char> damaged, abax_status status) {
        EXPECT_EQ(abax_status_text(engine.load(damaged)), std::string(abax_status_text(status)));
        EXPECT_EQ(engine.saved(), bytes) << "it has changed";
    };
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        expect_refused({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}, ABAX_E_TRUNCATED);
    }
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto damaged = bytes;
        damaged[bit / 8] = static_cast<unsigned char>(damaged[bit / 8] ^ 1U << bit % 8);
        const std::size_t field = bit / 32;
        expect_refused(damaged, field == 0   ? ABAX_E_MAGIC
                                : field == 1 ? ABAX_E_REAL
                                : field == 2 ? ABAX_E_INTERFACE
                                             : ABAX_E_CRC);
    }
    for (const auto &[from, to] :
         {std::pair{"avg_n(x, 7)", "avg_n(x, 8)"}, {"min_n(x, 5)", "max_n(x, 5)"}, {"delta(x)", "delta(delta(x))"}}) {
        ModuleSource changed = every_memory();
        for (Declaration &declaration : changed.declarations) {
            declaration.text = declaration.text == from ? to : declaration.text;
        }
        expect_refused(typename TestFixture::Engine(changed).saved(), ABAX_E_INTERFACE);
    }
    ModuleSource renamed = every_memory();
    renamed.declarations.back().name = "z";
    expect_refused(typename TestFixture::Engine(renamed).saved(), ABAX_E_INTERFACE);
    ModuleSource later = every_memory(); // what remembers nothing may change
    later.declarations.push_back({DeclarationKind::expression, "sum", "x + c"});
    EXPECT_EQ(typename TestFixture::Engine(later).load(bytes), ABAX_OK);
    std::vector<unsigned char> small(bytes.size() - 1);
    EXPECT_EQ(Api<TypeParam>::save_state(&engine.instance, small.data(), small.size()), ABAX_E_MEMORY);
    EXPECT_EQ(Api<TypeParam>::save_state(nullptr, small.data(), small.size()), ABAX_E_ARGUMENT);
    EXPECT_EQ(Api<TypeParam>::load_state(&engine.instance, nullptr, 100), ABAX_E_ARGUMENT);
}

// Bits of any kind in the state, among them indices of rings that are far outside: params, constants and what lies
// behind the frame stay, and the frame is the instance's exactly, for a sanitizer to see.
TYPED_TEST(State, MayHoldAnyBits) {
    Random random(5);
    for (int round = 0; round < 300; ++round) {
        typename TestFixture::Engine engine(every_memory(), round % 2 == 0 ? ABAX_COMPILE_BASE : ABAX_COMPILE_WIDE);
        const std::size_t size = Api<TypeParam>::instance_size(&engine.table);
        const std::unique_ptr<std::uint64_t[]> exact(new std::uint64_t[size / 8]);
        ASSERT_EQ(Api<TypeParam>::init(&engine.instance, &engine.table, exact.get(), size, nullptr, 0), ABAX_OK);
        auto bytes = engine.saved();
        for (std::size_t i = sizeof(abax_saved); i + sizeof(TypeParam) <= bytes.size(); i += sizeof(TypeParam)) {
            std::uint64_t bits = random.bits();
            bits = random.chance(30)   ? ~std::uint64_t{0} << random.below(64)
                   : random.chance(30) ? random.below(12)
                                       : bits;
            std::memcpy(&bytes[i], &bits, sizeof(TypeParam));
        }
        std::memcpy(engine.state(), &bytes[sizeof(abax_saved)], engine.states() * sizeof(TypeParam));
        const TypeParam *const constants = engine.state() + engine.states();
        const std::vector<TypeParam> before(constants, constants + engine.table.header->constants);
        for (int i = 0; i < 30; ++i) {
            engine.evaluate({static_cast<TypeParam>(i), static_cast<TypeParam>(i % 2)});
            ASSERT_EQ(engine.instance.frame[0], static_cast<TypeParam>(i));
            ASSERT_EQ(std::memcmp(before.data(), constants, before.size() * sizeof(TypeParam)), 0);
        }
    }
}

template <class Real> using Integer = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;

// Counts stay exact where a Real has no integers any more, and go round.
TYPED_TEST(State, CountsFar) {
    ModuleSource source;
    source.declarations = {{DeclarationKind::param, "n", "10"},
                           {DeclarationKind::expression, "counted", "count(1)"},
                           {DeclarationKind::expression, "waited", "debounce(1, n)"}};
    typename TestFixture::Engine engine(source);
    ASSERT_EQ(engine.states(), 3U);
    const auto expect = [&engine](Integer<TypeParam> from, TypeParam n, TypeParam counted, TypeParam waited) {
        SCOPED_TRACE(testing::Message() << from << ", " << n);
        std::memcpy(engine.state(), &from, sizeof from);
        const TypeParam off = 0;
        std::memcpy(engine.state() + 1, &off, sizeof off);
        std::memcpy(engine.state() + 2, &from, sizeof from);
        const auto results = engine.evaluate({n});
        EXPECT_EQ(results[0], counted);
        EXPECT_EQ(results[1], waited);
        Integer<TypeParam> after = 0;
        std::memcpy(&after, engine.state(), sizeof after);
        EXPECT_EQ(after, static_cast<Integer<TypeParam>>(from + 1U));
    };
    const Integer<TypeParam> whole = Integer<TypeParam>{1} << std::numeric_limits<TypeParam>::digits;
    const auto real = [](Integer<TypeParam> x) { return static_cast<TypeParam>(x); };
    expect(whole - 2, real(whole), real(whole - 1), 0);
    expect(whole - 1, real(whole), real(whole), 1);
    expect(whole + 1, real(whole), real(whole + 2), 1);
    expect(whole + 4, real(2 * whole), real(whole + 5), 0);
    expect(~Integer<TypeParam>{0}, 1, 0, 0); // 0 of n: it goes round
    if (sizeof(TypeParam) == 8) {
        expect(static_cast<Integer<TypeParam>>(0xFFFFFFFFU), static_cast<TypeParam>(4294967296.0),
               static_cast<TypeParam>(4294967296.0), 1);
    }
}

// The sum of many small parts stays within a unit in the last place or two, where adding them plainly drifts away.
TYPED_TEST(State, IntegratesWithoutDrift) {
    ModuleSource source;
    source.declarations = {{DeclarationKind::param, "x", "0"},
                           {DeclarationKind::param, "dt", "0"},
                           {DeclarationKind::expression, "sum", "integrate(x, dt)"},
                           {DeclarationKind::expression, "plain", "prev(plain) + x * dt"}};
    typename TestFixture::Engine engine(source);
    Random random(6);
    long double exact = 0;
    std::vector<TypeParam> results;
    for (int i = 0; i < 200'000; ++i) {
        const auto x = static_cast<TypeParam>(random.below(1000)) / 7;
        const auto dt = static_cast<TypeParam>(random.below(20)) / 1000;
        exact += static_cast<long double>(static_cast<TypeParam>(x * dt));
        results = engine.evaluate({x, dt});
    }
    const auto unit =
        static_cast<long double>(std::nextafter(results[0], std::numeric_limits<TypeParam>::infinity()) - results[0]);
    EXPECT_LE(std::fabs(static_cast<long double>(results[0]) - exact), 2 * unit);
    EXPECT_GT(std::fabs(static_cast<long double>(results[1]) - exact), 20 * unit);
}

ModuleSource module_of(const std::vector<std::string> &params, const std::vector<std::string> &expressions) {
    ModuleSource source;
    for (const std::string &param : params) {
        source.declarations.push_back({DeclarationKind::param, param, "0"});
    }
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        source.declarations.push_back({DeclarationKind::expression, numbered("y", i), expressions[i]});
    }
    return source;
}

// Slots with a start value come first in the state, so these two states have their slots in another order.
TYPED_TEST(State, IsAnotherOneWhenSlotsTradePlaces) {
    typename TestFixture::Engine first(module_of({"x", "c"}, {"prev(x, 1)", "prev(c)"}));
    typename TestFixture::Engine second(module_of({"x", "c"}, {"prev(x)", "prev(c, 1)"}));
    typename TestFixture::Engine third(module_of({"x", "c"}, {"prev(x, 2)", "prev(c)"}));
    first.evaluate({10, 20});
    EXPECT_EQ(second.load(first.saved()), ABAX_E_INTERFACE);
    EXPECT_EQ(Api<TypeParam>::swap(&first.instance, &second.table), ABAX_E_INTERFACE);
    EXPECT_EQ(third.load(first.saved()), ABAX_OK) << "where it starts from is no part of it";
    EXPECT_EQ(third.evaluate({0, 0}), (std::vector<TypeParam>{10, 20}));
}

// What rounding took may be too large for a Real where the sum itself is not.
TYPED_TEST(State, NoSumStaysInfinite) {
    typename TestFixture::Engine engine(module_of({"x"}, {"integrate(x, 1)", "pid(x, 1, 0, 1, 0, -inf, inf)"}));
    const TypeParam most = std::numeric_limits<TypeParam>::max();
    const TypeParam unit = most - std::nextafter(most, TypeParam{0});
    for (const TypeParam x : {-TypeParam(1.5) * unit, most, TypeParam{0}, TypeParam{1}}) {
        engine.evaluate({x});
    }
    for (const TypeParam sum : engine.evaluate({1})) {
        EXPECT_TRUE(std::isfinite(sum)) << sum;
    }
}

// A controller's integral takes up errors that are far smaller than itself.
TYPED_TEST(State, ControllersAddUpSmallErrors) {
    typename TestFixture::Engine engine(module_of({"x"}, {"pid(x, 1, 0, 1, 0, -100, 100)"}));
    engine.evaluate({10});
    const TypeParam small = std::numeric_limits<TypeParam>::epsilon(); // a fourth of what is lost beside 10
    TypeParam u = 0;
    for (int i = 0; i < 100'000; ++i) {
        u = engine.evaluate({small})[0];
    }
    EXPECT_NEAR(u - 10, 100'000 * small, 10 * small);
}

TYPED_TEST(State, ControllersDifferentiateNothingInNoTime) {
    typename TestFixture::Engine engine(module_of({"x", "dt"}, {"pid(x, dt, 1, 1, 1, -10, 10)"}));
    EXPECT_EQ(engine.evaluate({1, 0})[0], TypeParam(1));
    EXPECT_EQ(engine.evaluate({2, 0})[0], TypeParam(2)) << "not a limit";
    EXPECT_EQ(engine.evaluate({2, 0})[0], TypeParam(2)) << "not NaN";
    EXPECT_EQ(engine.evaluate({3, 1})[0], TypeParam(3 + 3 + 1));
}

TYPED_TEST(State, IsRefusedToOneResultAlone) {
    typename TestFixture::Engine engine(every_memory());
    EXPECT_EQ(Api<TypeParam>::eval_one(&engine.instance, Api<TypeParam>::result_at(&engine.table, 0)), ABAX_E_ORDER);
}

} // namespace
} // namespace abax_tests
