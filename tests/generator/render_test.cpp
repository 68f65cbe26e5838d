// Diagnostics as text, to the letter: carets under what is meant, whatever the line holds.
#include "diagnostics.hpp"

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

struct Text {
    SourceSet sources;
    const Source *source;
    explicit Text(std::string_view text) : source(&add_source(sources, "m.toml", text)) {}
    Span span(std::string_view piece) const {
        const size_t at = source->text.find(piece);
        return {source, at, at + piece.size()};
    }
    Diagnostic error(std::string_view piece, std::string message) const {
        Diagnostic diagnostic;
        diagnostic.code = "code";
        diagnostic.message = std::move(message);
        diagnostic.span = span(piece);
        return diagnostic;
    }
};

TEST(Render, CaretAndTildes) {
    const Text text("[params]\nrh = hello\n");
    EXPECT_EQ(render_text(text.error("hello", "not a number"), false), "m.toml:2:6: error: not a number [code]\n"
                                                                       "    2 | rh = hello\n"
                                                                       "      |      ^~~~~\n");
}

TEST(Render, PlaceBetweenCharactersAndEndOfLine) {
    const Text text("a = (1\nb");
    Diagnostic diagnostic = text.error("(1", "open");
    diagnostic.span = {text.source, 6, 6};
    EXPECT_EQ(render_text(diagnostic, false), "m.toml:1:7: error: open [code]\n"
                                              "    1 | a = (1\n"
                                              "      |       ^\n");
}

TEST(Render, SpanOverLinesEndsWithTheFirst) {
    const Text text("a = (1 +\n 2)");
    EXPECT_EQ(render_text(text.error("1 +\n 2", "long"), false), "m.toml:1:6: error: long [code]\n"
                                                                 "    1 | a = (1 +\n"
                                                                 "      |      ^~~\n");
}

TEST(Render, TabsAndWideCharactersAreAligned) {
    const Text text("\ta\t= \xE6\x97\xA5\xE6\x9C\xAC + x\xCC\x81 + bad");
    EXPECT_EQ(render_text(text.error("bad", "here"), false),
              "m.toml:1:16: error: here [code]\n"
              "    1 |         a       = \xE6\x97\xA5\xE6\x9C\xAC + x\xCC\x81 + bad\n"
              "      |                          "
              "    ^~~\n");
    EXPECT_EQ(render_text(text.error("\xE6\x97\xA5\xE6\x9C\xAC", "wide"), false),
              "m.toml:1:6: error: wide [code]\n"
              "    1 |         a       = \xE6\x97\xA5\xE6\x9C\xAC + x\xCC\x81 + bad\n"
              "      |                   ^~~~\n");
}

TEST(Render, NothingThatATerminalActsUponPasses) {
    const Text text("a = \x1B[2J\xFF b");
    EXPECT_EQ(render_text(text.error("b", "'\x1B[2J'"), false), "m.toml:1:11: error: '<1B>[2J' [code]\n"
                                                                "    1 | a = <1B>[2J<FF> b\n"
                                                                "      |                 ^\n");
}

TEST(Render, LongLinesAreCut) {
    const Text text(std::string(500, '1') + "X" + std::string(500, '2'));
    EXPECT_EQ(render_text(text.error("X", "far"), false), "m.toml:1:501: error: far [code]\n"
                                                          "    1 | \xE2\x80\xA6" +
                                                              std::string(80, '1') + "X" + std::string(79, '2') +
                                                              "\xE2\x80\xA6\n"
                                                              "      | " +
                                                              std::string(81, ' ') + "^\n");
}

TEST(Render, NotesAndFixitsStandBelow) {
    const Text text("x = 1\ny = 2x\n");
    Diagnostic diagnostic = text.error("2x", "no multiplication");
    diagnostic.severity = Severity::Warning;
    diagnostic.notes.push_back({Severity::Fixit, "*", {text.source, 11, 11}});
    diagnostic.notes.push_back({Severity::Note, "declared here", text.span("x")});
    diagnostic.notes.push_back({Severity::Fixit, "y", text.span("x")});
    diagnostic.notes.push_back({Severity::Note, "think", {}});
    EXPECT_EQ(render_text(diagnostic, false), "m.toml:2:5: warning: no multiplication [code]\n"
                                              "    2 | y = 2x\n"
                                              "      |     ^~\n"
                                              "      |      *\n"
                                              "m.toml:1:1: note: declared here\n"
                                              "    1 | x = 1\n"
                                              "      | ^\n"
                                              "m.toml:1:1: note: write 'y' here\n"
                                              "    1 | x = 1\n"
                                              "      | ^\n"
                                              "note: think\n");
}

TEST(Render, PlacesWithoutASource) {
    Diagnostic diagnostic;
    diagnostic.message = "bad";
    EXPECT_EQ(render_text(diagnostic, false), "abax: error: bad\n");
    diagnostic.file = "a.csv";
    EXPECT_EQ(render_text(diagnostic, false), "a.csv: error: bad\n");
    diagnostic.position = Position{3, 7};
    EXPECT_EQ(render_text(diagnostic, false), "a.csv:3:7: error: bad\n");
}

TEST(Render, Color) {
    const Text text("x");
    EXPECT_EQ(render_text(text.error("x", "bad"), true),
              "\033[1mm.toml:1:1: \033[m\033[1;31merror: \033[m\033[1mbad\033[m [code]\n"
              "    1 | x\n"
              "      | \033[1;31m^\033[m\n");
}

TEST(Diagnostics, SilencingAndPromoting) {
    Diagnostics diagnostics;
    diagnostics.silenced = {"comma"};
    EXPECT_EQ(add_warning(diagnostics, "comma", {}, "x"), nullptr);
    EXPECT_NE(add_error(diagnostics, "comma", {}, "errors are never silenced"), nullptr);
    EXPECT_EQ(diagnostics.errors, 1u);
    add_warning(diagnostics, "other", {}, "x");
    EXPECT_EQ(diagnostics.errors, 1u);
    diagnostics.warnings_are_errors = true;
    add_warning(diagnostics, "other", {}, "x");
    EXPECT_EQ(diagnostics.errors, 2u);
    EXPECT_EQ(diagnostics.list.back().severity, Severity::Error);
}

} // namespace
