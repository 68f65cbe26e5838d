// Resolution: every name of every text becomes what it means, every call is checked for its number of arguments. Names are
// looked up in the order of the language: the function's own parameters, the module's declarations, built-ins.
// In: ASTs as parsed. Out: ASTs without names; a declaration in which something was wrong is faulty.
#include "state.hpp"

#include "decimal.hpp"

namespace abax {

namespace {

// Expansions of a larger body than this are remembered, as those of functions that call others are.
constexpr uint32_t LARGEST_REPEATED_BODY = 32; // nodes

// An error at a node, with the text of the span and two numbers.
void fail(Compilation &c, AstNode &node, uint32_t code, const Span &span, uint32_t n = 0, uint32_t m = 0) {
    node.kind = AstKind::Error;
    report(c, code, span, n, m);
}

// A name that nothing has; reported once, however often it is used.
void fail_unknown(Compilation &c, AstNode &node, const Span &span, Atom &atom, Wanted wanted) {
    node.kind = AstKind::Error;
    span.declaration->faulty = true;
    if (!atom.reported) {
        atom.reported = true;
        const uint32_t code = wanted == Wanted::Function ? ABAX_D_UNKNOWN_FUNCTION : ABAX_D_UNKNOWN_NAME;
        report(c, code, span);
        suggest(c, span, nullptr, wanted);
    }
}

void fail_group(Compilation &c, AstNode &node, const Span &span, const Atom &group) {
    node.kind = AstKind::Error;
    report(c, ABAX_D_NOT_A_VALUE_GROUP, span, span_text(span), group.member->title);
}

// The node now stands for a value that was computed already; its children, if any, do not count.
void set_number(AstNode &node, Bits bits, uint8_t flags) {
    node.kind = AstKind::Number;
    node.flags = static_cast<uint8_t>(node.flags | flags);
    node.payload = low_word(bits);
    node.size = high_word(bits);
}

void set_builtin_constant(const Compilation &c, AstNode &node, const OpRow &row) {
    set_number(node, constant_value(row.op, real_bits(c)), 0);
}

// The node now stands for what lies in the arena.
void refer(const Compilation &c, AstNode &node, AstKind kind, const void *object) {
    node.kind = kind;
    node.payload = reference(c, object);
}

void use_declaration(Compilation &c, AstNode &node, const Span &span, Declaration &used) {
    if (used.array) {
        refer(c, node, AstKind::Array, &used);
        return;
    }
    switch (used.kind) {
    case DeclarationKind::Param:
        refer(c, node, AstKind::Param, &used);
        break;
    case DeclarationKind::Constant:
        set_number(node, used.bits, AST_BY_VALUE);
        break;
    case DeclarationKind::Expression:
        refer(c, node, AstKind::Expression, &used);
        used.used = used.used || &used != span.declaration;
        break;
    case DeclarationKind::Curve:
    case DeclarationKind::Map:
        refer(c, node, AstKind::Curve, &used);
        break;
    case DeclarationKind::Function:
    case DeclarationKind::Native:
    case DeclarationKind::Derived:
    case DeclarationKind::Deferred:
        fail(c, node, ABAX_D_NOT_A_VALUE, span, used.parameter_count);
        break;
    }
}

bool derived_scope(const Declaration &d) { return d.kind == DeclarationKind::Derived; }

// The name below `group` that the span is, or null.
Atom *intern_span(Compilation &c, Atom *group, const Span &span) {
    const abax_text text = span_text(span);
    return intern(c, group, text.data, text.size);
}

Outcome resolve_name(Compilation &c, Declaration &d, uint32_t index) {
    AstNode &node = d.nodes[index];
    const Span span = node_span(d, index);
    Atom *atom = intern_span(c, nullptr, span);
    if (atom == nullptr) {
        return Outcome::Memory;
    }
    const bool member_follows = index + 1 < d.node_count && d.nodes[index + 1].kind == AstKind::Member;
    if (atom->local != 0) {
        node.kind = AstKind::Local;
        node.payload = atom->local - 1;
        atom->used = true;
        return Outcome::Ok;
    }
    if (!derived_scope(d) && atom->declaration != nullptr) {
        use_declaration(c, node, span, *atom->declaration);
        return Outcome::Ok;
    }
    if (!derived_scope(d) && atom->group) {
        refer(c, node, AstKind::Group, atom);
        if (!member_follows) {
            fail_group(c, node, span, *atom);
        }
        return Outcome::Ok;
    }
    if (atom->builtin != nullptr && atom->builtin->kind == OpKind::Constant) {
        set_builtin_constant(c, node, *atom->builtin);
        return Outcome::Ok;
    }
    if (atom->builtin != nullptr) {
        const bool any = atom->builtin->most == 0;
        fail(c, node, any ? ABAX_D_NOT_A_VALUE_LEAST : ABAX_D_NOT_A_VALUE, span, atom->builtin->least);
        return Outcome::Ok;
    }
    fail_unknown(c, node, span, *atom, Wanted::Value);
    return Outcome::Ok;
}

Outcome resolve_member(Compilation &c, Declaration &d, uint32_t index) {
    AstNode &node = d.nodes[index];
    const AstNode &object = d.nodes[index - 1];
    const Span span = node_span(d, index);
    if (object.kind == AstKind::Error) {
        node.kind = AstKind::Error;
        return Outcome::Ok;
    }
    if (object.kind != AstKind::Group) {
        fail(c, node, ABAX_D_MEMBER_OF_VALUE, span);
        return Outcome::Ok;
    }
    Atom *group = at<Atom>(c, object.payload);
    Atom *atom = intern_span(c, group, span);
    if (atom == nullptr) {
        return Outcome::Memory;
    }
    const bool member_follows = index + 1 < d.node_count && d.nodes[index + 1].kind == AstKind::Member;
    if (atom->declaration != nullptr) {
        use_declaration(c, node, span, *atom->declaration);
    } else if (atom->group && member_follows) {
        refer(c, node, AstKind::Group, atom);
    } else if (atom->group) {
        fail_group(c, node, span, *atom);
    } else {
        node.kind = AstKind::Error;
        report(c, ABAX_D_UNKNOWN_MEMBER, span, {group->text, group->size}, span_text(span));
        suggest(c, span, group, Wanted::Member);
    }
    return Outcome::Ok;
}

uint32_t count_arguments(const Declaration &d, uint32_t index) {
    uint32_t count = 0;
    uint32_t last = index - 1; // of the argument that is counted
    for (uint32_t left = d.nodes[index].size - 1; left != 0; ++count) {
        const uint32_t size = ast_size(d.nodes[last]);
        left -= size;
        last -= size;
    }
    return count;
}

bool check_arity(Compilation &c, Declaration &d, uint32_t index, const Span &span, uint32_t least, uint32_t most) {
    const uint32_t count = count_arguments(d, index);
    if (count >= least && (most == 0 || count <= most) && !(least == 0 && count != 0)) {
        return true;
    }
    const bool many = most > least && count > most;
    const uint32_t code = least == most ? ABAX_D_ARITY : many ? ABAX_D_ARITY_MOST : ABAX_D_ARITY_LEAST;
    fail(c, d.nodes[index], code, span, many ? most : least, count);
    return false;
}

bool takes_array(uint8_t op) { return op == OP_LEN || op == OP_SUM || op == OP_AVG || op == OP_MIN || op == OP_MAX; }

// The only argument of a call, or null.
AstNode *only_argument(Declaration &d, uint32_t index) {
    AstNode &last = d.nodes[index - 1];
    return d.nodes[index].size > 1 && ast_size(last) + 1 == d.nodes[index].size ? &last : nullptr;
}

// What is indexed or given to len and is no array: the tree that ends with the node `value`.
void fail_array(Compilation &c, Declaration &d, uint32_t index, uint32_t value) {
    fail(c, d.nodes[index], ABAX_D_NOT_AN_ARRAY, tree_span(d, value));
}

// The last node of a call's first argument.
uint32_t first_argument(const Declaration &d, uint32_t index) {
    uint32_t last = index - 1;
    for (uint32_t left = count_arguments(d, index); left > 1; --left) {
        last -= ast_size(d.nodes[last]);
    }
    return last;
}

// interp and interp2 are given a curve and a map. False, and an error, if they are not.
bool take_curve(Compilation &c, Declaration &d, uint32_t index, bool map) {
    const uint32_t first = first_argument(d, index);
    AstNode &node = d.nodes[first];
    if (node.kind == AstKind::Error) { // it may have been meant to be one
        d.nodes[index].kind = AstKind::Error;
        return false;
    }
    const DeclarationKind wanted = map ? DeclarationKind::Map : DeclarationKind::Curve;
    if (node.kind == AstKind::Curve && at<Declaration>(c, node.payload)->kind == wanted) {
        node.flags |= AST_PLACED;
        return true;
    }
    const Span span = tree_span(d, first);
    if (node.kind == AstKind::Curve) { // of the other kind
        fail(c, d.nodes[index], map ? ABAX_D_CURVE_VALUE : ABAX_D_MAP_VALUE, span);
    } else {
        fail(c, d.nodes[index], map ? ABAX_D_NOT_A_MAP : ABAX_D_NOT_A_CURVE, span);
        suggest(c, span, nullptr, map ? Wanted::Map : Wanted::Curve);
    }
    return false;
}

Outcome resolve_builtin_call(Compilation &c, Declaration &d, uint32_t index, const Span &span, const OpRow &row) {
    AstNode &node = d.nodes[index];
    if (row.kind == OpKind::Constant) {
        if (check_arity(c, d, index, span, 0, 0)) {
            set_builtin_constant(c, node, row);
        }
        return Outcome::Ok;
    }
    AstNode *array = takes_array(row.op) ? only_argument(d, index) : nullptr;
    if (array != nullptr && array->kind == AstKind::Error) { // it may have been meant to be one
        node.kind = AstKind::Error;
        return Outcome::Ok;
    }
    if (array != nullptr && array->kind == AstKind::Array) {
        array->flags |= AST_PLACED;
    } else if (takes_array(row.op) && row.op != OP_LEN && count_arguments(d, index) < row.least) {
        fail(c, node, ABAX_D_ARITY_ARRAY, span, row.least, count_arguments(d, index));
        return Outcome::Ok;
    } else if (!check_arity(c, d, index, span, row.least, row.most)) {
        return Outcome::Ok;
    } else if (row.op == OP_LEN) {
        fail_array(c, d, index, index - 1);
        return Outcome::Ok;
    }
    if ((row.op == OP_INTERP || row.op == OP_INTERP2) && !take_curve(c, d, index, row.op == OP_INTERP2)) {
        return Outcome::Ok;
    }
    node.kind = AstKind::Builtin;
    node.op = row.op;
    if (row.op == OP_LOG) {
        node.op = c.options.log == ABAX_LOG_LN ? OP_LN : OP_LOG10;
        if (c.options.log == ABAX_LOG_UNSET) {
            report(c, WARNING | ABAX_D_LOG_UNSET, span);
        }
    }
    if (row.kind == OpKind::Derived) {
        Declaration *function = derived_function(c, row);
        if (function == nullptr) {
            return Outcome::Memory;
        }
        refer(c, node, AstKind::Function, function);
        d.calls = true;
    }
    return Outcome::Ok;
}

Outcome resolve_call(Compilation &c, Declaration &d, uint32_t index) {
    AstNode &node = d.nodes[index];
    const Span span = node_span(d, index);
    Atom *atom = intern_span(c, nullptr, span);
    if (atom == nullptr) {
        return Outcome::Memory;
    }
    const bool own = !derived_scope(d) && (atom->declaration != nullptr || atom->local != 0 || atom->group);
    Declaration *function = own && atom->local == 0 ? atom->declaration : nullptr;
    const bool native = function != nullptr && function->kind == DeclarationKind::Native;
    if (native || (function != nullptr && function->kind == DeclarationKind::Function)) {
        if (function->faulty) { // its signature may be what is wrong
            node.kind = AstKind::Error;
        } else if (check_arity(c, d, index, span, function->parameter_count, function->parameter_count)) {
            refer(c, node, native ? AstKind::Native : AstKind::Function, function);
            d.calls = d.calls || !native;
        }
    } else if (own) {
        const DeclarationKind kind = function != nullptr ? function->kind : DeclarationKind::Param;
        const uint32_t code = function != nullptr && function->array ? ABAX_D_ARRAY_VALUE
                              : kind == DeclarationKind::Curve       ? ABAX_D_CURVE_VALUE
                              : kind == DeclarationKind::Map         ? ABAX_D_MAP_VALUE
                                                                     : ABAX_D_NOT_A_FUNCTION;
        fail(c, node, code, span);
    } else if (atom->builtin != nullptr) {
        return resolve_builtin_call(c, d, index, span, *atom->builtin);
    } else {
        fail_unknown(c, node, span, *atom, Wanted::Function);
    }
    return Outcome::Ok;
}

Outcome resolve_node(Compilation &c, Declaration &d, uint32_t index) {
    switch (d.nodes[index].kind) {
    case AstKind::Name:
        return resolve_name(c, d, index);
    case AstKind::Member:
        return resolve_member(c, d, index);
    case AstKind::Call:
        return resolve_call(c, d, index);
    case AstKind::Index: {
        const uint32_t array = index - 1 - ast_size(d.nodes[index - 1]);
        if (d.nodes[array].kind == AstKind::Error) {
            d.nodes[index].kind = AstKind::Error;
            return Outcome::Ok;
        }
        if (d.nodes[array].kind == AstKind::Array) {
            d.nodes[array].flags |= AST_PLACED;
            return Outcome::Ok;
        }
        fail_array(c, d, index, array);
        return Outcome::Ok;
    }
    default:
        return Outcome::Ok;
    }
}

// How far the node that is passed over together with those before it reaches.
uint32_t passed(const AstNode &node) { return node.kind == AstKind::Deferred ? node.size : 1; }

// Moves the `count` nodes of the tree that ends at `last` to `moved`, where those that moved away before are one node
// each. What stays in their place is passed over. Each node is moved once, however deep calls of prev are nested.
void move_nodes(Declaration &d, uint32_t last, uint32_t count, AstNode *moved, uint32_t moved_count) {
    AstNode *const nodes = d.nodes + last + 1 - count;
    uint32_t to = moved_count;
    for (uint32_t left = count; left != 0;) {
        AstNode &node = nodes[left - 1];
        AstNode &here = moved[--to];
        const uint32_t size = ast_size(node);
        here = node;
        if (node.kind != AstKind::Number) { // for now: how many children it has
            here.size = node.kind == AstKind::Deferred ? 0 : count_arguments(d, last + left - count);
        }
        left -= passed(node);
        node.kind = AstKind::Deferred;
        node.payload = NONE;
        node.size = size;
    }
    for (uint32_t i = 0; i < moved_count; ++i) {
        if (moved[i].kind != AstKind::Number) {
            uint32_t size = 1;
            for (uint32_t children = moved[i].size; children != 0; --children) {
                size += ast_size(moved[i - size]);
            }
            moved[i].size = size;
        }
    }
}

// The first argument of prev is computed after everything else: its nodes move into a declaration of their own.
Outcome defer_first_argument(Compilation &c, Declaration &d, uint32_t index) {
    const uint32_t last = first_argument(d, index);
    const uint32_t count = ast_size(d.nodes[last]);
    uint32_t moved_count = 0;
    for (uint32_t left = count; left != 0; ++moved_count) {
        left -= passed(d.nodes[last + left - count]);
    }
    Declaration *const later = new_declaration(c, DeclarationKind::Deferred, d.title, d.body);
    AstNode *const moved = static_cast<AstNode *>(arena_push(c.arena, moved_count * sizeof(AstNode)));
    if (later == nullptr || moved == nullptr) {
        return Outcome::Memory;
    }
    later->number = d.number;
    later->name = d.name;
    later->parameters = d.parameters;
    later->parameter_count = d.parameter_count;
    later->nodes = moved;
    later->node_count = moved_count;
    move_nodes(d, last, count, moved, moved_count);
    d.nodes[last].payload = reference(c, later);
    return Outcome::Ok;
}

Outcome defer_arguments(Compilation &c, Declaration &d) {
    Outcome outcome = Outcome::Ok;
    for (uint32_t i = 0; i < d.node_count && outcome == Outcome::Ok; ++i) {
        const AstNode &node = d.nodes[i];
        if (node.kind == AstKind::Builtin && find_op(node.op)->kind == OpKind::Feedback) {
            outcome = defer_first_argument(c, d, i);
        }
    }
    return outcome;
}

Outcome resolve_declaration(Compilation &c, Declaration &d) {
    uint32_t ordinal = 0;
    for (Parameter *p = d.parameters; p != nullptr; p = p->next) {
        p->name->local = ++ordinal;
        p->name->used = false;
    }
    d.calls = d.node_count > LARGEST_REPEATED_BODY;
    Outcome outcome = Outcome::Ok;
    for (uint32_t i = 0; i < d.node_count && outcome == Outcome::Ok; ++i) {
        outcome = resolve_node(c, d, i);
    }
    for (uint32_t i = 0; i < d.node_count && outcome == Outcome::Ok && !d.faulty; ++i) {
        if (d.nodes[i].kind == AstKind::Array && (d.nodes[i].flags & AST_PLACED) == 0) {
            report(c, ABAX_D_ARRAY_VALUE, node_span(d, i), at<Declaration>(c, d.nodes[i].payload)->title, {nullptr, 0});
        }
        if (d.nodes[i].kind == AstKind::Curve && (d.nodes[i].flags & AST_PLACED) == 0) {
            const bool map = at<Declaration>(c, d.nodes[i].payload)->kind == DeclarationKind::Map;
            report(c, map ? ABAX_D_MAP_VALUE : ABAX_D_CURVE_VALUE, node_span(d, i));
        }
    }
    for (Parameter *p = d.parameters; p != nullptr; p = p->next) {
        p->name->local = 0;
        if (!p->name->used && !d.faulty && d.kind == DeclarationKind::Function) {
            report(c, WARNING | ABAX_D_UNUSED_PARAMETER, {&d, ABAX_PART_NAME, p->offset, p->name->size});
        }
    }
    return outcome == Outcome::Ok ? defer_arguments(c, d) : outcome;
}

} // namespace

Outcome resolve(Compilation &c) {
    for (Declaration *d = c.first; d != nullptr; d = d->next) {
        if (resolve_declaration(c, *d) != Outcome::Ok) {
            return Outcome::Memory;
        }
    }
    // Derived functions use others, which are put in front of the list as they are met.
    for (Declaration *resolved = nullptr; resolved != c.derived;) {
        Declaration *const newest = c.derived;
        for (Declaration *d = newest; d != resolved; d = d->next) {
            if (resolve_declaration(c, *d) != Outcome::Ok) {
                return Outcome::Memory;
            }
        }
        resolved = newest;
    }
    return Outcome::Ok;
}

} // namespace abax
