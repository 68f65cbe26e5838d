// Look-up in instructions.def: its rows are sorted by form and operators while the compiler is compiled, and searched by
// halves.
#include "instructions.hpp"

namespace abax {

namespace {

constexpr uint32_t BASE = ABAX_SET_BASE;
constexpr uint32_t BITWISE = ABAX_SET_BITWISE;
constexpr uint32_t FUSED = ABAX_SET_FUSED;
constexpr uint32_t ARRAYS = ABAX_SET_ARRAYS;
constexpr uint32_t NATIVES = ABAX_SET_NATIVES;
constexpr uint32_t STATES = ABAX_SET_STATES;
constexpr uint32_t CURVES = ABAX_SET_CURVES;

// Six bits of form, seven of each operator, eight of opcode, three of set.
constexpr uint32_t make_key(Form form, uint8_t op1, uint8_t op2) {
    return static_cast<uint32_t>(form) << 26 | static_cast<uint32_t>(op1) << 19 | static_cast<uint32_t>(op2) << 12;
}

constexpr uint32_t REST = (1u << 12) - 1; // what a row has beside its key

struct Rows {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) +1
    static constexpr uint32_t count = 0
#include "abax/instructions.def"
        ;
    uint32_t row[count];
};

#define ABAX_INSTRUCTION(number, form, op1, op2, set)                                                                  \
    static_assert(                                                                                                     \
        static_cast<uint32_t>(Form::form) < 64 && OP_##op1 < 128 && OP_##op2 < 128 && number < 256 && set < 8, "");
#include "abax/instructions.def"

constexpr Rows sorted_rows() {
    Rows rows = {{
#define ABAX_INSTRUCTION(number, form, op1, op2, set) make_key(Form::form, OP_##op1, OP_##op2) | set << 8 | number,
#include "abax/instructions.def"
    }};
    for (uint32_t i = 1; i < Rows::count; ++i) {
        const uint32_t moved = rows.row[i];
        uint32_t at = i;
        for (; at != 0 && rows.row[at - 1] > moved; --at) {
            rows.row[at] = rows.row[at - 1];
        }
        rows.row[at] = moved;
    }
    return rows;
}

constexpr Rows rows = sorted_rows();

// Number of the first row of a form; the next one's ends them.
struct Forms {
    uint8_t first[static_cast<uint32_t>(Form::LABEL) + 1];
};
static_assert(Rows::count < 256, "");

constexpr Forms make_forms() {
    Forms forms = {};
    uint32_t at = 0;
    for (uint32_t form = 0; form < sizeof forms.first; ++form) {
        while (at < Rows::count && rows.row[at] >> 26 < form) {
            ++at;
        }
        forms.first[form] = static_cast<uint8_t>(at);
    }
    return forms;
}

constexpr Forms forms = make_forms();

} // namespace

uint32_t find_opcode(Form form, uint8_t op1, uint8_t op2) {
    const uint32_t key = make_key(form, op1, op2);
    uint32_t low = forms.first[static_cast<uint32_t>(form)];
    uint32_t high = forms.first[static_cast<uint32_t>(form) + 1];
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (rows.row[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < Rows::count && (rows.row[low] & ~REST) == key ? rows.row[low] & REST : NO_OPCODE;
}

} // namespace abax
