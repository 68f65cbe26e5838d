// JSON as this tool writes it: see json.hpp.
#include "json.hpp"

#include <cmath>
#include <cstdlib>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "number.hpp"

namespace abax::host {
namespace {

using nlohmann::ordered_json;

// Escapes the characters that are valid in JSON strings and that terminals or editors act upon: DEL, U+0080 to U+009F, and
// the marks that change the direction of writing. They occur nowhere but in strings.
std::string without_controls(std::string text) {
    const auto acts = [](uint32_t character) {
        return (character >= 0x7F && character < 0xA0) || character == 0x200E || character == 0x200F ||
               (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    };
    std::string out;
    size_t copied = 0;
    for (size_t at = 0; at < text.size();) {
        const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[at + i])); };
        uint32_t character = 0;
        size_t size = 1;
        if (byte(0) == 0x7F) {
            character = 0x7F;
        } else if (byte(0) == 0xC2 && at + 1 < text.size()) {
            character = byte(1);
            size = 2;
        } else if (byte(0) == 0xE2 && at + 2 < text.size()) {
            character = 0x2000u | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
            size = 3;
        }
        if (acts(character)) {
            out.append(text, copied, at - copied);
            out += fmt::format("\\u{:04x}", character);
            copied = at + size;
        }
        at += size;
    }
    if (copied == 0) {
        return text;
    }
    out.append(text, copied);
    return out;
}

} // namespace

std::string json_line(const ordered_json &value) {
    return without_controls(value.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

ordered_json json_real(double value, unsigned bits) {
    const std::string text = shortest(value, bits);
    // The decimal of a float is not the one of the double that carries it: 0.1 and 0.10000000149011612.
    return std::isfinite(value) ? ordered_json(std::strtod(text.c_str(), nullptr)) : ordered_json(text);
}

std::string hex_bits(uint64_t value, unsigned bits) {
    return bits == 32 ? fmt::format("0x{:08x}", value) : fmt::format("0x{:016x}", value);
}

JsonDocument::JsonDocument() { begin({}, '{', '}'); }

void JsonDocument::begin_line() {
    text += closing.empty() ? "" : first ? "\n" : ",\n";
    text.append(2 * closing.size(), ' ');
    first = false;
}

void JsonDocument::member(std::string_view key, const ordered_json &value) {
    begin_line();
    text += json_line(ordered_json(key)) + ": " + json_line(value);
}

void JsonDocument::element(const ordered_json &value) {
    begin_line();
    text += json_line(value);
}

void JsonDocument::begin(std::string_view key, char open, char close) {
    begin_line();
    if (!key.empty()) {
        text += json_line(ordered_json(key)) + ": ";
    }
    text += open;
    closing += close;
    first = true;
}

void JsonDocument::begin_object(std::string_view key) { begin(key, '{', '}'); }

void JsonDocument::begin_list(std::string_view key) { begin(key, '[', ']'); }

void JsonDocument::end() {
    const char bracket = closing.back();
    closing.pop_back();
    if (!first) {
        text += '\n';
        text.append(2 * closing.size(), ' ');
    }
    text += bracket;
    first = false;
}

std::string JsonDocument::finish() {
    while (!closing.empty()) {
        end();
    }
    return std::move(text) + "\n";
}

} // namespace abax::host
