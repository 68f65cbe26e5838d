// `abax ops`: see ops.hpp. The command, and the list as text for a terminal.
#include "ops.hpp"

#include <vector>

#include <fmt/core.h>

#include "diagnostics.hpp"
#include "files.hpp"
#include "input.hpp"
#include "ops_list.hpp"

namespace abax::host {
namespace {

constexpr size_t width = 80;
constexpr size_t meaning_column = 26; // where sentences begin

// The words of a text in lines of at most `columns`; a word that is longer has a line of its own.
std::vector<std::string> wrapped(std::string_view text, size_t columns) {
    std::vector<std::string> lines = {""};
    while (!text.empty()) {
        const size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        text.remove_prefix(std::min(space + 1, text.size()));
        std::string &line = lines.back();
        if (line.empty()) {
            line = word;
        } else if (line.size() + 1 + word.size() <= columns) {
            line += fmt::format(" {}", word);
        } else {
            lines.emplace_back(word);
        }
    }
    return lines;
}

// A name and what it means: `head` in front of the first line.
std::string entry(const std::string &head, std::string_view meaning) {
    std::string text = fmt::format("{:<{}}", head, meaning_column);
    if (head.size() >= meaning_column) {
        text = fmt::format("{}\n{:<{}}", head, "", meaning_column);
    }
    bool first = true;
    for (const std::string &line : wrapped(meaning, width - meaning_column)) {
        text += first ? line + "\n" : fmt::format("{:<{}}{}\n", "", meaning_column, line);
        first = false;
    }
    return text;
}

// A formula below its sentence; farther to the left where it would not fit.
std::string formula_lines(std::string_view formula) {
    const size_t column = formula.size() + 2 + meaning_column <= width ? meaning_column : 6;
    std::string text;
    bool first = true;
    for (const std::string &line : wrapped(formula, width - column - 2)) {
        text += fmt::format("{:<{}}{} {}\n", "", column, first ? "=" : " ", line);
        first = false;
    }
    return text;
}

std::string spelling_of(const OperatorRow &row) {
    const std::string symbol = row.symbol == "?" ? "? :" : std::string(row.symbol);
    const std::string text = row.alias.empty() ? symbol : fmt::format("{}, {}", symbol, row.alias);
    return row.prefix ? fmt::format("{} x", text) : text;
}

} // namespace

std::string ops_text() {
    std::string text = "OPERATORS, loosest first: level, associativity\n\n";
    for (const OperatorRow &row : list_operators()) {
        text += entry(fmt::format("  {:>2}  {:<5}  {}", row.level, row.right ? "right" : "left", spelling_of(row)),
                      row.sentence);
    }
    text += "\nFUNCTIONS. Those marked * call the C maths library; where all arguments are\n"
            "constant that happens once, when an instance is made. All others are folded\n"
            "while compiling.\n";
    std::string_view group;
    for (const FunctionRow &row : list_functions()) {
        if (row.group != group) {
            group = row.group;
            text += fmt::format("\n{}\n\n", group);
        }
        text += entry(fmt::format("{} {}", waits_for_instance(row) ? "*" : " ", signature_of(row)), row.sentence);
        if (row.kind == "derived") {
            text += formula_lines(row.formula);
        }
    }
    text += "\nCONSTANTS. Each may also be called: pi() is pi.\n\n";
    for (const ConstantRow &row : list_constants()) {
        text += entry(row.alias.empty() ? fmt::format("  {}", row.name) : fmt::format("  {}, {}", row.name, row.alias),
                      row.sentence);
        if (row.text.find('.') != std::string_view::npos) {
            text += formula_lines(row.text);
        }
    }
    return text;
}

int run_ops(const OpsOptions &options) {
    if (options.format == "header") {
        return run_ops_header(options);
    }
    const std::string text = options.format == "json"       ? ops_json()
                             : options.format == "markdown" ? ops_markdown()
                                                            : ops_text();
    std::string error;
    if (!write_file(options.output, text, error)) {
        Diagnostics diagnostics = make_diagnostics(options.diagnostics);
        add_file_error(diagnostics, error);
        print_diagnostics(diagnostics, options.diagnostics);
        return exit_file;
    }
    return exit_success;
}

} // namespace abax::host
