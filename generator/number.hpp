// Numbers as texts: from the module file, the command line and CSV files to Real, rounded once, and back.
//
// A value of either Real is carried in a double; a float is exact in it. What counts as a number is the compiler's to say, and
// its conversion is exact; so the same digits give the same bits wherever they stand. The plain decimals that files are full of
// are converted by the standard library, which rounds correctly too and is faster.
#ifndef ABAX_GENERATOR_NUMBER_HPP
#define ABAX_GENERATOR_NUMBER_HPP

#include <string>
#include <string_view>

#include "diagnostics.hpp"

namespace abax::host {

struct Number {
    double value = 0;
    bool valid = false;
    bool inexact_integer = false; // an integer literal that Real cannot hold exactly
    bool overflow = false;        // finite digits that became infinity
    bool underflow = false;       // digits that are not 0 and became 0
};

// The numbers of the language after at most one sign, `inf` and `nan`; also TOML's octal 0o17. bits is 32 or 64.
Number parse_number_text(std::string_view text, unsigned bits);

// True for a number that is not what was written.
bool is_doubtful(const Number &number);

// Warns of such a number. `where` begins the message where there is no span: "--set x=1e400".
Diagnostic *warn_about(Diagnostics &diagnostics, const Number &number, unsigned bits, Span span,
                       std::string_view where = "");

// The shortest form that reads back to the same Real; inf, -inf, nan.
std::string shortest(double value, unsigned bits);
void append_shortest(std::string &text, double value, unsigned bits);

// "f32" or "f64".
std::string_view real_name(unsigned bits);

} // namespace abax::host

#endif
