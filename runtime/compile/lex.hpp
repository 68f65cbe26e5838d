// Text to tokens, one at a time, on demand: no list of tokens is kept.
#ifndef ABAX_COMPILE_LEX_HPP
#define ABAX_COMPILE_LEX_HPP

#include <stddef.h>
#include <stdint.h>

namespace abax {

enum class TokenKind : uint8_t {
    End,
    Number,    // valid; its value is converted by the parser
    BadNumber, // fault: offset of the first offending byte
    Name,
    If, // the reserved word that is called like a function
    Operator,
    Open,  // ( or [
    Close, // ) or ]
    Colon,
    Dot,
    Assign, // = alone
    OpenComment,
    Character, // anything else: one character, as many bytes as its UTF-8 form has
};

struct Token {
    TokenKind kind;
    uint8_t binary;  // Operator: the row of ops.def if it stands between two operands, 0 if it cannot
    uint8_t prefix;  // Operator: the row if it stands before an operand, 0 if it cannot
    uint32_t offset; // texts are shorter than 2 GB
    uint32_t length;
    uint32_t fault;
};

// The token at or after `offset`, white space and comments skipped. At the end of the text: End, with length 0.
Token next_token(const char *text, size_t size, size_t offset);

// The end of the white space and comments at `offset`: where that token begins.
size_t skip_blanks(const char *text, size_t size, size_t offset);

bool begins_name(char c);
bool continues_name(char c);

} // namespace abax

#endif
