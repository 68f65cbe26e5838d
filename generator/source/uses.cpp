// What becomes of the values of a graph: see uses.hpp.
#include "source/uses.hpp"

namespace abax::host::source {
namespace {

const Value &value_at(const GraphView &view, uint32_t value) { return view.compilation.graph.values[value]; }

const Placement &placement_of(const GraphView &view, uint32_t value) { return view.compilation.placements[value]; }

void mark_results(const GraphView &view, Uses &uses) {
    std::vector<uint32_t> results(view.compilation.graph.count, 0);
    for (uint32_t i = 0; i < view.named.size(); i++) {
        const Declaration &d = *view.named[i];
        const uint32_t value = d.value;
        if (uses.name_of[value] == NONE) {
            uses.name_of[value] = i;
        }
        results[value] += d.internal ? 0U : 1U;
    }
    uint32_t ordinal = 0;
    for (const Declaration *d : view.named) {
        if (!d->internal) {
            const bool only = results[d->value] == 1 && view.users[d->value] == 1 && view.numbers[d->value] != NONE &&
                              placement_of(view, d->value).region == REGION_MAIN;
            uses.result_of[d->value] = only ? ordinal : NONE;
            ordinal++;
        }
    }
}

void mark_reads(const GraphView &view, Uses &uses) {
    for (const Declaration *d : view.named) {
        if (!d->internal) {
            uses.read[d->value] = true;
            if (d->fault != NO_FAULT) {
                uses.read[d->fault] = true;
            }
        }
    }
    for (size_t i = view.computed.size(); i-- != 0;) {
        const uint32_t index = view.computed[i];
        const Value &value = value_at(view, index);
        if (uses.read[index] || acts(value)) {
            const std::vector<uint32_t> operands = operands_of(view, index);
            for (size_t k = value.op == VALUE_COMMA ? 1 : 0; k < operands.size(); k++) {
                uses.read[operands[k]] = true;
            }
        }
    }
}

// Whether a region lies in another one, or is it.
bool lies_in(const Compilation &compilation, uint32_t region, uint32_t outer) {
    const uint32_t depth = compilation.regions[outer].depth;
    while (compilation.regions[region].depth > depth) {
        const Region &here = compilation.regions[region];
        region = compilation.regions[here.jump].depth >= depth ? here.jump : here.parent;
    }
    return region == outer;
}

// Where the operand of a value is read.
uint32_t region_of_use(const GraphView &view, uint32_t user, size_t operand) {
    const Value &value = value_at(view, user);
    const Placement &placement = placement_of(view, user);
    const bool branches = value.op == OP_COND || value.op == OP_AND || value.op == OP_OR || value.op == VALUE_GUARD;
    return branches && operand != 0 && placement.inner != NONE ? placement.inner + static_cast<uint32_t>(operand) - 1
                                                               : placement.region;
}

// What faults read may have been computed in a branch that they stand outside of; they ask for it only where it was.
void mark_escapes(const GraphView &view, Uses &uses) {
    const auto mark = [&](uint32_t value, uint32_t region) {
        const uint32_t own = placement_of(view, value).region;
        if (own != NONE && own != REGION_START && !lies_in(view.compilation, region, own)) {
            uses.escapes[value] = true;
        }
    };
    for (const uint32_t user : view.computed) {
        const std::vector<uint32_t> operands = operands_of(view, user);
        for (size_t i = 0; i < operands.size(); i++) {
            mark(operands[i], region_of_use(view, user, i));
        }
    }
    for (const Declaration *d : view.named) {
        if (!d->internal && d->fault != NO_FAULT) {
            mark(d->fault, REGION_MAIN);
        }
    }
}

void ask(Uses &uses, uint32_t value) { uses.asked[value] = true; }

// A choice that is the whole of a branch of another one.
void mark_waiting(const GraphView &view, Uses &uses) {
    for (const uint32_t user : view.computed) {
        if (value_at(view, user).op != OP_COND) {
            continue;
        }
        const std::vector<uint32_t> operands = operands_of(view, user);
        for (size_t i = 1; i < operands.size(); i++) {
            const uint32_t operand = operands[i];
            uses.may_wait[operand] = value_at(view, operand).op == OP_COND && operands[1] != operands[2] &&
                                     view.users[operand] == 1 && !placement_of(view, operand).statement &&
                                     !uses.escapes[operand] && uses.read[operand] &&
                                     placement_of(view, operand).region == region_of_use(view, user, i);
        }
    }
}

void mark_conditions(const GraphView &view, Uses &uses) {
    for (const uint32_t index : view.computed) {
        const Value &value = value_at(view, index);
        if (value.op == OP_COND || value.op == OP_SELECT || value.op == VALUE_GUARD || value.op == OP_NOT ||
            value.op == OP_BOOL) {
            ask(uses, value.a);
        } else if (value.op == OP_AND || value.op == OP_OR ||
                   (value.op == OP_MAX && (value.flags & VALUE_IS_FAULT) != 0)) {
            ask(uses, value.a);
            ask(uses, value.b);
        }
    }
    for (const Declaration *d : view.named) {
        if (!d->internal && d->fault != NO_FAULT) {
            ask(uses, d->fault);
        }
    }
}

} // namespace

bool acts(const Value &value) {
    const bool structure = value.op == OP_COND || value.op == OP_AND || value.op == OP_OR || value.op == VALUE_GUARD ||
                           value.op == VALUE_NATIVE;
    return value.op == VALUE_STEP || (structure && has_effect(value));
}

Uses find_uses(const GraphView &view) {
    const uint32_t count = view.compilation.graph.count;
    const std::vector<bool> none(count, false);
    Uses uses = {std::vector<uint32_t>(count, NONE), std::vector<uint32_t>(count, NONE), none, none, none, none};
    mark_results(view, uses);
    mark_reads(view, uses);
    mark_escapes(view, uses);
    mark_waiting(view, uses);
    mark_conditions(view, uses);
    return uses;
}

} // namespace abax::host::source
