// The words of a verified table's code, one by one: what instruction each is and what its fields mean. For the disassembly and
// the count of instructions.
#ifndef ABAX_GENERATOR_CODE_WORDS_HPP
#define ABAX_GENERATOR_CODE_WORDS_HPP

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "compile.hpp"
#include "compile/ops.hpp"

namespace abax::host {

enum class Form {
#define ABAX_FORM(name, set, fields) name,
#include "abax/forms.def"
    NONE,
};

std::string_view form_name(Form form);

struct Instruction {
    Form form = Form::NONE;
    uint8_t op1 = 0; // operators of ops.def, OP_NONE where there is none
    uint8_t op2 = 0;
};

// The row of instructions.def with this number.
const Instruction &instruction_of(uint32_t number);

// An instruction with its fields, whatever the profile.
struct CodeWord {
    uint64_t at = 0;   // bytes from the beginning of its section
    uint64_t next = 0; // where the one behind it begins
    uint32_t op = 0;   // the number of the instruction
    uint32_t a = 0;    // slots
    uint32_t b = 0;
    uint32_t c = 0;
    uint32_t number_a = 0; // how many values a memory holds
    uint32_t number = 0;   // of a library function, an array's place, a count, the ordinal of a result or an import
    uint32_t distance = 0; // of a jump, in bytes
};

bool jumps(const CodeWord &word);
bool calls_library(const CodeWord &word);

// The code of a section: ABAX_SECTION_CODE or ABAX_SECTION_START_CODE.
std::vector<CodeWord> code_words(const Table &table, int section);

} // namespace abax::host

#endif
