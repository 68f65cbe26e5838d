// Declarations: what a caller adds becomes a Declaration under its name, its text parsed at once.
// In: title and text, which stay the caller's. Out: a declaration in the list, faulty if something was reported.
#include "curves.hpp"
#include "graph.hpp"

#include "lex.hpp"

#include <string.h>

namespace abax {

namespace {

// The name must be free: no other declaration, no group of members.
void bind(Compilation &c, Declaration &d, Atom *atom, const Span &span) {
    d.name = atom;
    if (atom->declaration != nullptr) {
        report(c, ABAX_D_DUPLICATE, span);
        report(c, NOTE | ABAX_D_DECLARED_HERE, title_span(*atom->declaration));
        return;
    }
    if (atom->group) {
        report(c, ABAX_D_GROUP_AND_VALUE, span);
        return;
    }
    atom->declaration = &d;
    const Atom *same = note_same_hash(c, *atom);
    if (same != nullptr) {
        report(c, ABAX_D_NAME_HASH, span, span_text(span), span_text(title_span(*same->declaration)));
    }
    if (atom->builtin != nullptr) {
        report(c, NOTE | ABAX_D_SHADOWS, span);
    }
}

// name, or for a param group.name: groups are marked on the way. False when the arena is full.
bool bind_path(Compilation &c, Declaration &d) {
    const abax_text title = d.title;
    const bool members = d.kind == DeclarationKind::Param;
    Atom *atom = nullptr;
    for (size_t begin = 0; begin <= title.size;) {
        const size_t left = title.size - begin;
        const size_t end = begin + (members ? size_before(title.data + begin, left, '.') : left);
        const Span span = {&d, ABAX_PART_NAME, begin, end - begin};
        if (!is_name(title.data + begin, end - begin)) {
            report(c, ABAX_D_NAME, span);
            return true;
        }
        if (is_reserved(title.data + begin, end - begin)) {
            report(c, ABAX_D_RESERVED, span);
            return true;
        }
        atom = intern(c, atom, title.data + begin, end - begin);
        if (atom == nullptr) {
            return false;
        }
        if (end == title.size) {
            bind(c, d, atom, {&d, ABAX_PART_NAME, 0, title.size});
            return true;
        }
        if (atom->declaration != nullptr) {
            report(c, ABAX_D_GROUP_AND_VALUE, span);
            return true;
        }
        atom->group = true;
        atom->member = atom->member != nullptr ? atom->member : &d;
        begin = end + 1;
    }
    return true;
}

// f(x, y): binds f and lists the parameters. False when the arena is full.
bool bind_signature(Compilation &c, Declaration &d) {
    const char *text = d.title.data;
    const size_t size = d.title.size;
    const Token name = next_token(text, size, 0);
    Token token = next_token(text, size, name.offset + name.length);
    const bool well = name.kind == TokenKind::Name && token.kind == TokenKind::Open && text[token.offset] == '(';
    if (!well) {
        report(c, ABAX_D_SIGNATURE, {&d, ABAX_PART_NAME, 0, size});
        return true;
    }
    Atom *atom = intern(c, nullptr, text + name.offset, name.length);
    if (atom == nullptr) {
        return false;
    }
    bind(c, d, atom, {&d, ABAX_PART_NAME, name.offset, name.length});
    Parameter **end = &d.parameters;
    for (bool more = true; more;) {
        const Token parameter = next_token(text, size, token.offset + token.length);
        token = next_token(text, size, parameter.offset + parameter.length);
        if (parameter.kind == TokenKind::Close && d.parameter_count == 0 && token.kind == TokenKind::End) {
            return true;
        }
        const bool comma = token.kind == TokenKind::Operator && token.binary == OP_COMMA;
        const bool close = token.kind == TokenKind::Close && text[token.offset] == ')';
        if (parameter.kind != TokenKind::Name || !(comma || close)) {
            const Token &wrong = parameter.kind != TokenKind::Name ? parameter : token;
            const bool reserved = is_reserved(text + wrong.offset, wrong.length);
            const Span span = {&d, ABAX_PART_NAME, wrong.offset, wrong.length};
            report(c, reserved ? ABAX_D_RESERVED : ABAX_D_SIGNATURE, span);
            return true;
        }
        Atom *parameter_name = intern(c, nullptr, text + parameter.offset, parameter.length);
        Parameter *added = static_cast<Parameter *>(arena_push(c.arena, sizeof(Parameter)));
        if (parameter_name == nullptr || added == nullptr) {
            return false;
        }
        *added = {parameter_name, static_cast<uint32_t>(parameter.offset), nullptr};
        if (parameter_name->local != 0) {
            report(c, ABAX_D_DUPLICATE_PARAMETER, {&d, ABAX_PART_NAME, parameter.offset, parameter.length});
        }
        *end = added;
        end = &added->next;
        parameter_name->local = ++d.parameter_count;
        more = comma;
    }
    const Token last = next_token(text, size, token.offset + token.length);
    if (last.kind != TokenKind::End) {
        report(c, ABAX_D_SIGNATURE, {&d, ABAX_PART_NAME, last.offset, last.length});
    }
    return true;
}

constexpr uint32_t MOST_NATIVE_PARAMETERS = 255; // what a native's arity has room for

// Where a declaration stands among those of its kind, and what is wrong with its size.
void place_declaration(Compilation &c, Declaration &d) {
    const Span span = title_span(d);
    if (d.slots == 0 || d.slots > ABAX_MOST_ELEMENTS) {
        report(c, ABAX_D_ARRAY_LENGTH, span, ABAX_MOST_ELEMENTS, d.slots);
        d.slots = 1;
    }
    if (d.array && d.kind == DeclarationKind::Constant && is_f32(real_bits(c)) && !d.faulty) {
        d.reach = reach_of_numbers(c, d.values, d.slots);
    }
    if ((d.kind == DeclarationKind::Curve || d.kind == DeclarationKind::Map) && !d.faulty) {
        check_curve(c, d);
        if (!d.faulty && is_f32(real_bits(c))) {
            const CurveData &data = curve_of(d);
            d.reach = reach_of_numbers(c, data.values, size_t{data.x.count} * data.y.count);
        }
    }
    if (d.kind == DeclarationKind::Native && d.parameter_count > MOST_NATIVE_PARAMETERS) {
        report(c, ABAX_D_NATIVE_ARITY, span, MOST_NATIVE_PARAMETERS, d.parameter_count);
    }
    if (d.kind == DeclarationKind::Param) {
        d.ordinal = c.param_count++;
        d.slot = c.frame.params;
        c.frame.params = c.frame.params + d.slots < SLOT_NUMBER ? c.frame.params + d.slots : SLOT_NUMBER;
    } else if (is_result(d)) {
        d.ordinal = c.result_count++;
        ++c.frame.results;
    }
}

bool has_signature(DeclarationKind kind) {
    return kind == DeclarationKind::Function || kind == DeclarationKind::Native;
}

} // namespace

Declaration *new_declaration(Compilation &c, DeclarationKind kind, abax_text title, abax_text body) {
    Declaration *d = static_cast<Declaration *>(arena_push(c.arena, sizeof(Declaration)));
    if (d == nullptr) {
        return nullptr;
    }
    *d = Declaration{};
    d->kind = kind;
    d->title = title;
    d->body = body;
    d->slots = 1;
    d->reach = {REACH_ENDLESS, REACH_ENDLESS};
    d->value = NONE;
    d->fault = NO_FAULT;
    return d;
}

Outcome declare(Compilation &c, Declaration &d) {
    d.number = c.declarations++;
    (c.last != nullptr ? c.last->next : c.first) = &d;
    c.last = &d;
    const bool bound = has_signature(d.kind) ? bind_signature(c, d) : bind_path(c, d);
    for (Parameter *p = d.parameters; p != nullptr; p = p->next) {
        p->name->local = 0;
    }
    if (!bound) {
        return Outcome::Memory;
    }
    place_declaration(c, d);
    const bool has_text = d.kind == DeclarationKind::Function || d.kind == DeclarationKind::Expression;
    return has_text ? parse(c, d) : Outcome::Ok;
}

Declaration *derived_function(Compilation &c, const OpRow &row) {
    for (Declaration *d = c.derived; d != nullptr; d = d->next) {
        if (d->number == row.op) {
            return d;
        }
    }
    Declaration *d = new_declaration(c, DeclarationKind::Derived, text_of(row.name()), text_of(row.body()));
    if (d == nullptr) {
        return nullptr;
    }
    d->number = row.op;
    d->next = c.derived;
    c.derived = d;
    Parameter **end = &d->parameters;
    const char *at = row.parameters();
    for (size_t left = strlen(at), length; left != 0; left -= length, at += length) {
        length = size_before(at, left, ',');
        Atom *name = intern(c, nullptr, at, length);
        Parameter *parameter = static_cast<Parameter *>(arena_push(c.arena, sizeof(Parameter)));
        if (name == nullptr || parameter == nullptr) {
            return nullptr;
        }
        *parameter = {name, 0, nullptr};
        *end = parameter;
        end = &parameter->next;
        ++d->parameter_count;
        length += length < left ? 1 : 0;
    }
    return parse(c, *d) == Outcome::Ok ? d : nullptr;
}

} // namespace abax
