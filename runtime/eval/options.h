/*
 * What is built into the evaluator. Each switch may be set on the command line; nothing else in runtime/eval asks about
 * the compiler or the target.
 *
 *   ABAX_WITH_FUSED     1: tables of the fused profile run; 0 saves 3.0 KB of a Cortex-M's flash for each Real
 *   ABAX_WITH_WIDE      1: tables of the wide profile run; 0 saves 0.9 to 1.0 KB
 *   ABAX_WITH_BITWISE   1: the operators on 32-bit integers; 0 saves 0.3 KB
 *   ABAX_WITH_ARRAYS    1: elements of arrays by an index that is computed; 0 saves 0.4 to 0.5 KB
 *   ABAX_WITH_NATIVES   1: functions of the firmware's; 0 saves 0.3 to 0.4 KB
 *   ABAX_WITH_STATES    1: functions with a memory, and what saves and loads their state; 0 saves 2.4 to 2.7 KB
 *   ABAX_WITH_CURVES    1: curves and maps; 0 saves 0.9 to 1.2 KB
 *   ABAX_OPS_HEADER     the name of a header that says which instructions and which functions of the maths library are built
 *                       in, "firmware_ops.h" for example: `abax ops --format header` writes it. Tables that use others are
 *                       refused. It also sets those of the switches above that the command line does not: what no
 *                       instruction of it needs is left out. Without the header all are built in
 *   ABAX_SAVE_FLASH     1: what instructions have in common is shared, what is rare is out of line, and all is compiled for
 *                       size. Set for Thumb, and where the compiler optimises for size. With it, on a Cortex-M7 and for
 *                       one Real, evaluator, verifier and instance take 4.0 KB in the base profile, 7.5 KB in the base
 *                       and the fused profile (-Os), without states and curves.
 *   ABAX_TAIL_CALLS     1: every instruction is a function that ends in a jump to the next one's: fastest. Needs GNU C that
 *                       makes calls at the end of a function into jumps: GCC and Clang where they optimise for speed and flash
 *                       is not to be saved, for x86-64, AArch64 and Thumb-2 with the hard-float calling convention. On a
 *                       Cortex-M7 three instructions to dispatch, where the switch takes six, and no registers to save: a
 *                       tenth fewer instructions for 3.6 KB more of its flash in the base and the fused profile
 *   ABAX_COMPUTED_GOTO  1: GNU C's computed goto; 0: a portable switch, smallest. C++ has the switch only, and so has a run
 *                       time with ABAX_OPS_HEADER. If either is set, there are no tail calls unless ABAX_TAIL_CALLS says so
 *   ABAX_BLOCK_ROWS     rows that abax_eval_block takes at a time, a multiple of 16: every slot of the frame needs as many Reals
 *                       of scratch. 128, or 32 for Thumb
 *   ABAX_WITH_AVX2      1: abax_eval_block has its loops twice, the second ones for processors with AVX2. Set for x86-64 where
 *                       the compiler does not optimise for size
 *   ABAX_CODE           where the evaluation loops lie: an attribute, __attribute__((section(".itcm"))) for example
 *   ABAX_DATA           the same for the tables that the loops dispatch through
 *   ABAX_FENCE          a memory fence: see below
 *   ABAX_DISPATCH       the integer type of the computed goto's table of label distances: 16 bits suffice for optimised
 *                       code, unoptimised or instrumented code needs 32
 */
#ifndef ABAX_EVAL_OPTIONS_H
#define ABAX_EVAL_OPTIONS_H

#ifdef ABAX_OPS_HEADER
#include ABAX_OPS_HEADER
#endif

#ifndef ABAX_WITH_FUSED
#define ABAX_WITH_FUSED 1
#endif
#ifndef ABAX_WITH_WIDE
#define ABAX_WITH_WIDE 1
#endif
#ifndef ABAX_WITH_BITWISE
#define ABAX_WITH_BITWISE 1
#endif
#ifndef ABAX_WITH_ARRAYS
#define ABAX_WITH_ARRAYS 1
#endif
#ifndef ABAX_WITH_NATIVES
#define ABAX_WITH_NATIVES 1
#endif
#ifndef ABAX_WITH_STATES
#define ABAX_WITH_STATES 1
#endif
#ifndef ABAX_WITH_CURVES
#define ABAX_WITH_CURVES 1
#endif

