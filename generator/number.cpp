// Numbers as texts: see number.hpp.
#include "number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
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

} // namespace

Number parse_number_text(std::string_view text, unsigned bits) {
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

std::string shortest(double value, unsigned bits) {
    if (std::isnan(value)) {
        return "nan";
    }
    std::array<char, 64> buffer = {};
    const auto end = bits == 32 ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<float>(value))
                                : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end.ptr};
}

std::string_view real_name(unsigned bits) { return bits == 32 ? "f32" : "f64"; }

} // namespace abax::host
