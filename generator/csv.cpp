// CSV files: see csv.hpp. The parsing is libcsv's; it is fed a byte at a time so that the place of every field is known.
#include "csv.hpp"

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
    bool after_cr = false;
    CsvRow current;
    std::deque<CsvRow> ready;
};

namespace {

void end_field(void *text, size_t size, void *user) {
    CsvReader &reader = *static_cast<CsvReader *>(user);
    CsvField field;
    if (text != nullptr) {
        field.text.assign(static_cast<const char *>(text), size);
    }
    field.position = reader.field_begin;
    if (reader.current.fields.empty()) {
        reader.current.line = field.position.line;
    }
    reader.current.fields.push_back(std::move(field));
    reader.field_started = false;
}

void end_row(int, void *user) {
    CsvReader &reader = *static_cast<CsvReader *>(user);
    reader.ready.push_back(std::move(reader.current));
    reader.current = {};
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
            const Position begin = reader.field_begin;
            if (csv_fini(&reader.parser, end_field, end_row, &reader) != 0) {
                error = "this quoted field is never closed";
                row.fields = {{"", begin}};
                row.line = begin.line;
                return CsvStatus::Malformed;
            }
            continue;
        }
        const unsigned char byte = reader.buffer[reader.at];
        if (!reader.field_started) {
            reader.field_begin = reader.here;
            reader.field_started = byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n';
        }
        if (csv_parse(&reader.parser, &byte, 1, end_field, end_row, &reader) != 1) {
            error = "a quote inside a field must be doubled, and nothing may follow the closing one";
            row.fields = {{"", reader.here}};
            row.line = reader.here.line;
            return CsvStatus::Malformed;
        }
        reader.at++;
        reader.bytes_read++;
        advance(reader, byte);
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
