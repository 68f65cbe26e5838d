// [functions], [natives] and [expressions] of a module file.
//
// A text that cannot be read is declared as 0, so that the uses of its name are no errors.
#include <fmt/core.h>

#include "module_toml.hpp"
#include "scan.hpp"
#include "toml_text.hpp"

namespace abax::host {
namespace {

MappedText stand_in() {
    MappedText text;
    text.text = "0";
    return text;
}

// The compiler reports what is no signature; nothing more is to be said where its name is used.
void refuse_if_no_signature(TomlReader &reader, const MappedText &signature) {
    if (signature.text.find('(') == std::string::npos) {
        reader.module.refused.insert(signature_name(signature.text));
    }
}

// False if there is no text that could be read.
bool read_expression_table(TomlReader &reader, const TomlItem &item, Expression &expression) {
    const toml::table &fields = *item.node->as_table();
    const size_t errors_before = reader.diagnostics.errors;
    bool valid = false;
    for (const TomlItem &field : items_of(reader, fields)) {
        if (field.name == "expr") {
            valid = read_string(reader, field, expression.text);
        } else if (field.name == "unit") {
            read_plain_string(reader, field, expression.unit);
        } else if (field.name == "doc") {
            read_plain_string(reader, field, expression.doc);
        } else if (field.name == "internal") {
            read_flag(reader, field, expression.internal);
        } else {
            unknown_key(reader, field, fmt::format("'{}'", item.name), {"expr", "unit", "doc", "internal"});
        }
    }
    if (!fields.contains("expr") && reader.diagnostics.errors == errors_before) {
        add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item),
                  fmt::format("'{}' has no expr", item.name));
    }
    return valid;
}

} // namespace

void read_functions(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Function function;
        function.signature = toml_text(reader.source, item.begin, item.name);
        refuse_if_no_signature(reader, function.signature);
        if (item.node->is_table()) {
            Diagnostic *error = wrong_type(reader, item, "a string");
            add_note(error, "a function is written \"f(x)\" = \"x + 1\"");
            reader.module.refused.insert(signature_name(function.signature.text));
            continue;
        }
        if (!read_string(reader, item, function.body)) {
            function.body = stand_in();
            reader.module.reported.push_back(span_of(function.signature));
        }
        reader.module.functions.push_back(std::move(function));
    }
}

void read_natives(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Native native;
        native.signature = toml_text(reader.source, item.begin, item.name);
        refuse_if_no_signature(reader, native.signature);
        if (const toml::table *fields = item.node->as_table()) {
            for (const TomlItem &field : items_of(reader, *fields)) {
                if (field.name == "pure") {
                    read_flag(reader, field, native.pure);
                } else if (field.name == "doc") {
                    read_plain_string(reader, field, native.doc);
                } else {
                    unknown_key(reader, field, fmt::format("'{}'", item.name), {"pure", "doc"});
                }
            }
        } else {
            Diagnostic *error = wrong_type(reader, item, "a table");
            add_note(error, item.node->is_string()
                                ? "the firmware supplies a native: it has no text here; a function with a text stands "
                                  "in the section [functions]"
                                : "write { pure = true } where equal arguments always give equal values and there is "
                                  "no effect, else { }");
        }
        reader.module.natives.push_back(std::move(native));
    }
}

void read_expressions(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Expression expression;
        if (!read_name(reader, item, expression.name)) {
            continue;
        }
        bool valid = false;
        if (item.node->is_table()) {
            valid = read_expression_table(reader, item, expression);
        } else if (item.node->is_string()) {
            valid = read_string(reader, item, expression.text);
        } else {
            Diagnostic *error = wrong_type(reader, item, "a string, or a table with expr");
            if (item.node->is_number()) {
                add_note(error, "an expression stands in quotes, a number too");
            }
        }
        if (!valid) {
            expression.text = stand_in();
        }
        reader.module.expressions.push_back(std::move(expression));
    }
}

} // namespace abax::host
