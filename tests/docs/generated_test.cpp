// The generated parts of the pages are what the lists of the project say now.
#include <algorithm>

#include <gtest/gtest.h>

#include "page.hpp"
#include "pages.hpp"

namespace {

TEST(Generated, PartsAreUpToDate) {
    size_t parts = 0;
    for (const std::string &path : documentation_pages()) {
        const std::string page = read_text(path);
        const std::vector<std::string> there = lines_of(page);
        const std::vector<std::string> wanted = lines_of(refreshed(page));
        for (size_t i = 0; i < std::max(there.size(), wanted.size()); i++) {
            if (i >= there.size() || i >= wanted.size() || there[i] != wanted[i]) {
                ADD_FAILURE() << path << ":" << i + 1 << ": stale; cmake --build BUILD --target refresh_docs\nwanted: "
                              << (i < wanted.size() ? wanted[i] : "nothing");
                break;
            }
        }
        for (size_t at = page.find("<!-- begin "); at != std::string::npos; at = page.find("<!-- begin ", at + 1)) {
            parts++;
        }
    }
    EXPECT_GE(parts, 5U);
}

TEST(Generated, AStalePartIsNoticed) {
    EXPECT_NE(refreshed("a\n<!-- begin constants -->\nold\n<!-- end constants -->\nb\n"),
              "a\n<!-- begin constants -->\nold\n<!-- end constants -->\nb\n");
    EXPECT_THROW(refreshed("<!-- begin constants -->\n"), std::runtime_error);
    EXPECT_THROW(refreshed("<!-- begin nothing -->\n<!-- end nothing -->\n"), std::runtime_error);
}

} // namespace
