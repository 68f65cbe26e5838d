// The value graph: what is to be computed, each value once. Values are made through these functions only, which fold what is
// constant, apply the identities that keep every bit, and find the equal value if there is one.
#ifndef ABAX_COMPILE_GRAPH_HPP
#define ABAX_COMPILE_GRAPH_HPP

#include "state.hpp"

namespace abax {

// ---- graph.cpp: nodes as they are
// An empty graph, from the arena's low end on.
void begin_graph(Compilation &c);
// The number of the value, which is found or made; NONE when the arena is full or the node limit is reached.
uint32_t add_value(Compilation &c, uint8_t op, uint32_t a, uint32_t b = NONE, uint32_t d = NONE);
// The number of the value if there is one, else NONE.
uint32_t find_value(const Compilation &c, uint8_t op, uint32_t a);
bool node_limit_reached(const Compilation &c);
// True if x op y can be written y op' x with the same bits; then op becomes op'.
bool swap_operator(uint8_t &op);
// Whether the value calls an impure native, so that where and when it is computed can be told. A fault reads what was computed.
inline bool has_effect(const Value &value) {
    return (value.flags & (VALUE_HAS_EFFECT | VALUE_IS_FAULT)) == VALUE_HAS_EFFECT;
}
// True if the call may only be made under a condition, and stands where the condition was not asked. A value that is made of a
// call may be computed early for all it matters, if the call itself may.
inline bool needs_guard(const Value &value, const Placement &placement) {
    return value.op == VALUE_NATIVE && has_effect(value) && !placement.certain;
}

// The function that a VALUE_STEP is a step of, and how many values it remembers, where it does.
inline uint8_t step_op(const Value &step) { return static_cast<uint8_t>(step.c); }
inline uint32_t step_values(const Value &step) { return step.c >> 8; }
// Whether the value is what prev or delay keeps for a later evaluation.
inline bool is_commit(const Value &value) {
    return value.op == VALUE_STEP && (step_op(value) == OP_PREV || step_op(value) == OP_DELAY);
}

// How an operation's operands (operand_count, ops.hpp) are reached.
// Which of a, b and c are values (or NONE): bits 0, 1 and 2. Lists of arguments and places count, memories of expansions do not.
uint32_t value_links(uint8_t op);
inline uint32_t operand(const Value &value, uint32_t i) { return i == 0 ? value.a : i == 1 ? value.b : value.c; }

// ---- reach.cpp
Reach reach_of_number(uint32_t real_bits, Bits bits);
// Of all of them: of a constant array's elements, a curve's values.
Reach reach_of_numbers(const Compilation &c, const void *values, size_t count);
Reach reach_of_value(const Compilation &c, const Value &value);

// ---- indexes.cpp: elements of arrays, and whether an index is one
// An input, or an element of an input array.
uint32_t make_param(Compilation &c, const Declaration &param, uint32_t element);
uint32_t make_known_element(Compilation &c, const Declaration &array, uint32_t element);
// A node of a text, or nowhere.
struct TextPlace {
    const Declaration *declaration;
    uint32_t node;
};
// The element, NaN where there is none; `fault` is joined with the value that is true there. place is the index, call what led
// to that text.
uint32_t make_element(Compilation &c, const Declaration &array, uint32_t index, const TextPlace &place,
                      const TextPlace &call, uint32_t &fault);

// ---- operate.cpp: what evaluating an operand may do besides giving its value
// True where x or y is; NO_FAULT where both are.
uint32_t join_faults(Compilation &c, uint32_t x, uint32_t y);

// ---- simplify.cpp: nodes as they should be. Operands that are NONE give NONE.
uint32_t make_constant(Compilation &c, Bits bits);
uint32_t make_integer(Compilation &c, int32_t value);
uint32_t make_unary(Compilation &c, uint8_t op, uint32_t x);
uint32_t make_binary(Compilation &c, uint8_t op, uint32_t x, uint32_t y);
uint32_t make_ternary(Compilation &c, uint8_t op, uint32_t x, uint32_t y, uint32_t z);
uint32_t make_conditional(Compilation &c, uint32_t condition, uint32_t yes, uint32_t no);
// && and ||
uint32_t make_logic(Compilation &c, uint8_t op, uint32_t x, uint32_t y);
// x^n as multiplications: |n| <= 16
uint32_t make_integer_power(Compilation &c, uint32_t x, int32_t n);

inline bool is_constant(const Compilation &c, uint32_t value) { return c.graph.values[value].op == VALUE_CONSTANT; }
inline Bits constant_bits(const Compilation &c, uint32_t value) {
    return join_words(c.graph.values[value].a, c.graph.values[value].b);
}
// True if the constant is an integer of at most 16 in magnitude; then n is it.
bool small_integer(const Compilation &c, uint32_t value, int32_t &n);
bool constant_truth(const Compilation &c, uint32_t value);

} // namespace abax

#endif
