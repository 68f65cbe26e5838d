// The pass of the fast mode: the value graph is built anew, value by value, by rules that may change the last bits. Every engine
// runs what comes out, so all still give the same bits. A build without ABAX_COMPILE_FAST has none of this.
//
// A value that something discontinuous is made of directly stays as it is: what is rounded to an integer, is an index, is
// compared with == or taken as an integer, so that 49/49 is 1 and no index is off by one.
// In: the graph, complete, without errors. Out: another graph, in which old values that nothing needs are left out; results,
// faults and memories refer to it.
#include "fold.hpp"
#include "rules.hpp"

#if ABAX_COMPILE_FAST

namespace abax {

namespace {

constexpr uint8_t NEEDED = 1; // by something
constexpr uint8_t EXACT = 2;  // stays as it is
constexpr uint8_t IN_SUM = 4; // a sum or a difference needs it

// What is known of a value of the graph as it was before this pass.
struct Old {
    uint32_t users;
    uint32_t value; // what it became
    uint8_t flags;
};

struct Pass {
    Compilation &c;
    const Value *values; // the old ones
    Old *old;
    uint32_t count;
    Polynomial *polynomial;
};

bool is_sum(uint8_t op) { return op == OP_ADD || op == OP_SUB; }

// Whether a small change of an operand may be a large one of the value.
bool is_discontinuous(uint8_t op) {
    switch (op) {
    case OP_FLOOR:
    case OP_CEIL:
    case OP_TRUNC:
    case OP_ROUND:
    case OP_RINT:
    case OP_FMOD:
    case OP_EQ:
    case OP_NE:
    case VALUE_ELEMENT:
    case VALUE_OUTSIDE:
        return true;
    default:
        return has_property(op, ABAX_BITWISE);
    }
}

uint32_t field(const Value &value, uint32_t i) { return i == 0 ? value.a : i == 1 ? value.b : value.c; }

void need(Pass &pass, uint32_t value, bool counts) {
    if (value != NONE && value != NO_FAULT) {
        pass.old[value].flags |= NEEDED;
        pass.old[value].users += counts ? 1 : 0;
    }
}

// From the results down: users come after what they use.
void find_users(Pass &pass) {
    for (uint32_t i = 0; i < pass.count; ++i) {
        pass.old[i] = {0, NONE, 0};
    }
    for (const Declaration *d = pass.c.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            need(pass, d->value, is_result(*d));
            need(pass, d->fault, is_result(*d));
        }
    }
    for (uint32_t i = pass.count; i-- != 0;) {
        const Value &value = pass.values[i];
        Old &old = pass.old[i];
        if (value.op == VALUE_STEP) { // every memory advances, whatever needs what it gives
            need(pass, i, true);
        }
        if ((old.flags & NEEDED) == 0) {
            continue;
        }
        const uint32_t links = value_links(value.op);
        for (uint32_t k = 0; k < 3; ++k) {
            const uint32_t used = field(value, k);
            if ((links >> k & 1u) == 0 || used == NONE || (k == 1 && links == 3 && used == value.a)) {
                continue;
            }
            need(pass, used, old.users != 0);
            const bool in_sum = is_sum(value.op) && (old.flags & EXACT) == 0;
            const int flags = pass.old[used].flags | (is_discontinuous(value.op) ? EXACT : 0) | (in_sum ? IN_SUM : 0);
            pass.old[used].flags = static_cast<uint8_t>(flags);
        }
    }
}

bool is_alone(const Pass &pass, uint32_t old) { return pass.old[old].users <= 1; }

// A part of the sum or difference that needs it, and of nothing else.
bool is_inner(const Pass &pass, uint32_t old) {
    return is_sum(pass.values[old].op) && pass.old[old].users == 1 && pass.old[old].flags == (NEEDED | IN_SUM);
}

// ---- sums of two

// x as `v + k` or `k - v` with a constant k; false if it is neither.
bool split_sum(const Compilation &c, uint32_t x, uint32_t &v, Bits &k, bool &minus) {
    const Value &sum = c.graph.values[x];
    if (!is_sum(sum.op) || is_constant(c, sum.a) == is_constant(c, sum.b)) {
        return false;
    }
    const bool first = is_constant(c, sum.a);
    v = first ? sum.b : sum.a;
    k = constant_bits(c, first ? sum.a : sum.b);
    k = !first && sum.op == OP_SUB ? negated(c, k) : k;
    minus = first && sum.op == OP_SUB;
    return true;
}

// x + c + d is x + (c + d), and the like.
uint32_t join_constants(Compilation &c, uint8_t op, uint32_t x, uint32_t y, bool x_alone, bool y_alone) {
    const bool first = is_constant(c, x); // c + y or c - y
    uint32_t v;
    Bits k;
    bool minus;
    if (first == is_constant(c, y) || !(first ? y_alone : x_alone) || !split_sum(c, first ? y : x, v, k, minus)) {
        return NONE;
    }
    Bits constant = constant_bits(c, first ? x : y);
    if (op == OP_SUB) {
        minus = minus != first;
        k = first ? negated(c, k) : k;
        constant = first ? constant : negated(c, constant);
    }
    Bits sum;
    if (!add_constants(c, k, constant, sum) || !applies(c, ABAX_RULE_TERMS)) {
        return NONE;
    }
    return minus ? make_binary(c, OP_SUB, make_constant(c, sum), v) : make_binary(c, OP_ADD, v, make_constant(c, sum));
}

// -x where that costs nothing: of a constant, of a negation, of a product with a constant. Else NONE.
uint32_t free_negation(Compilation &c, uint32_t x) {
    const Value &value = c.graph.values[x];
    const bool product = value.op == OP_MUL && (is_constant(c, value.a) || is_constant(c, value.b));
    return product || is_constant(c, x) || value.op == OP_NEG ? make_unary(c, OP_NEG, x) : NONE;
}

// The factors p and q of z - x, such that z + p*q is that.
bool negate_product(Compilation &c, uint32_t x, uint32_t &p, uint32_t &q) {
    const Value product = c.graph.values[x];
    p = free_negation(c, product.a);
    q = product.b;
    if (p == NONE) {
        p = free_negation(c, product.b);
        q = product.a;
    }
    return p != NONE;
}

// Whether a constant makes the product a negative multiple: what is written a - 4*b is b*-4 + a.
bool is_negative(const Compilation &c, uint32_t product) {
    const Value &value = c.graph.values[product];
    for (uint32_t i = 0; i < 2; ++i) {
        const uint32_t x = operand(value, i);
        if (is_constant(c, x) && constant_bits(c, x) > infinity_bits(real_bits(c))) {
            return true;
        }
    }
    return false;
}

// x*y + z in one rounding. Not where two products are subtracted: of equal ones the difference is 0, and must stay so.
uint32_t contract(Compilation &c, uint8_t op, uint32_t x, uint32_t y, bool x_alone, bool y_alone) {
    const bool x_product = c.graph.values[x].op == OP_MUL;
    const bool y_product = c.graph.values[y].op == OP_MUL;
    if (x_product && y_product && (op == OP_SUB || is_negative(c, x) || is_negative(c, y))) {
        return NONE;
    }
    const Value right = c.graph.values[y];
    const Value left = c.graph.values[x];
    uint32_t p = right.a;
    uint32_t q = right.b;
    if (y_product && y_alone && (op == OP_ADD || negate_product(c, y, p, q)) && applies(c, ABAX_RULE_CONTRACT)) {
        return make_multiply_add(c, p, q, x);
    }
    const uint32_t addend = op == OP_ADD ? y : is_constant(c, y) ? make_unary(c, OP_NEG, y) : NONE;
    if (x_product && x_alone && addend != NONE && applies(c, ABAX_RULE_CONTRACT)) {
        return make_multiply_add(c, left.a, left.b, addend);
    }
    return NONE;
}

uint32_t relax_sum(Compilation &c, uint8_t op, uint32_t x, uint32_t y, bool x_alone, bool y_alone) {
    if (op == OP_ADD && is_constant(c, y) && !constant_truth(c, y) && applies(c, ABAX_RULE_NO_ZERO)) {
        return x;
    }
    if (op == OP_ADD && is_constant(c, x) && !constant_truth(c, x) && applies(c, ABAX_RULE_NO_ZERO)) {
        return y;
    }
    uint32_t same = join_constants(c, op, x, y, x_alone, y_alone);
    same = same != NONE ? same : contract(c, op, x, y, x_alone, y_alone);
    return same != NONE ? same : make_binary(c, op, x, y);
}

// ---- sums of many

// The sum that ends here as a polynomial, or NONE.
uint32_t nest(Pass &pass, uint32_t root) {
    clear_polynomial(*pass.polynomial);
    struct Part {
        uint32_t value;
        bool negative;
    };
    constexpr uint32_t MOST_PARTS = 64;
    Part parts[MOST_PARTS]; // that wait, the next one last
    uint32_t waiting = 0;
    parts[waiting++] = {root, false};
    while (waiting != 0) {
        const Part part = parts[--waiting];
        const Value &value = pass.values[part.value];
        if (part.value == root || is_inner(pass, part.value)) {
            if (waiting + 2 > MOST_PARTS) {
                return NONE;
            }
            parts[waiting++] = {value.b, part.negative != (value.op == OP_SUB)};
            parts[waiting++] = {value.a, part.negative};
        } else if (!add_term(pass.c, *pass.polynomial, pass.old[part.value].value, part.negative,
                             is_alone(pass, part.value))) {
            return NONE;
        }
    }
    return make_polynomial(pass.c, *pass.polynomial);
}

// ---- the values

// The value that the operation is, of the new graph's operands.
uint32_t rebuild(Pass &pass, uint32_t number, const Value &value) {
    Compilation &c = pass.c;
    const Value &before = pass.values[number];
    const bool exact = (pass.old[number].flags & EXACT) != 0;
    const OpRow *row = find_op(value.op);
    const uint32_t count = operand_count(value.op);
    if (value.op == OP_COND) {
        return make_conditional(c, value.a, value.b, value.c);
    }
    if (value.op == OP_AND || value.op == OP_OR) {
        return make_logic(c, value.op, value.a, value.b);
    }
    if (row == nullptr || row->kind > OpKind::Library || value.op == OP_COMMA) { // a call, an element, a memory …
        return add_value(c, value.op, value.a, value.b, value.c);
    }
    if (count == 1) {
        return make_unary(c, value.op, value.a);
    }
    if (count == 3) {
        return make_ternary(c, value.op, value.a, value.b, value.c);
    }
    if (exact) {
        return make_binary(c, value.op, value.a, value.b);
    }
    const bool x_alone = is_alone(pass, before.a);
    const bool y_alone = is_alone(pass, before.b);
    switch (value.op) {
    case OP_ADD:
    case OP_SUB: {
        const uint32_t nested = is_inner(pass, number) ? NONE : nest(pass, number);
        return nested != NONE ? nested : relax_sum(c, value.op, value.a, value.b, x_alone, y_alone);
    }
    case OP_MUL:
        return relax_product(c, value.a, value.b, x_alone, y_alone);
    case OP_DIV:
        return relax_quotient(c, value.a, value.b, x_alone, y_alone);
    case OP_POW:
        return relax_power(c, value.a, value.b);
    default:
        return make_binary(c, value.op, value.a, value.b);
    }
}

bool rebuild_all(Pass &pass) {
    for (uint32_t i = 0; i < pass.count; ++i) {
        Old &old = pass.old[i];
        if ((old.flags & NEEDED) == 0) {
            continue;
        }
        Value value = pass.values[i];
        const uint32_t links = value_links(value.op);
        uint32_t *const fields[3] = {&value.a, &value.b, &value.c};
        for (uint32_t k = 0; k < 3; ++k) {
            if ((links >> k & 1u) != 0 && *fields[k] != NONE) {
                *fields[k] = pass.old[*fields[k]].value;
            }
        }
        old.value = rebuild(pass, i, value);
        if (old.value == NONE) {
            return false;
        }
    }
    return true;
}

} // namespace

