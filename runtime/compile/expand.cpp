// Expansion: ASTs into the value graph. Functions are expanded where they are called: an argument is an operand like any other,
// so it is computed at most once, and only if something demands it. Expansions of functions that call others are remembered
// by their arguments, so that nested functions cost what their distinct values cost; only those that call an impure native
// are not, because every call of it is one of its own.
// In: ASTs in order. Out: every expression's value and fault; or the error that the node limit was reached. Expansions in
// progress lie in the arena's high end.
#include "operate.hpp"

#include "eval/hash.h"
#include "fold.hpp"

namespace abax {

namespace {

// A text that is being turned into values. Its operands, one a node, and its arguments follow it in memory.
struct Expansion {
    Expansion *below;
    Declaration *declaration;
    uint32_t node; // the next one
    uint32_t key;  // VALUE_EXPANSION that remembers the result, or NONE
    uint32_t path; // hash over the titles of the texts that lead here, its own the last one
    uint32_t list; // VALUE_ARGUMENTS of its arguments, when they were listed; NONE: not yet, or there are none
};

struct Expander {
    Compilation &c;
    Expansion *top;
    Expansion *bottom; // of the expression
    Declaration *expression;
    uint32_t fault; // of what memories are given, which is demanded whichever way conditions turn out
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
    const uint32_t path = e.top != nullptr ? e.top->path : ABAX_FNV1A_START;
    *expansion = {e.top, &d, 0, NONE, abax_fnv1a(abax_fnv1a(path, d.title.data, d.title.size), "", 1), NONE};
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

constexpr int8_t REACH_EXACT = 24; // f32 has every integer up to this power of two

bool is_exact(const Compilation &c, const Operand &operand) {
    const Reach reach = c.graph.values[value_in(operand)].reach;
    return reach.down <= REACH_EXACT && reach.up <= REACH_EXACT;
}

// A bitwise operator of f32 over an operand with more digits than f32 has. Said once for a place in a text that the user wrote;
// the count of a shift is taken modulo 32 and may be what it likes.
void check_bitwise(const Expander &e, uint8_t op, const Operand &x, const Operand &y) {
    const bool shift = op == OP_SHL || op == OP_SHR;
    if (!is_f32(real_bits(e.c)) || !has_property(op, ABAX_BITWISE) ||
        (is_exact(e.c, x) && (shift || is_exact(e.c, y)))) {
        return;
    }
    const Expansion *text = e.top;
    while (text->declaration->kind == DeclarationKind::Derived && text->below != nullptr) {
        text = text->below; // the lowest one is of a declaration of the user's
    }
    AstNode &node = text->declaration->nodes[text->node];
    if ((node.flags & AST_WARNED) == 0) {
        node.flags |= AST_WARNED;
        report(e.c, WARNING | ABAX_D_BITWISE_RANGE, node_span(*text->declaration, text->node));
    }
}

// ---- functions with a memory

// More than any frame has.
constexpr uint32_t MOST_STATES = 1u << 24;

// Marks a slot of a memory that starts from something other than 0 until order_states gives it its number.
constexpr uint32_t STARTED = 1u << 31;

// Slots for the state of the call that is being expanded, which remembers so many values, and whether they start from
// 0. Its key is the way to it in the texts: the expression, the functions that lead there, and itself; the first slot
// tells it from another one with the same key.
uint32_t take_state(Expander &e, uint8_t op, uint32_t values, bool started) {
    Compilation &c = e.c;
    const StateShape shape = state_shape(op);
    const uint32_t key[4] = {e.top->path, op, values, started ? 1u : 0u};
    c.state_hash = abax_fnv1a(c.state_hash, key, sizeof key);
    uint32_t &taken = started ? c.frame.started : c.frame.states;
    const uint32_t first = taken;
    if (first < MOST_STATES) {
        taken += shape.slots + shape.rings * values;
    }
    return started ? first | STARTED : first;
}

// What a memory is given is demanded wherever it stands: a fault is the expression's. False when the arena is full.
bool demand_always(Expander &e, uint32_t fault) {
    e.fault = join_faults(e.c, e.fault, fault);
    return e.fault != NONE;
}

// The arguments of the text on top as a list, so that they can be found again later; NONE for none. False when the
// arena is full.
bool list_arguments(Expander &e, uint32_t &list) {
    list = e.top->list;
    for (uint32_t i = 0; i < e.top->declaration->parameter_count && e.top->list == NONE; ++i) {
        const Operand &argument = arguments_of(*e.top)[i];
        list = add_value(e.c, VALUE_ARGUMENTS, argument.tagged, list, argument.fault);
        if (list == NONE) {
            return false;
        }
    }
    e.top->list = list;
    return true;
}

// Where in the expression the function was called whose text is on top.
void note_call(const Expander &e) {
    if (e.top != e.bottom) {
        report(e.c, NOTE | ABAX_D_CALLED_HERE, node_span(*e.bottom->declaration, e.bottom->node));
    }
}

// How many values a memory is to hold: 0 after an error.
uint32_t values_of(Expander &e, uint8_t op, uint32_t argument) {
    Compilation &c = e.c;
    const uint32_t real = real_bits(c);
    const uint32_t most = state_shape(op).most;
    const uint32_t value = value_in(operands_of(*e.top)[argument]);
    uint32_t count = 0;
    const bool known = is_constant(c, value) && index_of_bits(real, constant_bits(c, value), most + 1, count) &&
                       integer_bits(real, static_cast<int32_t>(count)) == constant_bits(c, value);
    if (known && count != 0 && (op != OP_MEDIAN_N || count % 2 == 1)) {
        return count;
    }
    const uint32_t code = op == OP_MEDIAN_N ? ABAX_D_STATE_ODD : ABAX_D_STATE_VALUES;
    report(c, code, tree_span(*e.top->declaration, argument), most, 0);
    note_call(e);
    return 0;
}

// prev and delay: what they give is known before their first argument is. children: the arguments.
Operand expand_feedback(Expander &e, uint8_t op, const uint32_t *children, uint32_t count) {
    Compilation &c = e.c;
    Declaration &d = *e.top->declaration;
    uint32_t value;
    if (op == OP_PREV) {
        Bits start = 0;
        if (count == 2) {
            const uint32_t init = value_in(operands_of(*e.top)[children[1]]);
            if (is_constant(c, init)) {
                start = constant_bits(c, init);
            } else {
                report(c, ABAX_D_STATE_START, tree_span(d, children[1]));
                note_call(e);
            }
        }
        value = add_value(c, VALUE_STATE, take_state(e, op, 0, start != 0), low_word(start), high_word(start));
    } else {
        const uint32_t values = values_of(e, op, children[1]);
        value = add_value(c, VALUE_RECALL, take_state(e, op, values, false), values);
    }
    uint32_t arguments;
    if (value == NONE || !list_arguments(e, arguments)) {
        return FULL;
    }
    arguments = add_value(c, VALUE_ARGUMENTS, reference(c, e.expression), arguments);
    if (arguments == NONE || add_value(c, VALUE_DEFERRED, d.nodes[children[0]].payload, arguments, value) == NONE) {
        return FULL;
    }
    return make_operand(value);
}

Operand expand_window(Expander &e, uint8_t op, const uint32_t *children) {
    Compilation &c = e.c;
    const Operand x = operands_of(*e.top)[children[0]];
    const uint32_t values = values_of(e, op, children[1]);
    const uint32_t list = add_value(c, VALUE_OPERANDS, value_in(x), NONE);
    const uint32_t slot = take_state(e, op, values, false);
    if (list == NONE || !demand_always(e, x.fault)) {
        return FULL;
    }
    return make_operand(add_value(c, VALUE_STEP, list, slot, op | values << 8));
}

// A step of a memory of its own, over the values of all arguments; limits that are not given are -inf and inf.
Operand expand_step(Expander &e, uint8_t op, const uint32_t *children, uint32_t count) {
    Compilation &c = e.c;
    const uint32_t most = find_op(op)->most;
    const Bits infinity = infinity_bits(real_bits(c));
    const Bits sign = Bits{1} << (real_bits(c) - 1);
    uint32_t list = NONE;
    for (uint32_t i = most; i-- != 0;) {
        Operand argument;
        if (i < count) {
            argument = operands_of(*e.top)[children[i]];
        } else {
            argument = make_operand(make_constant(c, i + 1 < most ? infinity | sign : infinity));
        }
        list = is_full(argument) ? NONE : add_value(c, VALUE_OPERANDS, value_in(argument), list);
        if (list == NONE || !demand_always(e, argument.fault)) {
            return FULL;
        }
    }
    const uint32_t slot = take_state(e, op, 0, state_shape(op).nan != 0);
    return make_operand(add_value(c, VALUE_STEP, list, slot, op));
}

// What a step comes to: a value, a call that was begun, or no more room.
enum class Step : uint8_t { Value, Begun, Full };

Step expand_state(Expander &e, Operand &operand) {
    Compilation &c = e.c;
    const Declaration &d = *e.top->declaration;
    const uint32_t node = e.top->node;
    const uint8_t op = d.nodes[node].op;
    const uint32_t count = count_children(d, node);
    uint32_t *children = static_cast<uint32_t *>(arena_push_high(c.arena, count * sizeof(uint32_t)));
    if (children == nullptr) {
        return Step::Full;
    }
    list_children(d, node, children, count);
    const OpKind kind = find_op(op)->kind;
    operand = kind == OpKind::Feedback ? expand_feedback(e, op, children, count)
              : kind == OpKind::Window ? expand_window(e, op, children)
                                       : expand_step(e, op, children, count);
    arena_pop_high(c.arena, count * sizeof(uint32_t));
    return Step::Value;
}

// interp and interp2, of which the first child is the curve or the map.
Operand expand_curve(Expander &e, uint8_t op, const uint32_t *children) {
    Compilation &c = e.c;
    const Operand *operands = operands_of(*e.top);
    const uint32_t curve = e.top->declaration->nodes[children[0]].payload;
    const Operand &x = operands[children[1]];
    uint32_t fault = x.fault;
    uint32_t value;
    if (op == OP_INTERP) {
        value = add_value(c, OP_INTERP, value_in(x), curve);
    } else {
        const Operand &y = operands[children[2]];
        fault = join_faults(c, x.fault, y.fault);
        value = fault != NONE ? add_value(c, OP_INTERP2, value_in(x), value_in(y), curve) : NONE;
    }
    if (value != NONE) {
        c.graph.values[value].reach = at<Declaration>(c, curve)->reach;
    }
    return make_operand(value, fault);
}

Step expand_builtin(Expander &e, Operand &operand) {
    Compilation &c = e.c;
    const Declaration &d = *e.top->declaration;
    const uint32_t node = e.top->node;
    const uint8_t op = d.nodes[node].op;
    const OpRow &row = *find_op(op);
    const Operand *operands = operands_of(*e.top);
    if (d.nodes[node - 1].kind == AstKind::Array) {
        operand = operate_array(c, op, *at<Declaration>(c, d.nodes[node - 1].payload));
        return Step::Value;
    }
    if (has_state(op)) {
        return expand_state(e, operand);
    }
    const uint32_t count = count_children(d, node);
    uint32_t *children = static_cast<uint32_t *>(arena_push_high(c.arena, count * sizeof(uint32_t)));
    if (children == nullptr) {
        return Step::Full;
    }
    list_children(d, node, children, count);
    if (op == OP_INTERP || op == OP_INTERP2) {
        operand = expand_curve(e, op, children);
    } else if ((row.properties & ABAX_VARIADIC) != 0 || (row.kind == OpKind::Special && op != OP_IF)) {
        operand = operate_fold(c, op, operands, children, count);
    } else if (count == 1) {
        operand = operate_unary(c, op, operands[children[0]]);
    } else if (count == 2) {
        check_bitwise(e, op, operands[children[0]], operands[children[1]]);
        operand = operate_binary(c, op, operands[children[0]], operands[children[1]]);
    } else {
        const Operand &x = operands[children[0]];
        const Operand &y = operands[children[1]];
        const Operand &z = operands[children[2]];
        operand = op == OP_IF ? operate_conditional(c, x, y, z) : operate_ternary(c, op, x, y, z);
    }
    arena_pop_high(c.arena, count * sizeof(uint32_t));
    return Step::Value;
}

// The key under which the expansion that is on top is remembered.
uint32_t remember(Expander &e) {
    uint32_t list;
    return list_arguments(e, list) ? add_value(e.c, VALUE_EXPANSION, reference(e.c, e.top->declaration), list) : NONE;
}

Operand remembered(const Compilation &c, uint32_t key) {
    const uint32_t fault = find_value(c, VALUE_FAULT, key);
    return make_operand(c.graph.values[key].c, fault != NONE ? c.graph.values[fault].c : NO_FAULT);
}

Step expand_call(Expander &e, Operand &operand) {
    Expansion &caller = *e.top;
    const Declaration &d = *caller.declaration;
    Declaration &function = *at<Declaration>(e.c, d.nodes[caller.node].payload);
    if (!push(e, function)) {
        return Step::Full;
    }
    Operand *arguments = arguments_of(*e.top);
    uint32_t child = caller.node - 1;
    for (uint32_t i = function.parameter_count; i-- != 0;) {
        arguments[i] = operands_of(caller)[child];
        child -= ast_size(d.nodes[child]);
    }
    if (!function.calls || function.effects) {
        return Step::Begun;
    }
    const uint32_t key = remember(e);
    if (key == NONE) {
        return Step::Full;
    }
    if (e.c.graph.values[key].c != NONE) {
        operand = remembered(e.c, key);
        pop(e);
        return Step::Value;
    }
    e.top->key = key;
    return Step::Begun;
}

// A call of a native: its arguments as a list, the first one at its head.
Operand expand_native(Expander &e) {
    Compilation &c = e.c;
    const Declaration &d = *e.top->declaration;
    const Declaration &native = *at<Declaration>(c, d.nodes[e.top->node].payload);
    uint32_t list = NONE;
    uint32_t fault = NO_FAULT;
    uint32_t child = e.top->node - 1;
    for (uint32_t i = native.parameter_count; i-- != 0;) {
        const Operand &argument = operands_of(*e.top)[child];
        list = add_value(c, VALUE_OPERANDS, value_in(argument), list);
        fault = list != NONE ? join_faults(c, fault, argument.fault) : NONE;
        if (fault == NONE) {
            return FULL;
        }
        child -= ast_size(d.nodes[child]);
    }
    uint32_t call = NONE;
    if (!native.pure) { // every place in the text, on every way to it, is a call of its own
        call = add_value(c, VALUE_PLACE, reference(c, &d), e.top->node, c.calls++);
        if (call == NONE) {
            return FULL;
        }
    }
    return make_operand(add_value(c, VALUE_NATIVE, list, reference(c, &native), call), fault);
}

Operand expand_index(Expander &e) {
    const Declaration &d = *e.top->declaration;
    const uint32_t node = e.top->node;
    const Operand &index = operands_of(*e.top)[node - 1];
    const Declaration &array = *at<Declaration>(e.c, d.nodes[node - 1 - ast_size(d.nodes[node - 1])].payload);
    const TextPlace call = {e.top != e.bottom ? e.bottom->declaration : nullptr, e.bottom->node};
    uint32_t fault = index.fault;
    const uint32_t element = make_element(e.c, array, value_in(index), {&d, node}, call, fault);
    return make_operand(element, fault);
}

// The operand of the next node of the text on top.
Step expand_node(Expander &e, Operand &operand) {
    Compilation &c = e.c;
    const Declaration &d = *e.top->declaration;
    const uint32_t index = e.top->node;
    const AstNode &node = d.nodes[index];
    const Operand *operands = operands_of(*e.top);
    switch (node.kind) {
    case AstKind::Number:
        operand = make_operand(make_constant(c, ast_bits(node)), NO_FAULT, (node.flags & AST_BY_VALUE) != 0);
        break;
    case AstKind::Param:
        operand = make_operand(make_param(c, *at<Declaration>(c, node.payload), 0));
        break;
    case AstKind::Expression: {
        const Declaration &used = *at<Declaration>(c, node.payload);
        operand = make_operand(used.value, used.fault);
        break;
    }
    case AstKind::Local:
        operand = arguments_of(*e.top)[node.payload];
        break;
    case AstKind::Unary:
        check_bitwise(e, node.op, operands[index - 1], operands[index - 1]);
        operand = operate_unary(c, node.op, operands[index - 1]);
        break;
    case AstKind::Binary: {
        const Operand &left = operands[index - 1 - ast_size(d.nodes[index - 1])];
        check_bitwise(e, node.op, left, operands[index - 1]);
        operand = operate_binary(c, node.op, left, operands[index - 1]);
        break;
    }
    case AstKind::Conditional: {
        uint32_t children[3];
        list_children(d, index, children, 3);
        operand = operate_conditional(c, operands[children[0]], operands[children[1]], operands[children[2]]);
        break;
    }
    case AstKind::Builtin: {
        const Step step = expand_builtin(e, operand);
        return step == Step::Value && is_full(operand) ? Step::Full : step;
    }
    case AstKind::Function: {
        const Step step = expand_call(e, operand);
        return step == Step::Value && is_full(operand) ? Step::Full : step;
    }
    case AstKind::Native:
        operand = expand_native(e);
        break;
    case AstKind::Index:
        operand = expand_index(e);
        break;
    default: // a group or an array: what they are part of is a value by itself
        operand = {0, NO_FAULT};
        break;
    }
    return is_full(operand) ? Step::Full : Step::Value;
}

// The text on top is finished; what it comes to goes to the call that began it, or to the expression.
bool finish(Expander &e) {
    Compilation &c = e.c;
    const Operand result = operands_of(*e.top)[e.top->declaration->node_count - 1];
    const uint32_t key = e.top->key;
    if (key != NONE) {
        c.graph.values[key].c = value_in(result);
        const uint32_t fault = result.fault != NO_FAULT ? add_value(c, VALUE_FAULT, key) : NO_FAULT;
        if (fault == NONE) {
            return false;
        }
        if (fault != NO_FAULT) {
            c.graph.values[fault].c = result.fault;
        }
    }
    if (e.top->below == nullptr) {
        const uint32_t fault = join_faults(c, result.fault, e.fault);
        if (fault == NONE) {
            return false;
        }
        e.top->declaration->value = value_in(result);
        e.top->declaration->fault = fault;
    } else {
        Expansion &caller = *e.top->below;
        operands_of(caller)[caller.node++] = make_operand(value_in(result), result.fault);
    }
    pop(e);
    return true;
}

// The node limit: the error stands at the call in the expression, the notes go down the chain of calls.
void report_limit(Expander &e) {
    const Expansion *outermost = e.top;
    while (outermost->below != nullptr) {
        outermost = outermost->below;
    }
    Declaration &d = *outermost->declaration;
    const uint32_t node = outermost->node < d.node_count ? outermost->node : d.node_count - 1;
    abax_diagnostic message = {};
    message.args[0] = {d.name->text, d.name->size};
    message.numbers[0] = e.c.options.node_limit;
    report(e.c, ABAX_D_NODE_LIMIT, node_span(d, node), message);
    for (Expansion *step = e.top; step->below != nullptr; step = step->below) {
        Declaration &user = *step->below->declaration;
        if (user.kind != DeclarationKind::Derived) {
            const Span span = node_span(user, step->below->node);
            report(e.c, NOTE | ABAX_D_CHAIN, span, {user.name->text, user.name->size}, span_text(span));
        }
    }
}

// expression: the one that asks for it. arguments: VALUE_ARGUMENTS for its parameters, the last one's at the head.
bool expand_text(Expander &e, Declaration &d, Declaration &expression, uint32_t arguments) {
    if (!push(e, d)) {
        return false;
    }
    e.expression = &expression;
    e.fault = NO_FAULT;
    for (uint32_t i = d.parameter_count; i-- != 0;) {
        const Value &argument = e.c.graph.values[arguments];
        arguments_of(*e.top)[i] = {argument.a, argument.c};
        arguments = argument.b;
    }
    e.bottom = e.top;
    while (e.top != nullptr) {
        if (e.top->node == e.top->declaration->node_count) {
            if (!finish(e)) {
                return false;
            }
            continue;
        }
        Operand operand = FULL;
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

bool charge(Compilation &c, Declaration &result, uint32_t fault) {
    result.fault = join_faults(c, result.fault, fault);
    return result.fault != NONE;
}

// The first result there is: it stands for an expression that is none.
Declaration *first_result(const Compilation &c) {
    Declaration *d = c.first;
    while (d != nullptr && !is_result(*d)) {
        d = d->next;
    }
    return d;
}

// What prev keeps, when everything that it may be made of is known. Texts that are expanded here may ask for more of it.
bool expand_deferred(Expander &e) {
    Compilation &c = e.c;
    Declaration *const first = first_result(c);
    for (uint32_t i = 0; i < c.graph.count; ++i) {
        const Value deferred = c.graph.values[i];
        if (deferred.op != VALUE_DEFERRED) {
            continue;
        }
        const Value asked = c.graph.values[deferred.b];
        Declaration &later = *at<Declaration>(c, deferred.a);
        Declaration &expression = *at<Declaration>(c, asked.a);
        if (!expand_text(e, later, expression, asked.b)) {
            return false;
        }
        Declaration *const charged = is_result(expression) ? &expression : first;
        const Value kept_for = c.graph.values[deferred.c];
        const uint32_t step = kept_for.op == VALUE_STATE ? uint32_t{OP_PREV} : OP_DELAY | kept_for.b << 8;
        const uint32_t list = add_value(c, VALUE_OPERANDS, later.value, NONE);
        if (list == NONE || add_value(c, VALUE_STEP, list, kept_for.a, step) == NONE ||
            (charged != nullptr && !charge(c, *charged, later.fault))) {
            return false;
        }
    }
    return true;
}

// Numbers the slots of the state: those that start from something other than 0 come first, so that the table needs to
// say nothing about the others.
void order_states(Compilation &c) {
    const uint32_t started = c.frame.started;
    const auto number = [started](uint32_t slot) { return (slot & STARTED) != 0 ? slot & ~STARTED : started + slot; };
    for (uint32_t i = 0; i < c.graph.count; ++i) {
        Value &value = c.graph.values[i];
        if (value.op == VALUE_STATE || value.op == VALUE_RECALL) {
            value.a = number(value.a);
        } else if (value.op == VALUE_STEP) {
            value.b = number(value.b);
        }
    }
    c.frame.states += started;
}

bool expand_all(Expander &e) {
    for (Declaration *d = e.c.first_ordered; d != nullptr; d = d->next_ordered) {
        if (!expand_text(e, *d, *d, NONE)) {
            return false;
        }
    }
    return expand_deferred(e);
}

} // namespace

Outcome expand(Compilation &c) {
    begin_graph(c);
    c.state_hash = ABAX_FNV1A_START;
    Expander e = {c, nullptr, nullptr, nullptr, NO_FAULT};
    const size_t high = c.arena.high;
    if (!expand_all(e)) {
        const bool limit = e.top != nullptr && c.arena.needed == 0 && node_limit_reached(c);
        if (limit) {
            report_limit(e);
        }
        c.arena.high = high;
        return limit ? Outcome::Ok : Outcome::Memory;
    }
    order_states(c);
    c.expanded = true;
    return Outcome::Ok;
}

} // namespace abax
