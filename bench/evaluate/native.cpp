// The files *.def as C++ functions. Compiled once with BENCH_REAL float and once with double.
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

#define SEVEN_INPUTS                                                                                                   \
    [[maybe_unused]] constexpr Real pi = 3.14159265358979323846_r, e = 2.71828182845904523536_r;                       \
    [[maybe_unused]] const Real a = params[0], b = params[1], c = params[2], x = params[3], y = params[4],             \
                                z = params[5], w = params[6];

#define TEN_INPUTS                                                                                                     \
    [[maybe_unused]] const Real a = params[0], b = params[1], c = params[2], d = params[3], e = params[4],             \
                                f = params[5], g = params[6], h = params[7], i = params[8], j = params[9];

#define NATIVE(inputs, ...)                                                                                            \
    [](const Real *params, Real *results) { inputs results[0] = static_cast<Real>(__VA_ARGS__); },

#define FORMULA(text, ...) NATIVE(SEVEN_INPUTS, __VA_ARGS__)
const std::vector<Native<Real>> formulas = {
#include "formulas.def"
};
#define FORMULA(text, ...) NATIVE(SEVEN_INPUTS, __VA_ARGS__)
const std::vector<Native<Real>> polynomials = {
#include "polynomials.def"
};
#define FORMULA(text, ...) NATIVE(SEVEN_INPUTS, __VA_ARGS__)
const std::vector<Native<Real>> conditionals = {
#include "conditionals.def"
};
#define FORMULA(text, ...) NATIVE(SEVEN_INPUTS, __VA_ARGS__)
const std::vector<Native<Real>> sums = {
#include "sums.def"
};
#define SENSOR(text, ...) NATIVE(TEN_INPUTS, __VA_ARGS__)
const std::vector<Native<Real>> sensors = {
#include "sensors.def"
};
#define SENSOR(text, ...) NATIVE(TEN_INPUTS, __VA_ARGS__)
const std::vector<Native<Real>> many = {
#include "many.def"
};

#define STATEFUL(text, ...)                                                                                            \
    [](const Real *params, Real *results, Memory<Real> &m) {                                                           \
        SEVEN_INPUTS                                                                                                   \
        Real &result = results[0];                                                                                     \
        __VA_ARGS__;                                                                                                   \
    },
const std::vector<NativeWithMemory<Real>> stateful = {
#include "stateful.def"
};

void all_sensors(const Real *params, Real *results) {
    TEN_INPUTS
#define SENSOR(text, ...) *results++ = __VA_ARGS__;
#include "sensors.def"
}

void all_many(const Real *params, Real *results) {
    TEN_INPUTS
#define SENSOR(text, ...) *results++ = __VA_ARGS__;
#include "many.def"
}

} // namespace

template <> std::vector<Native<Real>> Natives<Real>::calls(const std::string &workload) {
    return workload == "formula"       ? formulas
           : workload == "polynomial"  ? polynomials
           : workload == "conditional" ? conditionals
           : workload == "sum"         ? sums
           : workload == "sensors"     ? sensors
           : workload == "many"        ? many
                                       : std::vector<Native<Real>>{};
}

template <> Native<Real> Natives<Real>::at_once(const std::string &workload) {
    return workload == "sensors" ? all_sensors : workload == "many" ? all_many : nullptr;
}

template <> std::vector<NativeWithMemory<Real>> Natives<Real>::with_memory() { return stateful; }

} // namespace bench
