// Module files in TOML: see the language's section 6.
//
// In: a source. Out: a Module whose declarations are in the order of the file (the TOML library sorts its tables; the
// places of the keys give the order back), with the place of every name and text. Everything that is not understood is an
// error with its place: unknown keys and sections, wrong types, what this version does not support yet.
#include <algorithm>
#include <initializer_list>
#include <set>

#include <fmt/core.h>
#include <toml++/toml.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "module.hpp"
#include "nearest.hpp"
#include "number.hpp"
#include "toml_text.hpp"

namespace abax::host {
namespace {

struct Reader {
    const Source &source;
    Diagnostics &diagnostics;
    Module &module;
};

// A key and its value, with the place of the key.
struct Item {
    std::string_view name;
    const toml::node *node;
    size_t begin;
};

size_t begin_of(const Reader &reader, const toml::source_region &region) {
    return offset_at(reader.source, {region.begin.line, region.begin.column});
}

Span token_at(const Reader &reader, size_t begin) {
    return {&reader.source, begin, toml_token_end(reader.source, begin)};
}

// The entries of a table in the order of the file.
std::vector<Item> items_of(const Reader &reader, const toml::table &table) {
    std::vector<Item> items;
    for (const auto &[key, node] : table) {
        items.push_back({key.str(), &node, begin_of(reader, key.source())});
    }
    std::sort(items.begin(), items.end(), [](const Item &a, const Item &b) { return a.begin < b.begin; });
    return items;
}

Span key_span(const Reader &reader, const Item &item) {
    return span_of(toml_text(reader.source, item.begin, item.name));
}

// A value that is one token; for tables and arrays the bracket that opens them.
Span value_span(const Reader &reader, const Item &item) {
    const size_t begin = begin_of(reader, item.node->source());
    if (item.node->is_table() || item.node->is_array()) {
        const bool inline_table = begin > item.begin;
        return inline_table ? Span{&reader.source, begin, begin + 1} : key_span(reader, item);
    }
    return token_at(reader, begin);
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

Diagnostic *wrong_type(Reader &reader, const Item &item, std::string_view wanted) {
    return add_error(reader.diagnostics, slug::WRONG_TYPE, value_span(reader, item),
                     fmt::format("{} must be {}, not {}", item.name, wanted, type_name(*item.node)));
}

void not_supported(Reader &reader, Span span, std::string_view what) {
    add_error(reader.diagnostics, slug::NOT_SUPPORTED, span, fmt::format("{} not supported by this version", what));
}

void unknown_key(Reader &reader, const Item &item, std::string_view where, const std::vector<std::string> &known) {
    Diagnostic *error = add_error(reader.diagnostics, slug::UNKNOWN_KEY, key_span(reader, item),
                                  fmt::format("{} has no key {}", where, item.name));
    const std::string meant = nearest(item.name, known);
    if (!meant.empty()) {
        add_note(error, fmt::format("did you mean {}?", meant));
        return;
    }
    std::string list;
    for (const std::string &key : known) {
        list += (list.empty() ? "" : ", ") + key;
    }
    add_note(error, fmt::format("the keys are {}", list));
}

bool read_string(Reader &reader, const Item &item, MappedText &text) {
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

void read_plain_string(Reader &reader, const Item &item, std::string &text) {
    MappedText read;
    if (read_string(reader, item, read)) {
        text = read.text;
    }
}

// A number, as text, rounded once.
bool read_number(Reader &reader, const Item &item, double &value, std::string *text = nullptr) {
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
        add_error(reader.diagnostics, slug::WRONG_VALUE, span, fmt::format("{} is not a number of the language", digits));
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
bool read_name(Reader &reader, const Item &item, MappedText &name) {
    name = toml_text(reader.source, item.begin, item.name);
    if (is_name(name.text)) {
        return true;
    }
    const uint32_t code = is_reserved_name(name.text) ? ABAX_D_RESERVED : ABAX_D_NAME;
    add_error(reader.diagnostics, abax_diagnostic_slug(code), token_at(reader, item.begin),
              language_message(code, {name.text}));
    return false;
}

// The table of a section, or null if there is none; an error if it is something else.
const toml::table *section(Reader &reader, const Item &item) {
    if (const toml::table *table = item.node->as_table()) {
        return table;
    }
    wrong_type(reader, item, "a table");
    return nullptr;
}

void read_header(Reader &reader, const toml::table &table, const ModuleOptions &options) {
    Module &module = reader.module;
    for (const Item &item : items_of(reader, table)) {
        MappedText text;
        if (item.name == "name") {
            if (read_string(reader, item, text)) {
                module.name = text.text;
                if (!is_name(text.text)) {
                    add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                              "the module's name must be a C identifier: letters, digits and _, not beginning with a digit");
                }
            }
        } else if (item.name == "version") {
            if (read_string(reader, item, text)) {
                module.version = text.text;
                constexpr size_t longest = sizeof(abax_header::version) - 1;
                if (text.text.size() > longest) {
                    add_error(reader.diagnostics, abax_diagnostic_slug(ABAX_D_VERSION), value_span(reader, item),
                              language_message(ABAX_D_VERSION, {}, longest));
                }
            }
        } else if (item.name == "real") {
            if (read_string(reader, item, text)) {
                if (text.text != "f32" && text.text != "f64") {
                    add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                              fmt::format("real must be \"f32\" or \"f64\", not \"{}\"", text.text));
                } else if (!options.bits) {
                    module.bits = text.text == "f32" ? 32 : 64;
                }
            }
        } else if (item.name == "log") {
            if (read_string(reader, item, text)) {
                if (text.text != "ln" && text.text != "log10") {
                    add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                              fmt::format("log must be \"ln\" or \"log10\", not \"{}\"", text.text));
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

// The value of a param is a number, or a table with `default` and what else is known of it.
void read_param_table(Reader &reader, const Item &item, Param &param) {
    std::optional<Span> value_place;
    for (const Item &field : items_of(reader, *item.node->as_table())) {
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
            unknown_key(reader, field, param.name.text, {"default", "unit", "min", "max", "doc"});
        }
    }
    if (param.min && param.max && *param.min > *param.max) {
        add_error(reader.diagnostics, slug::WRONG_VALUE, key_span(reader, item),
                  fmt::format("the min of {} is above its max", param.name.text));
    } else if (value_place && ((param.min && param.value < *param.min) || (param.max && param.value > *param.max))) {
        add_warning(reader.diagnostics, slug::DEFAULT_RANGE, *value_place,
                    fmt::format("the default of {} lies outside its own min and max", param.name.text));
    }
}

// A table without a default that has texts is a param whose default was forgotten, not a group of members.
bool lacks_default(const toml::table &table) {
    return !table.contains("default") &&
           std::any_of(table.begin(), table.end(), [](const auto &entry) { return entry.second.is_string(); });
}

void read_param(Reader &reader, const Item &item, const MappedText &name) {
    Param param;
    param.name = name;
    if (item.node->is_array()) {
        not_supported(reader, value_span(reader, item), "arrays are");
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
    Item item;
    MappedText name;
};

void read_params(Reader &reader, const toml::table &table) {
    // Members may stand apart in the file (imu.ax, then another param, then imu.ay): each takes the place of its own key.
    std::vector<Member> members;
    for (const Item &item : items_of(reader, table)) {
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
                      fmt::format("{} has neither a default nor members", item.name));
            continue;
        }
        for (const Item &field : items_of(reader, *group)) {
            MappedText member;
            if (!read_name(reader, field, member)) {
                continue;
            }
            const toml::table *inner = field.node->as_table();
            if (inner != nullptr && !inner->contains("default") && !lacks_default(*inner) && !inner->empty()) {
                not_supported(reader, key_span(reader, field), "groups inside groups are");
                continue;
            }
            if (inner != nullptr && !inner->contains("default")) {
                add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, field),
                          fmt::format("{}.{} has no default", item.name, field.name));
                continue;
            }
            MappedText full = name;
            MappedText dot = mapped(reader.source, field.begin, field.begin);
            dot.text = ".";
            dot.offsets = {field.begin, field.begin};
            append(full, dot);
            append(full, member);
            members.push_back({field, full});
        }
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const Member &a, const Member &b) { return a.item.begin < b.item.begin; });
    for (const Member &member : members) {
        read_param(reader, member.item, member.name);
    }
}

void read_constants(Reader &reader, const toml::table &table) {
    for (const Item &item : items_of(reader, table)) {
        Constant constant;
        if (!read_name(reader, item, constant.name)) {
            continue;
        }
        if (item.node->is_array()) {
            not_supported(reader, value_span(reader, item), "arrays are");
            continue;
        }
        if (!read_number(reader, item, constant.value, &constant.text)) {
            constant.value = 0;
        }
        reader.module.constants.push_back(std::move(constant));
    }
}

void read_functions(Reader &reader, const toml::table &table) {
    for (const Item &item : items_of(reader, table)) {
        Function function;
        function.signature = toml_text(reader.source, item.begin, item.name);
        if (item.node->is_table()) {
            Diagnostic *error = wrong_type(reader, item, "a string");
            add_note(error, "a signature stands in quotes: \"f(x)\" = \"x + 1\"");
        } else if (read_string(reader, item, function.body)) {
            reader.module.functions.push_back(std::move(function));
        }
    }
}

void read_expressions(Reader &reader, const toml::table &table) {
    for (const Item &item : items_of(reader, table)) {
        Expression expression;
        if (!read_name(reader, item, expression.name)) {
            continue;
        }
        bool valid = false;
        if (const toml::table *fields = item.node->as_table()) {
            for (const Item &field : items_of(reader, *fields)) {
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
                    unknown_key(reader, field, item.name, {"expr", "unit", "doc", "internal"});
                }
            }
            if (!fields->contains("expr")) {
                add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item),
                          fmt::format("{} has no expr", item.name));
            }
        } else if (item.node->is_string()) {
            valid = read_string(reader, item, expression.text);
        } else {
            wrong_type(reader, item, "a string, or a table with expr");
        }
        if (valid) {
            reader.module.expressions.push_back(std::move(expression));
        }
    }
}

