// One result measured: a module with a single result, evaluated in f32 and in f64 with the same inputs over their ranges.
//
// The f32 table has the bits that the device has. The f64 table is made of the same text, whose numbers are rounded to
// f64 only, and stands for the exact value: it is some 2^29 times nearer to it. Inputs are numbers of f32, exact in
// both.
//
// Where rounding makes a comparison or a floor decide otherwise, a single input may be far off. That is how such
// functions are, and no loss: so where there are such jumps, an error must be seen at a quarter of the inputs around
// it, too, give or take a factor of 4. Nor are inputs taken for which there is no exact value that is finite, or an
// index that is none.
#ifndef ABAX_GENERATOR_MEASURE_HPP
#define ABAX_GENERATOR_MEASURE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "evaluator.hpp"
#include "module.hpp"
#include "samples.hpp"

namespace abax::host {

// A module with one result, ready to run in both types. All of its params have a min and a max; an input that it does
// not read keeps its default.
struct MeasuredPair {
    Evaluator narrow;                              // f32
    Evaluator exact;                               // f64
    std::vector<Range> ranges;                     // of the inputs that are read
    std::vector<std::pair<size_t, size_t>> places; // of the ranges: the param, and the element of it
    bool smooth = true;                            // a small change of an input is a small change of the value
    bool polynomial = true;                        // nothing but + - * and fma
    uint64_t row_work = 0;                         // evaluating once in both, in work_… units
    uint64_t made_work = 0;                        // making it
};

// Work is counted in evaluated instructions, of which a build machine does some 500 million a second.
inline constexpr uint64_t work_of_part = 20'000; // to make a pair of a module, and
inline constexpr uint64_t work_of_value = 300;   // for every value of its graph
inline constexpr uint64_t work_of_byte = 20;     // for every byte of its arrays, curves and maps
inline constexpr uint64_t work_of_library = 12;  // of a call of the C maths library, besides its instruction

// Nothing where there are no such tables (what is wrong with the module was said when all of it was compiled), or no inputs.
std::optional<MeasuredPair> make_pair_of(const Module &narrow, const Module &exact);

// The input where the result is off most.
struct Worst {
    std::vector<double> row; // of f32, a number for every range
    double value = 0;        // in f32; infinite or NaN where a step on the way was too large for it
    double exact = 0;        // in f64
    double error = -1; // the magnitude of their difference, infinite where `value` is not finite; -1: there is none
};

struct Measured {
    Worst worst;         // an error that is no loss is none
    double greatest = 0; // magnitude of the exact value
    size_t tried = 0;    // inputs
};

// An error is a loss beyond the part `most_error` of the greatest magnitude. `inputs` are tried over all ranges, at
// least 64, and as many more at most at numbers that matter (rows_at).
Measured measure(MeasuredPair &pair, const std::vector<double> &marks, size_t inputs, double most_error);

} // namespace abax::host

#endif
