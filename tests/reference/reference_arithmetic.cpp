// MPFR at the format of Real. The exponent range is set to the format's, with room for its subnormal numbers, before each
// operation, and mpfr_subnormalize rounds what falls below the normal range: so a result is the exact one rounded once.
#include "reference/reference_arithmetic.hpp"

#include <cmath>
#include <limits>
#include <mpfr.h>
#include <stdexcept>
#include <type_traits>

namespace abax_tests::reference {
namespace {

// A number in the format of Real.
template <class Real> class Number {
public:
    Number() {
        enter();
        mpfr_init2(value_, std::numeric_limits<Real>::digits);
    }
    explicit Number(Real value) : Number() { store(value); }
    Number(const Number &) = delete;
    Number &operator=(const Number &) = delete;
    ~Number() { mpfr_clear(value_); }

    mpfr_ptr get() { return value_; }

    // Takes the ternary value of the operation that computed this, finishes the rounding, and reads it as a Real.
    Real finish(int ternary) {
        mpfr_subnormalize(value_, ternary, MPFR_RNDN);
        if (mpfr_nan_p(value_) != 0) {
            return std::numeric_limits<Real>::quiet_NaN();
        }
        if constexpr (std::is_same_v<Real, float>) {
            return mpfr_get_flt(value_, MPFR_RNDN);
        } else {
            return mpfr_get_d(value_, MPFR_RNDN);
        }
    }

    // emin of MPFR counts from 0.5: the least subnormal 2^(min_exponent - digits) is 0.5 * 2^(min_exponent - digits + 1).
    static void enter() {
        mpfr_set_emin(std::numeric_limits<Real>::min_exponent - std::numeric_limits<Real>::digits + 1);
        mpfr_set_emax(std::numeric_limits<Real>::max_exponent);
    }

private:
    void store(Real value) {
        if constexpr (std::is_same_v<Real, float>) {
            mpfr_set_flt(value_, value, MPFR_RNDN);
        } else {
            mpfr_set_d(value_, value, MPFR_RNDN);
        }
    }
    mpfr_t value_;
};

using Unary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
using Binary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);
using Rounding = int (*)(mpfr_ptr, mpfr_srcptr);

template <class Real> Real unary(Unary function, Real x) {
    Number<Real> a(x);
    Number<Real> result;
    return result.finish(function(result.get(), a.get(), MPFR_RNDN));
}

template <class Real> Real binary(Binary function, Real x, Real y) {
    Number<Real> a(x);
    Number<Real> b(y);
    Number<Real> result;
    return result.finish(function(result.get(), a.get(), b.get(), MPFR_RNDN));
}

// The integer functions of MPFR return whether they changed the value, not a ternary value: their results are exact.
template <class Real> Real integral(Rounding function, Real x) {
    Number<Real> a(x);
    Number<Real> result;
    function(result.get(), a.get());
    return result.finish(0);
}

// A constant computed with room to spare, then rounded once.
template <class Real, class Compute> Real constant(Compute compute) {
    Number<Real>::enter();
    mpfr_t wide;
    mpfr_init2(wide, 400);
    compute(wide);
    Number<Real> result;
    const Real value = result.finish(mpfr_set(result.get(), wide, MPFR_RNDN));
    mpfr_clear(wide);
    return value;
}

} // namespace

template <class Real> Real Exact<Real>::literal(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != '_') {
            digits += c;
        }
    }
    int base = 10;
    if (digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) {
        base = 16;
    } else if (digits.size() > 2 && digits[0] == '0' && (digits[1] == 'b' || digits[1] == 'B')) {
        base = 2;
    }
    if (base != 10) {
        digits.erase(0, 2);
    }
    Number<Real> result;
    char *end = nullptr;
    const int ternary = mpfr_strtofr(result.get(), digits.c_str(), &end, base, MPFR_RNDN);
    if (*end != '\0') {
        throw std::invalid_argument("not a number: " + std::string(text));
    }
    return result.finish(ternary);
}

template <class Real> Real Exact<Real>::pi() {
    return constant<Real>([](mpfr_ptr x) { mpfr_const_pi(x, MPFR_RNDN); });
}
template <class Real> Real Exact<Real>::e() {
    return constant<Real>([](mpfr_ptr x) {
        mpfr_set_ui(x, 1, MPFR_RNDN);
        mpfr_exp(x, x, MPFR_RNDN);
    });
}
template <class Real> Real Exact<Real>::tau() {
    return constant<Real>([](mpfr_ptr x) {
        mpfr_const_pi(x, MPFR_RNDN);
        mpfr_mul_ui(x, x, 2, MPFR_RNDN);
    });
}
template <class Real> Real Exact<Real>::degrees_per_radian() {
    return constant<Real>([](mpfr_ptr x) {
        mpfr_const_pi(x, MPFR_RNDN);
        mpfr_ui_div(x, 180, x, MPFR_RNDN);
    });
}
template <class Real> Real Exact<Real>::radians_per_degree() {
    return constant<Real>([](mpfr_ptr x) {
        mpfr_const_pi(x, MPFR_RNDN);
        mpfr_div_ui(x, x, 180, MPFR_RNDN);
    });
}

