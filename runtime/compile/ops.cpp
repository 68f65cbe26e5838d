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

// clang-format off
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
// clang-format on

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

constexpr size_t length_of(const char *text) {
    size_t length = 0;
    while (text[length] != '\0') {
        ++length;
    }
    return length;
}

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Symbols and aliases of all operators, those with the same first character side by side, longer ones first; and for every
// first character the number of its first spelling, counted from 1.
struct Spellings {
    Spelling spelling[64];
    uint8_t first[128];
    uint8_t count;
};

constexpr bool comes_before(const Spelling &a, const Spelling &b) {
    return a.text[0] != b.text[0] ? a.text[0] < b.text[0] : a.size > b.size;
}

constexpr bool equal(const char *a, const char *b) {
    while (*a != '\0' && *a == *b) {
        ++a;
        ++b;
    }
    return *a == *b;
}

constexpr void add_spelling(Spellings &all, const char *text, const OpRow &row) {
    if (*text == '\0' || row.level == 0) {
        return;
    }
    uint32_t at = 0;
    while (at < all.count && !equal(all.spelling[at].text, text)) {
        ++at;
    }
    if (at == all.count) {
        const Spelling added = {text, static_cast<uint8_t>(length_of(text)), OP_NONE, OP_NONE};
        for (at = all.count++; at != 0 && comes_before(added, all.spelling[at - 1]); --at) {
            all.spelling[at] = all.spelling[at - 1];
        }
        all.spelling[at] = added;
    }
    (row.prefix ? all.spelling[at].prefix : all.spelling[at].binary) = row.op;
}

constexpr Spellings make_spellings() {
    Spellings all = {};
    for (const OpRow &row : op_rows) {
        add_spelling(all, row.symbol, row);
        if (row.kind != OpKind::Constant) {
            add_spelling(all, row.alias, row);
        }
    }
    for (uint8_t i = all.count; i-- != 0;) {
        all.first[static_cast<unsigned char>(all.spelling[i].text[0])] = static_cast<uint8_t>(i + 1);
    }
    return all;
}

constexpr Spellings spellings = make_spellings();

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

const Spelling *find_operator(const char *text, size_t size) {
    const unsigned char first = static_cast<unsigned char>(text[0]);
    if (first >= sizeof spellings.first || spellings.first[first] == 0) {
        return nullptr;
    }
    const bool word = is_letter(text[0]);
    for (uint32_t i = spellings.first[first] - 1u; i < spellings.count && spellings.spelling[i].text[0] == text[0];
         ++i) {
        const Spelling &spelling = spellings.spelling[i];
        const bool fits = word ? spelling.size == size : spelling.size <= size;
        if (fits && memcmp(spelling.text, text, spelling.size) == 0) {
            return &spelling;
        }
    }
    return nullptr;
}

bool is_reserved(const char *name, size_t size) {
    const OpRow &conditional = *find_op(OP_IF);
    return size != 0 && is_letter(name[0]) &&
           (find_operator(name, size) != nullptr || same(conditional.name, name, size));
}

} // namespace abax
