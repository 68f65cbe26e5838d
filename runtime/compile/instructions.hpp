// The rows of instructions.def, found by form and operators.
#ifndef ABAX_COMPILE_INSTRUCTIONS_HPP
#define ABAX_COMPILE_INSTRUCTIONS_HPP

#include "state.hpp"

namespace abax {

constexpr uint32_t NO_OPCODE = UINT32_MAX;

// The number of the instruction and the set that it belongs to, or NO_OPCODE if instructions.def has no such row.
uint32_t find_opcode(Form form, uint8_t op1, uint8_t op2 = OP_NONE);

constexpr uint32_t opcode_number(uint32_t opcode) { return opcode & 0xFFu; }
constexpr uint32_t opcode_set(uint32_t opcode) { return opcode >> 8; } // ABAX_SET_…

} // namespace abax

#endif
