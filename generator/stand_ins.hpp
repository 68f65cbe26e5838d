// Functions of --define that stand in for a module's natives, so that it can be evaluated on the host.
#ifndef ABAX_GENERATOR_STAND_INS_HPP
#define ABAX_GENERATOR_STAND_INS_HPP

#include <string>
#include <vector>

#include "module.hpp"

namespace abax::host {

// Puts the functions in the place of the natives that have their names, and notes which were used. What does not take as many
// arguments is an error. False if there were errors.
bool stand_in_for_natives(const std::vector<std::string> &definitions, SourceSet &sources, Diagnostics &diagnostics,
                          Module &module);

// A warning for every function that no module had a native for. `used`: the ordinals of those that were.
void warn_of_unused_definitions(const std::vector<std::string> &definitions, const std::set<size_t> &used,
                                const std::vector<std::string> &natives, Diagnostics &diagnostics);

// An error for every native that a table imports: nobody is there to call.
void report_missing_natives(const Module &module, const std::vector<std::string> &imports, Diagnostics &diagnostics);

} // namespace abax::host

#endif