// The word that ends directly before `end`, white space skipped.
Span word_before(const Source &source, size_t end) {
    constexpr std::string_view breaks = " \t\r\n,[]{}#=";
    while (end > 0 && (source.text[end - 1] == ' ' || source.text[end - 1] == '\t')) {
        end--;
    }
    size_t begin = end;
    while (begin > 0 && breaks.find(source.text[begin - 1]) == std::string_view::npos) {
        begin--;
    }
    return {&source, begin, end};
}

// Parses. The library refuses numbers that an int64 or a double cannot hold, which are none of its business: it gets 1
// instead of such a number, in as many bytes, and the digits are read from the source later.
bool parse(const Source &source, Diagnostics &diagnostics, toml::table &table) {
    std::string text = source.text;
    for (;;) {
        try {
            table = toml::parse(text, source.name);
            return true;
        } catch (const toml::parse_error &error) {
            const toml::source_position at = error.source().begin;
            const size_t offset = offset_at(source, {at.line, at.column});
            const Span word = word_before(source, offset);
            const std::string_view digits = std::string_view(text).substr(word.begin, word.end - word.begin);
            const std::string_view description = error.description();
            const bool number = description.find("not representable") != std::string_view::npos ||
                                description.find("could not be interpreted") != std::string_view::npos;
            if (number && digits.size() > 1 && parse_number_text(digits, 64).valid) {
                text.replace(word.begin, digits.size(), "1" + std::string(digits.size() - 1, ' '));
                continue;
            }
            const bool again = description.find("cannot redefine") != std::string_view::npos;
            std::string message(description);
            for (const std::string_view prefix : {"Error while parsing ", "Encountered "}) {
                if (message.starts_with(prefix)) {
                    message.erase(0, prefix.size());
                }
            }
            add_error(diagnostics, slug::TOML, again && word.begin < word.end ? word : Span{&source, offset, offset + 1},
                      message);
            return false;
        }
    }
}

} // namespace

