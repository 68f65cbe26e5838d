// Source texts and places in them: see source.hpp.
#include "source.hpp"

#include <algorithm>

namespace abax::host {

const Source &add_source(SourceSet &sources, std::string name, std::string_view text, size_t first_line) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    Source &source = sources.emplace_back();
    source.ordinal = sources.size();
    source.name = std::move(name);
    source.first_line = first_line;
    source.text = text;
    source.line_starts.push_back(0);
    for (size_t i = 0; i < source.text.size(); i++) {
        if (source.text[i] == '\n') {
            source.line_starts.push_back(i + 1);
        }
    }
    return source;
}

size_t character_size(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    size_t size = 1;
    unsigned least_second = 0x80;
    unsigned most_second = 0xBF;
    if (byte(0) >= 0xC2 && byte(0) <= 0xDF) {
        size = 2;
    } else if ((byte(0) & 0xF0u) == 0xE0) {
        size = 3;
        least_second = byte(0) == 0xE0 ? 0xA0 : 0x80;
        most_second = byte(0) == 0xED ? 0x9F : 0xBF;
    } else if (byte(0) >= 0xF0 && byte(0) <= 0xF4) {
        size = 4;
        least_second = byte(0) == 0xF0 ? 0x90 : 0x80;
        most_second = byte(0) == 0xF4 ? 0x8F : 0xBF;
    }
    if (size == 1) {
        return 1;
    }
    if (text.size() < size || byte(1) < least_second || byte(1) > most_second) {
        return 1;
    }
    for (size_t i = 2; i < size; i++) {
        if ((byte(i) & 0xC0u) != 0x80) {
            return 1;
        }
    }
    return size;
}

std::string_view line_text(const Source &source, size_t line) {
    if (line < source.first_line || line - source.first_line >= source.line_starts.size()) {
        return {};
    }
    line -= source.first_line - 1; // in the text
    const size_t begin = source.line_starts[line - 1];
    size_t end = line < source.line_starts.size() ? source.line_starts[line] - 1 : source.text.size();
    if (end > begin && source.text[end - 1] == '\r') {
        end--;
    }
    return std::string_view(source.text).substr(begin, end - begin);
}

Position position_at(const Source &source, size_t offset) {
    offset = std::min(offset, source.text.size());
    const auto next = std::upper_bound(source.line_starts.begin(), source.line_starts.end(), offset);
    const size_t line = static_cast<size_t>(next - source.line_starts.begin());
    size_t at = source.line_starts[line - 1];
    size_t column = 1;
    while (at < offset) {
        const size_t size = character_size(std::string_view(source.text).substr(at));
        if (at + size > offset) {
            break; // inside a character
        }
        at += size;
        column++;
    }
    return {line + source.first_line - 1, column};
}

size_t offset_at(const Source &source, Position position) {
    if (position.line < source.first_line) {
        return 0;
    }
    position.line -= source.first_line - 1; // in the text
    if (position.line > source.line_starts.size()) {
        return source.text.size();
    }
    const size_t begin = source.line_starts[position.line - 1];
    return position.column == 0 ? begin : offset_behind(source, begin, position.column - 1);
}

size_t offset_behind(const Source &source, size_t offset, size_t characters) {
    const std::string_view text = source.text;
    size_t at = offset;
    for (; characters > 0 && at < text.size() && text[at] != '\n'; characters--) {
        at += character_size(text.substr(at));
    }
    return at;
}

MappedText mapped(const Source &source, size_t begin, size_t end) {
    MappedText text;
    text.text = source.text.substr(begin, end - begin);
    text.source = &source;
    text.base = begin;
    return text;
}

void append(MappedText &text, const MappedText &next) {
    const auto place = [](const MappedText &of, size_t i) { return of.offsets.empty() ? of.base + i : of.offsets[i]; };
    std::vector<size_t> offsets;
    offsets.reserve(text.text.size() + next.text.size() + 1);
    for (size_t i = 0; i < text.text.size(); i++) {
        offsets.push_back(place(text, i));
    }
    for (size_t i = 0; i <= next.text.size(); i++) {
        offsets.push_back(place(next, i));
    }
    text.source = next.source;
    text.text += next.text;
    text.offsets = std::move(offsets);
}

Span span_in(const MappedText &text, size_t offset, size_t length) {
    if (text.source == nullptr) {
        return {};
    }
    offset = std::min(offset, text.text.size());
    const size_t end = std::min(length, text.text.size() - offset) + offset;
    if (text.offsets.empty()) {
        return {text.source, text.base + offset, text.base + end};
    }
    return {text.source, text.offsets[offset], std::max(text.offsets[offset], text.offsets[end])};
}

Span span_of(const MappedText &text) { return span_in(text, 0, text.text.size()); }

} // namespace abax::host
