// An open CSV file with its header, and diagnostics at its places.
//
// In: a file's name, or - for the standard input. Out: its rows, checked to have as many fields as the header names columns.
// Where the first row has one field more than the header, and it begins with a quoted one, rows begin with a row name, as R
// writes them; this is decided once, for all rows. Empty fields behind the last column are no fields.
#ifndef ABAX_GENERATOR_CSV_INPUT_HPP
#define ABAX_GENERATOR_CSV_INPUT_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv.hpp"
#include "diagnostics.hpp"

namespace abax::host {

struct CsvInput {
    Diagnostics &diagnostics;
    int file = -1;
    std::string name = {};           // for diagnostics
    std::optional<size_t> size = {}; // of a regular file, in bytes
    CsvReaderPointer reader = nullptr;
    std::string header_text = {};
    CsvRow header = {};
    std::vector<std::string> columns = {}; // their names
    CsvRow row = {};                       // that was read last; the first one is read ahead
    bool has_row = false;                  // false: there are no more
    size_t row_names = 0;                  // 1 when rows begin with a row name
    SourceSet shown = {};                  // the rows that diagnostics point to
};

// Opens the file and reads its header and first row. Returns an ExitCode; what is wrong is in the diagnostics.
int open_csv_input(CsvInput &input, const std::string &path);
void close_csv_input(CsvInput &input);

// Reads the next row. Where reading was stopped (on_csv_read), `stopped` is set and there are no more.
int read_csv_row(CsvInput &input, bool &stopped);

// Drops empty fields behind the last column. False if the row then has not as many fields as the header asks for.
bool fit_csv_row(CsvInput &input);

// Fields of the row that was read last or of the header, as a place. The bytes are kept, so that it stays good.
Span span_at(CsvInput &input, const CsvRow &row, const CsvField &first, const CsvField &last);

// Puts a diagnostic there, unless it is null. Returns it.
Diagnostic *place_at(CsvInput &input, Diagnostic *diagnostic, const CsvRow &row, const CsvField &field);

// As many names as one wants to read, and how many there are beside them.
inline constexpr size_t most_listed = 16;
std::string short_list(const std::vector<std::string> &names);

// An error at the whole header, with a note of the columns that there are.
Diagnostic *error_at_header(CsvInput &input, std::string message);

} // namespace abax::host

#endif
