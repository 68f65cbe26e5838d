// CSV files: see csv.hpp.
//
// The bytes lie in a buffer that grows with the longest row only. A row that is not complete yet is moved to the start of
// the buffer, and more is read behind it; offsets in a row count from its start, so the fields found so far stay good and
// splitting goes on with the field that was cut off.
#include "csv.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <unistd.h>

#include "csv_dialect.hpp"

namespace abax::host {

struct CsvReader {
    int file = -1;
    std::function<bool()> before_read;
    std::vector<char> buffer = std::vector<char>(size_t{1} << 18);
    size_t at = 0;         // in the buffer: of the row that is read next
    size_t filled = 0;     // bytes in the buffer
    size_t bytes_read = 0; // of the file, all in all
    size_t field = 0;      // in the row: of the field that is read next
    size_t seen = 0;       // in the row: the field does not end before this, where it is cut off
    bool doubled = false;  // there were quotes in it before
    size_t line = 1;       // that the row begins in
    bool begun = false;    // the delimiter is known
    bool ended = false;    // there are no bytes behind the buffer
    bool after_cr = false; // a line feed that comes next belongs to the line end before
    char delimiter = ',';
    std::array<bool, 256> is_special = {}; // ends or spoils a field without quotes
};

namespace {

enum class Split { Row, Blank, End, More, Bad };

bool is_blank(const CsvReader &reader, char c) { return (c == ' ' || c == '\t') && c != reader.delimiter; }

bool ends_line(char c) { return c == '\n' || c == '\r'; }

void set_delimiter(CsvReader &reader, char delimiter) {
    reader.delimiter = delimiter;
    reader.is_special = {};
    for (const char c : {delimiter, '"', '\r', '\n', '\0'}) {
        reader.is_special[static_cast<unsigned char>(c)] = true;
    }
}

// Reads what there is, behind what is left of the buffer. Row: there may be more bytes now, or there are none any more.
CsvStatus fill(CsvReader &reader) {
    if (reader.at > 0) {
        std::memmove(reader.buffer.data(), reader.buffer.data() + reader.at, reader.filled - reader.at);
        reader.filled -= reader.at;
        reader.at = 0;
    }
    if (reader.filled == reader.buffer.size()) {
        reader.buffer.resize(2 * reader.buffer.size());
    }
    for (;;) {
        if (reader.before_read && !reader.before_read()) {
            return CsvStatus::Stopped;
        }
        const ssize_t size =
            read(reader.file, reader.buffer.data() + reader.filled, reader.buffer.size() - reader.filled);
        if (size >= 0) {
            reader.ended = size == 0;
            reader.filled += static_cast<size_t>(size);
            reader.bytes_read += static_cast<size_t>(size);
            return CsvStatus::Row;
        }
        if (errno != EINTR) {
            return CsvStatus::ReadError;
        }
    }
}

Split bad(CsvProblem &problem, std::string message, size_t begin, size_t end) {
    problem = {std::move(message), begin, end};
    return Split::Bad;
}

Split bad_byte(CsvProblem &problem, char byte, size_t at) {
    return bad(problem,
               byte == '\0' ? "there is a NUL byte here: the file is damaged, or it is no text"
                            : "a quote inside a field must be doubled, and nothing may follow the closing one",
               at, at + 1);
}

// Finds the end of a quoted field that begins at `quote`. Row: `end` is behind the closing quote and blanks.
Split split_quoted(CsvReader &reader, std::string_view text, size_t quote, CsvField &field, size_t &end,
                   CsvProblem &problem) {
    field.quoted = true;
    field.begin = quote + 1;
    size_t at = std::max(field.begin, reader.seen);
    for (;;) {
        const size_t close = std::min(text.find('"', at), text.size());
        if (close == text.size() && reader.ended) {
            return bad(problem, "this quoted field is never closed", quote, text.size());
        }
        if (close + 1 >= text.size() && !reader.ended) {
            reader.seen = close;
            return Split::More;
        }
        if (close + 1 < text.size() && text[close + 1] == '"') {
            reader.doubled = true;
            at = close + 2;
            continue;
        }
        field.end = close;
        field.doubled = reader.doubled;
        break;
    }
    const size_t zero = text.substr(field.begin, field.end - field.begin).find('\0');
    if (zero != std::string_view::npos) {
        return bad_byte(problem, '\0', field.begin + zero);
    }
    end = field.end + 1;
    while (end < text.size() && is_blank(reader, text[end])) {
        end++;
    }
    if (end == text.size()) {
        return reader.ended ? Split::Row : Split::More;
    }
    return text[end] == reader.delimiter || ends_line(text[end]) ? Split::Row : bad_byte(problem, text[end], end);
}

// Finds the end of a field without quotes that begins at `begin`. Row: `end` is behind it and its blanks.
Split split_plain(CsvReader &reader, std::string_view text, size_t begin, CsvField &field, size_t &end,
                  CsvProblem &problem) {
    end = std::max(begin, reader.seen);
    while (end < text.size() && !reader.is_special[static_cast<unsigned char>(text[end])]) {
        end++;
    }
    if (end == text.size() && !reader.ended) {
        reader.seen = end;
        return Split::More;
    }
    if (end < text.size() && (text[end] == '"' || text[end] == '\0')) {
        return bad_byte(problem, text[end], end);
    }
    field.begin = begin;
    field.end = end;
    while (field.end > begin && is_blank(reader, text[field.end - 1])) {
        field.end--;
    }
    return Split::Row;
}

// What is read next is the field that begins there in the row.
void begin_field(CsvReader &reader, size_t at) {
    reader.field = at;
    reader.seen = at;
    reader.doubled = false;
}

// Takes `size` bytes of the row and its line end off the buffer.
void consume(CsvReader &reader, size_t size, size_t lines) {
    reader.at += size;
    reader.line += lines;
    begin_field(reader, 0);
}

// Splits the row at the front of the buffer, from where it was left off.
Split split(CsvReader &reader, CsvRow &row, CsvProblem &problem) {
    if (reader.after_cr && reader.at < reader.filled) {
        reader.after_cr = false;
        reader.at += reader.buffer[reader.at] == '\n' ? 1 : 0;
    }
    const std::string_view text(reader.buffer.data() + reader.at, reader.filled - reader.at);
    if (text.empty()) {
        return reader.ended ? Split::End : Split::More;
    }
    if (reader.field == 0) {
        row.fields.clear();
    }
    for (;;) {
        size_t at = reader.field;
        while (at < text.size() && is_blank(reader, text[at])) {
            at++;
        }
        if (at == text.size() && !reader.ended) {
            return Split::More;
        }
        CsvField field;
        size_t end = at;
        const Split found = at < text.size() && text[at] == '"' ? split_quoted(reader, text, at, field, end, problem)
                                                                : split_plain(reader, text, at, field, end, problem);
        if (found != Split::Row) {
            return found;
        }
        row.fields.push_back(field);
        if (end < text.size() && text[end] == reader.delimiter) {
            begin_field(reader, end + 1);
            continue;
        }
        const bool is_empty = row.fields.size() == 1 && !field.quoted && field.begin == field.end;
        row.text = text.substr(0, end);
        row.line = reader.line;
        size_t lines = 0;
        for (const CsvField &each : row.fields) {
            if (each.quoted) {
                lines += static_cast<size_t>(std::count(text.data() + each.begin, text.data() + each.end, '\n'));
            }
        }
        if (end < text.size()) {
            reader.after_cr = text[end] == '\r';
            end++;
            lines++;
        }
        consume(reader, end, lines);
        return is_empty ? Split::Blank : Split::Row;
    }
}

// Makes the row of what there is of it, up to the end of the line of the problem.
void describe_problem(const CsvReader &reader, CsvRow &row, CsvProblem &problem) {
    const std::string_view text(reader.buffer.data() + reader.at, reader.filled - reader.at);
    size_t end = std::min(problem.begin, text.size());
    while (end < text.size() && !ends_line(text[end])) {
        end++;
    }
    row.text = text.substr(0, end);
    row.line = reader.line;
    row.fields.clear();
    problem.end = std::min(problem.end, end);
}

// Says of a row that is too long what it most likely is.
void describe_long_row(const CsvReader &reader, CsvProblem &problem) {
    const std::string_view text(reader.buffer.data() + reader.at, reader.filled - reader.at);
    const size_t quote = text.find_first_not_of(" \t", reader.field);
    if (quote != std::string_view::npos && text[quote] == '"') {
        bad(problem, "this quoted field is never closed, or it is longer than 16 MB", quote, text.size());
    } else {
        bad(problem, "this row is longer than 16 MB", 0, text.size());
    }
}

// Finds the delimiter, with as much of the file as that takes.
CsvStatus begin(CsvReader &reader, CsvRow &row, CsvProblem &problem) {
    for (;;) {
        const size_t before = reader.filled;
        const CsvStatus status = fill(reader);
        if (status != CsvStatus::Row) {
            return status;
        }
        const bool whole = reader.ended || reader.filled >= longest_csv_row;
        if (!whole && std::none_of(reader.buffer.begin() + static_cast<std::ptrdiff_t>(before),
                                   reader.buffer.begin() + static_cast<std::ptrdiff_t>(reader.filled), ends_line)) {
            continue; // the header does not end here
        }
        CsvDialect dialect;
        switch (find_dialect({reader.buffer.data(), reader.filled}, whole, dialect, problem.message)) {
        case DialectStatus::More:
            continue;
        case DialectStatus::NotText:
            row = {{}, 1, {}};
            problem.begin = problem.end = 0;
            return CsvStatus::Malformed;
        case DialectStatus::Found:
            break;
        }
        reader.begun = true;
        reader.at = dialect.skip;
        reader.line += dialect.lines;
        reader.after_cr = dialect.lines > 0 && reader.buffer[dialect.skip - 1] == '\r';
        set_delimiter(reader, dialect.delimiter);
        return CsvStatus::Row;
    }
}

} // namespace

void CsvReaderDelete::operator()(CsvReader *reader) const { delete reader; }

CsvReaderPointer open_csv(int file) {
    CsvReaderPointer reader(new CsvReader);
    reader->file = file;
    return reader;
}

void on_csv_read(CsvReader &reader, std::function<bool()> before_read) { reader.before_read = std::move(before_read); }

CsvStatus next_row(CsvReader &reader, CsvRow &row, CsvProblem &problem) {
    if (!reader.begun) {
        const CsvStatus status = begin(reader, row, problem);
        if (status != CsvStatus::Row) {
            return status;
        }
    }
    for (;;) {
        switch (split(reader, row, problem)) {
        case Split::Row:
            return CsvStatus::Row;
        case Split::Blank:
            continue;
        case Split::End:
            return CsvStatus::End;
        case Split::Bad:
            describe_problem(reader, row, problem);
            return CsvStatus::Malformed;
        case Split::More:
            break;
        }
        if (reader.filled - reader.at >= longest_csv_row) {
            describe_long_row(reader, problem);
            describe_problem(reader, row, problem);
            return CsvStatus::Malformed;
        }
        const CsvStatus status = fill(reader);
        if (status != CsvStatus::Row) {
            return status;
        }
    }
}

char csv_delimiter(const CsvReader &reader) { return reader.delimiter; }

size_t csv_bytes_read(const CsvReader &reader) { return reader.bytes_read - (reader.filled - reader.at); }

std::string csv_text(const CsvRow &row, const CsvField &field) {
    const std::string_view content = row.text.substr(field.begin, field.end - field.begin);
    std::string text;
    text.reserve(content.size());
    for (size_t i = 0; i < content.size(); i++) {
        text += content[i];
        i += field.doubled && content[i] == '"' ? 1 : 0;
    }
    return text;
}

void append_csv_field(std::string &line, std::string_view text) {
    const bool blank_edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!blank_edge && text.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        line.append(c == '"' ? 2 : 1, c);
    }
    line += '"';
}

} // namespace abax::host
