// Numbers as texts: see number.hpp.
#include "number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <system_error>
#include <vector>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "compile/arena.hpp"
#include "compile/decimal.hpp"

namespace abax::host {
namespace {

// TOML writes octal numbers, the language does not: the same digits in binary.
std::string without_octal(std::string_view text) {
    const size_t sign = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
    if (!text.substr(sign).starts_with("0o")) {
        return std::string(text);
    }
    std::string binary = std::string(text.substr(0, sign)) + "0b";
    for (const char digit : text.substr(sign + 2)) {
        if (digit == '_') {
            binary += '_';
        } else if (digit >= '0' && digit <= '7') {
            const int bits = digit - '0';
            for (const int bit : {4, 2, 1}) {
                binary += (bits & bit) != 0 ? '1' : '0';
            }
        } else {
            return std::string(text);
        }
    }
    return binary;
}

double value_of(uint64_t bits, unsigned width) {
    if (width == 32) {
        const uint32_t low = static_cast<uint32_t>(bits);
        float value = 0;
        std::memcpy(&value, &low, sizeof value);
        return static_cast<double>(value);
    }
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

// Converts digits with at most one point among them and perhaps an exponent, where the result is finite, not zero for being
// too small, and not in need of a warning. False leaves the text to the compiler's own conversion.
template <typename Real> bool parse_plain(std::string_view text, double &value) {
    const bool negative = text.starts_with('-');
    const std::string_view unsigned_text = text.substr(negative || text.starts_with('+') ? 1 : 0);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (unsigned_text.empty() || (!is_digit(unsigned_text[0]) && unsigned_text[0] != '.')) {
        return false;
    }
    bool integer = true;
    for (const char c : unsigned_text) {
        if (!is_digit(c)) {
            if (c != '.' && c != 'e' && c != 'E' && c != '-' && c != '+') {
                return false;
            }
            integer = false;
        }
    }
    if (integer && unsigned_text.size() > static_cast<size_t>(std::numeric_limits<Real>::digits10)) {
        return false; // it may not be exact
    }
    Real result = 0;
    const char *end = unsigned_text.data() + unsigned_text.size();
    const auto parsed = std::from_chars(unsigned_text.data(), end, result);
    if (parsed.ec != std::errc() || parsed.ptr != end || std::isinf(result)) {
        return false;
    }
    value = static_cast<double>(negative ? -result : result);
    return true;
}

} // namespace

Number parse_number_text(std::string_view text, unsigned bits) {
    Number plain;
    if (bits == 32 ? parse_plain<float>(text, plain.value) : parse_plain<double>(text, plain.value)) {
        plain.valid = true;
        return plain;
    }
    const std::string digits = without_octal(text);
    Number number;
    NumberValue value = {};
    bool memory_failed = false;
    std::array<uint64_t, 64> small = {};
    Arena arena = {};
    arena_init(arena, small.data(), sizeof small);
    number.valid = parse_number(digits.data(), digits.size(), bits, arena, value, memory_failed);
    if (memory_failed) {
        std::vector<uint64_t> large(number_scratch(digits.size()) / sizeof(uint64_t) + 1);
        arena_init(arena, large.data(), large.size() * sizeof(uint64_t));
        number.valid = parse_number(digits.data(), digits.size(), bits, arena, value, memory_failed);
    }
    if (!number.valid) {
        return number;
    }
    number.value = value_of(value.bits, bits);
    number.overflow = value.overflow;
    if (value.inexact && !value.overflow) {
        const size_t sign = digits.starts_with('+') || digits.starts_with('-') ? 1 : 0;
        number.inexact_integer = scan_number(digits.data() + sign, digits.size() - sign).integer;
    }
    return number;
}

Diagnostic *warn_about(Diagnostics &diagnostics, const Number &number, unsigned bits, Span span,
                       std::string_view where) {
    if (!number.overflow && !number.inexact_integer) {
        return nullptr;
    }
    const uint32_t code = number.overflow ? ABAX_D_NUMBER_RANGE : ABAX_D_NUMBER_INEXACT;
    const std::string message = language_message(code, {std::string(real_name(bits)), shortest(number.value, bits)});
    return add_warning(diagnostics, abax_diagnostic_slug(code), span,
                       where.empty() ? message : fmt::format("{}: {}", where, message));
}

void append_shortest(std::string &text, double value, unsigned bits) {
    if (std::isnan(value)) {
        text += "nan";
        return;
    }
    std::array<char, 64> buffer;
    const auto end = bits == 32 ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<float>(value))
                                : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    text.append(buffer.data(), end.ptr);
}

std::string shortest(double value, unsigned bits) {
    std::string text;
    append_shortest(text, value, bits);
    return text;
}

std::string_view real_name(unsigned bits) { return bits == 32 ? "f32" : "f64"; }

} // namespace abax::host
