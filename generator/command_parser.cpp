// The options that the program knows: see command_parser.hpp.
#include "command_parser.hpp"

#include <map>
#include <sstream>

#include "abax/version.h"

namespace abax::host {
namespace {

constexpr size_t help_column = 28; // where descriptions of options begin
constexpr size_t help_width = 100;

constexpr const char *exit_codes =
    "Exit codes: 0 success, 1 the module or the input has errors, 2 usage, 3 a file cannot be read or\n"
    "written (without a message where the reader of the standard output has gone away).";

constexpr const char *csv_files =
    "CSV files: the header names the columns. Params are read from the columns of their names: rh, imu.ax, adc[0]; "
    "other\n"
    "columns are ignored. Commas, semicolons or tabs separate fields, whichever the header has most of, or blanks "
    "where\n"
    "it has none of them and all its names are quoted; a first line `sep=;` says it outright. Where it is not the "
    "comma,\n"
    "3,14 is a number, unless the file has decimal points. Fields may be quoted; blank lines are skipped. Empty "
    "cells,\n"
    "NA, N/A, #N/A and null are nan; inf, nan, true and false are read in any case. Where rows have one field more "
    "than\n"
    "the header and the first one begins with a quoted field, that is a row name, as R writes it; empty fields behind\n"
    "the last column are ignored. Results are separated as the input is (not by blanks), with decimal points.\n\n";

// CLI11's help with usage lines that say what goes together.
struct HelpFormatter : CLI::Formatter {
    HelpFormatter() { column_width(help_column); }

