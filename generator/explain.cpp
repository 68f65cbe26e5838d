// `abax explain`: what the compiler makes of a module or an expression, after each of its passes.
#include "explain.hpp"

#include "accuracy.hpp"
#include "compile.hpp"
#include "compile/state.hpp"
#include "cost.hpp"
#include "disassemble.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"
#include "rules.hpp"
#include "syntax_tree.hpp"
#include "tokens.hpp"
#include "value_graph.hpp"

namespace abax::host {
namespace {

std::string explanation(const ExplainOptions &options, const Module &module, const CompilerRun &run) {
    const Compilation &compilation = *static_cast<const Compilation *>(run.compiler.state);
    const bool json = options.format == "json";
    const bool dot = options.format == "dot";
    if (options.show == "ast") {
        return json  ? syntax_trees_json(compilation, module)
               : dot ? syntax_trees_dot(compilation)
                     : describe_syntax_trees(compilation, !module.of_arguments);
    }
    if (options.show == "graph") {
        return json  ? value_graph_json(compilation)
               : dot ? value_graph_dot(compilation)
                     : describe_value_graph(compilation);
    }
    if (options.show == "rules") {
        return json ? rules_json(run) : rules_text(run);
    }
    if (options.show == "cost") {
        const std::vector<Cost> costs = costs_of(module);
        return json ? costs_json(costs, module.bits) : costs_text(costs, module.bits);
    }
    const Table table = table_of(run, module);
    return json ? disassembly_json(table) : disassemble(table);
}

} // namespace

int run_explain(const ExplainOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    SourceSet sources;
    Module module;
    CompilerRun run;
    std::string text;
    int code = load_input(options.input, {}, sources, diagnostics, module);
    const bool compiled = code != exit_file && run_compiler(module, diagnostics, run);
    if (code != exit_file && !compiled) {
        code = exit_input;
    }
    if (code == exit_success) {
        warn_of_losses(module, run, diagnostics);
    }
    if (!options.input.modules.empty()) {
        warn_of_free_names(module, diagnostics);
    }
    if (options.show == "tokens" && code != exit_file) { // texts have tokens, whether they make sense or not
        text = options.format == "json" ? tokens_json(module) : tokens_text(module);
    } else if (code == exit_success) {
        text = explanation(options, module, run);
    }
    std::string error;
    if (!text.empty() && !write_file("-", text, error)) {
        add_file_error(diagnostics, error);
        code = exit_file;
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? exit_input : code;
}

} // namespace abax::host
