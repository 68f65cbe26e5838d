// What is wrong with the input, as values: collected while the input is read and compiled, printed by a renderer.
//
// A Diagnostic is one error or warning with the notes and fix-its that belong to it, or a note that stands alone. The
// compiler's own diagnostics (abax_diagnostic) are turned into these in compile.cpp. Renderers read the list and nothing
// else, so that each is a function of its own: render_text makes what a C++ compiler prints, render_json what tools read.
#ifndef ABAX_GENERATOR_DIAGNOSTICS_HPP
#define ABAX_GENERATOR_DIAGNOSTICS_HPP

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "source.hpp"

namespace abax::host {

// The words in brackets: slug::UNKNOWN_KEY is "unknown-key".
namespace slug {
#define ABAX_HOST_DIAGNOSTIC(id, text) inline constexpr std::string_view id = text;
#include "diagnostics.def"
} // namespace slug

enum class Severity { Error, Warning, Note, Fixit };

// A note, or a fix-it: replace the span by `text`.
struct Note {
    Severity severity = Severity::Note;
    std::string text;
    Span span;
};

struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code; // the word in brackets
    std::string message;
    std::string file;                 // where there is no span: the file, if it is about one,
    std::optional<Position> position; // and the place in it
    Span span;
    std::vector<Note> notes;
};

// The diagnostics of one run, and what the user wants of them.
struct Diagnostics {
    std::vector<Diagnostic> list;
    std::set<std::string, std::less<>> silenced; // codes of warnings and notes that are dropped
    std::set<std::string, std::less<>> promoted; // codes of warnings that are errors
    bool warnings_are_errors = false;            // all of them are
    size_t errors = 0;
};

// Adds a diagnostic, unless it is a warning or note that is silenced. Returns it so that notes may be added, null if it was
// dropped. The pointer is good until the next one is added.
Diagnostic *add(Diagnostics &diagnostics, Diagnostic diagnostic);
Diagnostic *add_error(Diagnostics &diagnostics, std::string_view code, Span span, std::string message);
Diagnostic *add_warning(Diagnostics &diagnostics, std::string_view code, Span span, std::string message);
void add_note(Diagnostic *diagnostic, std::string text, Span span = {});

// All codes that exist, of the compiler and of this tool, sorted.
std::vector<std::string> diagnostic_codes();

// Those among them that warnings have, sorted: the codes that --werror= takes.
std::vector<std::string> warning_codes();

// Those that can be silenced: of warnings, and of notes that stand alone.
std::vector<std::string> silenced_codes();

// A text from a file or the command line as it may be printed: without what a terminal acts upon, in valid UTF-8.
std::string printable(std::string_view text);

// What a fix-it is about, in words: "write ')' here", for example.
std::string fixit_message(const Note &fixit);

// One diagnostic as a C++ compiler prints it, with a line break at the end.
std::string render_text(const Diagnostic &diagnostic, bool color);

// One diagnostic as a JSON object in one line, with a line break at the end.
std::string render_json(const Diagnostic &diagnostic);

} // namespace abax::host

#endif
