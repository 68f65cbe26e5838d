// Reading a module from a text in a test: the module, and its diagnostics as one line each.
#ifndef ABAX_TESTS_GENERATOR_MODULE_TEXT_HPP
#define ABAX_TESTS_GENERATOR_MODULE_TEXT_HPP

#include <string>
#include <vector>

#include <fmt/core.h>

#include "module.hpp"

struct ReadModule {
    abax::host::SourceSet sources;
    abax::host::Module module;
    abax::host::Diagnostics diagnostics;
    bool valid = false;
};

inline ReadModule read_text(const std::string &name, const std::string &text, abax::host::ModuleOptions options = {}) {
    ReadModule read;
    const abax::host::Source &source = abax::host::add_source(read.sources, name, text);
    read.valid = abax::host::read_module(source, options, read.diagnostics, read.module);
    return read;
}

// "line:column-column: error: message [code]", the second column being behind the span.
inline std::vector<std::string> lines_of(const abax::host::Diagnostics &diagnostics) {
    using namespace abax::host;
    std::vector<std::string> lines;
    for (const Diagnostic &diagnostic : diagnostics.list) {
        std::string place;
        if (diagnostic.span.source != nullptr) {
            const Position begin = position_at(*diagnostic.span.source, diagnostic.span.begin);
            const Position end = position_at(*diagnostic.span.source, diagnostic.span.end);
            place = fmt::format("{}:{}-{}: ", begin.line, begin.column, end.column);
        }
        const std::string word = diagnostic.severity == Severity::Error     ? "error"
                                 : diagnostic.severity == Severity::Warning ? "warning"
                                                                            : "note";
        lines.push_back(fmt::format("{}{}: {} [{}]", place, word, diagnostic.message, diagnostic.code));
    }
    return lines;
}

// Where the byte at `offset` of a mapped text stands: "line:column".
inline std::string place(const abax::host::MappedText &text, size_t offset) {
    const abax::host::Span span = abax::host::span_in(text, offset, 0);
    const abax::host::Position position = abax::host::position_at(*span.source, span.begin);
    return fmt::format("{}:{}", position.line, position.column);
}

#endif
