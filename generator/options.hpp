// What the command line asks for: one structure a subcommand, filled in by command_line.cpp and read by the commands.
#ifndef ABAX_GENERATOR_OPTIONS_HPP
#define ABAX_GENERATOR_OPTIONS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "abax/compiler.h"
#include "module_arguments.hpp"
#include "op_set.hpp"

namespace abax::host {

// The exit codes of the program.
enum ExitCode : int {
    exit_success = 0,
    exit_input = 1, // the module or the input has errors
    exit_usage = 2,
    exit_file = 3, // a file cannot be read or written
};

enum class ColorMode { Auto, Always, Never };

struct DiagnosticOptions {
    ColorMode color = ColorMode::Auto;
    std::vector<std::string> silenced; // --no-warn
    std::vector<std::string> promoted; // --werror=CODE
    bool warnings_are_errors = false;  // --werror
    bool json = false;                 // --diagnostics json
};

// Modules, or expressions with what belongs to them; never both.
struct InputOptions {
    std::vector<std::string> modules;
    std::vector<std::string> expressions; // -e
    std::vector<std::string> definitions; // --define
    std::vector<Setting> settings;        // --set
    std::vector<ArraySetting> arrays;     // --array
    std::optional<unsigned> bits;         // --real
    unsigned log = 0;                     // --log: ABAX_LOG_…
    uint32_t profile = ABAX_COMPILE_AUTO; // --engine: the instructions of the table that is evaluated
};

// --map COLUMN=PARAM
struct ColumnMap {
    std::string column;
    std::string param;
};

struct EvalOptions {
    DiagnosticOptions diagnostics;
    InputOptions input;
    std::string csv; // "": none; "-": the standard input
    std::vector<ColumnMap> maps;
    std::string output = "-";
};

struct CheckOptions {
    DiagnosticOptions diagnostics;
    std::vector<std::string> modules;
};

struct CompileOptions {
    DiagnosticOptions diagnostics;
    std::string module;
    std::string emit;          // cpp, c, table, table-c or json
    std::string output;        // -o; "": by the module's name, in the directory
    std::string out_directory; // --out-dir; "": the current one
    std::string depfile;       // --depfile; "": none
    bool check = false;        // --check
    std::string templates;     // --template; "": the built-in ones
    std::string python;        // --python; "": the first that has Jinja2
    bool self_test = false;    // --self-test
};

struct ExportOptions {
    DiagnosticOptions diagnostics;
    std::string directory;
    bool check = false; // --check
};

struct InspectOptions {
    DiagnosticOptions diagnostics;
    std::string file;
};

struct OpsOptions {
    DiagnosticOptions diagnostics;
    std::string format; // text, json or markdown; header: about the rest
    std::string output = "-";
    std::vector<std::string> files;       // modules and tables
    std::optional<Operators> operators;   // --with
    uint32_t profile = ABAX_COMPILE_AUTO; // --profile: of the modules' tables
};

struct ExplainOptions {
    DiagnosticOptions diagnostics;
    InputOptions input; // one module at most
    std::string show;   // tokens, ast, graph, rules, code or cost
    std::string format; // text, json or, of ast and graph, dot
};

using Command =
    std::variant<EvalOptions, CheckOptions, CompileOptions, ExportOptions, InspectOptions, ExplainOptions, OpsOptions>;

// What evaluates: --engine NAME. The first is the one used when --engine is not given.
struct Engine {
    const char *name;
    uint32_t profile; // ABAX_COMPILE_…
    const char *sentence;
};
inline constexpr Engine engines[] = {
    {"table", ABAX_COMPILE_AUTO, "the table that `abax compile` makes: fused, or wide where the frame is too large"},
    {"table-base", ABAX_COMPILE_BASE, "a table of the base instructions, for the smallest runtime"},
    {"table-fused", ABAX_COMPILE_FUSED, "a table of the fused instructions"},
    {"table-wide", ABAX_COMPILE_WIDE, "a table with long operands, for frames of more than 4 KB"},
};

} // namespace abax::host

#endif
