// What is evaluated: groups of expressions of one kind, each with rows of inputs.
#pragma once

#include <string>
#include <vector>

#include "engine.hpp"

namespace bench {

enum class Inputs {
    drifting,  // near one place: a hot loop's branches are foreseen
    scattered, // anywhere in 0 … 10
    sensors,   // as S is defined: 1.5 times the number of the param, and 0.001 more at each row
};

struct Workload {
    std::string name; // of modules and benchmarks
    Inputs inputs;
    bool has_state;
    std::vector<Batch> batches;       // evaluated one at a time
    std::vector<std::string> classes; // of each batch: of expression, as the picture has them

    // A batch of several expressions is measured as a whole only, and against one hand-written function for all as well.
    bool is_module() const { return batches[0].expressions.size() > 1; }
};

// All of them, in the order that the generated modules have.
const std::vector<Workload> &workloads();

// ROWS rows.
template <class Real> std::vector<Real> rows_of(const Workload &workload);

// The module of a batch: formula_1_f32.
std::string module_name(const Workload &workload, std::size_t batch, const std::string &real);

} // namespace bench
