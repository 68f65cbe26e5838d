// Module files in TOML: see the language's section 6.
//
// In: a source. Out: a Module whose declarations are in the order of the file (the TOML library sorts its tables; the
// places of the keys give the order back), with the place of every name and text. Everything that is not understood is an
// error with its place: unknown keys and sections, wrong types, what this version does not have yet.
#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "module_toml.hpp"
#include "nearest.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

const std::vector<std::string> module_keys = {"name", "version", "real", "log", "fast", "reserve"};

constexpr uint32_t most_reserved = 0xFFFFFF; // slots: more than any frame may have

void read_reserve(TomlReader &reader, const toml::table &table) {
    Reserve &reserve = reader.module.reserve;
    for (const TomlItem &item : items_of(reader, table)) {
        if (item.name == "params") {
            read_count(reader, item, most_reserved, reserve.params, reserve.params_place);
        } else if (item.name == "results") {
            read_count(reader, item, most_reserved, reserve.results, reserve.results_place);
        } else if (item.name == "state") {
            read_count(reader, item, most_reserved, reserve.states, reserve.states_place);
        } else {
            unknown_key(reader, item, "reserve", {"params", "results", "state"});
        }
    }
}

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
                    add_error(
                        reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                        fmt::format(
                            "the module's name cannot be '{}': that is a word of C or C++, or a name of Abax itself",
                            text.text));
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
                    Diagnostic *error = add_error(reader.diagnostics, slug::WRONG_VALUE, value_span(reader, item),
                                                  fmt::format("real must be 'f32' or 'f64', not '{}'", text.text));
                    add_note(error, "f32 is the float of C, f64 its double");
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
            read_flag(reader, item, module.fast);
        } else if (item.name == "reserve") {
            if (const toml::table *reserve = read_table(reader, item)) {
                read_reserve(reader, *reserve);
            }
        } else {
            unknown_key(reader, item, "[module]", module_keys);
        }
    }
}

// What a section that cannot be read would have declared.
void refuse_names(TomlReader &reader, const TomlItem &section) {
    if (const toml::table *table = section.node->as_table()) {
        for (const TomlItem &item : items_of(reader, *table)) {
            reader.module.refused.insert(signature_name(item.name));
        }
    }
}

struct Section {
    std::string_view name;
    void (*read)(TomlReader &reader, const toml::table &table);
};

constexpr Section sections[] = {
    {"params", read_params},       {"constants", read_constants}, {"curves", read_curves},          {"maps", read_maps},
    {"functions", read_functions}, {"natives", read_natives},     {"expressions", read_expressions}};

void unknown_section(TomlReader &reader, const TomlItem &item) {
    const bool is_section = item.node->is_table();
    Diagnostic *error = add_error(reader.diagnostics, slug::UNKNOWN_KEY, key_span(reader, item),
                                  is_section ? fmt::format("there is no section [{}]", item.name)
                                             : fmt::format("'{}' stands outside of all sections", item.name));
    std::vector<std::string> names = {"module"};
    for (const Section &section : sections) {
        names.emplace_back(section.name);
    }
    const std::string meant = nearest(item.name, names);
    if (!meant.empty()) {
        add_note(error, fmt::format("did you mean [{}]?", meant));
        return;
    }
    if (!is_section && std::find(module_keys.begin(), module_keys.end(), item.name) != module_keys.end()) {
        add_note(error, "write it under [module]");
        return;
    }
    std::string list;
    for (const std::string &name : names) {
        list += fmt::format("{}[{}]", list.empty() ? "" : ", ", name);
    }
    add_note(error, fmt::format("the sections are {}", list));
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
        const auto section = std::find_if(std::begin(sections), std::end(sections),
                                          [&](const Section &known) { return known.name == item.name; });
        if (section != std::end(sections)) {
            if (const toml::table *content = read_table(reader, item)) {
                section->read(reader, *content);
            }
        } else {
            unknown_section(reader, item);
            refuse_names(reader, item);
        }
    }
    return diagnostics.errors == errors_before;
}

} // namespace abax::host
