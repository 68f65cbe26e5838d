// The value graph of a compilation: what is computed, each value once, where and how often it is used. What `explain --show
// graph` prints; the compilation must have succeeded.
#ifndef ABAX_GENERATOR_VALUE_GRAPH_HPP
#define ABAX_GENERATOR_VALUE_GRAPH_HPP

#include <string>

#include "json.hpp"

namespace abax {
struct Compilation;
}

namespace abax::host {

struct GraphView;

// A line a value in the order of computation, then the expressions.
std::string describe_value_graph(const Compilation &compilation);

// For Graphviz: values in boxes, inputs and constants without, outputs with a double line.
std::string value_graph_dot(const Compilation &compilation);

// The object {"operations", "regions", "values", "expressions"} that docs/json-model.md describes.
std::string value_graph_json(const Compilation &compilation);

// Its members, added to what is open in the document.
void add_value_graph(JsonDocument &document, const GraphView &view);

} // namespace abax::host

#endif
