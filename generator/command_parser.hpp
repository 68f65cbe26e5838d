// The options that the program knows and their help texts, declared to CLI11; their values as they were written.
#ifndef ABAX_GENERATOR_COMMAND_PARSER_HPP
#define ABAX_GENERATOR_COMMAND_PARSER_HPP

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace abax::host {

// The values of options as they were written.
struct Raw {
    std::vector<std::string> expressions;
    std::vector<std::string> modules;
    std::vector<std::string> definitions;
    std::vector<std::string> settings;
    std::vector<std::string> arrays;
    std::vector<std::string> maps;
    std::vector<std::string> silenced;
    std::vector<std::string> promoted;
    std::string real;
    std::string log;
    std::string engine;
    std::string csv;
    std::string output;
    std::string out_directory;
    std::string depfile;
    std::string emit;
    std::string show;
    std::string format;
    std::string operators;
    std::string profile;
    std::string color = "auto";
    std::string diagnostics = "text";
    bool werror = false;
    std::string templates;
    std::string python;
    bool check = false;
    bool self_test = false;
};

// CLI11's description of the command line. It refers to its own members and stays where it is.
struct Parser {
    CLI::App app{"Abax: expressions for firmware. Checks, evaluates and compiles modules of expressions.", "abax"};
    Raw raw;
    CLI::App *eval = nullptr;
    CLI::App *check = nullptr;
    CLI::App *compile = nullptr;
    CLI::App *export_runtime = nullptr; // export is a word of C++
    CLI::App *explain = nullptr;
    CLI::App *inspect = nullptr;
    CLI::App *ops = nullptr;

    Parser();
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    std::vector<CLI::App *> commands() const { return {eval, check, compile, export_runtime, explain, inspect, ops}; }
};

// The help of the program or of one of its subcommands.
std::string help_text(const CLI::App &app);

} // namespace abax::host

#endif
