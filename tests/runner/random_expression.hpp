// Random well-formed modules: text made top-down from the grammar, level by level, so that operators meet without parentheses
// as often as with. The same seed gives the same module everywhere.
#ifndef ABAX_TESTS_RANDOM_EXPRESSION_HPP
#define ABAX_TESTS_RANDOM_EXPRESSION_HPP

#include "engine/module_source.hpp"

#include <cstdint>
#include <random>

namespace abax_tests {

// Numbers that are the same with every standard library.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_() >> 33U) % limit; }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    std::uint64_t bits() { return engine_(); }

private:
    std::mt19937_64 engine_;
};

struct Shape {
    std::uint32_t expressions = 3;
    std::uint32_t functions = 2;
    int size = 30;             // about how many operators an expression has
    int depth = 12;            // how deep it may nest
    bool conditionals = false; // mostly choices and logic
    bool bitwise = true;
    bool library = true;  // functions of the C library
    bool arrays = false;  // input and constant arrays, also indexed where they have no element
    bool natives = false; // pure and impure natives, and expressions that are no outputs
    bool state = false;   // functions with a memory, and feedback through prev and delay
};

ModuleSource random_module(Random &random, const Shape &shape);

// A value for a param: special, small, of any magnitude, or any bits at all.
template <class Real> Real random_value(Random &random);

} // namespace abax_tests

#endif
