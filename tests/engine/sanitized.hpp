// Whether the tests are built with sanitizers, under which all takes several times as long: tests of many random modules take
// fewer there, and what only other programs do (compile generated source without a warning, check it) is left to the other builds.
#pragma once

namespace abax_tests {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool SANITIZED = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool SANITIZED = true;
#else
inline constexpr bool SANITIZED = false;
#endif
#else
inline constexpr bool SANITIZED = false;
#endif

} // namespace abax_tests
