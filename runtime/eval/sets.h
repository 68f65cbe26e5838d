/*
 * Rows of instructions.def by their set: KEEP_x(…) is what stands in it where the set x is built in, else nothing. KEEP_FUSED is
 * defined where a loop is made, since not every encoding has fused instructions.
 */
#ifndef ABAX_EVAL_SETS_H
#define ABAX_EVAL_SETS_H

#include "options.h"

#define KEEP_BASE(...) __VA_ARGS__
#if ABAX_WITH_BITWISE
#define KEEP_BITWISE(...) __VA_ARGS__
#else
#define KEEP_BITWISE(...)
#endif
#if ABAX_WITH_ARRAYS
#define KEEP_ARRAYS(...) __VA_ARGS__
#else
#define KEEP_ARRAYS(...)
#endif
#if ABAX_WITH_NATIVES
#define KEEP_NATIVES(...) __VA_ARGS__
#else
#define KEEP_NATIVES(...)
#endif
#if ABAX_WITH_STATES
#define KEEP_STATES(...) __VA_ARGS__
#else
#define KEEP_STATES(...)
#endif
#if ABAX_WITH_CURVES
#define KEEP_CURVES(...) __VA_ARGS__
#else
#define KEEP_CURVES(...)
#endif

#endif
