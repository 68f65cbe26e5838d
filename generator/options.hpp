// What the command line asks for: one structure a subcommand, filled in by command_line.cpp and read by the commands.
#ifndef ABAX_GENERATOR_OPTIONS_HPP
#define ABAX_GENERATOR_OPTIONS_HPP

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "module_arguments.hpp"

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
    bool warnings_are_errors = false;  // --werror
};

// Modules, or expressions with what belongs to them; never both.
struct InputOptions {
    std::vector<std::string> modules;
    std::vector<std::string> expressions; // -e
    std::vector<std::string> definitions; // --define
    std::vector<Setting> settings;        // --set
    std::optional<unsigned> bits;         // --real
    unsigned log = 0;                     // --log: ABAX_LOG_…
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
    std::string output;        // -o; "": NAME.abx in the directory
    std::string out_directory; // --out-dir; "": the current one
};

struct InspectOptions {
    DiagnosticOptions diagnostics;
    std::string file;
};

struct ExplainOptions {
    DiagnosticOptions diagnostics;
    InputOptions input; // one module at most
    std::string show;   // ast, graph or code
};

using Command = std::variant<EvalOptions, CheckOptions, CompileOptions, InspectOptions, ExplainOptions>;

// The engines that evaluate; the first is the one used when --engine is not given.
inline constexpr const char *engines[] = {"table"};

} // namespace abax::host

#endif
