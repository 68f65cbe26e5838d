// Module files in TOML: see the language's section 6.
//
// In: a source. Out: a Module whose declarations are in the order of the file (the TOML library sorts its tables; the
// places of the keys give the order back), with the place of every name and text. Everything that is not understood is an
// error with its place: unknown keys and sections, wrong types, what this version does not support yet.
#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "scan.hpp"
#include "toml_text.hpp"
#include "toml_values.hpp"

namespace abax::host {
namespace {

void read_header(TomlReader &reader, const toml::table &table, const ModuleOptions &options) {
    Module &module = reader.module;
    for (const TomlItem &item : items_of(reader, table)) {
        MappedText text;
        if (item.name == "name") {
            if (read_string(reader, item, text)) {
                module.name = text.text;
                if (!is_name(text.text)) {
                    add_error(
                        reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                        "the module's name must be a C identifier: letters, digits and _, not beginning with a digit");
                } else if (!is_module_name(text.text)) {
                    add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                              fmt::format("the module's name cannot be '{}', a keyword of C or C++", text.text));
                }
            }
        } else if (item.name == "version") {
            if (read_string(reader, item, text)) {
                module.version = text.text;
                constexpr size_t longest = sizeof(abax_header::version) - 1;
                if (text.text.size() > longest) {
                    add_error(reader.diagnostics, abax_diagnostic_slug(ABAX_D_VERSION), value_span(reader, item),
                              language_message(ABAX_D_VERSION, {}, longest));
                    module.version.clear(); // said once is enough
                }
            }
        } else if (item.name == "real") {
            if (read_string(reader, item, text)) {
                if (text.text != "f32" && text.text != "f64") {
                    add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                              fmt::format("real must be 'f32' or 'f64', not '{}'", text.text));
                } else if (!options.bits) {
                    module.bits = text.text == "f32" ? 32 : 64;
                }
            }
        } else if (item.name == "log") {
            module.log = ABAX_LOG_LOG10; // so that a wrong value is the only thing said about it
            if (read_string(reader, item, text)) {
                if (text.text != "ln" && text.text != "log10") {
                    add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                              fmt::format("log must be 'ln' or 'log10', not '{}'", text.text));
                } else {
                    module.log = text.text == "ln" ? ABAX_LOG_LN : ABAX_LOG_LOG10;
                }
            }
        } else if (item.name == "fast") {
            const auto *fast = item.node->as_boolean();
            if (fast == nullptr) {
                wrong_type(reader, item, "true or false");
            } else if (fast->get()) {
                not_supported(reader, value_span(reader, item), "fast = true is");
            }
        } else if (item.name == "reserve") {
            not_supported(reader, key_span(reader, item), "reserve is");
        } else {
            unknown_key(reader, item, "[module]", {"name", "version", "real", "log", "fast"});
        }
    }
}

// What stands for a text that could not be read, so that uses of its name are no errors.
MappedText stand_in() {
    MappedText text;
    text.text = "0";
    return text;
}

// What a section that cannot be read would have declared.
void refuse_names(TomlReader &reader, const TomlItem &section) {
    if (const toml::table *table = section.node->as_table()) {
        for (const TomlItem &item : items_of(reader, *table)) {
            reader.module.refused.insert(signature_name(item.name));
        }
    }
}

