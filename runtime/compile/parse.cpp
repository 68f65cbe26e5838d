// The parser: operator precedence over ops.def's levels, with a stack of what is still open in the arena's high end, so that
// nesting costs arena and no call stack.
// In: a declaration's text. Out: its AST in post-order; on an error the declaration is faulty and has no nodes. The first
// error of a text ends its parsing, so that none follows from another.
#include "state.hpp"

#include "decimal.hpp"
#include "lex.hpp"

#include <string.h>

namespace abax {

namespace {

// A warning spans and quotes a left side of at most this many nodes; of a larger one it names the operator, so that the spans
// of a text do not add up to the square of its length.
constexpr uint32_t LARGEST_QUOTED_TREE = 32;

enum class OpenKind : uint8_t {
    Prefix,   // an operator that waits for its operand
    Binary,   // an operator that waits for its right operand
    Colon,    // c ? a : that waits for b
    Question, // c ? that waits for a
    Parenthesis,
    Index, // a[
    Call,  // f(
};

// What has begun and is not complete.
struct Open {
    OpenKind kind;
    uint8_t op;
    uint8_t level;
    uint8_t unused;
    uint32_t offset; // of the operator, bracket or function's name
    uint32_t length; // Call: of the function's name
    uint32_t first;  // Call: number of the first node of the arguments
};

struct Parser {
    Compilation &c;
    Declaration &d;
    const char *text;
    size_t size;
    size_t position;
    Open *top; // null when nothing is open
    uint32_t open;
    bool operand; // an operand is expected
    Outcome outcome;
    Token last; // the token before the current one
};

bool is_bracket(OpenKind kind) { return kind >= OpenKind::Question; }

Token peek(const Parser &p) { return next_token(p.text, p.size, p.position); }

Span span_of(const Parser &p, const Token &token) { return body_span(p.d, token.offset, token.length); }

// Errors end the parsing: they are false.
bool error(Parser &p, uint32_t code, size_t offset, size_t length) {
    report(p.c, code, body_span(p.d, offset, length));
    return false;
}

bool error(Parser &p, uint32_t code, const Token &token) { return error(p, code, token.offset, token.length); }

void fixit(Parser &p, size_t offset, size_t length, const char *replacement) {
    report(p.c, FIXIT, body_span(p.d, offset, length), text_of(replacement), {nullptr, 0});
}

bool memory(Parser &p) {
    p.outcome = Outcome::Memory;
    return false;
}

bool add_node(Parser &p, AstKind kind, uint8_t op, size_t offset, uint32_t payload, uint32_t size) {
    AstNode *node = static_cast<AstNode *>(arena_push(p.c.arena, sizeof(AstNode)));
    if (node == nullptr) {
        return memory(p);
    }
    *node = {kind, op, 0, 0, static_cast<uint32_t>(offset), payload, size};
    if (p.d.nodes == nullptr) {
        p.d.nodes = node;
    }
    ++p.d.node_count;
    return true;
}

uint32_t last_node(const Parser &p) { return p.d.node_count - 1; }

bool push_open(Parser &p, OpenKind kind, uint8_t op, uint8_t level, size_t offset, size_t length = 0) {
    Open *open = static_cast<Open *>(arena_push_high(p.c.arena, sizeof(Open)));
    if (open == nullptr) {
        return memory(p);
    }
    *open = {kind, op, level, 0, static_cast<uint32_t>(offset), static_cast<uint32_t>(length), p.d.node_count};
    p.top = open;
    ++p.open;
    p.operand = true;
    return true;
}

void pop_open(Parser &p) {
    arena_pop_high(p.c.arena, sizeof(Open));
    --p.open;
    p.top = p.open != 0 ? p.top + 1 : nullptr;
}

bool is_comparison(const AstNode &node) {
    return node.kind == AstKind::Binary && node.op >= OP_EQ && node.op <= OP_GE &&
           (node.flags & AST_PARENTHESISED) == 0;
}

bool is_equality(uint8_t op) { return op == OP_EQ || op == OP_NE; }

// a & b == c is a & (b == c), which is seldom meant.
void check_precedence(Parser &p, uint32_t left, uint32_t right) {
    const OpRow &row = *find_op(p.d.nodes[last_node(p)].op);
    const bool looser = (row.properties & ABAX_BITWISE) != 0 && row.level < find_op(OP_EQ)->level;
    const uint32_t operand = is_comparison(p.d.nodes[right]) ? right : left;
    if (looser && is_comparison(p.d.nodes[operand])) {
        const Span here = node_span(p.d, last_node(p));
        report(p.c, WARNING | ABAX_D_BITWISE_COMPARISON, here, text_of(row.symbol()),
               text_of(find_op(p.d.nodes[operand].op)->symbol()));
    }
}

// Completes the operator on top: its operands are the trees that end last.
bool reduce(Parser &p) {
    const Open open = *p.top;
    pop_open(p);
    const uint32_t right = last_node(p);
    uint32_t size = ast_size(p.d.nodes[right]);
    if (open.kind == OpenKind::Prefix) {
        return open.op == OP_PLUS || add_node(p, AstKind::Unary, open.op, open.offset, 0, size + 1);
    }
    const uint32_t left = right - size;
    size += ast_size(p.d.nodes[left]);
    if (open.kind == OpenKind::Colon) {
        size += ast_size(p.d.nodes[last_node(p) - size]);
        return add_node(p, AstKind::Conditional, OP_COND, open.offset, 0, size + 1);
    }
    // One warning for a chain, at its second operator; and for a row of commas each value that is dropped, not all before it:
    // the spans of a text then add up to its length.
    const uint32_t inner = left - 1; // the right operand of an operator on the left
    const bool joins = p.d.nodes[left].kind == AstKind::Binary;
    const bool chained =
        is_comparison(p.d.nodes[left]) && !is_comparison(p.d.nodes[inner - ast_size(p.d.nodes[inner])]);
    const uint32_t dropped = joins && p.d.nodes[left].op == OP_COMMA ? inner : left;
    if (!add_node(p, AstKind::Binary, open.op, open.offset, 0, size + 1)) {
        return false;
    }
    check_precedence(p, left, right);
    if (open.op == OP_COMMA) {
        const bool small = ast_size(p.d.nodes[dropped]) <= LARGEST_QUOTED_TREE;
        report(p.c, WARNING | ABAX_D_COMMA, small ? tree_span(p.d, dropped) : node_span(p.d, last_node(p)));
    } else if (chained && is_comparison(p.d.nodes[last_node(p)])) {
        const bool equality = is_equality(open.op) && is_equality(p.d.nodes[left].op);
        const bool small = ast_size(p.d.nodes[left]) <= LARGEST_QUOTED_TREE;
        const Span here = node_span(p.d, last_node(p));
        report(p.c, WARNING | (equality ? ABAX_D_CHAINED_EQUALITY : ABAX_D_CHAINED_COMPARISON), here,
               small ? span_text(tree_span(p.d, left)) : text_of("(...)"), {nullptr, 0});
    }
    return true;
}

// Completes every operator that binds tighter than `level`, or as tight if the operator that comes is left-associative.
bool reduce_above(Parser &p, uint8_t level, bool right) {
    while (p.top != nullptr && !is_bracket(p.top->kind) &&
           (p.top->level > level || (p.top->level == level && !right))) {
        if (!reduce(p)) {
            return false;
        }
    }
    return true;
}

bool parse_number(Parser &p, const Token &token) {
    NumberValue value;
    if (!convert_number(p.text + token.offset, token.length, real_bits(p.c), p.c.arena, value)) {
        return memory(p);
    }
    uint32_t code = 0;
    if (value.overflow) {
        code = WARNING | ABAX_D_NUMBER_RANGE;
    } else if (value.inexact && value.bits == 0) {
        code = WARNING | ABAX_D_NUMBER_TINY;
    } else if (value.inexact && scan_number(p.text + token.offset, token.length).integer) {
        code = WARNING | ABAX_D_NUMBER_INEXACT;
    }
    if (code != 0) {
        const char *real = is_f32(real_bits(p.c)) ? "f32" : "f64";
        report(p.c, code, span_of(p, token), text_of(real), {nullptr, 0});
    }
    if (!add_node(p, AstKind::Number, 0, token.offset, low_word(value.bits), high_word(value.bits))) {
        return false;
    }
    p.d.nodes[last_node(p)].flags = AST_BY_VALUE;
    p.operand = false;
    return true;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The suffixes of C's numbers, which are not ours: f, or one or two of l and u.
bool is_number_suffix(abax_text text) {
    for (size_t i = 0; i < text.size; ++i) {
        const char letter = lower(text.data[i]);
        if (letter != 'l' && letter != 'u' && (letter != 'f' || text.size != 1)) {
            return false;
        }
    }
    return text.size == 1 || text.size == 2;
}

bool bad_number(Parser &p, const Token &token) {
    const Span wrong = body_span(p.d, token.fault, token.offset + token.length - token.fault);
    const size_t head = token.fault - token.offset;
    const NumberScan before = scan_number(p.text + token.offset, head);
    if (before.valid && before.length == head && is_number_suffix(span_text(wrong))) {
        report(p.c, ABAX_D_NUMBER_SUFFIX, wrong);
        return false;
    }
    report(p.c, ABAX_D_NUMBER, wrong, span_text(span_of(p, token)), {nullptr, 0});
    // 2x is meant as 2*x, where what stands before the x is a number by itself
    if (wrong.length != 0 && begins_name(p.text[token.fault]) && p.text[token.fault] != '_' && before.valid &&
        before.form == NumberForm::Decimal && !(before.integer && p.text[token.offset] == '0')) {
        fixit(p, token.fault, 0, "*");
    }
    return false;
}

// A name: a value, a function that is called, or a path of members.
bool parse_name(Parser &p, const Token &token) {
    p.position = token.offset + token.length;
    const size_t next = skip_blanks(p.text, p.size, p.position);
    if (next < p.size && p.text[next] == '(') {
        p.position = next + 1;
        const size_t close = skip_blanks(p.text, p.size, p.position);
        if (close < p.size && p.text[close] == ')') {
            p.position = close + 1;
            p.operand = false;
            return add_node(p, AstKind::Call, 0, token.offset, static_cast<uint32_t>(token.length), 1);
        }
        return push_open(p, OpenKind::Call, 0, 0, token.offset, token.length);
    }
    if (token.kind == TokenKind::If) {
        return error(p, ABAX_D_IF_WORD, token);
    }
    p.operand = false;
    return add_node(p, AstKind::Name, 0, token.offset, static_cast<uint32_t>(token.length), 1);
}

bool expected_value(Parser &p, const Token &token) {
    if (p.d.node_count == 0 && p.top == nullptr && token.kind == TokenKind::End) {
        return error(p, ABAX_D_EMPTY, token);
    }
    if (token.kind == TokenKind::End) {
        return error(p, ABAX_D_EXPECTED_VALUE_END, p.last);
    }
    return error(p, ABAX_D_EXPECTED_VALUE, token);
}

bool parse_operand(Parser &p, const Token &token) {
    p.position = token.offset + token.length;
    switch (token.kind) {
    case TokenKind::Number:
        return parse_number(p, token);
    case TokenKind::Name:
    case TokenKind::If:
        return parse_name(p, token);
    case TokenKind::Open:
        if (p.text[token.offset] == '(') {
            return push_open(p, OpenKind::Parenthesis, 0, 0, token.offset);
        }
        return expected_value(p, token);
    case TokenKind::Operator:
        if (token.prefix != 0) {
            return push_open(p, OpenKind::Prefix, token.prefix, find_op(token.prefix)->level, token.offset);
        }
        return expected_value(p, token);
    default:
        return expected_value(p, token);
    }
}

bool parse_comma(Parser &p, const Token &token) {
    if (!reduce_above(p, 1, false)) {
        return false;
    }
    if (p.top != nullptr && p.top->kind == OpenKind::Call) {
        p.operand = true;
        return true;
    }
    if (p.top != nullptr && p.top->kind == OpenKind::Index) {
        return error(p, ABAX_D_INDEX_ONE, token);
    }
    return push_open(p, OpenKind::Binary, OP_COMMA, 1, token.offset);
}

bool parse_operator(Parser &p, const Token &token) {
    if (token.binary == OP_COMMA) {
        return parse_comma(p, token);
    }
    if (token.binary == 0) {
        return error(p, ABAX_D_EXPECTED_OPERATOR, token);
    }
    const OpRow &row = *find_op(token.binary);
    if (!reduce_above(p, row.level, row.right)) {
        return false;
    }
    const OpenKind kind = row.op == OP_COND ? OpenKind::Question : OpenKind::Binary;
    return push_open(p, kind, row.op, row.level, token.offset);
}

bool parse_colon(Parser &p, const Token &token) {
    if (!reduce_above(p, 0, false)) {
        return false;
    }
    if (p.top == nullptr || p.top->kind != OpenKind::Question) {
        return error(p, ABAX_D_TERNARY_QUESTION, token);
    }
    p.top->kind = OpenKind::Colon;
    p.operand = true;
    return true;
}

size_t bracket_offset(const Parser &p, const Open &open) {
    return open.kind == OpenKind::Call ? next_token(p.text, p.size, open.offset + open.length).offset : open.offset;
}

bool wrong_bracket(Parser &p, const Token &token) {
    if (p.top == nullptr) {
        return error(p, ABAX_D_BRACKET_CLOSE, token);
    }
    if (p.top->kind == OpenKind::Question) {
        error(p, ABAX_D_TERNARY_COLON, token);
        report(p.c, NOTE | ABAX_D_BRACKET_OPENED, body_span(p.d, p.top->offset, 1));
        return false;
    }
    const char *expected = p.top->kind == OpenKind::Index ? "]" : ")";
    report(p.c, ABAX_D_BRACKET_KIND, span_of(p, token), text_of(expected), span_text(span_of(p, token)));
    report(p.c, NOTE | ABAX_D_BRACKET_OPENED, body_span(p.d, bracket_offset(p, *p.top), 1));
    fixit(p, token.offset, token.length, expected);
    return false;
}

bool parse_close(Parser &p, const Token &token) {
    if (!reduce_above(p, 0, false)) {
        return false;
    }
    const bool square = p.text[token.offset] == ']';
    if (p.top == nullptr || p.top->kind == OpenKind::Question || (p.top->kind == OpenKind::Index) != square) {
        return wrong_bracket(p, token);
    }
    p.operand = false;
    const Open open = *p.top;
    pop_open(p);
    if (open.kind == OpenKind::Call) {
        const uint32_t size = p.d.node_count - open.first;
        return add_node(p, AstKind::Call, 0, open.offset, open.length, size + 1);
    }
    if (open.kind == OpenKind::Parenthesis) {
        p.d.nodes[last_node(p)].flags |= AST_PARENTHESISED;
        return true;
    }
    const uint32_t index_size = ast_size(p.d.nodes[last_node(p)]);
    const uint32_t array_size = ast_size(p.d.nodes[last_node(p) - index_size]);
    return add_node(p, AstKind::Index, 0, open.offset, 0, index_size + array_size + 1);
}

bool parse_member(Parser &p, const Token &dot) {
    const Token name = peek(p);
    const AstNode &object = p.d.nodes[last_node(p)];
    const bool path =
        (object.kind == AstKind::Name || object.kind == AstKind::Member) && (object.flags & AST_PARENTHESISED) == 0;
    if (!path) {
        return error(p, ABAX_D_MEMBER_OF_VALUE, dot);
    }
    if (name.kind != TokenKind::Name) {
        return error(p, ABAX_D_MEMBER_NAME, dot);
    }
    p.position = name.offset + name.length;
    const Token next = peek(p);
    if (next.kind == TokenKind::Open && p.text[next.offset] == '(') {
        return error(p, ABAX_D_MEMBER_CALL, name);
    }
    return add_node(p, AstKind::Member, 0, name.offset, static_cast<uint32_t>(name.length), ast_size(object) + 1);
}

// sin x is meant as sin(x): suggests the parentheses around an operand of one token.
bool parenthesise(Parser &p, const Token &token) {
    if (token.kind != TokenKind::Name && token.kind != TokenKind::Number) {
        return false;
    }
    const size_t size = token.length + 2;
    char *text = static_cast<char *>(arena_push_high(p.c.arena, size));
    if (text == nullptr) {
        return memory(p);
    }
    text[0] = '(';
    memcpy(text + 1, p.text + token.offset, token.length);
    text[size - 1] = ')';
    const size_t begin = p.last.offset + p.last.length;
    report(p.c, FIXIT, body_span(p.d, begin, token.offset + token.length - begin), {text, size}, {nullptr, 0});
    arena_pop_high(p.c.arena, size);
    return false;
}

// AND, Or, NOT: meant as the operator. Reports it, with the right spelling.
bool word_operator(Parser &p, size_t offset, size_t length) {
    char word[4] = {};
    if (length >= sizeof word) {
        return false;
    }
    for (size_t i = 0; i < length; ++i) {
        word[i] = lower(p.text[offset + i]);
    }
    if (find_operator(word, length) == nullptr) {
        return false;
    }
    error(p, ABAX_D_WORD_OPERATOR, offset, length);
    fixit(p, offset, length, word);
    return true;
}

// Two operands side by side: 2(3), (a)(b), sin x, a AND b, a mod b, max(a b).
bool juxtaposed(Parser &p, const Token &token) {
    const AstNode &before = p.d.nodes[last_node(p)];
    const bool after_name = before.kind == AstKind::Name && (before.flags & AST_PARENTHESISED) == 0 &&
                            before.offset + before.payload == p.last.offset + p.last.length;
    if (after_name && word_operator(p, before.offset, before.payload)) {
        return false;
    }
    if (after_name) {
        const OpRow *row = find_builtin(p.text + before.offset, before.payload);
        if (row != nullptr && row->kind != OpKind::Constant) {
            error(p, ABAX_D_IMPLICIT_CALL, before.offset, before.payload);
            return parenthesise(p, token);
        }
    }
    if (token.kind == TokenKind::Name && begins_name(p.text[token.offset])) {
        const OpRow *row = find_builtin(p.text + token.offset, token.length);
        if (word_operator(p, token.offset, token.length)) {
            return false;
        }
        const size_t end = token.offset + token.length;
        const Token next = next_token(p.text, p.size, end);
        const bool called = next.kind == TokenKind::Open;
        if (row != nullptr && row->least == 2 && !called) {
            return error(p, ABAX_D_INFIX_FUNCTION, token);
        }
    }
    const bool value =
        token.kind == TokenKind::Name || token.kind == TokenKind::Number || token.kind == TokenKind::Open;
    if (value && p.top != nullptr && p.top->kind == OpenKind::Call && token.kind != TokenKind::Open) {
        return error(p, ABAX_D_EXPECTED_COMMA, token);
    }
    if (value) {
        error(p, ABAX_D_IMPLICIT_MULTIPLY, token);
        fixit(p, token.offset, 0, "*");
        return false;
    }
    return error(p, ABAX_D_EXPECTED_OPERATOR, token);
}

// = alone. Where it is part of what other languages write, the operator that is meant.
bool assignment(Parser &p, const Token &token) {
    error(p, ABAX_D_ASSIGNMENT, token);
    const char next = token.offset + 1 < p.size ? p.text[token.offset + 1] : '\0';
    const bool joined =
        p.last.kind == TokenKind::Operator && p.last.length != 0 && p.last.offset + p.last.length == token.offset;
    if (next == '<' || next == '>') { // =<
        fixit(p, token.offset, 2, next == '<' ? "<=" : ">=");
    } else if (joined && (p.last.binary == OP_EQ || p.last.binary == OP_NE)) { // ===
        fixit(p, p.last.offset, p.last.length + 1, find_op(p.last.binary)->symbol());
    } else if (!joined) {
        fixit(p, token.offset, token.length, "==");
    }
    return false;
}

bool parse_continuation(Parser &p, const Token &token) {
    p.position = token.offset + token.length;
    switch (token.kind) {
    case TokenKind::Operator:
        if (token.binary == 0) { // not, !, ~
            return juxtaposed(p, token);
        }
        return parse_operator(p, token);
    case TokenKind::Colon:
        return parse_colon(p, token);
    case TokenKind::Close:
        return parse_close(p, token);
    case TokenKind::Dot:
        return parse_member(p, token);
    case TokenKind::Open:
        if (p.text[token.offset] == '[') {
            return push_open(p, OpenKind::Index, 0, 0, token.offset);
        }
        return juxtaposed(p, token);
    default:
        return juxtaposed(p, token);
    }
}

// Everything that was open must be complete at the end of the text.
bool finish(Parser &p) {
    if (!reduce_above(p, 0, false)) {
        return false;
    }
    if (p.top == nullptr) {
        return true;
    }
    if (p.top->kind == OpenKind::Question) {
        return error(p, ABAX_D_TERNARY_COLON, p.top->offset, 1);
    }
    return error(p, ABAX_D_BRACKET_OPEN, bracket_offset(p, *p.top), 1);
}

bool step(Parser &p, const Token &token) {
    switch (token.kind) {
    case TokenKind::BadNumber:
        return bad_number(p, token);
    case TokenKind::OpenComment:
        return error(p, ABAX_D_COMMENT_OPEN, token);
    case TokenKind::Character:
        return error(p, ABAX_D_CHARACTER, token);
    case TokenKind::Assign:
        return assignment(p, token);
    default:
        return p.operand ? parse_operand(p, token) : parse_continuation(p, token);
    }
}

} // namespace

Outcome parse(Compilation &c, Declaration &d) {
    Parser p = {c, d, d.body.data, d.body.size, 0, nullptr, 0, true, Outcome::Ok, Token{}};
    const size_t high = c.arena.high;
    for (bool more = true; more;) {
        const Token token = peek(p);
        if (token.kind == TokenKind::End) {
            more = false;
            if (p.operand) {
                expected_value(p, token);
            } else {
                finish(p);
            }
        } else {
            more = step(p, token);
            p.last = token;
        }
    }
    c.arena.high = high;
    if (d.faulty) {
        d.nodes = nullptr;
        d.node_count = 0;
    }
    return p.outcome;
}

} // namespace abax
