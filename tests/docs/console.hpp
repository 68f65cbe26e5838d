// The console blocks of a page: commands after `$ `, and what they print.
#ifndef ABAX_TESTS_DOCS_CONSOLE_HPP
#define ABAX_TESTS_DOCS_CONSOLE_HPP

#include <string>

#include "page.hpp"

// True for a block that is a file: TOML, CSV, a list of definitions.
bool is_file(const Block &block);

// Writes a block that is a file into the directory.
void put_file(const Block &block, const std::string &directory);

// The block with what its commands print now, both outputs in the order of their appearance. `program`: where abax is.
std::string transcript(const Block &block, const std::string &directory, const std::string &program);

// A page with the transcripts of all its console blocks made anew, in a directory of their own.
std::string with_transcripts(std::string_view page, const std::string &program);

#endif
