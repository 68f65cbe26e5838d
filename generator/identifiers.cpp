// Names of the language as names of C and C++: see identifiers.hpp.
#include "identifiers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>

#include "diagnostics.hpp"
#include "number.hpp"

namespace abax::host {
namespace {

// The keywords of C up to C23 and of C++ up to C++20, and lower-case names that headers define as macros. Those that begin
// with an underscore need not be here.
constexpr std::array reserved_words = std::to_array<std::string_view>({
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "assert",
    "atomic_cancel",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "complex",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "far",
    "float",
    "for",
    "fortran",
    "friend",
    "goto",
    "huge",
    "if",
    "imaginary",
    "inline",
    "int",
    "interface",
    "interrupt",
    "linux",
    "long",
    "mutable",
    "namespace",
    "near",
    "new",
    "noexcept",
    "noreturn",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "small",
    "static",
    "static_assert",
    "static_cast",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "switch",
    "synchronized",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
});

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_special(std::string_view word) {
    return word.empty() || word.front() == '_' || std::none_of(word.begin(), word.end(), is_lower) ||
           is_word_of_c(word);
}

} // namespace

bool is_word_of_c(std::string_view text) {
    return std::find(reserved_words.begin(), reserved_words.end(), text) != reserved_words.end();
}

std::string c_identifier(std::string_view name) {
    const std::string_view word = name.substr(0, name.find_last_not_of('_') + 1);
    return fmt::format("{}{}", name, is_special(word) ? "_" : "");
}

std::string c_suffix(std::string_view name) {
    std::string out;
    size_t begin = 0;
    while (begin <= name.size()) {
        const size_t end = std::min(name.find_first_of("_.", begin), name.size());
        const std::string_view word = name.substr(begin, end - begin);
        out += word;
        bool dots = !word.empty() && word.size() % 3 == 0; // dot, dotdot, … : one more, so that `dot` is the dot alone
        for (size_t i = 0; i < word.size(); i++) {
            dots = dots && word[i] == "dot"[i % 3];
        }
        out += dots ? "dot" : "";
        if (end < name.size()) {
            out += name[end] == '.' ? "_dot_" : "_";
        }
        begin = end + 1;
    }
    return out;
}

std::string c_comment(std::string_view text) {
    std::string out;
    char previous = '\0';
    for (const char c : printable(text)) {
        const bool meets =
            (previous == '*' && c == '/') || (previous == '/' && c == '*') || (previous == '?' && c == '?');
        out += meets ? " " : "";
        out += c;
        previous = c;
    }
    return out;
}

std::string c_literal(double value, unsigned bits) {
    if (std::isnan(value)) {
        return bits == 32 ? "NAN" : "((double)NAN)";
    }
    if (std::isinf(value)) {
        return fmt::format("{}{}", value < 0 ? "-" : "", bits == 32 ? "INFINITY" : "((double)INFINITY)");
    }
    const std::string text = shortest(value, bits);
    return fmt::format("{}{}{}", text, text.find_first_of(".e") == std::string::npos ? ".0" : "",
                       bits == 32 ? "F" : "");
}

std::string c_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\' || c == '?') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte >= 0x7F) {
            out += fmt::format("\\{:03o}", byte);
        } else {
            out += c;
        }
    }
    return out + "\"";
}

} // namespace abax::host
