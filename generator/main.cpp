// `abax`, the host tool: reads the command line and runs one subcommand. See command_line.cpp and the commands' own files.
#include <csignal>
#include <cstdio>
#include <exception>

#include <fmt/core.h>

#include "command_line.hpp"
#include "commands.hpp"
#include "explain.hpp"
#include "files.hpp"
#include "input.hpp"
#include "ops.hpp"

namespace abax::host {
namespace {

struct Run {
    int operator()(const EvalOptions &options) const { return run_eval(options); }
    int operator()(const CheckOptions &options) const { return run_check(options); }
    int operator()(const CompileOptions &options) const { return run_compile(options); }
    int operator()(const ExportOptions &options) const { return run_export(options); }
    int operator()(const OpsOptions &options) const { return run_ops(options); }
    int operator()(const InspectOptions &options) const { return run_inspect(options); }
    int operator()(const ExplainOptions &options) const { return run_explain(options); }
};

int run(const CommandLine &command_line) {
    if (command_line.command) {
        return std::visit(Run{}, *command_line.command);
    }
    fmt::print(stderr, "{}", command_line.error);
    std::string error;
    if (!command_line.output.empty() && !write_file("-", command_line.output, error)) {
        Diagnostics diagnostics;
        add_file_error(diagnostics, error);
        print_diagnostics(diagnostics, {});
        return exit_file;
    }
    return command_line.exit_code;
}

} // namespace
} // namespace abax::host

int main(int argc, char **argv) {
    using namespace abax::host;
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is an error of writing
    try {
        return run(read_command_line(std::vector<std::string>(argv + 1, argv + argc)));
    } catch (const std::bad_alloc &) {
        fmt::print(stderr, "abax: error: out of memory\n");
    } catch (const std::exception &error) {
        fmt::print(stderr, "abax: error: {}\n", error.what());
    }
    return exit_input;
}
