// What operators and functions make of their operands: a value, and the fault of evaluating it. A strict operation faults where an
// operand does; a lazy one only where the operand that faults is evaluated.
// Faults are made before values, one statement each: the numbers of values, and so the table, must not depend on the order in
// which a C++ compiler evaluates arguments.
// In: operands. Out: an operand, FULL when the arena is full or the node limit is reached.
#include "operate.hpp"

#include "rules.hpp"

namespace abax {

namespace {

// A truth value that is known to be false is no fault.
uint32_t known_fault(const Compilation &c, uint32_t fault) {
    return fault != NONE && is_constant(c, fault) && !constant_truth(c, fault) ? NO_FAULT : fault;
}

// The fault of what is evaluated only where the truth of the condition is `sense`.
uint32_t guard_fault(Compilation &c, uint32_t condition, uint32_t fault, bool sense) {
    if (fault == NO_FAULT || fault == NONE) {
        return fault;
    }
    if (!sense && condition != NONE && (c.graph.values[condition].flags & VALUE_HAS_EFFECT) != 0) {
        // only what the value itself is made of is sure to be computed where the fault is looked at, and !condition is not
        return make_conditional(c, condition, make_integer(c, 0), fault);
    }
    const uint32_t guard = sense ? condition : make_unary(c, OP_NOT, condition);
    return known_fault(c, make_logic(c, OP_AND, guard, fault));
}

uint32_t choose_fault(Compilation &c, uint32_t condition, uint32_t yes, uint32_t no) {
    if (yes == no) {
        return yes;
    }
    if (yes == NO_FAULT || no == NO_FAULT) {
        return guard_fault(c, condition, yes == NO_FAULT ? no : yes, no == NO_FAULT);
    }
    return known_fault(c, make_conditional(c, condition, yes, no));
}

uint32_t join_faults(Compilation &c, const Operand &x, const Operand &y) { return join_faults(c, x.fault, y.fault); }

bool has_effect(const Compilation &c, uint32_t value) { return (c.graph.values[value].flags & VALUE_HAS_EFFECT) != 0; }

// y, and x too for what it does.
uint32_t make_comma(Compilation &c, uint32_t x, uint32_t y) {
    return y != NONE && has_effect(c, x) ? add_value(c, VALUE_COMMA, x, y) : y;
}

uint32_t make_power(Compilation &c, const Operand &base, const Operand &exponent) {
    int32_t n;
    if (is_by_value(exponent) && small_integer(c, value_in(exponent), n)) {
        const uint32_t power = make_integer_power(c, value_in(base), n);
        return n == 0 ? make_comma(c, value_in(base), power) : power;
    }
    return make_binary(c, OP_POW, value_in(base), value_in(exponent));
}

} // namespace

uint32_t join_faults(Compilation &c, uint32_t x, uint32_t y) {
    if (x == NO_FAULT || x == y) {
        return y;
    }
    return y == NO_FAULT ? x : make_binary(c, OP_MAX, x, y);
}

Operand operate_unary(Compilation &c, uint8_t op, const Operand &x) {
    return make_operand(make_unary(c, op, value_in(x)), x.fault, op == OP_NEG && is_by_value(x));
}

Operand operate_binary(Compilation &c, uint8_t op, const Operand &x, const Operand &y) {
    switch (op) {
    case OP_COMMA: {
        const uint32_t fault = join_faults(c, x, y);
        return make_operand(make_comma(c, value_in(x), value_in(y)), fault);
    }
    case OP_AND:
    case OP_OR: {
        const uint32_t right = guard_fault(c, value_in(x), y.fault, op == OP_AND);
        const uint32_t fault = right != NONE ? join_faults(c, x.fault, right) : NONE;
        return make_operand(make_logic(c, op, value_in(x), value_in(y)), fault);
    }
    default: {
        const uint32_t fault = join_faults(c, x, y);
        return make_operand(op == OP_POW ? make_power(c, x, y) : make_binary(c, op, value_in(x), value_in(y)), fault);
    }
    }
}

Operand operate_ternary(Compilation &c, uint8_t op, const Operand &x, const Operand &y, const Operand &z) {
    const uint32_t left = join_faults(c, x, y);
    const uint32_t fault = left != NONE ? join_faults(c, left, z.fault) : NONE;
    return make_operand(make_ternary(c, op, value_in(x), value_in(y), value_in(z)), fault);
}

Operand operate_conditional(Compilation &c, const Operand &condition, const Operand &yes, const Operand &no) {
    const uint32_t chosen = choose_fault(c, value_in(condition), yes.fault, no.fault);
    const uint32_t fault = chosen != NONE ? join_faults(c, condition.fault, chosen) : NONE;
    if (value_in(yes) == value_in(no) && applies(c, ABAX_RULE_SAME_BRANCHES)) {
        return make_operand(make_comma(c, value_in(condition), value_in(yes)), fault);
    }
    return make_operand(make_conditional(c, value_in(condition), value_in(yes), value_in(no)), fault);
}

Operand operate_fold(Compilation &c, uint8_t op, const Operand *operands, const uint32_t *numbers, uint32_t count) {
    if (op == OP_POLY) { // Horner's rule
        const Operand &x = operands[numbers[0]];
        Operand value = operands[numbers[count - 1]];
        for (uint32_t i = count - 1; i-- > 1 && !is_full(value);) {
            value = operate_binary(c, OP_MUL, x, value);
            value = is_full(value) ? value : operate_binary(c, OP_ADD, operands[numbers[i]], value);
        }
        return count == 2 ? operate_binary(c, OP_COMMA, x, value) : value; // poly(x, c0) is c0
    }
    const uint8_t step = op == OP_SUM || op == OP_AVG ? static_cast<uint8_t>(OP_ADD) : op;
    Operand value = operands[numbers[0]];
    for (uint32_t i = 1; i < count && !is_full(value); ++i) {
        value = operate_binary(c, step, value, operands[numbers[i]]);
    }
    if (op != OP_AVG || is_full(value)) {
        return value;
    }
    const uint32_t number = make_integer(c, static_cast<int32_t>(count));
    return number != NONE ? operate_binary(c, OP_DIV, value, make_operand(number)) : FULL;
}

Operand operate_array(Compilation &c, uint8_t op, const Declaration &array) {
    const uint32_t length = make_integer(c, static_cast<int32_t>(array.slots));
    if (op == OP_LEN || length == NONE) {
        return make_operand(length);
    }
    const uint8_t step = op == OP_SUM || op == OP_AVG ? static_cast<uint8_t>(OP_ADD) : op;
    uint32_t value = make_known_element(c, array, 0);
    for (uint32_t i = 1; i < array.slots && value != NONE; ++i) {
        value = make_binary(c, step, value, make_known_element(c, array, i));
    }
    return make_operand(op == OP_AVG ? make_binary(c, OP_DIV, value, length) : value);
}

} // namespace abax
