// `abax explain --show rules`: which rules of the optimiser (rules.def) fired, and how often. A rule counts where it made a value,
// also one that nothing needs in the end.
#ifndef ABAX_GENERATOR_RULES_HPP
#define ABAX_GENERATOR_RULES_HPP

#include <string>

#include "compile.hpp"

namespace abax::host {

std::string rules_text(const CompilerRun &run);
std::string rules_json(const CompilerRun &run); // all of them

} // namespace abax::host

#endif
