// ops.def as a table, and the look-ups in it.
#include "ops.hpp"

#include "state.hpp"

#include "eval/hash.h"

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

constexpr uint8_t count_operands(Op syntax) { return syntax == OP_PLUS ? 1 : syntax == OP_COND ? 3 : 2; }

constexpr bool LEFT = false;
constexpr bool RIGHT = true;

// Three texts a row, each ended by a zero: name, symbol and alias; of a derived function name, parameters and body; of a
// constant name and alias. A row knows where its first one begins.
constexpr char all_texts[] =
#define ABAX_SYNTAX(id, number, symbol, alias, level, side, sentence) "\0" symbol "\0" alias "\0"
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    name "\0" symbol "\0" alias "\0"
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    name "\0" symbol "\0" alias "\0"
#define ABAX_TERNARY(id, number, name, properties, formula, sentence) name "\0\0\0"
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) name "\0\0\0"
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    name "\0" symbol "\0" alias "\0"
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence)                      \
    name "\0" parameters "\0\0"
#define ABAX_WINDOW(id, number, name, rings, most, sentence) name "\0x,n\0\0"
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence) name "\0\0\0"
#define ABAX_DERIVED(id, number, name, parameters, body, sentence) name "\0" parameters "\0" body "\0"
#define ABAX_SPECIAL(id, number, name, least, most, sentence) name "\0\0\0"
#define ABAX_CONSTANT(id, number, name, alias, text, sentence) name "\0" alias "\0\0"
#include "abax/ops.def"
    ;

constexpr uint32_t next_text(uint32_t at) {
    while (all_texts[at] != '\0') {
        ++at;
    }
    return at + 1;
}