/*
 * Whether an instruction of instructions.def and a library function of ops.def are built in, by their numbers; a constant
 * expression where the number is one. The header has the numbers as bits, 32 in a word.
 */
#ifdef ABAX_OPS_HEADER
#define ABAX_HAS_INSTRUCTION(number)                                                                                   \
    (((number) < 128 ? ABAX_OPS_WORD(number, ABAX_OPS_INSTRUCTIONS_0, ABAX_OPS_INSTRUCTIONS_1,                         \
                                     ABAX_OPS_INSTRUCTIONS_2, ABAX_OPS_INSTRUCTIONS_3)                                 \
                     : ABAX_OPS_WORD(number, ABAX_OPS_INSTRUCTIONS_4, ABAX_OPS_INSTRUCTIONS_5,                         \
                                     ABAX_OPS_INSTRUCTIONS_6, ABAX_OPS_INSTRUCTIONS_7)) >>                             \
         ((number)&31) &                                                                                               \
     1U)
#define ABAX_HAS_FUNCTION(number)                                                                                      \
    (ABAX_OPS_WORD(number, ABAX_OPS_FUNCTIONS_0, ABAX_OPS_FUNCTIONS_1, ABAX_OPS_FUNCTIONS_2, ABAX_OPS_FUNCTIONS_3) >>  \
         ((number)&31) &                                                                                               \
     1U)
#define ABAX_OPS_WORD(number, w0, w1, w2, w3)                                                                          \
    (((number)&64) == 0 ? (((number)&32) == 0 ? (w0) : (w1)) : (((number)&32) == 0 ? (w2) : (w3)))
#else
#define ABAX_HAS_INSTRUCTION(number) 1
#define ABAX_HAS_FUNCTION(number) 1
#endif

/*
 * The label of an instruction in a switch over eight bits. To one that is not built in the switch cannot come: compilers
 * drop it, and what nothing else needs.
 */
#define ABAX_CASE(number) (ABAX_HAS_INSTRUCTION(number) ? (number) : 0x100 + (number))
#define ABAX_FUNCTION_CASE(number) (ABAX_HAS_FUNCTION(number) ? (number) : 0x100 + (number))

#ifndef ABAX_SAVE_FLASH
#if defined(__OPTIMIZE_SIZE__) || defined(__thumb__)
#define ABAX_SAVE_FLASH 1
#else
#define ABAX_SAVE_FLASH 0
#endif
#endif

/* Instrumented code is larger than its labels' distances may be, and its calls stay calls. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ABAX_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer) ||          \
    __has_feature(undefined_behavior_sanitizer)
#define ABAX_SANITIZED 1
#endif
#endif
#ifndef ABAX_SANITIZED
#define ABAX_SANITIZED 0
#endif

/* Armv7-M with the hard-float calling convention: four integer arguments in registers, and sixteen numbers. */
#if defined(__thumb2__) && defined(__ARM_PCS_VFP)
#define ABAX_OWNER_IS_FLOAT 1
#else
#define ABAX_OWNER_IS_FLOAT 0
#endif

/*
 * Where calls are known to become jumps: Clang says so call by call, GCC is told for all of the unit.
 */
#ifdef __has_attribute
#if __has_attribute(musttail)
#define ABAX_TAIL __attribute__((musttail))
#endif
#endif
#ifndef ABAX_TAIL
#define ABAX_TAIL
#define ABAX_ASKS_FOR_TAILS 1
#else
#define ABAX_ASKS_FOR_TAILS 0
#endif
#ifndef ABAX_TAIL_CALLS
#if defined(__GNUC__) && !defined(__cplusplus) && defined(__OPTIMIZE__) && !ABAX_SAVE_FLASH &&                         \
    !defined(ABAX_OPS_HEADER) && !defined(ABAX_COMPUTED_GOTO) && !ABAX_SANITIZED &&                                    \
    (defined(__x86_64__) || defined(__aarch64__) || ABAX_OWNER_IS_FLOAT)