Bits negated(const Compilation &c, Bits bits) {
    Bits operands[3] = {bits, 0, 0};
    fold(real_bits(c), OP_NEG, operands);
    return operands[0];
}

bool is_normal(const Compilation &c, Bits bits) {
    const Bits one = integer_bits(real_bits(c), 1);
    const Bits unit = one & ~(one - 1); // the lowest bit of an exponent
    const Bits exponent = bits & infinity_bits(real_bits(c));
    return exponent >= unit && exponent != infinity_bits(real_bits(c));
}

bool add_constants(const Compilation &c, Bits x, Bits y, Bits &sum) {
    const uint32_t real = real_bits(c);
    Bits added[3] = {x, y, 0};
    Bits least[3] = {x, 0, 0};
    Bits other[3] = {y, 0, 0};
    fold(real, OP_ADD, added);
    sum = added[0];
    fold(real, OP_ABS, least);
    fold(real, OP_ABS, other);
    const Bits larger = least[0] > other[0] ? least[0] : other[0];
    const Bits one = integer_bits(real, 1);
    const Bits unit = one & ~(one - 1);
    fold(real, OP_ABS, added);
    return is_normal(c, added[0]) && larger < infinity_bits(real) && added[0] + unit >= larger;
}

uint32_t make_multiply_add(Compilation &c, uint32_t p, uint32_t q, uint32_t z) {
    if (p == NONE || q == NONE || z == NONE) {
        return NONE;
    }
    const Bits one = integer_bits(real_bits(c), 1);
    if (is_constant(c, q)) {
        const uint32_t swapped = p;
        p = q;
        q = swapped;
    }
    if (is_constant(c, p) && constant_bits(c, p) == one) {
        return make_binary(c, OP_ADD, q, z);
    }
    if (is_constant(c, p) && constant_bits(c, p) == negated(c, one)) {
        return make_binary(c, OP_SUB, z, q);
    }
    if (is_constant(c, z) && !constant_truth(c, z) && applies(c, ABAX_RULE_NO_ZERO)) {
        return make_binary(c, OP_MUL, p, q);
    }
    if (c.graph.values[z].op == OP_NEG) {
        return make_binary(c, OP_SUB, make_binary(c, OP_MUL, p, q), c.graph.values[z].a);
    }
    return make_ternary(c, OP_FMA, p, q, z);
}

Outcome relax(Compilation &c) {
    Pass pass = {c, c.graph.values, nullptr, c.graph.count, nullptr};
    pass.old = static_cast<Old *>(arena_push(c.arena, size_t{pass.count} * sizeof(Old)));
    pass.polynomial = new_polynomial(c);
    if (pass.old == nullptr || pass.polynomial == nullptr) {
        return Outcome::Memory;
    }
    find_users(pass);
    begin_graph(c);
    if (!rebuild_all(pass) || c.arena.needed != 0) {
        return Outcome::Memory;
    }
    for (Declaration *d = c.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            d->value = pass.old[d->value].value;
            d->fault = d->fault != NO_FAULT ? pass.old[d->fault].value : NO_FAULT;
        }
    }
    free_polynomial(c);
    return Outcome::Ok;
}

} // namespace abax

#endif
