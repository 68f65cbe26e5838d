// abax_eval_block over tables made by hand: rows that go different ways, columns of all kinds, faults, natives, errors. That it
// gives the same bits as row after row is also tested with every module of the corpus and with random ones (tests/runner).
#include "running.hpp"

#include <functional>

namespace abax_tests {
namespace {

template <class Real> class Block : public ::testing::Test {
protected:
    using Row = std::vector<typename Api<Real>::Column>; // a column for each slot

    // Both branches store to the same slot: r = x ? y : 10, s = x.
    static TableBuilder<Real> choice(std::uint8_t profile) {
        TableBuilder<Real> t;
        t.profile = profile;
        t.features = features_of(profile);
        t.params = {{"x"}, {"y"}};
        t.results = {{"r"}, {"s"}};
        t.constants = {Real(10)};
        t.load(t.param(0)).store(t.result(1)).emit(row_of(Form::JZERO), 0, 3);
        t.load(t.param(1)).store(t.result(0)).emit(row_of(Form::JUMP), 0, 2);
        t.load(t.constant(0)).store(t.result(0)).end();
        return t;
    }

    // x ? fault : nothing; r = x.
    static TableBuilder<Real> faulting() {
        TableBuilder<Real> t;
        t.params = {{"x"}};
        t.results = {{"r"}};
        t.load(t.param(0)).emit(row_of(Form::JZERO), 0, 1).emit(row_of(Form::FAULT), 0, 0);
        t.store(t.result(0)).end();
        return t;
    }

    static TableBuilder<Real> calling(bool pure) {
        TableBuilder<Real> t;
        t.params = {{"x"}};
        t.results = {{"r"}};
        t.imports = {{"f", 1, pure}};
        t.emit(row_of(Form::NATIVE), t.param(0), 0).store(t.result(0)).end();
        return t;
    }

    // Scratch of exactly the size.
    static ExactBytes scratch_of(const Running<Real> &run) {
        return ExactBytes(ByteVector(Api<Real>::block_size(&run.table), 0xFF));
    }

    static abax_status eval(Running<Real> &run, const Row &in, const Row &out, std::size_t rows) {
        const ExactBytes scratch = scratch_of(run);
        return Api<Real>::eval_block(&run.instance, in.data(), out.data(), rows, scratch.data.get(), scratch.size);
    }
};
TYPED_TEST_SUITE(Block, BothReals, RealNames);

TYPED_TEST(Block, RowsThatGoDifferentWaysKeepTheirOwnResults) {
    for (const std::uint8_t profile : all_profiles) {
        for (const std::size_t rows : {1U, 2U, 127U, 128U, 129U, 1000U}) {
            Running<TypeParam> run(this->choice(profile));
            ASSERT_EQ(run.status, ABAX_OK);
            // One Real behind the beginning: a column need not be aligned as vectors are.
            std::vector<TypeParam> x(rows + 1), y(2 * rows + 1), r(rows + 2, TypeParam(-1)), s(rows);
            for (std::size_t k = 0; k < rows; ++k) {
                x[k + 1] = static_cast<TypeParam>(k * k % 3);
                y[2 * k] = static_cast<TypeParam>(k) + TypeParam(0.5);
            }
            ASSERT_EQ(this->eval(run, {{x.data() + 1, 1}, {y.data(), 2}}, {{r.data() + 1, 1}, {s.data(), 1}}, rows),
                      ABAX_OK);
            for (std::size_t k = 0; k < rows; ++k) {
                ASSERT_EQ(r[k + 1], k * k % 3 != 0 ? static_cast<TypeParam>(k) + TypeParam(0.5) : TypeParam(10)) << k;
                ASSERT_EQ(s[k], x[k + 1]);
            }
            EXPECT_EQ(r.front(), TypeParam(-1));
            EXPECT_EQ(r.back(), TypeParam(-1));
            EXPECT_EQ(run.instance.cycles, rows);
            std::vector<TypeParam> seen(2);
            EXPECT_EQ(Api<TypeParam>::snapshot(&run.instance, seen.data(), 2), ABAX_OK);
            EXPECT_EQ(seen[0], r[rows]) << "the instance is left as the last row leaves it";
            EXPECT_EQ(run.slot(0), x[rows]);
            const std::vector<typename Api<TypeParam>::Column> none(2);
            EXPECT_EQ(this->eval(run, none, none, 3), ABAX_OK);
            EXPECT_EQ(run.slot(2), r[rows]) << "without columns the params stay";
        }
    }
}

TYPED_TEST(Block, OnlyRowsThatComeToAFaultRaiseIt) {
    Running<TypeParam> run(this->faulting());
    ASSERT_EQ(run.status, ABAX_OK);
    std::vector<TypeParam> x(300), r(300);
    ASSERT_EQ(this->eval(run, {{x.data(), 1}}, {{r.data(), 1}}, 300), ABAX_OK);
    EXPECT_EQ(run.instance.faults, 0U);
    x[299] = 1;
    ASSERT_EQ(this->eval(run, {{x.data(), 1}}, {{r.data(), 1}}, 300), ABAX_OK);
    EXPECT_EQ(run.instance.faults, ABAX_FAULT_INDEX);
    EXPECT_EQ(run.instance.fault_result, 0U);
}

// What a native sees.
template <class Real> struct Seen {
    std::vector<Real> arguments = {};
    std::function<void()> during = {};
};

template <class Real> Real note(void *user, const Real *arguments) {
    auto &seen = *static_cast<Seen<Real> *>(user);
    seen.arguments.push_back(arguments[0]);
    if (seen.during) {
        seen.during();
    }
    return arguments[0] + 1;
}

TYPED_TEST(Block, NativesAreCalledOnceARow) {
    for (const bool pure : {true, false}) {
        Seen<TypeParam> seen;
        Running<TypeParam> run(this->calling(pure),
                               {{"f", &note<TypeParam>, &seen, 1, static_cast<std::uint8_t>(pure)}});
        ASSERT_EQ(run.status, ABAX_OK);
        EXPECT_EQ(Api<TypeParam>::block_size(&run.table) == 0, !pure) << "rows go one by one where order is seen";
        std::vector<TypeParam> x(200), r(200);
        for (std::size_t k = 0; k < x.size(); ++k) {
            x[k] = static_cast<TypeParam>(k);
        }
        ASSERT_EQ(this->eval(run, {{x.data(), 1}}, {{r.data(), 1}}, x.size()), ABAX_OK);
        EXPECT_EQ(seen.arguments, x);
        EXPECT_EQ(r[199], TypeParam(200));
        seen.during = [&] {
            EXPECT_EQ(Api<TypeParam>::eval(&run.instance), ABAX_E_BUSY);
            EXPECT_EQ(this->eval(run, {{x.data(), 1}}, {{r.data(), 1}}, 1), ABAX_E_BUSY);
        };
        EXPECT_EQ(this->eval(run, {{x.data(), 1}}, {{r.data(), 1}}, 2), ABAX_OK);
    }
}

TYPED_TEST(Block, ErrorsLeaveEverythingAsItIs) {
    using A = Api<TypeParam>;
    Running<TypeParam> run(this->choice(fused_profile));
    ASSERT_EQ(run.status, ABAX_OK);
    const std::size_t size = A::block_size(&run.table);
    std::vector<std::uint64_t> scratch(size / 8 + 2);
    constexpr std::size_t rows = 128;
    std::vector<TypeParam> values(4 * rows, TypeParam(3));
    const typename A::Column columns[] = {{values.data(), 1}, {values.data() + rows, 1}};
    auto *const odd = reinterpret_cast<unsigned char *>(scratch.data()) + 4;
    EXPECT_EQ(A::eval_block(nullptr, columns, columns, rows, scratch.data(), size), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::eval_block(&run.instance, nullptr, columns, rows, scratch.data(), size), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::eval_block(&run.instance, columns, nullptr, rows, scratch.data(), size), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::eval_block(&run.instance, columns, columns, rows, nullptr, size), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::eval_block(&run.instance, columns, columns, rows, odd, size), ABAX_E_ALIGNMENT);
    EXPECT_EQ(A::eval_block(&run.instance, columns, columns, rows, scratch.data(), size - 1), ABAX_E_MEMORY);
    EXPECT_EQ(A::eval_block(&run.instance, columns, columns, 0, nullptr, 0), ABAX_OK) << "no rows need no scratch";
    EXPECT_EQ(values, std::vector<TypeParam>(4 * rows, TypeParam(3)));
    EXPECT_EQ(run.instance.cycles, 0U);
    run.eval();
    EXPECT_EQ(run.instance.cycles, 1U) << "the instance is not left busy";
}

} // namespace
} // namespace abax_tests
