// Parsing TOML: the library's tree, or its error in words that fit the others and at the place that is meant.
//
// The library refuses numbers that an int64 or a double cannot hold, which are none of its business: it gets 1 instead of
// such a number, in as many bytes, and the digits are read from the source later.
#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "number.hpp"
#include "toml_text.hpp"
#include "toml_values.hpp"

namespace abax::host {
namespace {

// The number that ends directly before `end`: what the library refused.
Span number_before(const Source &source, size_t end) {
    size_t begin = end;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(source.text[begin - 1])) != 0 ||
                         std::string_view("+-_.").find(source.text[begin - 1]) != std::string_view::npos)) {
        begin--;
    }
    return {&source, begin, end};
}

// The key that was given twice: before the place where the library noticed it, or at it for the header of a table.
Span key_near(const Source &source, size_t offset) {
    constexpr std::string_view between = " \t=";
    size_t end = offset;
    while (end > 0 && between.find(source.text[end - 1]) != std::string_view::npos) {
        end--;
    }
    size_t begin = end;
    while (begin > 0 && between.find(source.text[begin - 1]) == std::string_view::npos &&
           std::string_view("\r\n,{[").find(source.text[begin - 1]) == std::string_view::npos) {
        begin--;
    }
    if (begin < end && position_at(source, end).line == position_at(source, offset).line) {
        return {&source, begin, end};
    }
    const std::string_view line = line_text(source, position_at(source, offset).line);
    const size_t last = line.find(']');
    return {&source, offset, last == std::string_view::npos ? offset + 1 : offset + last + 1};
}

size_t first_invalid_utf8(const Source &source) {
    const std::string_view text = source.text;
    size_t at = 0;
    while (at < text.size()) {
        const size_t size = character_size(text.substr(at));
        if (size == 1 && static_cast<unsigned char>(text[at]) >= 0x80) {
            break;
        }
        at += size;
    }
    return at;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

// The line of an error as a key and a value, as far as it can be told when it is not TOML.
struct Entry {
    std::string_view key;
    std::string_view value;
};

Entry entry_at(const Source &source, size_t offset) {
    std::string_view line = line_text(source, position_at(source, offset).line);
    line = line.substr(0, line.find('#'));
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
        return {trimmed(line), {}};
    }
    return {trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1))};
}

// The last header of a section before a place: "[params]".
std::string_view section_at(const Source &source, size_t offset) {
    for (size_t line = position_at(source, offset).line; line > 0; line--) {
        const std::string_view text = trimmed(line_text(source, line));
        if (text.starts_with('[')) {
            return text;
        }
    }
    return {};
}

// Where the string begins that has no end; the end of the text if there is none.
size_t open_string(const Source &source) {
    const std::string_view text = source.text;
    size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '#') {
            at = std::min(text.find('\n', at), text.size());
        } else if (text[at] == '"' || text[at] == '\'') {
            const std::string closing(text.substr(at, 3) == std::string(3, text[at]) ? 3 : 1, text[at]);
            const size_t end = toml_token_end(source, at);
            if (end == text.size() && (end < at + 2 * closing.size() || !text.ends_with(closing))) {
                return at;
            }
            at = end;
        } else {
            at++;
        }
    }
    return text.size();
}

// The bracket that opens the array in which a place lies; the end of the text if it lies in none.
size_t open_array(const Source &source, size_t offset) {
    size_t depth = 0;
    for (size_t at = std::min(offset, source.text.size()); at > 0; at--) {
        const char c = source.text[at - 1];
        if (c == '[' && depth == 0) {
            return at - 1;
        }
        depth += c == ']' ? 1 : 0;
        depth -= c == '[' ? 1 : 0;
    }
    return source.text.size();
}

bool begins_like_a_number(std::string_view text) {
    return !text.empty() &&
           (std::isdigit(static_cast<unsigned char>(text[0])) != 0 || text[0] == '+' || text[0] == '-');
}

// `1, 2`, `(1, 2)` or `{1, 2}`: several numbers that do not stand in the brackets of an array.
bool seems_an_array(std::string_view value) {
    if (!value.empty() && (value[0] == '(' || value[0] == '{')) {
        value = trimmed(value.substr(1));
    }
    return begins_like_a_number(value) && value.find_first_of(",;") != std::string_view::npos;
}

// What whoever is new to TOML may have meant by numbers.
void add_advice_on_numbers(const Source &source, size_t offset, std::string_view description, Diagnostic *error) {
    const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
    const auto [key, value] = entry_at(source, offset);
    constexpr std::string_view array = "an array stands in brackets, with commas between its elements: [1, 2, 3]";
    if (says("array:") || says("closing ']'")) {
        const size_t begin = open_array(source, offset);
        if (begin < source.text.size()) {
            add_note(error, "the array was opened here", {&source, begin, begin + 1});
        }
        add_note(error, std::string(array));
    } else if (key.find('[') != std::string_view::npos && !key.starts_with('[')) {
        add_note(error, fmt::format("an array is given as a whole: {} = [1, 2, 3]", key.substr(0, key.find('['))));
    } else if (value.starts_with('[') || seems_an_array(value)) {
        add_note(error, std::string(array));
    } else if (says("could not determine value type")) {
        add_note(error, "here stand numbers; what is computed stands under [expressions]");
    } else if (says("expected a comment or whitespace") && !value.empty()) {
        add_note(error, "a number stands alone; a unit is written as { default = …, unit = \"…\" }");
    }
}

