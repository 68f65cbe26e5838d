// Diagnostics as JSON: one object a line, for editors and build systems.
//
//   {"severity":"error","code":"unknown-name","message":"'rg' is not defined","file":"climate.toml","line":12,"column":15,
//    "length":2,"notes":[{"severity":"note","message":"did you mean 'rh'?","file":null,"line":null,…}]}
//
// All keys are always there. Lines and columns count from 1, columns and lengths count characters of the file itself. Where
// there is no place, file, line, column and length are null; a diagnostic of a whole file has the file only. A note's
// severity is "note", or "fix-it" with the text that is to stand in place of the span as "replacement".
#include "diagnostics.hpp"

#include <nlohmann/json.hpp>

#include "json.hpp"

namespace abax::host {
namespace {

using nlohmann::ordered_json;

std::string_view word_of(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        return "note";
    case Severity::Fixit:
        return "fix-it";
    }
    return "";
}

size_t characters_in(const Span &span) {
    const std::string_view text = std::string_view(span.source->text).substr(0, span.end);
    size_t count = 0;
    for (size_t at = span.begin; at < text.size(); at += character_size(text.substr(at))) {
        count++;
    }
    return count;
}

void add_place(ordered_json &object, const Span &span, const std::string &file, const std::optional<Position> &place) {
    std::optional<Position> position = place;
    if (span.source != nullptr) {
        position = position_at(*span.source, span.begin);
    }
    const std::string &name = span.source != nullptr ? span.source->name : file;
    object["file"] = name.empty() ? ordered_json() : ordered_json(name);
    object["line"] = position ? ordered_json(position->line) : ordered_json();
    object["column"] = position ? ordered_json(position->column) : ordered_json();
    object["length"] = span.source != nullptr ? ordered_json(characters_in(span))
                       : position             ? ordered_json(0)
                                              : ordered_json();
}

} // namespace

std::string render_json(const Diagnostic &diagnostic) {
    ordered_json object;
    object["severity"] = word_of(diagnostic.severity);
    object["code"] = diagnostic.code;
    object["message"] = diagnostic.message;
    add_place(object, diagnostic.span, diagnostic.file, diagnostic.position);
    object["notes"] = ordered_json::array();
    for (const Note &note : diagnostic.notes) {
        ordered_json item;
        item["severity"] = word_of(note.severity);
        item["message"] = note.severity == Severity::Fixit ? fixit_message(note) : note.text;
        add_place(item, note.span, "", {});
        if (note.severity == Severity::Fixit) {
            item["replacement"] = note.text;
        }
        object["notes"].push_back(std::move(item));
    }
    return json_line(object) + "\n";
}

} // namespace abax::host
