/*
 * The arithmetic of ops.def as functions: abax_f32_op_ADD(x, y), abax_f64_op_ADD(x, y) … one for every UNARY, BINARY and
 * TERNARY row, the elements of arrays, the steps of functions with a memory, curves and maps. The evaluator and
 * generated source call them and the compiler folds constants with them, so they cannot differ.
 * C99 and C++17, both Reals in one translation unit; leaves no macros behind but ABAX_SMALL, ABAX_QUICK and ABAX_LONG_STEP.
 * Compile with -ffp-contract=off and -fno-math-errno.
 */
#ifndef ABAX_REAL_OPS_H
#define ABAX_REAL_OPS_H

#include <float.h>
#include <math.h> /* INFINITY */
#include <stdint.h>
#include <string.h>

#include "maths.h"

#ifdef __FAST_MATH__
#error "values are what their module defines only without -ffast-math (-Ofast)"
#endif
#if FLT_EVAL_METHOD == 1 || FLT_EVAL_METHOD == 2
#error "values are computed in a wider type than their own (x87?): results would differ; use SSE (-mfpmath=sse -msse2)"
#endif

/* For a function that GCC would otherwise copy to where it is called from, at many times its size in flash. The evaluator
   defines it before it includes this. */
#ifndef ABAX_SMALL
#if defined(__GNUC__) && defined(__OPTIMIZE_SIZE__)
#define ABAX_SMALL __attribute__((noinline, unused))
#else
#define ABAX_SMALL inline
#endif
#endif

/* For a function that is to be fast where it is called from, even if all around it is small. The evaluator defines it. */
#ifndef ABAX_QUICK
#define ABAX_QUICK inline
#endif

/* For the steps of functions with a memory that are long. The evaluator, which has one place for each, defines it. */
#ifndef ABAX_LONG_STEP
#define ABAX_LONG_STEP inline
#endif

/* For a function that nothing calls often, and that need not be called at all. */
#if defined(__GNUC__)
#define ABAX_RARELY __attribute__((noinline, cold, unused))
#else
#define ABAX_RARELY inline
#endif

/* Right shift of a negative number is implementation-defined in both languages, so the sign is moved by complements. */
static inline uint32_t abax_shift_right(uint32_t u, uint32_t n) { return (u & 0x80000000U) != 0 ? ~(~u >> n) : u >> n; }

/* Compilers see that this is a reinterpretation and emit nothing. */
static inline int32_t abax_to_signed(uint32_t u) { return u <= 0x7FFFFFFFU ? (int32_t)u : -1 - (int32_t)~u; }

#define ABAX_BITS 32
#include "real_curves.inc"
#include "real_ops.inc"
#include "real_state.inc"
#undef ABAX_BITS
#define ABAX_BITS 64
#include "real_curves.inc"
#include "real_ops.inc"
#include "real_state.inc"
#undef ABAX_BITS
#include "real.h"
#undef ABAX_RARELY

#endif
