// The C API of either Real under one set of names, so that a test can be written once: Api<float>::open is abax_f32_open.
// And values as the language compares and prints them.
#ifndef ABAX_TESTS_TYPED_API_HPP
#define ABAX_TESTS_TYPED_API_HPP

#include "abax/abax.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>

namespace abax_tests {

using abax::Api;

template <class Real> constexpr const char *real_name() { return std::is_same_v<Real, float> ? "f32" : "f64"; }

template <class Real> using Bits = std::conditional_t<std::is_same_v<Real, float>, std::uint32_t, std::uint64_t>;

// Equality as the language defines it: the same bits, all NaNs alike.
template <class Real> bool same_value(Real a, Real b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<Bits<Real>>(a) == std::bit_cast<Bits<Real>>(b);
}

// The shortest text that reads back to the same bits.
template <class Real> std::string shortest(Real value) {
    if (std::isnan(value)) {
        return "nan";
    }
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, end.ptr);
}

} // namespace abax_tests

#endif
