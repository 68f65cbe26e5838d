/*
 * What generated source includes: the types of an instance, the maths library's seam and the arithmetic that has no operator
 * in C. Everything here is inline; generated source needs no library of Abax's unless it is used through the C interface of
 * abax.h. C99 and C++17.
 *
 * Compile generated source with -ffp-contract=off -fno-math-errno: with contraction a*b + c may be rounded once instead of
 * twice, and the values differ from those of tables.
 */
#ifndef ABAX_GENERATED_H
#define ABAX_GENERATED_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "abax.h"
#include "real_ops.h"

#if defined(__clang__) || defined(__ICCARM__)
#pragma STDC FP_CONTRACT OFF
#endif

/* For functions that a file need not use. */
#if defined(__GNUC__)
#define ABAX_UNUSED __attribute__((unused))
#else
#define ABAX_UNUSED
#endif

#define ABAX_BITS 32
#include "generated.inc"
#undef ABAX_BITS
#define ABAX_BITS 64
#include "generated.inc"
#undef ABAX_BITS
#include "real.h"

#endif
