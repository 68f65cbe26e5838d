// Sources joined into one: what is inlined, how often, and what is named.
#include "amalgamate.hpp"

#include <map>

#include <gtest/gtest.h>

namespace {

using namespace abax::host;
using Files = std::map<std::string, std::string>;

struct Joined {
    bool done = false;
    Amalgamation result;
    std::string error;
};

Joined join(const std::vector<std::string> &sources, const Files &files) {
    Joined joined;
    const ReadText read = [&files](const std::string &name, std::string &text, std::string &error) {
        const auto file = files.find(name);
        if (file == files.end()) {
            error = name + ": No such file or directory";
            return false;
        }
        text = file->second;
        return true;
    };
    joined.done = amalgamate(sources, read, joined.result, joined.error);
    return joined;
}

std::string joined_text(const std::vector<std::string> &sources, const Files &files) {
    const Joined joined = join(sources, files);
    EXPECT_TRUE(joined.done) << joined.error;
    return joined.result.text;
}

size_t count(const std::string &text, const std::string &part) {
    size_t found = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        found++;
    }
    return found;
}

const std::string guarded = "/* what */\n\n// and why\n#ifndef G_H\n#define G_H\n#if X\nint g;\n#endif\n#endif\n";

TEST(Amalgamate, NamesWhatFollows) {
    EXPECT_EQ(joined_text({"e/a.c", "e/b.c"}, {{"e/a.c", "int a1;\n#include \"x.inc\"\n\nint a2;\n"},
                                               {"e/x.inc", "\nint x;\n"},
                                               {"e/b.c", "int b;"}}),
              "/* ---- e/a.c ---- */\nint a1;\n\n/* ---- e/x.inc ---- */\nint x;\n\n"
              "/* ---- e/a.c, continued ---- */\nint a2;\n\n/* ---- e/b.c ---- */\nint b;\n");
}

TEST(Amalgamate, AGuardedFileStandsThereOnce) {
    const Files files = {{"a.c", "#include \"g.h\"\nint a;\n"}, {"b.c", "#include \"g.h\"\n"}, {"g.h", guarded}};
    EXPECT_EQ(count(joined_text({"a.c", "b.c"}, files), "int g;"), 1u);
}

TEST(Amalgamate, AnyOtherFileStandsThereAsOftenAsItIsIncluded) {
    for (const std::string text : {
             "int g;\n#ifndef G_H\n#define G_H\n#endif\n",
             "#ifndef G_H\n#define G_H\n#endif\nint g;\n",
             "#ifndef G_H\n#define OTHER\nint g;\n#endif\n",
             "#ifndef G_H\nint g;\n#endif\n",
             "#ifdef G_H\n#define G_H\nint g;\n#endif\n",
         }) {
        const Files files = {{"a.c", "#include \"g.h\"\n#include \"g.h\"\n"}, {"g.h", text}};
        EXPECT_EQ(count(joined_text({"a.c"}, files), "int g;"), 2u) << text;
    }
}

// Where the preprocessor may skip the first inclusion, the guard itself decides about the second.
TEST(Amalgamate, AGuardedFileInAConditionIsNotTakenAsThere) {
    const Files files = {{"a.c", "#if Y\n# include \"g.h\"\n#endif\n"},
                         {"b.c", "#include \"h.h\"\n"},
                         {"g.h", guarded},
                         {"h.h", "#ifndef H_H\n#define H_H\n#include \"g.h\"\n#endif\n"}};
    EXPECT_EQ(count(joined_text({"a.c", "b.c", "b.c"}, files), "int g;"), 2u);
}

TEST(Amalgamate, SystemAndPublicHeadersStayIncluded) {
    const Joined joined = join({"a.c"}, {{"a.c", "#include <math.h>\n#include \"abax/x.h\" /* X */\n #  include  "
                                                 "\"abax/y.def\"\n * #include \"abax/z.h\"\n#include \"abax/x.h\"\n"}});
    EXPECT_EQ(joined.result.text, "/* ---- a.c ---- */\n#include <math.h>\n#include \"abax/x.h\" /* X */\n #  include  "
                                  "\"abax/y.def\"\n * #include \"abax/z.h\"\n#include \"abax/x.h\"\n");
    EXPECT_EQ(joined.result.headers, (std::set<std::string>{"abax/x.h", "abax/y.def"}));
}

TEST(Amalgamate, LineEndsChangeNothing) {
    std::string lines = guarded;
    for (size_t at = 0; (at = lines.find('\n', at)) != std::string::npos; at += 2) {
        lines.insert(at, "\r");
    }
    const std::string source = "#include \"g.h\"\n#include \"g.h\"\n";
    EXPECT_EQ(joined_text({"a.c"}, {{"a.c", source}, {"g.h", lines}}),
              joined_text({"a.c"}, {{"a.c", source}, {"g.h", guarded}}));
}

TEST(Amalgamate, WhatIsMissingOrEndlessIsNamed) {
    const Joined missing = join({"e/a.c"}, {{"e/a.c", "#include \"../f/x.h\"\n"}});
    EXPECT_FALSE(missing.done);
    EXPECT_EQ(missing.error, "f/x.h: No such file or directory");
    const Joined endless = join({"a.c"}, {{"a.c", "#include \"x.inc\"\n"}, {"x.inc", "#include \"x.inc\"\n"}});
    EXPECT_FALSE(endless.done);
    EXPECT_EQ(endless.error, "x.inc: included by itself, or too deeply");
}

} // namespace
