// Which expressions of an f32 module lose digits over the declared ranges of their inputs, and by how much.
//
// Every part of the module that can be measured (measurable.hpp) is made a module of its own and measured
// (measure.hpp), in an order in which what is used comes first; what uses a part that loses is not measured. The work
// is bounded for the whole module: where there are many parts, fewer inputs of each are tried, and at the end parts are
// left out.
#ifndef ABAX_GENERATOR_ACCURACY_HPP
#define ABAX_GENERATOR_ACCURACY_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "compile.hpp"
#include "module.hpp"

namespace abax::host {

// An error beyond this part of the greatest magnitude of the value is a loss: 2^-12, one step of a 12-bit converter at full
// scale. It is half of the bits that f32 has; a calculation that only rounds its operations stays hundreds of times
// below it. The error is not compared with the value itself, of which nothing is left where it goes through zero.
inline constexpr double most_error = 0x1p-12;

// With so many inputs a range of 0 to 4095 is tried count by count.
inline constexpr size_t most_inputs_tried = 4096;
inline constexpr size_t least_inputs_tried = 64;

// Instructions and what counts as many (measure.hpp), for a whole module: less than a tenth of a second.
inline constexpr uint64_t most_work = 30'000'000;

struct InputValue {
    std::string name; // "raw", "imu.ax", "adc[2]"
    double value = 0; // of f32
};

// An expression, or a part of one, where it is off most.
struct Loss {
    Span place;
    std::vector<InputValue> inputs;
    double value = 0;    // in f32; infinite or NaN where a step on the way is too large for it
    double exact = 0;    // in f64
    double error = 0;    // the magnitude of their difference; infinite where `value` is not finite
    double greatest = 0; // magnitude of `exact` over all inputs that were tried
    size_t tried = 0;    // inputs
    std::string advice;  // what is known of the reason, or what helps; ""
};

struct Accuracy {
    std::vector<Loss> losses;
    size_t measured = 0; // parts
    size_t left_out = 0; // parts for which there was no time
    uint64_t work = 0;   // done, of most_work; more than that by one part at most
};

// `run` is the compilation of the module, without errors. An f64 module is not measured.
Accuracy measure_accuracy(const Module &module, const CompilerRun &run);

// A warning for every loss, unless it is silenced: then nothing is measured.
void warn_of_losses(const Module &module, const CompilerRun &run, Diagnostics &diagnostics);

// A number as people write it, to so many digits: 476, 0.0813, 3.4e+38.
std::string rounded(double value, int digits);

} // namespace abax::host

#endif
