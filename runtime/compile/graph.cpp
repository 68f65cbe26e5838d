// The nodes of the value graph, kept once for equal operation and operands, by a binary trie over their hash that lies in the
// nodes themselves. Where hashes are equal it goes on over the operation and the operands, so that finding a value never takes
// more than 160 steps, however the values were chosen.
#include "fold.hpp"
#include "rules.hpp"

#include <string.h>

namespace abax {

namespace {

// The form under which equal values meet: x > y is y < x, and the operands of a commutative operation are in order.
struct Key {
    uint8_t op;
    uint32_t a, b, c;
};

Key key_of(uint8_t op, uint32_t a, uint32_t b, uint32_t d) {
    Key key = {op, a, b, d};
    if (op == OP_GT || op == OP_GE) {
        key = {static_cast<uint8_t>(op == OP_GT ? OP_LT : OP_LE), b, a, d};
    } else if (a > b) {
        uint8_t swapped = op;
        if (swap_operator(swapped) && swapped == op) {
            key = {op, b, a, d};
        }
    }
    return key;
}

// Whether it is the value's.
bool is_key_of(const Key &key, const Value &value) {
    uint8_t op = value.op;
    const bool same = key.a == value.a && key.b == value.b && key.op == op;
    if (!same && !(key.a == value.b && key.b == value.a && swap_operator(op) && key.op == op)) {
        return false;
    }
    const bool remembers = op == VALUE_EXPANSION || op == VALUE_FAULT; // their c is the result, not part of the key
    return key.c == value.c || (remembers && key.c == NONE);
}

uint32_t mix(uint32_t hash, uint32_t word) {
    hash = (hash ^ word) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

uint32_t hash_of(const Key &key) {
    uint32_t hash = mix(mix(mix(mix(2166136261u, key.op), key.a), key.b), key.c);
    hash *= 0x85EBCA6Bu;
    return hash ^ hash >> 13;
}

// The link at which the value is, or belongs.
const uint32_t *descend(const Graph &graph, const Key &key) {
    const uint32_t hash = hash_of(key);
    const uint32_t more[4] = {key.a, key.b, key.c, key.op}; // where hashes are equal
    const uint32_t *next = more;
    uint32_t bits = hash >> GRAPH_ROOT_BITS;
    uint32_t left = 32 - GRAPH_ROOT_BITS;
    const uint32_t *link = &graph.roots[hash % (1u << GRAPH_ROOT_BITS)];
    while (*link != NONE && !is_key_of(key, graph.values[*link])) {
        if (left == 0) {
            bits = *next++;
            left = 32;
        }
        link = &graph.values[*link].children[bits & 1u];
        bits >>= 1;
        --left;
    }
    return link;
}

// What an operation says of its value.
uint32_t own_flags(const Compilation &c, const Value &value) {
    const Value *values = c.graph.values;
    switch (value.op) {
    case VALUE_CONSTANT: {
        const Bits bits = join_words(value.a, value.b);
        const bool truth = bits == 0 || bits == integer_bits(real_bits(c), 1);
        return truth ? VALUE_IS_FIXED | VALUE_IS_TRUTH : VALUE_IS_FIXED;
    }
    case VALUE_OUTSIDE:
        return VALUE_IS_TRUTH | VALUE_IS_FAULT;
    case VALUE_NATIVE:
        return at<Declaration>(c, value.b)->pure ? VALUE_HAS_NATIVE : VALUE_HAS_NATIVE | VALUE_HAS_EFFECT;
    case VALUE_STEP:
        return has_property(step_op(value), ABAX_TRUTH) ? VALUE_IS_TRUTH : 0;
    case OP_AND:
    case OP_OR:
        return VALUE_IS_TRUTH;
    case OP_COND:
        return values[value.b].flags & values[value.c].flags & VALUE_IS_TRUTH;
    default:
        return has_property(value.op, ABAX_TRUTH) ? VALUE_IS_TRUTH : 0;
    }
}

// Fixed is what is made of nothing else; natives are in what is made of one.
uint8_t operand_flags(const Compilation &c, const Value &value) {
    const Graph &graph = c.graph;
    const bool input = value.op == VALUE_ELEMENT && at<Declaration>(c, value.b)->kind == DeclarationKind::Param;
    const uint32_t count = operand_count(value.op);
    uint32_t every = count != 0 && !input ? VALUE_IS_FIXED : 0;
    uint32_t some = 0;
    for (uint32_t i = 0; i < count; ++i) {
        every &= graph.values[operand(value, i)].flags;
        some |= graph.values[operand(value, i)].flags;
    }
    if (value.op == VALUE_OPERANDS || (value.op == VALUE_NATIVE && value.a != NONE) || value.op == VALUE_STEP) {
        some |= graph.values[value.a].flags;
    }
    if (value.op == VALUE_OPERANDS && value.b != NONE) {
        some |= graph.values[value.b].flags;
    }
    return static_cast<uint8_t>(every | (some & (VALUE_HAS_NATIVE | VALUE_HAS_EFFECT | VALUE_IS_FAULT)));
}

} // namespace

void begin_graph(Compilation &c) {
    c.graph.values = reinterpret_cast<Value *>(c.arena.base + c.arena.low);
    c.graph.count = 0;
    memset(c.graph.roots, 0xFF, sizeof c.graph.roots); // NONE
}

bool swap_operator(uint8_t &op) {
    switch (op) {
    case OP_LT:
        op = OP_GT;
        return true;
    case OP_GT:
        op = OP_LT;
        return true;
    case OP_LE:
        op = OP_GE;
        return true;
    case OP_GE:
        op = OP_LE;
        return true;
    default:
        return has_property(op, ABAX_COMMUTES);
    }
}

uint32_t find_value(const Compilation &c, uint8_t op, uint32_t a) {
    return *descend(c.graph, key_of(op, a, NONE, NONE));
}

bool node_limit_reached(const Compilation &c) {
    return !c.expanded && c.options.node_limit != 0 && c.graph.count >= c.options.node_limit;
}

uint32_t add_value(Compilation &c, uint8_t op, uint32_t a, uint32_t b, uint32_t d) {
    uint32_t *link = const_cast<uint32_t *>(descend(c.graph, key_of(op, a, b, d)));
    if (*link != NONE) {
        applies(c, ABAX_RULE_SHARE);
        return *link;
    }
    if (node_limit_reached(c)) {
        return NONE;
    }
    Value *value = static_cast<Value *>(arena_push(c.arena, sizeof(Value)));
    if (value == nullptr) {
        return NONE;
    }
    *value = {op, 0, {REACH_ENDLESS, REACH_ENDLESS}, a, b, d, {NONE, NONE}};
    value->flags = static_cast<uint8_t>(own_flags(c, *value) | operand_flags(c, *value));
    value->reach = is_f32(real_bits(c)) ? reach_of_value(c, *value) : value->reach;
    *link = c.graph.count;
    return c.graph.count++;
}

uint32_t value_links(uint8_t op) {
    switch (op) {
    case VALUE_NATIVE:
        return 5;
    case VALUE_OPERANDS:
        return 3;
    case VALUE_STEP:
        return 1;
    default:
        return (1u << operand_count(op)) - 1;
    }
}

} // namespace abax
