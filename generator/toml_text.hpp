// The raw text of a TOML token, read again from the file.
//
// The TOML library gives decoded values and the place where a token begins. Diagnostics inside an expression need the
// place of every byte of a decoded string, and numbers must be rounded once from their digits; both are found by scanning
// the token at that place a second time.
#ifndef ABAX_GENERATOR_TOML_TEXT_HPP
#define ABAX_GENERATOR_TOML_TEXT_HPP

#include <string_view>

#include "source.hpp"

namespace abax::host {

// The end of the token that begins at `begin`: a string of any of the four kinds with its quotes, else a bare word (a key,
// a number, a boolean, a date).
size_t toml_token_end(const Source &source, size_t begin);

// The decoded string or key whose token begins at `begin`, with the place of every byte. `value` is what the library made
// of it: should the two differ, every byte maps to the token's beginning, so that a diagnostic is coarse and never wrong.
MappedText toml_text(const Source &source, size_t begin, std::string_view value);

} // namespace abax::host

#endif
