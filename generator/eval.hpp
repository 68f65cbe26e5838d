// What the two ways to evaluate share: once, and over the rows of a CSV file.
#ifndef ABAX_GENERATOR_EVAL_HPP
#define ABAX_GENERATOR_EVAL_HPP

#include <set>
#include <string>
#include <vector>

#include "evaluator.hpp"
#include "options.hpp"

namespace abax::host {

// Which of the values and functions of the command line were of use to a module.
struct UsedInput {
    std::set<std::string> settings; // names of --set
    std::set<std::string> arrays;   // names of --array
    std::set<size_t> definitions;   // ordinals of --define
};

// Compiles a module, makes it run and gives its params the values of --set and --array. `columns`: see demand_values. What
// was of no use is a warning, unless `used` is given to collect what was of use. False if there were errors.
bool start(const Module &module, const InputOptions &input, const std::vector<std::string> &columns,
           Diagnostics &diagnostics, Evaluator &evaluator, UsedInput *used = nullptr);

// One row of results for every row of options.csv.
int run_eval_csv(const EvalOptions &options);

} // namespace abax::host

#endif
