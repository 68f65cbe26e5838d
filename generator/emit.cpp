// `abax compile MODULE --emit table`: writes what a module is turned into. Files that would not change are not touched.
#include <filesystem>
#include <system_error>

#include <fmt/core.h>

#include "commands.hpp"
#include "compile.hpp"
#include "files.hpp"
#include "free_names.hpp"
#include "input.hpp"

namespace abax::host {

int run_compile(const CompileOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    SourceSet sources;
    Module module;
    Table table;
    int code = load_file(options.module, {}, sources, diagnostics, module);
    if (code != exit_file && !compile_module(module, diagnostics, table)) {
        code = exit_input;
    }
    warn_of_free_names(module, diagnostics);
    code = diagnostics.errors > 0 && code == exit_success ? exit_input : code;
    std::string output = options.output;
    std::string error;
    if (code == exit_success && output.empty()) {
        const std::filesystem::path directory = options.out_directory;
        std::error_code failed;
        if (!directory.empty() && !std::filesystem::is_directory(directory)) {
            std::filesystem::create_directories(directory, failed);
        }
        if (failed) {
            error = fmt::format("{}: {}", options.out_directory, failed.message());
            code = exit_file;
        }
        output = (directory / (module.name + ".abx")).string();
    }
    if (code == exit_success && !write_file(output, table_bytes(table), error)) {
        code = exit_file;
    }
    if (code == exit_file) {
        add_file_error(diagnostics, error);
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return code;
}

} // namespace abax::host
