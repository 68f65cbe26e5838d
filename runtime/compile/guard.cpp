// Guards: a call of an impure native that is needed on several ways is made once, before all of them, where the condition of any
// of them holds. "Once, and only if demanded" then holds for arguments and internal expressions that several branches use.
// In: the graph, placed; calls that are not certainly needed where they were placed. Out: the graph anew, with a VALUE_GUARD
// before the users of every such call, in the old order but for what the conditions need. Where a condition needs the very
// value that it decides about, the error that it does.
#include "graph.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr uint32_t OPEN = NONE - 1; // a copy that is being made

struct Rebuild {
    Compilation &c;
    Graph old;
    uint32_t *condition;    // of each old value: that it is demanded, as an old value; NONE: nothing demands it
    unsigned char *guarded; // of each old value: whether it gets a guard
    uint32_t *copy;         // of each old value: what became of it
    uint32_t *guard;        // of each old value that gets one: its guard
    uint32_t count;         // of old values
};

// ---- conditions: from the last value to the first

// The value is also demanded where `condition` holds.
bool demand_if(Rebuild &r, uint32_t value, uint32_t condition) {
    if (condition == NONE) {
        return false;
    }
    if (value >= r.count || !has_effect(r.c.graph.values[value])) {
        return true;
    }
    uint32_t &known = r.condition[value];
    if (known == NONE || is_constant(r.c, condition)) { // a condition that is constant is true
        known = condition;
    } else if (!is_constant(r.c, known)) {
        known = make_logic(r.c, OP_OR, known, condition);
    }
    return known != NONE;
}

// What the value demands of its operands where it is demanded.
bool demand_operands_if(Rebuild &r, uint32_t number, uint32_t condition) {
    Compilation &c = r.c;
    const Value value = c.graph.values[number];
    if (value.op == OP_COND || value.op == OP_AND || value.op == OP_OR || value.op == VALUE_GUARD) {
        const uint32_t yes = make_logic(c, OP_AND, condition, value.a);
        const uint32_t no = make_logic(c, OP_AND, condition, make_unary(c, OP_NOT, value.a));
        const bool right = demand_if(r, value.b, value.op == OP_OR ? no : yes);
        return demand_if(r, value.a, condition) && right && (value.op != OP_COND || demand_if(r, value.c, no));
    }
    const uint32_t links[3] = {value.a, value.b, value.c};
    for (uint32_t i = 0; i < 3; ++i) {
        const bool linked = (value_links(value.op) >> i & 1u) != 0 && links[i] != NONE;
        if (linked && !demand_if(r, links[i], condition)) {
            return false;
        }
    }
    return true;
}

bool find_conditions(Rebuild &r) {
    Compilation &c = r.c;
    const uint32_t always = make_integer(c, 1);
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        const bool demanded =
            is_result(*d) && demand_if(r, d->value, always) && (d->fault == NO_FAULT || demand_if(r, d->fault, always));
        if (is_result(*d) && !demanded) {
            return false;
        }
    }
    for (uint32_t i = 0; i < r.count; ++i) {
        if (c.graph.values[i].op == VALUE_STEP) { // whatever needs what it gives
            if (!demand_if(r, i, always)) {
                return false;
            }
        }
    }
    for (uint32_t i = r.count; i-- != 0;) {
        // a guard of an earlier round stands before all that needs it, and its condition counts from the beginning
        const bool guard = c.graph.values[i].op == VALUE_GUARD;
        if (r.condition[i] != NONE && !demand_operands_if(r, i, guard ? always : r.condition[i])) {
            return false;
        }
    }
    return true;
}

// ---- the copy

// The first impure native that the value is made of, and its place.
void report_lazy(Compilation &c, const Graph &graph, uint32_t number) {
    const Value *value = &graph.values[number];
    while (value->op != VALUE_NATIVE || value->c == NONE) {
        const uint32_t links[3] = {value->a, value->b, value->c};
        uint32_t next = value->a;
        for (uint32_t i = 3; i-- != 0;) {
            const bool linked = (value_links(value->op) >> i & 1u) != 0 && links[i] != NONE;
            next = linked && has_effect(graph.values[links[i]]) ? links[i] : next;
        }
        value = &graph.values[next];
    }
    const Value &place = graph.values[value->c];
    Declaration &d = *at<Declaration>(c, place.a);
    AstNode &node = d.nodes[place.b];
    if ((node.flags & AST_WARNED) == 0) {
        node.flags |= AST_WARNED;
        report(c, ABAX_D_LAZY_NATIVE, node_span(d, place.b));
    }
}

// A value that waits for what it is made of: itself, or its guard.
struct Waiting {
    uint32_t value;
    uint32_t guard; // 1 or 0
};

uint32_t *copy_of(const Rebuild &r, const Waiting &item) {
    return item.guard != 0 ? &r.guard[item.value] : &r.copy[item.value];
}

Waiting operand_of(const Rebuild &r, uint32_t value) {
    const bool guarded = value < r.count && r.guarded[value] != 0;
    return {value, guarded ? 1u : 0u};
}

// The values that the item is made of; how many.
uint32_t list_operands(const Rebuild &r, const Waiting &item, Waiting *operands) {
    if (item.guard != 0) {
        operands[0] = operand_of(r, r.condition[item.value]);
        operands[1] = {item.value, 0};
        return 2;
    }
    const Value &value = r.old.values[item.value];
    const uint32_t links[3] = {value.a, value.b, value.c};
    uint32_t count = 0;
    for (uint32_t i = 0; i < 3; ++i) {
        if ((value_links(value.op) >> i & 1u) != 0 && links[i] != NONE) {
            operands[count++] = operand_of(r, links[i]);
        }
    }
    return count;
}

