// The expressions as hand-written C++, in a unit of its own so that no caller can see through the calls.
// In: the params, in order. Out: one result a function, except sensors_at_once, which gives all seven.
#pragma once

#include <cstddef>

namespace bench {

constexpr std::size_t FORMULAS = 74;
constexpr std::size_t FORMULA_PARAMS = 7; // a b c x y z w
constexpr std::size_t SENSORS = 7;
constexpr std::size_t SENSOR_PARAMS = 10; // a … j

template <class Real> using Native = void (*)(const Real *params, Real *results);

template <class Real> struct Natives {
    static const Native<Real> formulas[FORMULAS];
    static const Native<Real> sensors[SENSORS];
    static const Native<Real> sensors_at_once;
};

// Defined in native.cpp.
#define BENCH_NATIVES(Real)                                                                                            \
    template <> const Native<Real> Natives<Real>::formulas[FORMULAS];                                                  \
    template <> const Native<Real> Natives<Real>::sensors[SENSORS];                                                    \
    template <> const Native<Real> Natives<Real>::sensors_at_once
BENCH_NATIVES(float);
BENCH_NATIVES(double);
#undef BENCH_NATIVES

} // namespace bench
