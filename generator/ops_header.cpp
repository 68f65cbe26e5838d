// `abax ops --format header`: the header that says what a run time is built with.
#include <filesystem>

#include <fmt/core.h>

#include "emit_table_c.hpp"
#include "files.hpp"
#include "input.hpp"
#include "op_set.hpp"
#include "ops.hpp"
#include "table_file.hpp"

namespace abax::host {
namespace {

std::string origin_of(const std::string &path, const Table &table) {
    return fmt::format("{}, source hash {}", std::filesystem::path(path).filename().string(), source_hash_of(table));
}

// Adds what the table of a module uses, compiled as `abax compile --emit table` does, which gives the warnings.
int add_module(const std::string &path, const OpsOptions &options, Diagnostics &diagnostics, OpSet &set) {
    SourceSet sources;
    Module module;
    Table table;
    const size_t errors = diagnostics.errors;
    int code = load_file(path, {}, sources, diagnostics, module);
    if (code != exit_file && !compile_module(module, diagnostics, table, {options.profile, false})) {
        code = exit_input;
    }
    std::erase_if(diagnostics.list, [](const Diagnostic &one) { return one.severity != Severity::Error; });
    print_diagnostics(diagnostics, options.diagnostics); // while the text is there
    code = code == exit_success && diagnostics.errors > errors ? static_cast<int>(exit_input) : code;
    if (code == exit_success) {
        add_table(set, table, origin_of(path, table));
    }
    return code;
}

int add_file(const std::string &path, const OpsOptions &options, Diagnostics &diagnostics, OpSet &set) {
    if (!path.ends_with(".abx")) {
        return add_module(path, options, diagnostics, set);
    }
    Table table;
    const int code = load_table(path, diagnostics, table);
    if (code == exit_success) {
        add_table(set, table, origin_of(path, table));
    }
    return code;
}

} // namespace

int run_ops_header(const OpsOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    OpSet set;
    int code = exit_success;
    for (const std::string &file : options.files) { // all of them, so that all that is wrong is said
        const int added = add_file(file, options, diagnostics, set);
        code = code == exit_success ? added : code;
    }
    if (options.operators) {
        add_operators(set, *options.operators);
    }
    if (code == exit_success && report_same_files({options.output}, options.files, diagnostics)) {
        code = exit_usage;
    }
    std::string error;
    if (code == exit_success && !write_file(options.output, op_set_header(set), error)) {
        add_file_error(diagnostics, error);
        code = exit_file;
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? static_cast<int>(exit_input) : code;
}

} // namespace abax::host
