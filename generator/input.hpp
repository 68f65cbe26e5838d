// From what the command line names to a Module, and the diagnostics on the way out.
#ifndef ABAX_GENERATOR_INPUT_HPP
#define ABAX_GENERATOR_INPUT_HPP

#include "module.hpp"
#include "options.hpp"

namespace abax::host {

// The diagnostics of a run, with the user's wishes.
Diagnostics make_diagnostics(const DiagnosticOptions &options);

// Prints what was collected to the standard error, and forgets it. The counts stay.
void print_diagnostics(Diagnostics &diagnostics, const DiagnosticOptions &options);

// Reads the module file at `path`. exit_success, exit_input, or exit_file when it cannot be read.
int load_file(const std::string &path, const ModuleOptions &options, SourceSet &sources, Diagnostics &diagnostics,
              Module &module);

// Reads what `input` names: its expressions, or its module if it has just one, with what stands in for its natives.
// `columns`: see ModuleArguments.
int load_input(const InputOptions &input, const std::vector<std::string> &columns, SourceSet &sources,
               Diagnostics &diagnostics, Module &module);

// Adds an error about a file that could not be read or written: "path: reason". "" adds none.
void add_file_error(Diagnostics &diagnostics, const std::string &path_and_reason);

// Says that what would be written is read too, or is written twice, of the first output of which it is so. True if
// there was something to say: then it is an error of usage.
bool report_same_files(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs,
                       Diagnostics &diagnostics);

} // namespace abax::host

#endif
