// The value graph of a compilation, ready to be shown: names of what is read, numbers of what is computed, and which condition
// guards what. The compilation must have succeeded.
#ifndef ABAX_GENERATOR_GRAPH_VIEW_HPP
#define ABAX_GENERATOR_GRAPH_VIEW_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compile/graph.hpp"

namespace abax::host {

// The value that decides whether a region runs, and whether it runs when the value is true or false.
struct Guard {
    uint32_t condition = NONE;
    bool when = true;
};

// An input as it lies in the frame: its declaration and, of an array, the element.
struct InputSlot {
    const Declaration *param;
    uint32_t element;
};

struct GraphView {
    const Compilation &compilation;
    std::vector<InputSlot> inputs;          // by slot
    std::vector<uint32_t> numbers;          // by value: of those that are computed, counted through; else NONE
    std::vector<uint32_t> users;            // by value: values that use it and outputs that it is
    std::vector<Guard> guards;              // by region
    std::vector<uint32_t> computed;         // the values that are, in the order of computation
    std::vector<const Declaration *> named; // the expressions in declared order
};

GraphView view_graph(const Compilation &compilation);

// The values that a value is made of: operands, or a native's arguments.
std::vector<uint32_t> operands_of(const GraphView &view, uint32_t value);

// Whether a value is computed for faults only: after everything else, for it reads what others have computed.
bool is_for_faults(const GraphView &view, uint32_t value);

// "add", "element", "native" …
std::string operation_of(const Value &value);

// A number by its bits; a constant's.
double real_of(uint64_t bits, uint32_t real_bits);
double constant_of(const GraphView &view, uint32_t value);

// "imu.ax", "adc[2]", "2.5", "v7".
std::string name_of(const GraphView &view, uint32_t value);

// What is computed, in the language's own spelling: "v3 * rh".
std::string formula_of(const GraphView &view, uint32_t value);

// "only if v3", "once, when an instance is made", or "".
std::string condition_of(const GraphView &view, uint32_t value);

// The name of a declaration; of a function or native without its parameters.
std::string_view name_of(const Declaration &declaration);

} // namespace abax::host

#endif
