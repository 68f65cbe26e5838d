// `abax explain --show ast` and `--show graph`: dumps of what the compiler's passes leave in its arena.
#include "explain.hpp"

#include "compile.hpp"
#include "compile/state.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"
#include "syntax_tree.hpp"
#include "value_graph.hpp"

namespace abax::host {

int run_explain(const ExplainOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    SourceSet sources;
    Module module;
    CompilerRun run;
    int code = load_input(options.input, {}, sources, diagnostics, module);
    if (code != exit_file && !run_compiler(module, diagnostics, run)) {
        code = exit_input;
    }
    if (!options.input.modules.empty()) {
        warn_of_free_names(module, diagnostics);
    }
    if (code == exit_success) {
        const Compilation &compilation = *static_cast<const Compilation *>(run.compiler.state);
        const std::string text =
            options.show == "ast" ? describe_syntax_trees(compilation) : describe_value_graph(compilation);
        std::string error;
        if (!write_file("-", text, error)) {
            add_file_error(diagnostics, error);
            code = exit_file;
        }
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? exit_input : code;
}

} // namespace abax::host
