// Names that expressions use and nobody declared: in an expression of -e and in an .expr file they become params.
//
// Whoever evaluates needs their values; whoever only checks wants to know of those that look misspelt.
#ifndef ABAX_GENERATOR_FREE_NAMES_HPP
#define ABAX_GENERATOR_FREE_NAMES_HPP

#include <string>
#include <vector>

#include "module.hpp"
#include "options.hpp"

namespace abax::host {

// An error for every free name, arrays apart, that neither --set nor a column gives a value. Where the expression has other errors, they
// come first and nothing is demanded. `columns`: the names of the columns of a CSV file; empty without one.
void demand_values(const Module &module, const InputOptions &input, const std::vector<std::string> &columns,
                   Diagnostics &diagnostics);

// An error for every name that is used as an array and whose length nobody said. Where the expression has other errors,
// they come first.
void report_open_arrays(const Module &module, Diagnostics &diagnostics);

// A warning for every free name that is nearly one that the module defines.
void warn_of_free_names(const Module &module, Diagnostics &diagnostics);

} // namespace abax::host

#endif
