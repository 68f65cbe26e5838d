// Tables and instances through the C API: handles, names, defaults, start code, reset, memory, both Reals side by side.
#include "running.hpp"

#include <algorithm>

namespace abax_tests {
namespace {

template <class Real> class Instance : public ::testing::Test {
protected:
    // p[3] and q; twice = q*2, root = exp(1)*p[1]; a start slot holds exp(1).
    static TableBuilder<Real> module(std::uint8_t profile) {
        TableBuilder<Real> t;
        t.profile = profile;
        t.features = 1;
        t.params = {{"p", 3}, {"q"}};
        t.reserved_params = 1;
        t.results = {{"twice"}, {"root"}};
        t.defaults = {Real(1), Real(2), Real(3), Real(0.25)};
        t.constants = {Real(1)};
        t.starts = 1;
        t.temporaries = 1;
        t.load(t.constant(0)).emit(row_of(Form::CALL1), 0, 81).store(t.start(0)).end();
        std::swap(t.code, t.start_code);
        t.load(t.param(3)).store(t.temporary(0)).emit(row_of(Form::RA, Op::ADD), t.temporary(0)).store(t.result(0));
        t.load(t.param(1)).emit(row_of(Form::RA, Op::MUL), t.start(0)).store(t.result(1)).end();
        return t;
    }
};
TYPED_TEST_SUITE(Instance, BothReals, RealNames);

TYPED_TEST(Instance, StartsWithDefaultsAndEvaluates) {
    using A = Api<TypeParam>;
    for (const std::uint8_t profile : all_profiles) {
        const TableBuilder<TypeParam> module = this->module(profile);
        Running<TypeParam> run(module);
        ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
        EXPECT_EQ(run.get(module.result(0)), TypeParam(0));
        EXPECT_EQ(run.slot(module.start(0)), std::exp(TypeParam(1)));
        EXPECT_EQ(run.slot(module.param(2)), TypeParam(3));
        EXPECT_EQ(run.slot(module.param(4)), TypeParam(0)) << "a reserved slot";
        run.eval();
        EXPECT_EQ(run.get(module.result(0)), TypeParam(0.5));
        EXPECT_EQ(run.get(module.result(1)), TypeParam(2) * std::exp(TypeParam(1)));
        const auto q = A::find_param(&run.table, "q");
        A::set(&run.instance, q, TypeParam(21));
        run.eval();
        EXPECT_EQ(A::get(&run.instance, A::find_result(&run.table, "twice")), TypeParam(42));
        EXPECT_EQ(run.instance.cycles, 2U);
    }
}

TYPED_TEST(Instance, ResetReturnsToTheStart) {
    using A = Api<TypeParam>;
    const TableBuilder<TypeParam> module = this->module(fused_profile);
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    run.set(module.param(3), TypeParam(7));
    run.eval();
    run.instance.faults = ABAX_FAULT_INDEX;
    ASSERT_EQ(A::reset(&run.instance), ABAX_OK);
    EXPECT_EQ(run.slot(module.param(3)), TypeParam(0.25));
    EXPECT_EQ(run.get(module.result(0)), TypeParam(0));
    EXPECT_EQ(run.slot(module.start(0)), std::exp(TypeParam(1)));
    EXPECT_EQ(run.instance.faults, 0U);
    EXPECT_EQ(run.instance.cycles, 0U);
    run.eval();
    EXPECT_EQ(run.get(module.result(0)), TypeParam(0.5));
}

TYPED_TEST(Instance, HandlesFollowTheFrame) {
    using A = Api<TypeParam>;
    const TableBuilder<TypeParam> module = this->module(fused_profile);
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    const auto *table = &run.table;
    EXPECT_EQ(A::param_count(table), 2U);
    EXPECT_EQ(A::result_count(table), 2U);
    EXPECT_EQ(A::find_param(table, "p").slot, 0U);
    EXPECT_EQ(A::find_param(table, "p").slots, 3U);
    EXPECT_EQ(A::find_param(table, "q").slot, 3U);
    EXPECT_EQ(A::find_result(table, "root").slot, module.result(1));
    EXPECT_EQ(A::param_at(table, 1).slot, 3U);
    EXPECT_EQ(A::result_at(table, 1).slot, module.result(1));
    EXPECT_EQ(A::result_at(table, 1).slots, 1U);
    for (const char *name : {"", "root", "Q", "pp"}) {
        EXPECT_EQ(A::find_param(table, name).slots, 0U) << name;
    }
    EXPECT_EQ(A::find_param(table, nullptr).slots, 0U);
    EXPECT_EQ(A::find_result(table, "q").slots, 0U);
    EXPECT_EQ(A::param_at(table, 2).slots, 0U);
    EXPECT_EQ(A::result_at(table, 0xFFFFFFFFU).slots, 0U);
    EXPECT_STREQ(A::param_name(table, 1), "q");
    EXPECT_STREQ(A::result_name(table, 0), "twice");
    EXPECT_STREQ(A::param_name(table, 2), "");
    EXPECT_EQ(A::param_default(table, A::find_param(table, "q")), TypeParam(0.25));
}

TYPED_TEST(Instance, StrippedTablesAreBoundByHash) {
    using A = Api<TypeParam>;
    TableBuilder<TypeParam> module = this->module(fused_profile);
    module.stripped = true;
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    EXPECT_EQ(A::find_param(&run.table, "q").slot, 3U);
    EXPECT_EQ(A::find_param(&run.table, "r").slots, 0U);
    EXPECT_STREQ(A::param_name(&run.table, 1), "");
}

// "costarring" and "liquid" have the same FNV-1a hash.
TYPED_TEST(Instance, TextsTellNamesOfOneHashApart) {
    using A = Api<TypeParam>;
    ASSERT_EQ(plain_fnv1a("costarring"), plain_fnv1a("liquid"));
    TableBuilder<TypeParam> module;
    module.params = {{"liquid"}, {"costarring"}};
    module.results = {{"r"}};
    module.load(0).store(module.result(0)).end();
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    EXPECT_EQ(A::find_param(&run.table, "liquid").slot, 0U);
    EXPECT_EQ(A::find_param(&run.table, "costarring").slot, 1U);
}

TYPED_TEST(Instance, InitRefusesBadMemory) {
    using A = Api<TypeParam>;
    Running<TypeParam> run(this->module(fused_profile));
    ASSERT_EQ(run.status, ABAX_OK);
    const std::size_t size = A::instance_size(&run.table);
    EXPECT_EQ(size % 8, 0U);
    EXPECT_EQ(size, (10 * sizeof(TypeParam) + 7) / 8 * 8);
    std::vector<std::uint64_t> memory(size / 8 + 1);
    typename A::Instance instance;
    auto *const bytes = reinterpret_cast<std::uint8_t *>(memory.data());
    EXPECT_EQ(A::init(&instance, &run.table, bytes, size, nullptr, 0), ABAX_OK);
    EXPECT_EQ(A::init(&instance, &run.table, bytes, size - 1, nullptr, 0), ABAX_E_MEMORY);
    EXPECT_EQ(A::init(&instance, &run.table, bytes, 0, nullptr, 0), ABAX_E_MEMORY);
    EXPECT_EQ(A::init(&instance, &run.table, bytes + 4, size, nullptr, 0), ABAX_E_ALIGNMENT);
    EXPECT_EQ(A::init(&instance, &run.table, nullptr, size, nullptr, 0), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::init(nullptr, &run.table, bytes, size, nullptr, 0), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::init(&instance, nullptr, bytes, size, nullptr, 0), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::init(&instance, &run.table, bytes, size, nullptr, 1), ABAX_E_ARGUMENT);
    typename A::Table closed = {};
    EXPECT_EQ(A::open(&closed, nullptr, 0), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::init(&instance, &closed, bytes, size, nullptr, 0), ABAX_E_ARGUMENT);
}

TYPED_TEST(Instance, IsBusyWhileItIsEvaluated) {
    using A = Api<TypeParam>;
    const TableBuilder<TypeParam> module = this->module(fused_profile);
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    run.instance.sequence = 1;
    run.set(module.param(3), TypeParam(7));
    EXPECT_EQ(A::eval(&run.instance), ABAX_E_BUSY);
    EXPECT_EQ(A::reset(&run.instance), ABAX_E_BUSY);
    EXPECT_EQ(run.get(module.result(0)), TypeParam(0));
    EXPECT_EQ(run.slot(module.param(3)), TypeParam(7));
    run.instance.sequence = 2;
    EXPECT_EQ(A::eval(&run.instance), ABAX_OK);
}

TYPED_TEST(Instance, OneTableServesManyInstances) {
    using A = Api<TypeParam>;
    const TableBuilder<TypeParam> module = this->module(fused_profile);
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    std::vector<std::uint64_t> memory(A::instance_size(&run.table) / 8);
    typename A::Instance second;
    ASSERT_EQ(A::init(&second, &run.table, memory.data(), memory.size() * 8, nullptr, 0), ABAX_OK);
    A::set(&second, A::find_param(&run.table, "q"), TypeParam(5));
    run.eval();
    ASSERT_EQ(A::eval(&second), ABAX_OK);
    EXPECT_EQ(run.get(module.result(0)), TypeParam(0.5));
    EXPECT_EQ(A::get(&second, A::find_result(&run.table, "twice")), TypeParam(10));
}

// Operands and jumps that need more bits than the narrow encoding has.
TYPED_TEST(Instance, WideReachesFar) {
    TableBuilder<TypeParam> module;
    module.profile = wide_profile;
    module.features = 1;
    module.params = {{"x"}};
    module.results = {{"y"}, {"z"}};
    module.constants.assign(100000, TypeParam(1));
    module.constants.back() = TypeParam(17);
    module.temporaries = 1;
    const std::uint32_t skipped = 70000;
    module.load(module.constant(99999)).store(module.result(0)).store(module.temporary(0));
    module.load(0).emit(row_of(Form::JTRUE), 0, skipped);
    for (std::uint32_t i = 0; i < skipped; ++i) {
        module.emit(row_of(Form::RA, Op::ADD), module.constant(i));
    }
    module.store(module.result(1)).end();
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
    run.eval();
    EXPECT_EQ(run.get(module.result(0)), TypeParam(17));
    EXPECT_EQ(run.get(module.result(1)), TypeParam(70000));
    run.set(0, TypeParam(3));
    run.eval();
    EXPECT_EQ(run.get(module.result(1)), TypeParam(3));
}

// The plain jumps of the narrow encoding have 24 bits, and operands reach to the end of 4 KB.
TYPED_TEST(Instance, NarrowReachesItsLimits) {
    TableBuilder<TypeParam> module;
    module.params = {{"x"}};
    module.results = {{"y"}, {"z"}};
    const std::uint32_t slots = 4096 / sizeof(TypeParam);
    module.temporaries = slots - 3;
    module.load(0).emit(row_of(Form::JTRUE), 0, 100000);
    for (std::uint32_t i = 0; i < 100000; ++i) {
        module.emit(row_of(Form::U, Op::NOT));
    }
    module.store(slots - 1).store(module.result(0));
    module.emit(row_of(Form::AB, Op::SUB), slots - 1, slots - 1).store(module.result(1)).end();
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
    run.set(0, TypeParam(8));
    run.eval();
    EXPECT_EQ(run.get(module.result(0)), TypeParam(8));
    EXPECT_EQ(run.slot(slots - 1), TypeParam(8));
    EXPECT_EQ(run.get(module.result(1)), TypeParam(0));
}

TYPED_TEST(Instance, TemporariesStartAtZeroWhateverTheMemoryHeld) {
    TableBuilder<TypeParam> module;
    module.results = {{"y"}};
    module.starts = 1;
    module.temporaries = 1;
    module.load(module.start(0)).emit(row_of(Form::RA, Op::ADD), module.temporary(0)).store(module.result(0)).end();
    Running<TypeParam> run(module);
    ASSERT_EQ(run.status, ABAX_OK);
    run.eval();
    EXPECT_TRUE(same_value(run.get(module.result(0)), TypeParam(0)));
}

TEST(Texts, BelongToTheTable) {
    TableBuilder<float> module;
    module.module = "climate";
    module.results = {{"r"}};
    module.constants = {1.0F};
    module.load(module.constant(0)).store(module.result(0)).end();
    Running<float> named(module);
    ASSERT_EQ(named.status, ABAX_OK);
    EXPECT_STREQ(abax_f32_module_name(&named.table), "climate");
    EXPECT_STREQ(abax_f32_module_version(&named.table), "1.2.3");
    module.stripped = true;
    Running<float> stripped(module);
    ASSERT_EQ(stripped.status, ABAX_OK);
    EXPECT_STREQ(abax_f32_module_name(&stripped.table), "");
}

TEST(Status, HasATextForEveryNumber) {
    std::vector<std::string> texts;
#define ABAX_STATUS(id, number, text)                                                                                  \
    EXPECT_STREQ(abax_status_text(ABAX_##id), text);                                                                   \
    texts.push_back(abax_status_text(number));
#include "abax/status.def"
    std::sort(texts.begin(), texts.end());
    EXPECT_EQ(std::adjacent_find(texts.begin(), texts.end()), texts.end());
    EXPECT_STREQ(abax_status_text(-1), "unknown status");
    EXPECT_STREQ(abax_status_text(1000), "unknown status");
}

} // namespace
} // namespace abax_tests
