// [params] and [constants] of a module file: numbers, arrays of numbers, and tables that say more about them.
//
// What cannot be read is declared all the same, so that its uses are no errors, or its name is refused where nobody can
// know what it would have been.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "module_toml.hpp"
#include "nearest.hpp"
#include "toml_text.hpp"

namespace abax::host {
namespace {

const std::vector<std::string> param_keys = {"default", "unit", "min", "max", "doc"};
const std::vector<std::string> constant_keys = {"value", "unit", "doc"};

// A number, or an array of numbers, with its places. False, and 0, if it is neither; then the name may be refused.
bool read_value(TomlReader &reader, const TomlItem &item, const std::string &name, double &value,
                std::vector<double> &elements, std::string &text, std::vector<Span> &places) {
    if (item.node->is_array()) {
        if (!read_elements(reader, item, name, elements, places)) {
            elements.clear();
            places.clear();
            reader.module.refused.insert(name);
            return false;
        }
        return true;
    }
    if (!read_number(reader, item, value, &text)) {
        value = 0;
        return false;
    }
    places = {value_span(reader, item)};
    return true;
}

void check_range(TomlReader &reader, const TomlItem &item, Param &param, const std::vector<Span> &places) {
    if (param.min && param.max && *param.min > *param.max) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, key_span(reader, item),
                  fmt::format("the min of '{}' is above its max", param.name.text));
        param.min.reset();
        param.max.reset();
        return;
    }
    const auto outside = [&](double value) {
        return (param.min && value < *param.min) || (param.max && value > *param.max);
    };
    for (size_t i = 0; i < places.size(); i++) {
        if (outside(param.elements.empty() ? param.value : param.elements[i])) {
            const std::string element = param.elements.empty() ? "" : fmt::format("[{}]", i);
            add_warning(
                reader.diagnostics, slug::DEFAULT_RANGE, places[i],
                fmt::format("the default of '{}{}' lies outside its own min and max", param.name.text, element));
            return;
        }
    }
}

void read_bound(TomlReader &reader, const TomlItem &item, std::optional<double> &bound) {
    double number = 0;
    if (!read_number(reader, item, number)) {
        return;
    }
    if (std::isnan(number)) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                  fmt::format("'{}' cannot be nan", item.name));
        return;
    }
    bound = number;
}

// The value of a param is a number, an array, or a table with `default` and what else is known of it. False if it cannot be
// declared.
bool read_param(TomlReader &reader, const TomlItem &item, Param &param) {
    const std::string &name = param.name.text;
    std::vector<Span> places; // of the values
    const auto read_default = [&](const TomlItem &value) {
        return read_value(reader, value, name, param.value, param.elements, param.text, places) ||
               !value.node->is_array();
    };
    if (!item.node->is_table()) {
        return read_default(item);
    }
    bool valid = true;
    for (const TomlItem &field : items_of(reader, *item.node->as_table())) {
        if (field.name == "default") {
            valid = read_default(field);
        } else if (field.name == "min") {
            read_bound(reader, field, param.min);
        } else if (field.name == "max") {
            read_bound(reader, field, param.max);
        } else if (field.name == "unit") {
            read_plain_string(reader, field, param.unit);
        } else if (field.name == "doc") {
            read_plain_string(reader, field, param.doc);
        } else {
            unknown_key(reader, field, fmt::format("'{}'", name), param_keys);
        }
    }
    check_range(reader, item, param, places);
    return valid;
}

// A table without a default that has texts, or nothing but what is said of a param, is a param whose default was forgotten, not
// a group of members.
bool lacks_default(const toml::table &table) {
    const auto says_of_param = [](const auto &entry) {
        const std::string_view key = entry.first.str();
        return std::find(param_keys.begin(), param_keys.end(), key) != param_keys.end() ||
               nearest(key, {"default"}) == "default";
    };
    return !table.contains("default") && !table.empty() &&
           (std::any_of(table.begin(), table.end(), [](const auto &entry) { return entry.second.is_string(); }) ||
            std::all_of(table.begin(), table.end(), says_of_param));
}