#define ABAX_TAIL_CALLS 1
#else
#define ABAX_TAIL_CALLS 0
#endif
#endif
#if ABAX_TAIL_CALLS && ABAX_ASKS_FOR_TAILS
#pragma GCC optimize("optimize-sibling-calls")
#endif

#ifndef ABAX_COMPUTED_GOTO
#if defined(__GNUC__) && !defined(__cplusplus) && !defined(__OPTIMIZE_SIZE__) && !defined(__thumb__) &&                \
    !defined(ABAX_OPS_HEADER) && !ABAX_TAIL_CALLS
#define ABAX_COMPUTED_GOTO 1
#else
#define ABAX_COMPUTED_GOTO 0
#endif
#endif
#if ABAX_TAIL_CALLS && ABAX_COMPUTED_GOTO
#error "ABAX_TAIL_CALLS and ABAX_COMPUTED_GOTO are ways to build the loop: choose one"
#endif
#if (ABAX_COMPUTED_GOTO || ABAX_TAIL_CALLS) && defined(__cplusplus)
#error "ABAX_COMPUTED_GOTO and ABAX_TAIL_CALLS need GNU C: C++ has no designated initialisers for their tables"
#endif
#if (ABAX_COMPUTED_GOTO || ABAX_TAIL_CALLS) && defined(ABAX_OPS_HEADER)
#error "ABAX_COMPUTED_GOTO and ABAX_TAIL_CALLS keep every instruction: with ABAX_OPS_HEADER they must be 0"
#endif

#ifndef ABAX_BLOCK_ROWS
#if defined(__thumb__)
#define ABAX_BLOCK_ROWS 32U
#else
#define ABAX_BLOCK_ROWS 128U
#endif
#endif

#ifndef ABAX_WITH_AVX2
#if defined(__GNUC__) && defined(__x86_64__) && !defined(__OPTIMIZE_SIZE__)
#define ABAX_WITH_AVX2 1
#else
#define ABAX_WITH_AVX2 0
#endif
#endif

#ifndef ABAX_CODE
#define ABAX_CODE
#endif
#ifndef ABAX_DATA
#define ABAX_DATA
#endif

/* For what is rarely called, and must not cost registers where it is called from. */
#if defined(__GNUC__)
#define ABAX_OUT_OF_LINE __attribute__((noinline))
#else
#define ABAX_OUT_OF_LINE
#endif

/* Of the arithmetic in real_ops.h, what is to be fast where it is called from, even if all around it is small. */
#if defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)
#define ABAX_QUICK inline __attribute__((always_inline))
#endif

/* Of the arithmetic in real_ops.h, the steps of functions with a memory that are long: one copy for all loops. */
#if defined(__GNUC__)
#define ABAX_LONG_STEP __attribute__((noinline, unused))
#endif

/* For what need not be fast. Of the arithmetic in real_ops.h, ABAX_SMALL are the functions that are long. */
#if defined(__GNUC__) && ABAX_SAVE_FLASH
#define ABAX_COLD __attribute__((cold))
#ifndef ABAX_SMALL
#define ABAX_SMALL __attribute__((noinline, unused))
#endif
#else
#define ABAX_COLD
#endif

/* A condition that nearly always holds. */
#if defined(__GNUC__)
#define ABAX_USUALLY(condition) __builtin_expect((condition), 1)
#else
#define ABAX_USUALLY(condition) (condition)
#endif

/* A statement that does nothing, before which code is neither copied to where it is jumped from nor merged with other code. */
#if defined(__GNUC__)
#define ABAX_APART() __asm__ volatile("")
#else
#define ABAX_APART() ((void)0)
#endif

/* A statement after which the compiler does not know where a pointer came from. */
#if defined(__GNUC__)
#define ABAX_FORGET(pointer) __asm__("" : "+r"(pointer))
#else
#define ABAX_FORGET(pointer) ((void)0)
#endif

/*
 * Before a loop whose rounds may be done in any order, several at a time. Some of these loops call functions, and no vector
 * instruction does what they do: Clang need not say so. (It says so at the first place where it met the line's file, so the
 * warning is off from here on, not around the loops.)
 */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed"
