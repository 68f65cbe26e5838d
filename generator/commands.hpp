// The subcommands, a file each. Every one prints its results to the standard output and everything else to the standard
// error, and returns the exit code.
#ifndef ABAX_GENERATOR_COMMANDS_HPP
#define ABAX_GENERATOR_COMMANDS_HPP

#include "options.hpp"

namespace abax::host {

int run_eval(const EvalOptions &options);
int run_check(const CheckOptions &options);
int run_compile(const CompileOptions &options);
int run_export(const ExportOptions &options);
int run_inspect(const InspectOptions &options);

} // namespace abax::host

#endif