constexpr OpTable make_table() {
    OpTable table = {{
#define ABAX_SYNTAX(id, number, symbol, alias, level, side, sentence)                                                  \
    {OP_##id, OpKind::Syntax, level, side, 0, OP_##id == OP_PLUS, count_operands(OP_##id), 0, 0},
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    {OP_##id, OpKind::Arithmetic, level, side, properties, true, 1, 1, 0},
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    {OP_##id, OpKind::Arithmetic, level, side, properties, false, 2, is_variadic(properties) ? 0 : 2, 0},
#define ABAX_TERNARY(id, number, name, properties, formula, sentence)                                                  \
    {OP_##id, OpKind::Arithmetic, 0, LEFT, properties, false, 3, 3, 0},
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    {OP_##id, OpKind::Library, 0, LEFT, properties, false, 1, 1, 0},
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    {OP_##id, OpKind::Library, level, side, properties, false, 2, 2, 0},
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence)                      \
    {OP_##id, OpKind::State, 0, LEFT, properties, false, least, most, 0},
#define ABAX_WINDOW(id, number, name, rings, most, sentence) {OP_##id, OpKind::Window, 0, LEFT, 0, false, 2, 2, 0},
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence)                                         \
    {OP_##id, OpKind::Feedback, 0, LEFT, 0, false, least, most, 0},
#define ABAX_DERIVED(id, number, name, parameters, body, sentence)                                                     \
    {OP_##id, OpKind::Derived, 0, LEFT, 0, false, count_parameters(parameters), count_parameters(parameters), 0},
#define ABAX_SPECIAL(id, number, name, least, most, sentence)                                                          \
    {OP_##id, OpKind::Special, 0, LEFT, 0, false, least, most, 0},
#define ABAX_CONSTANT(id, number, name, alias, text, sentence) {OP_##id, OpKind::Constant, 0, LEFT, 0, false, 0, 0, 0},
#include "abax/ops.def"
    }};
    uint32_t at = 0;
    for (OpRow &row : table.rows) {
        row.texts = static_cast<uint16_t>(at);
        at = next_text(next_text(next_text(at)));
    }
    return table;
}

} // namespace

constexpr OpTable op_table = make_table();
static_assert(sizeof all_texts < UINT16_MAX && sizeof(OpRow) == 6, "");

const char *OpRow::name() const { return all_texts + texts; }
const char *OpRow::symbol() const { return kind <= OpKind::Library ? all_texts + next_text(texts) : ""; }
const char *OpRow::parameters() const { return all_texts + next_text(texts); }
const char *OpRow::body() const { return all_texts + next_text(next_text(texts)); }
const char *OpRow::alias() const {
    return kind == OpKind::Constant ? parameters() : kind <= OpKind::Library ? body() : "";
}

namespace {

constexpr uint32_t last_op() {
    uint32_t last = 0;
    for (const OpRow &row : op_table.rows) {
        last = uint32_t{row.op} > last ? uint32_t{row.op} : last;
    }
    return last;
}

// Number of an operator to number of its row + 1.
struct Index {
    uint8_t row[last_op() + 1];
};

constexpr Index make_index() {
    Index index = {};
    uint8_t number = 0;
    for (const OpRow &row : op_table.rows) {
        index.row[row.op] = ++number;
    }
    return index;
}

constexpr Index op_index = make_index();

constexpr OpTraits make_traits() {
    OpTraits traits = {};
    for (const OpRow &row : op_table.rows) {
        const uint32_t operands = row.kind <= OpKind::Library ? row.least : 0u;
        const uint32_t library = row.kind == OpKind::Library ? TRAIT_LIBRARY : 0u;
        traits.of[row.op] = static_cast<uint8_t>(row.properties | operands << TRAIT_OPERANDS | library);
    }
    constexpr uint8_t one[] = {VALUE_ELEMENT, VALUE_OUTSIDE, OP_INTERP};
    constexpr uint8_t two[] = {VALUE_COMMA, VALUE_GUARD, OP_INTERP2};
    for (const uint8_t op : one) {
        traits.of[op] = 1u << TRAIT_OPERANDS;
    }
    for (const uint8_t op : two) {
        traits.of[op] = 2u << TRAIT_OPERANDS;
    }
    return traits;
}

} // namespace

constexpr OpTraits op_traits = make_traits();

namespace {

// Names of functions and constants, aliases too, by their hash: open addressing, a row's number + 1 in every place that is
// taken. No name is far from where its hash says, so that one that is not there is known after a few looks.
constexpr uint32_t NAME_PLACES = 256;

struct Names {
    uint8_t row[NAME_PLACES];
};

constexpr uint32_t place_of(uint32_t hash) { return (hash ^ hash >> 15) % NAME_PLACES; }

constexpr uint32_t hash_of(uint32_t text) { // abax_fnv1a
    uint32_t hash = ABAX_FNV1A_START;
    for (; all_texts[text] != '\0'; ++text) {
        hash = (hash ^ static_cast<unsigned char>(all_texts[text])) * 0x01000193u;
    }
    return hash;
}

constexpr void add_name(Names &names, uint32_t text, uint32_t number) {
    if (all_texts[text] == '\0') {
        return;
    }
    uint32_t place = place_of(hash_of(text));
    while (names.row[place] != 0) {
        place = (place + 1) % NAME_PLACES;
    }
    names.row[place] = static_cast<uint8_t>(number);
}

constexpr Names make_names() {
    Names names = {};
    uint32_t number = 0;
    for (const OpRow &row : op_table.rows) {
        ++number;
        add_name(names, row.texts, number);
        if (row.kind == OpKind::Constant) {
            add_name(names, next_text(row.texts), number);
        }
    }
    return names;
}

constexpr Names names = make_names();

constexpr uint32_t longest_run() {
    uint32_t longest = 0;
    uint32_t run = 0;
    for (uint32_t i = 0; i < 2 * NAME_PLACES; ++i) {
        run = names.row[i % NAME_PLACES] != 0 ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}
static_assert(longest_run() < 12, "names lie too close to one another");

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Symbols and aliases of all operators, longer ones first where they begin alike.
template <uint32_t room> struct Spellings {
    Spelling spelling[room];
    uint32_t count;
};

// They are listed by the last bits of their first characters.
constexpr uint32_t BEGINNINGS = 32;
constexpr uint32_t beginning_of(char c) { return static_cast<unsigned char>(c) % BEGINNINGS; }

constexpr bool comes_before(const Spelling &a, const Spelling &b) {
    const uint32_t begin_a = beginning_of(all_texts[a.text]);
    const uint32_t begin_b = beginning_of(all_texts[b.text]);
    return begin_a != begin_b ? begin_a < begin_b : a.size > b.size;
}

constexpr bool equal(uint32_t a, uint32_t b) {
    while (all_texts[a] != '\0' && all_texts[a] == all_texts[b]) {
        ++a;
        ++b;
    }
    return all_texts[a] == all_texts[b];
}

template <uint32_t room> constexpr void add_spelling(Spellings<room> &all, uint32_t text, const OpRow &row) {
    if (all_texts[text] == '\0') {
        return;
    }
    uint32_t at = 0;
    while (at < all.count && !equal(all.spelling[at].text, text)) {
        ++at;
    }
    if (at == all.count) {
        const uint8_t size = static_cast<uint8_t>(next_text(text) - text - 1);
        const Spelling added = {static_cast<uint16_t>(text), size, OP_NONE, OP_NONE};
        for (at = all.count++; at != 0 && comes_before(added, all.spelling[at - 1]); --at) {
            all.spelling[at] = all.spelling[at - 1];
        }
        all.spelling[at] = added;
    }
    (row.prefix ? all.spelling[at].prefix : all.spelling[at].binary) = row.op;
}

template <uint32_t room> constexpr Spellings<room> make_spellings() {
    Spellings<room> all = {};
    for (const OpRow &row : op_table.rows) {
        if (row.level != 0) {
            add_spelling(all, next_text(row.texts), row);
            add_spelling(all, next_text(next_text(row.texts)), row);
        }
    }
    return all;
}

constexpr Spellings<make_spellings<64>().count> spellings = make_spellings<make_spellings<64>().count>();

// Number of the first spelling of each beginning; the next one's ends them.
struct Beginnings {
    uint8_t first[BEGINNINGS + 1];
};

constexpr Beginnings make_beginnings() {
    Beginnings beginnings = {};
    uint32_t at = 0;
    for (uint32_t i = 0; i < BEGINNINGS; ++i) {
        beginnings.first[i] = static_cast<uint8_t>(at);
        while (at < spellings.count && beginning_of(all_texts[spellings.spelling[at].text]) == i) {
            ++at;
        }
    }
    beginnings.first[BEGINNINGS] = static_cast<uint8_t>(at);
    return beginnings;
}

constexpr Beginnings beginnings = make_beginnings();

// Lengths of the words that cannot be names.
constexpr uint32_t longest_word() {
    uint32_t longest =
        next_text(op_table.rows[op_index.row[OP_IF] - 1].texts) - op_table.rows[op_index.row[OP_IF] - 1].texts - 1;
    for (const Spelling &spelling : spellings.spelling) {
        const bool word = is_letter(all_texts[spelling.text]);
        longest = word && spelling.size > longest ? spelling.size : longest;
    }
    return longest;
}
constexpr uint32_t LONGEST_WORD = longest_word();
constexpr uint32_t SHORTEST_WORD = 2;

bool same(const char *spelling, const char *name, size_t size) {
    size_t i = 0;
    while (i < size && spelling[i] == name[i] && spelling[i] != '\0') {
        ++i;
    }
    return i == size && spelling[i] == '\0';
}

} // namespace

const OpRow *find_op(uint8_t op) {
    const uint32_t row = op < sizeof op_index.row ? op_index.row[op] : 0;
    return row != 0 ? &op_table.rows[row - 1] : nullptr;
}

bool has_state(uint8_t op) {
    const OpRow *row = find_op(op);
    return row != nullptr && row->kind >= OpKind::State;
}

StateShape state_shape(uint8_t op) {
    switch (op) {
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence)                      \
    case number:                                                                                                       \
        return {slots, start, 0, 0};
#define ABAX_WINDOW(id, number, name, rings, most, sentence)                                                           \
    case number:                                                                                                       \
        return {2, 0, rings, most};
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence)                                         \
    case number:                                                                                                       \
        return {1, 0, rings, longest};
#include "abax/ops.def"
    default:
        return {0, 0, 0, 0};
    }
}

uint32_t step_arguments(uint8_t op) {
    const OpRow *row = find_op(op);
    return row->kind == OpKind::State ? row->most : 1;
}

const OpRow *find_builtin(const char *name, size_t size, uint32_t hash) {
    for (uint32_t place = place_of(hash); size != 0 && names.row[place] != 0; place = (place + 1) % NAME_PLACES) {
        const OpRow &row = op_table.rows[names.row[place] - 1];
        if (same(row.name(), name, size) || (row.kind == OpKind::Constant && same(row.alias(), name, size))) {
            return &row;
        }
    }
    return nullptr;
}

const OpRow *find_builtin(const char *name, size_t size) {
    return find_builtin(name, size, abax_fnv1a(ABAX_FNV1A_START, name, size));
}

const Spelling *find_operator(const char *text, size_t size) {
    const uint32_t beginning = beginning_of(text[0]);
    for (uint32_t i = beginnings.first[beginning]; i != beginnings.first[beginning + 1]; ++i) {
        const Spelling &spelling = spellings.spelling[i];
        const char *known = all_texts + spelling.text;
        uint32_t same_letters = 0;
        while (same_letters < spelling.size && same_letters < size && known[same_letters] == text[same_letters]) {
            ++same_letters;
        }
        if (same_letters == spelling.size && (spelling.size == size || !is_letter(known[0]))) {
            return &spelling;
        }
    }
    return nullptr;
}

bool is_reserved(const char *name, size_t size) {
    return size >= SHORTEST_WORD && size <= LONGEST_WORD && is_letter(name[0]) &&
           (find_operator(name, size) != nullptr || same(find_op(OP_IF)->name(), name, size));
}

} // namespace abax
