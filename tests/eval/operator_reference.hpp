// What the operators of ops.def mean, written a second time from their sentences and the language's text, in other words
// than their formulas. Values come out with the bits that Real must have.
#ifndef ABAX_TESTS_OPERATOR_REFERENCE_HPP
#define ABAX_TESTS_OPERATOR_REFERENCE_HPP

#include "rows.hpp"

#include <cmath>
#include <cstdint>

namespace abax_tests {

// Truncated, modulo 2^32, in long double, which is exact here: it has 64 bits and its remainder has no rounding.
template <class Real> std::uint32_t reference_integer(Real x) {
    if (!std::isfinite(x)) {
        return 0;
    }
    const long double rest = std::fmod(std::trunc(static_cast<long double>(x)), 4294967296.0L);
    return static_cast<std::uint32_t>(static_cast<std::int64_t>(rest));
}

template <class Real> Real reference_from_integer(std::uint32_t u) {
    const std::int64_t wide = u;
    return static_cast<Real>(wide >= INT64_C(0x80000000) ? wide - INT64_C(0x100000000) : wide);
}

template <class Real> Real reference_least(Real x, Real y, bool greatest) {
    if (std::isnan(x) || std::isnan(y)) {
        return std::isnan(x) ? y : x;
    }
    if (x == y) { // only zeros can differ in their bits
        return std::signbit(x) != greatest ? x : y;
    }
    return (x < y) != greatest ? x : y;
}

template <class Real> Real reference(Op op, Real x, Real y, Real z) {
    const std::uint32_t i = reference_integer(x);
    const std::uint32_t j = reference_integer(y);
    const auto integer = [](std::uint32_t u) { return reference_from_integer<Real>(u); };
    const auto truth = [](bool b) { return b ? Real{1} : Real{0}; };
    const auto exact = [](long double v) { return static_cast<Real>(v); };
    switch (op) {
    case Op::NONE:
        return x;
    case Op::BITOR:
        return integer(i | j);
    case Op::BITAND:
        return integer(i & j);
    case Op::BITXOR:
        return integer((i | j) & ~(i & j));
    case Op::EQ:
        return truth(std::islessequal(x, y) && std::isgreaterequal(x, y));
    case Op::NE:
        return truth(std::isunordered(x, y) || std::islessgreater(x, y));
    case Op::LT:
        return truth(std::isless(x, y));
    case Op::LE:
        return truth(std::islessequal(x, y));
    case Op::GT:
        return truth(std::isgreater(x, y));
    case Op::GE:
        return truth(std::isgreaterequal(x, y));
    case Op::SHL:
        return integer(static_cast<std::uint32_t>(std::uint64_t{i} << j % 32));
    case Op::SHR:
        return integer(static_cast<std::uint32_t>(static_cast<std::int32_t>(i) >> j % 32)); // C++20 says so
    case Op::ADD:
        return x + y;
    case Op::SUB:
        return x - y;
    case Op::MUL:
        return x * y;
    case Op::DIV:
        return x / y;
    case Op::NEG:
        return std::copysign(x, std::signbit(x) ? Real{1} : Real{-1});
    case Op::NOT:
        return truth(std::fpclassify(x) == FP_ZERO);
    case Op::BITNOT:
        return integer(0xFFFFFFFFU - i);
    case Op::BOOL:
        return truth(std::fpclassify(x) != FP_ZERO);
    case Op::FLOOR:
        return exact(std::floor(static_cast<long double>(x)));
    case Op::CEIL:
        return exact(std::ceil(static_cast<long double>(x)));
    case Op::TRUNC:
        return exact(std::trunc(static_cast<long double>(x)));
    case Op::ROUND:
        return exact(std::round(static_cast<long double>(x)));
    case Op::RINT:
        return exact(std::nearbyint(static_cast<long double>(x)));
    case Op::ABS:
        return std::signbit(x) ? -x : x;
    case Op::SIGN:
        return std::isnan(x) || std::fpclassify(x) == FP_ZERO ? Real{0} : std::signbit(x) ? Real{-1} : Real{1};
    case Op::COPYSIGN:
        return std::copysign(x, std::isnan(y) ? Real{1} : y);
    case Op::MIN:
        return reference_least(x, y, false);
    case Op::MAX:
        return reference_least(x, y, true);
    case Op::SQRT:
        return std::sqrt(x);
    case Op::ISNAN:
        return truth(std::isnan(x));
    case Op::ISINF:
        return truth(std::isinf(x));
    case Op::ISFINITE:
        return truth(std::isfinite(x));
    case Op::FMA:
        return std::fma(x, y, z);
    case Op::SELECT:
        return std::fpclassify(x) == FP_ZERO ? z : y;
#define ABAX_STATE(id, ...) case Op::id:
#define ABAX_WINDOW(id, ...) case Op::id:
#define ABAX_FEEDBACK(id, ...) case Op::id:
#include "abax/ops.def"
        break; // not of the operands alone
    }
    return x;
}

// The C library's functions by their numbers in tables.
template <class Real> Real reference_library(std::uint32_t number, Real x, Real y) {
    switch (number) {
#define ABAX_LIBRARY1(id, library_number, name, c_name, properties, sentence)                                          \
    case library_number:                                                                                               \
        return std::c_name(x);
#define ABAX_LIBRARY2(id, library_number, symbol, alias, level, side, name, c_name, properties, sentence)              \
    case library_number:                                                                                               \
        return std::c_name(x, y);
#include "abax/ops.def"
    default:
        return x;
    }
}

} // namespace abax_tests

#endif
