// Expressions of C and C++ as text, each with what decides about brackets around it; and lines that are not too long.
#ifndef ABAX_GENERATOR_SOURCE_TEXT_HPP
#define ABAX_GENERATOR_SOURCE_TEXT_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace abax::host::source {

// How tightly the outermost operator of a text binds in C.
enum class Level : uint8_t { Conditional, Or, And, Equality, Relation, Sum, Product, Unary, Primary };

// A value as it is written where it is used.
struct Text {
    std::string text;
    Level level = Level::Primary;
    bool truth = false; // it is a condition of C, true or false, and not a number
    uint32_t depth = 0; // of the brackets in it
};

// In brackets, if it binds less tightly than this.
Text bracketed(Text text, Level least);

// left op right. A right operand of the same level gets brackets: sums are added in the order that the text says.
Text infix(Text left, std::string_view symbol, Text right, Level level);

// An operator of C between two operands.
struct Infix {
    std::string_view formula; // as ops.def writes it
    std::string_view symbol;
    Level level;
};

// The one that a formula is; null if it is none.
const Infix *infix_of(std::string_view formula);

// name(a, b)
Text call(std::string_view name, std::vector<Text> arguments);

Text prefix(std::string_view symbol, Text operand);
Text conditional(Text condition, Text yes, Text no);

// A line of code, as deep as it is indented.
struct Line {
    unsigned indent = 0;
    std::string text;
};

// Breaks a line after `width` columns, at the outermost place that there is, and indents what follows by two more steps.
// A step is four columns. Literals and names are never broken.
std::vector<std::string> wrapped(const Line &line, size_t width);

} // namespace abax::host::source

#endif
