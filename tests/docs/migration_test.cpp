// docs/migration.md: what stands in Abax's column of its tables exists, with that number of arguments where it is a call.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "compile/ops.hpp"
#include "page.hpp"
#include "pages.hpp"

namespace {

// Every spelling that ops.def has, and what stands behind a value.
bool is_operator(const std::string &text) {
    if (text == "?:" || text == "[]" || text == "." || text == "()") {
        return true;
    }
    for (const abax::OpRow &row : abax::op_table.rows) {
        if (row.level != 0 && (text == row.symbol() || text == row.alias())) {
            return true;
        }
    }
    return false;
}

// "clamp(x, lo, hi)" or "pi"
bool is_function(const std::string &text) {
    const size_t open = text.find('(');
    const std::string name = text.substr(0, open);
    const abax::OpRow *row = abax::find_builtin(name.data(), name.size());
    if (row == nullptr) {
        return false;
    }
    if (open == std::string::npos) {
        return true;
    }
    const auto arguments = static_cast<unsigned>(std::count(text.begin(), text.end(), ',') + 1);
    return text.find("...") != std::string::npos
               ? row->most == 0
               : arguments >= row->least && (row->most == 0 || arguments <= row->most);
}

// Columns whose header says Abax, in tables of operators or functions.
TEST(Migration, SpellingsOfAbaxExist) {
    std::set<std::string> seen;
    for (const Table &table : tables_of(read_text(project_file("docs/migration.md")))) {
        const std::vector<std::string> &header = table.rows.at(0);
        const auto column = std::find(header.begin(), header.end(), "Abax");
        if (column == header.end()) {
            continue;
        }
        const auto place = static_cast<size_t>(column - header.begin());
        for (size_t i = 1; i < table.rows.size(); i++) {
            ASSERT_EQ(table.rows[i].size(), header.size())
                << "a row below line " << table.line << ": " << table.rows[i][0];
            for (const std::string &code : codes_of(table.rows[i][place])) {
                EXPECT_TRUE(is_operator(code) || is_function(code)) << "line " << table.line + i + 1 << ": " << code;
                seen.insert(code.substr(0, code.find('(')));
            }
        }
    }
    for (const abax::OpRow &row : abax::op_table.rows) {
        if (row.level != 0 && *row.symbol() != '?') {
            EXPECT_TRUE(seen.contains(row.symbol())) << "the tables do not have the operator " << row.symbol();
        }
    }
    EXPECT_GE(seen.size(), 60U);
}

TEST(Migration, TheCheckWouldNoticeAMistake) {
    EXPECT_FALSE(is_operator("=") || is_function("="));
    EXPECT_FALSE(is_function("sgn(x)"));
    EXPECT_FALSE(is_function("clamp(x)"));
    EXPECT_FALSE(is_function("pow(x)"));
    EXPECT_FALSE(is_function("pow(x, ...)"));
    EXPECT_TRUE(is_function("min(a, b, ...)"));
}

} // namespace