    std::string make_usage(const CLI::App *app, std::string) const override {
        static const std::map<std::string, std::string, std::less<>> usages = {
            {"abax", "abax COMMAND [OPTIONS]"},
            {"eval", "abax eval MODULE... [--set NAME=VALUE]... [--array NAME=V,V,...]... [--csv FILE [-o FILE]]\n"
                     "       abax eval (-e EXPR)... [--set NAME=VALUE]... [--define 'f(x) = ...']..."},
            {"check", "abax check MODULE..."},
            {"compile", "abax compile MODULE --emit cpp|c|table|table-c|json [-o FILE | --out-dir DIR] [--depfile "
                        "FILE] [--check]"},
            {"export", "abax export DIR [--check]"},
            {"explain",
             "abax explain (MODULE | -e EXPR) [--show tokens|ast|graph|rules|code|cost] [--format text|json|dot]"},
            {"inspect", "abax inspect FILE"},
            {"ops", "abax ops [--format text|json|markdown]\n"
                    "       abax ops --format header [MODULE|TABLE]... [--with OPERATORS] [-o FILE]"},
        };
        return "Usage: " + usages.at(app->get_name()) + "\n\n";
    }
};

// A line of the help, broken where it is too long for a terminal; what follows stands below its beginning.
std::string wrapped(std::string line) {
    const size_t indent = line.starts_with("  ") ? help_column : std::string_view("Usage: ").size();
    std::string text;
    while (line.size() > help_width) {
        const size_t space = line.rfind(' ', help_width);
        if (space == std::string::npos || space <= indent) {
            break;
        }
        text += line.substr(0, space) + "\n";
        line = std::string(indent, ' ') + line.substr(space + 1);
    }
    return text + line;
}

// An option that may repeat and takes one value each time.
void repeat(CLI::Option *option) { option->allow_extra_args(false)->take_all(); }

void add_diagnostic_options(CLI::App &app, Raw &raw) {
    app.add_option("--diagnostics", raw.diagnostics, "How messages are written: text, or json, one object a line")
        ->type_name("text|json")
        ->group("Messages");
    app.add_option("--color", raw.color,
                   "Colour in messages: auto (on a terminal, unless NO_COLOR is set), always, never")
        ->type_name("WHEN")
        ->group("Messages");
    repeat(app.add_option("--no-warn", raw.silenced, "Do not show this warning (the word in brackets)")
               ->type_name("CODE")
               ->group("Messages"));
    app.add_flag("--werror", raw.werror, "Treat warnings as errors; --werror=CODE this one (may repeat)")
        ->group("Messages");
}

void add_input_options(CLI::App &app, Raw &raw) {
    app.add_option("MODULE", raw.modules, "A module file: .toml or .expr")->type_name("");
    repeat(app.add_option("-e", raw.expressions,
                          "An expression; the next argument is taken literally, even if it begins with -")
               ->type_name("EXPR"));
    repeat(app.add_option("--set", raw.settings,
                          "The value of a name; dotted names are members, 'adc[2]' is an element of an array")
               ->type_name("NAME=VALUE"));
    repeat(app.add_option("--array", raw.arrays, "The elements of an input array")->type_name("NAME=V,V,..."));
    repeat(app.add_option("--define", raw.definitions,
                          "A function for the expressions of -e: 'f(x) = x + 1'; for a module, what stands in for a "
                          "native of that name")
               ->type_name("F(X)=EXPR"));
    app.add_option("--real", raw.real,
                   "Calculate in f32 or f64 (default: f64 for -e; else what the module says, f32 if it says nothing)")
        ->type_name("f32|f64");
    app.add_option("--log", raw.log, "What log means in the expressions of -e (default: log10, with a warning)")
        ->type_name("ln|log10");
}

} // namespace

Parser::Parser() {
    app.set_version_flag("--version", "abax " ABAX_VERSION, "Print the version and exit");
    app.footer(std::string("abax COMMAND --help says more about a command.\n") + exit_codes);
    app.formatter(std::make_shared<HelpFormatter>());
    eval = app.add_subcommand("eval", "Print the values of modules or expressions");
    check = app.add_subcommand("check", "Say what is wrong with modules, and nothing else");
    compile = app.add_subcommand("compile", "Turn a module into a table, a table in C, or JSON");
    export_runtime = app.add_subcommand("export", "Write the run time for projects without CMake");
    explain = app.add_subcommand("explain", "Show what the compiler makes of a module or an expression");
    inspect = app.add_subcommand("inspect", "Print header, sections, names and instructions of a table");
    ops = app.add_subcommand("ops", "List every operator, function and constant");
    for (CLI::App *command : commands()) {
        command->allow_extras();
        command->footer(exit_codes);
    }
    eval->footer(std::string(csv_files) + exit_codes);
    app.allow_extras();

    add_input_options(*eval, raw);
    eval->add_option("--csv", raw.csv,
                     "Evaluate for every row of a CSV file; columns are bound by name (- : standard input)")
        ->type_name("FILE");
    repeat(eval->add_option("--map", raw.maps, "Bind a column of the CSV file to a param")->type_name("COLUMN=PARAM"));
    eval->add_option("-o", raw.output, "Write the results to a file (- : standard output, the default)")
        ->type_name("FILE");
    eval->add_option("--engine", raw.engine, "What evaluates; `--engine list` prints what there is (default: table)")
        ->type_name("NAME");
    add_diagnostic_options(*eval, raw);

    check->add_option("MODULE", raw.modules, "Module files: .toml or .expr")->type_name("");
    add_diagnostic_options(*check, raw);

    compile->add_option("MODULE", raw.modules, "A module file: .toml or .expr")->type_name("");
    compile
        ->add_option(
            "--emit", raw.emit,
            "What to write: cpp (NAME.hpp and .cpp) or c (NAME.h and .c), source for firmware, table (NAME.abx, the "
            "bytes that a device loads), table-c (NAME_table.c and .h, the "
            "same bytes as a constant array, with the places of params and results), json (NAME.json, all that "
            "is known about the module)")
        ->type_name("KIND");
    compile->add_option("-o", raw.output, "Write to this file (- : standard output)")->type_name("FILE");
    compile->add_option("--out-dir", raw.out_directory, "Write into this directory (default: the current one)")
        ->type_name("DIR");
    compile
        ->add_option("--template", raw.templates,
                     "Templates that stand in the place of the built-in ones of cpp or c, or are rendered beside them: "
                     "module*.j2")
        ->type_name("DIR");
    compile->add_flag("--self-test", raw.self_test, "Add a function with known answers to the source of cpp or c");
    compile
        ->add_option("--python", raw.python,
                     "The Python that renders cpp and c; it needs Jinja2 (default: the first one that has it of "
                     "$ABAX_PYTHON, python3 and /usr/bin/python3)")
        ->type_name("EXE");
    compile->add_option("--depfile", raw.depfile, "Write a rule for make or ninja, with all that the output depends on")
        ->type_name("FILE");
    compile->add_flag("--check", raw.check,
                      "Write nothing; exit 1 and name the file where what is there is missing or stale");
    add_diagnostic_options(*compile, raw);

    export_runtime
        ->add_option("DIR", raw.modules,
                     "Where to write: abax.c, the evaluation run time in one C99 file, and abax/, its headers, so that "
                     "the project includes \"abax/abax.h\"")
        ->type_name("");
    export_runtime->add_flag("--check", raw.check,
                             "Write nothing; exit 1 and name every file that is missing or stale");
    add_diagnostic_options(*export_runtime, raw);

    add_input_options(*explain, raw);
    explain
        ->add_option("--show", raw.show,
                     "The tokens, the syntax tree (ast, the default), what is computed and when (graph), the "
                     "rules of the optimiser that fired (rules), the instructions (code), or what it costs on a "
                     "Cortex-M7 (cost)")
        ->type_name("tokens|ast|graph|rules|code|cost");
    explain->add_option("--format", raw.format, "How: text (the default), json, or dot (Graphviz; for ast and graph)")
        ->type_name("text|json|dot");
    add_diagnostic_options(*explain, raw);

    inspect->add_option("FILE", raw.modules, "A table (.abx)")->type_name("");
    add_diagnostic_options(*inspect, raw);

    ops->add_option("MODULE|TABLE", raw.modules,
                    "For --format header: what a run time is to evaluate, modules (.toml, .expr) and tables (.abx)")
        ->type_name("");
    ops->add_option(
           "--format", raw.format,
           "How: text (the default), json or markdown; or header, for a run time that is built with no more than "
           "what it is to evaluate (ABAX_OPS_HEADER of runtime/eval/options.h)")
        ->type_name("text|json|markdown|header");
    ops->add_option("--with", raw.operators,
                    "For --format header: operators and functions whose expressions can be evaluated too, separated by "
                    "blanks: '+ - * / < ?: sqrt'; [] stands for arrays, natives for functions of the firmware's")
        ->type_name("OPERATORS");
    ops->add_option(
           "--profile", raw.profile,
           "For --format header: the instructions that the modules are compiled to (default: fused, or wide where "
           "the frame is too large)")
        ->type_name("base|fused|wide");
    ops->add_option("-o", raw.output, "Write to this file (- : standard output, the default)")->type_name("FILE");
    add_diagnostic_options(*ops, raw);
}

std::string help_text(const CLI::App &app) {
    std::string text;
    std::istringstream lines(app.help());
    bool blank = true;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() || !blank) { // CLI11 leaves two empty lines between some parts
            text += wrapped(line) + "\n";
        }
        blank = line.empty();
    }
    return text;
}

} // namespace abax::host
