// Rules of truth that keep every bit and every fault that is demanded: comparisons, !, && and ||, choices. Faults are values of
// their own (operate.cpp), so what a rule does not compute any more drops none. See rules.def.
// In: an operation and its operands, not all of them constants. Out: the value that it is by a rule, or NONE.
#include "fold.hpp"
#include "rules.hpp"

namespace abax {

namespace {

const Value &value_of(const Compilation &c, uint32_t value) { return c.graph.values[value]; }

bool is_truth(const Compilation &c, uint32_t value) { return (value_of(c, value).flags & VALUE_IS_TRUTH) != 0; }

bool is_zero(const Compilation &c, uint32_t value) { return is_constant(c, value) && !constant_truth(c, value); }

// 0 or 1
bool is_truth_constant(const Compilation &c, uint32_t value) { return is_constant(c, value) && is_truth(c, value); }

// The choice's own branch where its condition is known to be `sense`; else the value itself.
uint32_t within(Compilation &c, uint32_t condition, uint32_t value, bool sense) {
    const Value &inner = value_of(c, value);
    return inner.op == OP_COND && inner.a == condition && applies(c, ABAX_RULE_SAME_CONDITION)
               ? (sense ? inner.b : inner.c)
               : value;
}

} // namespace

uint32_t simplify_truth(Compilation &c, uint8_t op, uint32_t x) {
    const Value &inner = value_of(c, x);
    if (op == OP_BOOL) {
        return is_truth(c, x) && applies(c, ABAX_RULE_TRUTH) ? x : NONE;
    }
    if (inner.op == OP_NOT && applies(c, ABAX_RULE_TRUTH)) {
        return make_unary(c, OP_BOOL, inner.a);
    }
    if ((inner.op == OP_EQ || inner.op == OP_NE) && applies(c, ABAX_RULE_NOT_EQUAL)) {
        return make_binary(c, inner.op == OP_EQ ? OP_NE : OP_EQ, inner.a, inner.b);
    }
    return NONE;
}

uint32_t simplify_comparison(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    if (op != OP_EQ && op != OP_NE) {
        return NONE;
    }
    if (is_constant(c, x)) {
        const uint32_t swapped = x;
        x = y;
        y = swapped;
    }
    const bool zero = is_zero(c, y);
    if ((zero || (is_truth(c, x) && is_truth_constant(c, y))) && applies(c, ABAX_RULE_EQUALS_ZERO)) {
        return make_unary(c, (op == OP_EQ) == zero ? OP_NOT : OP_BOOL, x);
    }
    return NONE;
}

uint32_t simplify_choice(Compilation &c, uint32_t condition, uint32_t yes, uint32_t no) {
    if (is_constant(c, condition) && applies(c, ABAX_RULE_KNOWN_CONDITION)) {
        return constant_truth(c, condition) ? yes : no;
    }
    const uint32_t inner_yes = within(c, condition, yes, true);
    const uint32_t inner_no = within(c, condition, no, false);
    if (inner_yes != yes || inner_no != no) {
        return make_conditional(c, condition, inner_yes, inner_no);
    }
    if (is_truth_constant(c, yes) && is_truth_constant(c, no) && yes != no && applies(c, ABAX_RULE_CHOOSES_TRUTH)) {
        return make_unary(c, constant_truth(c, yes) ? OP_BOOL : OP_NOT, condition);
    }
    return NONE;
}

uint32_t simplify_logic(Compilation &c, uint8_t op, uint32_t x, uint32_t y) {
    if (is_constant(c, x) && applies(c, ABAX_RULE_KNOWN_CONDITION)) { // 0 && y and 1 || y do not demand y
        const bool truth = constant_truth(c, x);
        return truth == (op == OP_AND) ? make_unary(c, OP_BOOL, y) : make_integer(c, truth ? 1 : 0);
    }
    if (is_constant(c, y)) {
        const bool truth = constant_truth(c, y);
        const bool decides = truth == (op == OP_OR);
        if ((!decides || (value_of(c, x).flags & VALUE_HAS_EFFECT) == 0) && applies(c, ABAX_RULE_KNOWN_CONDITION)) {
            return decides ? make_integer(c, truth ? 1 : 0) : make_unary(c, OP_BOOL, x);
        }
    }
    const uint8_t dual = op == OP_OR ? OP_AND : OP_OR;
    uint32_t right = y;
    while (value_of(c, right).op == dual) { // x || !x && y is x || y
        const Value &left = value_of(c, value_of(c, right).a);
        if (left.op != OP_NOT || left.a != x || !applies(c, ABAX_RULE_ABSORB)) {
            break;
        }
        right = value_of(c, right).b;
    }
    if (x == right && applies(c, ABAX_RULE_ABSORB)) { // the second time says nothing new
        return make_unary(c, OP_BOOL, x);
    }
    return right != y ? make_logic(c, op, x, right) : NONE;
}

} // namespace abax
