// Instructions as text: see disassemble.hpp. The forms are those that instructions.def explains; nothing here knows an
// operator by name.
#include "disassemble.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "abax/format.h"
#include "code_words.hpp"
#include "compile/ops.hpp"
#include "diagnostics.hpp"
#include "eval/layout.h"
#include "json.hpp"
#include "number.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

struct Code {
    const Table &table;
    const abax_header &header;
    std::vector<std::string> names; // of the slots that params and results take
    std::vector<TableEntry> results;
    std::vector<TableEntry> imports;
};

// Names the slots of params or results; an entry may be longer than one slot, and room may follow the last one.
void add_names(std::vector<std::string> &names, const std::vector<TableEntry> &entries, std::string_view kind,
               size_t end) {
    for (size_t i = 0; i < entries.size(); i++) {
        const std::string name = shown_name(entries[i], kind, i);
        for (uint32_t element = 0; element < entries[i].slots; element++) {
            names.push_back(entries[i].slots == 1 ? name : fmt::format("{}[{}]", name, element));
        }
    }
    while (names.size() < end) {
        names.push_back(fmt::format("$reserved{}", names.size()));
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
        const uint64_t offset = section_begin(code.table, ABAX_SECTION_CONSTANTS) + uint64_t{slot} * header.real;
        return shortest(real_at(code.table, offset), header.real * 8U);
    }
    slot -= header.constants;
    if (slot < header.starts) {
        return fmt::format("$start{}", slot);
    }
    return fmt::format("${}", slot - header.starts);
}

// What is called, and the slots that its arguments lie in.
std::string native_call(const Code &code, uint32_t import, uint32_t first) {
    std::string arguments;
    for (uint32_t i = 0; i < code.imports[import].arity; i++) {
        arguments += (i == 0 ? "" : ", ") + slot_name(code, first + i);
    }
    return fmt::format("{}({})", shown_name(code.imports[import], "native", import), arguments);
}

// A step of a memory: what is kept, and the arguments.
std::string step_call(const Code &code, const CodeWord &word) {
    const uint8_t op = instruction_of(word.op).op1;
    std::string arguments = "acc";
    for (uint32_t i = 0; i + 1 < step_arguments(op); i++) {
        arguments += ", " + slot_name(code, word.a + i);
    }
    return fmt::format("{}[{}]({})", find_op(op)->name(), slot_name(code, word.b), arguments);
}

// The elements that INDEXF chooses from are those of a param as a whole: then its name tells it.
std::string elements_name(const Code &code, uint32_t first, uint32_t count) {
    const std::string name = slot_name(code, first);
    const bool array =
        name.ends_with("[0]") && first + count <= code.names.size() &&
        slot_name(code, first + count - 1) == fmt::format("{}[{}]", name.substr(0, name.size() - 3), count - 1);
    return array ? name.substr(0, name.size() - 3)
                 : fmt::format("({} ... {})", name, slot_name(code, first + count - 1));
}

std::string op_name(uint8_t op) {
    const OpRow *row = find_op(op);
    if (row == nullptr) {
        return fmt::format("op{}", op);
    }
    return *row->name() != '\0' ? row->name() : row->symbol();
}

std::string unary(uint8_t op, const std::string &x) {
    const OpRow *row = find_op(op);
    if (row != nullptr && *row->symbol() != '\0') {
        return row->symbol() + x;
    }
    return op == OP_BOOL ? x + " != 0" : fmt::format("{}({})", op_name(op), x);
}

std::string binary(uint8_t op, const std::string &x, const std::string &y) {
    const OpRow *row = find_op(op);
    if (row != nullptr && *row->symbol() != '\0') {
        return fmt::format("{} {} {}", x, row->symbol(), y);
    }
    return fmt::format("{}({}, {})", op_name(op), x, y);
}

std::string grouped(uint8_t op, const std::string &x, const std::string &y) {
    const OpRow *row = find_op(op);
    const std::string text = binary(op, x, y);
    return row != nullptr && *row->symbol() != '\0' ? "(" + text + ")" : text;
}

std::string ternary(uint8_t op, const std::string &x, const std::string &y, const std::string &z) {
    return fmt::format("{}({}, {}, {})", op_name(op), x, y, z);
}

std::string jump(uint64_t next, uint32_t distance) { return fmt::format("jump to {:04}", next + distance); }

