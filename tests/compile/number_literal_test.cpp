// Number literals all the way: in the text of an expression, through the compiler and the table, out of an instance.
#include "engine/compiled.hpp"
#include "number_reference.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

// A module of those literals, each an expression of its own, evaluated: the bits of its results.
template <class Real> std::vector<uint64_t> results_of(const std::vector<std::string> &literals) {
    ModuleSource source;
    for (const std::string &literal : literals) {
        source.declarations.push_back(
            {DeclarationKind::expression, numbered("y", source.declarations.size()), literal});
    }
    const Compiled compiled = compile<Real>(source);
    EXPECT_EQ(compiled.status, ABAX_OK) << text_of(compiled.diagnostics, source);
    typename Api<Real>::Table table;
    typename Api<Real>::Instance instance;
    EXPECT_EQ(Api<Real>::open(&table, compiled.bytes(), compiled.size), ABAX_OK);
    std::vector<uint64_t> memory(Api<Real>::instance_size(&table) / sizeof(uint64_t));
    EXPECT_EQ(Api<Real>::init(&instance, &table, memory.data(), memory.size() * sizeof(uint64_t), nullptr, 0), ABAX_OK);
    EXPECT_EQ(Api<Real>::eval(&instance), ABAX_OK);
    std::vector<uint64_t> bits;
    for (uint32_t i = 0; i < literals.size(); ++i) {
        bits.push_back(bits_of(Api<Real>::get(&instance, Api<Real>::result_at(&table, i))));
    }
    return bits;
}

void expect_right(const std::vector<std::string> &literals) {
    const std::vector<uint64_t> f32 = results_of<float>(literals);
    const std::vector<uint64_t> f64 = results_of<double>(literals);
    ASSERT_EQ(f32.size(), literals.size());
    ASSERT_EQ(f64.size(), literals.size());
    for (size_t i = 0; i < literals.size(); ++i) {
        ASSERT_EQ(f32[i], mpfr_value(literals[i], 32).bits) << literals[i];
        ASSERT_EQ(f64[i], mpfr_value(literals[i], 64).bits) << literals[i];
    }
}

TEST(Literal, IsRoundedOnceOnItsWayToAResult) {
    Random random(31);
    for (int round = 0; round < cases(400); ++round) {
        std::vector<std::string> literals;
        for (int i = 0; i < 250; ++i) {
            const unsigned bits = i % 2 == 0 ? 32 : 64;
            Exact half_way;
            make_half_way(half_way, random_pattern(random, bits), bits);
            std::string text = write(random, digits_of(half_way.digits), half_way.exponent);
            mpz_clear(half_way.digits);
            if (i % 5 != 0) {
                const size_t count = 1 + below(random, i % 5 == 1 ? 800 : 20);
                text = write(random, random_digits(random, count), static_cast<long>(below(random, 600)) - 300);
            }
            if (i % 7 == 0) {
                text = with_underscores(random, text);
            }
            literals.push_back(i % 3 == 0 ? "-" + text : text);
        }
        ASSERT_NO_FATAL_FAILURE(expect_right(literals));
    }
}

TEST(Literal, HexAndBinary) {
    expect_right({"0x0", "0xFF", "0Xff_ff_FF_ff", "-0x1000001", "0x1000003", "0x20000000000001", "0b1", "-0b1010_1010",
                  "0x1" + std::string(40, '0'), "0b1" + std::string(53, '0') + "1",
                  "0b11" + std::string(53, '0') + "1"});
}

} // namespace
} // namespace abax_tests
