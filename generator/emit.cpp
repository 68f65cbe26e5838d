// `abax compile MODULE --emit …`: writes what a module is turned into. Files that would not change are not touched, others
// are replaced as a whole; with --check nothing is written and what is there is compared.
#include <filesystem>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "accuracy.hpp"
#include "commands.hpp"
#include "compile.hpp"
#include "depfile.hpp"
#include "emit_table_c.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"
#include "model.hpp"
#include "outputs.hpp"
#include "source/code_json.hpp"
#include "source/render.hpp"

namespace abax::host {
namespace {

// What is to be written, and what it depends on beside the module.
struct Emission {
    std::vector<OutputFile> files;
    std::vector<std::string> read;
};

std::string in_directory(const CompileOptions &options, const std::string &name) {
    return (std::filesystem::path(options.out_directory) / name).string();
}

// -o, or the name that the module gives.
std::string path_for(const CompileOptions &options, const std::string &name) {
    return options.output.empty() ? in_directory(options, name) : options.output;
}

std::vector<OutputFile> emit_table_c_files(const CompileOptions &options, const Module &module, const Table &table) {
    const std::string source = path_for(options, module.name + "_table.c");
    if (source == "-") {
        return {{source, emit_table_c(module, table, "").source}};
    }
    const std::filesystem::path header = std::filesystem::path(source).replace_extension(".h");
    const TableC files = emit_table_c(module, table, header.filename().string());
    return {{header.string(), files.header}, {source, files.source}};
}

// Where a rendered file goes: its name begins with the module's, in whose place -o may put another.
std::string rendered_path(const CompileOptions &options, const Module &module, const std::string &name) {
    if (options.output.empty()) {
        return in_directory(options, name);
    }
    const std::filesystem::path source = options.output;
    return (source.parent_path() / (source.stem().string() + name.substr(module.name.size()))).string();
}

// An error of a template has a place in it; any other one is about a file.
int report_rendering(const source::Rendered &rendered, Diagnostics &diagnostics) {
    if (!rendered.is_template) {
        add_file_error(diagnostics, rendered.error);
        return exit_file;
    }
    Diagnostic *error = add_error(diagnostics, slug::TEMPLATE, {}, rendered.error);
    error->file = rendered.file;
    if (rendered.line != 0) {
        error->position = Position{rendered.line, 1};
    }
    return exit_input;
}

int emit_source(const CompileOptions &options, const Module &module, const CompilerRun &run, const Table &table,
                Diagnostics &diagnostics, Emission &emission) {
    const bool is_c = options.emit == "c";
    const std::string header = rendered_path(options, module, module.name + (is_c ? ".h" : ".hpp"));
    const source::CodeOptions code = {is_c ? source::Language::C : source::Language::Cpp,
                                      options.output == "-" ? "" : std::filesystem::path(header).filename().string(),
                                      options.self_test};
    nlohmann::ordered_json json;
    if (!source::code_json(module, run, table, code, diagnostics, json)) {
        return exit_input;
    }
    source::Rendered rendered;
    if (!source::render(json_model(module, run, table, &json), {options.emit, options.templates, options.python},
                        rendered)) {
        return report_rendering(rendered, diagnostics);
    }
    for (auto &[name, text] : rendered.files) {
        if (options.output != "-") {
            emission.files.push_back({rendered_path(options, module, name), std::move(text)});
        } else if (name == module.name + "." + options.emit) {
            emission.files.push_back({"-", std::move(text)});
        }
    }
    emission.read = std::move(rendered.read);
    return exit_success;
}

int emit(const CompileOptions &options, const Module &module, const CompilerRun &run, const Table &table,
         Diagnostics &diagnostics, Emission &emission) {
    if (options.emit == "cpp" || options.emit == "c") {
        return emit_source(options, module, run, table, diagnostics, emission);
    }
    if (options.emit == "table") {
        emission.files = {{path_for(options, module.name + ".abx"), std::string(table_bytes(table))}};
    } else if (options.emit == "json") {
        emission.files = {{path_for(options, module.name + ".json"), json_model(module, run, table)}};
    } else {
        emission.files = emit_table_c_files(options, module, table);
    }
    return exit_success;
}

// What is read or written already would be lost.
int refuse_same_files(const CompileOptions &options, const Emission &emission, Diagnostics &diagnostics) {
    std::vector<std::string> outputs;
    outputs.reserve(emission.files.size() + 1);
    for (const OutputFile &file : emission.files) {
        outputs.push_back(file.path);
    }
    if (!options.depfile.empty()) {
        outputs.push_back(options.depfile);
    }
    std::vector<std::string> inputs = {options.module};
    inputs.insert(inputs.end(), emission.read.begin(), emission.read.end());
    return report_same_files(outputs, inputs, diagnostics) ? exit_usage : exit_success;
}

int write_all(const CompileOptions &options, const Emission &emission, std::string &error) {
    if (!make_directory(options.out_directory, error) || !write_outputs(emission.files, error)) {
        return exit_file;
    }
    if (options.depfile.empty()) {
        return exit_success;
    }
    std::vector<std::string> outputs;
    for (const OutputFile &file : emission.files) {
        outputs.push_back(file.path);
    }
    std::vector<std::string> inputs = {options.module};
    inputs.insert(inputs.end(), emission.read.begin(), emission.read.end());
    std::string rule;
    return write_rule(outputs, inputs, rule, error) && write_file(options.depfile, rule, error) ? exit_success
                                                                                                : exit_file;
}

} // namespace

int run_compile(const CompileOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    SourceSet sources;
    Module module;
    CompilerRun run;
    int code = load_file(options.module, {}, sources, diagnostics, module);
    if (code != exit_file && !run_compiler(module, diagnostics, run)) {
        code = exit_input;
    }
    if (code == exit_success) {
        warn_of_losses(module, run, diagnostics);
    }
    warn_of_free_names(module, diagnostics);
    code = diagnostics.errors > 0 && code == exit_success ? exit_input : code;
    Emission emission;
    if (code == exit_success) {
        code = emit(options, module, run, table_of(run, module), diagnostics, emission);
    }
    if (code == exit_success) {
        code = refuse_same_files(options, emission, diagnostics);
    }
    if (code == exit_success) {
        std::string error;
        if (options.check) {
            const std::string maker = fmt::format("'{}' is compiled to", options.module);
            code = check_outputs(emission.files, maker, diagnostics, error) ? exit_success : exit_file;
        } else {
            code = write_all(options, emission, error);
        }
        add_file_error(diagnostics, error);
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? exit_input : code;
}

} // namespace abax::host
