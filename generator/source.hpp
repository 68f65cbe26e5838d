// Source texts and places in them.
//
// A Source is a whole file (or an argument of the command line) as it was read. Places are byte offsets into it; lines and
// columns count from 1 and columns count characters (UTF-8 code points), as diagnostics print them.
// A MappedText is a piece that the compiler gets, such as an expression inside a TOML string, together with the place that
// each of its bytes came from, so that a diagnostic can point at the file itself whatever escapes the string contains.
#ifndef ABAX_GENERATOR_SOURCE_HPP
#define ABAX_GENERATOR_SOURCE_HPP

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace abax::host {

struct Source {
    std::string name; // as diagnostics print it: the path as the user gave it, or "<-e>"
    std::string text; // without a byte order mark
    std::vector<size_t> line_starts;
    size_t ordinal = 0;    // among the sources of the run
    size_t first_line = 1; // of the file, where the text is a piece of it that begins with this line
};

// Owns the sources of one run; they stay where they are, so that spans may point to them.
using SourceSet = std::deque<Source>;

// Adds a text, without its byte order mark if it has one. `first_line`: see Source.
const Source &add_source(SourceSet &sources, std::string name, std::string_view text, size_t first_line = 1);

struct Position {
    size_t line;
    size_t column;
};

Position position_at(const Source &source, size_t offset);

// The byte offset of a line and column; the end of the line or of the text if there is no such place.
size_t offset_at(const Source &source, Position position);

// The place `characters` behind an offset, or the end of its line if that comes first.
size_t offset_behind(const Source &source, size_t offset, size_t characters);

// A line without its line break; lines count from source.first_line.
std::string_view line_text(const Source &source, size_t line);

// The bytes from begin up to end. Without a source it stands for no place at all.
struct Span {
    const Source *source = nullptr;
    size_t begin = 0;
    size_t end = 0;
};

struct MappedText {
    std::string text;
    const Source *source = nullptr; // null: the text stands nowhere, it was made up
    size_t base = 0;             // place of the first byte where `offsets` is empty: then the bytes follow each other
    std::vector<size_t> offsets; // else the place of every byte and of the end: text.size() + 1 of them
};

// A piece of the source itself.
MappedText mapped(const Source &source, size_t begin, size_t end);

// Adds `next` to the end of `text`; both lie in the same source.
void append(MappedText &text, const MappedText &next);

// Where bytes of a mapped text stand in the source.
Span span_in(const MappedText &text, size_t offset, size_t length);
Span span_of(const MappedText &text);

// Bytes of the UTF-8 character at the start of `text`: 1 where it is not valid.
size_t character_size(std::string_view text);

} // namespace abax::host

#endif
