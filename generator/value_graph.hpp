// The value graph of a compilation as text: what is computed, each value once, where and how often it is used.
#ifndef ABAX_GENERATOR_VALUE_GRAPH_HPP
#define ABAX_GENERATOR_VALUE_GRAPH_HPP

#include <string>

namespace abax {
struct Compilation;
}

namespace abax::host {

// A line a value in the order of computation, then the outputs; the compilation must have succeeded.
std::string describe_value_graph(const Compilation &compilation);

} // namespace abax::host

#endif
