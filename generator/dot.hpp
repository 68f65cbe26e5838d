// Graphviz: what `explain --format dot` is made of.
#ifndef ABAX_GENERATOR_DOT_HPP
#define ABAX_GENERATOR_DOT_HPP

#include <string>
#include <string_view>

#include "diagnostics.hpp"

namespace abax::host {

// A text as a quoted string of the dot language, shown as it is; line breaks stay line breaks.
inline std::string dot_string(std::string_view text) {
    std::string out = "\"";
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        out += begin == 0 ? "" : "\\n";
        for (const char c : printable(text.substr(begin, end - begin))) {
            out += c == '"' || c == '\\' ? "\\" : "";
            out += c;
        }
        begin = end + 1;
    }
    return out + "\"";
}

// What every drawing begins with.
inline constexpr std::string_view dot_head = "  graph [fontname=\"sans-serif\"];\n"
                                             "  node [shape=box, style=rounded, fontname=\"monospace\"];\n"
                                             "  edge [arrowsize=0.6, fontname=\"sans-serif\"];\n";

} // namespace abax::host

#endif
