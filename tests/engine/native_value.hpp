// What the natives of the tests return, on the build machine and on the target.
#ifndef ABAX_TESTS_NATIVE_VALUE_HPP
#define ABAX_TESTS_NATIVE_VALUE_HPP

#include <cstddef>

namespace abax_tests {

// k*1000 + a0 + 2*a1 + 3*a2 … of the native with ordinal k, and 100 for each call that came before.
template <class Real>
Real native_value(std::size_t ordinal, const Real *arguments, std::size_t arity, std::size_t before) {
    Real value = Real(1000) * static_cast<Real>(ordinal);
    Real weight{1};
    for (std::size_t i = 0; i < arity; ++i) {
        value += weight * arguments[i];
        weight += Real{1};
    }
    return value + Real(100) * static_cast<Real>(before);
}

} // namespace abax_tests

#endif
