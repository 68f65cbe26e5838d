// Known answers for a self test: inputs, and what the table gives for them, computed here by the evaluator that devices use.
//
// What the maths library has a part in may differ in its last bits on another machine, so such a result is compared within a
// tolerance, and not at all where a comparison, a rounding or an index stands between, because it may then jump.
#ifndef ABAX_GENERATOR_SOURCE_KNOWN_ANSWERS_HPP
#define ABAX_GENERATOR_SOURCE_KNOWN_ANSWERS_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "compile.hpp"
#include "graph_view.hpp"
#include "module.hpp"

namespace abax::host::source {

enum class Trust : uint8_t { Exact, Close, None };

struct KnownAnswers {
    std::vector<Trust> results;               // by ordinal
    std::vector<std::vector<double>> inputs;  // rows of the params' slots
    std::vector<std::vector<double>> outputs; // rows of the results
};

// The rows are the defaults, the bounds that the params declare, and values between them that are the same in every build.
// Natives give 0. False where the table cannot be run; never for one that was just made.
bool known_answers(const Module &module, const GraphView &view, const Table &table, KnownAnswers &answers);

} // namespace abax::host::source

#endif
