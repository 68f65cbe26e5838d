// The lexer: white space, comments, numbers (decimal.cpp), names, and the operators of ops.def by longest match.
#include "lex.hpp"

#include "arena.hpp"
#include "decimal.hpp"
#include "ops.hpp"

namespace abax {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

uint32_t character_length(const char *text, size_t size) {
    uint32_t length = 1;
    while (length < size && length < 4 && (static_cast<unsigned char>(text[length]) & 0xC0u) == 0x80u) {
        ++length;
    }
    return length;
}

} // namespace

// An open comment stays, for the token.
size_t skip_blanks(const char *text, size_t size, size_t offset) {
    while (offset < size) {
        const char c = text[offset];
        if (is_space(c)) {
            ++offset;
            continue;
        }
        if (c != '#' && c != '/') {
            break;
        }
        const char d = offset + 1 < size ? text[offset + 1] : '\0';
        if (c == '#' || d == '/') {
            while (offset < size && text[offset] != '\n') {
                ++offset;
            }
        } else if (d == '*') {
            size_t end = offset + 2;
            while (end + 1 < size && !(text[end] == '*' && text[end + 1] == '/')) {
                ++end;
            }
            if (end + 1 >= size) {
                return offset;
            }
            offset = end + 2;
        } else {
            break;
        }
    }
    return offset;
}

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return begins_name(c) || is_digit(c); }

Token next_token(const char *text, size_t size, size_t offset) {
    const size_t begin = skip_blanks(text, size, offset);
    Token token = {TokenKind::End, OP_NONE, OP_NONE, static_cast<uint32_t>(begin), 0, 0};
    if (begin >= size) {
        token.offset = static_cast<uint32_t>(size);
        return token;
    }
    const char *at = text + begin;
    const size_t left = size - begin;
    const char c = at[0];
    token.length = 1;
    if (is_digit(c) || (c == '.' && left > 1 && is_digit(at[1]))) {
        const NumberScan scan = scan_number(at, left);
        token.kind = scan.valid ? TokenKind::Number : TokenKind::BadNumber;
        token.length = static_cast<uint32_t>(scan.length);
        token.fault = token.offset + static_cast<uint32_t>(scan.error_offset);
        return token;
    }
    if (begins_name(c)) {
        size_t length = 1;
        while (length < left && continues_name(at[length])) {
            ++length;
        }
        token.length = static_cast<uint32_t>(length);
        token.kind = TokenKind::Name;
        if (is_reserved(at, length)) {
            const Spelling *word = find_operator(at, length);
            token.kind = word != nullptr ? TokenKind::Operator : TokenKind::If;
            token.binary = word != nullptr ? word->binary : OP_NONE;
            token.prefix = word != nullptr ? word->prefix : OP_NONE;
        }
        return token;
    }
    switch (c) {
    case '(':
    case '[':
        token.kind = TokenKind::Open;
        return token;
    case ')':
    case ']':
        token.kind = TokenKind::Close;
        return token;
    case ':':
        token.kind = TokenKind::Colon;
        return token;
    case '.':
        token.kind = TokenKind::Dot;
        return token;
    default:
        break;
    }
    if (c == '/' && left > 1 && at[1] == '*') {
        token.kind = TokenKind::OpenComment;
        token.length = 2;
        return token;
    }
    const Spelling *spelling = find_operator(at, left);
    if (spelling != nullptr) {
        token.kind = TokenKind::Operator;
        token.binary = spelling->binary;
        token.prefix = spelling->prefix;
        token.length = spelling->size;
        return token;
    }
    token.kind = c == '=' ? TokenKind::Assign : TokenKind::Character;
    token.length = token.kind == TokenKind::Assign ? 1 : character_length(at, left);
    return token;
}

} // namespace abax
