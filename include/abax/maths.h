/*
 * The one seam to the maths library: every engine and every generated file calls sin, pow … as abax_f32_sin, abax_f64_pow ….
 *
 * The default is the C library's <math.h>. A build that wants another library on both sides defines
 *   ABAX_MATHS_HEADER     the header to include, with its quotes or brackets
 *   ABAX_MATHS_F32(name)  how a function of float is spelled there   (default: name##f)
 *   ABAX_MATHS_F64(name)  how a function of double is spelled there  (default: name)
 * They are functions: a macro of the same name that a header has besides, as newlib has log2(x) for C and not for C++, is
 * passed over, so that C and C++ agree. The functions must not keep state that changes their results. Values depend on the
 * library; the functions that IEEE 754 defines exactly (fabs, copysign, floor, ceil, trunc, round, rint, sqrt, fma, fmod) must
 * be exact.
 */
#ifndef ABAX_MATHS_H
#define ABAX_MATHS_H

#ifdef ABAX_MATHS_HEADER
#include ABAX_MATHS_HEADER
#else
#include <math.h>
#endif
#ifndef ABAX_MATHS_F32
#define ABAX_MATHS_F32(name) name##f
#endif
#ifndef ABAX_MATHS_F64
#define ABAX_MATHS_F64(name) name
#endif

/*
 * ABAX_OPAQUE(Real, x): a statement after which the compiler knows nothing of the variable x, whose value stays. Compilers
 * know the functions of the C library and replace calls: pow(x, 2) by x*x, sin(0.5) by a number of their own, sin(x) and
 * cos(x) by one sincos(x), whose last bits may be others. What a library function is given goes through this macro, so that
 * it is called as written and all engines agree. It costs no instruction where the value is in a register of the kind that
 * calls take; a compiler that knows no GNU assembly gets a store and a load.
 */
#ifndef ABAX_OPAQUE
#if defined(__GNUC__) && defined(__SSE2__)
#define ABAX_OPAQUE(Real, x) __asm__("" : "+x"(x))
#elif defined(__GNUC__) && (defined(__aarch64__) || (defined(__arm__) && defined(__ARM_PCS_VFP)))
#define ABAX_OPAQUE(Real, x) __asm__("" : "+w"(x))
#elif defined(__GNUC__) && defined(__arm__)
#define ABAX_OPAQUE(Real, x) __asm__("" : "+r"(x))
#elif defined(__GNUC__)
#define ABAX_OPAQUE(Real, x) __asm__("" : "+m"(x))
#else
#define ABAX_OPAQUE(Real, x)                                                                                           \
    do {                                                                                                               \
        const volatile Real abax_hidden = (x);                                                                         \
        (x) = abax_hidden;                                                                                             \
    } while (0)
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define ABAX_MATHS_1(c_name)                                                                                           \
    static inline float abax_f32_##c_name(float x) { return (ABAX_MATHS_F32(c_name))(x); }                             \
    static inline double abax_f64_##c_name(double x) { return (ABAX_MATHS_F64(c_name))(x); }
#define ABAX_MATHS_2(c_name)                                                                                           \
    static inline float abax_f32_##c_name(float x, float y) { return (ABAX_MATHS_F32(c_name))(x, y); }                 \
    static inline double abax_f64_##c_name(double x, double y) { return (ABAX_MATHS_F64(c_name))(x, y); }

/* functions of the maths library that have a number in tables */
#define ABAX_OPAQUE_1(Real, prefix, spelling, c_name)                                                                  \
    static inline Real prefix##c_name(Real x) {                                                                        \
        ABAX_OPAQUE(Real, x);                                                                                          \
        return (spelling(c_name))(x);                                                                                  \
    }
#define ABAX_OPAQUE_2(Real, prefix, spelling, c_name)                                                                  \
    static inline Real prefix##c_name(Real x, Real y) {                                                                \
        ABAX_OPAQUE(Real, x);                                                                                          \
        ABAX_OPAQUE(Real, y);                                                                                          \
        return (spelling(c_name))(x, y);                                                                               \
    }
/*
 * lgamma leaves the sign of the gamma function in a variable of the library's: instances that are evaluated side by side would
 * write it, and newlib's libm writes it into memory that is not there where it is linked with the smaller C library
 * (nano.specs: 160 bytes behind the beginning of a structure of 100). lgamma_r is the same without it. Its prototype is
 * hidden from strict C99.
 */
#if !defined(ABAX_MATHS_HEADER) && (defined(__GLIBC__) || defined(__NEWLIB__))
#define ABAX_LGAMMA_R 1
#if defined(__STRICT_ANSI__) && (!defined(__cplusplus) || defined(__NEWLIB__))
float lgammaf_r(float x, int *sign);
double lgamma_r(double x, int *sign);
#endif
#define abax_f32_lgamma abax_f32_lgamma_and_sign
#define abax_f64_lgamma abax_f64_lgamma_and_sign
#endif
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    ABAX_OPAQUE_1(float, abax_f32_, ABAX_MATHS_F32, c_name)                                                            \
    ABAX_OPAQUE_1(double, abax_f64_, ABAX_MATHS_F64, c_name)
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    ABAX_OPAQUE_2(float, abax_f32_, ABAX_MATHS_F32, c_name)                                                            \
    ABAX_OPAQUE_2(double, abax_f64_, ABAX_MATHS_F64, c_name)
#include "ops.def"
#ifdef ABAX_LGAMMA_R
#undef ABAX_LGAMMA_R
#undef abax_f32_lgamma
#undef abax_f64_lgamma
static inline float abax_f32_lgamma(float x) {
    int sign;
    ABAX_OPAQUE(float, x);
    return lgammaf_r(x, &sign);
}
static inline double abax_f64_lgamma(double x) {
    int sign;
    ABAX_OPAQUE(double, x);
    return lgamma_r(x, &sign);
}
#endif

/* functions that the formulas of ops.def are made of */
ABAX_MATHS_1(fabs)
ABAX_MATHS_1(floor)
ABAX_MATHS_1(ceil)
ABAX_MATHS_1(trunc)
ABAX_MATHS_1(round)
ABAX_MATHS_1(rint)
ABAX_MATHS_1(sqrt)
ABAX_MATHS_2(copysign)

static inline float abax_f32_fma(float x, float y, float z) { return (ABAX_MATHS_F32(fma))(x, y, z); }
static inline double abax_f64_fma(double x, double y, double z) { return (ABAX_MATHS_F64(fma))(x, y, z); }

#undef ABAX_MATHS_1
#undef ABAX_MATHS_2
#undef ABAX_OPAQUE_1
#undef ABAX_OPAQUE_2

#ifdef __cplusplus
}
#endif

#endif
