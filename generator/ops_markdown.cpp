// `abax ops --format markdown`: the tables of docs/language.md. See ops.hpp.
#include <fmt/core.h>

#include "ops.hpp"
#include "ops_list.hpp"

namespace abax::host {
namespace {

// Text in a cell of a table, where a bar would end the cell also inside code.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '|') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

std::string code(std::string_view text) { return fmt::format("`{}`", cell(text)); }

std::string formula_of(const FunctionRow &row) {
    if (!row.library.empty()) {
        return fmt::format("C's {}", code(row.library));
    }
    return row.formula.empty() ? "" : code(row.formula);
}

} // namespace

std::string ops_markdown_operators() {
    std::string text = "| level | operator | associates | same as | meaning |\n|---|---|---|---|---|\n";
    for (const OperatorRow &row : list_operators()) {
        const std::string symbol = row.symbol == "?"   ? code("c ? a : b")
                                   : row.prefix        ? code(fmt::format("{}x", row.symbol))
                                   : row.number == 0   ? code(row.symbol)
                                   : row.symbol == "," ? code("x, y")
                                                       : code(fmt::format("x {} y", row.symbol));
        const std::string alias = row.alias.empty() ? "" : fmt::format(" {}", code(row.alias));
        const std::string function =
            row.name.empty() ? "" : code(fmt::format("{}({})", row.name, row.prefix ? "x" : "x, y"));
        text += fmt::format("| {} | {}{} | {} | {} | {} |\n", row.level, symbol, alias, row.right ? "right" : "left",
                            function, cell(row.sentence));
    }
    return text;
}

std::string ops_markdown_functions() {
    std::string text;
    std::string_view group;
    for (const FunctionRow &row : list_functions()) {
        if (row.group != group) {
            text += fmt::format("{}**{}**\n\n| function | meaning | formula | folded |\n|---|---|---|---|\n",
                                group.empty() ? "" : "\n", row.group);
            group = row.group;
        }
        text += fmt::format("| {} | {} | {} | {} |\n", code(signature_of(row)), cell(row.sentence), formula_of(row),
                            waits_for_instance(row) ? "at start" : "yes");
    }
    return text;
}

std::string ops_markdown_constants() {
    std::string text = "| constant | also | number | meaning |\n|---|---|---|---|\n";
    for (const ConstantRow &row : list_constants()) {
        text += fmt::format("| {} | {} | {} | {} |\n", code(row.name), row.alias.empty() ? "" : code(row.alias),
                            row.text, row.sentence);
    }
    return text;
}

std::string ops_markdown() {
    return fmt::format("## Operators\n\n{}\n## Functions\n\n{}\n## Constants\n\n{}", ops_markdown_operators(),
                       ops_markdown_functions(), ops_markdown_constants());
}

} // namespace abax::host
