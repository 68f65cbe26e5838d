// A run time without the fused, wide, bitwise, array, native and state parts: runs base tables and refuses the others,
// saying which part is missing.
#include "running.hpp"

namespace abax_tests {
namespace {

TableBuilder<float> half(std::uint8_t profile, std::uint32_t features) {
    TableBuilder<float> t;
    t.profile = profile;
    t.features = features;
    t.params = {{"x"}};
    t.results = {{"y"}};
    t.constants = {0.5F};
    t.load(0).emit(row_of(Form::RA, Op::MUL), t.constant(0)).store(t.result(0)).end();
    return t;
}

TEST(Reduced, RunsBaseTables) {
    Running<float> run(half(base_profile, 1));
    ASSERT_EQ(run.status, ABAX_OK);
    run.set(0, 3.0F);
    run.eval();
    EXPECT_EQ(run.get(1), 1.5F);
}

TEST(Reduced, RefusesProfilesThatAreNotBuiltIn) {
    for (const std::uint8_t profile : {fused_profile, wide_profile}) {
        Running<float> run(half(profile, 1));
        EXPECT_EQ(run.status, ABAX_E_PROFILE);
        EXPECT_EQ(run.table.position, offsetof(abax_header, profile));
    }
}

TEST(Reduced, RefusesFeaturesThatAreNotBuiltIn) {
    for (const std::uint32_t features : {3U, 5U, 9U, 17U, 33U, 65U}) {
        Running<float> run(half(base_profile, features));
        EXPECT_EQ(run.status, ABAX_E_FEATURE);
        EXPECT_EQ(run.table.position, offsetof(abax_header, features));
    }
}

TEST(Reduced, RefusesArraysAndNatives) {
    TableBuilder<float> arrays = half(base_profile, 1);
    arrays.arrays = {{1.0F, 2.0F}};
    const Running<float> with_arrays(arrays);
    EXPECT_EQ(with_arrays.status, ABAX_E_FEATURE);
    EXPECT_EQ(with_arrays.table.position, offsetof(abax_header, array_bytes));
    TableBuilder<float> natives = half(base_profile, 1);
    natives.imports = {{"f", 0}};
    const Running<float> with_natives(natives);
    EXPECT_EQ(with_natives.status, ABAX_E_FEATURE);
    EXPECT_EQ(with_natives.table.position, offsetof(abax_header, import_count));
}

TEST(Reduced, RefusesInstructionsOfSetsThatAreNotBuiltIn) {
    for (const Row &row : rows) {
        if (row.set == Set::BASE) {
            continue;
        }
        TableBuilder<float> t = half(base_profile, 1);
        t.code[1] = row.number;
        Running<float> run(t);
        EXPECT_EQ(run.status, ABAX_E_CODE) << row.number;
        EXPECT_EQ(run.table.position, sizeof(abax_header) + 4) << row.number;
    }
}

} // namespace
} // namespace abax_tests