// The value of a param is a number, or a table with `default` and what else is known of it.
void read_param_table(TomlReader &reader, const TomlItem &item, Param &param) {
    std::optional<Span> value_place;
    for (const TomlItem &field : items_of(reader, *item.node->as_table())) {
        double number = 0;
        if (field.name == "default") {
            if (field.node->is_array()) {
                not_supported(reader, value_span(reader, field), "arrays are");
            } else if (read_number(reader, field, param.value, &param.text)) {
                value_place = value_span(reader, field);
            }
        } else if (field.name == "min" || field.name == "max") {
            if (read_number(reader, field, number)) {
                (field.name == "min" ? param.min : param.max) = number;
            }
        } else if (field.name == "unit") {
            read_plain_string(reader, field, param.unit);
        } else if (field.name == "doc") {
            read_plain_string(reader, field, param.doc);
        } else {
            unknown_key(reader, field, fmt::format("'{}'", param.name.text), {"default", "unit", "min", "max", "doc"});
        }
    }
    if (param.min && param.max && *param.min > *param.max) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, key_span(reader, item),
                  fmt::format("the min of '{}' is above its max", param.name.text));
    } else if (value_place && ((param.min && param.value < *param.min) || (param.max && param.value > *param.max))) {
        add_warning(reader.diagnostics, slug::DEFAULT_RANGE, *value_place,
                    fmt::format("the default of '{}' lies outside its own min and max", param.name.text));
    }
}

// A table without a default that has texts is a param whose default was forgotten, not a group of members.
bool lacks_default(const toml::table &table) {
    return !table.contains("default") &&
           std::any_of(table.begin(), table.end(), [](const auto &entry) { return entry.second.is_string(); });
}

void read_param(TomlReader &reader, const TomlItem &item, const MappedText &name) {
    Param param;
    param.name = name;
    if (item.node->is_array()) {
        not_supported(reader, value_span(reader, item), "arrays are");
        reader.module.refused.insert(name.text);
        return;
    }
    if (!item.node->is_table()) {
        if (!read_number(reader, item, param.value, &param.text)) {
            param.value = 0; // declared all the same, so that its uses are no errors
        }
    } else {
        read_param_table(reader, item, param);
    }
    reader.module.params.push_back(std::move(param));
}

struct Member {
    TomlItem item;
    MappedText name;
};

// "group.member". Where the group stands in another line than the member, all of the name is at the member.
MappedText member_name(const TomlReader &reader, const MappedText &group, const TomlItem &field,
                       const MappedText &member) {
    MappedText name = group;
    const Span place = span_of(group);
    if (position_at(reader.source, place.begin).line != position_at(reader.source, field.begin).line) {
        name.offsets.assign(group.text.size() + 1, field.begin);
    }
    MappedText dot = mapped(reader.source, field.begin, field.begin);
    dot.text = ".";
    dot.offsets = {field.begin, field.begin};
    append(name, dot);
    append(name, member);
    return name;
}

void read_params(TomlReader &reader, const toml::table &table) {
    // Members may stand apart in the file (imu.ax, then another param, then imu.ay): each takes the place of its own key.
    std::vector<Member> members;
    for (const TomlItem &item : items_of(reader, table)) {
        MappedText name;
        if (!read_name(reader, item, name)) {
            continue;
        }
        const toml::table *group = item.node->as_table();
        if (group == nullptr || group->contains("default")) {
            members.push_back({item, name});
            continue;
        }
        if (group->empty() || lacks_default(*group)) {
            add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item),
                      fmt::format("'{}' has neither a default nor members", item.name));
            reader.module.refused.insert(name.text);
            continue;
        }
        for (const TomlItem &field : items_of(reader, *group)) {
            MappedText member;
            if (!read_name(reader, field, member)) {
                continue;
            }
            const toml::table *inner = field.node->as_table();
            if (inner != nullptr && !inner->contains("default") && !lacks_default(*inner) && !inner->empty()) {
                not_supported(reader, key_span(reader, field), "groups inside groups are");
                reader.module.refused.insert(name.text);
                continue;
            }
            if (inner != nullptr && !inner->contains("default")) {
                add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, field),
                          fmt::format("'{}.{}' has no default", item.name, field.name));
                reader.module.refused.insert(name.text);
                continue;
            }
            MappedText full = member_name(reader, name, field, member);
            members.push_back({field, full});
        }
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const Member &a, const Member &b) { return a.item.begin < b.item.begin; });
    for (const Member &member : members) {
        read_param(reader, member.item, member.name);
    }
}

