// Ordering: which declaration uses which, depth first, with the path in the arena's high end.
// In: resolved ASTs. Out: the expressions listed so that what is used comes first, in order of need and then of declaration;
// cycles among expressions and recursion among functions reported, with the chain that closes them.
#include "state.hpp"

namespace abax {

namespace {

// A declaration whose uses are being looked at; `below` is the one that uses it.
struct Visited {
    Declaration *declaration;
    uint32_t node; // the next node to look at
    uint32_t unused;
    Visited *below;
};

struct Walk {
    Compilation &c;
    Visited *top;
    Declaration **end; // of the ordered list
};

bool open(Walk &walk, Declaration &d) {
    Visited *visited = static_cast<Visited *>(arena_push_high(walk.c.arena, sizeof(Visited)));
    if (visited == nullptr) {
        return false;
    }
    *visited = {&d, 0, 0, walk.top};
    walk.top = visited;
    d.visit = Visit::Open;
    return true;
}

// A function has effects where it calls an impure native or has a memory, itself or through another.
bool has_effects(const Compilation &c, const Declaration &d) {
    for (uint32_t i = 0; i < d.node_count; ++i) {
        const AstNode &node = d.nodes[i];
        const bool native = node.kind == AstKind::Native && !at<Declaration>(c, node.payload)->pure;
        const bool state = node.kind == AstKind::Builtin && has_state(node.op);
        if (native || state || (node.kind == AstKind::Function && at<Declaration>(c, node.payload)->effects)) {
            return true;
        }
    }
    return false;
}

void close(Walk &walk) {
    Declaration *d = walk.top->declaration;
    d->visit = Visit::Done;
    d->effects =
        (d->kind == DeclarationKind::Function || d->kind == DeclarationKind::Derived) && has_effects(walk.c, *d);
    if (d->kind == DeclarationKind::Expression) {
        *walk.end = d;
        walk.end = &d->next_ordered;
    }
    walk.top = walk.top->below;
    arena_pop_high(walk.c.arena, sizeof(Visited));
}

constexpr uint32_t MOST_NOTES = 16; // of a chain: the rest of a longer one says little

abax_text name_of(const Declaration &d) { return d.name != nullptr ? abax_text{d.name->text, d.name->size} : d.title; }

// `used` is open and used again by the declaration on top. The error stands where `used` uses the next one of the chain.
void report_cycle(Walk &walk, Declaration &used) {
    // the chain is told from `used` on: turn the links of that part of the path around, and back again after
    Visited *after = nullptr;
    Visited *visited = walk.top;
    while (visited != nullptr) { // `used` is among them
        Visited *below = visited->below;
        const bool last = visited->declaration == &used;
        visited->below = after;
        after = visited;
        if (last) {
            visited = below;
            break;
        }
        visited = below;
    }
    Visited *rest = visited;
    bool function = true; // a chain of functions alone is recursion
    uint32_t uses = 0;    // what is computed later belongs to its declaration: the way into it is no use
    for (Visited *step = after; step != nullptr; step = step->below) {
        function = function && step->declaration->kind != DeclarationKind::Expression;
        uses += step->declaration->kind != DeclarationKind::Deferred ? 1 : 0;
    }
    uint32_t notes = 0;
    bool reported = false;
    for (Visited *step = after; step != nullptr; step = step->below) {
        Declaration &user = *step->declaration;
        user.faulty = true;
        const Declaration &next = step->below != nullptr ? *step->below->declaration : used;
        if (next.kind == DeclarationKind::Deferred) {
            continue;
        }
        const Span span = node_span(user, step->node);
        if (!reported) {
            reported = true;
            report(walk.c, function ? ABAX_D_RECURSION : ABAX_D_CYCLE, span, name_of(used), {nullptr, 0});
        }
        if (uses > 1 && notes++ < MOST_NOTES) { // a chain of one says nothing that the error did not
            report(walk.c, NOTE | ABAX_D_CHAIN, span, name_of(user), name_of(next));
        }
    }
    for (Visited *step = after; step != nullptr;) {
        Visited *next = step->below;
        step->below = rest;
        rest = step;
        step = next;
    }
}

// What is computed later may use any expression, itself too.
Declaration *used_by(const Compilation &c, const Declaration &user, const AstNode &node) {
    const bool uses = (node.kind == AstKind::Expression && user.kind != DeclarationKind::Deferred) ||
                      node.kind == AstKind::Function || (node.kind == AstKind::Deferred && node.payload != NONE);
    return uses ? at<Declaration>(c, node.payload) : nullptr;
}

bool visit(Walk &walk, Declaration &root) {
    if (!open(walk, root)) {
        return false;
    }
    Visited *const bottom = walk.top;
    for (bool more = true; more;) {
        Visited &top = *walk.top;
        if (top.node == top.declaration->node_count) {
            more = walk.top != bottom;
            close(walk);
            continue;
        }
        Declaration *used = used_by(walk.c, *top.declaration, top.declaration->nodes[top.node]);
        if (used != nullptr && used->visit == Visit::New) {
            if (!open(walk, *used)) {
                return false;
            }
            continue; // the same node is looked at again, when it is done
        }
        // One report for all that a chain goes through: another cycle over a part of it may be gone with the first.
        if (used != nullptr && used->visit == Visit::Open && !used->faulty && !top.declaration->faulty) {
            report_cycle(walk, *used);
        }
        ++top.node;
    }
    return true;
}

} // namespace

// Expressions first: what a function uses is needed when an expression calls it, and not because it was declared early.
Outcome order(Compilation &c) {
    Walk walk = {c, nullptr, &c.first_ordered};
    constexpr DeclarationKind kinds[] = {DeclarationKind::Expression, DeclarationKind::Function};
    for (const DeclarationKind kind : kinds) {
        for (Declaration *d = c.first; d != nullptr; d = d->next) {
            if (d->kind == kind && d->visit == Visit::New && !visit(walk, *d)) {
                return Outcome::Memory;
            }
            if (d->kind == kind && d->internal && !d->used && !d->faulty) {
                report(c, WARNING | ABAX_D_UNUSED_INTERNAL, title_span(*d));
            }
        }
    }
    return Outcome::Ok;
}

} // namespace abax
