// The values of a module file in TOML: see toml_values.hpp.
#include "toml_values.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "nearest.hpp"
#include "number.hpp"
#include "toml_text.hpp"

namespace abax::host {
namespace {

size_t begin_of(const TomlReader &reader, const toml::source_region &region) {
    return offset_at(reader.source, {region.begin.line, region.begin.column});
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

void not_supported(TomlReader &reader, Span span, std::string_view what) {
    add_error(reader.diagnostics, slug::NOT_SUPPORTED, span, fmt::format("{} not supported by this version", what));
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

// A number, as text, rounded once.
bool read_number(TomlReader &reader, const TomlItem &item, double &value, std::string *text) {
    if (!item.node->is_number()) {
        Diagnostic *error = wrong_type(reader, item, "a number");
        if (item.node->is_boolean()) {
            add_note(error, "write 1 for true and 0 for false");
        } else if (item.node->is_string()) {
            add_note(error, "write the number without quotes");
        }
        return false;
    }
    const Span span = value_span(reader, item);
    const std::string digits = reader.source.text.substr(span.begin, span.end - span.begin);
    const Number number = parse_number_text(digits, reader.module.bits);
    if (!number.valid) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, span, fmt::format("'{}' is not a number", digits));
        return false;
    }
    warn_about(reader.diagnostics, number, reader.module.bits, span);
    value = number.value;
    if (text != nullptr) {
        *text = digits;
    }
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
