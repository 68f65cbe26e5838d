// Making values: constants are folded where ops.def allows it, and the rules of identities.cpp and conditions.cpp are applied.
// Each keeps every bit of every result (payload and sign of a NaN aside), for infinities, both zeros and subnormals too, and
// drops no fault.
#include "fold.hpp"
#include "rules.hpp"

namespace abax {

namespace {

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
    if (!fold(real_bits(c), op, bits) || !applies(c, ABAX_RULE_FOLD)) {
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
    const uint32_t same = op == OP_NEG                    ? simplify_negation(c, x)
                          : op == OP_NOT || op == OP_BOOL ? simplify_truth(c, op, x)
                                                          : NONE;
    return same != NONE ? same : add_value(c, op, x);
}

uint32_t make_binary(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    if (x == NONE || y == NONE) {
        return NONE;
    }
    uint32_t folded;
    if (fold_constants(c, op, x, y, NONE, folded)) {
        return folded;
    }
    uint32_t same = simplify_arithmetic(c, op, x, y);
    same = same != NONE ? same : simplify_comparison(c, op, x, y);
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
    const uint32_t same = simplify_choice(c, condition, yes, no);
    return same != NONE ? same : add_value(c, OP_COND, condition, yes, no);
}

uint32_t make_logic(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    if (x == NONE || y == NONE) {
        return NONE;
    }
    const uint32_t same = simplify_logic(c, op, x, y);
    return same != NONE ? same : add_value(c, op, x, y);
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
