// What of a compiled module can be measured by evaluating it over the ranges of its inputs: expressions, and parts of
// them, that depend on nothing but params with a min and a max. What calls a native, remembers something, or depends on
// a param whose range nobody declared, cannot; of an expression that cannot, the largest parts that can are found. What
// stands behind a condition in such an expression is left out: nobody knows over which inputs it is evaluated.
#ifndef ABAX_GENERATOR_MEASURABLE_HPP
#define ABAX_GENERATOR_MEASURABLE_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "module.hpp"

namespace abax {
struct Compilation;
struct Declaration;
} // namespace abax

namespace abax::host {

// More numbers than this are not sampled: an array counts with its elements.
inline constexpr size_t most_measured_inputs = 16;

// An expression, or a piece of its text that is an expression by itself.
struct MeasurablePart {
    size_t offset = 0; // in the text of the expression
    size_t length = 0;
    std::vector<uint32_t> params;                // ordinals of those that it depends on, ascending; at least one
    std::vector<const abax::Declaration *> uses; // expressions and functions that it names
};

// A function or an expression.
struct MeasurableDeclaration {
    const abax::Declaration *declaration = nullptr;
    size_t expression = 0;                       // ordinal among the module's expressions, of an expression
    std::vector<const abax::Declaration *> uses; // expressions and functions that it names
    std::vector<MeasurablePart> parts;           // of an expression: those that prev and delay keep are another entry
};

// All that the expressions need, in an order in which what is used comes first, then what prev and delay keep. The
// compilation must have succeeded, and must be the one of this module.
std::vector<MeasurableDeclaration> find_measurable(const Compilation &compilation, const Module &module);

} // namespace abax::host

#endif
