// Folding for both Reals. Every formula comes from ops.def, through the functions that the evaluator is made of.
#include "fold.hpp"

#include "abax/real_ops.h"
#include "ops.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr uint64_t NAN_F32 = 0x7FC00000u;
constexpr uint64_t NAN_F64 = 0x7FF8000000000000u;

float to_f32(uint64_t bits) {
    const uint32_t low = static_cast<uint32_t>(bits);
    float value;
    memcpy(&value, &low, sizeof value);
    return value;
}

double to_f64(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

uint64_t from_f32(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value != value ? NAN_F32 : bits;
}

uint64_t from_f64(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value != value ? NAN_F64 : bits;
}

bool folds(unsigned properties) { return (properties & ABAX_FOLDS) != 0; }

#define ABAX_BITS 32
#include "fold.inc"
#undef ABAX_BITS
#define ABAX_BITS 64
#include "fold.inc"
#undef ABAX_BITS
#include "abax/real.h"

} // namespace

bool fold(uint32_t real_bits, uint8_t op, uint64_t x, uint64_t y, uint64_t z, uint64_t &result) {
    if (real_bits == 32) {
        float value = 0;
        const bool folded = abax_f32_fold(op, to_f32(x), to_f32(y), to_f32(z), value);
        result = from_f32(value);
        return folded;
    }
    double value = 0;
    const bool folded = abax_f64_fold(op, to_f64(x), to_f64(y), to_f64(z), value);
    result = from_f64(value);
    return folded;
}

uint64_t integer_bits(uint32_t real_bits, int32_t value) {
    return real_bits == 32 ? from_f32(static_cast<float>(value)) : from_f64(static_cast<double>(value));
}

bool bits_to_small_integer(uint32_t real_bits, uint64_t bits, int32_t &n) {
    for (n = -16; n <= 16; ++n) {
        if (integer_bits(real_bits, n) == bits) {
            return true;
        }
    }
    n = 0; // -0 is left
    return !bits_truth(real_bits, bits);
}

bool bits_truth(uint32_t real_bits, uint64_t bits) {
    return real_bits == 32 ? (bits & 0x7FFFFFFFu) != 0 : (bits & 0x7FFFFFFFFFFFFFFFu) != 0;
}

bool index_of_bits(uint32_t real_bits, uint64_t bits, uint32_t slots, uint32_t &element) {
    const double index = real_bits == 32 ? static_cast<double>(to_f32(bits)) : to_f64(bits);
    const bool inside = index > -1.0 && index < static_cast<double>(slots);
    element = inside ? static_cast<uint32_t>(index) : 0;
    return inside;
}

IndexKind kind_of_index(uint32_t real_bits, uint64_t bits, uint64_t &magnitude) {
    const double index = real_bits == 32 ? static_cast<double>(to_f32(bits)) : to_f64(bits);
    const double size = index < 0 ? -index : index;
    magnitude = size < 0x1p63 ? static_cast<uint64_t>(size) : uint64_t{1} << 63;
    if (!(size <= (real_bits == 32 ? static_cast<double>(FLT_MAX) : DBL_MAX))) {
        return IndexKind::NotFinite;
    }
    return index < 0 ? IndexKind::Negative : IndexKind::High;
}

uint64_t canonical_bits(uint32_t real_bits, uint64_t bits) {
    return real_bits == 32 ? from_f32(to_f32(bits)) : from_f64(to_f64(bits));
}

} // namespace abax
