// ops.def as a table, and the look-ups in it.
#include "ops.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr bool is_variadic(unsigned properties) { return (properties & ABAX_VARIADIC) != 0; }

constexpr uint8_t count_parameters(const char *parameters) {
    uint8_t count = 1;
    for (const char *p = parameters; *p != '\0'; ++p) {
        count = static_cast<uint8_t>(count + (*p == ',' ? 1 : 0));
    }
    return count;
}

constexpr bool LEFT = false;
constexpr bool RIGHT = true;

} // namespace

constexpr OpRow op_rows[] = {
#define ABAX_SYNTAX(id, number, symbol, alias, level, side, sentence)                                                  \
    {OP_##id, OpKind::Syntax, level, side, OP_##id == OP_PLUS, 0, 0, 0, symbol, alias, "", "", ""},
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    {OP_##id, OpKind::Arithmetic, level, side, true, properties, 1, 1, symbol, alias, name, "", ""},
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    {OP_##id, OpKind::Arithmetic, level, side, false,                                                                  \
     properties, 2, is_variadic(properties) ? 0 : 2, symbol, alias, name, "", ""},
#define ABAX_TERNARY(id, number, name, properties, formula, sentence)                                                  \
    {OP_##id, OpKind::Arithmetic, 0, LEFT, false, properties, 3, 3, "", "", name, "", ""},
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    {OP_##id, OpKind::Library, 0, LEFT, false, properties, 1, 1, "", "", name, "", ""},
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    {OP_##id, OpKind::Library, level, side, false, properties, 2, 2, symbol, alias, name, "", ""},
#define ABAX_DERIVED(id, number, name, parameters, body, sentence)                                                     \
    {OP_##id, OpKind::Derived, 0, LEFT, false, 0, count_parameters(parameters), count_parameters(parameters),          \
     "", "", name, parameters, body},
#define ABAX_SPECIAL(id, number, name, least, most, sentence)                                                          \
    {OP_##id, OpKind::Special, 0, LEFT, false, 0, least, most, "", "", name, "", ""},
#define ABAX_CONSTANT(id, number, name, alias, text, sentence)                                                         \
    {OP_##id, OpKind::Constant, 0, LEFT, false, 0, 0, 0, "", alias, name, "", text},
#include "abax/ops.def"
};

const size_t op_row_count = sizeof op_rows / sizeof op_rows[0];

namespace {

// Number of an operator to number of its row + 1.
struct Index {
    uint8_t row[256];
};

constexpr Index make_index() {
    Index index = {};
    for (size_t i = 0; i < sizeof op_rows / sizeof op_rows[0]; ++i) {
        index.row[op_rows[i].op] = static_cast<uint8_t>(i + 1);
    }
    return index;
}

constexpr Index op_index = make_index();

bool same(const char *spelling, const char *name, size_t size) {
    return spelling[0] == name[0] && strlen(spelling) == size && memcmp(spelling, name, size) == 0;
}

} // namespace

const OpRow *find_op(uint8_t op) { return op_index.row[op] != 0 ? &op_rows[op_index.row[op] - 1] : nullptr; }

const OpRow *find_builtin(const char *name, size_t size) {
    if (size == 0) {
        return nullptr;
    }
    for (const OpRow &row : op_rows) {
        if (same(row.name, name, size) || (row.kind == OpKind::Constant && same(row.alias, name, size))) {
            return &row;
        }
    }
    return nullptr;
}

bool is_reserved(const char *name, size_t size) {
    if (size == 0) {
        return false;
    }
    for (const OpRow &row : op_rows) {
        if ((row.kind != OpKind::Constant && same(row.alias, name, size)) || (row.op == OP_IF && same(row.name, name, size))) {
            return true;
        }
    }
    return false;
}

} // namespace abax
