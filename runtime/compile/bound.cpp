// How much arena always suffices, from the sizes of what the passes make. Every sum below is an upper bound of what one
// byte of text, one declaration or one node of the graph can cost; tests compile hostile texts into exactly this much.
#include "graph.hpp"

#include "decimal.hpp"

namespace abax {

namespace {

constexpr size_t OPEN = 16; // what waits in the parser
constexpr size_t TASK = 16; // what waits in the lowering
constexpr size_t EXPANSION = 32;
constexpr size_t VISITED = 32;
constexpr size_t CODE = sizeof(Instruction) + 8; // an instruction and its words

// Any node: the value, where it is placed, and a load, an operation and a store.
constexpr size_t PLAIN_NODE = sizeof(Value) + sizeof(Placement) + 3 * CODE + sizeof(uint64_t);

// What a conditional, && or || takes besides: regions, labels, jumps, and tasks that wait while its parts are lowered.
constexpr size_t CONDITION = 2 * sizeof(Region) + 5 * CODE + 2 * sizeof(uint32_t) + 10 * TASK;

// A call of prev, which takes six bytes besides its argument: a declaration of its own, and a node where its argument was.
constexpr size_t DEFERRED = sizeof(Declaration) + sizeof(AstNode) + VISITED;

// Text that compiles: a byte is at most one node of the AST, waits at most once in the parser and once in an expansion. It
// makes at most 8/5 nodes of the graph (a^15+ makes eight of five bytes), a condition takes three bytes (a&&).
// Text that does not compile makes names instead, one of two bytes, which is less.
constexpr size_t PER_BYTE =
    sizeof(AstNode) + OPEN + 2 * sizeof(uint32_t) + 1 + PLAIN_NODE * 8 / 5 + CONDITION / 3 + (DEFERRED + 5) / 6;
static_assert(PER_BYTE > sizeof(AstNode) + OPEN + (sizeof(Atom) + sizeof(Parameter)) / 2, "names take more than nodes");

constexpr size_t PER_NODE = PLAIN_NODE + CONDITION;

// Title and body each begin a name; an output is loaded and stored, its fault loaded and raised.
constexpr size_t OF_DECLARATION = sizeof(Declaration) + 2 * sizeof(Atom) + sizeof(Parameter) + EXPANSION + VISITED +
                                  4 * CODE + sizeof(abax_entry) + 8 + 2;

// An element is itself a node, and a step of sum or avg, of min and of max, and its value is in the table.
constexpr size_t OF_ELEMENT = 4 * PLAIN_NODE + sizeof(abax_array) + sizeof(uint64_t);

constexpr size_t PER_DECLARATION = OF_DECLARATION > OF_ELEMENT ? OF_DECLARATION : OF_ELEMENT;

// Whatever the text: the derived functions with their names and ASTs, and the constants that they bring.
constexpr size_t FIXED = 16 * (sizeof(Declaration) + EXPANSION) + 24 * (sizeof(Atom) + sizeof(Parameter)) +
                         160 * (sizeof(AstNode) + sizeof(uint32_t)) + 64 * PLAIN_NODE + sizeof(Compilation) +
                         sizeof(abax_header) + 128;

size_t times(size_t a, size_t b) { return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b; }
size_t plus(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

} // namespace

} // namespace abax

using namespace abax;

size_t abax_compile_memory(size_t text, size_t declarations, size_t nodes) {
    size_t bytes = plus(FIXED, number_scratch(text));
    bytes = plus(bytes, times(text, PER_BYTE));
    bytes = plus(bytes, times(declarations, PER_DECLARATION));
    bytes = plus(bytes, times(nodes, PER_NODE));
    return bytes > SIZE_MAX - 7 ? SIZE_MAX & ~static_cast<size_t>(7) : round_up_8(bytes);
}