// What whoever is new to TOML may have meant.
void add_advice(const Source &source, size_t offset, std::string_view description, Diagnostic *error) {
    const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
    const auto [key, value] = entry_at(source, offset);
    const std::string_view section = section_at(source, offset);
    const bool in_texts = section.starts_with("[expressions") || section.starts_with("[functions");
    if (says("string") && says("end-of-file")) {
        const size_t begin = open_string(source);
        if (begin < source.text.size()) {
            const bool triple = begin + 2 < source.text.size() && source.text[begin + 1] == source.text[begin];
            add_note(error, "the text was opened here", {&source, begin, begin + (triple ? 3U : 1U)});
        }
    } else if (says("array:")) {
        add_advice_on_numbers(source, offset, description, error);
    } else if (says("expected decimal digit")) {
        add_note(error, "TOML wants digits on both sides of the point, such as 0.5 and 1.0");
    } else if (says("leading zero")) {
        add_note(error, "TOML wants no zeros before a number");
    } else if (key.find('(') != std::string_view::npos && !key.starts_with('"') && !key.starts_with('\'')) {
        add_note(error, fmt::format("a signature stands in quotes: \"{}\" = …", key));
    } else if (in_texts && !value.empty() && std::string_view("\"'{[").find(value[0]) == std::string_view::npos) {
        const std::string_view quote = value.find('"') == std::string_view::npos ? "\"" : "'";
        add_note(error, fmt::format("an expression stands in quotes: {0} = {1}{2}{1}", key, quote, value));
    } else if (section.starts_with("[params") || section.starts_with("[constants")) {
        add_advice_on_numbers(source, offset, description, error);
    }
}

// What the library saw, without line breaks and the like in its words.
std::string readable(std::string message) {
    for (const std::string_view line_end : {"'\\n'", "'\n'", "'\\r'", "'\r'"}) {
        const size_t at = message.find(line_end);
        if (at != std::string::npos) {
            message.replace(at, line_end.size(), "the end of the line");
        }
    }
    std::erase_if(message, [](char c) { return c == '\n' || c == '\r'; });
    return message;
}

// The library's words, made to fit the others.
void report(const Source &source, Diagnostics &diagnostics, std::string_view description, size_t offset) {
    const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
    const bool line_end = offset < source.text.size() && (source.text[offset] == '\n' || source.text[offset] == '\r');
    if (says("cannot redefine")) {
        const Span key = key_near(source, offset);
        add_error(diagnostics, slug::TOML, key,
                  fmt::format("'{}' is defined twice", source.text.substr(key.begin, key.end - key.begin)));
    } else if (says("invalid utf-8")) {
        const size_t at = first_invalid_utf8(source);
        add_error(diagnostics, slug::TOML, {&source, at, at + 1}, "this is not valid UTF-8");
    } else if (says("control characters") && says("string") && line_end) {
        Diagnostic *error =
            add_error(diagnostics, slug::TOML, {&source, offset, offset}, "this string is not closed in its line");
        add_note(error, "a text of several lines stands between \"\"\" and \"\"\"");
    } else {
        constexpr std::string_view prefix = "Error while parsing ";
        std::string message(description);
        if (message.starts_with(prefix)) {
            message.erase(0, prefix.size());
        }
        Diagnostic *error = add_error(diagnostics, slug::TOML, {&source, offset, line_end ? offset : offset + 1},
                                      "not valid TOML: " + readable(std::move(message)));
        add_advice(source, offset, description, error);
    }
}

} // namespace

bool parse_toml(const Source &source, Diagnostics &diagnostics, toml::table &table) {
    std::string text = source.text;
    for (;;) {
        try {
            table = toml::parse(text, source.name);
            return true;
        } catch (const toml::parse_error &error) {
            const toml::source_position at = error.source().begin;
            const size_t offset = offset_at(source, {at.line, at.column});
            const Span word = number_before(source, offset);
            const std::string_view digits = std::string_view(text).substr(word.begin, word.end - word.begin);
            const std::string_view description = error.description();
            const bool number = description.find("not representable") != std::string_view::npos ||
                                description.find("could not be interpreted") != std::string_view::npos;
            if (number && digits.size() > 1 && parse_number_text(digits, 64).valid) {
                text.replace(word.begin, digits.size(), "1" + std::string(digits.size() - 1, ' '));
                continue;
            }
            report(source, diagnostics, description, offset);
            return false;
        }
    }
}

} // namespace abax::host
