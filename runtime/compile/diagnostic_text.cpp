// The texts of diagnostics, apart from everything else so that a build may leave them out.
#include "abax/compiler.h"

#include <string.h>

namespace {

struct Row {
    uint32_t code;
    const char *slug;
    const char *text;
};

constexpr Row rows[] = {
#define ABAX_DIAGNOSTIC(id, number, slug, text) {number, slug, text},
#include "abax/diagnostics.def"
};

const Row *find_row(uint32_t code) {
    for (const Row &row : rows) {
        if (row.code == code) {
            return &row;
        }
    }
    return nullptr;
}

// What is written so far; what does not fit is counted only.
struct Output {
    char *buffer;
    size_t size;
    size_t length;
};

void put(Output &out, const char *text, size_t size) {
    for (size_t i = 0; i < size; ++i, ++out.length) {
        if (out.length + 1 < out.size) {
            out.buffer[out.length] = text[i];
        }
    }
}

void put_number(Output &out, uint64_t number) {
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    put(out, digits + first, sizeof digits - first);
}

// {0} {1} {2}: a text. {n} {m}: a number. {n:s}: s, unless n is 1. Returns the length of the placeholder.
size_t put_placeholder(Output &out, const abax_diagnostic &d, const char *at) {
    if (at[1] >= '0' && at[1] <= '2') {
        const abax_text &text = d.args[at[1] - '0'];
        put(out, text.data, text.data != nullptr ? text.size : 0);
        return 3;
    }
    const uint64_t number = d.numbers[at[1] == 'm' ? 1 : 0];
    if (at[2] == ':') {
        put(out, "s", number == 1 ? 0 : 1);
        return 5;
    }
    put_number(out, number);
    return 3;
}

} // namespace

size_t abax_diagnostic_text(const abax_diagnostic *diagnostic, char *buffer, size_t size) {
    Output out = {buffer, size, 0};
    const Row *row = find_row(diagnostic->code);
    for (const char *at = row != nullptr ? row->text : ""; *at != '\0';) {
        if (*at == '{') {
            at += put_placeholder(out, *diagnostic, at);
        } else {
            put(out, at++, 1);
        }
    }
    if (size != 0) {
        buffer[out.length < size ? out.length : size - 1] = '\0';
    }
    return out.length;
}

const char *abax_diagnostic_slug(uint32_t code) {
    const Row *row = find_row(code);
    return row != nullptr ? row->slug : "";
}
