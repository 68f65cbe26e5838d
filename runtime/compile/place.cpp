// Placement: in which region every value is computed, and which values are kept in the frame.
// A region is code that runs as a whole: the start code, the main code, a branch of a conditional, the right side of && or ||.
// A value belongs to the innermost region that holds all of its users, so that a branch that is not taken computes nothing
// that only it needs, and a value that two branches need is computed once before them.
// In: the graph and the outputs. Out: placements and regions; every region's statements in order.
#include "graph.hpp"

namespace abax {

bool is_leaf(const Value &value) {
    return value.op == VALUE_CONSTANT || value.op == VALUE_PARAM || value.op == VALUE_STATE;
}

namespace {

// Ancestors are found by jump pointers (E. Myers, "An applicative random-access stack", Information Processing Letters 17,
// 1983): a region is added in constant time, a common ancestor found in logarithmic time.
uint32_t add_region(Compilation &c, uint32_t parent, uint32_t owner) {
    Region *region = static_cast<Region *>(arena_push(c.arena, sizeof(Region)));
    if (region == nullptr) {
        return NONE;
    }
    const Region &up = c.regions[parent];
    const Region &far = c.regions[up.jump];
    const bool even = up.depth - far.depth == far.depth - c.regions[far.jump].depth;
    *region = {parent, even ? far.jump : parent, up.depth + 1, NONE, NONE, owner, NONE, 0};
    return c.region_count++;
}

uint32_t common_ancestor(const Compilation &c, uint32_t a, uint32_t b) {
    const Region *regions = c.regions;
    if (regions[a].depth < regions[b].depth) {
        const uint32_t swapped = a;
        a = b;
        b = swapped;
    }
    while (regions[a].depth > regions[b].depth) {
        a = regions[regions[a].jump].depth >= regions[b].depth ? regions[a].jump : regions[a].parent;
    }
    while (a != b) {
        const bool far = regions[a].jump != regions[b].jump;
        a = far ? regions[a].jump : regions[a].parent;
        b = far ? regions[b].jump : regions[b].parent;
    }
    return a;
}

// `user` (NONE: an output) needs the value in the region.
void demand(Compilation &c, uint32_t value, uint32_t region, uint32_t user) {
    const Value &node = c.graph.values[value];
    if (is_leaf(node)) {
        return;
    }
    Placement &placement = c.placements[value];
    const bool fixed = (node.flags & VALUE_IS_FIXED) != 0;
    const bool user_fixed = user != NONE && (c.graph.values[user].flags & VALUE_IS_FIXED) != 0;
    if (fixed && !user_fixed) { // computed by the start code, read by the main code
        region = REGION_START;
        placement.statement = true;
    }
    ++placement.users;
    const bool for_fault = user != NONE && has_effect(node) &&
                           ((c.graph.values[user].flags & VALUE_IS_FAULT) != 0 || c.placements[user].for_fault);
    if (for_fault && placement.region != NONE && !placement.for_fault) {
        return; // it is computed where a value needs it, before any fault is looked at
    }
    const bool sure = user == NONE || c.placements[user].certain;
    if (placement.region == NONE || (placement.for_fault && !for_fault)) {
        placement.region = region;
        placement.certain = sure;
        placement.for_fault = for_fault;
        return;
    }
    const uint32_t before = placement.region;
    placement.region = common_ancestor(c, before, region);
    if (placement.region == region) {
        placement.certain = sure || (placement.certain && before == region);
    } else if (placement.region != before) { // both branches of a conditional are as sure as the conditional
        const bool branches = c.regions[before].owner == c.regions[region].owner && placement.certain && sure;
        placement.certain = branches && c.graph.values[c.regions[region].owner].op == OP_COND;
    }
}

// The arguments of a native, each once.
void demand_arguments(Compilation &c, uint32_t value, uint32_t region) {
    for (uint32_t list = c.graph.values[value].a; list != NONE; list = c.graph.values[list].b) {
        demand(c, c.graph.values[list].a, region, value);
    }
}

// The value's region is known: all of its users come after it in the graph and have been seen.
bool demand_operands(Compilation &c, uint32_t value) {
    const Value &node = c.graph.values[value];
    Placement &placement = c.placements[value];
    const uint32_t region = placement.region;
    const uint32_t count = operand_count(node.op);
    if (node.op == VALUE_NATIVE || node.op == VALUE_STEP) {
        demand_arguments(c, value, region);
        if (is_commit(node)) { // all are computed before the first one is kept
            const uint32_t kept = c.graph.values[node.a].a;
            c.placements[kept].statement = !is_leaf(c.graph.values[kept]);
        }
        return true;
    }
    if (node.op == OP_COND || node.op == OP_AND || node.op == OP_OR || node.op == VALUE_GUARD) {
        placement.inner = c.region_count;
        for (uint32_t i = 1; i < count; ++i) {
            if (add_region(c, region, value) == NONE) {
                return false;
            }
        }
        for (uint32_t i = 0; i < count; ++i) {
            demand(c, operand(node, i), i == 0 ? region : placement.inner + i - 1, value);
        }
        return true;
    }
    if (node.op == VALUE_COMMA) { // the left side is computed in its turn, whatever needs it
        demand(c, node.a, region, value);
        c.placements[node.a].statement = true;
        demand(c, node.b, region, value);
        return true;
    }
    const uint32_t distinct = count == 2 && node.a == node.b ? 1 : count;
    for (uint32_t i = 0; i < distinct; ++i) {
        demand(c, operand(node, i), region, value);
    }
    return true;
}

bool is_kept(const Compilation &c, uint32_t value) {
    return is_leaf(c.graph.values[value]) || c.placements[value].statement;
}

uint16_t need_of(const Compilation &c, uint32_t value) { return is_kept(c, value) ? 0 : c.placements[value].need; }

uint16_t most(uint16_t a, uint16_t b) { return a > b ? a : b; }

uint16_t one_more(uint16_t need) { return need == 0xFFFF ? need : static_cast<uint16_t>(need + 1); }

// Temporaries that computing the value takes (R. Sethi, J. Ullman, "The generation of optimal code for arithmetic
// expressions", Journal of the ACM 17, 1970): operands that both need the accumulator cost one, unless one needs more.
uint16_t compute_need(const Compilation &c, const Value &node) {
    const uint32_t count = operand_count(node.op);
    if (count == 0) { // a native: it is kept
        return 0;
    }
    const uint16_t first = need_of(c, node.a);
    if (count == 1 || node.op == OP_COND || node.op == OP_AND || node.op == OP_OR) {
        return first;
    }
    const uint16_t second = need_of(c, node.b);
    if (count == 3) {
        const uint16_t third = need_of(c, node.c);
        if (node.op == OP_FMA && is_kept(c, node.b) && is_kept(c, node.a) != is_kept(c, node.c)) {
            return most(first, third);
        }
        return one_more(one_more(most(most(first, second), third)));
    }
    if (is_kept(c, node.a) || is_kept(c, node.b)) {
        return most(first, second);
    }
    return node.a == node.b || first == second ? one_more(first) : most(first, second);
}

// A native is kept, and called in its turn: impure ones in the order of the text, so what guards one has its turn too.
bool is_pinned(const Value &value) {
    const bool guards = value.op == OP_COND || value.op == OP_AND || value.op == OP_OR || value.op == VALUE_GUARD;
    return value.op == VALUE_NATIVE || value.op == VALUE_STEP || (guards && has_effect(value));
}

} // namespace

Outcome place(Compilation &c) {
    const uint32_t count = c.graph.count;
    c.uncertain = 0;
    c.placements = static_cast<Placement *>(arena_push(c.arena, count * sizeof(Placement)));
    if (c.placements == nullptr) {
        return Outcome::Memory;
    }
    for (uint32_t i = 0; i < count; ++i) {
        c.placements[i] = {0, NONE, NONE, NONE, NONE, 0, false, false, false, false};
    }
    c.regions = static_cast<Region *>(arena_push(c.arena, 2 * sizeof(Region)));
    if (c.regions == nullptr) {
        return Outcome::Memory;
    }
    c.regions[REGION_START] = {REGION_START, REGION_START, 0, NONE, NONE, NONE, NONE, 0};
    c.regions[REGION_MAIN] = {REGION_START, REGION_START, 1, NONE, NONE, NONE, NONE, 0};
    c.region_count = 2;
    for (Declaration *d = c.first; d != nullptr; d = d->next) {
        if (is_result(*d)) {
            demand(c, d->value, REGION_MAIN, NONE);
            c.placements[d->value].statement = !is_leaf(c.graph.values[d->value]);
        }
        if (is_result(*d) && d->fault != NO_FAULT) {
            demand(c, d->fault, REGION_MAIN, NONE);
        }
    }
    for (uint32_t i = 0; i < count; ++i) { // every memory advances, whatever needs what it gives
        if (c.graph.values[i].op == VALUE_STEP) {
            c.placements[i].region = REGION_MAIN;
            c.placements[i].certain = true;
        }
    }
    c.first_commit = NONE;
    uint32_t first_fault = NONE; // of the main code: after all that they read
    for (uint32_t i = count; i-- != 0;) {
        Placement &placement = c.placements[i];
        if (placement.region == NONE) {
            continue;
        }
        const Value &value = c.graph.values[i];
        if (value.op == VALUE_GUARD) { // it asks itself whether what it guards is needed
            placement.certain = true;
        }
        if (needs_guard(value, placement)) {
            ++c.uncertain;
        }
        placement.statement = placement.statement || placement.users > 1 || is_pinned(value);
        if (is_commit(value)) { // after everything that may read what the memory was
            placement.next = c.first_commit;
            c.first_commit = i;
        } else if (placement.statement) {
            const bool for_fault = (value.flags & VALUE_IS_FAULT) != 0 || placement.for_fault;
            const bool fault = for_fault && placement.region == REGION_MAIN;
            uint32_t &first = fault ? first_fault : c.regions[placement.region].first;
            placement.next = first;
            first = i;
        }
        if (!demand_operands(c, i)) {
            return Outcome::Memory;
        }
    }
    uint32_t *last = &c.regions[REGION_MAIN].first;
    while (*last != NONE) {
        last = &c.placements[*last].next;
    }
    *last = first_fault;
    for (uint32_t i = 0; i < count; ++i) {
        if (c.placements[i].region != NONE) {
            c.placements[i].need = compute_need(c, c.graph.values[i]);
        }
    }
    for (Declaration *d = c.first; d != nullptr; d = d->next) { // an output is kept in its own result
        if (is_result(*d)) {
            Placement &placement = c.placements[d->value];
            if (placement.region == REGION_MAIN && placement.slot == NONE) {
                placement.slot = SLOT_RESULT | d->ordinal;
            }
        }
    }
    return Outcome::Ok;
}

} // namespace abax
