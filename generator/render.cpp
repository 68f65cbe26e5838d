// Diagnostics as text: `file:line:column: error: message [code]`, the source line with carets below, notes and fix-its.
//
// In: a Diagnostic. Out: bytes for a terminal or a log. The carets stand under the characters that they mean: tabs are
// expanded to columns of 8, wide characters count two columns and combining ones none. What a terminal would act upon
// (control characters) and what is not UTF-8 is never passed through. Long lines are cut around the place that is meant.
#include "diagnostics.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/core.h>

namespace abax::host {
namespace {

constexpr size_t tab_width = 8;
constexpr size_t widest_line = 160;
constexpr size_t reach = 8 * widest_line; // bytes of a line on either side of a place that are looked at

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view red = "\033[1;31m";
constexpr std::string_view magenta = "\033[1;35m";
constexpr std::string_view cyan = "\033[1;36m";
constexpr std::string_view green = "\033[32m";
constexpr std::string_view plain = "\033[m";

struct Range {
    uint32_t first;
    uint32_t last;
};

// Characters of two columns, and of none, as terminals lay them out (Unicode TR 11, the blocks that matter).
constexpr std::array<Range, 15> wide_ranges = {{{0x1100, 0x115F},
                                                {0x2E80, 0x303E},
                                                {0x3041, 0x33FF},
                                                {0x3400, 0x4DBF},
                                                {0x4E00, 0x9FFF},
                                                {0xA000, 0xA4CF},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFE6F},
                                                {0xFF00, 0xFF60},
                                                {0xFFE0, 0xFFE6},
                                                {0x1F300, 0x1F64F},
                                                {0x1F680, 0x1F6FF},
                                                {0x1F900, 0x1F9FF},
                                                {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 7> narrow_ranges = {{{0x0300, 0x036F},
                                                 {0x0483, 0x0489},
                                                 {0x200B, 0x200F},
                                                 {0x20D0, 0x20FF},
                                                 {0xFE00, 0xFE0F},
                                                 {0xFE20, 0xFE2F},
                                                 {0xFEFF, 0xFEFF}}};

// Marks that change the direction of writing, so that a line is not what it looks like.
constexpr std::array<Range, 3> turning_ranges = {{{0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};

bool lies_in(uint32_t character, const auto &ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](Range range) { return character >= range.first && character <= range.last; });
}

uint32_t decode(std::string_view bytes) {
    const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])); };
    switch (bytes.size()) {
    case 2:
        return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    case 3:
        return (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    case 4:
        return (byte(0) & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
    default:
        return byte(0);
    }
}

// One character of a source line as it is printed.
struct Cell {
    std::string shown;
    size_t offset; // in the line
    size_t column; // on the screen, from 0
    size_t width;
};

std::vector<Cell> lay_out(std::string_view line) {
    std::vector<Cell> cells;
    size_t column = 0;
    for (size_t at = 0; at < line.size();) {
        const size_t size = character_size(line.substr(at));
        const std::string_view bytes = line.substr(at, size);
        const uint32_t character = decode(bytes);
        Cell cell = {std::string(bytes), at, column, 1};
        if (bytes == "\t") {
            cell.width = tab_width - column % tab_width;
            cell.shown.assign(cell.width, ' ');
        } else if (character < 0x20 || character == 0x7F || (size == 1 && character >= 0x80)) {
            cell.shown = fmt::format("<{:02X}>", character);
            cell.width = cell.shown.size();
        } else if ((character >= 0x80 && character < 0xA0) || lies_in(character, turning_ranges)) {
            cell.shown = fmt::format("<U+{:04X}>", character);
            cell.width = cell.shown.size();
        } else if (lies_in(character, wide_ranges)) {
            cell.width = 2;
        } else if (lies_in(character, narrow_ranges)) {
            cell.width = 0;
        }
        column += cell.width;
        cells.push_back(std::move(cell));
        at += size;
    }
    cells.push_back({"", line.size(), column, 1}); // the place after the last character
    return cells;
}

// The first cell at or behind an offset of the line.
size_t cell_at(const std::vector<Cell> &cells, size_t offset) {
    const auto found = std::lower_bound(cells.begin(), cells.end(), offset,
                                        [](const Cell &cell, size_t wanted) { return cell.offset < wanted; });
    return found == cells.end() ? cells.size() - 1 : static_cast<size_t>(found - cells.begin());
}

std::string_view color_of(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return red;
    case Severity::Warning:
        return magenta;
    default:
        return cyan;
    }
}

std::string_view word_of(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    default:
        return "note";
    }
}

std::string painted(std::string_view text, std::string_view color, bool use) {
    return use ? fmt::format("{}{}{}", color, text, plain) : std::string(text);
}

std::string place_of(std::string_view file, Position position) {
    return fmt::format("{}:{}:{}: ", file, position.line, position.column);
}

std::string place_of(const Span &span) {
    return span.source == nullptr ? "" : place_of(span.source->name, position_at(*span.source, span.begin));
}

