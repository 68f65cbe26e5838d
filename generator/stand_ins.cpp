// Functions that stand in for natives: see stand_ins.hpp.
#include "stand_ins.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "module_arguments.hpp"
#include "nearest.hpp"
#include "scan.hpp"

namespace abax::host {

bool stand_in_for_natives(const std::vector<std::string> &definitions, SourceSet &sources, Diagnostics &diagnostics,
                          Module &module) {
    const size_t errors_before = diagnostics.errors;
    std::set<std::string, std::less<>> replaced;
    std::vector<Function> functions = read_definitions(definitions, sources);
    for (size_t i = 0; i < functions.size(); i++) {
        Function &function = functions[i];
        const std::string name = signature_name(function.signature.text);
        const auto native = std::find_if(module.natives.begin(), module.natives.end(), [&](const Native &candidate) {
            return signature_name(candidate.signature.text) == name;
        });
        if (native == module.natives.end() && !replaced.contains(name)) {
            continue; // that there is no such native is said when all modules are known
        }
        module.used_definitions.insert(i);
        if (native != module.natives.end()) {
            const size_t arity = signature_arity(native->signature.text);
            const size_t given = signature_arity(function.signature.text);
            const Span place = span_of(native->signature);
            module.natives.erase(native);
            if (arity != given) {
                Diagnostic *error =
                    add_error(diagnostics, abax_diagnostic_slug(ABAX_D_ARITY), span_of(function.signature),
                              language_message(ABAX_D_ARITY, {name}, arity, given));
                add_note(error, language_message(ABAX_D_DECLARED_HERE, {name}), place);
                module.refused.insert(name);
                continue;
            }
        }
        replaced.insert(name);
        function.stands_in = true;
        module.functions.push_back(std::move(function));
    }
    module.incomplete = module.incomplete || diagnostics.errors != errors_before;
    return diagnostics.errors == errors_before;
}

void warn_of_unused_definitions(const std::vector<std::string> &definitions, const std::set<size_t> &used,
                                const std::vector<std::string> &natives, Diagnostics &diagnostics) {
    for (size_t i = 0; i < definitions.size(); i++) {
        if (used.contains(i)) {
            continue;
        }
        const std::string name = signature_name(definitions[i]);
        Diagnostic *warning =
            add_warning(diagnostics, slug::NOT_USED, {},
                        fmt::format("--define {}: there is no native '{}' to stand in for", definitions[i], name));
        const std::string meant = nearest(name, natives);
        if (!meant.empty()) {
            add_note(warning, fmt::format("did you mean '{}'?", meant));
        }
    }
}

void report_missing_natives(const Module &module, const std::vector<std::string> &imports, Diagnostics &diagnostics) {
    for (const Native &native : module.natives) {
        const std::string name = signature_name(native.signature.text);
        if (std::find(imports.begin(), imports.end(), name) != imports.end()) {
            Diagnostic *error = add_error(diagnostics, slug::NATIVE, span_of(native.signature),
                                          fmt::format("'{}' is supplied by the firmware, which is not here", name));
            add_note(error, fmt::format("let an expression stand in for it: --define '{} = …'", native.signature.text));
        }
    }
}

} // namespace abax::host
