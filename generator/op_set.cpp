// Which instructions a run time needs: see op_set.hpp.
#include "op_set.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "abax/version.h"
#include "code_words.hpp"
#include "compile/lex.hpp"
#include "compile/ops.hpp"
#include "eval/layout.h"
#include "identifiers.hpp"
#include "nearest.hpp"
#include "operations.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

constexpr std::string_view array_word = "[]";
constexpr std::string_view native_word = "natives";

// The set that an instruction belongs to: ABAX_SET_…
struct Row {
    uint32_t number;
    uint32_t set;
};

constexpr uint32_t BASE = ABAX_SET_BASE;
constexpr uint32_t BITWISE = ABAX_SET_BITWISE;
constexpr uint32_t FUSED = ABAX_SET_FUSED;
constexpr uint32_t ARRAYS = ABAX_SET_ARRAYS;
constexpr uint32_t NATIVES = ABAX_SET_NATIVES;
constexpr uint32_t STATES = ABAX_SET_STATES;
constexpr uint32_t CURVES = ABAX_SET_CURVES;

constexpr Row rows[] = {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) {number, set},
#include "abax/instructions.def"
};

// What an operation may come to beside itself, or is made of: a special function's steps, what the identities of simplify.cpp
// make (x + -y is x - y, x*-1 is -x, !!x is the truth of x), operands in another order (x > y is y < x), a jump on the
// opposite. OP_COND stands for the jumps.
constexpr struct {
    Op op;
    Op needs;
} needs[] = {
    {OP_ADD, OP_SUB}, {OP_SUB, OP_ADD},  {OP_MUL, OP_NEG},  {OP_DIV, OP_NEG},  {OP_DIV, OP_MUL},   {OP_POW, OP_MUL},
    {OP_POW, OP_DIV}, {OP_NOT, OP_BOOL}, {OP_AND, OP_BOOL}, {OP_AND, OP_COND}, {OP_OR, OP_BOOL},   {OP_OR, OP_COND},
    {OP_LT, OP_GT},   {OP_GT, OP_LT},    {OP_LE, OP_GE},    {OP_GE, OP_LE},    {OP_NE, OP_EQ},     {OP_EQ, OP_NE},
    {OP_EQ, OP_NOT},  {OP_NE, OP_NOT},   {OP_COND, OP_NOT}, {OP_IF, OP_COND},  {OP_SUM, OP_ADD},   {OP_AVG, OP_ADD},
    {OP_AVG, OP_DIV}, {OP_POLY, OP_MUL}, {OP_POLY, OP_ADD}, {OP_LOG, OP_LN},   {OP_LOG, OP_LOG10},
};

// What decides whether an element is read and a fault is raised, and what decides whether a native is called.
constexpr Op array_ops[] = {OP_MAX, OP_NOT, OP_AND, OP_COND};
constexpr Op native_ops[] = {OP_NOT, OP_AND, OP_OR, OP_COND};

// The operators and functions in a text of the language.
std::vector<uint8_t> operations_in(std::string_view text) {
    std::vector<uint8_t> ops;
    for (Token token = next_token(text.data(), text.size(), 0); token.kind != TokenKind::End;
         token = next_token(text.data(), text.size(), token.offset + token.length)) {
        const OpRow *row =
            token.kind == TokenKind::Name ? find_builtin(text.data() + token.offset, token.length) : nullptr;
        if (row != nullptr) {
            ops.push_back(row->op);
        } else if (token.kind == TokenKind::Operator) {
            ops.insert(ops.end(), {token.binary, token.prefix});
        }
    }
    return ops;
}

std::vector<uint8_t> needs_of(uint8_t op) {
    std::vector<uint8_t> all;
    const OpRow *row = find_op(op);
    if (row != nullptr && row->kind == OpKind::Derived) {
        all = operations_in(row->body());
    }
    for (const auto &[one, other] : needs) {
        if (one == op) {
            all.push_back(other);
        }
    }
    return all;
}

