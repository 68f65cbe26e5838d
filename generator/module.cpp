// What both kinds of module files share: names, and which reader a file is for.
#include "module.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <fmt/core.h>

#include "compile/lex.hpp"
#include "compile/ops.hpp"
#include "identifiers.hpp"

namespace abax::host {

void report_nested_group(Span place, Diagnostics &diagnostics, Module &module) {
    add_error(diagnostics, slug::NOT_SUPPORTED, place, "there are no groups inside groups");
    module.reported.push_back(place);
}

bool is_reserved_name(std::string_view text) { return is_reserved(text.data(), text.size()); }

bool is_module_name(std::string_view text) {
    std::string lower(text.substr(0, 5)); // the names that the run time itself has begin with this
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return is_name(text) && !is_word_of_c(text) && lower != "abax" && lower != "abax_";
}

bool is_name(std::string_view text) {
    if (text.empty() || !begins_name(text[0]) || is_reserved_name(text)) {
        return false;
    }
    for (const char c : text) {
        if (!continues_name(c)) {
            return false;
        }
    }
    return true;
}

std::string name_from_path(std::string_view path) {
    std::string name = std::filesystem::path(path).stem().string();
    for (char &c : name) {
        if (!continues_name(c)) {
            c = '_';
        }
    }
    if (name.empty() || !begins_name(name[0]) || !is_module_name(name)) {
        name = fmt::format("_{}", name);
    }
    return name;
}

namespace {

bool read_file_of_module(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module) {
    module.source = &source;
    module.name = name_from_path(source.name);
    module.bits = options.bits.value_or(module.bits);
    const std::string suffix = std::filesystem::path(source.name).extension().string();
    if (suffix == ".toml") {
        return read_module_toml(source, options, diagnostics, module);
    }
    if (suffix == ".expr") {
        return read_module_expr(source, options, diagnostics, module);
    }
    Diagnostic *error =
        add_error(diagnostics, slug::FILE_TYPE, {}, "the name of a module's file ends in .toml or .expr");
    error->file = source.name;
    if (source.text.starts_with("ABAX")) {
        add_note(error, fmt::format("this is a table; look into it with abax inspect {}", source.name));
    }
    return false;
}

} // namespace

bool read_module(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module) {
    module.incomplete = !read_file_of_module(source, options, diagnostics, module);
    return !module.incomplete;
}

} // namespace abax::host