// One instruction.
std::string instruction_text(const Code &code, const CodeWord &f) {
    const Instruction &row = instruction_of(f.op);
    const uint64_t next = f.next;
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
        return into_acc(ternary(row.op1, acc, slot(f.a), slot(f.b)));
    case Form::ABR:
        return into_acc(ternary(row.op1, slot(f.a), slot(f.b), acc));
    case Form::INDEXC:
        return into_acc(fmt::format("$array{}[acc]", f.number));
    case Form::INDEXF:
        return into_acc(fmt::format("{}[acc]", elements_name(code, f.a, f.number)));
    case Form::OUTSIDE:
        return into_acc(fmt::format("acc is no index from 0 to {}", f.number - 1));
    case Form::FAULT:
        return fmt::format("index fault of {} if acc", shown_name(code.results[f.number], "result", f.number));
    case Form::NATIVE:
        return into_acc(native_call(code, f.number, f.a));
    case Form::CURVE:
    case Form::EVEN:
        return into_acc(fmt::format("interp($curve{}, acc)", f.number));
    case Form::MAP:
        return into_acc(fmt::format("interp2($map{}, acc, {})", f.number, slot(f.a)));
    case Form::WINDOW:
        return into_acc(fmt::format("{}[{}, {}](acc)", op_name(row.op1), slot(f.b), f.number_a));
    case Form::RECALL:
        return into_acc(fmt::format("{}[{}, {}]", op_name(row.op1), slot(f.b), f.number_a));
    case Form::STATE:
        return into_acc(step_call(code, f));
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
    case Form::AAxBB:
        return into_acc(
            binary(row.op2, grouped(row.op1, slot(f.a), slot(f.a)), grouped(row.op1, slot(f.b), slot(f.b))));
    case Form::SE:
        return slot(f.b) + " = acc; end";
    case Form::RASE:
        return fmt::format("{} = {}; end", slot(f.b), binary(row.op1, acc, slot(f.a)));
    case Form::ABSE:
        return fmt::format("{} = {}; end", slot(f.c), binary(row.op1, slot(f.a), slot(f.b)));
    case Form::RAxBSE:
        return fmt::format("{} = {}; end", slot(f.c), binary(row.op2, grouped(row.op1, acc, slot(f.a)), slot(f.b)));
    case Form::SAB:
        return fmt::format("{} = acc; acc = {}", slot(f.c), binary(row.op1, slot(f.a), slot(f.b)));
    case Form::ABC:
        return into_acc(ternary(row.op1, slot(f.a), slot(f.b), slot(f.c)));
    case Form::RABS:
        return into_both(f.c, ternary(row.op1, acc, slot(f.a), slot(f.b)));
    case Form::ABRS:
        return into_both(f.c, ternary(row.op1, slot(f.a), slot(f.b), acc));
    case Form::RABAC:
        return into_acc(ternary(row.op1, ternary(row.op1, acc, slot(f.a), slot(f.b)), slot(f.a), slot(f.c)));
    case Form::JNOT:
        return fmt::format("{} if not {}", jump(next, f.distance), binary(row.op1, acc, slot(f.a)));
    case Form::JIF:
        return fmt::format("{} if {}", jump(next, f.distance), binary(row.op1, acc, slot(f.a)));
    case Form::NONE:
        break;
    }
    return fmt::format("unknown instruction {}", f.op);
}

Code code_of(const Table &table) {
    Code code = {table, header_of(table), {}, results_of(table), imports_of(table)};
    add_names(code.names, params_of(table), "param", code.header.params);
    add_names(code.names, code.results, "result", code.header.params + code.header.results);
    return code;
}

void list_section(std::string &out, const Code &code, int section, std::string_view title) {
    const std::vector<CodeWord> words = code_words(code.table, section);
    if (!words.empty()) {
        out += fmt::format("{}\n", title);
    }
    for (const CodeWord &word : words) {
        out += fmt::format("  {:04}  {}\n", word.at, instruction_text(code, word));
    }
}

void add_section(JsonDocument &document, const Code &code, int section, std::string_view key) {
    document.begin_list(key);
    for (const CodeWord &word : code_words(code.table, section)) {
        document.element({{"offset", word.at},
                          {"number", word.op},
                          {"form", form_name(instruction_of(word.op).form)},
                          {"text", instruction_text(code, word)}});
    }
    document.end();
}

} // namespace

std::string disassemble(const Table &table) {
    const Code code = code_of(table);
    std::string out;
    list_section(out, code, ABAX_SECTION_START_CODE, "start code (once, when an instance is made)");
    list_section(out, code, ABAX_SECTION_CODE, "code (every evaluation)");
    return out;
}

std::string disassembly_json(const Table &table) {
    const Code code = code_of(table);
    JsonDocument document;
    add_section(document, code, ABAX_SECTION_START_CODE, "start");
    add_section(document, code, ABAX_SECTION_CODE, "code");
    return document.finish();
}

} // namespace abax::host