template <class Real> Real Exact<Real>::add(Real x, Real y) { return binary<Real>(mpfr_add, x, y); }
template <class Real> Real Exact<Real>::sub(Real x, Real y) { return binary<Real>(mpfr_sub, x, y); }
template <class Real> Real Exact<Real>::mul(Real x, Real y) { return binary<Real>(mpfr_mul, x, y); }
template <class Real> Real Exact<Real>::div(Real x, Real y) { return binary<Real>(mpfr_div, x, y); }
template <class Real> Real Exact<Real>::fmod(Real x, Real y) { return binary<Real>(mpfr_fmod, x, y); }
template <class Real> Real Exact<Real>::sqrt(Real x) { return unary<Real>(mpfr_sqrt, x); }
template <class Real> Real Exact<Real>::floor(Real x) { return integral<Real>(mpfr_floor, x); }
template <class Real> Real Exact<Real>::ceil(Real x) { return integral<Real>(mpfr_ceil, x); }
template <class Real> Real Exact<Real>::trunc(Real x) { return integral<Real>(mpfr_trunc, x); }
template <class Real> Real Exact<Real>::round(Real x) { return integral<Real>(mpfr_round, x); }
template <class Real> Real Exact<Real>::rint(Real x) { return integral<Real>(mpfr_roundeven, x); }
template <class Real> Real Exact<Real>::neg(Real x) { return unary<Real>(mpfr_neg, x); }
template <class Real> Real Exact<Real>::abs(Real x) { return unary<Real>(mpfr_abs, x); }

template <class Real> Real Exact<Real>::fma(Real x, Real y, Real z) {
    Number<Real> a(x);
    Number<Real> b(y);
    Number<Real> c(z);
    Number<Real> result;
    return result.finish(mpfr_fma(result.get(), a.get(), b.get(), c.get(), MPFR_RNDN));
}

template <class Real> int Exact<Real>::compare(Real x, Real y) {
    Number<Real> a(x);
    Number<Real> b(y);
    if (mpfr_unordered_p(a.get(), b.get()) != 0) {
        return 2;
    }
    const int order = mpfr_cmp(a.get(), b.get());
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

template <class Real> Real Exact<Real>::sign(Real x) {
    const int order = compare(x, Real{0});
    return order == 2 ? Real{0} : static_cast<Real>(order);
}

template <class Real> Real Exact<Real>::copysign(Real x, Real y) {
    Number<Real> a(x);
    Number<Real> b(y);
    Number<Real> result;
    const int negative = mpfr_nan_p(b.get()) != 0 ? 0 : mpfr_signbit(b.get());
    return result.finish(mpfr_setsign(result.get(), a.get(), negative, MPFR_RNDN));
}

// A NaN is ignored, -0 is below +0.
template <class Real> Real Exact<Real>::min(Real x, Real y) {
    const int order = compare(x, y);
    if (order == 2) {
        return x != x ? y : x;
    }
    if (order == 0) {
        return std::signbit(y) ? y : x;
    }
    return order < 0 ? x : y;
}

template <class Real> Real Exact<Real>::max(Real x, Real y) {
    const int order = compare(x, y);
    if (order == 2) {
        return x != x ? y : x;
    }
    if (order == 0) {
        return std::signbit(y) ? x : y;
    }
    return order > 0 ? x : y;
}

template <class Real> Real Exact<Real>::power(Real x, int n) {
    if (n < 0) {
        return div(Real{1}, power(x, -n));
    }
    if (n == 0) {
        return Real{1};
    }
    if (n == 1) {
        return x;
    }
    if (n % 2 == 1) {
        return mul(power(x, n - 1), x);
    }
    const Real half = power(x, n / 2);
    return mul(half, half);
}

template <class Real> std::uint32_t Exact<Real>::integer(Real x) {
    Number<Real> a(x);
    if (mpfr_number_p(a.get()) == 0) {
        return 0;
    }
    mpz_t whole;
    mpz_init(whole);
    mpfr_get_z(whole, a.get(), MPFR_RNDZ);
    mpz_fdiv_r_2exp(whole, whole, 32);
    const auto bits = static_cast<std::uint32_t>(mpz_get_ui(whole));
    mpz_clear(whole);
    return bits;
}

template <class Real> Real Exact<Real>::from_integer(std::uint32_t x) {
    const std::int64_t value = x < 0x80000000U ? std::int64_t{x} : std::int64_t{x} - (std::int64_t{1} << 32);
    Number<Real> result;
    return result.finish(mpfr_set_si(result.get(), value, MPFR_RNDN));
}

template struct Exact<float>;
template struct Exact<double>;

} // namespace abax_tests::reference
