// Many rows at once against one after another: abax_eval_block on one instance of a table, abax_eval on another, bit for bit.
#ifndef ABAX_TESTS_BLOCK_ROWS_HPP
#define ABAX_TESTS_BLOCK_ROWS_HPP

#include "engine/compiled.hpp"

#include <string>
#include <vector>

namespace abax_tests {

// What differs first, in results, faults, cycles, state, or what natives saw; "" where nothing does. The rows are repeated in
// another order until there are some blocks of them, and given in several calls, with columns of several strides, some of them
// absent.
template <class Real>
std::string block_difference(const Compiled &compiled, const ModuleSource &source,
                             const std::vector<std::vector<Real>> &rows);

} // namespace abax_tests

#endif
