// Places of many offsets: the same as position_at says, one at a time.
#include "position_index.hpp"

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(PositionIndex, AgreesWithPositionAt) {
    std::string text;
    for (int i = 0; i < 900; i++) {
        text += i % 97 == 0 ? "\n" : i % 7 == 0 ? "\xE6\x97\xA5" : i % 11 == 0 ? "\xFF" : i % 13 == 0 ? "\r\n" : "x";
    }
    SourceSet sources;
    const Source &source = add_source(sources, "m", text, 5);
    const Source &other = add_source(sources, "n", "", 1);
    PositionIndex index;
    const auto agrees = [&](const Source &in, size_t offset) {
        const Position expected = position_at(in, offset);
        const Position found = index.at(in, offset);
        EXPECT_EQ(found.line, expected.line) << offset;
        EXPECT_EQ(found.column, expected.column) << offset;
    };
    for (size_t offset = 0; offset <= source.text.size() + 3; offset++) {
        agrees(source, offset);
    }
    for (size_t offset = source.text.size(); offset-- != 0;) {
        agrees(source, offset);
    }
    agrees(other, 0);
    agrees(source, 700);
}

} // namespace