bool read_module_toml(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module) {
    const size_t errors_before = diagnostics.errors;
    toml::table table;
    if (!parse(source, diagnostics, table)) {
        return false;
    }
    Reader reader = {source, diagnostics, module};
    const std::vector<Item> items = items_of(reader, table);
    for (const Item &item : items) { // first of all: the Real that every number is rounded to
        if (item.name == "module") {
            if (const toml::table *header = section(reader, item)) {
                read_header(reader, *header, options);
            }
        }
    }
    for (const Item &item : items) {
        if (item.name == "module") {
            continue;
        }
        if (item.name == "natives" || item.name == "curves" || item.name == "maps") {
            not_supported(reader, key_span(reader, item), fmt::format("[{}] is", item.name));
        } else if (item.name == "params" || item.name == "constants" || item.name == "functions" ||
                   item.name == "expressions") {
            if (const toml::table *content = section(reader, item)) {
                const auto read = item.name == "params"      ? read_params
                                  : item.name == "constants" ? read_constants
                                  : item.name == "functions" ? read_functions
                                                             : read_expressions;
                read(reader, *content);
            }
        } else {
            unknown_key(reader, item, "a module", {"module", "params", "constants", "functions", "expressions"});
        }
    }
    return diagnostics.errors == errors_before;
}

} // namespace abax::host