// The operations with all that they need.
std::set<uint8_t> closed(const Operators &operators) {
    std::vector<uint8_t> open(operators.ops.begin(), operators.ops.end());
    if (operators.arrays) {
        open.insert(open.end(), std::begin(array_ops), std::end(array_ops));
    }
    if (operators.natives) {
        open.insert(open.end(), std::begin(native_ops), std::end(native_ops));
    }
    std::set<uint8_t> all;
    while (!open.empty()) {
        const uint8_t op = open.back();
        open.pop_back();
        if (op != OP_NONE && all.insert(op).second) {
            const std::vector<uint8_t> more = needs_of(op);
            open.insert(open.end(), more.begin(), more.end());
        }
    }
    return all;
}

// What a form needs beside its operators.
struct Parts {
    bool jumps = false;
    bool one = false; // a library function of one argument
    bool two = false;
    bool arrays = false;
    bool natives = false;
    bool curves = false;
    bool maps = false;
};

bool has_parts(Form form, uint32_t set, const Parts &parts) {
    switch (form) {
    case Form::JUMP:
    case Form::JZERO:
    case Form::JTRUE:
    case Form::JNOT:
    case Form::JIF:
        return parts.jumps;
    case Form::CALL1:
    case Form::CALL1S:
    case Form::CALL1A:
    case Form::RxCALL1S:
        return parts.one;
    case Form::CALL2:
    case Form::CALL2R:
    case Form::CALL2A:
        return parts.two;
    case Form::CURVE:
    case Form::EVEN:
        return parts.curves;
    case Form::MAP:
        return parts.maps;
    default:
        return set == ARRAYS ? parts.arrays : set == NATIVES ? parts.natives : true;
    }
}

bool has_set(const OpSet &set, uint32_t wanted) {
    return std::any_of(std::begin(rows), std::end(rows),
                       [&](const Row &row) { return row.set == wanted && set.instructions[row.number]; });
}

// "RA ADD", "RAxB MUL ADD"
std::string row_name(uint32_t number) {
    const Instruction &row = instruction_of(number);
    std::string name(form_name(row.form));
    for (const uint8_t op : {row.op1, row.op2}) {
        name += op != OP_NONE ? " " + operation_enumerator(op) : "";
    }
    return name;
}

// Names as lines of a comment.
std::string comment_lines(std::string_view title, const std::vector<std::string> &names) {
    constexpr size_t width = 120;
    std::string text;
    std::string line = fmt::format(" * {}:", title);
    for (size_t i = 0; i < names.size(); i++) {
        const std::string word = " " + names[i] + (i + 1 < names.size() ? "," : "");
        if (line.size() + word.size() > width) {
            text += line + "\n";
            line = " *  ";
        }
        line += word;
    }
    return text + line + (names.empty() ? " none\n" : "\n");
}

template <size_t size> std::string words(std::string_view name, const std::bitset<size> &bits) {
    std::string text;
    for (size_t word = 0; word < size / 32; word++) {
        uint32_t value = 0;
        for (size_t bit = 0; bit < 32; bit++) {
            value |= bits[word * 32 + bit] ? uint32_t{1} << bit : 0;
        }
        text += fmt::format("#define {}_{} 0x{:08X}U\n", name, word, value);
    }
    return text;
}

} // namespace

std::string read_operators(std::string_view text, Operators &operators) {
    operators.text = text;
    for (size_t begin = text.find_first_not_of(" \t\r\n"); begin < text.size();) {
        const size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        begin = std::min(text.find_first_not_of(" \t\r\n", end), text.size());
        const OpRow *row = find_builtin(word.data(), word.size());
        const Spelling *spelling = find_operator(word.data(), word.size());
        if (word == array_word) {
            operators.arrays = true;
        } else if (word == native_word) {
            operators.natives = true;
        } else if (row != nullptr) {
            operators.ops.insert(row->op);
        } else if (word == "?:") {
            operators.ops.insert(OP_COND);
        } else if (spelling != nullptr && spelling->size == word.size()) {
            operators.ops.insert({static_cast<uint8_t>(spelling->binary), static_cast<uint8_t>(spelling->prefix)});
        } else {
            std::vector<std::string> known = {std::string(array_word), std::string(native_word)};
            for (const OpRow &candidate : op_table.rows) {
                known.insert(known.end(), {candidate.name(), candidate.symbol(), candidate.alias()});
            }
            std::erase(known, "");
            const std::string meant = nearest(word, known);
            return fmt::format("there is no operator or function '{}'{}", word,
                               meant.empty() ? "; `abax ops` lists them" : fmt::format("; did you mean '{}'?", meant));
        }
    }
    operators.ops.erase(OP_NONE);
    return "";
}

