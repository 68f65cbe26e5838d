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

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Powers of ten that Real holds exactly: up to 10^10 in f32, 10^22 in f64.
template <typename Real> constexpr auto make_powers() {
    std::array<Real, std::numeric_limits<Real>::digits == 24 ? 11 : 23> powers = {};
    Real power = 1;
    for (Real &each : powers) {
        each = power;
        power *= 10;
    }
    return powers;
}
template <typename Real> constexpr auto powers_of_ten = make_powers<Real>();

// Converts digits with at most one point among them, so few that the integer they make and the power of ten are exact in
// Real: then one division rounds once. False leaves the text to others.
template <typename Real> bool parse_short(std::string_view text, Real &value) {
    constexpr uint64_t most = uint64_t{1} << std::numeric_limits<Real>::digits;
    constexpr size_t most_digits = 19; // of any integer below 2^63
    constexpr size_t none = std::string_view::npos;
    uint64_t integer = 0;
    size_t point = none;
    for (size_t i = 0; i < text.size(); i++) {
        if (is_digit(text[i])) {
            integer = integer * 10 + static_cast<uint64_t>(text[i] - '0');
        } else if (text[i] == '.' && point == none) {
            point = i;
        } else {
            return false;
        }
    }
    const size_t decimals = point == none ? 0 : text.size() - point - 1;
    const size_t digits = text.size() - (point == none ? 0 : 1);
    if (digits == 0 || digits > most_digits || integer > most || decimals >= powers_of_ten<Real>.size()) {
        return false;
    }
    value = static_cast<Real>(integer) / powers_of_ten<Real>[decimals];
    return true;
}

// Of a decimal number: whatever its exponent is.
bool is_zero(std::string_view text) {
    return text.substr(0, text.find_first_of("eE")).find_first_of("123456789") == std::string_view::npos;
}

// Converts digits with a point or an exponent, where the result is what was written and the standard library has no doubt.
template <typename Real> bool parse_long(std::string_view text, Real &value) {
    if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) {
        return false;
    }
    bool is_integer = true; // which may need a warning
    for (const char c : text) {
        if (!is_digit(c)) {
            if (c != '.' && c != 'e' && c != 'E' && c != '-' && c != '+') {
                return false;
            }
            is_integer = false;
        }
    }
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool doubtful = std::isinf(value) || (value == 0 && !is_zero(text)); // which need a warning
    return !is_integer && parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && !doubtful;
}

template <typename Real> bool parse_plain(std::string_view text, double &value) {
    const bool negative = text.starts_with('-');
    const std::string_view rest = text.substr(negative || text.starts_with('+') ? 1 : 0);
    Real result = 0;
    if (!parse_short(rest, result) && !parse_long(rest, result)) {
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
    number.underflow = value.inexact && number.value == 0;
    if (value.inexact && !value.overflow) {
        const size_t sign = digits.starts_with('+') || digits.starts_with('-') ? 1 : 0;
        number.inexact_integer = scan_number(digits.data() + sign, digits.size() - sign).integer;
    }
    return number;
}

bool is_doubtful(const Number &number) { return number.overflow || number.underflow || number.inexact_integer; }

Diagnostic *warn_about(Diagnostics &diagnostics, const Number &number, unsigned bits, Span span,
                       std::string_view where) {
    if (!is_doubtful(number)) {
        return nullptr;
    }
    const uint32_t code = number.overflow    ? ABAX_D_NUMBER_RANGE
                          : number.underflow ? ABAX_D_NUMBER_TINY
                                             : ABAX_D_NUMBER_INEXACT;
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
