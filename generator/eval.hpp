// What the two ways to evaluate share: once, and over the rows of a CSV file.
#ifndef ABAX_GENERATOR_EVAL_HPP
#define ABAX_GENERATOR_EVAL_HPP

#include "evaluator.hpp"
#include "options.hpp"

namespace abax::host {

// Compiles a module, makes it run and gives its params the values of --set. `columns`: see demand_values. False if there were
// errors.
bool start(const Module &module, const InputOptions &input, const std::vector<std::string> &columns,
           Diagnostics &diagnostics, Evaluator &evaluator);

// One row of results for every row of options.csv.
int run_eval_csv(const EvalOptions &options);

} // namespace abax::host

#endif
