// Rules for make and ninja: paths as they read them back.
#include "depfile.hpp"

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(Depfile, Escapes) {
    struct Row {
        std::vector<std::string> outputs;
        std::vector<std::string> inputs;
        const char *rule;
    };
    for (const Row &row : {Row{{"a.c", "a.h"}, {"a.toml"}, "a.c a.h: a.toml\n"},
                           {{"o dir/a"}, {"in put"}, "o\\ dir/a: in\\ put\n"},
                           {{"a#b"}, {"a$b"}, "a\\#b: a$$b\n"},
                           {{"a\\ b"}, {"a\\b"}, "a\\\\\\ b: a\\b\n"},
                           {{"x:y"}, {"z"}, "x\\:y: z\n"}}) {
        std::string rule;
        std::string error;
        EXPECT_TRUE(write_rule(row.outputs, row.inputs, rule, error));
        EXPECT_EQ(rule, row.rule);
    }
}

TEST(Depfile, CannotHoldLineBreaks) {
    std::string rule;
    std::string error;
    EXPECT_FALSE(write_rule({"a"}, {"b\nc"}, rule, error));
    EXPECT_EQ(error, "b\nc: a dependency file cannot name a path with a line break");
}

} // namespace