// The new value, whose operands have been copied; NONE when the arena is full.
uint32_t make_copy(Rebuild &r, const Waiting &item) {
    Compilation &c = r.c;
    if (item.guard != 0) {
        return add_value(c, VALUE_GUARD, *copy_of(r, operand_of(r, r.condition[item.value])), r.copy[item.value]);
    }
    const Value &old = r.old.values[item.value];
    uint32_t links[3] = {old.a, old.b, old.c};
    for (uint32_t i = 0; i < 3; ++i) {
        if ((value_links(old.op) >> i & 1u) != 0 && links[i] != NONE) {
            links[i] = *copy_of(r, operand_of(r, links[i]));
        }
    }
    const uint32_t copy = add_value(c, old.op, links[0], links[1], links[2]);
    if (copy != NONE) {
        c.graph.values[copy].reach = old.reach;
    }
    return copy;
}

// Copies the value after everything that it is made of. False when the arena is full, or after the error.
bool copy_value(Rebuild &r, uint32_t value) {
    Compilation &c = r.c;
    const size_t high = c.arena.high;
    uint32_t waiting = 0;
    Waiting next = {value, 0};
    bool more = r.copy[value] == NONE;
    while (more) {
        Waiting operands[3];
        const uint32_t count = list_operands(r, next, operands);
        *copy_of(r, next) = OPEN;
        uint32_t missing = 0;
        while (missing < count && *copy_of(r, operands[missing]) < OPEN) {
            ++missing;
        }
        if (missing < count) {
            if (*copy_of(r, operands[missing]) == OPEN) {
                report_lazy(c, r.old, operands[missing].value);
                break;
            }
            Waiting *item = static_cast<Waiting *>(arena_push_high(c.arena, sizeof(Waiting)));
            if (item == nullptr) {
                break;
            }
            *item = next;
            ++waiting;
            next = operands[missing];
            continue;
        }
        *copy_of(r, next) = make_copy(r, next);
        if (*copy_of(r, next) == NONE) {
            break;
        }
        more = waiting != 0;
        if (more) {
            next = *reinterpret_cast<Waiting *>(c.arena.base + (c.arena.size - c.arena.high));
            arena_pop_high(c.arena, sizeof(Waiting));
            --waiting;
        }
    }
    c.arena.high = high;
    return !more;
}

bool copy_all(Rebuild &r) {
    Compilation &c = r.c;
    for (uint32_t i = 0; i < r.count; ++i) {
        const uint8_t op = r.old.values[i].op;
        const bool remembered =
            op == VALUE_ARGUMENTS || op == VALUE_EXPANSION || op == VALUE_FAULT || op == VALUE_DEFERRED;
        if (!remembered && !copy_value(r, i)) {
            return false;
        }
    }
    for (Declaration *d = c.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            d->value = r.copy[d->value];
            d->fault = d->fault != NO_FAULT ? r.copy[d->fault] : NO_FAULT;
        }
    }
    return true;
}

} // namespace

Outcome guard(Compilation &c, size_t low, bool give_up) {
    const size_t high = c.arena.high;
    const uint32_t count = c.graph.count;
    unsigned char *guarded = static_cast<unsigned char *>(arena_push_high(c.arena, count));
    uint32_t *condition = static_cast<uint32_t *>(arena_push_high(c.arena, count * sizeof(uint32_t)));
    if (guarded == nullptr || condition == nullptr) {
        return Outcome::Memory;
    }
    for (uint32_t i = 0; i < count; ++i) {
        const Placement &placement = c.placements[i];
        guarded[i] = placement.region != NONE && needs_guard(c.graph.values[i], placement) ? 1 : 0;
        condition[i] = NONE;
        if (guarded[i] != 0 && give_up) {
            report_lazy(c, c.graph, i);
        }
    }
    if (give_up) {
        c.arena.high = high;
        return Outcome::Ok;
    }
    c.arena.low = low; // the placements are of no more use, and the graph grows again
    Rebuild r = {c, c.graph, condition, guarded, nullptr, nullptr, count};
    if (!find_conditions(r)) {
        return Outcome::Memory;
    }
    const uint32_t grown = c.graph.count;
    r.copy = static_cast<uint32_t *>(arena_push_high(c.arena, grown * sizeof(uint32_t)));
    r.guard = static_cast<uint32_t *>(arena_push_high(c.arena, count * sizeof(uint32_t)));
    if (r.copy == nullptr || r.guard == nullptr) {
        return Outcome::Memory;
    }
    memset(r.copy, 0xFF, grown * sizeof(uint32_t));
    memset(r.guard, 0xFF, count * sizeof(uint32_t));
    r.old = c.graph;
    begin_graph(c);
    const uint32_t errors = c.errors;
    const bool copied = copy_all(r);
    c.arena.high = high;
    // the old graph is of no more use: its room is the new one's, so that many rounds take no more than one
    for (uint32_t i = 0; i < c.graph.count; ++i) { // downwards, and they may overlap
        r.old.values[i] = c.graph.values[i];
    }
    c.graph.values = r.old.values;
    c.arena.low -= grown * sizeof(Value);
    return copied || c.errors != errors ? Outcome::Ok : Outcome::Memory;
}

} // namespace abax