std::string place_of(const Diagnostic &diagnostic) {
    if (diagnostic.span.source != nullptr) {
        return place_of(diagnostic.span);
    }
    if (diagnostic.position) {
        return place_of(diagnostic.file, *diagnostic.position);
    }
    return fmt::format("{}: ", diagnostic.file.empty() ? "abax" : diagnostic.file);
}

void render_head(std::string &out, Severity severity, std::string_view place, std::string_view message,
                 std::string_view code, bool color) {
    if (!place.empty()) {
        out += painted(printable(place), bold, color);
    }
    out += painted(fmt::format("{}: ", word_of(severity)), color_of(severity), color);
    out += painted(printable(message), bold, color);
    if (!code.empty()) {
        out += fmt::format(" [{}]", code);
    }
    out += '\n';
}

// The offset, or that of the character that it lies inside of.
size_t character_start(std::string_view text, size_t offset) {
    while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0u) == 0x80) {
        offset--;
    }
    return offset;
}

// The source line, the caret and tildes, and below them what fix-its on the same line would put there.
void render_snippet(std::string &out, Severity severity, const Span &span, const std::vector<const Note *> &fixits,
                    bool color) {
    const Source &source = *span.source;
    const Position position = position_at(source, span.begin);
    // Of a long line only what can be shown is laid out, so that many errors on one line do not cost its length each.
    const std::string_view whole = line_text(source, position.line);
    const size_t whole_start = source.line_starts[position.line - source.first_line];
    const size_t at = std::min(span.begin - whole_start, whole.size());
    const size_t cut = character_start(whole, at - std::min(at, reach));
    const std::string_view line = whole.substr(cut, character_start(whole, std::min(at + reach, whole.size())) - cut);
    const size_t line_start = whole_start + cut;
    const std::vector<Cell> cells = lay_out(line);
    const size_t first = cell_at(cells, std::min(span.begin - line_start, line.size()));
    const size_t end = std::max(first + 1, cell_at(cells, std::min(span.end - line_start, line.size())));

    // A window of the line, in cells.
    size_t from = 0;
    size_t to = cells.size();
    if (cells.back().column > widest_line) {
        while (cells[first].column - cells[from].column > widest_line / 2) {
            from++;
        }
        while (to - 1 > first + 1 && cells[to - 1].column - cells[from].column >= widest_line) {
            to--;
        }
    }
    const size_t left = cells[from].column;
    std::string text = from > 0 ? "…" : "";
    const size_t indent = from > 0 ? 1 : 0;
    for (size_t i = from; i < to; i++) {
        text += cells[i].shown;
    }
    if (to < cells.size() || cut + line.size() < whole.size()) {
        text += "…";
    }

    const size_t shown_end = std::min(end, to);
    std::string marks(cells[first].column - left + indent, ' ');
    std::string carets = "^";
    const size_t last = shown_end - 1;
    const size_t right = cells[last].column + cells[last].width;
    if (right > cells[first].column + 1) {
        carets.append(right - cells[first].column - 1, '~');
    }

    const std::string number = fmt::format("{:>5}", position.line);
    const std::string margin(number.size(), ' ');
    out += fmt::format("{} | {}\n", number, text);
    out += fmt::format("{} | {}{}\n", margin, marks, painted(carets, color_of(severity), color));
    for (const Note *fixit : fixits) {
        const size_t cell = cell_at(cells, std::min(fixit->span.begin - line_start, line.size()));
        const size_t column = cells[cell].column < left ? 0 : cells[cell].column - left + indent;
        out +=
            fmt::format("{} | {}{}\n", margin, std::string(column, ' '), painted(printable(fixit->text), green, color));
    }
}

bool same_line(const Span &a, const Span &b) {
    return a.source == b.source && a.source != nullptr &&
           position_at(*a.source, a.begin).line == position_at(*b.source, b.begin).line;
}

} // namespace

std::string printable(std::string_view text) {
    std::string shown;
    for (const Cell &cell : lay_out(text)) {
        shown += cell.shown;
    }
    return shown;
}

std::string fixit_message(const Note &fixit) {
    if (fixit.text.empty()) {
        return "remove this";
    }
    return fmt::format("{} '{}' here", fixit.span.begin == fixit.span.end ? "insert" : "write", fixit.text);
}

std::string render_text(const Diagnostic &diagnostic, bool color) {
    std::string out;
    render_head(out, diagnostic.severity, place_of(diagnostic), diagnostic.message, diagnostic.code, color);
    if (diagnostic.span.source != nullptr) {
        std::vector<const Note *> fixits;
        for (const Note &note : diagnostic.notes) {
            if (note.severity == Severity::Fixit && same_line(note.span, diagnostic.span)) {
                fixits.push_back(&note);
            }
        }
        render_snippet(out, diagnostic.severity, diagnostic.span, fixits, color);
    }
    for (const Note &note : diagnostic.notes) {
        const bool fixit = note.severity == Severity::Fixit;
        if (fixit && same_line(note.span, diagnostic.span)) {
            continue;
        }
        const std::string text = fixit ? fixit_message(note) : note.text;
        render_head(out, Severity::Note, place_of(note.span), text, "", color);
        if (note.span.source != nullptr) {
            render_snippet(out, Severity::Note, note.span, {}, color);
        }
    }
    return out;
}

} // namespace abax::host
