// Modules as plain lists of definitions.
#include "free_names.hpp"
#include "module_text.hpp"

#include <gtest/gtest.h>

namespace {

using namespace abax::host;
using Lines = std::vector<std::string>;

// "name = text; …" of the expressions, then the functions, then the params.
std::string summary(const Module &module) {
    std::string text;
    for (const Expression &expression : module.expressions) {
        text += expression.name.text + " =" + expression.text.text + "; ";
    }
    for (const Function &function : module.functions) {
        text += function.signature.text + " =" + function.body.text + "; ";
    }
    for (const Param &param : module.params) {
        text += param.name.text + " ";
    }
    return text;
}

TEST(ModuleExpr, Definitions) {
    struct Row {
        const char *text;
        const char *expected;
    };
    for (const Row &row : {
             Row{"a = 1\nb = a + 1\n", "a = 1; b = a + 1; "},
             {"a = 1\r\nb = a\r\n", "a = 1; b = a; "},
             {"# comment\na = x # = no\n\n// b = 2\nc = 3", "a = x; c = 3; x "},
             {"a = (1 +\n 2)\nb = 3", "a = (1 +\n 2); b = 3; "},
             {"a = 1 /* x\n y */ + 2", "a = 1 /* x\n y */ + 2; "},
             {"f(x, k) = x*k + q\na = f(k, pi)", "a = f(k, pi); f(x, k) = x*k + q; q k "},
             {"a = imu . ax + imu.ay + imu.ax", "a = imu . ax + imu.ay + imu.ax; imu.ax imu.ay "},
             {"a = b\nb = c\n", "a = b; b = c; c "},
             {"a = sin + e + f(1) and not g", "a = sin + e + f(1) and not g; g "},
             {"a = (1\nb = 2\n", "a = (1; b = 2; "}, // the compiler says that the bracket is open
             {"a =\n", "a =; "},
             {"", ""},
         }) {
        const ReadModule r = read_text("m.expr", row.text);
        EXPECT_EQ(lines_of(r.diagnostics), Lines{}) << row.text;
        EXPECT_EQ(summary(r.module), row.expected) << row.text;
    }
}

TEST(ModuleExpr, Places) {
    const ReadModule r = read_text("m.expr", "f(x) = x\na = (1 +\n  k)");
    EXPECT_EQ(place(r.module.functions[0].signature, 2), "1:3");
    EXPECT_EQ(place(r.module.expressions[0].text, 6), "3:1");
    EXPECT_EQ(place(r.module.params[0].name, 0), "3:3");
}

TEST(ModuleExpr, Mistakes) {
    struct Row {
        const char *text;
        const char *line;
    };
    for (const Row &row : {
             Row{"just", "1:1-5: error: expected a definition: name = expression [definition]"},
             {"a = 1 +\nb = 2", "1:7-8: error: the definition ends here; a definition goes on over lines only inside "
                                "brackets [definition]"},
             {"a = 1\n+ 2\n+ 3\nb = 2", "1:5-6: error: the definition ends here; a definition goes on over lines only "
                                        "inside brackets [definition]"},
             {"a =\n 1 + 2", "1:3-4: error: the definition ends here; a definition goes on over lines only inside "
                             "brackets [definition]"},
             {"a = b.c.d", "1:5-10: error: there are no groups inside groups [not-supported]"},
             {"= 4", "1:1-2: error: expected a name before = [definition]"},
             {"1x = 4", "1:1-3: error: expected a name before =, not '1x' [definition]"},
             {"a.b = 4", "1:1-4: error: expected a name, or a function such as f(x), before = [definition]"},
             {"a b = 4", "1:1-4: error: expected a name, or a function such as f(x), before = [definition]"},
             {"/* x", "1:1-3: error: this comment has no end; close it with '*/' [comment-open]"},
         }) {
        const ReadModule r = read_text("m.expr", row.text);
        EXPECT_EQ(lines_of(r.diagnostics), Lines{row.line}) << row.text;
        EXPECT_FALSE(r.valid);
    }
    EXPECT_EQ(lines_of(read_text("m.expr", std::string("a = 1\0", 6)).diagnostics),
              (Lines{"1:6-7: error: a text cannot hold the character NUL [wrong-value]"}));
}

TEST(ModuleExpr, ArraysAreAsLongAsWhoeverGivesTheirValuesSays) {
    const std::string text = "f(a) = a[0] + k[a]\nx = u + v[1] + sum(w)\ny = v\n";
    ModuleOptions options;
    options.arrays = {{"v", {"1", "2"}}, {"u", {"3"}}};
    options.columns = {"w[2]"};
    const ReadModule r = read_text("m.expr", text, options);
    EXPECT_EQ(lines_of(r.diagnostics), Lines{});
    std::string summary;
    for (const Param &param : r.module.params) {
        summary += param.name.text + (param.open_array ? "?" : "") + std::to_string(param.elements.size()) + " ";
    }
    EXPECT_EQ(summary, "k?0 u0 v2 w3 ");
}

TEST(ModuleExpr, FreeNamesThatAreNearlyDefined) {
    const auto warned = [](const char *text) {
        ReadModule r = read_text("m.expr", text);
        warn_of_free_names(r.module, r.diagnostics);
        return lines_of(r.diagnostics);
    };
    EXPECT_EQ(warned("temperature = raw*2\nx = temprature + 1"),
              Lines{"2:5-15: warning: 'temprature' is taken as a param; did you mean 'temperature'? [free-name]"});
    EXPECT_EQ(warned("magnus(t) = t\nx = magnu"),
              Lines{"2:5-10: warning: 'magnu' is taken as a param; did you mean 'magnus'? [free-name]"});
    EXPECT_EQ(warned("temp1 = temp2 + raw\nx = imu.ax + imu.ay + imu.az"), Lines{});
}

} // namespace
