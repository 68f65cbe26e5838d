/*
 * The one seam to the maths library: every engine and every generated file calls sin, pow … as abax_f32_sin, abax_f64_pow ….
 *
 * The default is the C library's <math.h>. A build that wants another library on both sides defines
 *   ABAX_MATHS_HEADER     the header to include, with its quotes or brackets
 *   ABAX_MATHS_F32(name)  how a function of float is spelled there   (default: name##f)
 *   ABAX_MATHS_F64(name)  how a function of double is spelled there  (default: name)
 * The functions must not keep state that changes their results. Values depend on the library; the functions that IEEE 754
 * defines exactly (fabs, copysign, floor, ceil, trunc, round, rint, sqrt, fma, fmod) must be exact.
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

#ifdef __cplusplus
extern "C" {
#endif

#define ABAX_MATHS_1(c_name)                                                                                           \
    static inline float abax_f32_##c_name(float x) { return ABAX_MATHS_F32(c_name)(x); }                               \
    static inline double abax_f64_##c_name(double x) { return ABAX_MATHS_F64(c_name)(x); }
#define ABAX_MATHS_2(c_name)                                                                                           \
    static inline float abax_f32_##c_name(float x, float y) { return ABAX_MATHS_F32(c_name)(x, y); }                   \
    static inline double abax_f64_##c_name(double x, double y) { return ABAX_MATHS_F64(c_name)(x, y); }

/* functions of the maths library that have a number in tables */
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) ABAX_MATHS_1(c_name)
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) ABAX_MATHS_2(c_name)
#include "abax/ops.def"

/* functions that the formulas of ops.def are made of */
ABAX_MATHS_1(fabs)
ABAX_MATHS_1(floor)
ABAX_MATHS_1(ceil)
ABAX_MATHS_1(trunc)
ABAX_MATHS_1(round)
ABAX_MATHS_1(rint)
ABAX_MATHS_1(sqrt)
ABAX_MATHS_2(copysign)

static inline float abax_f32_fma(float x, float y, float z) { return ABAX_MATHS_F32(fma)(x, y, z); }
static inline double abax_f64_fma(double x, double y, double z) { return ABAX_MATHS_F64(fma)(x, y, z); }

#undef ABAX_MATHS_1
#undef ABAX_MATHS_2

#ifdef __cplusplus
}
#endif

#endif
