// `abax eval`: the values of modules or expressions, once, or for every row of a CSV file (eval_csv.cpp).
#include "eval.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include <fmt/core.h>

#include "commands.hpp"
#include "faults.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"
#include "nearest.hpp"
#include "number.hpp"
#include "scan.hpp"
#include "stand_ins.hpp"

namespace abax::host {
namespace {

// Gives a module's params the values of the command line, and notes which there were params for.
void apply(const InputOptions &input, const Module &module, Diagnostics &diagnostics, Evaluator &evaluator,
           UsedInput &used) {
    for (const ArraySetting &array : input.arrays) {
        const auto index = param_index(evaluator, array.name);
        if (!index) {
            continue;
        }
        used.arrays.insert(array.name);
        const size_t length = module.params[*index].elements.size();
        if (length == 0) {
            report_no_array(text_of(array), array.name, diagnostics);
        } else if (length != array.values.size()) {
            report_length(array, length, diagnostics);
        } else {
            const std::vector<double> values = rounded(array, module.bits, diagnostics);
            for (size_t i = 0; i < values.size(); i++) {
                set_param(evaluator, *index, values[i], i);
            }
        }
    }
    for (const Setting &setting : input.settings) {
        const auto index = param_index(evaluator, setting.name);
        if (!index) {
            continue;
        }
        used.settings.insert(setting.name);
        const size_t length = module.params[*index].elements.size();
        if (length == 0 && setting.index) {
            report_no_array(text_of(setting), setting.name, diagnostics);
        } else if (length != 0 && !setting.index) {
            report_whole_array(setting, length, diagnostics);
        } else if (setting.index && *setting.index >= length) {
            report_no_element(setting, length, diagnostics);
        } else {
            set_param(evaluator, *index, rounded(setting, module.bits, diagnostics), setting.index.value_or(0));
        }
    }
}

void warn_of_no_param(const std::string &setting, const std::string &name, const std::vector<std::string> &params,
                      Diagnostics &diagnostics) {
    Diagnostic *warning =
        add_warning(diagnostics, slug::NOT_USED, {}, fmt::format("{}: there is no param '{}'", setting, name));
    const std::string meant = nearest(name, params);
    constexpr size_t most_listed = 12;
    if (!meant.empty()) {
        add_note(warning, fmt::format("did you mean '{}'?", meant));
    } else if (!params.empty() && params.size() <= most_listed) {
        add_note(warning, fmt::format("the params are {}", quoted_list(params)));
    }
}

// A warning for everything that was of no use to any of the modules.
void warn_of_unused(const InputOptions &input, const UsedInput &used, const std::vector<const Module *> &modules,
                    Diagnostics &diagnostics) {
    std::vector<std::string> params; // each once, in order
    std::vector<std::string> natives;
    std::set<std::string, std::less<>> seen;
    for (const Module *module : modules) {
        for (const Param &param : module->params) {
            if (seen.insert(param.name.text).second) {
                params.push_back(param.name.text);
            }
        }
        for (const Native &native : module->natives) {
            natives.push_back(signature_name(native.signature.text));
        }
    }
    for (const Setting &setting : input.settings) {
        if (!used.settings.contains(setting.name)) {
            warn_of_no_param(text_of(setting), setting.name, params, diagnostics);
        }
    }
    for (const ArraySetting &array : input.arrays) {
        if (!used.arrays.contains(array.name)) {
            warn_of_no_param(text_of(array), array.name, params, diagnostics);
        }
    }
    warn_of_unused_definitions(input.definitions, used.definitions, natives, diagnostics);
}

} // namespace

bool start(const Module &module, const InputOptions &input, const std::vector<std::string> &columns,
           Diagnostics &diagnostics, Evaluator &evaluator, UsedInput *used) {
    Table table;
    const size_t errors_before = diagnostics.errors;
    const bool in_file = !input.modules.empty();
    const bool compiled = compile_module(module, diagnostics, table, {input.profile, false});
    if (columns.empty() || !in_file) { // else the columns are searched for each param
        demand_values(module, input, columns, diagnostics);
    }
    UsedInput own;
    own.definitions = module.used_definitions;
    if (compiled && diagnostics.errors == errors_before) {
        const abax_status status = open_evaluator(evaluator, std::move(table));
        if (status == ABAX_E_NATIVE) {
            report_missing_natives(module, evaluator.imports, diagnostics);
        } else if (status != ABAX_OK) {
            add_error(diagnostics, slug::TABLE, {},
                      fmt::format("the table cannot be used: {}", abax_status_text(status)));
        } else if (in_file) { // else the settings are the defaults already
            apply(input, module, diagnostics, evaluator, own);
        }
        if (in_file && used == nullptr) {
            warn_of_unused(input, own, {&module}, diagnostics);
        }
    }
    if (used != nullptr) {
        used->settings.merge(own.settings);
        used->arrays.merge(own.arrays);
        used->definitions.merge(own.definitions);
    }
    return compiled && diagnostics.errors == errors_before;
}

namespace {

// One of the modules, or the expressions of -e.
struct Run {
    SourceSet sources;
    Module module;
    Evaluator evaluator;
    Diagnostics diagnostics;
    int code = exit_success;
};

void prepare(Run &run, const InputOptions &input, UsedInput &used) {
    run.code = load_input(input, {}, run.sources, run.diagnostics, run.module);
    if (run.code != exit_file && !start(run.module, input, {}, run.diagnostics, run.evaluator, &used)) {
        run.code = exit_input;
    }
}

// Evaluates once and prints: values alone for expressions, `name value` for a module.
void print_values(const EvalOptions &options, Run &run, Output &output) {
    if (evaluate(run.evaluator) != 0) {
        warn_of_fault(run.module, run.evaluator, run.diagnostics);
    }
    for (size_t i = 0; i < run.evaluator.results.size(); i++) {
        const std::string value = shortest(result_value(run.evaluator, i), run.module.bits);
        if (run.module.of_arguments) {
            write(output, fmt::format("{}\n", value));
        } else {
            const std::string qualifier = options.input.modules.size() > 1 ? run.module.name + "." : "";
            write(output, fmt::format("{}{} {}\n", qualifier, run.evaluator.results[i], value));
        }
    }
}

int eval_all(const EvalOptions &options, Output &output, Diagnostics &diagnostics) {
    std::vector<InputOptions> inputs(std::max<size_t>(options.input.modules.size(), 1), options.input);
    for (size_t i = 0; i < options.input.modules.size(); i++) {
        inputs[i].modules = {options.input.modules[i]};
    }
    std::deque<Run> runs;
    std::vector<const Module *> modules;
    UsedInput used;
    for (const InputOptions &input : inputs) {
        Run &run = runs.emplace_back();
        run.diagnostics = make_diagnostics(options.diagnostics);
        prepare(run, input, used);
        modules.push_back(&run.module);
    }
    const bool all_good =
        std::all_of(runs.begin(), runs.end(), [](const Run &run) { return run.code == exit_success; });
    if (all_good && !options.input.modules.empty()) { // else what is missing may be what uses them
        warn_of_unused(options.input, used, modules, diagnostics);
    }
    int result = diagnostics.errors > 0 ? exit_input : exit_success;
    print_diagnostics(diagnostics, options.diagnostics);
    for (Run &run : runs) {
        if (run.code == exit_success && diagnostics.errors == 0 && run.diagnostics.errors == 0) {
            print_values(options, run, output);
        }
        print_diagnostics(run.diagnostics, options.diagnostics);
        const bool wrong = run.code == exit_success && run.diagnostics.errors > 0;
        result = std::max<int>(result, wrong ? exit_input : run.code);
    }
    return result;
}

} // namespace

int run_eval(const EvalOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    std::vector<std::string> inputs = options.input.modules;
    if (!options.csv.empty()) {
        inputs.push_back(options.csv);
    }
    if (report_same_files({options.output}, inputs, diagnostics)) {
        print_diagnostics(diagnostics, options.diagnostics);
        return exit_usage;
    }
    if (!options.csv.empty()) {
        return run_eval_csv(options);
    }
    Output output;
    int result = exit_success;
    if (open_output(output, options.output)) {
        result = eval_all(options, output, diagnostics);
    }
    if (!close_output(output, result == exit_success)) {
        add_file_error(diagnostics, output.error);
        print_diagnostics(diagnostics, options.diagnostics);
        return exit_file;
    }
    return result;
}

} // namespace abax::host
