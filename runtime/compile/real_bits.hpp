// The Reals that a build compiles modules for, and numbers as their bits.
//
//   ABAX_COMPILE_F32    1: modules in f32
//   ABAX_COMPILE_F64    1: modules in f64
//
// Each may be set to 0 on the command line. A build for one Real has no functions of the other, and is about a tenth
// smaller; the tables are the same.
#ifndef ABAX_COMPILE_REAL_BITS_HPP
#define ABAX_COMPILE_REAL_BITS_HPP

#include <stdint.h>

#ifndef ABAX_COMPILE_F32
#define ABAX_COMPILE_F32 1
#endif
#ifndef ABAX_COMPILE_F64
#define ABAX_COMPILE_F64 1
#endif
#if !ABAX_COMPILE_F32 && !ABAX_COMPILE_F64
#error "a compiler for neither f32 nor f64"
#endif

namespace abax {

// The bits of a double, or of a float in the low half.
#if ABAX_COMPILE_F64
using Bits = uint64_t;
#else
using Bits = uint32_t;
#endif

// Whether a Real of that many bits, 32 or 64, is a float. Known while the compiler is compiled where it is for one Real.
constexpr bool is_f32(uint32_t real_bits) {
#if ABAX_COMPILE_F32 && ABAX_COMPILE_F64
    return real_bits == 32;
#else
    return static_cast<void>(real_bits), ABAX_COMPILE_F32 != 0;
#endif
}

constexpr uint32_t low_word(Bits bits) { return static_cast<uint32_t>(bits); }
constexpr uint32_t high_word(Bits bits) { return static_cast<uint32_t>(uint64_t{bits} >> 32); }
constexpr Bits join_words(uint32_t low, uint32_t high) { return static_cast<Bits>(low | uint64_t{high} << 32); }

} // namespace abax

#endif
