// The cases that the build machine hands to an image on the target: modules with everything that is needed to compile them, the
// tables that the build machine made, rows of inputs, and what the reference says of them. A file of bytes, written by
// write_cases and loaded beside the image, read in place.
//
//   file     magic, of f32 or of f64: magic, number of modules, module…, number of samples, sample…
//   module   real (4, 8), flags, log, node_limit, room for params, results, states; name; name and version of the module;
//            number of declarations, declaration…; three tables (base, fused, wide): bytes (0: there is none), 8-aligned bytes, the
//            most instructions of an evaluation, and what that bound is (below);
//            rows, params, results; row…
//   declaration   kind (DeclarationKind of the tests), flags; name; text; numbers, 8-aligned Reals
//   row      8-aligned Reals: params, results; faults, ordinal of the result charged, calls; call…
//   call     ordinal of the native, arguments, 8-aligned Reals
//   sample   function (its number in ops.def), count; 8-aligned Reals: x, y and the value, count times
//   text     bytes without the NUL, bytes, NUL, up to a multiple of 4
//
// Everything that has no other size is 32 bits, little-endian.
#ifndef ABAX_TESTS_TARGET_CASES_HPP
#define ABAX_TESTS_TARGET_CASES_HPP

#include "abax/maths.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace abax_tests::cases {

constexpr std::uint32_t magic = 0x54584241; // "ABXT"

// Of a module.
constexpr std::uint32_t any_order = 1;   // the order of natives is open: their calls are told sorted
constexpr std::uint32_t own_library = 2; // calls functions whose values differ between the two maths libraries

// Of a bound on instructions.
constexpr std::uint32_t with_library = 1;  // functions of the maths library count in with what was seen
constexpr std::uint32_t with_natives = 2;  // natives do not count
constexpr std::uint32_t straight_line = 4; // every run takes the same way

// Of a declaration.
constexpr std::uint32_t is_array = 1;
constexpr std::uint32_t has_range = 2; // its two ends are the last numbers

constexpr std::uint32_t tables = 3;

// A function of the maths library by its C name, of the Real of the place where this stands.
#define ABAX_OF(c_name)                                                                                                \
    [] {                                                                                                               \
        if constexpr (std::is_same_v<Real, float>) {                                                                   \
            return abax_f32_##c_name;                                                                                  \
        } else {                                                                                                       \
            return abax_f64_##c_name;                                                                                  \
        }                                                                                                              \
    }()

// Goes through the bytes.
class Cursor {
public:
    explicit Cursor(const void *begin) : at_(static_cast<const char *>(begin)) {}

    std::uint32_t number() {
        std::uint32_t value = 0;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

    const char *text() {
        const std::uint32_t size = number();
        const char *const begin = at_;
        at_ += (size + 4U) & ~3U; // with its NUL
        return begin;
    }

    const void *bytes(std::size_t size) {
        at_ += -reinterpret_cast<std::uintptr_t>(at_) & 7U;
        const char *const begin = at_;
        at_ += (size + 3U) & ~std::size_t{3};
        return begin;
    }

    template <class Real> const Real *reals(std::size_t count) {
        return static_cast<const Real *>(bytes(count * sizeof(Real)));
    }

private:
    const char *at_;
};

} // namespace abax_tests::cases

#endif
