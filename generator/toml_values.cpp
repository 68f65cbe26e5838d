// The values of a module file in TOML: see toml_values.hpp.
#include "toml_values.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "nearest.hpp"
#include "number.hpp"
#include "toml_text.hpp"

namespace abax::host {
namespace {

size_t begin_of(const TomlReader &reader, const toml::source_region &region) {
    const size_t line = region.begin.line;
    const size_t column = region.begin.column;
    TomlCursor &cursor = reader.cursor;
    if (cursor.line != line || cursor.column > column) {
        cursor = {line, 1, offset_at(reader.source, {line, 1})};
    }
    cursor.offset = offset_behind(reader.source, cursor.offset, column - cursor.column);
    cursor.column = column;
    return cursor.offset;
}

Span token_at(const TomlReader &reader, size_t begin) {
    return {&reader.source, begin, toml_token_end(reader.source, begin)};
}

std::string_view type_name(const toml::node &node) {
    switch (node.type()) {
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "an array";
    case toml::node_type::string:
        return "a string";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "a boolean";
    default:
        return "a date or time";
    }
}

} // namespace

// The entries of a table in the order of the file.
std::vector<TomlItem> items_of(const TomlReader &reader, const toml::table &table) {
    std::vector<TomlItem> items;
    for (const auto &[key, node] : table) {
        items.push_back({key.str(), &node, begin_of(reader, key.source())});
    }
    std::sort(items.begin(), items.end(), [](const TomlItem &a, const TomlItem &b) { return a.begin < b.begin; });
    return items;
}

Span key_span(const TomlReader &reader, const TomlItem &item) {
    return span_of(toml_text(reader.source, item.begin, item.name));
}

// A value that is one token; for tables and arrays the bracket that opens them.
Span value_span(const TomlReader &reader, const TomlItem &item) {
    const size_t begin = begin_of(reader, item.node->source());
    if (item.node->is_table() || item.node->is_array()) {
        const bool inline_table = begin > item.begin;
        return inline_table ? Span{&reader.source, begin, begin + 1} : key_span(reader, item);
    }
    return token_at(reader, begin);
}

Diagnostic *wrong_type(TomlReader &reader, const TomlItem &item, std::string_view wanted) {
    return add_error(reader.diagnostics, slug::WRONG_TYPE, value_span(reader, item),
                     fmt::format("'{}' must be {}, not {}", item.name, wanted, type_name(*item.node)));
}

void unknown_key(TomlReader &reader, const TomlItem &item, std::string_view where,
                 const std::vector<std::string> &known) {
    Diagnostic *error = add_error(reader.diagnostics, slug::UNKNOWN_KEY, key_span(reader, item),
                                  fmt::format("{} has no key '{}'", where, item.name));
    const std::string meant = nearest(item.name, known);
    if (!meant.empty()) {
        add_note(error, fmt::format("did you mean '{}'?", meant));
        return;
    }
    std::string list;
    for (const std::string &key : known) {
        list += (list.empty() ? "" : ", ") + key;
    }
    add_note(error, fmt::format("the keys are {}", list));
}

bool read_string(TomlReader &reader, const TomlItem &item, MappedText &text) {
    const auto *string = item.node->as_string();
    if (string == nullptr) {
        wrong_type(reader, item, "a string");
        return false;
    }
    text = toml_text(reader.source, begin_of(reader, item.node->source()), string->get());
    const size_t nul = text.text.find('\0');
    if (nul != std::string::npos) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, span_in(text, nul, 1), "a text cannot hold the character NUL");
        return false;
    }
    return true;
}

void read_plain_string(TomlReader &reader, const TomlItem &item, std::string &text) {
    MappedText read;
    if (read_string(reader, item, read)) {
        text = read.text;
    }
}

namespace {

// A number as it is written.
struct Digits {
    Number number;
    std::string text;
    Span place;
};

// A number, as text, rounded once; nothing and an error for what is none.
std::optional<Digits> digits_of(TomlReader &reader, const TomlItem &item) {
    if (!item.node->is_number()) {
        Diagnostic *error = wrong_type(reader, item, "a number");
        if (item.node->is_boolean()) {
            add_note(error, "write 1 for true and 0 for false");
        } else if (item.node->is_string()) {
            add_note(error, "write the number without quotes");
        }
        return std::nullopt;
    }
    const Span span = value_span(reader, item);
    const std::string digits = reader.source.text.substr(span.begin, span.end - span.begin);
    const Number number = parse_number_text(digits, reader.module.bits);
    if (!number.valid) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, span, fmt::format("'{}' is not a number", digits));
        return std::nullopt;
    }
    return Digits{number, digits, span};
}

