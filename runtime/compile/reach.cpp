// How far from zero the values of the graph can be, as powers of two, from literals, the declared ranges of params and the
// operations between. Only a warning depends on it: integers above 2^24 are not exact in f32, where bitwise operators take them.
// In: a value's operands. Out: bounds that no finite or infinite value of it exceeds; NaN has none, and becomes 0 as an integer.
#include "graph.hpp"

#include "eval/options.h"

namespace abax {

namespace {

// Bounds are calculated with as int, and kept as Reach.
int most(int a, int b) { return a > b ? a : b; }
int least(int a, int b) { return a < b ? a : b; }
int width(Reach x) { return most(x.down, x.up); }

Reach make_reach(int down, int up) { return {static_cast<int8_t>(down), static_cast<int8_t>(up)}; }

constexpr Reach ENDLESS = {REACH_ENDLESS, REACH_ENDLESS};
constexpr Reach WORD = {31, 31};

Reach either(Reach x, Reach y) { return make_reach(most(x.down, y.down), most(x.up, y.up)); }

int limit(int exponent) { return least(most(exponent, REACH_NONE + 1), REACH_ENDLESS); }

ABAX_OUT_OF_LINE int sum(int a, int b) {
    const int larger = most(a, b);
    return least(a, b) == REACH_NONE || larger == REACH_ENDLESS ? larger : limit(larger + 1);
}

int product(int a, int b) {
    if (least(a, b) == REACH_NONE) { // 0 * inf is NaN
        return REACH_NONE;
    }
    return most(a, b) == REACH_ENDLESS ? REACH_ENDLESS : limit(a + b);
}

ABAX_OUT_OF_LINE Reach product(Reach x, Reach y) {
    return make_reach(most(product(x.down, y.up), product(x.up, y.down)),
                      most(product(x.down, y.down), product(x.up, y.up)));
}

// A power of two that is not below 1 is kept by rounding to integers; below it the result may be 1.
int rounded(int a) { return a == REACH_NONE ? REACH_NONE : most(a, 0); }

Reach reach_of(const Compilation &c, uint32_t value) { return c.graph.values[value].reach; }

// x < k ? k : y and x > k ? k : y, where y is x or a choice that is made of x in the same way: x limited by k. The branch y is
// taken by what the comparison leaves of x, and by NaN.
Reach choice(const Compilation &c, const Value &value) {
    const Value &condition = c.graph.values[value.a];
    const Reach yes = reach_of(c, value.b);
    Reach no = reach_of(c, value.c);
    const Value &other = c.graph.values[value.c];
    const bool limits = condition.op == OP_LT || condition.op == OP_GT;
    uint32_t x = value.c;
    if (other.op == OP_COND && c.graph.values[other.a].op >= OP_LT && c.graph.values[other.a].op <= OP_GE) {
        x = other.c;
    }
    const bool below = condition.op == (condition.b == value.b ? OP_LT : OP_GT); // x < k, or k > x
    const bool compared = (condition.b == value.b && condition.a == x) || (condition.a == value.b && condition.b == x);
    if (limits && compared) {
        int8_t &limited = below ? no.down : no.up;
        limited = static_cast<int8_t>(least(limited, below ? yes.down : yes.up));
    }
    return either(yes, no);
}

// Integers of at most n bits and a sign, joined bit by bit: their powers of two themselves have one bit more.
Reach joined(Reach x, Reach y) {
    const int bits = most(width(x), width(y));
    if (bits >= 30) {
        return WORD;
    }
    const int up = rounded(bits) + 1;
    return make_reach(most(x.down, y.down) == REACH_NONE ? REACH_NONE : up, up);
}

Reach complement(Reach x) { // -x - 1
    if (width(x) >= 30) {
        return WORD;
    }
    return make_reach(x.up == REACH_NONE ? 0 : rounded(x.up) + 1, rounded(x.down));
}

bool is_mask(Reach x) { return x.down == REACH_NONE && x.up < 31; }

Reach masked(Reach x, Reach y) { // one operand that is not negative limits the result of &
    if (is_mask(x) && is_mask(y)) {
        return make_reach(REACH_NONE, least(x.up, y.up));
    }
    if (!is_mask(x) && !is_mask(y)) {
        return joined(x, y);
    }
    return make_reach(REACH_NONE, rounded(is_mask(x) ? x.up : y.up));
}

// Of the operations that calculate with x and y.
Reach reach_of_arithmetic(uint8_t op, Reach x, Reach y) {
    switch (op) {
    case OP_NEG:
        return {x.up, x.down};
    case OP_ABS:
        return make_reach(REACH_NONE, width(x));
    case OP_FLOOR:
    case OP_CEIL:
    case OP_ROUND:
    case OP_RINT:
    case OP_TRUNC:
        return make_reach(rounded(x.down), rounded(x.up));
    case OP_SQRT:
        return make_reach(REACH_NONE, x.up == REACH_ENDLESS ? REACH_ENDLESS : (most(x.up, -1) + 1) / 2);
    case OP_SUB: // the sum with -y
        return make_reach(sum(x.down, y.up), sum(x.up, y.down));
    case OP_ADD:
        return make_reach(sum(x.down, y.down), sum(x.up, y.up));
    case OP_MUL:
        return product(x, y);
    case OP_FMOD: // not beyond either operand, with the sign of the first
        return make_reach(least(x.down, width(y)), least(x.up, width(y)));
    case OP_MIN: // of two numbers; a NaN, which is ignored, is not thought of here
        return make_reach(most(x.down, y.down), least(x.up, y.up));
    case OP_MAX:
        return make_reach(least(x.down, y.down), most(x.up, y.up));
    case OP_COPYSIGN:
        return make_reach(width(x), width(x));
    case OP_BITAND:
        return masked(x, y);
    case OP_BITOR:
    case OP_BITXOR:
        return joined(x, y);
    case OP_SHR:
        return width(x) < 31 ? make_reach(rounded(x.down), rounded(x.up)) : WORD;
    case OP_BITNOT:
        return complement(x);
    case OP_SHL:
        return WORD;
    case OP_SIGN:
        return {0, 0};
    default:
        return ENDLESS;
    }
}

// Of a quotient: the product with 1/y, where the divisor y is known.
Reach quotient(Reach x, Reach y) {
    if (width(y) == REACH_ENDLESS) {
        return ENDLESS;
    }
    const int shrink = limit(1 - width(y)); // the divisor is more than half of its power of two
    return product(x, y.up != REACH_NONE ? make_reach(REACH_NONE, shrink) : make_reach(shrink, REACH_NONE));
}

} // namespace

Reach reach_of_number(uint32_t real_bits, Bits number) {
    const bool single = is_f32(real_bits);
    const uint64_t bits = number;
    const uint64_t mantissa = single ? bits & 0x7FFFFFu : bits & 0xFFFFFFFFFFFFFu;
    const int biased = static_cast<int>(single ? bits >> 23 & 0xFFu : bits >> 52 & 0x7FFu);
    const bool minus = (single ? bits >> 31 : bits >> 63) != 0;
    int magnitude = REACH_NONE;
    if (biased == (single ? 0xFF : 0x7FF)) {
        magnitude = mantissa != 0 ? REACH_NONE : REACH_ENDLESS;
    } else if (biased != 0 || mantissa != 0) {
        magnitude = limit(biased - (single ? 127 : 1023) + (mantissa != 0 ? 1 : 0));
    }
    return minus ? make_reach(magnitude, REACH_NONE) : make_reach(REACH_NONE, magnitude);
}

Reach reach_of_numbers(const Compilation &c, const void *values, size_t count) {
    Reach all = {REACH_NONE, REACH_NONE};
    for (size_t i = 0; i < count; ++i) {
        all = either(all, reach_of_number(real_bits(c), bits_at(c, values, i)));
    }
    return all;
}

Reach reach_of_value(const Compilation &c, const Value &value) {
    if ((value.flags & VALUE_IS_TRUTH) != 0) {
        return {REACH_NONE, 0};
    }
    const uint32_t count = operand_count(value.op);
    const Reach x = count > 0 ? reach_of(c, value.a) : ENDLESS;
    const Reach y = count > 1 ? reach_of(c, value.b) : ENDLESS;
    switch (value.op) {
    case VALUE_CONSTANT:
        return reach_of_number(real_bits(c), join_words(value.a, value.b));
    case VALUE_COMMA:
    case VALUE_GUARD:
        return y;
    case OP_DIV:
        return is_constant(c, value.b) && constant_truth(c, value.b) ? quotient(x, y) : ENDLESS;
    case OP_SELECT:
        return either(y, reach_of(c, value.c));
    case OP_COND:
        return choice(c, value);
    case OP_SIN:
    case OP_COS:
    case OP_TANH:
    case OP_ERF:
        return {0, 0};
    default:
        return reach_of_arithmetic(value.op, x, y);
    }
}

} // namespace abax
