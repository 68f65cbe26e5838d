// Instructions as text: see disassemble.hpp. The forms are those that instructions.def explains; nothing here knows an
// operator by name.
#include "disassemble.hpp"

#include <array>
#include <cctype>
#include <cstring>

#include <fmt/core.h>

#include "abax/format.h"
#include "compile/ops.hpp"
#include "diagnostics.hpp"
#include "eval/forms.h"
#include "eval/layout.h"
#include "number.hpp"

namespace abax::host {
namespace {

enum class Form {
#define ABAX_FORM(name, fields) name,
#include "abax/forms.def"
    NONE,
};

constexpr uint32_t form_fields[] = {
#define ABAX_FORM(name, fields) fields,
#include "abax/forms.def"
    0,
};

struct Instruction {
    Form form = Form::NONE;
    uint8_t op1 = 0;
    uint8_t op2 = 0;
};

constexpr std::array<Instruction, 256> make_instructions() {
    std::array<Instruction, 256> rows = {};
#define ABAX_INSTRUCTION(number, form, op1, op2, set) rows[number] = {Form::form, OP_##op1, OP_##op2};
#include "abax/instructions.def"
    return rows;
}

constexpr std::array<Instruction, 256> instructions = make_instructions();

// The fields of an instruction word, whatever the profile.
struct Fields {
    uint32_t op = 0;
    uint32_t a = 0; // slots
    uint32_t b = 0;
    uint32_t c = 0;
    uint32_t number = 0;   // of a library function
    uint32_t distance = 0; // of a jump, in bytes
};

struct Code {
    const Table &table;
    const abax_header &header;
    const unsigned char *bytes;
    abax_layout layout;
    std::vector<std::string> names; // of the slots of params and results
};

uint32_t word_at(const Code &code, uint64_t offset) {
    uint32_t word = 0;
    std::memcpy(&word, code.bytes + offset, sizeof word);
    return word;
}

double real_at(const Code &code, uint64_t offset) {
    if (code.header.real == sizeof(float)) {
        float value = 0;
        std::memcpy(&value, code.bytes + offset, sizeof value);
        return static_cast<double>(value);
    }
    double value = 0;
    std::memcpy(&value, code.bytes + offset, sizeof value);
    return value;
}

abax_entry entry_at(const Code &code, int section, uint32_t ordinal) {
    abax_entry entry = {};
    std::memcpy(&entry, code.bytes + code.layout.begin[section] + ordinal * sizeof entry, sizeof entry);
    return entry;
}

std::string text_at(const Code &code, uint32_t offset) {
    if (offset == ABAX_NO_TEXT || offset >= code.header.text_bytes) {
        return "";
    }
    const char *text = reinterpret_cast<const char *>(code.bytes + code.layout.begin[ABAX_SECTION_TEXTS] + offset);
    return printable({text, strnlen(text, code.header.text_bytes - offset)});
}

std::string entry_name(const Code &code, int section, uint32_t ordinal, std::string_view kind) {
    const std::string name = text_at(code, entry_at(code, section, ordinal).text);
    return name.empty() ? fmt::format("${}{}", kind, ordinal) : name;
}

// Adds the names of the slots of a section of entries; an entry may be longer than one slot.
void add_names(const Code &code, int section, uint32_t count, std::string_view kind, std::vector<std::string> &names) {
    for (uint32_t i = 0; i < count; i++) {
        const std::string name = entry_name(code, section, i, kind);
        const uint32_t slots = entry_at(code, section, i).slots;
        for (uint32_t element = 0; element < slots; element++) {
            names.push_back(slots == 1 ? name : fmt::format("{}[{}]", name, element));
        }
    }
}

std::string slot_name(const Code &code, uint32_t slot) {
    const abax_header &header = code.header;
    if (slot < code.names.size()) {
        return code.names[slot];
    }
    slot -= header.params + header.results;
    if (slot < header.states) {
        return fmt::format("$state{}", slot);
    }
    slot -= header.states;
    if (slot < header.constants) {
        const uint64_t offset = code.layout.begin[ABAX_SECTION_CONSTANTS] + uint64_t{slot} * header.real;
        return shortest(real_at(code, offset), header.real * 8U);
    }
    slot -= header.constants;
    if (slot < header.starts) {
        return fmt::format("$start{}", slot);
    }
    return fmt::format("${}", slot - header.starts);
}

std::string op_name(uint8_t op) {
    const OpRow *row = find_op(op);
    if (row == nullptr) {
        return fmt::format("op{}", op);
    }
    return *row->name != '\0' ? row->name : row->symbol;
}

std::string unary(uint8_t op, const std::string &x) {
    const OpRow *row = find_op(op);
    if (row != nullptr && *row->symbol != '\0') {
        return row->symbol + x;
    }
    return op == OP_BOOL ? x + " != 0" : fmt::format("{}({})", op_name(op), x);
}

std::string binary(uint8_t op, const std::string &x, const std::string &y) {
    const OpRow *row = find_op(op);
    if (row != nullptr && *row->symbol != '\0') {
        return fmt::format("{} {} {}", x, row->symbol, y);
    }
    return fmt::format("{}({}, {})", op_name(op), x, y);
}

std::string grouped(uint8_t op, const std::string &x, const std::string &y) {
    const OpRow *row = find_op(op);
    const std::string text = binary(op, x, y);
    return row != nullptr && *row->symbol != '\0' ? "(" + text + ")" : text;
}

std::string jump(uint64_t next, uint32_t distance) { return fmt::format("jump to {:04}", next + distance); }

// One instruction; `next` is where the one after it begins.
std::string instruction_text(const Code &code, const Fields &f, uint64_t next) {
    const Instruction &row = instructions[f.op];
    const std::string acc = "acc";
    const auto slot = [&](uint32_t index) { return slot_name(code, index); };
    const std::string function = op_name(static_cast<uint8_t>(f.number));
    const auto into_acc = [](const std::string &value) { return "acc = " + value; };
    const auto into_both = [&](uint32_t target, const std::string &value) {
        return fmt::format("{} = acc = {}", slot(target), value);
    };
    switch (row.form) {
    case Form::END:
        return "end";
    case Form::LOAD:
        return into_acc(slot(f.a));
    case Form::STORE:
        return slot(f.b) + " = acc";
    case Form::JUMP:
        return jump(next, f.distance);
    case Form::JZERO:
        return jump(next, f.distance) + " if not acc";
    case Form::JTRUE:
        return jump(next, f.distance) + " if acc";
    case Form::CALL1:
        return into_acc(fmt::format("{}(acc)", function));
    case Form::CALL2:
        return into_acc(fmt::format("{}(acc, {})", function, slot(f.a)));
    case Form::CALL2R:
        return into_acc(fmt::format("{}({}, acc)", function, slot(f.a)));
    case Form::U:
        return into_acc(unary(row.op1, acc));
    case Form::RA:
        return into_acc(binary(row.op1, acc, slot(f.a)));
    case Form::AR:
        return into_acc(binary(row.op1, slot(f.a), acc));
    case Form::RAB:
        return into_acc(fmt::format("{}(acc, {}, {})", op_name(row.op1), slot(f.a), slot(f.b)));
    case Form::ABR:
        return into_acc(fmt::format("{}({}, {}, acc)", op_name(row.op1), slot(f.a), slot(f.b)));
    case Form::INDEXC:
    case Form::INDEXF:
    case Form::OUTSIDE:
    case Form::FAULT:
    case Form::NATIVE:
        break;
    case Form::CALL1S:
        return into_both(f.a, fmt::format("{}(acc)", function));
    case Form::CALL1A:
        return into_acc(fmt::format("{}({})", function, slot(f.a)));
    case Form::UA:
        return into_acc(unary(row.op1, slot(f.a)));
    case Form::US:
        return into_both(f.b, unary(row.op1, acc));
    case Form::RR:
        return into_acc(binary(row.op1, acc, acc));
    case Form::AB:
        return into_acc(binary(row.op1, slot(f.a), slot(f.b)));
    case Form::RAS:
        return into_both(f.b, binary(row.op1, acc, slot(f.a)));
    case Form::ARS:
        return into_both(f.b, binary(row.op1, slot(f.a), acc));
    case Form::RAxB:
        return into_acc(binary(row.op2, grouped(row.op1, acc, slot(f.a)), slot(f.b)));
    case Form::RxAB:
        return into_acc(binary(row.op1, acc, grouped(row.op2, slot(f.a), slot(f.b))));
    case Form::ABxR:
        return into_acc(binary(row.op1, grouped(row.op2, slot(f.a), slot(f.b)), acc));
    case Form::ABxC:
        return into_acc(binary(row.op2, grouped(row.op1, slot(f.a), slot(f.b)), slot(f.c)));
    case Form::ABS3:
        return into_both(f.c, binary(row.op1, slot(f.a), slot(f.b)));
    case Form::RAxBS:
        return into_both(f.c, binary(row.op2, grouped(row.op1, acc, slot(f.a)), slot(f.b)));
    case Form::RxCALL1S:
        return into_both(f.c, binary(row.op1, fmt::format("{}(acc)", function), slot(f.a)));
    case Form::CALL2A:
        return into_acc(fmt::format("{}({}, {})", function, slot(f.a), slot(f.c)));
    case Form::ABRR: {
        const std::string x = grouped(row.op1, slot(f.a), slot(f.b));
        return into_acc(binary(row.op2, x, x));
    }
    case Form::SAB:
        return fmt::format("{} = acc; acc = {}", slot(f.c), binary(row.op1, slot(f.a), slot(f.b)));
    case Form::JNOT:
        return fmt::format("{} if not {}", jump(next, f.distance), binary(row.op1, acc, slot(f.a)));
    case Form::JIF:
        return fmt::format("{} if {}", jump(next, f.distance), binary(row.op1, acc, slot(f.a)));
    case Form::NONE:
        break;
    }
    return fmt::format("unknown instruction {}", f.op);
}

Fields fields_at(const Code &code, uint64_t offset) {
    const uint32_t word = word_at(code, offset);
    const uint32_t real = code.header.real;
    Fields fields;
    fields.op = word & 0xFFU;
    if (code.header.profile == ABAX_PROFILE_WIDE) {
        const uint32_t second = word_at(code, offset + sizeof word);
        fields.a = (word >> 8) / real;
        fields.b = second / real;
        fields.number = second;
        fields.distance = second;
        return fields;
    }
    const uint32_t means = form_fields[static_cast<size_t>(instructions[fields.op].form)];
    const uint32_t b = word >> 8 & 0xFFFU;
    fields.a = (word >> 20) / real;
    fields.b = b / real;
    fields.number = b;
    fields.distance = b;
    if ((means & ABAX_LONG) != 0) {
        fields.distance = word >> 8;
    } else if ((means & ABAX_SLOTS) != 0) {
        fields.c = word >> 8 & 0xFFU;
        fields.b = word >> 16 & 0xFFU;
        fields.a = word >> 24;
        fields.number = fields.b;
    }
    return fields;
}

Code code_of(const Table &table) {
    Code code = {table, header_of(table), reinterpret_cast<const unsigned char *>(table.storage.data()), {}, {}};
    abax_layout_of(&code.header, &code.layout);
    add_names(code, ABAX_SECTION_PARAMS, code.header.param_count, "param", code.names);
    add_names(code, ABAX_SECTION_RESULTS, code.header.result_count, "result", code.names);
    return code;
}

void list_section(std::string &out, const Code &code, int section, std::string_view title) {
    const uint64_t begin = code.layout.begin[section];
    const uint64_t size = code.layout.end[section] - begin;
    const uint64_t step = code.header.profile == ABAX_PROFILE_WIDE ? 8 : 4;
    if (size == 0) {
        return;
    }
    out += fmt::format("{}\n", title);
    for (uint64_t at = 0; at + step <= size; at += step) {
        out += fmt::format("  {:04}  {}\n", at, instruction_text(code, fields_at(code, begin + at), at + step));
    }
}

std::string_view profile_name(uint32_t profile) {
    constexpr std::array<std::string_view, 3> names = {"base", "fused", "wide"};
    return profile < names.size() ? names[profile] : "unknown";
}

std::string feature_names(uint32_t features) {
    std::string names;
    for (const auto &[bit, name] :
         {std::pair{ABAX_SET_BASE, "base"}, {ABAX_SET_BITWISE, "bitwise"}, {ABAX_SET_FUSED, "fused"}}) {
        if ((features >> bit & 1U) != 0) {
            names += names.empty() ? "" : " ";
            names += name;
        }
    }
    return names;
}

} // namespace

const abax_header &header_of(const Table &table) {
    return *reinterpret_cast<const abax_header *>(table.storage.data());
}

std::string disassemble(const Table &table) {
    const Code code = code_of(table);
    std::string out;
    list_section(out, code, ABAX_SECTION_START_CODE, "start code (once, when an instance is made)");
    list_section(out, code, ABAX_SECTION_CODE, "code (every evaluation)");
    return out;
}

std::string describe_table(const Table &table) {
    const Code code = code_of(table);
    const abax_header &header = code.header;
    const std::string_view version(header.version, strnlen(header.version, sizeof header.version));
    std::string out;
    const auto line = [&](std::string_view name, const std::string &value) {
        out += fmt::format("{:<16}{}\n", name, value);
    };
    line("module", text_at(code, 0));
    line("version", version.empty() ? "-" : printable(version));
    line("format", std::to_string(header.format));
    line("profile", std::string(profile_name(header.profile)));
    line("real", std::string(real_name(header.real * 8U)));
    line("instructions", feature_names(header.features));
    line("size", fmt::format("{} bytes", header.size));
    line("frame",
         fmt::format("{} bytes: {} params, {} results, {} states, {} constants, {} start values, {} temporaries",
                     header.frame, header.params, header.results, header.states, header.constants, header.starts,
                     header.temporaries));
    line("crc", fmt::format("{:08x}", header.crc));
    line("interface hash", fmt::format("{:08x}", header.interface_hash));
    line("state hash", fmt::format("{:08x}", header.state_hash));
    line("source hash", fmt::format("{:08x}{:08x}", header.source_hash[1], header.source_hash[0]));

    constexpr std::array<std::string_view, ABAX_SECTION_COUNT> sections = {
        "code", "start code", "constants", "defaults", "params", "results", "natives", "arrays", "texts"};
    out += fmt::format("\n{:<16}{:>8}{:>8}\n", "section", "offset", "bytes");
    out += fmt::format("{:<16}{:>8}{:>8}\n", "header", 0, sizeof(abax_header));
    for (size_t i = 0; i < sections.size(); i++) {
        out += fmt::format("{:<16}{:>8}{:>8}\n", sections[i], code.layout.begin[i],
                           code.layout.end[i] - code.layout.begin[i]);
    }
    if (header.param_count > 0) {
        out += fmt::format("\n{:<32}{}\n", "param", "default");
    }
    uint32_t slot = 0;
    for (uint32_t i = 0; i < header.param_count; i++) {
        const uint64_t offset = code.layout.begin[ABAX_SECTION_DEFAULTS] + uint64_t{slot} * header.real;
        out += fmt::format("{:<32}{}\n", entry_name(code, ABAX_SECTION_PARAMS, i, "param"),
                           shortest(real_at(code, offset), header.real * 8U));
        slot += entry_at(code, ABAX_SECTION_PARAMS, i).slots;
    }
    out += "\nresult\n";
    for (uint32_t i = 0; i < header.result_count; i++) {
        out += entry_name(code, ABAX_SECTION_RESULTS, i, "result") + "\n";
    }
    return out;
}

} // namespace abax::host
