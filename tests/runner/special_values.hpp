// Values at which arithmetic changes its mind: zeros, infinities, NaN, subnormal numbers, limits, ties, integers at the edge
// of exactness.
#ifndef ABAX_TESTS_SPECIAL_VALUES_HPP
#define ABAX_TESTS_SPECIAL_VALUES_HPP

#include <limits>
#include <vector>

namespace abax_tests {

template <class Real> std::vector<Real> special_values() {
    using Limits = std::numeric_limits<Real>;
    const std::vector<Real> positive = {
        Real{0},
        Real{1},
        Real(0.5),
        Real(1.5),
        Real(2.5),
        Real{3},
        Real{10},
        Limits::denorm_min(),
        Limits::min() - Limits::denorm_min(), // the largest subnormal number
        Limits::min(),
        Limits::max(),
        Limits::infinity(),
        Real{1} + Limits::epsilon(),
        Real(0.5) - Limits::epsilon() / 4, // rounds down, though x + 0.5 rounds up to 1
        Real{2} / Limits::epsilon(),       // integers end to be exact here
        Real(2147483648.0),
        Real(1e10),
    };
    std::vector<Real> values;
    for (const Real value : positive) {
        values.push_back(value);
        values.push_back(-value);
    }
    values.push_back(Limits::quiet_NaN());
    return values;
}

} // namespace abax_tests

#endif
