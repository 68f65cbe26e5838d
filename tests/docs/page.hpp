// A page of documentation in Markdown, as far as tests need it: its fenced blocks, its tables, and what is generated in it.
#ifndef ABAX_TESTS_DOCS_PAGE_HPP
#define ABAX_TESTS_DOCS_PAGE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// A block between ``` and ```.
struct Block {
    std::string language; // the first word behind the opening fence
    std::string name; // of the file that it is: the second word, or what stands in a comment in its first line; or ""
    size_t line = 0;  // of the opening fence, from 1
    std::string text;
};

std::vector<Block> blocks_of(std::string_view page);

// The lines of a text, without their ends.
std::vector<std::string> lines_of(std::string_view text);

// The tables of a page: rows of cells, the row of dashes left out, code marks and escapes of bars kept.
struct Table {
    size_t line = 0;
    std::vector<std::vector<std::string>> rows; // the first one is the header
};

std::vector<Table> tables_of(std::string_view page);

// The texts in `code` marks of a cell, bars without their escape.
std::vector<std::string> codes_of(std::string_view cell);

// A file of the project, as a whole. Throws if it cannot be read.
std::string read_text(const std::string &path);

// What stands between <!-- begin NAME … --> and <!-- end NAME --> in a page is made of other files of the project: `page`
// with all such parts made anew. Throws where a mark is wrong.
std::string refreshed(std::string_view page);

#endif
