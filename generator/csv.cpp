// CSV files: see csv.hpp. The parsing is libcsv's; it is fed a byte at a time so that the place of every field is known.
#include "csv.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <csv.h>

namespace abax::host {

struct CsvReader {
    std::FILE *file = nullptr;
    csv_parser parser = {};
    std::array<unsigned char, 1 << 16> buffer = {};
    size_t at = 0;
    size_t filled = 0;
    size_t bytes_read = 0;
    bool begun = false;
    bool ended = false;
    Position here = {1, 1};        // of the next byte
    Position field_begin = {1, 1}; // of the field being read
    bool field_started = false;    // a byte of it that is no blank was seen
    bool field_quoted = false;
    size_t field_text = 0;     // where it begins in `text`
    size_t field_text_end = 0; // behind its last byte that is no blank
    std::string text;          // of the row being read, longest_text bytes of it at most
    size_t text_line = 1;      // that it begins in
    CsvRow current;
    std::deque<CsvRow> ready;
};

namespace {

constexpr size_t longest_text = 400; // of a row, to be shown

bool is_blank(unsigned char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

// The text of the row that was read last, if it can be shown.
std::string shown_text(const CsvReader &reader) {
    return reader.text.size() < longest_text ? reader.text : std::string();
}

void end_field(void *text, size_t size, void *user) {
    CsvReader &reader = *static_cast<CsvReader *>(user);
    CsvField field;
    if (text != nullptr) {
        field.text.assign(static_cast<const char *>(text), size);
    }
    field.position = reader.field_begin;
    field.quoted = reader.field_quoted;
    field.begin = reader.field_text;
    field.end = std::max(reader.field_text, reader.field_text_end);
    if (reader.current.fields.empty()) {
        reader.current.line = field.position.line;
    }
    reader.current.fields.push_back(std::move(field));
    reader.field_started = false;
    reader.field_quoted = false;
}

void end_row(int, void *user) {
    CsvReader &reader = *static_cast<CsvReader *>(user);
    reader.current.text = shown_text(reader);
    reader.current.text_line = reader.text_line;
    reader.ready.push_back(std::move(reader.current));
    reader.current = {};
}

// Begins the text of a row at the next byte.
void begin_text(CsvReader &reader) {
    reader.text.clear();
    reader.text_line = reader.here.line;
}

// Says where reading stopped, and shows the line as far as it was read.
void describe_stop(const CsvReader &reader, Position position, CsvRow &row) {
    CsvField field;
    field.position = position;
    field.begin = field.end = reader.text.size();
    row = {{field}, position.line, shown_text(reader), reader.text_line};
}

// The place of the next byte. A byte inside a UTF-8 character has the column of the character.
void advance(CsvReader &reader, unsigned char byte) {
    if (byte == '\n') {
        reader.here = {reader.here.line + 1, 1};
    } else if ((byte & 0xC0u) != 0x80) {
        reader.here.column++;
    }
}

bool fill(CsvReader &reader) {
    reader.filled = std::fread(reader.buffer.data(), 1, reader.buffer.size(), reader.file);
    reader.at = 0;
    if (!reader.begun) {
        reader.begun = true;
        if (reader.filled >= 3 && reader.buffer[0] == 0xEF && reader.buffer[1] == 0xBB && reader.buffer[2] == 0xBF) {
            reader.at = 3;
            reader.bytes_read = 3;
        }
    }
    return reader.at < reader.filled;
}

} // namespace

void CsvReaderDelete::operator()(CsvReader *reader) const {
    csv_free(&reader->parser);
    delete reader;
}

CsvReaderPointer open_csv(std::FILE *file) {
    CsvReaderPointer reader(new CsvReader);
    reader->file = file;
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    return reader;
}

CsvStatus next_row(CsvReader &reader, CsvRow &row, std::string &error) {
    while (reader.ready.empty()) {
        if (reader.at == reader.filled && !fill(reader)) {
            if (std::ferror(reader.file) != 0) {
                return CsvStatus::ReadError;
            }
            if (reader.ended) {
                return CsvStatus::End;
            }
            reader.ended = true;
            if (!reader.field_started) {
                reader.field_begin = reader.here;
                reader.field_text = reader.text.size();
            }
            const Position begin = reader.field_begin;
            if (csv_fini(&reader.parser, end_field, end_row, &reader) != 0) {
                error = "this quoted field is never closed";
                describe_stop(reader, begin, row);
                row.fields.front().begin = reader.field_text;
                return CsvStatus::Malformed;
            }
            continue;
        }
        const unsigned char byte = reader.buffer[reader.at];
        if (!reader.field_started) {
            reader.field_begin = reader.here;
            reader.field_text = reader.text.size();
            reader.field_started = !is_blank(byte);
            reader.field_quoted = byte == '"';
        }
        const size_t rows = reader.ready.size();
        if (csv_parse(&reader.parser, &byte, 1, end_field, end_row, &reader) != 1) {
            error = "a quote inside a field must be doubled, and nothing may follow the closing one";
            reader.text += static_cast<char>(byte); // there is something to point at
            describe_stop(reader, reader.here, row);
            row.fields.front().begin--;
            return CsvStatus::Malformed;
        }
        reader.at++;
        reader.bytes_read++;
        advance(reader, byte);
        if (reader.ready.size() > rows || (byte == '\n' && reader.current.fields.empty() && !reader.field_started)) {
            begin_text(reader); // behind a row or a blank line
        } else if (reader.text.size() < longest_text) {
            reader.text += static_cast<char>(byte);
            if (!is_blank(byte)) {
                reader.field_text_end = reader.text.size();
            }
        }
    }
    row = std::move(reader.ready.front());
    reader.ready.pop_front();
    return CsvStatus::Row;
}

size_t csv_bytes_read(const CsvReader &reader) { return reader.bytes_read; }

std::string csv_field(std::string_view text) {
    const bool blank_edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!blank_edge && text.find_first_of(",\"\r\n\t") == std::string_view::npos) {
        return std::string(text);
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

} // namespace abax::host
