// Constant folding: operations on bits, in the module's own type, by the evaluator's own arithmetic.
#ifndef ABAX_COMPILE_FOLD_HPP
#define ABAX_COMPILE_FOLD_HPP

#include "real_bits.hpp"

namespace abax {

// True if ops.def says that the operation folds; then the first of its three operands is replaced by the result. NaN comes
// out canonical.
bool fold(uint32_t real_bits, uint8_t op, Bits *operands);

// NaN comes out canonical.
#if ABAX_COMPILE_F32
Bits bits_of(float value);
#endif
#if ABAX_COMPILE_F64
Bits bits_of(double value);
#endif

Bits integer_bits(uint32_t real_bits, int32_t value);

// True if the value is an integer of at most 16 in magnitude; then n is it.
bool bits_to_small_integer(uint32_t real_bits, Bits bits, int32_t &n);

// True unless the value is a zero.
bool bits_truth(uint32_t real_bits, Bits bits);

// True if the value, truncated, is the index of one of `slots` elements; then element is it.
bool index_of_bits(uint32_t real_bits, Bits bits, uint32_t slots, uint32_t &element);

// What an index is that is none; magnitude is its integer part, at most 2^63.
enum class IndexKind : uint8_t { High, Negative, NotFinite };
IndexKind kind_of_index(uint32_t real_bits, Bits bits, uint64_t &magnitude);

Bits canonical_bits(uint32_t real_bits, Bits bits);

constexpr Bits infinity_bits(uint32_t real_bits) {
    return static_cast<Bits>(is_f32(real_bits) ? 0x7F800000u : uint64_t{0x7FF00000u} << 32);
}
constexpr Bits nan_bits(uint32_t real_bits) { // the canonical one: the quiet bit is below the exponent
    return infinity_bits(real_bits) | infinity_bits(real_bits) >> 1;
}

} // namespace abax

#endif
