// The tokens of a module's texts, as the compiler's own lexer reads them: what `explain --show tokens` prints. The texts need
// not make sense.
#ifndef ABAX_GENERATOR_TOKENS_HPP
#define ABAX_GENERATOR_TOKENS_HPP

#include <string>

#include "module.hpp"

namespace abax::host {

// A line a token: place in the file, kind, text, and the value of a number that is not written as it is printed.
std::string tokens_text(const Module &module);

// {"texts": [{"name", "kind", "tokens": [{"kind", "text", "line", "column", "length"}]}]}; numbers have a value.
std::string tokens_json(const Module &module);

} // namespace abax::host

#endif
