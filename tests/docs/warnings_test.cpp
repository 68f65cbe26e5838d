// docs/language.md: every warning of its table exists, and the page shows an example of it.
#include <algorithm>

#include <gtest/gtest.h>

#include "diagnostics.hpp"
#include "page.hpp"
#include "pages.hpp"

namespace {

TEST(Warnings, EveryOneHasAnExample) {
    const std::string page = read_text(project_file("docs/language.md"));
    const std::vector<std::string> known = abax::host::diagnostic_codes();
    size_t warnings = 0;
    for (const Table &table : tables_of(page)) {
        if (table.rows[0] != std::vector<std::string>{"code", "warns of"}) {
            continue;
        }
        for (size_t i = 1; i < table.rows.size(); i++) {
            const std::string code = codes_of(table.rows[i][0]).at(0);
            EXPECT_TRUE(std::binary_search(known.begin(), known.end(), code)) << code;
            const auto shows = [&code](const std::string &line) {
                return line.find("(warning: " + code + ")") != std::string::npos ||
                       (line.find(" warning: ") != std::string::npos && line.ends_with("[" + code + "]"));
            };
            const std::vector<std::string> lines = lines_of(page);
            EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), shows)) << code << " has no example";
            warnings++;
        }
    }
    EXPECT_GE(warnings, 13U);
}

} // namespace
