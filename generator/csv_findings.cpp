// What is found in the rows of a CSV file again and again: see csv_findings.hpp.
#include "csv_findings.hpp"

#include <fmt/core.h>

namespace abax::host {

bool found(Finding &finding, size_t line) {
    finding.last_line = line;
    return finding.count++ == 0;
}

void describe(Finding &finding, const Diagnostics &diagnostics, const Diagnostic *diagnostic) {
    if (diagnostic != nullptr) {
        finding.diagnostic = static_cast<size_t>(diagnostic - diagnostics.list.data());
    }
}

void sum_up(const Finding &finding, Diagnostics &diagnostics, std::string_view what, bool incomplete) {
    if (finding.count < 2 || !finding.diagnostic) {
        return;
    }
    const size_t more = finding.count - 1;
    const std::string where = more == 1    ? fmt::format("in line {}", finding.last_line)
                              : incomplete ? fmt::format("up to line {}", finding.last_line)
                                           : fmt::format("the last in line {}", finding.last_line);
    add_note(&diagnostics.list[*finding.diagnostic],
             fmt::format("{}so {} {} more {}{}, {}", incomplete ? "at least " : "", more == 1 ? "is" : "are", more,
                         what, more == 1 ? "" : "s", where));
}

} // namespace abax::host
