// The operations of the value graph by the words that ops.def has for them.
#ifndef ABAX_GENERATOR_OPERATIONS_HPP
#define ABAX_GENERATOR_OPERATIONS_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace abax::host {

// "add", "lt", "cond": the identifier of the row of ops.def in lower case; "" for a number that has none.
std::string operation_id(uint8_t op);

// The same as the list spells it: "ADD".
std::string operation_enumerator(uint8_t op);

// The formula as ops.def writes it, in C over x, y, z and the macros that it explains; "" where there is none.
std::string_view operation_formula(uint8_t op);

// The function of the C maths library, by its name for double; "" for an operation that calls none.
std::string_view operation_library(uint8_t op);

} // namespace abax::host

#endif
