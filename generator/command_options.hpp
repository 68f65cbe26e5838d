// From the values of options, as they were written, to what a subcommand is to do; mistakes are thrown as UsageError.
#ifndef ABAX_GENERATOR_COMMAND_OPTIONS_HPP
#define ABAX_GENERATOR_COMMAND_OPTIONS_HPP

#include <string>
#include <string_view>
#include <vector>

#include "command_parser.hpp"
#include "options.hpp"

namespace abax::host {

// What is wrong with the command line, in one line.
struct UsageError {
    std::string message;
};

DiagnosticOptions diagnostic_options(const Raw &raw);
EvalOptions eval_options(const Raw &raw);
CompileOptions compile_options(const Raw &raw);
ExportOptions export_options(const Raw &raw);
ExplainOptions explain_options(const Raw &raw);
OpsOptions ops_options(const Raw &raw);

// The one file that a subcommand takes; `what` says what it is.
std::string one_module(const Raw &raw, std::string_view what);

// "a, b or c"
std::string or_list(const std::vector<std::string> &words);

} // namespace abax::host

#endif
