// abax_swap: an instance goes on with another table, or does not and is as it was.
#include <array>
#include <cstring>

#include <gtest/gtest.h>

#include "abax/abax.hpp"
#include "engine/compiled.hpp"

namespace abax_tests {
namespace {

using Kind = DeclarationKind;

ModuleSource source_of(std::vector<Declaration> declarations, std::uint32_t reserve = 0) {
    ModuleSource source;
    source.declarations = std::move(declarations);
    source.reserve_params = reserve;
    source.reserve_results = reserve;
    return source;
}

const ModuleSource first =
    source_of({{Kind::param, "a", "2"}, {Kind::param, "b", "3"}, {Kind::expression, "x", "a*b"}}, 4);

struct Swap : testing::Test {
    std::vector<Compiled> kept;
    std::array<std::uint64_t, 64> memory{};
    abax_f32_instance instance{};
    std::vector<std::unique_ptr<abax_f32_table>> tables;

    const abax_f32_table *table(const ModuleSource &source) {
        kept.push_back(compile<float>(source));
        EXPECT_EQ(kept.back().status, ABAX_OK);
        tables.push_back(std::make_unique<abax_f32_table>());
        EXPECT_EQ(abax_f32_open(tables.back().get(), kept.back().bytes(), kept.back().size), ABAX_OK);
        return tables.back().get();
    }
    void start(const abax_f32_table *t, std::size_t size = sizeof memory) {
        ASSERT_EQ(abax_f32_init(&instance, t, memory.data(), size, nullptr, 0), ABAX_OK);
        instance.frame[0] = 10;
        abax_f32_eval(&instance);
    }
    float result(std::uint32_t ordinal) const {
        return abax_f32_get(&instance, abax_f32_result_at(instance.table, ordinal));
    }
    // Refused, and nothing has changed.
    void expect_refusal(const abax_f32_table *t, abax_status status, std::uint32_t position) {
        const auto before = memory;
        const abax_f32_instance old = instance;
        EXPECT_EQ(abax_f32_swap(&instance, t), status) << abax_status_text(status);
        EXPECT_EQ(memory, before);
        EXPECT_EQ(instance.table, old.table);
        EXPECT_EQ(instance.sequence, old.sequence);
        EXPECT_EQ(instance.cycles, old.cycles);
        EXPECT_EQ(instance.position, position);
    }
};

TEST_F(Swap, GoesOnWithWhatWasSet) {
    start(table(first));
    ModuleSource changed = first;
    changed.declarations[0].text = "-5"; // another default changes nothing that was set
    changed.declarations[2].text = "a + b + sin(0.5) - sin(0.5)";
    instance.faults = ABAX_FAULT_INDEX;
    ASSERT_EQ(abax_f32_swap(&instance, table(changed)), ABAX_OK);
    EXPECT_EQ(result(0), 30) << "the last result stands until the next evaluation";
    EXPECT_EQ(instance.cycles, 1U);
    EXPECT_EQ(instance.faults, ABAX_FAULT_INDEX);
    ASSERT_EQ(abax_f32_eval(&instance), ABAX_OK);
    EXPECT_EQ(result(0), 13);
    EXPECT_EQ(instance.cycles, 2U);
}

TEST_F(Swap, TakesALaterVersionAndGoesBack) {
    const abax_f32_table *const old = table(first);
    ModuleSource later = first;
    later.declarations.push_back({Kind::param, "c", "100"});
    later.declarations.push_back({Kind::expression, "y", "x + c"});
    start(old);
    ASSERT_EQ(abax_f32_swap(&instance, table(later)), ABAX_OK);
    ASSERT_EQ(abax_f32_eval(&instance), ABAX_OK);
    EXPECT_EQ(result(0), 30);
    EXPECT_EQ(result(1), 130);
    instance.frame[2] = 7;
    ASSERT_EQ(abax_f32_swap(&instance, old), ABAX_OK);
    ASSERT_EQ(abax_f32_eval(&instance), ABAX_OK);
    EXPECT_EQ(result(0), 30);
    ASSERT_EQ(abax_f32_swap(&instance, tables.back().get()), ABAX_OK);
    EXPECT_EQ(instance.frame[2], 100) << "what the other version did not know begins with its default";
    EXPECT_EQ(result(1), 0);
}

TEST_F(Swap, RefusesOtherInterfaces) {
    start(table(first));
    ModuleSource other = first;
    other.declarations[1].name = "beta";
    other.declarations[2].text = "a*beta";
    expect_refusal(table(other), ABAX_E_INTERFACE, 1);
    other = first;
    other.declarations[2].name = "z";
    expect_refusal(table(other), ABAX_E_INTERFACE, 2);
    other = first;
    other.reserve_params = 5;
    expect_refusal(table(other), ABAX_E_INTERFACE, 0xFFFFFFFFU);
    other = first;
    other.reserve_results = 5;
    expect_refusal(table(other), ABAX_E_INTERFACE, 0xFFFFFFFFU);
    other = first;
    other.reserve_states = 1;
    expect_refusal(table(other), ABAX_E_INTERFACE, 0xFFFFFFFFU);
    other = first;
    other.declarations[1] = {Kind::param, "b", "[3, 4]"};
    other.declarations[2].text = "a*b[0]";
    expect_refusal(table(other), ABAX_E_INTERFACE, 1);
}

TEST_F(Swap, RefusesWhatTheInstanceHasNoRoomOrNoNativesFor) {
    const abax_f32_table *const small = table(first);
    start(small, abax_f32_instance_size(small));
    ModuleSource large = first;
    large.declarations[2].text = "sin(1.25)*a + cos(2.5)*b + exp(3.75)*a + ln(4.125)*b + a*b*1.125 + 17.5";
    ASSERT_GT(abax_f32_instance_size(table(large)), abax_f32_instance_size(small));
    expect_refusal(tables.back().get(), ABAX_E_MEMORY, 0);
    start(small);
    ModuleSource calling = first;
    calling.declarations.insert(calling.declarations.begin() + 2, {Kind::native, "read(c)", "impure"});
    calling.declarations.back().text = "a*b + read(1)";
    expect_refusal(table(calling), ABAX_E_NATIVE, 0);
    EXPECT_EQ(abax_f32_swap(&instance, nullptr), ABAX_E_ARGUMENT);
    EXPECT_EQ(abax_f32_swap(nullptr, small), ABAX_E_ARGUMENT);
}

TEST_F(Swap, RefusesWhileItIsBeingEvaluated) {
    ModuleSource calling = first;
    calling.declarations.insert(calling.declarations.begin() + 2, {Kind::native, "again()", "impure"});
    calling.declarations.back().text = "again()";
    const abax_f32_native native = {"again",
                                    [](void *user, const float * /*arguments*/) {
                                        auto &test = *static_cast<Swap *>(user);
                                        return static_cast<float>(abax_f32_swap(&test.instance, test.instance.table));
                                    },
                                    this, 0, 0};
    ASSERT_EQ(abax_f32_init(&instance, table(calling), memory.data(), sizeof memory, &native, 1), ABAX_OK);
    abax_f32_eval(&instance);
    EXPECT_EQ(result(0), static_cast<float>(ABAX_E_BUSY));
    EXPECT_EQ(abax_f32_swap(&instance, instance.table), ABAX_OK);
}

} // namespace
} // namespace abax_tests
