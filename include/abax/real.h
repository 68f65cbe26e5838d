/*
 * The words that type-generic code is written in. ABAX_BITS is 32 or 64 before it is included; it may be included again
 * with the other value, and without ABAX_BITS it takes all of its words away. No functions here: see real_ops.h.
 *
 *   Real             float or double
 *   ABAX_R(name)     abax_f32_name or abax_f64_name
 *   ABAX_M(f)        the maths library's f for Real (maths.h)
 *   ABAX_INFINITY    positive infinity
 *   ABAX_NAN         the NaN that is stored
 *   ABAX_SIGNBIT(x)  whether x has the minus sign, zeros included
 *   ABAX_INT(x)      Real to 32-bit integer: toward zero, modulo 2^32, 0 for NaN and infinities
 *   ABAX_UNINT(u)    32-bit two's complement to Real
 *   ABAX_UINT        the unsigned integer of a Real's size
 *   ABAX_SHR(u, n)   32-bit shift to the right that keeps the sign, n from 0 to 31
 */
#undef Real
#undef ABAX_R
#undef ABAX_M
#undef ABAX_INFINITY
#undef ABAX_NAN
#undef ABAX_SIGNBIT
#undef ABAX_INT
#undef ABAX_UNINT
#undef ABAX_SHR
#undef ABAX_UINT

#ifdef ABAX_BITS
#if ABAX_BITS == 32
#define Real float
#define ABAX_R(name) abax_f32_##name
#define ABAX_M(f) abax_f32_##f
#define ABAX_UINT uint32_t
#elif ABAX_BITS == 64
#define Real double
#define ABAX_R(name) abax_f64_##name
#define ABAX_M(f) abax_f64_##f
#define ABAX_UINT uint64_t
#else
#error "ABAX_BITS is 32 (float) or 64 (double)"
#endif
#define ABAX_INFINITY ((Real)INFINITY)
#define ABAX_NAN ((Real)NAN)
#ifdef __GNUC__
#define ABAX_SIGNBIT(x)                                                                                                \
    (__builtin_signbit(x) != 0) /* a test of the bit; the other form takes six instructions for it */
#else
#define ABAX_SIGNBIT(x) (ABAX_M(copysign)((Real)1, (x)) < (Real)0)
#endif
#define ABAX_INT(x) ABAX_R(to_int)(x)
#define ABAX_UNINT(u) ABAX_R(from_int)(u)
#define ABAX_SHR(u, n) abax_shift_right((u), (n))
#endif
