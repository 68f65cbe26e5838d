// formulas.def and sensors.def as C++ functions. Compiled once with BENCH_REAL float and once with double.
#include "native.hpp"

#include <algorithm>
#include <cmath>

namespace bench {

namespace {

using Real = BENCH_REAL;
using std::atan2, std::cos, std::exp, std::fabs, std::fmod, std::log, std::log10, std::max, std::min, std::pow,
    std::sin, std::sqrt;

constexpr Real operator""_r(long double value) { return static_cast<Real>(value); }
constexpr Real operator""_r(unsigned long long value) { return static_cast<Real>(value); }

template <unsigned n> constexpr Real power(Real x) {
    if constexpr (n == 1) {
        return x;
    } else if constexpr (n % 2 == 0) {
        const Real half = power<n / 2>(x);
        return half * half;
    } else {
        return power<n - 1>(x) * x;
    }
}

constexpr Real truth(bool value) { return value ? 1_r : 0_r; }
constexpr Real sign(Real x) { return x > 0_r ? 1_r : x < 0_r ? -1_r : 0_r; }

#define FORMULA(text, ...)                                                                                             \
    [](const Real *params, Real *results) {                                                                            \
        [[maybe_unused]] constexpr Real pi = 3.14159265358979323846_r, e = 2.71828182845904523536_r;                   \
        [[maybe_unused]] const Real a = params[0], b = params[1], c = params[2], x = params[3], y = params[4],         \
                                    z = params[5], w = params[6];                                                      \
        results[0] = static_cast<Real>(__VA_ARGS__);                                                                   \
    },

#define SENSOR_INPUTS                                                                                                  \
    [[maybe_unused]] const Real a = params[0], b = params[1], c = params[2], d = params[3], e = params[4],             \
                                f = params[5], g = params[6], h = params[7], i = params[8], j = params[9];

void all_sensors(const Real *params, Real *results) {
    SENSOR_INPUTS
#define SENSOR(text, ...) *results++ = __VA_ARGS__;
#include "sensors.def"
}

} // namespace

template <>
const Native<Real> Natives<Real>::formulas[FORMULAS] = {
#include "formulas.def"
};

template <>
const Native<Real> Natives<Real>::sensors[SENSORS] = {
#define SENSOR(text, ...)                                                                                              \
    [](const Real *params, Real *results) {                                                                            \
        SENSOR_INPUTS                                                                                                  \
        results[0] = __VA_ARGS__;                                                                                      \
    },
#include "sensors.def"
};

template <> const Native<Real> Natives<Real>::sensors_at_once = all_sensors;

} // namespace bench
