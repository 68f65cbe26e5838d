// The pages that are tested: everything in docs/. (The examples of README.md are tested by examples/readme.)
#ifndef ABAX_TESTS_DOCS_PAGES_HPP
#define ABAX_TESTS_DOCS_PAGES_HPP

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

inline std::string project_file(const std::string &name) { return std::string(ABAX_PROJECT) + "/" + name; }

inline std::vector<std::string> documentation_pages() {
    std::vector<std::string> pages;
    for (const auto &entry : std::filesystem::directory_iterator(project_file("docs"))) {
        if (entry.path().extension() == ".md") {
            pages.push_back(entry.path().string());
        }
    }
    std::sort(pages.begin(), pages.end());
    return pages;
}

#endif
