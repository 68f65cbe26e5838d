// How far from zero the values of the graph can be, as powers of two, from literals, the declared ranges of params and the
// operations between. Only a warning depends on it: integers above 2^24 are not exact in f32, where bitwise operators take them.
// In: a value's operands. Out: bounds that no finite or infinite value of it exceeds; NaN has none, and becomes 0 as an integer.
#include "graph.hpp"

namespace abax {

namespace {

constexpr Reach ENDLESS = {REACH_ENDLESS, REACH_ENDLESS};
constexpr Reach TRUTH = {REACH_NONE, 0};
constexpr Reach WORD = {31, 31};

int8_t most(int8_t a, int8_t b) { return a > b ? a : b; }
int8_t least(int8_t a, int8_t b) { return a < b ? a : b; }
Reach either(Reach x, Reach y) { return {most(x.down, y.down), most(x.up, y.up)}; }
int8_t width(Reach x) { return most(x.down, x.up); }

int8_t limit(int exponent) {
    return static_cast<int8_t>(exponent >= REACH_ENDLESS ? REACH_ENDLESS
                               : exponent <= REACH_NONE  ? REACH_NONE + 1
                                                         : exponent);
}

int8_t sum(int8_t a, int8_t b) {
    if (a == REACH_NONE || b == REACH_NONE) {
        return most(a, b);
    }
    return most(a, b) == REACH_ENDLESS ? REACH_ENDLESS : limit(most(a, b) + 1);
}

int8_t product(int8_t a, int8_t b) {
    if (a == REACH_NONE || b == REACH_NONE) { // 0 * inf is NaN
        return REACH_NONE;
    }
    return most(a, b) == REACH_ENDLESS ? REACH_ENDLESS : limit(a + b);
}

// A power of two that is not below 1 is kept by rounding to integers; below it the result may be 1.
int8_t rounded(int8_t a) { return a == REACH_NONE || a >= 0 ? a : 0; }

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
    if (limits && compared && below) {
        no.down = least(no.down, yes.down);
    } else if (limits && compared) {
        no.up = least(no.up, yes.up);
    }
    return either(yes, no);
}

// Integers of at most n bits and a sign, joined bit by bit: their powers of two themselves have one bit more.
Reach joined(Reach x, Reach y) {
    const int8_t bits = most(width(x), width(y));
    if (bits >= 30) {
        return WORD;
    }
    const int8_t up = static_cast<int8_t>(rounded(bits) + 1);
    return {most(x.down, y.down) == REACH_NONE ? REACH_NONE : up, up};
}

Reach complement(Reach x) { // -x - 1
    if (width(x) >= 30) {
        return WORD;
    }
    return {x.up == REACH_NONE ? int8_t{0} : static_cast<int8_t>(rounded(x.up) + 1), rounded(x.down)};
}

Reach masked(Reach x, Reach y) { // one operand that is not negative limits the result of &
    const bool x_positive = x.down == REACH_NONE && x.up < 31;
    const bool y_positive = y.down == REACH_NONE && y.up < 31;
    if (x_positive && y_positive) {
        return {REACH_NONE, least(x.up, y.up)};
    }
    return x_positive ? Reach{REACH_NONE, rounded(x.up)} : y_positive ? Reach{REACH_NONE, rounded(y.up)} : joined(x, y);
}

} // namespace

Reach reach_of_number(uint32_t real_bits, Bits number) {
    const bool single = is_f32(real_bits);
    const uint64_t bits = number;
    const uint64_t mantissa = single ? bits & 0x7FFFFFu : bits & 0xFFFFFFFFFFFFFu;
    const int biased = static_cast<int>(single ? bits >> 23 & 0xFFu : bits >> 52 & 0x7FFu);
    const bool minus = (single ? bits >> 31 : bits >> 63) != 0;
    int8_t magnitude = REACH_NONE;
    if (biased == (single ? 0xFF : 0x7FF)) {
        magnitude = mantissa != 0 ? REACH_NONE : REACH_ENDLESS;
    } else if (biased != 0 || mantissa != 0) {
        magnitude = limit(biased - (single ? 127 : 1023) + (mantissa != 0 ? 1 : 0));
    }
    return minus ? Reach{magnitude, REACH_NONE} : Reach{REACH_NONE, magnitude};
}

// Of a constant array's elements.
Reach reach_of_elements(const Compilation &c, const Declaration &array) {
    Reach all = {REACH_NONE, REACH_NONE};
    for (uint32_t i = 0; i < array.slots; ++i) {
        all = either(all, reach_of_number(real_bits(c), element_bits(c, array, i)));
    }
    return all;
}

Reach reach_of_value(const Compilation &c, const Value &value) {
    if ((value.flags & VALUE_IS_TRUTH) != 0) {
        return TRUTH;
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
    case OP_NEG:
        return {x.up, x.down};
    case OP_ABS:
        return {REACH_NONE, width(x)};
    case OP_FLOOR:
    case OP_CEIL:
    case OP_ROUND:
    case OP_RINT:
    case OP_TRUNC:
        return {rounded(x.down), rounded(x.up)};
    case OP_SIGN:
        return {0, 0};
    case OP_SQRT:
        return {REACH_NONE, x.up == REACH_ENDLESS ? REACH_ENDLESS : static_cast<int8_t>(x.up > 0 ? (x.up + 1) / 2 : 0)};
    case OP_ADD:
        return {sum(x.down, y.down), sum(x.up, y.up)};
    case OP_SUB:
        return {sum(x.down, y.up), sum(x.up, y.down)};
    case OP_MUL:
        return {most(product(x.down, y.up), product(x.up, y.down)), most(product(x.down, y.down), product(x.up, y.up))};
    case OP_DIV:
        if (is_constant(c, value.b) && constant_truth(c, value.b) && width(y) != REACH_ENDLESS) {
            const int8_t shrink = limit(1 - width(y)); // the divisor is more than half of its power of two
            const Reach inverse = y.up != REACH_NONE ? Reach{REACH_NONE, shrink} : Reach{shrink, REACH_NONE};
            return {most(product(x.down, inverse.up), product(x.up, inverse.down)),
                    most(product(x.down, inverse.down), product(x.up, inverse.up))};
        }
        return ENDLESS;
    case OP_FMOD: // not beyond either operand, with the sign of the first
        return {least(x.down, width(y)), least(x.up, width(y))};
    case OP_MIN: // of two numbers; a NaN, which is ignored, is not thought of here
        return {most(x.down, y.down), least(x.up, y.up)};
    case OP_MAX:
        return {least(x.down, y.down), most(x.up, y.up)};
    case OP_COPYSIGN:
        return {width(x), width(x)};
    case OP_SELECT:
        return either(y, reach_of(c, value.c));
    case OP_COND:
        return choice(c, value);
    case OP_BITAND:
        return masked(x, y);
    case OP_BITOR:
    case OP_BITXOR:
        return joined(x, y);
    case OP_SHR:
        return width(x) < 31 ? Reach{rounded(x.down), rounded(x.up)} : WORD;
    case OP_BITNOT:
        return complement(x);
    case OP_SHL:
        return WORD;
    case OP_SIN:
    case OP_COS:
    case OP_TANH:
    case OP_ERF:
        return {0, 0};
    default:
        return ENDLESS;
    }
}

} // namespace abax
