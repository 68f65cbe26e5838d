// Products, quotients and powers of the fast mode: constants that meet, reciprocals of constants, powers that are multiplications.
// Constants meet only where they stand side by side: moved across a variable one could take the product out of range.
// In: operands of the new graph. Out: the value. See fast.cpp and rules.def.
#include "fold.hpp"
#include "rules.hpp"

#if ABAX_COMPILE_FAST

namespace abax {

namespace {

// The constant of x op y, where it is normal; false if it is not.
bool join(const Compilation &c, uint8_t op, uint32_t x, uint32_t y, Bits &joined) {
    Bits operands[3] = {constant_bits(c, x), constant_bits(c, y), 0};
    fold(real_bits(c), op, operands);
    joined = operands[0];
    return is_normal(c, joined) && is_normal(c, constant_bits(c, x)) && is_normal(c, constant_bits(c, y));
}

// x*c: which operand the constant is; false if neither or both are.
bool has_constant(const Compilation &c, const Value &value, uint32_t &constant, uint32_t &other) {
    if (is_constant(c, value.a) == is_constant(c, value.b)) {
        return false;
    }
    constant = is_constant(c, value.a) ? value.a : value.b;
    other = is_constant(c, value.a) ? value.b : value.a;
    return true;
}

constexpr uint32_t MOST_SCALED = 16;

// A nested polynomial op d: its coefficients op d, where all are normal; else NONE. From the outermost multiply-add down to a
// product with a constant. Not (x + e)*d, which is 0 where x is -e.
uint32_t scale(Compilation &c, uint8_t op, uint32_t x, uint32_t d) {
    uint32_t chain[MOST_SCALED];
    uint32_t count = 0;
    Bits scaled;
    uint32_t innermost = x;
    while (c.graph.values[innermost].op == OP_FMA && !is_constant(c, c.graph.values[innermost].a)) {
        const Value step = c.graph.values[innermost];
        if (count == MOST_SCALED || !is_constant(c, step.c) || !join(c, op, step.c, d, scaled)) {
            return NONE;
        }
        chain[count++] = innermost;
        innermost = step.a;
    }
    const Value first = c.graph.values[innermost];
    uint32_t constant = first.a;
    uint32_t other = first.b;
    const bool product = first.op == OP_MUL && has_constant(c, first, constant, other);
    if ((!product && first.op != OP_FMA) || (product && count == 0) || !join(c, op, constant, d, scaled)) {
        return NONE;
    }
    uint32_t value = make_constant(c, scaled);
    if (product) {
        value = make_binary(c, OP_MUL, other, value);
    } else if (!is_constant(c, first.c) || !join(c, op, first.c, d, scaled)) {
        return NONE;
    } else {
        value = make_multiply_add(c, value, first.b, make_constant(c, scaled));
    }
    while (count != 0 && value != NONE) {
        const Value step = c.graph.values[chain[--count]];
        join(c, op, step.c, d, scaled);
        value = make_multiply_add(c, value, step.b, make_constant(c, scaled));
    }
    return value != NONE && applies(c, ABAX_RULE_SCALE) ? value : NONE;
}

// x op d, where d is a constant and x another product or quotient with one; else NONE.
uint32_t join_factors(Compilation &c, uint8_t op, uint32_t x, uint32_t d) {
    const Value inner = c.graph.values[x];
    uint32_t constant;
    uint32_t other;
    Bits joined;
    if (inner.op == OP_FMA) {
        return scale(c, op, x, d);
    }
    if ((inner.op != OP_MUL && inner.op != OP_DIV) || !has_constant(c, inner, constant, other)) {
        return NONE;
    }
    if (inner.op == OP_MUL && join(c, op, constant, d, joined) && applies(c, ABAX_RULE_FACTORS)) {
        return make_binary(c, OP_MUL, other, make_constant(c, joined));
    }
    if (inner.op == OP_DIV && constant == inner.a && join(c, op, constant, d, joined) &&
        applies(c, ABAX_RULE_FACTORS)) { // c/x*d is (c*d)/x
        return make_binary(c, OP_DIV, make_constant(c, joined), other);
    }
    return NONE;
}

} // namespace

uint32_t relax_product(Compilation &c, uint32_t x, uint32_t y, bool x_alone, bool y_alone) {
    uint32_t same = NONE;
    if (is_constant(c, y) && x_alone) {
        same = join_factors(c, OP_MUL, x, y);
    } else if (is_constant(c, x) && y_alone) {
        same = join_factors(c, OP_MUL, y, x);
    }
    return same != NONE ? same : make_binary(c, OP_MUL, x, y);
}

uint32_t relax_quotient(Compilation &c, uint32_t x, uint32_t y, bool x_alone, bool y_alone) {
    Bits joined;
    if (is_constant(c, y)) {
        const uint32_t same = x_alone ? join_factors(c, OP_DIV, x, y) : NONE;
        if (same != NONE) {
            return same;
        }
        const uint32_t one = make_integer(c, 1);
        if (one != NONE && !is_constant(c, x) && join(c, OP_DIV, one, y, joined) && applies(c, ABAX_RULE_RECIPROCAL)) {
            return make_binary(c, OP_MUL, x, make_constant(c, joined));
        }
    } else if (is_constant(c, x) && y_alone) { // c/(x*d) is (c/d)/x
        const Value divisor = c.graph.values[y];
        uint32_t constant;
        uint32_t other;
        if (divisor.op == OP_MUL && has_constant(c, divisor, constant, other) && join(c, OP_DIV, x, constant, joined) &&
            applies(c, ABAX_RULE_FACTORS)) {
            return make_binary(c, OP_DIV, make_constant(c, joined), other);
        }
    }
    return make_binary(c, OP_DIV, x, y);
}

uint32_t relax_power(Compilation &c, uint32_t x, uint32_t y) {
    if (!is_constant(c, y) || is_constant(c, x)) {
        return make_binary(c, OP_POW, x, y);
    }
    int32_t n;
    if (small_integer(c, y, n) && applies(c, ABAX_RULE_POWER)) {
        return make_integer_power(c, x, n);
    }
    Bits doubled[3] = {constant_bits(c, y), integer_bits(real_bits(c), 2), 0};
    fold(real_bits(c), OP_MUL, doubled);
    if (bits_to_small_integer(real_bits(c), doubled[0], n) && applies(c, ABAX_RULE_POWER)) { // n is odd
        const int32_t magnitude = n < 0 ? -n : n;
        uint32_t power = make_unary(c, OP_SQRT, x);
        if (magnitude > 1) {
            power = make_binary(c, OP_MUL, make_integer_power(c, x, magnitude / 2), power);
        }
        return n < 0 ? make_binary(c, OP_DIV, make_integer(c, 1), power) : power;
    }
    return make_binary(c, OP_POW, x, y);
}

} // namespace abax

#endif
