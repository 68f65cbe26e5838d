// How the bytes of fuzz_compile spell a module. The first byte holds options, then every line is a declaration: a letter for the
// kind, the name, " = ", the text. A line break in a text is a carriage return. The text of a param or a constant that begins with
// '[' is an array; a native is pure if its text says so. Any bytes mean something.
#ifndef ABAX_TESTS_FUZZ_TEXT_HPP
#define ABAX_TESTS_FUZZ_TEXT_HPP

#include "engine/module_source.hpp"

#include <cstdint>
#include <string>

namespace abax_tests {

struct FuzzText {
    ModuleSource source;
    bool f64 = false;
    bool small_arena = false; // compile again in less than is needed
};

std::string fuzz_bytes_of(const FuzzText &text);
FuzzText fuzz_text_of(const std::uint8_t *data, std::size_t size);

} // namespace abax_tests

#endif
