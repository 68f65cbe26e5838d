// "Did you mean": near enough, and not nearer than that.
#include "nearest.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Nearest, FindsSlipsOfTheFinger) {
    const std::vector<std::string> words = {"params", "constants", "functions", "expressions", "unit", "default"};
    struct Row {
        const char *word;
        const char *meant;
    };
    for (const Row &row : {Row{"param", "params"},
                           {"expresions", "expressions"},
                           {"cosntants", "constants"},
                           {"Units", "unit"},
                           {"defualt", "default"},
                           {"DEFAULT", "default"},
                           {"x", ""},
                           {"", ""},
                           {"colour", ""},
                           {"params", ""}}) {
        EXPECT_EQ(abax::host::nearest(row.word, words), row.meant) << row.word;
    }
}

} // namespace
