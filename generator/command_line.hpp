// The command line: from arguments to the options of one subcommand.
#ifndef ABAX_GENERATOR_COMMAND_LINE_HPP
#define ABAX_GENERATOR_COMMAND_LINE_HPP

#include <string>
#include <vector>

#include "options.hpp"

namespace abax::host {

// What to do: run `command`, or end at once.
struct CommandLine {
    std::optional<Command> command;
    int exit_code = exit_success; // where there is no command
    std::string output;           // for the standard output: help, the version, a list
    std::string error;            // for the standard error: what is wrong, in one line, and where to look
};

// The arguments without the program's name.
CommandLine read_command_line(const std::vector<std::string> &arguments);

} // namespace abax::host

#endif
