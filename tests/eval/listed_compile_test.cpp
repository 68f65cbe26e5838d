// The on-device compiler beside a run time that is built for a list of operators: what is written with these runs, what is not
// compiles to the same bytes as anywhere, and is refused when it is opened.
#include "abax/abax.h"
#include "abax/compiler.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace {

struct Compiled {
    std::vector<std::uint64_t> arena = std::vector<std::uint64_t>(4096);
    abax_compiler compiler{};
    const void *bytes = nullptr;
    std::size_t size = 0;
    abax_f32_table table{};
    abax_status compiling;
    abax_status opening = ABAX_E_ORDER;

    Compiled(const char *text, std::uint32_t profile) {
        abax_compile_options options{};
        options.profile = profile;
        abax_f32_compiler_init(&compiler, arena.data(), arena.size() * 8, &options);
        abax_f32_compiler_param(&compiler, "x", 1.0F);
        abax_f32_compiler_param(&compiler, "y", 2.0F);
        abax_compiler_expression(&compiler, "z", text);
        compiling = abax_compiler_finish(&compiler, &bytes, &size);
        if (compiling == ABAX_OK) {
            opening = abax_f32_open(&table, bytes, size);
        }
    }
};

constexpr std::uint32_t profiles[] = {ABAX_COMPILE_BASE, ABAX_COMPILE_FUSED, ABAX_COMPILE_WIDE};

TEST(ListedCompile, RunsWhatIsWrittenWithTheOperatorsOfTheList) {
    for (const std::uint32_t profile : profiles) {
        for (const char *text : {"x + y*3", "x*y + x*x + y*y", "x < y ? sin(x) : ln(y) * x", "fma(x, y, 2) << 3",
                                 "(x + y)^-2", "cos(x*y) ^ y", "x*y < x ? x : y*(x + y)"}) {
            Compiled c(text, profile);
            ASSERT_EQ(c.compiling, ABAX_OK) << text;
            EXPECT_EQ(c.opening, ABAX_OK) << text << ", profile " << profile;
            alignas(8) unsigned char memory[256];
            abax_f32_instance instance;
            ASSERT_EQ(abax_f32_init(&instance, &c.table, memory, sizeof memory, nullptr, 0), ABAX_OK) << text;
            EXPECT_EQ(abax_f32_eval(&instance), ABAX_OK);
        }
    }
}

TEST(ListedCompile, RefusesTheTableOfAnythingElse) {
    for (const std::uint32_t profile : profiles) {
        for (const char *text :
             {"sqrt(x)", "x + y == 3", "tan(x)", "atan2(x, y)", "floor(x*y)", "x | y", "abs(x - y)"}) {
            Compiled c(text, profile);
            ASSERT_EQ(c.compiling, ABAX_OK) << text;
            EXPECT_EQ(c.opening, ABAX_E_FEATURE) << text << ", profile " << profile;
            EXPECT_GE(c.table.position, sizeof(abax_header)) << text;
        }
    }
}

} // namespace
