// Numbers as text: finding where a literal ends, and rounding it once, correctly, to f32 or f64.
//
// In: bytes of source text, not terminated. Out: the extent of the literal, or the first byte that is wrong; the bits of the
// nearest float or double, ties to even, with subnormals, and infinity beyond the largest value.
// All arithmetic is on integers: the result depends neither on the rounding mode nor on a floating-point unit. The stack is
// bounded whatever the length of the text. Only an f64 literal of more than 80 digits takes scratch from the arena.
#ifndef ABAX_COMPILE_DECIMAL_HPP
#define ABAX_COMPILE_DECIMAL_HPP

#include <stddef.h>
#include <stdint.h>

#include "arena.hpp"
#include "real_bits.hpp"

namespace abax {

enum class NumberForm : uint8_t { Decimal, Hex, Binary };

// An error is at the first byte that no literal can have there, given the bytes before it: 2 in "12abc", "1e", "1..2",
// "0xG" and "1_", 3 in "1.2.3" and "1e+". It may be one past the end of the text.
struct NumberScan {
    size_t length;       // bytes of the literal, or of the whole faulty word (all of "12abc", "1..2", "1e+")
    size_t error_offset; // of the first offending byte when not valid; else the length
    bool valid;
    NumberForm form;
    bool integer; // neither point nor exponent
};

struct NumberValue {
    Bits bits;
    bool inexact;  // the value was rounded
    bool overflow; // the value was too large and became infinity; then inexact too
};

// Scans the literal at the start of text. text[0] is a digit, or '.' followed by a digit; reads nothing at or past size.
NumberScan scan_number(const char *text, size_t size);

// Converts a literal that scan_number found valid, all of it; bits is 32 or 64. Scratch comes from the arena's high end and
// is given back. False only when the arena is too small; arena.needed says how large it would have to be.
bool convert_number(const char *text, size_t length, unsigned bits, Arena &arena, NumberValue &value);

// The value of a constant of ops.def, by its number.
Bits constant_value(uint8_t op, unsigned bits);

// The most scratch that convert_number takes for a literal of that many bytes, in either type.
size_t number_scratch(size_t length);

// Converts a text that is, as a whole, one literal, `inf` or `nan`, after at most one sign. False if it is anything else, or
// if the arena was too small; memory_failed tells the two apart. A NaN comes out canonical, whatever its sign.
bool parse_number(const char *text, size_t size, unsigned bits, Arena &arena, NumberValue &value, bool &memory_failed);

} // namespace abax

#endif
