// The rows of ops.def as data: what the lexer, the parser, the resolver and the simplifier know about operators,
// functions and constants. Nothing here is written by hand that ops.def says.
#ifndef ABAX_COMPILE_OPS_HPP
#define ABAX_COMPILE_OPS_HPP

#include <stddef.h>
#include <stdint.h>

/* Five bits. */
#define ABAX_COMMUTES 1u
#define ABAX_FOLDS 2u
#define ABAX_TRUTH 4u
#define ABAX_VARIADIC 8u
#define ABAX_BITWISE 16u

namespace abax {

// The number of a row of ops.def. Values of the graph use the same numbers, and a few more (graph.hpp).
enum Op : uint8_t {
    OP_NONE = 0,
#define ABAX_SYNTAX(id, number, ...) OP_##id = number,
#define ABAX_UNARY(id, number, ...) OP_##id = number,
#define ABAX_BINARY(id, number, ...) OP_##id = number,
#define ABAX_TERNARY(id, number, ...) OP_##id = number,
#define ABAX_LIBRARY1(id, number, ...) OP_##id = number,
#define ABAX_LIBRARY2(id, number, ...) OP_##id = number,
#define ABAX_STATE(id, number, ...) OP_##id = number,
#define ABAX_WINDOW(id, number, ...) OP_##id = number,
#define ABAX_FEEDBACK(id, number, ...) OP_##id = number,
#define ABAX_DERIVED(id, number, ...) OP_##id = number,
#define ABAX_SPECIAL(id, number, ...) OP_##id = number,
#define ABAX_CONSTANT(id, number, ...) OP_##id = number,
#include "abax/ops.def"
};

enum class OpKind : uint8_t { Syntax, Arithmetic, Library, Derived, Special, Constant, State, Window, Feedback };

// One row. The table is in a device's flash: six bytes a row, and all texts in one place.
struct OpRow {
    Op op;
    OpKind kind : 4;
    uint8_t level : 4;      // of the operator, 0 if there is none
    bool right : 1;         // right-associative, or a prefix operator
    uint8_t properties : 5; // ABAX_COMMUTES …
    bool prefix : 1;        // the operator stands before its operand
    uint8_t least : 4;      // arguments of the function, or operands
    uint8_t most : 4;       // 0: any number
    uint16_t texts;         // where the texts begin

    // Texts that a row lacks are "".
    const char *name() const; // of the function or constant
    const char *symbol() const;
    const char *alias() const;
    const char *parameters() const; // Derived only: "a,b"
    const char *body() const;       // Derived only: in the language itself
};

struct OpTable {
#define ABAX_SYNTAX(...) +1
#define ABAX_UNARY(...) +1
#define ABAX_BINARY(...) +1
#define ABAX_TERNARY(...) +1
#define ABAX_LIBRARY1(...) +1
#define ABAX_LIBRARY2(...) +1
#define ABAX_STATE(...) +1
#define ABAX_WINDOW(...) +1
#define ABAX_FEEDBACK(...) +1
#define ABAX_DERIVED(...) +1
#define ABAX_SPECIAL(...) +1
#define ABAX_CONSTANT(...) +1
    OpRow rows[0
#include "abax/ops.def"
    ];
};

extern const OpTable op_table;

// The row of an operator or function; null for a number that is not in ops.def.
const OpRow *find_op(uint8_t op);

// Whether the function has a memory: OpKind::State, Window or Feedback.
bool has_state(uint8_t op);

// The memory of a function that has one.
struct StateShape {
    uint8_t slots;
    uint8_t nan;   // which of them start as NaN, as bits
    uint8_t rings; // slots besides, for each of the n values that it remembers
    uint16_t most; // the greatest n; 0 where there is none
};
StateShape state_shape(uint8_t op);
// How many values a step of it takes: prev keeps one.
uint32_t step_arguments(uint8_t op);

// What is asked most of an operation, by its number, those of the graph (ValueOp) too: properties, how many operands it has
// (from bit 5 on), whether it is a function of the maths library.
struct OpTraits {
    uint8_t of[256];
};
extern const OpTraits op_traits;
constexpr uint32_t TRAIT_OPERANDS = 5;
constexpr uint8_t TRAIT_LIBRARY = 1u << 7;

// Whether an operation has one of these: ABAX_COMMUTES … One that is not in ops.def has none.
inline bool has_property(uint8_t op, uint32_t property) { return (op_traits.of[op] & property) != 0; }
inline uint32_t operand_count(uint8_t op) { return op_traits.of[op] >> TRAIT_OPERANDS & 3u; }
inline bool is_library(uint8_t op) { return (op_traits.of[op] & TRAIT_LIBRARY) != 0; }

// The function or constant of that name; null if there is none.
const OpRow *find_builtin(const char *name, size_t size);
// The same where the name's hash (eval/hash.h) is known already.
const OpRow *find_builtin(const char *name, size_t size, uint32_t hash);

// A spelling of operators: what it means between two operands and before one, OP_NONE where it cannot stand.
struct Spelling {
    uint16_t text; // where it begins in the texts of the rows
    uint8_t size;
    Op binary;
    Op prefix;
};

// The longest operator that begins the text, which has at least one character; null if none does. Operators that are words
// (and, or, not) count only if they are all of the text.
const Spelling *find_operator(const char *text, size_t size);

// True for `and or not if`, which cannot be names.
bool is_reserved(const char *name, size_t size);

} // namespace abax

#endif
