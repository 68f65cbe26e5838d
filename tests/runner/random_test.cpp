// Random modules over random inputs: every engine against the reference evaluator, bit for bit. A failure prints the seed and
// the module as corpus text. ABAX_RANDOM_ROUNDS multiplies the number of modules, ABAX_RANDOM_SEED starts elsewhere.
#include "engine/compiled.hpp"
#include "engine/instrumented.hpp"
#include "runner/agreement.hpp"
#include "runner/random_expression.hpp"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>

namespace abax_tests {
namespace {

std::uint64_t number_from_environment(const char *name, std::uint64_t fallback) {
    const char *text = std::getenv(name);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

// What was seen, so that a generator that makes nothing of interest is noticed.
struct Seen {
    std::uint64_t modules = 0;
    std::uint64_t refused = 0;
    std::uint64_t unordered = 0;
    std::uint64_t rows = 0;
    std::uint64_t faults = 0; // rows with one
    std::uint64_t calls = 0;  // rows with some
};

// What became of a module: it agrees; it does not; or it was refused for a reason that a random module may have.
enum class Verdict { agrees, differs, refused };

template <class Real> Verdict agree(std::uint64_t seed, const Shape &shape, int rows, Seen &seen) {
    ++seen.modules;
    Random random(seed);
    ModuleSource source = random_module(random, shape);
    if (shape.natives && source.count(DeclarationKind::native) != 0) {
        const Compiled compiled = compile<Real>(source);
        if (std::any_of(compiled.diagnostics.begin(), compiled.diagnostics.end(),
                        [](const Reported &reported) { return reported.code == ABAX_D_LAZY_NATIVE; })) {
            ++seen.refused;
            return Verdict::refused; // the corpus has the cases in which this is right
        }
    }
    std::vector<std::vector<Real>> inputs(static_cast<std::size_t>(rows));
    const std::vector<std::string> names = input_names(source);
    for (std::vector<Real> &row : inputs) {
        for (const std::string &name : names) {
            // What arrays are indexed with stays near their elements, mostly.
            row.push_back(shape.arrays && name.size() == 1 && random.chance(70)
                              ? static_cast<Real>(static_cast<int>(random.below(36)) - 6) / Real(4)
                              : random_value<Real>(random));
        }
    }
    const Truth<Real> truth = truth_of(source, inputs);
    seen.unordered += source.any_order ? 1 : 0;
    for (const Effects<Real> &effects : truth.effects) {
        ++seen.rows;
        seen.faults += effects.faults != 0 ? 1 : 0;
        seen.calls += effects.calls.empty() ? 0 : 1;
    }
    for (const std::string &text : disagreements(source, inputs, truth)) {
        ADD_FAILURE() << "seed " << seed << ", " << text;
        return Verdict::differs;
    }
    return Verdict::agrees;
}

void run(std::uint64_t first_seed, std::uint64_t modules, const Shape &shape, int rows) {
    modules = modules / (instrumented ? 5 : 1) * number_from_environment("ABAX_RANDOM_ROUNDS", 1);
    first_seed += number_from_environment("ABAX_RANDOM_SEED", 0);
    Seen seen;
    int failures = 0;
    for (std::uint64_t i = 0; i < modules && failures < 3; ++i) {
        for (const Verdict verdict :
             {agree<float>(first_seed + i, shape, rows, seen), agree<double>(first_seed + i, shape, rows, seen)}) {
            failures += verdict == Verdict::differs ? 1 : 0;
        }
    }
    std::printf("    %llu modules, %llu refused, %llu with natives needed on several ways, %llu rows, %llu with "
                "faults, %llu with calls\n",
                static_cast<unsigned long long>(seen.modules), static_cast<unsigned long long>(seen.refused),
                static_cast<unsigned long long>(seen.unordered), static_cast<unsigned long long>(seen.rows),
                static_cast<unsigned long long>(seen.faults), static_cast<unsigned long long>(seen.calls));
    if (failures == 0) {
        EXPECT_LT(seen.refused * 20, seen.modules);
        EXPECT_LT(seen.unordered * 3, shape.state ? seen.modules * 4 : seen.modules);
        EXPECT_GE(seen.faults * 10, shape.arrays ? seen.rows : 0);
        EXPECT_GE(seen.calls * 10, shape.natives ? seen.rows : 0);
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

TEST(Random, ArraysAndFaults) {
    Shape shape;
    shape.size = 20;
    shape.expressions = 6;
    shape.functions = 3;
    shape.conditionals = true;
    shape.library = false;
    shape.arrays = true;
    run(7'000'000, 1500, shape, 16);
}

TEST(Random, FaultsInSmallExpressions) {
    Shape shape;
    shape.size = 5;
    shape.expressions = 5;
    shape.functions = 3;
    shape.conditionals = true;
    shape.library = false;
    shape.bitwise = false;
    shape.arrays = true;
    run(8'000'000, 3000, shape, 16);
}

TEST(Random, Natives) {
    Shape shape;
    shape.size = 12;
    shape.expressions = 5;
    shape.functions = 3;
    shape.conditionals = true;
    shape.library = false;
    shape.arrays = true;
    shape.natives = true;
    run(9'000'000, 1500, shape, 16);
}

TEST(Random, NativesInSmallExpressions) {
    Shape shape;
    shape.size = 4;
    shape.expressions = 6;
    shape.functions = 4;
    shape.conditionals = true;
    shape.library = false;
    shape.bitwise = false;
    shape.natives = true;
    run(10'000'000, 3000, shape, 12);
}

TEST(Random, EverythingAtOnce) {
    Shape shape;
    shape.size = 60;
    shape.expressions = 10;
    shape.functions = 5;
    shape.arrays = true;
    shape.natives = true;
    run(11'000'000, 300, shape, 12);
}

TEST(Random, State) {
    Shape shape;
    shape.size = 12;
    shape.expressions = 5;
    shape.functions = 3;
    shape.conditionals = true;
    shape.library = false;
    shape.bitwise = false;
    shape.state = true;
    run(12'000'000, 1500, shape, 30);
}

TEST(Random, StateInSmallExpressions) {
    Shape shape;
    shape.size = 4;
    shape.expressions = 6;
    shape.functions = 3;
    shape.library = false;
    shape.bitwise = false;
    shape.state = true;
    run(13'000'000, 2000, shape, 30);
}

TEST(Random, StateFaultsAndNatives) {
    Shape shape;
    shape.size = 12;
    shape.expressions = 5;
    shape.functions = 3;
    shape.conditionals = true;
    shape.library = false;
    shape.arrays = true;
    shape.natives = true;
    shape.state = true;
    run(14'000'000, 800, shape, 16);
}

TEST(Random, StateAndFaults) {
    Shape shape;
    shape.size = 8;
    shape.expressions = 5;
    shape.functions = 3;
    shape.conditionals = true;
    shape.library = false;
    shape.arrays = true;
    shape.state = true;
    run(15'000'000, 800, shape, 16);
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