void read_constants(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Constant constant;
        if (!read_name(reader, item, constant.name)) {
            continue;
        }
        if (item.node->is_array()) {
            not_supported(reader, value_span(reader, item), "arrays are");
            reader.module.refused.insert(constant.name.text);
            continue;
        }
        if (!read_number(reader, item, constant.value, &constant.text)) {
            constant.value = 0;
        }
        reader.module.constants.push_back(std::move(constant));
    }
}

void read_functions(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Function function;
        function.signature = toml_text(reader.source, item.begin, item.name);
        if (item.node->is_table()) {
            Diagnostic *error = wrong_type(reader, item, "a string");
            add_note(error, "a signature stands in quotes: \"f(x)\" = \"x + 1\"");
            reader.module.refused.insert(function.signature.text);
            continue;
        }
        if (!read_string(reader, item, function.body)) {
            function.body = stand_in();
            reader.module.reported.push_back(span_of(function.signature));
        }
        reader.module.functions.push_back(std::move(function));
    }
}

void read_expressions(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Expression expression;
        if (!read_name(reader, item, expression.name)) {
            continue;
        }
        bool valid = false;
        const size_t errors_before = reader.diagnostics.errors;
        if (const toml::table *fields = item.node->as_table()) {
            for (const TomlItem &field : items_of(reader, *fields)) {
                if (field.name == "expr") {
                    valid = read_string(reader, field, expression.text);
                } else if (field.name == "unit") {
                    read_plain_string(reader, field, expression.unit);
                } else if (field.name == "doc") {
                    read_plain_string(reader, field, expression.doc);
                } else if (field.name == "internal") {
                    const auto *internal = field.node->as_boolean();
                    if (internal == nullptr) {
                        wrong_type(reader, field, "true or false");
                    } else if (internal->get()) {
                        not_supported(reader, value_span(reader, field), "internal = true is");
                    }
                } else {
                    unknown_key(reader, field, fmt::format("'{}'", item.name), {"expr", "unit", "doc", "internal"});
                }
            }
            if (!fields->contains("expr") && reader.diagnostics.errors == errors_before) {
                add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item),
                          fmt::format("'{}' has no expr", item.name));
            }
        } else if (item.node->is_string()) {
            valid = read_string(reader, item, expression.text);
        } else {
            wrong_type(reader, item, "a string, or a table with expr");
        }
        if (!valid) {
            expression.text = stand_in();
        }
        reader.module.expressions.push_back(std::move(expression));
    }
}

} // namespace

bool read_module_toml(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module) {
    const size_t errors_before = diagnostics.errors;
    toml::table table;
    if (!parse_toml(source, diagnostics, table)) {
        return false;
    }
    module.readable = true;
    TomlReader reader = {source, diagnostics, module};
    const std::vector<TomlItem> items = items_of(reader, table);
    for (const TomlItem &item : items) { // first of all: the Real that every number is rounded to
        if (item.name == "module") {
            if (const toml::table *header = read_table(reader, item)) {
                read_header(reader, *header, options);
            }
        }
    }
    for (const TomlItem &item : items) {
        if (item.name == "module") {
            continue;
        }
        if (item.name == "natives" || item.name == "curves" || item.name == "maps") {
            not_supported(reader, key_span(reader, item), fmt::format("the section [{}] is", item.name));
            refuse_names(reader, item);
        } else if (item.name == "params" || item.name == "constants" || item.name == "functions" ||
                   item.name == "expressions") {
            if (const toml::table *content = read_table(reader, item)) {
                const auto read = item.name == "params"      ? read_params
                                  : item.name == "constants" ? read_constants
                                  : item.name == "functions" ? read_functions
                                                             : read_expressions;
                read(reader, *content);
            }
        } else {
            unknown_key(reader, item, "a module", {"module", "params", "constants", "functions", "expressions"});
            refuse_names(reader, item);
        }
    }
    return diagnostics.errors == errors_before;
}

} // namespace abax::host
