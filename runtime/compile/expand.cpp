// Expansion: ASTs into the value graph. Functions are expanded where they are called: an argument is a value like any other,
// so it is computed at most once, and only if something demands it. Expansions of functions that call others are remembered
// by their arguments, so that nested functions cost what their distinct values cost.
// In: ASTs in order. Out: every expression's value; or the error that the node limit was reached. Expansions in progress lie in
// the arena's high end.
#include "graph.hpp"

namespace abax {

namespace {

// A value, and in the lowest bit whether the text states it by value: a number, a scalar constant, a parameter bound to one,
// under signs and parentheses. Only such an exponent makes an integer power.
using Operand = uint32_t;
constexpr Operand make_operand(uint32_t value, bool by_value) { return value << 1 | (by_value ? 1u : 0u); }
constexpr uint32_t value_in(Operand operand) { return operand >> 1; }
constexpr bool is_by_value(Operand operand) { return (operand & 1u) != 0; }

// A text that is being turned into values. Its operands, one a node, and its arguments follow it in memory.
struct Expansion {
    Expansion *below;
    Declaration *declaration;
    uint32_t node; // the next one
    uint32_t key;  // VALUE_EXPANSION that remembers the result, or NONE
};

struct Expander {
    Compilation &c;
    Expansion *top;
};

size_t bytes_of(const Declaration &d) {
    return sizeof(Expansion) + (d.node_count + d.parameter_count) * sizeof(Operand);
}

Operand *operands_of(Expansion &expansion) { return reinterpret_cast<Operand *>(&expansion + 1); }
Operand *arguments_of(Expansion &expansion) { return operands_of(expansion) + expansion.declaration->node_count; }

bool push(Expander &e, Declaration &d) {
    Expansion *expansion = static_cast<Expansion *>(arena_push_high(e.c.arena, bytes_of(d)));
    if (expansion == nullptr) {
        return false;
    }
    *expansion = {e.top, &d, 0, NONE};
    e.top = expansion;
    return true;
}

void pop(Expander &e) {
    const size_t bytes = bytes_of(*e.top->declaration);
    e.top = e.top->below;
    arena_pop_high(e.c.arena, bytes);
}

// The nodes of the children of `node`, first to last.
void list_children(const Declaration &d, uint32_t node, uint32_t *children, uint32_t count) {
    uint32_t child = node - 1;
    for (uint32_t i = count; i-- != 0;) {
        children[i] = child;
        child -= ast_size(d.nodes[child]);
    }
}

uint32_t count_children(const Declaration &d, uint32_t node) {
    uint32_t count = 0;
    uint32_t child = node - 1;
    for (uint32_t left = d.nodes[node].size - 1; left != 0; ++count) {
        const uint32_t size = ast_size(d.nodes[child]);
        left -= size;
        child -= size;
    }
    return count;
}

uint32_t make_power(Compilation &c, Operand base, Operand exponent) {
    int32_t n;
    if (is_by_value(exponent) && small_integer(c, value_in(exponent), n)) {
        return make_integer_power(c, value_in(base), n);
    }
    return make_binary(c, OP_POW, value_in(base), value_in(exponent));
}

uint32_t make_operation(Compilation &c, uint8_t op, Operand x, Operand y) {
    switch (op) {
    case OP_COMMA:
        return value_in(y);
    case OP_AND:
    case OP_OR:
        return make_logic(c, op, value_in(x), value_in(y));
    case OP_POW:
        return make_power(c, x, y);
    default:
        return make_binary(c, op, value_in(x), value_in(y));
    }
}

// min, max, sum, avg and poly over their arguments.
uint32_t make_fold(Compilation &c, uint8_t op, const Operand *operands, const uint32_t *children, uint32_t count) {
    if (op == OP_POLY) {
        const uint32_t x = value_in(operands[children[0]]);
        uint32_t value = value_in(operands[children[count - 1]]);
        for (uint32_t i = count - 1; i-- > 1;) {
            value = make_binary(c, OP_ADD, value_in(operands[children[i]]), make_binary(c, OP_MUL, x, value));
        }
        return value;
    }
    const uint8_t step = op == OP_SUM || op == OP_AVG ? static_cast<uint8_t>(OP_ADD) : op;
    uint32_t value = value_in(operands[children[0]]);
    for (uint32_t i = 1; i < count; ++i) {
        value = make_binary(c, step, value, value_in(operands[children[i]]));
    }
    return op == OP_AVG ? make_binary(c, OP_DIV, value, make_integer(c, static_cast<int32_t>(count))) : value;
}

uint32_t make_builtin(Compilation &c, uint8_t op, const Operand *operands, const uint32_t *children, uint32_t count) {
    const OpRow &row = *find_op(op);
    if ((row.properties & ABAX_VARIADIC) != 0 || (row.kind == OpKind::Special && op != OP_IF)) {
        return make_fold(c, op, operands, children, count);
    }
    switch (count) {
    case 1:
        return make_unary(c, op, value_in(operands[children[0]]));
    case 2:
        return make_operation(c, op, operands[children[0]], operands[children[1]]);
    default: {
        const uint32_t x = value_in(operands[children[0]]);
        const uint32_t y = value_in(operands[children[1]]);
        const uint32_t z = value_in(operands[children[2]]);
        return op == OP_IF ? make_conditional(c, x, y, z) : make_ternary(c, op, x, y, z);
    }
    }
}

// What a step comes to: a value, a call that was begun, or no more room.
enum class Step : uint8_t { Value, Begun, Full };

Step expand_builtin(Expander &e, uint32_t &value) {
    const Declaration &d = *e.top->declaration;
    const uint32_t node = e.top->node;
    const uint32_t count = count_children(d, node);
    uint32_t *children = static_cast<uint32_t *>(arena_push_high(e.c.arena, count * sizeof(uint32_t)));
    if (children == nullptr) {
        return Step::Full;
    }
    list_children(d, node, children, count);
    value = make_builtin(e.c, d.nodes[node].op, operands_of(*e.top), children, count);
    arena_pop_high(e.c.arena, count * sizeof(uint32_t));
    return Step::Value;
}

// The key under which the expansion that is on top is remembered.
uint32_t remember(Expander &e) {
    const Declaration &function = *e.top->declaration;
    uint32_t list = NONE;
    for (uint32_t i = 0; i < function.parameter_count; ++i) {
        list = add_value(e.c, VALUE_ARGUMENTS, arguments_of(*e.top)[i], list);
        if (list == NONE) {
            return NONE;
        }
    }
    return add_value(e.c, VALUE_EXPANSION, reference(e.c, &function), list);
}

Step expand_call(Expander &e, uint32_t &value) {
    Expansion &caller = *e.top;
    const Declaration &d = *caller.declaration;
    Declaration &function = *at<Declaration>(e.c, d.nodes[caller.node].payload);
    if (!push(e, function)) {
        return Step::Full;
    }
    Operand *arguments = arguments_of(*e.top);
    list_children(d, caller.node, arguments, function.parameter_count);
    for (uint32_t i = 0; i < function.parameter_count; ++i) {
        arguments[i] = operands_of(caller)[arguments[i]];
    }
    if (!function.calls) {
        return Step::Begun;
    }
    const uint32_t key = remember(e);
    if (key == NONE) {
        return Step::Full;
    }
    if (e.c.graph.values[key].c != NONE) {
        value = e.c.graph.values[key].c;
        pop(e);
        return Step::Value;
    }
    e.top->key = key;
    return Step::Begun;
}

// The operand of the next node of the text on top.
Step expand_node(Expander &e, Operand &operand) {
    Compilation &c = e.c;
    const Declaration &d = *e.top->declaration;
    const uint32_t index = e.top->node;
    const AstNode &node = d.nodes[index];
    Operand *operands = operands_of(*e.top);
    uint32_t value = NONE;
    bool by_value = false;
    Step step = Step::Value;
    switch (node.kind) {
    case AstKind::Number:
        value = make_constant(c, ast_bits(node));
        by_value = (node.flags & AST_BY_VALUE) != 0;
        break;
    case AstKind::Param:
        value = add_value(c, VALUE_PARAM, node.payload);
        break;
    case AstKind::Expression:
        value = at<Declaration>(c, node.payload)->value;
        break;
    case AstKind::Local:
        operand = arguments_of(*e.top)[node.payload];
        return Step::Value;
    case AstKind::Group:
        operand = 0; // read by nobody: its member is a value by itself
        return Step::Value;
    case AstKind::Unary:
        value = make_unary(c, node.op, value_in(operands[index - 1]));
        by_value = node.op == OP_NEG && is_by_value(operands[index - 1]);
        break;
    case AstKind::Binary:
        value = make_operation(c, node.op, operands[index - 1 - ast_size(d.nodes[index - 1])], operands[index - 1]);
        break;
    case AstKind::Conditional: {
        uint32_t children[3];
        list_children(d, index, children, 3);
        value = make_conditional(c, value_in(operands[children[0]]), value_in(operands[children[1]]),
                                 value_in(operands[children[2]]));
        break;
    }
    case AstKind::Builtin:
        step = expand_builtin(e, value);
        break;
    case AstKind::Function:
        step = expand_call(e, value);
        break;
    default:
        break;
    }
    if (step != Step::Value) {
        return step;
    }
    operand = make_operand(value, by_value);
    return value == NONE ? Step::Full : Step::Value;
}

// The text on top is finished; its value goes to the call that began it, or to the expression.
void finish(Expander &e) {
    const uint32_t value = value_in(operands_of(*e.top)[e.top->declaration->node_count - 1]);
    if (e.top->key != NONE) {
        e.c.graph.values[e.top->key].c = value;
    }
    if (e.top->below == nullptr) {
        e.top->declaration->value = value;
    } else {
        Expansion &caller = *e.top->below;
        operands_of(caller)[caller.node++] = make_operand(value, false);
    }
    pop(e);
}

// The node limit: the error stands at the call in the expression, the notes go down the chain of calls.
void report_limit(Expander &e) {
    Expansion *outermost = e.top;
    while (outermost->below != nullptr) {
        outermost = outermost->below;
    }
    const Declaration &d = *outermost->declaration;
    const uint32_t node = outermost->node < d.node_count ? outermost->node : d.node_count - 1;
    report(e.c, ABAX_SEVERITY_ERROR, ABAX_D_NODE_LIMIT, node_span(d, node), {d.name->text, d.name->size}, {nullptr, 0},
           e.c.options.node_limit);
    for (Expansion *step = e.top; step->below != nullptr; step = step->below) {
        const Declaration &user = *step->below->declaration;
        if (user.kind != DeclarationKind::Derived) {
            const Span span = node_span(user, step->below->node);
            report(e.c, ABAX_SEVERITY_NOTE, ABAX_D_CHAIN, span, {user.name->text, user.name->size}, span_text(span));
        }
    }
}

bool expand_expression(Expander &e, Declaration &d) {
    if (!push(e, d)) {
        return false;
    }
    while (e.top != nullptr) {
        if (e.top->node == e.top->declaration->node_count) {
            finish(e);
            continue;
        }
        Operand operand = 0;
        Expansion &current = *e.top;
        switch (expand_node(e, operand)) {
        case Step::Value:
            operands_of(current)[current.node++] = operand;
            break;
        case Step::Begun:
            break;
        case Step::Full:
            return false;
        }
    }
    return true;
}

} // namespace

Outcome expand(Compilation &c) {
    c.graph.values = reinterpret_cast<Value *>(c.arena.base + c.arena.low);
    c.graph.count = 0;
    c.graph.root = NONE;
    Expander e = {c, nullptr};
    const size_t high = c.arena.high;
    for (Declaration *d = c.first_ordered; d != nullptr; d = d->next_ordered) {
        if (!expand_expression(e, *d)) {
            const bool limit = c.arena.needed == 0 && node_limit_reached(c);
            if (limit) {
                report_limit(e);
            }
            c.arena.high = high;
            return limit ? Outcome::Ok : Outcome::Memory;
        }
    }
    return Outcome::Ok;
}

} // namespace abax
