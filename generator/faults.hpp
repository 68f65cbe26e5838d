// What a fault of an evaluation was about, as far as the texts tell.
#ifndef ABAX_GENERATOR_FAULTS_HPP
#define ABAX_GENERATOR_FAULTS_HPP

#include "evaluator.hpp"
#include "module.hpp"

namespace abax::host {

// A warning about the index fault of the last evaluation: the output that is charged, and the arrays that it indexes, itself
// or by what it uses. Where only one place can be meant it is shown.
void warn_of_fault(const Module &module, const Evaluator &evaluator, Diagnostics &diagnostics);

} // namespace abax::host

#endif
