// A verified table as text: what `inspect` and `explain --show code` print.
//
// Instructions are written as assignments, made from the rows of instructions.def and ops.def: `acc = acc * rh`. Slots have
// the names of what lies there: params and results theirs, constants their value, $0 $1 … temporaries, $start0 … what the
// start code computes, $state0 … states. Names that were stripped become $param0 and $result0.
#ifndef ABAX_GENERATOR_DISASSEMBLE_HPP
#define ABAX_GENERATOR_DISASSEMBLE_HPP

#include <string>

#include "compile.hpp"

struct abax_header;

namespace abax::host {

// Start code, if there is any, and code. The table must have been verified.
std::string disassemble(const Table &table);

// The header as lines `name value`, the sections with their offsets and sizes, the params with their defaults and the
// results. The table must have been verified.
std::string describe_table(const Table &table);

const abax_header &header_of(const Table &table);

} // namespace abax::host

#endif
