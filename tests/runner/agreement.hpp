// Every engine against the reference evaluator, over rows of inputs: results bit for bit, faults, who is charged with them, and
// the calls of impure natives.
#ifndef ABAX_TESTS_AGREEMENT_HPP
#define ABAX_TESTS_AGREEMENT_HPP

#include "reference/reference_evaluator.hpp"

#include <string>
#include <vector>

namespace abax_tests {

// What the reference says about a module at some rows.
template <class Real> struct Truth {
    std::vector<std::vector<Real>> results;
    std::vector<Effects<Real>> effects;
};

template <class Real>
Truth<Real> truth_of(reference::Evaluator<Real> &evaluator, const ModuleSource &source,
                     const std::vector<std::vector<Real>> &rows);

// The same of an evaluator of its own. Where natives are needed on several ways, and so in an order that the language leaves open, the module is marked
// (any_order) and the truth is the one of natives that cannot tell.
template <class Real> Truth<Real> truth_of(ModuleSource &source, const std::vector<std::vector<Real>> &rows);

// What the table of the base profile says: the truth of a module in the fast mode, for the other engines.
template <class Real>
Truth<Real> truth_of_table(const ModuleSource &source, const std::vector<std::vector<Real>> &rows);

// The first difference of an outcome from the truth at a row, with the row and the module; "" when there is none.
template <class Real>
std::string difference(const ModuleSource &source, const std::vector<Real> &row, const std::vector<Real> &results,
                       const Effects<Real> &effects, const std::vector<Real> &true_results,
                       const Effects<Real> &true_effects);

// One text for each engine that cannot run the module or differs from the truth, and for each profile whose tables give other
// results for many rows at once.
template <class Real>
std::vector<std::string> disagreements(const ModuleSource &source, const std::vector<std::vector<Real>> &rows,
                                       const Truth<Real> &truth);

} // namespace abax_tests

#endif
