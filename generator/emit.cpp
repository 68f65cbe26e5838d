// `abax compile MODULE --emit …`: writes what a module is turned into. Files that would not change are not touched, others
// are replaced as a whole; with --check nothing is written and what is there is compared.
#include <filesystem>
#include <system_error>

#include <fmt/core.h>

#include "commands.hpp"
#include "compile.hpp"
#include "depfile.hpp"
#include "emit_table_c.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"
#include "model.hpp"

namespace abax::host {
namespace {

struct Emitted {
    std::string path; // "-": the standard output
    std::string content;
};

std::string in_directory(const CompileOptions &options, const std::string &name) {
    return (std::filesystem::path(options.out_directory) / name).string();
}

// -o, or the name that the module gives.
std::string path_for(const CompileOptions &options, const std::string &name) {
    return options.output.empty() ? in_directory(options, name) : options.output;
}

std::vector<Emitted> emit(const CompileOptions &options, const Module &module, const CompilerRun &run,
                          const Table &table) {
    if (options.emit == "table") {
        return {{path_for(options, module.name + ".abx"), std::string(table_bytes(table))}};
    }
    if (options.emit == "json") {
        return {{path_for(options, module.name + ".json"), json_model(module, run, table)}};
    }
    const std::string source = path_for(options, module.name + "_table.c");
    if (source == "-") {
        return {{source, emit_table_c(module, table, "").source}};
    }
    const std::filesystem::path header = std::filesystem::path(source).replace_extension(".h");
    const TableC files = emit_table_c(module, table, header.filename().string());
    return {{header.string(), files.header}, {source, files.source}};
}

bool make_directory(const std::string &path, std::string &error) {
    std::error_code failed;
    if (!path.empty() && !std::filesystem::is_directory(path, failed)) {
        std::filesystem::create_directories(path, failed);
    }
    if (failed) {
        error = fmt::format("{}: {}", path, failed.message());
    }
    return !failed;
}

// What is read or written already would be lost.
int refuse_same_files(const CompileOptions &options, const std::vector<Emitted> &files, Diagnostics &diagnostics) {
    std::vector<std::string> outputs;
    outputs.reserve(files.size() + 1);
    for (const Emitted &file : files) {
        outputs.push_back(file.path);
    }
    if (!options.depfile.empty()) {
        outputs.push_back(options.depfile);
    }
    return report_same_files(outputs, {options.module}, diagnostics) ? exit_usage : exit_success;
}

int write_all(const CompileOptions &options, const std::vector<Emitted> &files, std::string &error) {
    if (!make_directory(options.out_directory, error)) {
        return exit_file;
    }
    std::vector<std::string> outputs;
    for (const Emitted &file : files) {
        if (!write_file(file.path, file.content, error)) {
            return exit_file;
        }
        outputs.push_back(file.path);
    }
    if (!options.depfile.empty()) {
        std::string rule;
        if (!write_rule(outputs, {options.module}, rule, error) || !write_file(options.depfile, rule, error)) {
            return exit_file;
        }
    }
    return exit_success;
}

// An error for every file that is not there or not what it would be.
int check_all(const CompileOptions &options, const std::vector<Emitted> &files, Diagnostics &diagnostics,
              std::string &error) {
    for (const Emitted &file : files) {
        std::error_code ignored;
        std::string content;
        std::string what;
        if (!std::filesystem::exists(file.path, ignored)) {
            what = fmt::format("this file is missing; '{}' is compiled to it", options.module);
        } else if (!read_file(file.path, content, error)) {
            return exit_file;
        } else if (content != file.content) {
            what = fmt::format("this file is stale: '{}' is compiled to something else", options.module);
        }
        if (!what.empty()) {
            add_error(diagnostics, slug::STALE, {}, what)->file = file.path;
        }
    }
    return exit_success;
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
    warn_of_free_names(module, diagnostics);
    code = diagnostics.errors > 0 && code == exit_success ? exit_input : code;
    if (code == exit_success) {
        const std::vector<Emitted> files = emit(options, module, run, table_of(run, module));
        std::string error;
        if (const int refused = refuse_same_files(options, files, diagnostics); refused != exit_success) {
            print_diagnostics(diagnostics, options.diagnostics);
            return refused;
        }
        code = options.check ? check_all(options, files, diagnostics, error) : write_all(options, files, error);
        add_file_error(diagnostics, error);
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? exit_input : code;
}

} // namespace abax::host
