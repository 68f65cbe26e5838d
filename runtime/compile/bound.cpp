// How much arena always suffices, from the sizes of what the passes make. Every sum below is an upper bound of what one
// byte of text, one declaration or one node of the graph can cost; tests compile hostile texts into exactly this much.
#include "graph.hpp"

#include "decimal.hpp"

namespace abax {

namespace {

// Sixteen bytes each: what waits in the parser, a task of the lowering, an instruction.
constexpr size_t OPEN = 16;
constexpr size_t TASK = 16;
constexpr size_t EXPANSION = 32;
constexpr size_t VISITED = 32;
constexpr size_t WORDS = 16; // code of an instruction at most: two words of the wide profile, twice for a long jump

// A name takes a byte and something that ends it: half an atom and half a parameter a byte. A byte is at most one node of
// the AST, and waits at most once in the parser and once in an expansion.
constexpr size_t PER_BYTE = sizeof(Atom) / 2 + sizeof(Parameter) / 2 + sizeof(AstNode) + OPEN + 2 * sizeof(uint32_t) + 1;

// A value, and what it becomes. The worst is a conditional: two regions, two labels, ten tasks that wait, two jumps and
// three loads.
constexpr size_t PER_NODE = sizeof(Value) + sizeof(Placement) + 2 * sizeof(Region) + 2 * sizeof(uint32_t) + 10 * TASK +
                            5 * (sizeof(Instruction) + WORDS) + 8;

// Title and body each begin a name; an output is loaded and stored.
constexpr size_t PER_DECLARATION = sizeof(Declaration) + 2 * sizeof(Atom) + sizeof(Parameter) + EXPANSION + VISITED +
                                   2 * (sizeof(Instruction) + WORDS) + sizeof(abax_entry) + 8 + 2;

// The derived functions: their declarations, names, ASTs and values, whatever the text.
constexpr size_t DERIVED = 16 * (sizeof(Declaration) + EXPANSION) + 24 * (sizeof(Atom) + sizeof(Parameter)) +
                           160 * (sizeof(AstNode) + sizeof(uint32_t));

// Nodes of the graph that one byte of text makes at most, where no function is called twice: x^-15 makes ten of six bytes.
constexpr size_t NODES_PER_BYTE = 2;
constexpr size_t NODES_AT_LEAST = 64;

size_t times(size_t a, size_t b) { return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b; }
size_t plus(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

} // namespace

} // namespace abax

using namespace abax;

size_t abax_compile_memory(size_t text, size_t declarations, size_t nodes) {
    const size_t most_nodes = nodes != 0 ? nodes : plus(times(text, NODES_PER_BYTE), NODES_AT_LEAST);
    size_t bytes = sizeof(Compiler) + sizeof(abax_header) + 128 + DERIVED + number_scratch(text);
    bytes = plus(bytes, times(text, PER_BYTE));
    bytes = plus(bytes, times(declarations, PER_DECLARATION));
    bytes = plus(bytes, times(most_nodes, PER_NODE));
    return bytes > SIZE_MAX - 7 ? SIZE_MAX & ~static_cast<size_t>(7) : round_up_8(bytes);
}
