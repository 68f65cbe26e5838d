// What becomes of the values of a graph: facts that decide how each is written, found before any line is.
#ifndef ABAX_GENERATOR_SOURCE_USES_HPP
#define ABAX_GENERATOR_SOURCE_USES_HPP

#include <cstdint>
#include <vector>

#include "graph_view.hpp"

namespace abax::host::source {

// Each by value.
struct Uses {
    std::vector<uint32_t> result_of; // the only result that it is and all it is for, or NONE
    std::vector<uint32_t> name_of;   // the ordinal of an expression whose value it is, or NONE
    std::vector<bool> asked;         // something wants to know whether it is true
    std::vector<bool> read;          // its value is; what is not may be there for its natives
    std::vector<bool> escapes;       // faults read it outside of the branch that may compute it
    std::vector<bool> may_wait;      // it is a choice, and all it is for is a branch of another one
};

Uses find_uses(const GraphView &view);

// Whether a value that nothing reads is there for its effect, and reads its operands for it.
bool acts(const Value &value);

} // namespace abax::host::source

#endif
