// `abax explain`: what the compiler makes of a module, after each of its passes.
#ifndef ABAX_GENERATOR_EXPLAIN_HPP
#define ABAX_GENERATOR_EXPLAIN_HPP

#include "options.hpp"

namespace abax::host {

// Prints the tokens, the syntax trees, the value graph or the instructions, as the options say.
int run_explain(const ExplainOptions &options);

} // namespace abax::host

#endif
