// What the first bytes of a CSV file say about the rest: what separates fields, and whether it is a text of that kind at all.
//
// In: the start of the file, as much as there is. Out: the delimiter and how many bytes come before the header.
// The delimiter is the one of comma, semicolon and tab that the header has most of outside quotes, the comma where it has
// equally many; a blank where it has none of them and a quoted name follows another, as R's write.table does. A first line
// `sep=;`, as spreadsheets write it, says it outright.
#ifndef ABAX_GENERATOR_CSV_DIALECT_HPP
#define ABAX_GENERATOR_CSV_DIALECT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace abax::host {

struct CsvDialect {
    char delimiter = ',';
    size_t skip = 0;  // bytes before the header: a byte order mark, a line that names the delimiter
    size_t lines = 0; // line ends among them
};

enum class DialectStatus { Found, More, NotText };

// `whole`: the head is all of the file, so More is no answer. NotText: `error` says what the file is.
DialectStatus find_dialect(std::string_view head, bool whole, CsvDialect &dialect, std::string &error);

// "a comma", "a tab"
std::string delimiter_name(char delimiter);

} // namespace abax::host

#endif
