// The code of a verified table as text: what `inspect` and `explain --show code` print.
//
// Instructions are written as assignments, made from the rows of instructions.def and ops.def: `acc = acc * rh`. Slots have
// the names of what lies there: params and results theirs, constants their value, $0 $1 … temporaries, $start0 … what the
// start code computes, $state0 … states, $reserved0 … room for later versions. Names that were stripped become $param0,
// $result0 and $native0; constant arrays, which have no names in a table, are $array0 by their place.
#ifndef ABAX_GENERATOR_DISASSEMBLE_HPP
#define ABAX_GENERATOR_DISASSEMBLE_HPP

#include <string>

#include "compile.hpp"

namespace abax::host {

// Start code, if there is any, and code.
std::string disassemble(const Table &table);

// {"start": […], "code": […]}: instructions with offset, number, form and text.
std::string disassembly_json(const Table &table);

} // namespace abax::host

#endif
