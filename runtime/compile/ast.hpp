// The syntax tree of one declaration: a contiguous array of nodes in post-order, so that reading it from the first node to
// the last visits children before parents and nothing needs recursion.
//
// The last child of node n is n - 1; the child before a child c is c - size(c). A tree's leftmost leaf is n - size(n) + 1.
// The parser makes the kinds above the line; resolution replaces names by what they mean (below the line).
#ifndef ABAX_COMPILE_AST_HPP
#define ABAX_COMPILE_AST_HPP

#include "real_bits.hpp"

#include <stdint.h>

namespace abax {

enum class AstKind : uint8_t {
    Number,      // bits
    Name,        // payload: length of the name at offset
    Member,      // one child, the group; payload: length of the member's name at offset
    Unary,       // op, one child
    Binary,      // op, two children (&& || and , too)
    Conditional, // three children: c ? a : b
    Call,        // payload: length of the function's name at offset; children: the arguments
    Index,       // two children: array and index
    // ---- after resolution
    Group,      // a name with members; the parent is a Member
    Param,      // payload: reference of the declaration
    Array,      // the name of an array; payload: reference of the declaration
    Curve,      // the name of a curve or a map; payload: reference of the declaration
    Expression, // payload: reference of the declaration
    Local,      // payload: ordinal of the enclosing function's parameter
    Function,   // a call; payload: reference of the function's declaration
    Native,     // a call; payload: reference of the native's declaration
    Builtin,    // a call; op
    Deferred,   // part of an argument that is computed later; the last node: payload: reference of its declaration
    Error,      // reported; stands for any value
};

constexpr uint8_t AST_PARENTHESISED = 1; // stood in parentheses of its own
constexpr uint8_t AST_BY_VALUE = 2;      // a number or scalar constant: may be the exponent of an integer power
constexpr uint8_t AST_PLACED = 4;        // Array, Curve: stands where one may
constexpr uint8_t AST_WARNED = 8;        // a warning about its operands was given

struct AstNode {
    AstKind kind;
    uint8_t op;    // of ops.def
    uint8_t flags; // AST_…
    uint8_t unused;
    uint32_t offset;  // in the declaration's text: of the operator, name or number
    uint32_t payload; // by kind; Number: low half of the bits
    uint32_t size;    // nodes of the tree that ends here; Number: high half of the bits
};

inline uint32_t ast_size(const AstNode &node) { return node.kind == AstKind::Number ? 1 : node.size; }

inline Bits ast_bits(const AstNode &node) { return join_words(node.payload, node.size); }

} // namespace abax

#endif
