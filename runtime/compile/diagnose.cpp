// Raising diagnostics: from a node or a name to the span of text that a person sees.
#include "state.hpp"

#include "lex.hpp"

#include <string.h>

namespace abax {

Span body_span(Declaration &d, size_t offset, size_t length) { return {&d, ABAX_PART_BODY, offset, length}; }

Span title_span(Declaration &d) {
    const size_t length =
        (d.kind == DeclarationKind::Function || d.kind == DeclarationKind::Native) && d.name != nullptr ? d.name->size
                                                                                                        : d.title.size;
    return {&d, ABAX_PART_NAME, 0, length};
}

static size_t token_length(const Declaration &d, const AstNode &node) {
    switch (node.kind) {
    case AstKind::Name:
    case AstKind::Member:
    case AstKind::Call:
        return node.payload;
    default:
        return next_token(d.body.data, d.body.size, node.offset).length;
    }
}

Span node_span(Declaration &d, uint32_t node) {
    return body_span(d, d.nodes[node].offset, token_length(d, d.nodes[node]));
}

// Brackets are not in the tree. The span grows by those that close what is open in it, and by those that open what it closes.
static void balance(const char *text, size_t size, size_t &begin, size_t &end) {
    size_t closed = 0; // in the span, and not opened there
    size_t open = 0;
    for (Token token = next_token(text, end, begin); token.kind != TokenKind::End;
         token = next_token(text, end, token.offset + token.length)) {
        if (token.kind == TokenKind::Open) {
            ++open;
        } else if (token.kind == TokenKind::Close) {
            open != 0 ? --open : ++closed;
        }
    }
    for (; open != 0; --open) {
        const Token token = next_token(text, size, end);
        if (token.kind != TokenKind::Close) {
            return;
        }
        end = token.offset + token.length;
    }
    for (size_t at = begin; closed != 0 && at != 0;) {
        const char before = text[--at];
        if (before == '(' || before == '[') {
            begin = at;
            --closed;
        } else if (before != ' ' && before != '\t' && before != '\n' && before != '\r') {
            return;
        }
    }
}

// A larger tree is pointed to by its operator: so the spans of trees in one another do not add up to the square of a text.
static constexpr uint32_t LARGEST_SPANNED_TREE = 256; // nodes

// Leaves stand in order of the text, but a call begins before its arguments, so the span is that of the tokens of all nodes of
// the tree, with the brackets that belong to them.
Span tree_span(Declaration &d, uint32_t node) {
    if (ast_size(d.nodes[node]) > LARGEST_SPANNED_TREE) {
        return node_span(d, node);
    }
    size_t begin = d.nodes[node].offset;
    size_t end = begin;
    for (uint32_t i = node - ast_size(d.nodes[node]) + 1; i <= node; ++i) {
        const size_t offset = d.nodes[i].offset;
        const size_t node_end = offset + token_length(d, d.nodes[i]);
        begin = offset < begin ? offset : begin;
        end = node_end > end ? node_end : end;
    }
    balance(d.body.data, d.body.size, begin, end);
    return body_span(d, begin, end - begin);
}

abax_text span_text(const Span &span) {
    if (span.declaration == nullptr) {
        return {nullptr, 0};
    }
    const abax_text &text = span.part == ABAX_PART_NAME ? span.declaration->title : span.declaration->body;
    return {text.data + span.offset, span.length};
}

abax_text text_of(const char *literal) { return {literal, strlen(literal)}; }

void report(Compilation &c, uint32_t code, const Span &span, abax_diagnostic &message) {
    message.code = code & 0xFFu;
    message.severity = code >> 8;
    message.declaration = span.declaration != nullptr ? span.declaration->number : NONE;
    message.part = span.part;
    message.offset = span.offset;
    message.length = span.length;
    if (message.severity == ABAX_SEVERITY_ERROR) {
        if (span.declaration != nullptr) {
            span.declaration->faulty = true;
        }
        if (c.errors == 0) {
            c.api->first = message;
            memset(c.api->first.args, 0, sizeof c.api->first.args);
        }
        ++c.errors;
    }
    if (c.options.report != nullptr) {
        c.options.report(c.options.user, &message);
    }
}

void report(Compilation &c, uint32_t code, const Span &span, abax_text arg0, abax_text arg1) {
    abax_diagnostic message = {};
    message.args[0] = arg0;
    message.args[1] = arg1;
    report(c, code, span, message);
}

void report(Compilation &c, uint32_t code, const Span &span, uint32_t n, uint32_t m) {
    abax_diagnostic message = {};
    message.args[0] = span_text(span);
    message.numbers[0] = n;
    message.numbers[1] = m;
    report(c, code, span, message);
}

void report(Compilation &c, uint32_t code, const Span &span) { report(c, code, span, 0, 0); }

} // namespace abax
