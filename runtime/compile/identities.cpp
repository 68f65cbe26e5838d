// Rules of arithmetic that keep every bit: units, zeros, signs, and quotients that are products. See rules.def.
// In: an operation and its operands, not all of them constants. Out: the value that it is by a rule, or NONE.
#include "fold.hpp"
#include "rules.hpp"

namespace abax {

namespace {

const Value &value_of(const Compilation &c, uint32_t value) { return c.graph.values[value]; }

bool is_integer(const Compilation &c, uint32_t value, int32_t wanted) {
    return is_constant(c, value) && constant_bits(c, value) == integer_bits(real_bits(c), wanted);
}

bool is_minus_zero(const Compilation &c, uint32_t value) {
    return is_constant(c, value) && !constant_truth(c, value) && constant_bits(c, value) != 0;
}

bool is_negated(const Compilation &c, uint32_t value) { return value_of(c, value).op == OP_NEG; }

// A product or a quotient, of which y is 1 or -1.
uint32_t by_unit(Compilation &c, uint32_t x, uint32_t y) {
    if (is_integer(c, y, 1) && applies(c, ABAX_RULE_UNIT)) {
        return x;
    }
    return is_integer(c, y, -1) && applies(c, ABAX_RULE_UNIT) ? make_unary(c, OP_NEG, x) : NONE;
}

// A constant divisor that is a power of two: its reciprocal, which is one too, and normal as the divisor is.
bool exact_reciprocal(const Compilation &c, uint32_t value, Bits &reciprocal) {
    if (!is_constant(c, value)) {
        return false;
    }
    const Bits one = integer_bits(real_bits(c), 1);
    const Bits unit = one & ~(one - 1); // the lowest bit of an exponent
    const Bits bits = constant_bits(c, value);
    const Bits sign = bits & ~(infinity_bits(real_bits(c)) | (unit - 1));
    const Bits exponent = bits ^ sign;
    if ((bits & (unit - 1)) != 0 || exponent == 0 || exponent >= 2 * one) {
        return false;
    }
    reciprocal = (2 * one - exponent) | sign;
    return true;
}

// x op y where an operand is negated: the sign moves out of products and quotients, whose rounding is symmetric, and into
// sums and differences. Not -(x - y), which is not y - x where they are equal.
uint32_t move_sign(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    const bool minus_x = is_negated(c, x);
    const bool minus_y = is_negated(c, y);
    if (op == OP_MUL || op == OP_DIV) {
        if ((!minus_x && !minus_y) || !applies(c, ABAX_RULE_SIGN_OUT)) {
            return NONE;
        }
        const uint32_t magnitude = make_binary(c, op, minus_x ? value_of(c, x).a : x, minus_y ? value_of(c, y).a : y);
        return minus_x && minus_y ? magnitude : make_unary(c, OP_NEG, magnitude);
    }
    if (op == OP_ADD && minus_y && applies(c, ABAX_RULE_SIGN_IN)) { // x + -y is x - y
        return make_binary(c, OP_SUB, x, value_of(c, y).a);
    }
    if (op == OP_ADD && minus_x && applies(c, ABAX_RULE_SIGN_IN)) { // -x + y is y - x
        return make_binary(c, OP_SUB, y, value_of(c, x).a);
    }
    if (op == OP_SUB && minus_y && applies(c, ABAX_RULE_SIGN_IN)) { // x - -y is x + y
        return make_binary(c, OP_ADD, x, value_of(c, y).a);
    }
    return NONE;
}

uint32_t simplify_product(Compilation &c, uint32_t x, uint32_t y) {
    const uint32_t same = by_unit(c, x, y);
    return same != NONE ? same : by_unit(c, y, x);
}

uint32_t simplify_quotient(Compilation &c, uint32_t x, uint32_t y) {
    const uint32_t same = by_unit(c, x, y);
    Bits reciprocal;
    if (same == NONE && exact_reciprocal(c, y, reciprocal) && applies(c, ABAX_RULE_QUOTIENT)) {
        return make_binary(c, OP_MUL, x, make_constant(c, reciprocal));
    }
    return same;
}

uint32_t simplify_sum(Compilation &c, uint32_t x, uint32_t y) {
    if (is_minus_zero(c, y) && applies(c, ABAX_RULE_ZERO)) {
        return x;
    }
    return is_minus_zero(c, x) && applies(c, ABAX_RULE_ZERO) ? y : NONE;
}

} // namespace

uint32_t simplify_negation(Compilation &c, uint32_t x) {
    const Value &inner = value_of(c, x);
    if (inner.op == OP_NEG && applies(c, ABAX_RULE_SIGN_CONSTANT)) {
        return inner.a;
    }
    if (inner.op != OP_MUL && inner.op != OP_DIV) {
        return NONE;
    }
    if (is_constant(c, inner.b) && applies(c, ABAX_RULE_SIGN_CONSTANT)) {
        return make_binary(c, inner.op, inner.a, make_unary(c, OP_NEG, inner.b));
    }
    if (is_constant(c, inner.a) && applies(c, ABAX_RULE_SIGN_CONSTANT)) {
        return make_binary(c, inner.op, make_unary(c, OP_NEG, inner.a), inner.b);
    }
    return NONE;
}

uint32_t simplify_arithmetic(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    uint32_t same = NONE;
    switch (op) {
    case OP_MUL:
        same = simplify_product(c, x, y);
        break;
    case OP_DIV:
        same = simplify_quotient(c, x, y);
        break;
    case OP_ADD:
        same = simplify_sum(c, x, y);
        break;
    case OP_SUB:
        same = is_integer(c, y, 0) && applies(c, ABAX_RULE_ZERO) ? x : NONE;
        break;
    default:
        return NONE;
    }
    return same != NONE ? same : move_sign(c, op, x, y);
}

} // namespace abax
