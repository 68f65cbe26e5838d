// A module made of the arguments of the command line: see module_arguments.hpp.
#include "module_arguments.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "number.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

// "<-e>", or "<-e 2>" for the second of several.
std::string argument_name(std::string_view option, size_t index, size_t count) {
    return count == 1 ? fmt::format("<{}>", option) : fmt::format("<{} {}>", option, index + 1);
}

// A name that a text uses, at its place.
struct Use {
    std::string name;
    Span span;
};

void collect_uses(const MappedText &text, const std::vector<std::string> &parameters, std::vector<Use> &uses) {
    for (const NameUse &use : names_used(text.text)) {
        const std::string first = use.name.substr(0, use.name.find('.'));
        if (std::find(parameters.begin(), parameters.end(), first) == parameters.end()) {
            uses.push_back({use.name, span_in(text, use.offset, use.length)});
        }
    }
}

void add_param(Module &module, std::string name, Span span, std::string_view text) {
    Param param;
    param.name.text = std::move(name);
    if (span.source != nullptr) {
        param.name.source = span.source;
        param.name.offsets.assign(param.name.text.size(), span.begin);
        param.name.offsets.push_back(span.end);
    }
    param.text = text;
    param.value = parse_number_text(text, module.bits).value;
    module.params.push_back(std::move(param));
}

} // namespace

bool read_module_arguments(const ModuleArguments &arguments, SourceSet &sources, Diagnostics &diagnostics,
                           Module &module) {
    const size_t errors_before = diagnostics.errors;
    module.name = "expression";
    module.bits = arguments.bits;
    module.log = arguments.log;

    std::vector<Use> uses;
    for (size_t i = 0; i < arguments.definitions.size(); i++) {
        const Source &source =
            add_source(sources, argument_name("--define", i, arguments.definitions.size()), arguments.definitions[i]);
        const size_t equals = source.text.find('=');
        size_t end = equals;
        while (end > 0 && (source.text[end - 1] == ' ' || source.text[end - 1] == '\t')) {
            end--;
        }
        Function function = {mapped(source, 0, end), mapped(source, equals + 1, source.text.size())};
        collect_uses(function.body, signature_parameters(function.signature.text), uses);
        module.functions.push_back(std::move(function));
    }
    for (size_t i = 0; i < arguments.expressions.size(); i++) {
        const Source &source =
            add_source(sources, argument_name("-e", i, arguments.expressions.size()), arguments.expressions[i]);
        Expression expression;
        expression.text = mapped(source, 0, source.text.size());
        collect_uses(expression.text, {}, uses);
        module.expressions.push_back(std::move(expression));
        module.source = module.source == nullptr ? &source : module.source;
    }

    std::set<std::string> used;
    for (const Use &use : uses) {
        used.insert(use.name);
    }
    std::set<std::string> known;
    for (const Setting &setting : arguments.settings) {
        known.insert(setting.name);
        if (used.contains(setting.name)) {
            warn_about(diagnostics, parse_number_text(setting.value, module.bits), module.bits, {},
                       fmt::format("--set {}={}", setting.name, setting.value));
            add_param(module, setting.name, {}, setting.value);
        } else {
            add_warning(diagnostics, slug::NOT_USED, {}, fmt::format("'{}' is set and not used", setting.name));
        }
    }
    for (const Use &use : uses) {
        const std::string first = use.name.substr(0, use.name.find('.'));
        const bool column =
            std::find(arguments.columns.begin(), arguments.columns.end(), use.name) != arguments.columns.end();
        const bool function = std::any_of(module.functions.begin(), module.functions.end(),
                                          [&](const Function &f) { return signature_name(f.signature.text) == first; });
        if (known.contains(use.name) || function || (!column && is_builtin(first))) {
            continue;
        }
        known.insert(use.name);
        if (!column && is_nested_group(use.name)) {
            report_nested_group(use.span, diagnostics, module);
            continue;
        }
        add_param(module, use.name, use.span, "0");
        module.params.back().free = !column;
    }

    // Results need names that no name of the user's can be.
    std::string prefix = "value_";
    while (std::any_of(known.begin(), known.end(), [&](const std::string &name) { return name.starts_with(prefix); })) {
        prefix = fmt::format("_{}", prefix);
    }
    for (size_t i = 0; i < module.expressions.size(); i++) {
        module.expressions[i].name.text = prefix + std::to_string(i + 1);
    }
    module.readable = true;
    module.incomplete = diagnostics.errors != errors_before;
    return !module.incomplete;
}

} // namespace abax::host
