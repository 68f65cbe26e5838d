// CSV files, row by row, in memory that depends on the longest row and not on the file.
//
// In: the bytes of a file, a pipe or a terminal, as they come. Out: rows whose fields are places in the bytes that were read;
// nothing is copied. What separates fields is found in the header (csv_dialect.hpp). Fields may be quoted ("" is a quote
// inside quotes); rows end with LF, CRLF or CR; a byte order mark is skipped, blank lines are skipped; blanks around a field
// do not belong to it unless they are quoted. A row that has all of its bytes is returned without waiting for more.
#ifndef ABAX_GENERATOR_CSV_HPP
#define ABAX_GENERATOR_CSV_HPP

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace abax::host {

struct CsvField {
    size_t begin = 0; // its place in the text of its row, without quotes and blanks around it
    size_t end = 0;
    bool quoted = false;
    bool doubled = false; // there are quotes in it, which stand twice in the file
};

struct CsvRow {
    std::string_view text; // as it stands in the file, without the line end; good until the next row is read
    size_t line = 0;       // that it begins in
    std::vector<CsvField> fields;
};

// The content of a field, with each of its quotes once.
std::string csv_text(const CsvRow &row, const CsvField &field);

// What is wrong with a file, and where in the text of the row.
struct CsvProblem {
    std::string message;
    size_t begin = 0;
    size_t end = 0;
};

enum class CsvStatus { Row, End, Malformed, ReadError, Stopped };

struct CsvReader;
struct CsvReaderDelete {
    void operator()(CsvReader *reader) const;
};
using CsvReaderPointer = std::unique_ptr<CsvReader, CsvReaderDelete>;

// Rows of more bytes than this are malformed, so that a quote that is never closed does not take all memory.
inline constexpr size_t longest_csv_row = size_t{1} << 24;

// Starts to read a file that stays the caller's.
CsvReaderPointer open_csv(int file);

// `before_read` is called whenever the bytes at hand are used up, before more are read, which may take a while; where it
// returns false, nothing is read and next_row returns Stopped.
void on_csv_read(CsvReader &reader, std::function<bool()> before_read);

// The next row. Malformed: `problem` says what is wrong and where in the row, as far as it was read, and there are no rows
// after it. ReadError: errno says why.
CsvStatus next_row(CsvReader &reader, CsvRow &row, CsvProblem &problem);

// What separates fields; known once there was a row.
char csv_delimiter(const CsvReader &reader);

// Bytes of the file that were consumed.
size_t csv_bytes_read(const CsvReader &reader);

// Adds a field as it must be written, with quotes where it needs them for any of the delimiters.
void append_csv_field(std::string &line, std::string_view text);

} // namespace abax::host

#endif
