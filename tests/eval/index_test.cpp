// Elements by index and the fault where there is none: INDEXC, INDEXF, OUTSIDE and FAULT in every profile. What an index
// selects is told here by truncating it, the run time tells it by comparing.
#include "running.hpp"

#include <limits>
#include <optional>

namespace abax_tests {
namespace {

constexpr std::uint32_t most_elements = 0xFFFFFF;

template <class Real> std::vector<Real> indices_around(std::uint32_t count) {
    using Limits = std::numeric_limits<Real>;
    const Real n = static_cast<Real>(count);
    const auto below = [](Real v) { return std::nextafter(v, -Limits::infinity()); };
    const auto above = [](Real v) { return std::nextafter(v, Limits::infinity()); };
    return {Real(0),
            Real(-0.0),
            Real(-0.5),
            Real(0.5),
            Real(-1),
            above(Real(-1)),
            below(Real(-1)),
            Real(-2),
            below(Real(1)),
            Real(1),
            Real(2.75),
            n - 1,
            below(n),
            n,
            above(n),
            n + 1,
            -n,
            Limits::denorm_min(),
            -Limits::denorm_min(),
            Limits::max(),
            Limits::lowest(),
            Limits::infinity(),
            -Limits::infinity(),
            Limits::quiet_NaN(),
            -Limits::quiet_NaN(),
            Real(16777215),
            Real(16777216),
            Real(2147483648.),
            Real(4294967295.),
            Real(4294967296.),
            Real(4294967297.),
            Real(18446744073709551616.)};
}

template <class Real> std::optional<std::uint32_t> selected(Real index, std::uint32_t count) {
    const Real whole = std::trunc(index);
    if (std::isnan(whole) || whole < 0 || whole >= static_cast<Real>(count)) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(whole);
}

// Values that tell which element they are, of which array.
template <class Real> std::vector<Real> numbered(std::uint32_t array, std::uint32_t count) {
    std::vector<Real> values;
    for (std::uint32_t i = 0; i < count; ++i) {
        values.push_back(static_cast<Real>(array * 1000 + i) + Real(0.5));
    }
    return values;
}

template <class Real> class Index : public ::testing::Test {
protected:
    // The param 0 is an index, the result 0 what `fill` makes of it.
    template <class Fill> static TableBuilder<Real> of_index(TableBuilder<Real> t, std::uint8_t profile, Fill fill) {
        t.profile = profile;
        t.features = features_of(profile);
        t.load(0);
        fill(t);
        t.store(t.result(0)).end();
        return t;
    }

    static void expect(Running<Real> &run, std::uint32_t result, Real index, std::optional<Real> expected) {
        run.set(0, index);
        run.eval();
        const Real value = run.get(result);
        if (expected) {
            EXPECT_TRUE(same_value(value, *expected)) << index << ": " << value << ", not " << *expected;
        } else {
            EXPECT_TRUE(std::isnan(value) && !std::signbit(value)) << index << ": " << value;
        }
    }
};
TYPED_TEST_SUITE(Index, BothReals, RealNames);

TYPED_TEST(Index, ChoosesFromConstantArrays) {
    using Limits = std::numeric_limits<TypeParam>;
    TableBuilder<TypeParam> arrays;
    arrays.params = {{"i"}};
    arrays.results = {{"r"}};
    for (const std::uint32_t count : {1U, 2U, 3U, 7U, 100U, 999U}) {
        arrays.arrays.push_back(numbered<TypeParam>(static_cast<std::uint32_t>(arrays.arrays.size()), count));
    }
    arrays.arrays.push_back({TypeParam(-0.0), Limits::quiet_NaN(), -Limits::infinity(), Limits::denorm_min()});
    for (const std::uint8_t profile : all_profiles) {
        for (std::uint32_t a = 0; a < arrays.arrays.size(); ++a) {
            SCOPED_TRACE(::testing::Message() << "array " << a << ", profile " << int{profile});
            const auto t = this->of_index(arrays, profile,
                                          [&](auto &table) { table.emit(row_of(Form::INDEXC), 0, table.array(a)); });
            Running<TypeParam> run(t);
            ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
            const auto &elements = arrays.arrays[a];
            const std::uint32_t count = static_cast<std::uint32_t>(elements.size());
            auto indices = indices_around<TypeParam>(count);
            for (std::uint32_t i = 0; i < count; ++i) {
                indices.push_back(static_cast<TypeParam>(i));
            }
            for (const TypeParam index : indices) {
                const auto at = selected(index, count);
                if (at && std::isnan(elements[*at])) {
                    continue; // the same as none
                }
                this->expect(run, t.result(0), index, at ? std::optional(elements[*at]) : std::nullopt);
            }
            EXPECT_EQ(run.instance.faults, 0U) << "reading does not fault, FAULT does";
        }
    }
}

TYPED_TEST(Index, ChoosesFromSlotsOfTheFrame) {
    for (const std::uint8_t profile : all_profiles) {
        TableBuilder<TypeParam> frame;
        frame.params = {{"i"}, {"a", 5}, {"b"}, {"c", 40}};
        frame.results = {{"r"}};
        frame.constants = {TypeParam(-1), TypeParam(-2), TypeParam(-3)};
        frame.defaults = numbered<TypeParam>(0, 47);
        const struct {
            std::uint32_t slot;
            std::uint32_t count;
        } ranges[] = {{1, 5}, {6, 1}, {7, 40}, {frame.constant(0), 3}, {frame.constant(2), 1}, {1, 46}};
        for (const auto &range : ranges) {
            SCOPED_TRACE(::testing::Message() << "slot " << range.slot << ", profile " << int{profile});
            const auto t = this->of_index(
                frame, profile, [&](auto &table) { table.emit(row_of(Form::INDEXF), range.slot, range.count); });
            Running<TypeParam> run(t);
            ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
            for (const TypeParam index : indices_around<TypeParam>(range.count)) {
                const auto at = selected(index, range.count);
                this->expect(run, t.result(0), index, at ? std::optional(run.slot(range.slot + *at)) : std::nullopt);
            }
        }
    }
}

TYPED_TEST(Index, SeesWhatWasSetInAnInputArray) {
    using A = Api<TypeParam>;
    TableBuilder<TypeParam> t;
    t.params = {{"i"}, {"adc", 4}};
    t.results = {{"r"}};
    t.defaults = {TypeParam(0), TypeParam(1), TypeParam(2), TypeParam(3), TypeParam(4)};
    t.load(0).emit(row_of(Form::INDEXF), 1, 4).store(t.result(0)).end();
    Running<TypeParam> run(t);
    ASSERT_EQ(run.status, ABAX_OK);
    const auto adc = A::find_param(&run.table, "adc");
    ASSERT_EQ(adc.slots, 4U);
    for (std::uint32_t i = 0; i < 4; ++i) {
        EXPECT_EQ(A::element_default(&run.table, adc, i), static_cast<TypeParam>(i + 1));
    }
    A::set_element(&run.instance, adc, 2, TypeParam(30));
    A::param_data(&run.instance, adc)[3] = TypeParam(40);
    this->expect(run, t.result(0), TypeParam(1), TypeParam(2));
    this->expect(run, t.result(0), TypeParam(2), TypeParam(30));
    this->expect(run, t.result(0), TypeParam(3), TypeParam(40));
    ASSERT_EQ(A::reset(&run.instance), ABAX_OK);
    this->expect(run, t.result(0), TypeParam(3), TypeParam(4));
}

TYPED_TEST(Index, OutsideIsTrueWhereThereIsNoElement) {
    TableBuilder<TypeParam> empty;
    empty.params = {{"i"}};
    empty.results = {{"r"}};
    for (const std::uint8_t profile : all_profiles) {
        for (const std::uint32_t count : {1U, 2U, 3U, 1000U, most_elements - 1, most_elements}) {
            SCOPED_TRACE(::testing::Message() << count << " elements, profile " << int{profile});
            const auto t =
                this->of_index(empty, profile, [&](auto &table) { table.emit(row_of(Form::OUTSIDE), 0, count); });
            Running<TypeParam> run(t);
            ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
            for (const TypeParam index : indices_around<TypeParam>(count)) {
                this->expect(run, t.result(0), index, selected(index, count) ? TypeParam(0) : TypeParam(1));
            }
        }
    }
}

// Three results; f0, f1, f2 say whether the fault of each is demanded; the code asks for them in the order 1, 2, 0.
template <class Real> TableBuilder<Real> faulting(std::uint8_t profile) {
    TableBuilder<Real> t;
    t.profile = profile;
    t.features = features_of(profile);
    t.params = {{"f0"}, {"f1"}, {"f2"}};
    t.results = {{"r0"}, {"r1"}, {"r2"}};
    for (const std::uint32_t i : {1U, 2U, 0U}) {
        t.load(t.param(i)).emit(row_of(Form::FAULT), 0, i).store(t.result(i));
    }
    t.end();
    return t;
}

TYPED_TEST(Index, FaultsAreStickyAndChargedToTheFirstResult) {
    using A = Api<TypeParam>;
    constexpr TypeParam yes = 1;
    constexpr TypeParam no = 0;
    constexpr std::uint32_t none = ABAX_NO_RESULT;
    for (const std::uint8_t profile : all_profiles) {
        SCOPED_TRACE(::testing::Message() << "profile " << int{profile});
        Running<TypeParam> run(faulting<TypeParam>(profile));
        ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
        EXPECT_EQ(A::faults(&run.instance), 0U);
        EXPECT_EQ(A::fault_result(&run.instance), none);
        const struct {
            TypeParam f[3];
            std::uint32_t charged;
        } steps[] = {
            {{no, no, no}, none}, {{no, no, yes}, 2},   {{no, no, no}, 2}, {{no, yes, no}, 1},
            {{no, no, yes}, 1},   {{yes, yes, yes}, 0}, {{no, no, no}, 0},
        };
        for (const auto &step : steps) {
            for (std::uint32_t i = 0; i < 3; ++i) {
                run.set(i, step.f[i]);
            }
            run.eval();
            EXPECT_EQ(A::faults(&run.instance), step.charged == none ? 0 : ABAX_FAULT_INDEX);
            EXPECT_EQ(A::fault_result(&run.instance), step.charged);
        }
        A::clear_faults(&run.instance);
        run.eval();
        EXPECT_EQ(A::faults(&run.instance), 0U);
        EXPECT_EQ(A::fault_result(&run.instance), none);
        run.set(2, yes);
        run.eval();
        EXPECT_EQ(A::fault_result(&run.instance), 2U);
        ASSERT_EQ(A::reset(&run.instance), ABAX_OK);
        EXPECT_EQ(A::faults(&run.instance), 0U);
        EXPECT_EQ(A::fault_result(&run.instance), none);
    }
}

TYPED_TEST(Index, AnythingButZeroFaultsAndTheAccumulatorStays) {
    using Limits = std::numeric_limits<TypeParam>;
    using A = Api<TypeParam>;
    for (const std::uint8_t profile : all_profiles) {
        Running<TypeParam> run(faulting<TypeParam>(profile));
        ASSERT_EQ(run.status, ABAX_OK);
        for (const TypeParam v : {TypeParam(0), TypeParam(-0.0), TypeParam(1), TypeParam(-3), Limits::denorm_min(),
                                  Limits::infinity(), Limits::quiet_NaN()}) {
            A::clear_faults(&run.instance);
            run.set(1, v);
            run.eval();
            EXPECT_TRUE(same_value(run.get(4), v)) << v;
            EXPECT_EQ(A::faults(&run.instance), v == TypeParam(0) ? 0 : ABAX_FAULT_INDEX) << v;
        }
    }
}

// What a compiler writes for a[i]: the element, and the fault where it is demanded.
TYPED_TEST(Index, AnElementAndItsFaultGoTogether) {
    using A = Api<TypeParam>;
    for (const std::uint8_t profile : all_profiles) {
        TableBuilder<TypeParam> t;
        t.profile = profile;
        t.features = features_of(profile);
        t.params = {{"i"}};
        t.results = {{"r"}, {"s"}};
        t.constants = {TypeParam(10)};
        t.arrays = {numbered<TypeParam>(0, 3)};
        t.load(0).emit(row_of(Form::OUTSIDE), 0, 3).emit(row_of(Form::FAULT), 0, 1);
        t.load(0).emit(row_of(Form::INDEXC), 0, 0).store(t.result(1));
        t.load(t.constant(0)).store(t.result(0)).end();
        Running<TypeParam> run(t);
        ASSERT_EQ(run.status, ABAX_OK);
        run.set(0, TypeParam(2));
        run.eval();
        EXPECT_EQ(run.get(t.result(1)), TypeParam(2.5));
        EXPECT_EQ(A::faults(&run.instance), 0U);
        run.set(0, TypeParam(3));
        run.eval();
        EXPECT_TRUE(std::isnan(run.get(t.result(1))));
        EXPECT_EQ(run.get(t.result(0)), TypeParam(10)) << "the rest of the batch goes on";
        EXPECT_EQ(A::faults(&run.instance), ABAX_FAULT_INDEX);
        EXPECT_EQ(A::fault_result(&run.instance), 1U);
    }
}

// Start code may index: ln(0.9) may be an index that only the target knows.
TYPED_TEST(Index, StartCodeMayIndex) {
    for (const std::uint8_t profile : all_profiles) {
        TableBuilder<TypeParam> t;
        t.profile = profile;
        t.features = features_of(profile);
        t.params = {{"x"}};
        t.results = {{"r"}};
        t.constants = {TypeParam(1), TypeParam(20), TypeParam(30)};
        t.arrays = {{TypeParam(7), TypeParam(8), TypeParam(9)}};
        t.starts = 2;
        t.load(t.constant(0)).emit(row_of(Form::INDEXC), 0, 0).store(t.start(0));
        t.load(t.constant(0)).emit(row_of(Form::INDEXF), t.constant(1), 2).store(t.start(1)).end();
        std::swap(t.code, t.start_code);
        t.load(t.start(0)).emit(row_of(Form::RA, Op::ADD), t.start(1)).store(t.result(0)).end();
        Running<TypeParam> run(t);
        ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
        run.eval();
        EXPECT_EQ(run.get(t.result(0)), TypeParam(38));
    }
}

} // namespace
} // namespace abax_tests
