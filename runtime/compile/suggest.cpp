// "Did you mean": the known name that is nearest to an unknown one, by optimal string alignment distance (insertions,
// deletions, replacements and swaps of neighbours), letters compared without case. At most a third of the name's length, rounded up;
// of two as near, the one that begins alike for longer, then the module's own before built-ins, earlier before later.
#include "state.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr uint32_t MOST =
    64; // suggestions a compilation: a text with more unknown names than that is not a matter of typing
constexpr uint32_t MOST_COMPARED = 100000000; // pairs of letters: with so many names, the first suggestions must do
constexpr size_t LONGEST = 32; // longer names are not compared: three rows of this many bytes lie on the stack

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

struct Rows {
    uint8_t before[LONGEST + 1];
    uint8_t previous[LONGEST + 1];
    uint8_t current[LONGEST + 1];
};

unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

// The distance of a and b, both at most LONGEST long.
unsigned distance(Rows &rows, const char *a, size_t a_size, const char *b, size_t b_size) {
    for (size_t j = 0; j <= b_size; ++j) {
        rows.previous[j] = static_cast<uint8_t>(j);
    }
    for (size_t i = 1; i <= a_size; ++i) {
        rows.current[0] = static_cast<uint8_t>(i);
        for (size_t j = 1; j <= b_size; ++j) {
            const bool equal = lower(a[i - 1]) == lower(b[j - 1]);
            unsigned best = least(rows.previous[j] + 1u, rows.current[j - 1] + 1u);
            best = least(best, rows.previous[j - 1] + (equal ? 0u : 1u));
            const bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) {
                best = least(best, rows.before[j - 2] + 1u);
            }
            rows.current[j] = static_cast<uint8_t>(best);
        }
        memcpy(rows.before, rows.previous, b_size + 1);
        memcpy(rows.previous, rows.current, b_size + 1);
    }
    return rows.previous[b_size];
}

struct Search {
    Rows rows;
    uint32_t compared; // pairs of letters
    abax_text wanted;
    abax_text best;
    unsigned best_distance;
    size_t best_prefix; // letters that best and wanted begin with
};

void consider(Search &search, const char *text, size_t size) {
    const size_t wanted = search.wanted.size;
    const size_t apart = size > wanted ? size - wanted : wanted - size; // the distance is at least this
    if (size == 0 || size > LONGEST || apart > search.best_distance || search.compared > MOST_COMPARED) {
        return;
    }
    search.compared += static_cast<uint32_t>(size * wanted);
    const unsigned d = distance(search.rows, search.wanted.data, search.wanted.size, text, size);
    size_t prefix = 0;
    while (prefix < size && prefix < search.wanted.size && lower(text[prefix]) == lower(search.wanted.data[prefix])) {
        ++prefix;
    }
    const bool better = search.best.data != nullptr && d == search.best_distance && prefix > search.best_prefix;
    if (d < search.best_distance || better) {
        search.best_distance = d;
        search.best_prefix = prefix;
        search.best = {text, size};
    }
}

bool fits(const Atom &atom, const Atom *group, Wanted wanted) {
    if (atom.parent != group) {
        return false;
    }
    if (atom.local != 0) {
        return wanted == Wanted::Value;
    }
    if (atom.declaration == nullptr) {
        return wanted == Wanted::Value && atom.group;
    }
    const DeclarationKind kind = atom.declaration->kind;
    if (wanted == Wanted::Curve || wanted == Wanted::Map) {
        return kind == (wanted == Wanted::Curve ? DeclarationKind::Curve : DeclarationKind::Map);
    }
    const bool function = kind == DeclarationKind::Function || kind == DeclarationKind::Native;
    return function == (wanted == Wanted::Function);
}

} // namespace

void suggest(Compilation &c, const Span &span, const Atom *group, Wanted wanted) {
    Search search = {};
    search.wanted = span_text(span);
    // a name of one letter is like every other one: only its case may be wrong
    const size_t limit = search.wanted.size < 2 ? 1 : (search.wanted.size + 2) / 3 + 1;
    search.best_distance = static_cast<unsigned>(limit);
    if (c.suggestions == MOST || search.wanted.size > LONGEST || span.declaration->kind == DeclarationKind::Derived) {
        return;
    }
    ++c.suggestions;
    search.compared = c.letters_compared;
    for (const Atom *atom = c.first_atom; atom != nullptr; atom = atom->next) {
        if (fits(*atom, group, wanted)) {
            consider(search, atom->text, atom->size);
        }
    }
    for (const OpRow &row : op_table.rows) {
        const bool constant = row.kind == OpKind::Constant;
        if ((wanted == Wanted::Value && constant) || (wanted == Wanted::Function && !constant)) {
            consider(search, row.name(), strlen(row.name()));
        }
    }
    c.letters_compared = search.compared;
    if (search.best.data != nullptr) {
        report(c, FIXIT | ABAX_D_DID_YOU_MEAN, span, search.best, {nullptr, 0});
    }
}

} // namespace abax
