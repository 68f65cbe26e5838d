// A run time that is built with what the modules batch and seven use, and nothing else: it gives the bits of their generated
// source, and refuses the table of another module.
#include "batch.hpp"
#include "batch_table.h"
#include "climate_table.h"
#include "seven.hpp"
#include "seven_table.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

namespace {

// A value of any kind.
float any_value(std::mt19937 &random) {
    constexpr float special[] = {0.0F, -0.0F, 1.0F, -1.0F, 1e-42F, 3.4e38F, HUGE_VALF, -HUGE_VALF};
    if (random() % 4 == 0) {
        return special[random() % std::size(special)];
    }
    return static_cast<float>(static_cast<std::int32_t>(random() % 4000) - 2000) / 64.0F;
}

bool is_same(float a, float b) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b));
}

void agrees(const abax_f32_table &generated, const void *bytes, std::size_t size) {
    abax_f32_table table;
    ASSERT_EQ(abax_f32_open(&table, bytes, size), ABAX_OK) << table.position;
    const abax_f32_table *const tables[2] = {&generated, &table};
    std::vector<std::uint64_t> memory[2];
    abax_f32_instance instances[2];
    for (int i = 0; i < 2; ++i) {
        memory[i].resize(abax_f32_instance_size(tables[i]) / 8);
        ASSERT_EQ(abax_f32_init(&instances[i], tables[i], memory[i].data(), memory[i].size() * 8, nullptr, 0), ABAX_OK);
    }
    std::mt19937 random(1);
    for (int row = 0; row < 5000; ++row) {
        for (std::uint32_t p = 0; p < abax_f32_param_count(&table); ++p) {
            const float value = any_value(random);
            for (abax_f32_instance &instance : instances) {
                abax_f32_set(&instance, abax_f32_param_at(&table, p), value);
            }
        }
        for (abax_f32_instance &instance : instances) {
            ASSERT_EQ(abax_f32_eval(&instance), ABAX_OK);
        }
        for (std::uint32_t r = 0; r < abax_f32_result_count(&table); ++r) {
            const float one = abax_f32_get(&instances[0], abax_f32_result_at(&table, r));
            const float other = abax_f32_get(&instances[1], abax_f32_result_at(&table, r));
            ASSERT_TRUE(is_same(one, other)) << abax_f32_result_name(&table, r) << ": " << one << ", " << other;
        }
    }
}

TEST(Used, GivesTheSameBits) {
    agrees(batch::generated, batch_table, BATCH_TABLE_SIZE);
    agrees(seven::generated, seven_table, SEVEN_TABLE_SIZE);
}

TEST(Used, RefusesWhatNoneOfTheModulesUses) {
    abax_f32_table table;
    EXPECT_EQ(abax_f32_open(&table, climate_table, CLIMATE_TABLE_SIZE), ABAX_E_FEATURE);
    EXPECT_GE(table.position, sizeof(abax_header));
    EXPECT_STREQ(abax_status_text(ABAX_E_FEATURE), "the table uses instructions that are not built into this runtime");
}

// Without arrays, natives and the wide profile the header's fields tell.
TEST(Used, LeavesOutTheProfilesThatNoTableHas) {
    std::vector<std::uint64_t> copy(batch_table, batch_table + BATCH_TABLE_SIZE / 8);
    reinterpret_cast<abax_header *>(copy.data())->profile = ABAX_PROFILE_WIDE;
    abax_f32_table table;
    EXPECT_EQ(abax_f32_open(&table, copy.data(), BATCH_TABLE_SIZE), ABAX_E_PROFILE);
}

} // namespace