// The elements of an array that are not what was written: the first one, and how many.
struct Doubtful {
    std::optional<Digits> first;
    size_t count = 0;
};

void count_if_doubtful(Doubtful &doubtful, bool doubt, const Digits &digits) {
    if (doubt && doubtful.count++ == 0) {
        doubtful.first = digits;
    }
}

void warn_about_elements(TomlReader &reader, const std::string &name, const Doubtful &doubtful) {
    if (!doubtful.first) {
        return;
    }
    Diagnostic *warning =
        warn_about(reader.diagnostics, doubtful.first->number, reader.module.bits, doubtful.first->place);
    if (doubtful.count > 1) {
        add_note(warning, fmt::format("the same is true of {} more element{} of '{}'", doubtful.count - 1,
                                      doubtful.count == 2 ? "" : "s", name));
    }
}

} // namespace

bool read_number(TomlReader &reader, const TomlItem &item, double &value, std::string *text) {
    const std::optional<Digits> digits = digits_of(reader, item);
    if (!digits) {
        return false;
    }
    warn_about(reader.diagnostics, digits->number, reader.module.bits, digits->place);
    value = digits->number.value;
    if (text != nullptr) {
        *text = digits->text;
    }
    return true;
}

bool read_flag(TomlReader &reader, const TomlItem &item, bool &flag) {
    const auto *boolean = item.node->as_boolean();
    if (boolean == nullptr) {
        wrong_type(reader, item, "true or false");
        return false;
    }
    flag = boolean->get();
    return true;
}

bool read_count(TomlReader &reader, const TomlItem &item, uint32_t most, uint32_t &count, Span &place) {
    if (!item.node->is_number()) {
        wrong_type(reader, item, "a whole number of slots");
        return false;
    }
    const std::optional<Digits> digits = digits_of(reader, item);
    if (!digits) {
        return false;
    }
    const double value = parse_number_text(digits->text, 64).value;
    if (!item.node->is_integer() || !(value >= 0 && value <= most)) {
        add_error(
            reader.diagnostics, slug::WRONG_VALUE, digits->place,
            fmt::format("'{}' must be a whole number of slots from 0 to {}, not {}", item.name, most, digits->text));
        return false;
    }
    count = static_cast<uint32_t>(value);
    place = digits->place;
    return true;
}

bool read_elements(TomlReader &reader, const TomlItem &item, const std::string &name, std::vector<double> &elements,
                   std::vector<Span> &places) {
    const toml::array &array = *item.node->as_array();
    if (array.empty()) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                  fmt::format("the array '{}' is empty; an array has at least one element", name));
        return false;
    }
    bool wrong = false; // of several wrong elements the first is enough
    Doubtful too_large;
    Doubtful too_small;
    Doubtful inexact;
    for (size_t i = 0; i < array.size(); i++) {
        const std::string element_name = fmt::format("{}[{}]", name, i);
        const TomlItem element = {element_name, &array[i], item.begin};
        elements.push_back(0);
        places.push_back(value_span(reader, element));
        if (element.node->is_array()) {
            add_error(reader.diagnostics, slug::WRONG_TYPE, places.back(),
                      fmt::format("'{}' is an array: there are no arrays inside arrays", element_name));
            return false;
        }
        if (wrong && !element.node->is_number()) {
            continue;
        }
        std::optional<Digits> digits = digits_of(reader, element);
        if (!digits) {
            wrong = true;
            continue;
        }
        elements.back() = digits->number.value;
        count_if_doubtful(too_large, digits->number.overflow, *digits);
        count_if_doubtful(too_small, digits->number.underflow, *digits);
        count_if_doubtful(inexact, digits->number.inexact_integer, *digits);
    }
    warn_about_elements(reader, name, too_large);
    warn_about_elements(reader, name, too_small);
    warn_about_elements(reader, name, inexact);
    return true;
}

// A key that is a name of the language. The compiler checks names too, but it would take a dot in a quoted key for a member.
bool read_name(TomlReader &reader, const TomlItem &item, MappedText &name) {
    name = toml_text(reader.source, item.begin, item.name);
    if (is_name(name.text)) {
        return true;
    }
    const uint32_t code = is_reserved_name(name.text) ? ABAX_D_RESERVED : ABAX_D_NAME;
    add_error(reader.diagnostics, abax_diagnostic_slug(code), token_at(reader, item.begin),
              language_message(code, {name.text}));
    return false;
}

const toml::table *read_table(TomlReader &reader, const TomlItem &item) {
    if (const toml::table *table = item.node->as_table()) {
        return table;
    }
    wrong_type(reader, item, "a table");
    return nullptr;
}

} // namespace abax::host
