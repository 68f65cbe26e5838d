// The raw text of a TOML token: see toml_text.hpp. Strings follow TOML 1.0: basic and literal, each also over many lines.
#include "toml_text.hpp"

#include <cstdint>

namespace abax::host {
namespace {

// How a string token is written.
struct Quotes {
    char quote = 0; // 0: a bare word
    bool triple = false;
};

Quotes quotes_at(std::string_view text, size_t at) {
    Quotes quotes;
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
        quotes.quote = text[at];
        quotes.triple = text.substr(at, 3) == std::string(3, quotes.quote);
    }
    return quotes;
}

// The place of the closing quotes. Up to two quotes may stand directly before three closing ones.
size_t closing_quotes(std::string_view text, size_t at, Quotes quotes) {
    const std::string closing(quotes.triple ? 3 : 1, quotes.quote);
    while (at < text.size()) {
        if (text[at] == '\\' && quotes.quote == '"') {
            at += 2;
        } else if (text.substr(at).starts_with(closing)) {
            while (quotes.triple && at + 3 < text.size() && text[at + 3] == quotes.quote) {
                at++;
            }
            return at;
        } else {
            at++;
        }
    }
    return text.size();
}

size_t first_content(std::string_view text, size_t begin, Quotes quotes) {
    size_t at = begin + (quotes.triple ? 3 : 1);
    if (quotes.triple) { // a line break directly after the opening quotes does not count
        if (text.substr(at).starts_with("\r\n")) {
            at += 2;
        } else if (text.substr(at).starts_with("\n")) {
            at += 1;
        }
    }
    return at;
}

void append_utf8(std::string &text, uint32_t character) {
    const auto put = [&](uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | character >> 6);
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | character >> 12);
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | character >> 18);
        put(0x80 | (character >> 12 & 0x3F));
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

uint32_t hex_value(std::string_view digits) {
    uint32_t value = 0;
    for (const char c : digits) {
        const uint32_t digit = c <= '9' ? static_cast<uint32_t>(c - '0') : static_cast<uint32_t>((c | 0x20) - 'a' + 10);
        value = value << 4 | (digit & 0xF);
    }
    return value;
}

// Decodes the escape at `at` (a backslash) into `decoded`; returns the bytes that it takes in the file.
size_t decode_escape(std::string_view text, size_t at, std::string &decoded) {
    const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
    switch (kind) {
    case 'b':
        decoded = "\b";
        return 2;
    case 't':
        decoded = "\t";
        return 2;
    case 'n':
        decoded = "\n";
        return 2;
    case 'f':
        decoded = "\f";
        return 2;
    case 'r':
        decoded = "\r";
        return 2;
    case 'u':
    case 'U': {
        const size_t digits = kind == 'u' ? 4 : 8;
        append_utf8(decoded, hex_value(text.substr(at + 2, digits)));
        return 2 + digits;
    }
    case ' ':
    case '\t':
    case '\r':
    case '\n': { // a line that ends with a backslash goes on at the next character that is not white space
        size_t end = at + 1;
        while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r' || text[end] == '\n')) {
            end++;
        }
        return end - at;
    }
    default:
        decoded = kind;
        return 2;
    }
}

} // namespace

size_t toml_token_end(const Source &source, size_t begin) {
    const std::string_view text = source.text;
    const Quotes quotes = quotes_at(text, begin);
    if (quotes.quote != 0) {
        const size_t end = closing_quotes(text, first_content(text, begin, quotes), quotes) + (quotes.triple ? 3 : 1);
        return end < text.size() ? end : text.size();
    }
    const size_t end = text.find_first_of(" \t\r\n,]}#=", begin);
    return end == std::string_view::npos ? text.size() : end;
}

MappedText toml_text(const Source &source, size_t begin, std::string_view value) {
    const std::string_view text = source.text;
    const Quotes quotes = quotes_at(text, begin);
    if (quotes.quote == 0) {
        return mapped(source, begin, begin + value.size());
    }
    MappedText result;
    result.source = &source;
    const size_t first = first_content(text, begin, quotes);
    const size_t last = closing_quotes(text, first, quotes);
    for (size_t at = first; at < last;) {
        std::string decoded;
        size_t size = 1;
        if (text[at] == '\\' && quotes.quote == '"') {
            size = decode_escape(text, at, decoded);
        } else if (quotes.triple && text.substr(at).starts_with("\r\n")) {
            decoded = "\n";
            size = 2;
        } else {
            decoded = text[at];
        }
        result.text += decoded;
        result.offsets.insert(result.offsets.end(), decoded.size(), at);
        at += size;
    }
    result.offsets.push_back(last);
    if (result.text != value) {
        result.text = value;
        result.offsets.assign(value.size() + 1, begin);
    }
    return result;
}

} // namespace abax::host