void add_table(OpSet &set, const Table &table, const std::string &origin) {
    for (const int section : {ABAX_SECTION_START_CODE, ABAX_SECTION_CODE}) {
        for (const CodeWord &word : code_words(table, section)) {
            set.instructions.set(word.op);
            if (calls_library(word)) {
                set.functions.set(word.number);
            }
        }
    }
    const abax_header &header = header_of(table);
    set.instructions.set(0); // END, which the start code lacks where there is none
    set.fused = set.fused || header.profile == ABAX_PROFILE_FUSED;
    set.wide = set.wide || header.profile == ABAX_PROFILE_WIDE;
    set.origins.push_back(origin);
}

void add_operators(OpSet &set, const Operators &operators) {
    const std::set<uint8_t> ops = closed(operators);
    Parts parts = {ops.contains(OP_COND),   false, false, operators.arrays, operators.natives, ops.contains(OP_INTERP),
                   ops.contains(OP_INTERP2)};
    for (const uint8_t op : ops) {
        const OpRow *row = find_op(op);
        if (row->kind == OpKind::Library) {
            set.functions.set(op);
            (row->least == 1 ? parts.one : parts.two) = true;
        }
    }
    const auto has = [&](uint8_t op) { return op == OP_NONE || ops.contains(op); };
    for (const Row &row : rows) {
        const Instruction &instruction = instruction_of(row.number);
        if (has(instruction.op1) && has(instruction.op2) && has_parts(instruction.form, row.set, parts)) {
            set.instructions.set(row.number);
        }
    }
    set.fused = true;
    set.wide = true;
    set.origins.push_back("the operators " + operators.text);
}

std::string op_set_header(const OpSet &set) {
    std::vector<std::string> instructions;
    std::vector<std::string> functions;
    for (const Row &row : rows) {
        if (set.instructions[row.number]) {
            instructions.push_back(row_name(row.number));
        }
    }
    for (uint32_t op = 0; op < set.functions.size(); op++) {
        if (set.functions[op]) {
            functions.emplace_back(find_op(static_cast<uint8_t>(op))->name());
        }
    }
    std::string text = fmt::format("/*\n * Generated by abax {}: DO NOT EDIT.\n *\n", ABAX_VERSION);
    text += " * What a run time is built with, for ABAX_OPS_HEADER of runtime/eval/options.h. Made from\n";
    for (const std::string &origin : set.origins) {
        text += fmt::format(" *   {}\n", c_comment(origin));
    }
    text += " *\n" + comment_lines("Instructions", instructions) + " *\n" +
            comment_lines("Functions of the maths library", functions) + " */\n";
    text += "#ifndef ABAX_OPS_INSTRUCTIONS_0\n\n" + words("ABAX_OPS_INSTRUCTIONS", set.instructions) +
            words("ABAX_OPS_FUNCTIONS", set.functions);
    text += "\n/* What nothing of this needs, unless the build says otherwise. */\n";
    const std::pair<bool, std::string_view> switches[] = {{set.fused, "FUSED"},
                                                          {set.wide, "WIDE"},
                                                          {has_set(set, BITWISE), "BITWISE"},
                                                          {has_set(set, ARRAYS), "ARRAYS"},
                                                          {has_set(set, NATIVES), "NATIVES"},
                                                          {has_set(set, STATES), "STATES"},
                                                          {has_set(set, CURVES), "CURVES"}};
    for (const auto &[needed, name] : switches) {
        text += needed ? "" : fmt::format("#ifndef ABAX_WITH_{0}\n#define ABAX_WITH_{0} 0\n#endif\n", name);
    }
    return text + "\n#endif\n";
}

} // namespace abax::host
