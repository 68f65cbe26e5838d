// Making values: constants are folded where ops.def allows it, and the identities below are applied. Each keeps every bit of
// every result (payload and sign of a NaN aside), for infinities, both zeros and subnormals too, and drops no fault.
#include "graph.hpp"

#include "fold.hpp"

namespace abax {

namespace {

const Value &value_of(const Compilation &c, uint32_t value) { return c.graph.values[value]; }

bool is_integer(const Compilation &c, uint32_t value, int32_t wanted) {
    return is_constant(c, value) && constant_bits(c, value) == integer_bits(real_bits(c), wanted);
}

bool is_minus_zero(const Compilation &c, uint32_t value) {
    return is_constant(c, value) && !constant_truth(c, value) && constant_bits(c, value) != 0;
}

bool is_truth(const Compilation &c, uint32_t value) { return (value_of(c, value).flags & VALUE_IS_TRUTH) != 0; }

bool is_negated(const Compilation &c, uint32_t value) { return value_of(c, value).op == OP_NEG; }

// x op y where an operand is negated: the sign moves out of products and quotients, whose rounding is symmetric, and into
// sums and differences; else NONE. Not -(x - y), which is not y - x where they are equal.
uint32_t move_sign(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    const bool minus_x = is_negated(c, x);
    const bool minus_y = is_negated(c, y);
    if (op == OP_MUL || op == OP_DIV) {
        if (!minus_x && !minus_y) {
            return NONE;
        }
        const uint32_t magnitude = make_binary(c, op, minus_x ? value_of(c, x).a : x, minus_y ? value_of(c, y).a : y);
        return minus_x && minus_y ? magnitude : make_unary(c, OP_NEG, magnitude);
    }
    if (op == OP_ADD && minus_y) { // x + -y is x - y
        return make_binary(c, OP_SUB, x, value_of(c, y).a);
    }
    if (op == OP_ADD && minus_x) { // -x + y is y - x
        return make_binary(c, OP_SUB, y, value_of(c, x).a);
    }
    if (op == OP_SUB && minus_y) { // x - -y is x + y
        return make_binary(c, OP_ADD, x, value_of(c, y).a);
    }
    return NONE;
}

// x op y where one identity makes it x, y or -x; else NONE.
uint32_t identity(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    switch (op) {
    case OP_MUL: // x*1 is x and x*-1 is -x
        if (is_integer(c, y, 1)) {
            return x;
        }
        if (is_integer(c, x, 1)) {
            return y;
        }
        if (is_integer(c, y, -1)) {
            return make_unary(c, OP_NEG, x);
        }
        return is_integer(c, x, -1) ? make_unary(c, OP_NEG, y) : NONE;
    case OP_DIV: // x/1 is x and x/-1 is -x
        if (is_integer(c, y, 1)) {
            return x;
        }
        return is_integer(c, y, -1) ? make_unary(c, OP_NEG, x) : NONE;
    case OP_ADD: // x + -0 is x; x + 0 is not, for x = -0
        if (is_minus_zero(c, y)) {
            return x;
        }
        return is_minus_zero(c, x) ? y : NONE;
    case OP_SUB: // x - 0 is x
        return is_integer(c, y, 0) ? x : NONE;
    default:
        return NONE;
    }
}

// Folds op(x, y, z), where y and z may be NONE. False if an operand is no constant, or the operation does not fold.
bool fold_constants(Compilation &c, uint8_t op, uint32_t x, uint32_t y, uint32_t z, uint32_t &value) {
    const uint32_t operands[3] = {x, y, z};
    Bits bits[3] = {0, 0, 0};
    for (uint32_t i = 0; i < 3; ++i) {
        if (operands[i] != NONE && !is_constant(c, operands[i])) {
            return false;
        }
        bits[i] = operands[i] != NONE ? constant_bits(c, operands[i]) : 0;
    }
    if (!fold(real_bits(c), op, bits)) {
        return false;
    }
    value = make_constant(c, bits[0]);
    return true;
}

} // namespace

bool constant_truth(const Compilation &c, uint32_t value) { return bits_truth(real_bits(c), constant_bits(c, value)); }

bool small_integer(const Compilation &c, uint32_t value, int32_t &n) {
    return is_constant(c, value) && bits_to_small_integer(real_bits(c), constant_bits(c, value), n);
}

uint32_t make_constant(Compilation &c, Bits bits) {
    bits = canonical_bits(real_bits(c), bits);
    return add_value(c, VALUE_CONSTANT, low_word(bits), high_word(bits));
}

uint32_t make_integer(Compilation &c, int32_t value) { return make_constant(c, integer_bits(real_bits(c), value)); }

uint32_t make_unary(Compilation &c, uint8_t op, uint32_t x) {
    if (x == NONE) {
        return NONE;
    }
    uint32_t folded;
    if (fold_constants(c, op, x, NONE, NONE, folded)) {
        return folded;
    }
    if (op == OP_BOOL && is_truth(c, x)) { // the truth of a truth value is itself
        return x;
    }
    const Value &inner = value_of(c, x);
    if (op == OP_NEG && inner.op == OP_NEG) { // --x is x
        return inner.a;
    }
    if (op == OP_NEG && (inner.op == OP_MUL || inner.op == OP_DIV)) { // -(x*2) is x*-2, -(x/2) is x/-2, -(2/x) is -2/x
        const uint32_t a = inner.a;
        const uint32_t b = inner.b;
        const uint8_t inner_op = inner.op;
        if (is_constant(c, b)) {
            return make_binary(c, inner_op, a, make_unary(c, OP_NEG, b));
        }
        if (is_constant(c, a)) {
            return make_binary(c, inner_op, make_unary(c, OP_NEG, a), b);
        }
    }
    if (op == OP_NOT && inner.op == OP_NOT) { // !!x is the truth of x
        return make_unary(c, OP_BOOL, inner.a);
    }
    return add_value(c, op, x);
}

uint32_t make_binary(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    if (x == NONE || y == NONE) {
        return NONE;
    }
    uint32_t folded;
    if (fold_constants(c, op, x, y, NONE, folded)) {
        return folded;
    }
    uint32_t same = identity(c, op, x, y);
    same = same != NONE ? same : move_sign(c, op, x, y);
    return same != NONE ? same : add_value(c, op, x, y);
}

uint32_t make_ternary(Compilation &c, uint8_t op, uint32_t x, uint32_t y, uint32_t z) {
    if (x == NONE || y == NONE || z == NONE) {
        return NONE;
    }
    uint32_t folded;
    if (fold_constants(c, op, x, y, z, folded)) {
        return folded;
    }
    return add_value(c, op, x, y, z);
}

uint32_t make_conditional(Compilation &c, uint32_t condition, uint32_t yes, uint32_t no) {
    if (condition == NONE || yes == NONE || no == NONE) {
        return NONE;
    }
    if (is_constant(c, condition)) {
        return constant_truth(c, condition) ? yes : no;
    }
    return add_value(c, OP_COND, condition, yes, no);
}

uint32_t make_logic(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    if (x == NONE || y == NONE) {
        return NONE;
    }
    if (is_constant(c, x)) { // 1 && y and 0 || y are the truth of y; 0 && y and 1 || y do not demand y
        const bool truth = constant_truth(c, x);
        return truth == (op == OP_AND) ? make_unary(c, OP_BOOL, y) : make_integer(c, truth ? 1 : 0);
    }
    const uint8_t dual = op == OP_OR ? OP_AND : OP_OR;
    for (const Value *right = &value_of(c, y); right->op == dual; right = &value_of(c, y)) { // x || !x && y is x || y
        const Value &left = value_of(c, right->a);
        if (left.op != OP_NOT || left.a != x) {
            break;
        }
        y = right->b;
    }
    if (x == y) { // the second time says nothing new
        return make_unary(c, OP_BOOL, x);
    }
    return add_value(c, op, x, y);
}

// x^(2k) = (x^k)^2, x^(2k+1) = x^(2k) * x, x^-n = 1 / x^n, x^0 = 1: the sequence that the language fixes.
uint32_t make_integer_power(Compilation &c, uint32_t x, int32_t n) {
    const uint32_t magnitude = static_cast<uint32_t>(n < 0 ? -n : n);
    if (magnitude == 0) {
        return make_integer(c, 1);
    }
    uint32_t power = x;
    uint32_t bit = 16;
    while ((magnitude & bit) == 0) {
        bit >>= 1;
    }
    for (bit >>= 1; bit != 0; bit >>= 1) {
        power = make_binary(c, OP_MUL, power, power);
        if ((magnitude & bit) != 0) {
            power = make_binary(c, OP_MUL, power, x);
        }
    }
    return n < 0 ? make_binary(c, OP_DIV, make_integer(c, 1), power) : power;
}

} // namespace abax