#define ABAX_ANY_ORDER _Pragma("clang loop vectorize(assume_safety) interleave_count(2) unroll(disable)")
#elif defined(__GNUC__)
#define ABAX_ANY_ORDER _Pragma("GCC ivdep")
#else
#define ABAX_ANY_ORDER
#endif

/* Gives a Real a value that nobody knows, for nothing. */
#if defined(__GNUC__) && defined(__x86_64__)
#define ABAX_UNDEFINED(real) __asm__("" : "=x"(real))
#elif defined(__GNUC__) && defined(__ARM_FP) && (__ARM_FP & 8) != 0
#define ABAX_UNDEFINED(real) __asm__("" : "=w"(real))
#else
#define ABAX_UNDEFINED(real) ((real) = 0)
#endif

/* The thread sanitizer, which knows no fences, must not look at what reads results while they may be written. */
#if defined(__SANITIZE_THREAD__)
#define ABAX_WATCHES_THREADS 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ABAX_WATCHES_THREADS 1
#endif
#endif
#ifndef ABAX_WATCHES_THREADS
#define ABAX_WATCHES_THREADS 0
#endif
#if ABAX_WATCHES_THREADS
#define ABAX_RACES __attribute__((no_sanitize("thread")))
#else
#define ABAX_RACES
#endif

#ifndef ABAX_DISPATCH
#if ABAX_SANITIZED || !defined(__OPTIMIZE__)
#define ABAX_DISPATCH int32_t
#else
#define ABAX_DISPATCH int16_t
#endif
#endif

/*
 * Orders what is written before it before what is written after it, and reads alike, as other threads and cores see them.
 * abax_snapshot is all that needs it. Without any of these languages' fences it is for the writer's own thread only; a build
 * may define the macro as what its compiler has.
 */
#ifndef ABAX_FENCE
#if defined(__GNUC__) && ABAX_WATCHES_THREADS
#define ABAX_FENCE() __sync_synchronize()
#elif defined(__GNUC__)
#define ABAX_FENCE() __atomic_thread_fence(__ATOMIC_ACQ_REL)
#elif defined(__cplusplus)
#include <atomic>
#define ABAX_FENCE() std::atomic_thread_fence(std::memory_order_acq_rel)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L && !defined(__STDC_NO_ATOMICS__)
#include <stdatomic.h>
#define ABAX_FENCE() atomic_thread_fence(memory_order_acq_rel)
#else
#define ABAX_FENCE() ((void)0)
#endif
#endif

/*
 * Minimum and maximum of IEEE 754-2008, with -0 below +0, where the processor has an instruction for them. No macro of the
 * compilers' tells FPv5, which has, from FPv4; double precision on Armv7E-M does.
 */
#if defined(__GNUC__) && defined(__ARM_ARCH_7EM__) && defined(__ARM_FP) && (__ARM_FP & 8) != 0
#define ABAX_HAS_MINNUM 1
#define ABAX_MINNUM(suffix, Real, name, instruction)                                                                   \
    static inline Real name(Real x, Real y) {                                                                          \
        Real result;                                                                                                   \
        __asm__(instruction : "=" suffix(result) : suffix(x), suffix(y));                                              \
        return result;                                                                                                 \
    }
ABAX_MINNUM("t", float, abax_f32_minnum, "vminnm.f32 %0, %1, %2")
ABAX_MINNUM("t", float, abax_f32_maxnum, "vmaxnm.f32 %0, %1, %2")
ABAX_MINNUM("w", double, abax_f64_minnum, "vminnm.f64 %P0, %P1, %P2")
ABAX_MINNUM("w", double, abax_f64_maxnum, "vmaxnm.f64 %P0, %P1, %P2")
#undef ABAX_MINNUM
#else
#define ABAX_HAS_MINNUM 0
#endif

/* The wire format is read in place. */
#if defined(__BYTE_ORDER__) && defined(__ORDER_LITTLE_ENDIAN__)
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Abax tables are little-endian and evaluated in place: big-endian targets are not supported"
#endif
#endif

#endif
