// Names that nobody declared: see free_names.hpp.
#include "free_names.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "nearest.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

// The names that the module defines itself.
std::vector<std::string> defined_names(const Module &module) {
    std::vector<std::string> names;
    for (const Function &function : module.functions) {
        names.push_back(signature_name(function.signature.text));
    }
    for (const Expression &expression : module.expressions) {
        if (expression.name.source != nullptr) { // else it was made up
            names.push_back(expression.name.text);
        }
    }
    return names;
}

// The arrays that there are.
std::vector<std::string> array_names(const Module &module) {
    std::vector<std::string> names;
    for (const Param &param : module.params) {
        if (!param.elements.empty()) {
            names.push_back(param.name.text);
        }
    }
    return names;
}

bool lies_in(const Span &span, const MappedText &text) {
    const Span whole = span_of(text);
    return span.source == whole.source && span.begin >= whole.begin && span.begin <= whole.end;
}

bool has_error(const MappedText &text, const Diagnostics &diagnostics) {
    return std::any_of(diagnostics.list.begin(), diagnostics.list.end(), [&](const Diagnostic &diagnostic) {
        return diagnostic.severity == Severity::Error && diagnostic.code != slug::NOT_SET &&
               lies_in(diagnostic.span, text);
    });
}

// True if the text that uses the name is wrong anyway.
bool stands_in_an_error(const Span &use, const Module &module, const Diagnostics &diagnostics) {
    return std::any_of(module.functions.begin(), module.functions.end(),
                       [&](const Function &f) { return lies_in(use, f.body) && has_error(f.body, diagnostics); }) ||
           std::any_of(module.expressions.begin(), module.expressions.end(),
                       [&](const Expression &e) { return lies_in(use, e.text) && has_error(e.text, diagnostics); });
}

std::string without_digits(std::string name) {
    std::erase_if(name, [](unsigned char c) { return std::isdigit(c) != 0; });
    return name;
}

} // namespace

void demand_values(const Module &module, const InputOptions &input, const std::vector<std::string> &columns,
                   Diagnostics &diagnostics) {
    const bool in_file = !input.modules.empty();
    if (in_file && module.incomplete) {
        return; // what is missing may be what defines them
    }
    std::vector<std::string> given = columns;
    for (const Setting &setting : input.settings) {
        given.push_back(setting.name);
    }
    for (const ArraySetting &array : input.arrays) {
        given.push_back(array.name);
    }
    std::vector<std::string> candidates = given;
    for (const auto &names : {defined_names(module), builtin_names()}) {
        candidates.insert(candidates.end(), names.begin(), names.end());
    }
    for (const Param &param : module.params) {
        const std::string &name = param.name.text;
        const Span use = span_of(param.name);
        if (!param.free || param.open_array || std::find(given.begin(), given.end(), name) != given.end() ||
            stands_in_an_error(use, module, diagnostics)) {
            continue;
        }
        Diagnostic *error = add_error(diagnostics, slug::NOT_SET, use, fmt::format("'{}' has no value", name));
        const std::string meant = nearest(name, candidates);
        if (!meant.empty()) {
            add_note(error, fmt::format("did you mean '{}'?", meant));
        }
        if (columns.empty()) {
            add_note(error, fmt::format("give it a value with --set {}=VALUE", name));
        } else {
            add_note(error, fmt::format("the columns are {}", quoted_list(columns)));
            add_note(error,
                     fmt::format("bind a column with --map COLUMN={0}, or give a value with --set {0}=VALUE", name));
        }
    }
}

void report_open_arrays(const Module &module, Diagnostics &diagnostics) {
    for (const Param &param : module.params) {
        const std::string &name = param.name.text;
        const Span use = span_of(param.name);
        if (!param.open_array || stands_in_an_error(use, module, diagnostics)) {
            continue;
        }
        Diagnostic *error =
            add_error(diagnostics, slug::NOT_SET, use, fmt::format("the array '{}' has no values", name));
        const std::string meant = nearest(name, array_names(module));
        if (!meant.empty()) {
            add_note(error, fmt::format("did you mean '{}'?", meant));
        }
        if (!param.element.empty()) {
            add_note(error, fmt::format("{} changes one element of an array that is there", param.element));
        }
        add_note(error, fmt::format("give its elements with --array {}=VALUE,VALUE,…", name));
        if (!module.of_arguments) {
            add_note(error, fmt::format("a module file (.toml) can declare it, under [params]: {} = [0, 0, 0]", name));
        }
    }
}

void warn_of_free_names(const Module &module, Diagnostics &diagnostics) {
    const std::vector<std::string> names = defined_names(module);
    for (const Param &param : module.params) {
        const std::string &name = param.name.text;
        const std::string meant = param.free && !param.open_array ? nearest(name, names) : "";
        if (!meant.empty() && without_digits(meant) != without_digits(name)) { // p1 and p2 are no misspellings
            add_warning(diagnostics, slug::FREE_NAME, span_of(param.name),
                        fmt::format("'{}' is taken as a param; did you mean '{}'?", name, meant));
        }
    }
}

} // namespace abax::host
