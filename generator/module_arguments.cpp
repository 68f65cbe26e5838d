// A module made of the arguments of the command line: see module_arguments.hpp.
#include "module_arguments.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "nearest.hpp"
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
    bool array; // as an array
};

using Uses = std::vector<Use>;

void collect_uses(const MappedText &text, const std::vector<std::string> &parameters, Uses &uses) {
    for (const NameUse &use : names_used(text.text)) {
        const std::string first = use.name.substr(0, use.name.find('.'));
        if (std::find(parameters.begin(), parameters.end(), first) == parameters.end()) {
            uses.push_back({use.name, span_in(text, use.offset, use.length), use.array});
        }
    }
}

Param &add_param(Module &module, std::string name, Span span, std::string_view text) {
    Param param;
    param.name.text = std::move(name);
    if (span.source != nullptr) {
        param.name.source = span.source;
        param.name.offsets.assign(param.name.text.size(), span.begin);
        param.name.offsets.push_back(span.end);
    }
    param.text = text;
    param.value = text.empty() ? 0 : parse_number_text(text, module.bits).value;
    return module.params.emplace_back(std::move(param));
}

// The functions of --define and the expressions of -e, and the names that they use.
Uses read_texts(const ModuleArguments &arguments, SourceSet &sources, Module &module) {
    Uses uses;
    for (Function &function : read_definitions(arguments.definitions, sources)) {
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
    return uses;
}

using Names = std::set<std::string>;

void warn_of_no_use(const std::string &setting, const std::string &name, const Names &used, Diagnostics &diagnostics) {
    Diagnostic *warning =
        add_warning(diagnostics, slug::NOT_USED, {}, fmt::format("{}: no expression uses '{}'", setting, name));
    const std::string meant = nearest(name, {used.begin(), used.end()});
    if (!meant.empty()) {
        add_note(warning, fmt::format("did you mean '{}'?", meant));
    }
}

// Params for what --set and --array name, in this order. `used`: the names that the texts use.
void add_settings(const ModuleArguments &arguments, const Names &used, Diagnostics &diagnostics, Module &module) {
    for (const Setting &setting : arguments.settings) {
        if (!used.contains(setting.name)) {
            warn_of_no_use(text_of(setting), setting.name, used, diagnostics);
        } else if (!setting.index) {
            rounded(setting, module.bits, diagnostics);
            add_param(module, setting.name, {}, setting.value);
        }
    }
    for (const ArraySetting &array : arguments.arrays) {
        if (used.contains(array.name)) {
            add_param(module, array.name, {}, "").elements = rounded(array, module.bits, diagnostics);
        } else {
            warn_of_no_use(text_of(array), array.name, used, diagnostics);
        }
    }
}

// Gives single elements their values, of arrays that there are by now.
void set_elements(const ModuleArguments &arguments, Diagnostics &diagnostics, Module &module) {
    for (const Setting &setting : arguments.settings) {
        const auto param = std::find_if(module.params.begin(), module.params.end(),
                                        [&](const Param &p) { return p.name.text == setting.name; });
        if (!setting.index || param == module.params.end() || param->open_array) {
            continue; // that was reported, or will be
        }
        if (param->elements.empty()) {
            report_no_array(text_of(setting), setting.name, diagnostics);
        } else if (*setting.index >= param->elements.size()) {
            report_no_element(setting, param->elements.size(), diagnostics);
        } else {
            param->elements[*setting.index] = rounded(setting, module.bits, diagnostics);
        }
    }
}

// Params for the other names that are used.
void add_free_params(const ModuleArguments &arguments, const Uses &uses, Names &known, Diagnostics &diagnostics,
                     Module &module) {
    Names arrays;
    Names functions;
    for (const Use &use : uses) {
        if (use.array) {
            arrays.insert(use.name);
        }
    }
    for (const Function &function : module.functions) {
        functions.insert(signature_name(function.signature.text));
    }
    const Names columns(arguments.columns.begin(), arguments.columns.end());
    for (const Use &use : uses) {
        const std::string first = use.name.substr(0, use.name.find('.'));
        const size_t length = arrays.contains(use.name) ? array_length({}, arguments.columns, use.name) : 0;
        const bool column = length > 0 || columns.contains(use.name);
        if (known.contains(use.name) || functions.contains(first) || (!column && is_builtin(first))) {
            continue;
        }
        known.insert(use.name);
        if (!column && is_nested_group(use.name)) {
            report_nested_group(use.span, diagnostics, module);
            continue;
        }
        Param &param = add_param(module, use.name, use.span, "0");
        param.free = !column;
        param.elements.resize(length);
        param.open_array = !column && arrays.contains(use.name);
    }
}

} // namespace

std::vector<Function> read_definitions(const std::vector<std::string> &definitions, SourceSet &sources) {
    std::vector<Function> functions;
    for (size_t i = 0; i < definitions.size(); i++) {
        const Source &source = add_source(sources, argument_name("--define", i, definitions.size()), definitions[i]);
        const size_t equals = source.text.find('=');
        size_t end = equals;
        while (end > 0 && (source.text[end - 1] == ' ' || source.text[end - 1] == '\t')) {
            end--;
        }
        functions.push_back({mapped(source, 0, end), mapped(source, equals + 1, source.text.size()), false});
    }
    return functions;
}

bool read_module_arguments(const ModuleArguments &arguments, SourceSet &sources, Diagnostics &diagnostics,
                           Module &module) {
    const size_t errors_before = diagnostics.errors;
    module.name = "expression";
    module.bits = arguments.bits;
    module.log = arguments.log;
    module.of_arguments = true;
    const Uses uses = read_texts(arguments, sources, module);
    Names used;
    for (const Use &use : uses) {
        used.insert(use.name);
    }
    add_settings(arguments, used, diagnostics, module);
    Names known;
    for (const Param &param : module.params) {
        known.insert(param.name.text);
    }
    add_free_params(arguments, uses, known, diagnostics, module);
    set_elements(arguments, diagnostics, module);

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