// An error about a table that is neither a param nor a group.
void report_no_default(TomlReader &reader, const TomlItem &item, const std::string &message) {
    Diagnostic *error = add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item), message);
    for (const TomlItem &field : items_of(reader, *item.node->as_table())) {
        if (nearest(field.name, param_keys) == "default") {
            add_note(error, "did you mean 'default'?", key_span(reader, field));
            return;
        }
    }
    if (lacks_default(*item.node->as_table())) {
        add_note(error, "a param with a text is written as { default = …, unit = \"…\" }; the members of a group are "
                        "numbers, arrays and such tables");
    }
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

void read_group(TomlReader &reader, const TomlItem &item, const MappedText &name, std::vector<Member> &members) {
    for (const TomlItem &field : items_of(reader, *item.node->as_table())) {
        MappedText member;
        if (!read_name(reader, field, member)) {
            continue;
        }
        const toml::table *inner = field.node->as_table();
        if (inner != nullptr && !inner->contains("default") && !lacks_default(*inner) && !inner->empty()) {
            add_error(reader.diagnostics, slug::NOT_SUPPORTED, key_span(reader, field),
                      "there are no groups inside groups");
            reader.module.refused.insert(name.text);
            continue;
        }
        if (nearest(field.name, {"default"}) == "default") { // beside members that are called otherwise
            Diagnostic *warning =
                add_warning(reader.diagnostics, slug::UNKNOWN_KEY, key_span(reader, field),
                            fmt::format("'{}' is a member of the group '{}' here", field.name, name.text));
            add_note(warning, "did you mean 'default'?", key_span(reader, field));
        }
        const MappedText full = member_name(reader, name, field, member);
        if (inner != nullptr && !inner->contains("default")) {
            report_no_default(reader, field, fmt::format("'{}' has no default", full.text));
            reader.module.refused.insert(full.text);
            continue;
        }
        members.push_back({field, full});
    }
}

} // namespace

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
        } else if (group->empty() || lacks_default(*group)) {
            report_no_default(reader, item, fmt::format("'{}' has neither a default nor members", item.name));
            reader.module.refused.insert(name.text);
        } else {
            read_group(reader, item, name, members);
        }
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const Member &a, const Member &b) { return a.item.begin < b.item.begin; });
    for (const Member &member : members) {
        Param param;
        param.name = member.name;
        if (read_param(reader, member.item, param)) {
            reader.module.params.push_back(std::move(param));
        }
    }
}

void read_constants(TomlReader &reader, const toml::table &table) {
    for (const TomlItem &item : items_of(reader, table)) {
        Constant constant;
        if (!read_name(reader, item, constant.name)) {
            continue;
        }
        std::vector<Span> places;
        const auto read = [&](const TomlItem &value) {
            return read_value(reader, value, constant.name.text, constant.value, constant.elements, constant.text,
                              places) ||
                   !value.node->is_array();
        };
        bool valid = true;
        const toml::table *fields = item.node->as_table();
        if (fields == nullptr) {
            valid = read(item);
        } else {
            const size_t errors_before = reader.diagnostics.errors;
            for (const TomlItem &field : items_of(reader, *fields)) {
                if (field.name == "value") {
                    valid = read(field);
                } else if (field.name == "unit") {
                    read_plain_string(reader, field, constant.unit);
                } else if (field.name == "doc") {
                    read_plain_string(reader, field, constant.doc);
                } else {
                    unknown_key(reader, field, fmt::format("'{}'", constant.name.text), constant_keys);
                }
            }
            if (!fields->contains("value")) {
                reader.module.refused.insert(constant.name.text);
                valid = false;
                if (reader.diagnostics.errors == errors_before) {
                    Diagnostic *error = add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item),
                                                  fmt::format("'{}' has no value", constant.name.text));
                    add_note(error, "a constant is a number, an array, or { value = …, unit = \"…\", doc = \"…\" }");
                }
            }
        }
        if (valid) {
            reader.module.constants.push_back(std::move(constant));
        }
    }
}

} // namespace abax::host
