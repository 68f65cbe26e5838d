// `abax check MODULE…`: what is wrong with modules, and nothing else.
#include "commands.hpp"
#include "compile.hpp"
#include "free_names.hpp"
#include "input.hpp"

namespace abax::host {

int run_check(const CheckOptions &options) {
    int result = exit_success;
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    for (const std::string &path : options.modules) {
        SourceSet sources;
        Module module;
        int code = load_file(path, {}, sources, diagnostics, module);
        Table table;
        if (code != exit_file && !compile_module(module, diagnostics, table)) {
            code = exit_input;
        }
        warn_of_free_names(module, diagnostics);
        print_diagnostics(diagnostics, options.diagnostics);
        result = std::max(result, code);
    }
    return diagnostics.errors > 0 ? std::max<int>(result, exit_input) : result;
}

} // namespace abax::host
