// `abax explain --show code`: the instructions that a module or an expression becomes.
#include "compile.hpp"
#include "disassemble.hpp"
#include "explain.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"

namespace abax::host {

int run_explain_code(const ExplainOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    SourceSet sources;
    Module module;
    Table table;
    int code = load_input(options.input, {}, sources, diagnostics, module);
    if (code != exit_file && !compile_module(module, diagnostics, table)) {
        code = exit_input;
    }
    if (!options.input.modules.empty()) {
        warn_of_free_names(module, diagnostics);
    }
    std::string error;
    if (code == exit_success && !write_file("-", disassemble(table), error)) {
        add_file_error(diagnostics, error);
        code = exit_file;
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? exit_input : code;
}

} // namespace abax::host
