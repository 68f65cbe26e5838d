// `abax explain`: what the compiler makes of a module, after each of its passes.
#ifndef ABAX_GENERATOR_EXPLAIN_HPP
#define ABAX_GENERATOR_EXPLAIN_HPP

#include "options.hpp"

namespace abax::host {

// --show ast and graph: dumps of the compiler's own structures (explain.cpp).
int run_explain(const ExplainOptions &options);

// --show code: the disassembly of the table, as inspect prints it (explain_code.cpp).
int run_explain_code(const ExplainOptions &options);

} // namespace abax::host

#endif
