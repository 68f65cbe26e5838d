// What the syntax trees of the story are evaluated with: the operators and functions of ops.def that need nothing but
// their operands, in f32, by the arithmetic of the evaluator.
#pragma once

#include <cstdint>

#include "abax/real_ops.h"
#include "compile/fold.hpp"
#include "compile/ops.hpp"

namespace bench {

// Calls one(f) with the function of an operation of one operand, two(f) with that of an operation of two; neither for
// an operation that a tree of the story cannot have. Both give a Result.
template <class Result, class One, class Two> Result dispatch(std::uint8_t op, One one, Two two) {
    switch (op) {
#define ABAX_UNARY(id, ...)                                                                                            \
    case abax::OP_##id:                                                                                                \
        return one([](float x) { return abax_f32_op_##id(x); });
#define ABAX_BINARY(id, ...)                                                                                           \
    case abax::OP_##id:                                                                                                \
        return two([](float x, float y) { return abax_f32_op_##id(x, y); });
#define ABAX_LIBRARY1(id, number, name, c_name, ...)                                                                   \
    case abax::OP_##id:                                                                                                \
        return one([](float x) { return abax_f32_##c_name(x); });
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, ...)                                       \
    case abax::OP_##id:                                                                                                \
        return two([](float x, float y) { return abax_f32_##c_name(x, y); });
#include "abax/ops.def"
    case abax::OP_PLUS:
        return one([](float x) { return x; });
    case abax::OP_AND:
        return two([](float x, float y) { return x != 0 && y != 0 ? 1.0F : 0.0F; });
    case abax::OP_OR:
        return two([](float x, float y) { return x != 0 || y != 0 ? 1.0F : 0.0F; });
    default:
        return Result();
    }
}

// Operands of an operation: 1 or 2; 0 where a tree of the story cannot have it.
inline unsigned operands_of(std::uint8_t op) {
    return dispatch<unsigned>(
        op, [](auto) { return 1U; }, [](auto) { return 2U; });
}

// op(x, y); y is ignored where there is one operand.
inline float apply(std::uint8_t op, float x, float y) {
    return dispatch<float>(
        op, [x](auto f) { return f(x); }, [x, y](auto f) { return f(x, y); });
}

// Whether a number is an exponent of those for which the language fixes multiplications.
inline bool is_small_integer(float exponent, std::int32_t &n) {
    return abax::bits_to_small_integer(32, abax::bits_of(exponent), n);
}

// The sequence that the language fixes, as make_integer_power of the compiler has it.
inline float integer_power(float x, std::int32_t n) {
    const std::uint32_t magnitude = static_cast<std::uint32_t>(n < 0 ? -n : n);
    if (magnitude == 0) {
        return 1;
    }
    std::uint32_t bit = 16;
    while ((magnitude & bit) == 0) {
        bit >>= 1U;
    }
    float power = x;
    for (bit >>= 1U; bit != 0; bit >>= 1U) {
        power *= power;
        power = (magnitude & bit) != 0 ? power * x : power;
    }
    return n < 0 ? 1 / power : power;
}

} // namespace bench
