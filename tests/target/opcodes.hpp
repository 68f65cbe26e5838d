// What an instruction is to the count of instructions: see write_opcodes.cpp.
#ifndef ABAX_TESTS_TARGET_OPCODES_HPP
#define ABAX_TESTS_TARGET_OPCODES_HPP

#include <cstdint>

namespace abax_tests::opcodes {

enum Kind : std::uint32_t { plain, condition, jump, end };

} // namespace abax_tests::opcodes

#endif
