// Lines and columns of many places: see position_index.hpp.
#include "position_index.hpp"

#include <algorithm>

namespace abax::host {
namespace {

constexpr size_t step = 256; // bytes between two marks

void advance(std::string_view text, size_t &offset, Position &position) {
    position = text[offset] == '\n' ? Position{position.line + 1, 1} : Position{position.line, position.column + 1};
    offset += character_size(text.substr(offset));
}

} // namespace

void PositionIndex::make(const Source &source) {
    indexed = &source;
    marks.clear();
    const std::string_view text = source.text;
    Position position = {source.first_line, 1};
    for (size_t offset = 0; offset < text.size(); advance(text, offset, position)) {
        if (offset >= marks.size() * step) {
            marks.push_back({offset, position});
        }
    }
    if (marks.empty()) {
        marks.push_back({0, position});
    }
}

Position PositionIndex::at(const Source &source, size_t offset) {
    if (indexed != &source) {
        make(source);
    }
    const std::string_view text = source.text;
    const Mark *mark = &marks[std::min(offset / step, marks.size() - 1)];
    mark -= mark->offset > offset ? 1 : 0; // the character before the multiple goes on behind it
    size_t at = mark->offset;
    Position position = mark->position;
    while (at < std::min(offset, text.size()) && at + character_size(text.substr(at)) <= offset) {
        advance(text, at, position);
    }
    return position;
}

} // namespace abax::host
