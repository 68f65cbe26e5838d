// CSV files, row by row, in memory that depends on the longest row and not on the file.
//
// Fields are separated by commas and may be quoted ("" is a quote inside quotes); rows end with LF or CRLF; a byte order
// mark at the start is skipped, blank lines are skipped, blanks around a field that is not quoted do not belong to it.
// The text of a row comes with it, so that diagnostics can show it, unless it is long.
#ifndef ABAX_GENERATOR_CSV_HPP
#define ABAX_GENERATOR_CSV_HPP

#include <cstdio>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source.hpp"

namespace abax::host {

struct CsvField {
    std::string text;
    Position position;   // of its first character in the file
    bool quoted = false; // in the file
    size_t begin = 0;    // its place in the text of its row
    size_t end = 0;
};

struct CsvRow {
    std::vector<CsvField> fields;
    size_t line = 0;      // that the row begins in
    std::string text;     // as it stands in the file, from the start of its first line; "" if it is long
    size_t text_line = 0; // that the text begins in
};

enum class CsvStatus { Row, End, Malformed, ReadError };

struct CsvReader;
struct CsvReaderDelete {
    void operator()(CsvReader *reader) const;
};
using CsvReaderPointer = std::unique_ptr<CsvReader, CsvReaderDelete>;

// Starts to read a file that stays the caller's.
CsvReaderPointer open_csv(std::FILE *file);

// The next row. Malformed: `row` says where, `error` what is wrong; ReadError: errno says why.
CsvStatus next_row(CsvReader &reader, CsvRow &row, std::string &error);

// Bytes of the file that were consumed.
size_t csv_bytes_read(const CsvReader &reader);

// A field as it must be written, with quotes where it needs them.
std::string csv_field(std::string_view text);

} // namespace abax::host

#endif
