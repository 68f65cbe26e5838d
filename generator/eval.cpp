// `abax eval`: the values of modules or expressions, once, or for every row of a CSV file (eval_csv.cpp).
#include "eval.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "commands.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"
#include "nearest.hpp"
#include "number.hpp"

namespace abax::host {

bool start(const Module &module, const InputOptions &input, const std::vector<std::string> &columns,
           Diagnostics &diagnostics, Evaluator &evaluator) {
    Table table;
    const size_t errors_before = diagnostics.errors;
    const bool compiled = compile_module(module, diagnostics, table);
    if (columns.empty() || input.modules.empty()) { // else the columns are searched for each param
        demand_values(module, input, columns, diagnostics);
    }
    if (!compiled || diagnostics.errors > errors_before) {
        return false;
    }
    const abax_status status = open_evaluator(evaluator, std::move(table));
    if (status != ABAX_OK) {
        add_error(diagnostics, slug::TABLE, {}, fmt::format("the table cannot be used: {}", abax_status_text(status)));
        return false;
    }
    if (input.modules.empty()) {
        return true; // settings are the defaults already
    }
    for (const Setting &setting : input.settings) {
        const auto index = param_index(evaluator, setting.name);
        if (!index) {
            Diagnostic *warning =
                add_warning(diagnostics, slug::NOT_USED, {},
                            fmt::format("'{}' is set, but '{}' has no param of that name", setting.name, module.name));
            const std::string meant = nearest(setting.name, evaluator.params);
            if (!meant.empty()) {
                add_note(warning, fmt::format("did you mean '{}'?", meant));
            }
            continue;
        }
        const Number number = parse_number_text(setting.value, module.bits);
        warn_about(diagnostics, number, module.bits, {}, fmt::format("--set {}={}", setting.name, setting.value));
        set_param(evaluator, *index, number.value);
    }
    return true;
}

namespace {

// Evaluates once and prints: values alone for expressions, `name value` for a module.
void print_values(const EvalOptions &options, const Module &module, Evaluator &evaluator, Diagnostics &diagnostics,
                  Output &output) {
    if (evaluate(evaluator) != 0) {
        add_warning(diagnostics, slug::FAULT_INDEX, {}, "an index is out of range; the value is nan");
    }
    for (size_t i = 0; i < evaluator.results.size(); i++) {
        const std::string value = shortest(result_value(evaluator, i), module.bits);
        if (options.input.modules.empty()) {
            write(output, fmt::format("{}\n", value));
        } else {
            const std::string qualifier = options.input.modules.size() > 1 ? module.name + "." : "";
            write(output, fmt::format("{}{} {}\n", qualifier, evaluator.results[i], value));
        }
    }
}

int eval_one(const EvalOptions &options, const InputOptions &input, Diagnostics &diagnostics, Output &output) {
    SourceSet sources;
    Module module;
    Evaluator evaluator;
    int code = load_input(input, {}, sources, diagnostics, module);
    if (code != exit_file && !start(module, input, {}, diagnostics, evaluator)) {
        code = exit_input;
    }
    if (code == exit_success && diagnostics.errors == 0) {
        print_values(options, module, evaluator, diagnostics, output);
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? exit_input : code;
}

} // namespace

int run_eval(const EvalOptions &options) {
    if (!options.csv.empty()) {
        return run_eval_csv(options);
    }
    Output output;
    int result = exit_success;
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    if (open_output(output, options.output)) {
        if (options.input.modules.empty()) {
            result = eval_one(options, options.input, diagnostics, output);
        }
        for (const std::string &path : options.input.modules) {
            InputOptions input = options.input;
            input.modules = {path};
            Diagnostics own = make_diagnostics(options.diagnostics);
            result = std::max(result, eval_one(options, input, own, output));
        }
    }
    if (!close_output(output, result == exit_success)) {
        add_file_error(diagnostics, output.error);
        print_diagnostics(diagnostics, options.diagnostics);
        return exit_file;
    }
    return result;
}

} // namespace abax::host
