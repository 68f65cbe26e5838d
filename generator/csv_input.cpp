// An open CSV file with its header, and diagnostics at its places: see csv_input.hpp.
#include "csv_input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csv_dialect.hpp"
#include "input.hpp"
#include "nearest.hpp"

namespace abax::host {
namespace {

int file_error(CsvInput &input) {
    add_file_error(input.diagnostics, fmt::format("{}: {}", input.name, std::strerror(errno)));
    return exit_file;
}

void report_problem(CsvInput &input, const CsvProblem &problem) {
    Diagnostic *error = add_error(input.diagnostics, slug::CSV, {}, problem.message);
    if (input.row.text.empty()) { // nothing that can be shown
        error->file = input.name;
        error->position = Position{input.row.line, 1};
    } else {
        const CsvField field = {problem.begin, problem.end};
        error->span = span_at(input, input.row, field, field);
    }
}

// Drops empty fields at the end of a row that has more than `size`: what delimiters behind the last column make.
void drop_empty_end(CsvRow &row, size_t size) {
    const auto is_empty = [](const CsvField &field) { return !field.quoted && field.begin == field.end; };
    while (row.fields.size() > size && is_empty(row.fields.back())) {
        row.fields.pop_back();
    }
}

// Decides by the first row of data whether rows begin with a row name.
int find_row_names(CsvInput &input) {
    const std::vector<CsvField> &fields = input.row.fields;
    if (fields.size() != input.header.fields.size() + 1 || !fields.front().quoted) {
        return exit_success; // where there are too many fields, fit_csv_row says so
    }
    const CsvField &last = fields.back();
    if (last.begin == last.end && !last.quoted) {
        Diagnostic *error =
            place_at(input,
                     add_error(input.diagnostics, slug::CSV, {},
                               "the header has no name for this field, or the row ends in a delimiter too many"),
                     input.row, fields.front());
        add_note(error, "name all columns in the header, row names too, and end all rows alike");
        return exit_input;
    }
    input.row_names = 1;
    return exit_success;
}

int read_header(CsvInput &input) {
    bool stopped = false;
    const int code = read_csv_row(input, stopped);
    if (code != exit_success) {
        return code;
    }
    if (!input.has_row) {
        Diagnostic *error =
            add_error(input.diagnostics, slug::CSV, {}, "the file is empty; its first row must name the columns");
        error->file = input.name;
        error->position = Position{1, 1};
        return exit_input;
    }
    input.header_text = input.row.text;
    input.header = input.row;
    input.header.text = input.header_text;
    drop_empty_end(input.header, 1);
    for (const CsvField &field : input.header.fields) {
        input.columns.push_back(csv_text(input.header, field));
    }
    return exit_success;
}

} // namespace

Span span_at(CsvInput &input, const CsvRow &row, const CsvField &first, const CsvField &last) {
    const Source &source = add_source(input.shown, input.name, row.text, row.line);
    return {&source, first.begin - (first.quoted ? 1 : 0), last.end + (last.quoted ? 1 : 0)};
}

Diagnostic *place_at(CsvInput &input, Diagnostic *diagnostic, const CsvRow &row, const CsvField &field) {
    if (diagnostic != nullptr) {
        diagnostic->span = span_at(input, row, field, field);
    }
    return diagnostic;
}

std::string short_list(const std::vector<std::string> &names) {
    if (names.size() <= most_listed) {
        return quoted_list(names);
    }
    return fmt::format("{} and {} more",
                       quoted_list({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(most_listed)}),
                       names.size() - most_listed);
}

Diagnostic *error_at_header(CsvInput &input, std::string message) {
    const std::vector<CsvField> &fields = input.header.fields;
    Diagnostic *error = add_error(input.diagnostics, slug::CSV_COLUMN,
                                  span_at(input, input.header, fields.front(), fields.back()), std::move(message));
    const bool one = input.columns.size() == 1;
    add_note(error, fmt::format("{} {}", one ? "the only column is" : "the columns are", short_list(input.columns)));
    if (one && input.columns.front().find(' ') != std::string::npos) {
        add_note(error,
                 "columns are separated by commas, semicolons or tabs; by blanks only where their names are quoted");
    } else if (csv_delimiter(*input.reader) != ',') {
        add_note(error, fmt::format("the header separates them by {}", delimiter_name(csv_delimiter(*input.reader))));
    }
    return error;
}

int open_csv_input(CsvInput &input, const std::string &path) {
    const bool standard = path == "-";
    input.name = standard ? "<stdin>" : path;
    input.file = standard ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (input.file < 0) {
        return file_error(input);
    }
    struct stat status = {};
    if (fstat(input.file, &status) == 0 && S_ISREG(status.st_mode)) {
        const off_t at = lseek(input.file, 0, SEEK_CUR); // the standard input may be half read
        input.size = static_cast<size_t>(std::max<off_t>(status.st_size - std::max<off_t>(at, 0), 0));
    }
    input.reader = open_csv(input.file);
    int code = read_header(input);
    if (code == exit_success) {
        bool stopped = false;
        code = read_csv_row(input, stopped);
    }
    return code == exit_success && input.has_row ? find_row_names(input) : code;
}

void close_csv_input(CsvInput &input) {
    if (input.file > STDIN_FILENO) {
        close(input.file);
    }
    input.file = -1;
}

int read_csv_row(CsvInput &input, bool &stopped) {
    CsvProblem problem;
    input.has_row = false;
    switch (next_row(*input.reader, input.row, problem)) {
    case CsvStatus::Row:
        input.has_row = true;
        return exit_success;
    case CsvStatus::End:
        return exit_success;
    case CsvStatus::Malformed:
        report_problem(input, problem);
        return exit_input;
    case CsvStatus::Stopped:
        stopped = true;
        return exit_success;
    case CsvStatus::ReadError:
        break;
    }
    return file_error(input);
}

bool fit_csv_row(CsvInput &input) {
    const size_t size = input.header.fields.size() + input.row_names;
    if (input.row.fields.size() > size) {
        drop_empty_end(input.row, size);
    }
    return input.row.fields.size() == size;
}

} // namespace abax::host
