// Operands: what the expansion of a text works with. An operand is a value of the graph and what else evaluating it means: whether
// the text states it by value, and the value that is true where evaluating it faults. Faults are values, so that they follow
// the laziness of conditionals and arguments, are shared as values are, and cost nothing where nothing can fault.
#ifndef ABAX_COMPILE_OPERATE_HPP
#define ABAX_COMPILE_OPERATE_HPP

#include "graph.hpp"

namespace abax {

struct Operand {
    uint32_t tagged; // value << 1 | whether it stands by value: a number, a scalar constant, a parameter bound to one,
                     // under signs and parentheses. Only such an exponent makes an integer power.
    uint32_t fault;  // a truth value, or NO_FAULT
};

constexpr Operand FULL = {NONE, NONE}; // the arena is full or the node limit is reached

constexpr Operand make_operand(uint32_t value, uint32_t fault = NO_FAULT, bool by_value = false) {
    return value == NONE || fault == NONE ? FULL : Operand{value << 1 | (by_value ? 1u : 0u), fault};
}
constexpr bool is_full(const Operand &operand) { return operand.tagged == NONE; }
constexpr uint32_t value_in(const Operand &operand) { return operand.tagged >> 1; }
constexpr bool is_by_value(const Operand &operand) { return (operand.tagged & 1u) != 0; }

// Operands must not be FULL.
Operand operate_unary(Compilation &c, uint8_t op, const Operand &x);
Operand operate_binary(Compilation &c, uint8_t op, const Operand &x, const Operand &y);
Operand operate_ternary(Compilation &c, uint8_t op, const Operand &x, const Operand &y, const Operand &z);
Operand operate_conditional(Compilation &c, const Operand &condition, const Operand &yes, const Operand &no);
// min, max, sum, avg and poly over the operands of these numbers, of which there is at least one
Operand operate_fold(Compilation &c, uint8_t op, const Operand *operands, const uint32_t *numbers, uint32_t count);
// sum, avg, min, max and len over the elements of an array
Operand operate_array(Compilation &c, uint8_t op, const Declaration &array);

} // namespace abax

#endif
