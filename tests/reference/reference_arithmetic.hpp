// Arithmetic of the reference evaluator: every exactly defined operation computed by MPFR at the precision and exponent
// range of Real, rounded once, subnormal numbers included. It shares no formula with the product.
// In and out: Reals. A NaN that comes out is always the same one.
#ifndef ABAX_TESTS_REFERENCE_ARITHMETIC_HPP
#define ABAX_TESTS_REFERENCE_ARITHMETIC_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace abax_tests::reference {

template <class Real> struct Exact {
    static Real literal(std::string_view text); // of the language: decimal, 0x…, 0b…, with _
    static Real pi();
    static Real e();
    static Real tau();
    static Real degrees_per_radian();
    static Real radians_per_degree();

    static Real add(Real x, Real y);
    static Real sub(Real x, Real y);
    static Real mul(Real x, Real y);
    static Real div(Real x, Real y);
    static Real fmod(Real x, Real y);
    static Real fma(Real x, Real y, Real z);
    static Real sqrt(Real x);
    static Real floor(Real x);
    static Real ceil(Real x);
    static Real trunc(Real x);
    static Real round(Real x);
    static Real rint(Real x);
    static Real neg(Real x);
    static Real abs(Real x);
    static Real sign(Real x);
    static Real copysign(Real x, Real y);
    static Real min(Real x, Real y);
    static Real max(Real x, Real y);

    // -1, 0, 1; 2 when either is NaN.
    static int compare(Real x, Real y);

    // x to an integer power by the sequence that the language fixes: x^0 = 1, x^(2k) = (x^k)^2, x^(2k+1) = x^(2k) * x, a
    // negative power is the reciprocal of the positive one.
    static Real power(Real x, int n);

    // The 32-bit two's complement integer of a value: truncated, wrapped modulo 2^32, 0 for NaN and infinities.
    static std::uint32_t integer(Real x);
    static Real from_integer(std::uint32_t x);
};

extern template struct Exact<float>;
extern template struct Exact<double>;

} // namespace abax_tests::reference

#endif
