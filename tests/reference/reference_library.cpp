// One row a function: its name in the language, the C function of either Real, and MPFR's. The list is written by hand and
// apart from ops.def on purpose: a wrong row there must not be wrong here too.
#include "reference/reference_library.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mpfr.h>
#include <type_traits>

namespace abax_tests::reference {
namespace {

using MpfrUnary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
using MpfrBinary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

struct Row {
    LibraryName name;
    float (*f32)(float);
    double (*f64)(double);
    MpfrUnary truth;
    float (*f32_2)(float, float);
    double (*f64_2)(double, double);
    MpfrBinary truth_2;
};

int log_gamma(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
    int sign = 0;
    return mpfr_lgamma(result, &sign, x, rounding);
}

#define ROW1(name, tolerance, c_name, mpfr_name)                                                                       \
    Row { {name, 1, tolerance}, ::c_name##f, ::c_name, mpfr_name, nullptr, nullptr, nullptr }
#define ROW2(name, tolerance, c_name, mpfr_name)                                                                       \
    Row { {name, 2, tolerance}, nullptr, nullptr, nullptr, ::c_name##f, ::c_name, mpfr_name }

const Row rows[] = {
    ROW2("pow", 2, pow, mpfr_pow),       ROW2("hypot", 2, hypot, mpfr_hypot),    ROW2("atan2", 2, atan2, mpfr_atan2),
    ROW1("cbrt", 5, cbrt, mpfr_cbrt),    ROW1("exp", 2, exp, mpfr_exp),          ROW1("exp2", 2, exp2, mpfr_exp2),
    ROW1("expm1", 3, expm1, mpfr_expm1), ROW1("ln", 2, log, mpfr_log),           ROW1("log2", 3, log2, mpfr_log2),
    ROW1("log10", 3, log10, mpfr_log10), ROW1("log1p", 3, log1p, mpfr_log1p),    ROW1("sin", 2, sin, mpfr_sin),
    ROW1("cos", 2, cos, mpfr_cos),       ROW1("tan", 2, tan, mpfr_tan),          ROW1("asin", 2, asin, mpfr_asin),
    ROW1("acos", 2, acos, mpfr_acos),    ROW1("atan", 2, atan, mpfr_atan),       ROW1("sinh", 4, sinh, mpfr_sinh),
    ROW1("cosh", 4, cosh, mpfr_cosh),    ROW1("tanh", 4, tanh, mpfr_tanh),       ROW1("asinh", 4, asinh, mpfr_asinh),
    ROW1("acosh", 4, acosh, mpfr_acosh), ROW1("atanh", 4, atanh, mpfr_atanh),    ROW1("erf", 3, erf, mpfr_erf),
    ROW1("erfc", 8, erfc, mpfr_erfc),    ROW1("tgamma", 12, tgamma, mpfr_gamma), ROW1("lgamma", 12, lgamma, log_gamma),
};
#undef ROW1
#undef ROW2

constexpr std::size_t row_count = sizeof rows / sizeof rows[0];

const Row &row_of(const LibraryName &function) {
    // A LibraryName is the first member of its row's copy below; find the row by name.
    for (const Row &row : rows) {
        if (row.name.name == function.name) {
            return row;
        }
    }
    return rows[0];
}

template <class Real> void store(mpfr_ptr target, Real value) {
    mpfr_set_d(target, static_cast<double>(value), MPFR_RNDN); // a float is exact in double
}

} // namespace

std::span<const LibraryName> library_names() {
    static const std::vector<LibraryName> names = [] {
        std::vector<LibraryName> list;
        for (std::size_t i = 0; i < row_count; ++i) {
            list.push_back(rows[i].name);
        }
        return list;
    }();
    return names;
}

const LibraryName *find_library(std::string_view name) {
    for (const LibraryName &function : library_names()) {
        if (function.name == name) {
            return &function;
        }
    }
    return nullptr;
}

template <class Real> Real call_library(const LibraryName &function, Real x, Real y) {
    const Row &row = row_of(function);
    if constexpr (std::is_same_v<Real, float>) {
        return row.name.arity == 1 ? row.f32(x) : row.f32_2(x, y);
    } else {
        return row.name.arity == 1 ? row.f64(x) : row.f64_2(x, y);
    }
}

template <class Real> double ulps_from_truth(const LibraryName &function, Real x, Real y, Real value) {
    const Row &row = row_of(function);
    constexpr double far = 1e300;
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
    mpfr_t a;
    mpfr_t b;
    mpfr_t truth;
    mpfr_inits2(160, a, b, truth, static_cast<mpfr_ptr>(nullptr));
    store(a, x);
    store(b, y);
    if (row.name.arity == 1) {
        row.truth(truth, a, MPFR_RNDN);
    } else {
        row.truth_2(truth, a, b, MPFR_RNDN);
    }
    double ulps = 0;
    if (mpfr_nan_p(truth) != 0 || std::isnan(value)) {
        ulps = mpfr_nan_p(truth) != 0 && std::isnan(value) ? 0 : far;
    } else if (mpfr_inf_p(truth) != 0) {
        ulps = std::isinf(value) && std::signbit(value) == (mpfr_signbit(truth) != 0) ? 0 : far;
    } else {
        // One unit at the truth's binade, at least that of the subnormal numbers. An infinite value counts as the first
        // power of two past the largest number.
        using Limits = std::numeric_limits<Real>;
        mpfr_exp_t exponent = mpfr_zero_p(truth) != 0 ? Limits::min_exponent : mpfr_get_exp(truth);
        exponent = std::max<mpfr_exp_t>(exponent, Limits::min_exponent);
        exponent = std::min<mpfr_exp_t>(exponent, Limits::max_exponent);
        if (std::isinf(value)) {
            mpfr_set_ui_2exp(b, 1, Limits::max_exponent, MPFR_RNDN);
            mpfr_setsign(b, b, std::signbit(value) ? 1 : 0, MPFR_RNDN);
            if (mpfr_cmpabs(truth, b) >= 0 && (mpfr_signbit(truth) != 0) == std::signbit(value)) {
                mpfr_set(truth, b, MPFR_RNDN); // a true overflow
            }
        } else {
            store(b, value);
        }
        mpfr_sub(a, truth, b, MPFR_RNDN);
        mpfr_div_2si(a, a, static_cast<long>(exponent) - Limits::digits, MPFR_RNDN);
        ulps = std::fabs(mpfr_get_d(a, MPFR_RNDN));
    }
    mpfr_clears(a, b, truth, static_cast<mpfr_ptr>(nullptr));
    return ulps;
}

template float call_library<float>(const LibraryName &, float, float);
template double call_library<double>(const LibraryName &, double, double);
template double ulps_from_truth<float>(const LibraryName &, float, float, float);
template double ulps_from_truth<double>(const LibraryName &, double, double, double);

} // namespace abax_tests::reference
