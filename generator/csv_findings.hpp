// What is found in the rows of a CSV file again and again: said once, at the first place, with how often it is so.
//
// A Finding is one diagnostic and a count. The diagnostic is made when the thing is met first; a note with the count is added
// to it at the end.
#ifndef ABAX_GENERATOR_CSV_FINDINGS_HPP
#define ABAX_GENERATOR_CSV_FINDINGS_HPP

#include <optional>
#include <string_view>

#include "diagnostics.hpp"

namespace abax::host {

struct Finding {
    size_t count = 0;
    size_t last_line = 0;
    std::optional<size_t> diagnostic; // in the list; nothing where it is silenced
};

// Counts it, in that line. True if it is the first one: then give it a diagnostic.
bool found(Finding &finding, size_t line);
void describe(Finding &finding, const Diagnostics &diagnostics, const Diagnostic *diagnostic);

// Adds the note, if there was more than one. `what`: "cell", "row"; `incomplete`: not all of the file was looked at.
void sum_up(const Finding &finding, Diagnostics &diagnostics, std::string_view what, bool incomplete);

} // namespace abax::host

#endif
