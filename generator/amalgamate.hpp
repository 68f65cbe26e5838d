// Joins C sources into one, so that a project that lists its files by hand lists one (an amalgamation).
//
// In: the sources' names, and a function that reads a file by its name. Out: one text in which every #include of a file of
// the project, in quotes, is replaced by that file: each time, but only the first time where the file has an include guard.
// System headers and public headers ("abax/…") are still included. A comment line names the file that what follows is of.
// It depends on nothing but the texts; line ends become LF.
#ifndef ABAX_GENERATOR_AMALGAMATE_HPP
#define ABAX_GENERATOR_AMALGAMATE_HPP

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace abax::host {

// Reads a file by its name. False with the reason in `error`.
using ReadText = std::function<bool(const std::string &name, std::string &text, std::string &error)>;

struct Amalgamation {
    std::string text;
    std::set<std::string> headers; // the public headers that it includes: "abax/abax.h"
};

// Names have '/' between directories; a file is looked for in the directory of the one that includes it.
bool amalgamate(const std::vector<std::string> &sources, const ReadText &read, Amalgamation &result,
                std::string &error);

// The names that a file includes in quotes, in their order.
std::vector<std::string> quoted_includes(std::string_view text);

} // namespace abax::host

#endif
