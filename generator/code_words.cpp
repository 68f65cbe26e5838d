// The words of code: see code_words.hpp.
#include "code_words.hpp"

#include <cstring>

#include "eval/forms.h"
#include "table_sections.hpp"

namespace abax::host {
namespace {

constexpr uint32_t form_fields[] = {
#define ABAX_FORM(name, set, fields) fields,
#include "abax/forms.def"
    0,
};

constexpr std::string_view form_names[] = {
#define ABAX_FORM(name, set, fields) #name,
#include "abax/forms.def"
    "",
};

constexpr std::array<Instruction, 256> make_instructions() {
    std::array<Instruction, 256> rows = {};
#define ABAX_INSTRUCTION(number, form, op1, op2, set) rows[number] = {Form::form, OP_##op1, OP_##op2};
#include "abax/instructions.def"
    return rows;
}

constexpr std::array<Instruction, 256> instructions = make_instructions();

uint32_t fields_of(uint32_t op) { return form_fields[static_cast<size_t>(instruction_of(op).form)]; }

uint32_t word_at(const Table &table, uint64_t offset) {
    uint32_t word = 0;
    std::memcpy(&word, reinterpret_cast<const unsigned char *>(table.storage.data()) + offset, sizeof word);
    return word;
}

CodeWord code_word(const Table &table, uint64_t offset) {
    const abax_header &header = header_of(table);
    const uint32_t word = word_at(table, offset);
    const uint32_t real = header.real;
    CodeWord fields;
    fields.op = word & 0xFFU;
    if (header.profile == ABAX_PROFILE_WIDE) {
        const uint32_t second = word_at(table, offset + sizeof word);
        fields.a = (word >> 8) / real;
        fields.number_a = word >> 8;
        fields.b = second / real;
        fields.number = second;
        fields.distance = second;
        return fields;
    }
    const uint32_t means = fields_of(fields.op);
    const uint32_t b = word >> 8 & 0xFFFU;
    fields.a = (word >> 20) / real;
    fields.number_a = word >> 20;
    fields.b = b / real;
    fields.number = b;
    fields.distance = b;
    if ((means & ABAX_LONG) != 0) {
        fields.distance = word >> 8;
        fields.number = word >> 8;
    } else if ((means & ABAX_SLOTS) != 0) {
        fields.c = word >> 8 & 0xFFU;
        fields.b = word >> 16 & 0xFFU;
        fields.a = word >> 24;
        fields.number = fields.b;
    }
    return fields;
}

} // namespace

std::string_view form_name(Form form) { return form_names[static_cast<size_t>(form)]; }

const Instruction &instruction_of(uint32_t number) { return instructions[number & 0xFFU]; }

bool jumps(const CodeWord &word) { return (fields_of(word.op) & ABAX_JUMP_B) != 0; }

bool calls_library(const CodeWord &word) { return (fields_of(word.op) & ABAX_CALL_B) != 0; }

std::vector<CodeWord> code_words(const Table &table, int section) {
    const uint64_t begin = section_begin(table, section);
    const uint64_t size = section_size(table, section);
    const uint64_t step = header_of(table).profile == ABAX_PROFILE_WIDE ? 8 : 4;
    std::vector<CodeWord> words;
    for (uint64_t at = 0; at + step <= size; at += step) {
        words.push_back(code_word(table, begin + at));
        words.back().at = at;
        words.back().next = at + step;
    }
    return words;
}

} // namespace abax::host
