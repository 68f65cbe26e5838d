// Whether this build is slow and deep on purpose: sanitizers, or no optimisation. Tests of many random cases then take fewer,
// those of the call stack see only that everything ends, and what only other programs do (compile generated source without a
// warning, check it) is left to the other builds.
#pragma once

namespace abax_tests {

#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
inline constexpr bool instrumented = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(undefined_behavior_sanitizer)
inline constexpr bool instrumented = true;
#else
inline constexpr bool instrumented = false;
#endif
#else
inline constexpr bool instrumented = false;
#endif

} // namespace abax_tests
