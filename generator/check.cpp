// `abax check MODULE…`: what is wrong with modules, and nothing else.
#include "accuracy.hpp"
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
        CompilerRun run;
        if (code != exit_file && !run_compiler(module, diagnostics, run)) {
            code = exit_input;
        }
        if (code == exit_success) {
            warn_of_losses(module, run, diagnostics);
        }
        warn_of_free_names(module, diagnostics);
        print_diagnostics(diagnostics, options.diagnostics);
        result = std::max(result, code);
    }
    return diagnostics.errors > 0 ? std::max<int>(result, exit_input) : result;
}

} // namespace abax::host
