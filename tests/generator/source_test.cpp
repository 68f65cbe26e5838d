// Offsets, lines and columns: columns count characters from 1, lines end with LF or CRLF.
#include "source.hpp"

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(Source, CountsCharactersNotBytes) {
    SourceSet sources;
    const Source &source = add_source(sources, "x", "a\xC3\xA4z\r\n\xE6\x97\xA5w\n");
    EXPECT_EQ(position_at(source, 0).column, 1u);
    EXPECT_EQ(position_at(source, 3).column, 3u); // z behind a two-byte character
    EXPECT_EQ(position_at(source, 2).column, 2u); // inside that character
    const Position w = position_at(source, 9);
    EXPECT_EQ(w.line, 2u);
    EXPECT_EQ(w.column, 2u);
    EXPECT_EQ(offset_at(source, {2, 2}), 9u);
    EXPECT_EQ(offset_at(source, {1, 99}), 5u); // the end of the line
    EXPECT_EQ(offset_at(source, {99, 1}), source.text.size());
    EXPECT_EQ(line_text(source, 1), "a\xC3\xA4z");
    EXPECT_EQ(line_text(source, 3), "");
}

TEST(Source, EveryOffsetOfACharacterComesBack) {
    SourceSet sources;
    const Source &source = add_source(sources, "x", "1 + \xF0\x9F\x98\x80\n\n\tx\xCC\x81y");
    for (size_t offset = 0; offset < source.text.size();) {
        EXPECT_EQ(offset_at(source, position_at(source, offset)), offset);
        offset += character_size(std::string_view(source.text).substr(offset));
    }
}

TEST(Source, DropsTheByteOrderMark) {
    SourceSet sources;
    EXPECT_EQ(add_source(sources, "x",
                         "\xEF\xBB\xBF"
                         "a")
                  .text,
              "a");
}

TEST(Source, InvalidUtf8IsOneByteACharacter) {
    for (const std::string_view bytes :
         {"\xFF", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80", "\xE6\x97"}) {
        EXPECT_EQ(character_size(bytes), 1u);
    }
    EXPECT_EQ(character_size("\xF4\x8F\xBF\xBF"), 4u);
}

TEST(MappedText, AppendKeepsThePlacesOfBoth) {
    SourceSet sources;
    const Source &source = add_source(sources, "x", "imu = { ax = 1 }");
    MappedText name = mapped(source, 0, 3);
    append(name, mapped(source, 8, 10));
    EXPECT_EQ(name.text, "imuax");
    EXPECT_EQ(span_in(name, 0, 3).begin, 0u);
    EXPECT_EQ(span_in(name, 3, 2).begin, 8u);
    EXPECT_EQ(span_in(name, 3, 2).end, 10u);
    EXPECT_EQ(span_in(name, 99, 9).begin, 10u); // past the end: the end
}

} // namespace
