// Random modules over random inputs: every engine against the reference evaluator, bit for bit. A failure prints the seed and
// the module as corpus text. ABAX_RANDOM_ROUNDS multiplies the number of modules, ABAX_RANDOM_SEED starts elsewhere.
#include "engine/engine.hpp"
#include "engine/typed_api.hpp"
#include "reference/reference_evaluator.hpp"
#include "runner/random_expression.hpp"

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

std::uint64_t number_from_environment(const char *name, std::uint64_t fallback) {
    const char *text = std::getenv(name);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

template <class Real> bool agree(std::uint64_t seed, const Shape &shape, int rows) {
    Random random(seed);
    const ModuleSource source = random_module(random, shape);
    const std::size_t results = source.count(DeclarationKind::expression);
    reference::Evaluator<Real> truth(source);
    std::vector<std::vector<Real>> inputs;
    std::vector<std::vector<Real>> expected;
    for (int i = 0; i < rows; ++i) {
        std::vector<Real> row(source.count(DeclarationKind::param));
        for (Real &value : row) {
            value = random_value<Real>(random);
        }
        inputs.push_back(row);
        expected.emplace_back(results);
        truth.evaluate(row, expected.back());
    }
    std::vector<Real> actual(results);
    for (const auto &engine : all_engines<Real>()) {
        std::string why;
        const auto program = engine->prepare(source, why);
        if (program == nullptr) {
            ADD_FAILURE() << "seed " << seed << ", " << engine->name() << ": " << why << '\n' << text_of(source);
            return false;
        }
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            program->evaluate(inputs[i], actual);
            for (std::size_t k = 0; k < results; ++k) {
                if (same_value(actual[k], expected[i][k])) {
                    continue;
                }
                std::string row;
                for (const Real value : inputs[i]) {
                    row += ' ' + shortest(value);
                }
                ADD_FAILURE() << "seed " << seed << ", " << engine->name() << ", " << real_name<Real>() << ": result "
                              << k << " is " << shortest(actual[k]) << ", the reference says "
                              << shortest(expected[i][k]) << "\nat" << row << "\nof:\n"
                              << text_of(source);
                return false;
            }
        }
    }
    return true;
}

void run(std::uint64_t first_seed, std::uint64_t modules, const Shape &shape, int rows) {
    modules *= number_from_environment("ABAX_RANDOM_ROUNDS", 1);
    first_seed += number_from_environment("ABAX_RANDOM_SEED", 0);
    int failures = 0;
    for (std::uint64_t i = 0; i < modules && failures < 3; ++i) {
        failures += agree<float>(first_seed + i, shape, rows) ? 0 : 1;
        failures += agree<double>(first_seed + i, shape, rows) ? 0 : 1;
    }
}

TEST(Random, SmallExpressions) {
    Shape shape;
    shape.size = 6;
    shape.expressions = 4;
    run(1'000'000, 3000, shape, 12);
}

TEST(Random, Batches) {
    Shape shape;
    shape.size = 25;
    shape.expressions = 8;
    shape.functions = 3;
    run(2'000'000, 600, shape, 10);
}

TEST(Random, LargeExpressions) {
    Shape shape;
    shape.size = 400;
    shape.depth = 40;
    shape.expressions = 2;
    shape.functions = 3;
    run(3'000'000, 100, shape, 8);
}

TEST(Random, ConditionalsAndLogic) {
    Shape shape;
    shape.size = 40;
    shape.expressions = 5;
    shape.conditionals = true;
    shape.functions = 3;
    run(4'000'000, 800, shape, 16);
}

TEST(Random, DeepNesting) {
    Shape shape;
    shape.size = 250;
    shape.depth = 200;
    shape.expressions = 1;
    shape.library = false;
    run(5'000'000, 150, shape, 8);
}

TEST(Random, ArithmeticOnly) {
    Shape shape;
    shape.size = 60;
    shape.expressions = 3;
    shape.functions = 0;
    shape.library = false;
    shape.bitwise = false;
    run(6'000'000, 600, shape, 10);
}

} // namespace
} // namespace abax_tests
