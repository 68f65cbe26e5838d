// Folding for both Reals. Every formula comes from ops.def, through the functions that the evaluator is made of.
#include "fold.hpp"

#include "abax/real_ops.h"
#include "ops.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr Bits without_sign(uint32_t real_bits, Bits bits) {
    return bits & static_cast<Bits>(is_f32(real_bits) ? 0x7FFFFFFFu : uint64_t{0x7FFFFFFFu} << 32 | 0xFFFFFFFFu);
}

template <typename Real> Real number_of(Bits bits) {
    Real value;
    memcpy(&value, &bits, sizeof value); // of a float the low half
    return value;
}

template <typename Real> Bits bits_of_number(Real value) {
    Bits bits = 0;
    memcpy(&bits, &value, sizeof value);
    return canonical_bits(sizeof value * 8, bits);
}

double widened([[maybe_unused]] uint32_t real_bits, Bits bits) {
#if ABAX_COMPILE_F64
    if (!is_f32(real_bits)) {
        return number_of<double>(bits);
    }
#endif
    return static_cast<double>(number_of<float>(bits));
}

bool folds(unsigned properties) { return (properties & ABAX_FOLDS) != 0; }

#if ABAX_COMPILE_F32
#define ABAX_BITS 32
#include "fold.inc"
#undef ABAX_BITS
#endif
#if ABAX_COMPILE_F64
#define ABAX_BITS 64
#include "fold.inc"
#undef ABAX_BITS
#endif
#include "abax/real.h"

} // namespace

#if ABAX_COMPILE_F32
Bits bits_of(float value) { return bits_of_number(value); }
#endif
#if ABAX_COMPILE_F64
Bits bits_of(double value) { return bits_of_number(value); }
#endif

bool fold([[maybe_unused]] uint32_t real_bits, uint8_t op, Bits *operands) {
    if (!has_property(op, ABAX_FOLDS)) {
        return false;
    }
#if ABAX_COMPILE_F32
    if (is_f32(real_bits)) {
        operands[0] = bits_of(abax_f32_fold(op, number_of<float>(operands[0]), number_of<float>(operands[1]),
                                            number_of<float>(operands[2])));
        return true;
    }
#endif
#if ABAX_COMPILE_F64
    operands[0] = bits_of(abax_f64_fold(op, number_of<double>(operands[0]), number_of<double>(operands[1]),
                                        number_of<double>(operands[2])));
    return true;
#else
    return false;
#endif
}

Bits integer_bits([[maybe_unused]] uint32_t real_bits, int32_t value) {
#if ABAX_COMPILE_F32
    if (is_f32(real_bits)) {
        return bits_of(static_cast<float>(value));
    }
#endif
#if ABAX_COMPILE_F64
    return bits_of(static_cast<double>(value));
#else
    return 0;
#endif
}

bool bits_to_small_integer(uint32_t real_bits, Bits bits, int32_t &n) {
    const double value = widened(real_bits, bits);
    if (!(value >= -16 && value <= 16)) {
        return false;
    }
    n = static_cast<int32_t>(value);
    return static_cast<double>(n) - value == 0;
}

bool bits_truth(uint32_t real_bits, Bits bits) { return without_sign(real_bits, bits) != 0; }

bool index_of_bits(uint32_t real_bits, Bits bits, uint32_t slots, uint32_t &element) {
    const double index = widened(real_bits, bits);
    const bool inside = index > -1.0 && index < static_cast<double>(slots);
    element = inside ? static_cast<uint32_t>(index) : 0;
    return inside;
}

IndexKind kind_of_index(uint32_t real_bits, Bits bits, uint64_t &magnitude) {
    const double index = widened(real_bits, bits);
    const double size = index < 0 ? -index : index;
    magnitude = size < 0x1p63 ? static_cast<uint64_t>(size) : uint64_t{1} << 63;
    if (without_sign(real_bits, bits) >= infinity_bits(real_bits)) {
        return IndexKind::NotFinite;
    }
    return index < 0 ? IndexKind::Negative : IndexKind::High;
}

Bits canonical_bits(uint32_t real_bits, Bits bits) {
    return without_sign(real_bits, bits) > infinity_bits(real_bits) ? nan_bits(real_bits) : bits;
}

} // namespace abax
