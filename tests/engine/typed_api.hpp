// The C API of either Real under one set of names, so that a test can be written once: Api<float>::open is abax_f32_open.
#ifndef ABAX_TESTS_TYPED_API_HPP
#define ABAX_TESTS_TYPED_API_HPP

#include "abax/abax.h"
#include "abax/compiler.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>

namespace abax_tests {

template <class Real> struct Api;

#define ABAX_TESTS_API(type, prefix)                                                                                   \
    template <> struct Api<type> {                                                                                     \
        using Table = prefix##_table;                                                                                  \
        using Instance = prefix##_instance;                                                                            \
        using Native = prefix##_native;                                                                                \
        using Param = prefix##_param;                                                                                  \
        using Result = prefix##_result;                                                                                \
        static constexpr auto open = prefix##_open;                                                                    \
        static constexpr auto instance_size = prefix##_instance_size;                                                  \
        static constexpr auto init = prefix##_init;                                                                    \
        static constexpr auto reset = prefix##_reset;                                                                  \
        static constexpr auto eval = prefix##_eval;                                                                    \
        static constexpr auto find_param = prefix##_find_param;                                                        \
        static constexpr auto find_result = prefix##_find_result;                                                      \
        static constexpr auto param_at = prefix##_param_at;                                                            \
        static constexpr auto result_at = prefix##_result_at;                                                          \
        static constexpr auto param_count = prefix##_param_count;                                                      \
        static constexpr auto result_count = prefix##_result_count;                                                    \
        static constexpr auto param_name = prefix##_param_name;                                                        \
        static constexpr auto result_name = prefix##_result_name;                                                      \
        static constexpr auto param_default = prefix##_param_default;                                                  \
        static constexpr auto set = prefix##_set;                                                                      \
        static constexpr auto get = prefix##_get;                                                                      \
        static constexpr auto compiler_init = prefix##_compiler_init;                                                  \
        static constexpr auto compiler_param = prefix##_compiler_param;                                                \
        static constexpr auto compiler_constant = prefix##_compiler_constant;                                          \
    }

ABAX_TESTS_API(float, abax_f32);
ABAX_TESTS_API(double, abax_f64);
#undef ABAX_TESTS_API

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
