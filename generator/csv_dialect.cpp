// What the first bytes of a CSV file say about the rest: see csv_dialect.hpp.
#include "csv_dialect.hpp"

#include <array>

#include <fmt/core.h>

namespace abax::host {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr size_t longest_signature = 4;

// Files that are often given in place of a CSV file, by their first bytes.
struct Signature {
    std::string_view bytes;
    std::string_view what;
};
constexpr std::array<Signature, 7> signatures = {{
    {"\xFF\xFE"sv, "UTF-16; save it as UTF-8"},
    {"\xFE\xFF"sv, "UTF-16; save it as UTF-8"},
    {"\x1F\x8B"sv, "compressed (gzip); unpack it, or pipe it through: zcat FILE | abax eval … --csv -"},
    {"PK\x03\x04"sv, "a zip archive or a spreadsheet; save it as CSV"},
    {"\xD0\xCF\x11\xE0"sv, "a spreadsheet of the old kind; save it as CSV"},
    {"PAR1"sv, "a Parquet file; save it as CSV"},
    {"\x28\xB5\x2F\xFD"sv, "compressed (zstd); unpack it, or pipe it through: zstdcat FILE | abax eval … --csv -"},
}};

std::string_view other_kind(std::string_view head) {
    for (const Signature &signature : signatures) {
        if (head.starts_with(signature.bytes)) {
            return signature.what;
        }
    }
    // Without its mark UTF-16 shows by a zero in one byte of every two.
    if (head.size() >= longest_signature && ((head[0] == '\0' && head[1] != '\0' && head[2] == '\0') ||
                                             (head[1] == '\0' && head[0] != '\0' && head[3] == '\0'))) {
        return signatures.front().what;
    }
    return {};
}

bool ends_line(char c) { return c == '\n' || c == '\r'; }

// `sep=;` and a line end: the bytes of both, or 0.
size_t separator_line(std::string_view text, char &delimiter) {
    constexpr std::string_view word = "sep=";
    if (!text.starts_with(word) || text.size() <= word.size() + 1 ||
        ",;\t|"sv.find(text[word.size()]) == std::string_view::npos || !ends_line(text[word.size() + 1])) {
        return 0;
    }
    delimiter = text[word.size()];
    const size_t end = word.size() + 1;
    return text.substr(end).starts_with("\r\n") ? end + 2 : end + 1;
}

// Counts what separates fields in the first line that is not blank. False if the text ends before the line does.
struct HeaderCount {
    size_t commas = 0;
    size_t semicolons = 0;
    size_t tabs = 0;
    bool quotes_in_a_row = false; // "a" "b"
};

bool count_header(std::string_view text, HeaderCount &count) {
    bool quoted = false;
    bool blank = true;
    bool gap_after_quote = false; // only blanks since a closing quote, one at least
    char before = '\0';
    for (const char c : text) {
        if (c == '"') {
            count.quotes_in_a_row = count.quotes_in_a_row || (!quoted && gap_after_quote);
            quoted = !quoted;
            blank = false;
        } else if (!quoted) {
            if (ends_line(c) && !blank) {
                return true;
            }
            if (ends_line(c)) {
                count = {};
            }
            count.commas += c == ',' ? 1 : 0;
            count.semicolons += c == ';' ? 1 : 0;
            count.tabs += c == '\t' ? 1 : 0;
            blank = blank && (c == ' ' || c == '\t' || ends_line(c));
        }
        gap_after_quote = !quoted && c == ' ' && (before == '"' || gap_after_quote);
        before = c;
    }
    return false;
}

} // namespace

DialectStatus find_dialect(std::string_view head, bool whole, CsvDialect &dialect, std::string &error) {
    if (head.size() < longest_signature && !whole) {
        return DialectStatus::More;
    }
    const std::string_view kind = other_kind(head);
    if (!kind.empty()) {
        error = fmt::format("the file is {}", kind);
        return DialectStatus::NotText;
    }
    dialect = {};
    dialect.skip = head.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::string_view text = head.substr(dialect.skip);
    HeaderCount count;
    if (!count_header(text, count) && !whole) {
        return DialectStatus::More;
    }
    const size_t separator = separator_line(text, dialect.delimiter);
    if (separator != 0) {
        dialect.skip += separator;
        dialect.lines = 1;
    } else if (count.tabs > count.commas && count.tabs > count.semicolons) {
        dialect.delimiter = '\t';
    } else if (count.semicolons > count.commas) {
        dialect.delimiter = ';';
    } else if (count.commas == 0 && count.tabs == 0 && count.quotes_in_a_row) {
        dialect.delimiter = ' ';
    }
    return DialectStatus::Found;
}

std::string delimiter_name(char delimiter) {
    switch (delimiter) {
    case ',':
        return "a comma";
    case ';':
        return "a semicolon";
    case '\t':
        return "a tab";
    case ' ':
        return "a blank";
    default:
        return fmt::format("'{}'", delimiter);
    }
}

} // namespace abax::host
