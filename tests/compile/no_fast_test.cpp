// A compiler that was built without the rules of the fast mode refuses a module that asks for them, and compiles others.
#include "abax/compiler.h"

#include <cstdint>
#include <gtest/gtest.h>

namespace {

std::uint64_t arena[1 << 12];

TEST(NoFast, IsRefusedWithAStatusOfItsOwn) {
    abax_compile_options options = {};
    options.fast = 1;
    abax_compiler c;
    EXPECT_EQ(abax_f64_compiler_init(&c, arena, sizeof arena, &options), ABAX_E_FAST);
    const void *bytes = &c;
    std::size_t size = 1;
    EXPECT_NE(abax_compiler_expression(&c, "y", "1"), ABAX_OK);
    EXPECT_NE(abax_compiler_finish(&c, &bytes, &size), ABAX_OK);
}

TEST(NoFast, LeavesTheStrictMode) {
    std::uint32_t rules[1] = {7};
    abax_compile_options options = {};
    options.rules = rules;
    abax_compiler c;
    ASSERT_EQ(abax_f64_compiler_init(&c, arena, sizeof arena, &options), ABAX_OK);
    ASSERT_EQ(abax_f64_compiler_param(&c, "x", 0), ABAX_OK);
    ASSERT_EQ(abax_compiler_expression(&c, "y", "x*1 + 2"), ABAX_OK);
    const void *bytes = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(abax_compiler_finish(&c, &bytes, &size), ABAX_OK);
    EXPECT_NE(bytes, nullptr);
    EXPECT_NE(size, 0U);
    EXPECT_EQ(rules[0], 7U) << "it does not count";
}

} // namespace
