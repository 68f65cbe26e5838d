// `abax inspect FILE.abx`: header, sections, names and disassembly of a table, or what exactly is wrong with it.
#include "commands.hpp"
#include "describe_table.hpp"
#include "disassemble.hpp"
#include "files.hpp"
#include "input.hpp"
#include "table_file.hpp"

namespace abax::host {
namespace {

std::string report(const Table &table) { return describe_table(table) + "\n" + disassemble(table); }

} // namespace

int run_inspect(const InspectOptions &options) {
    Diagnostics diagnostics = make_diagnostics(options.diagnostics);
    Table table;
    int code = load_table(options.file, diagnostics, table);
    std::string error;
    if (code == exit_success && !write_file("-", report(table), error)) {
        add_file_error(diagnostics, error);
        code = exit_file;
    }
    print_diagnostics(diagnostics, options.diagnostics);
    return diagnostics.errors > 0 && code == exit_success ? static_cast<int>(exit_input) : code;
}

} // namespace abax::host
