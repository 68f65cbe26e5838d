// A syntax tree as the first version of many an expression library has it, and the predecessor of this one had: a node
// is an object on the heap that owns its operands and keeps the names of variables and functions as strings, which are
// looked up by name whenever the node is evaluated.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bench {

struct HeapNode {
    enum class Kind : std::uint8_t { number, variable, operation, call };

    Kind kind;
    std::uint8_t op = 0; // operation: of ops.def
    float number = 0;    // number
    std::string name;    // variable, call
    std::unique_ptr<HeapNode> left;
    std::unique_ptr<HeapNode> right; // null where there is one operand
};

using HeapTree = std::unique_ptr<HeapNode>;

// What names mean while a tree is evaluated.
struct HeapContext {
    std::unordered_map<std::string, float> variables;
    std::unordered_map<std::string, std::uint8_t> functions; // the operation of ops.def
};

// Text to tree. Knows the operators, numbers, variables and those functions of one or two arguments that need no more
// than their arguments. Throws std::runtime_error, with the place, for any other text.
HeapTree parse_to_heap(std::string_view text);

HeapTree clone(const HeapNode &node);

// Throws std::out_of_range for a name that is not known.
float evaluate(const HeapNode &node, const HeapContext &context);

// The functions that trees can call.
HeapContext heap_context();

} // namespace bench
