// The rows of instructions.def, found by form and operators.
#ifndef ABAX_COMPILE_INSTRUCTIONS_HPP
#define ABAX_COMPILE_INSTRUCTIONS_HPP

#include "state.hpp"

namespace abax {

constexpr uint32_t NO_OPCODE = 256;

// The number of the instruction, or NO_OPCODE if instructions.def has no such row.
uint32_t find_opcode(Form form, uint8_t op1, uint8_t op2 = OP_NONE);

// The set that an instruction belongs to: ABAX_SET_…
uint32_t set_of_opcode(uint32_t opcode);

} // namespace abax

#endif
