// CSV: rows and fields, quotes, line ends, what is malformed and where, and all of it in pieces of any size.
#include "csv.hpp"

#include <algorithm>
#include <random>

#include <fcntl.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace {

using namespace abax::host;

struct ReadCsv {
    std::vector<std::string> rows; // "[line] text@offset|…"
    std::string error;             // "line:begin-end: message <text of the row>"
    char delimiter = '\0';
};

// Reads a text that arrives `piece` bytes at a time, through a pipe.
ReadCsv read(std::string_view text, size_t piece) {
    ReadCsv result;
    int ends[2] = {};
    if (pipe2(ends, O_CLOEXEC) != 0 || fcntl(ends[1], F_SETFL, O_NONBLOCK) != 0) { // a full pipe takes less
        result.error = "no pipe";
        return result;
    }
    const CsvReaderPointer reader = open_csv(ends[0]);
    on_csv_read(*reader, [&] {
        const size_t size = std::min(piece, text.size());
        const ssize_t written = size > 0 ? write(ends[1], text.data(), size) : 0;
        text.remove_prefix(static_cast<size_t>(std::max<ssize_t>(written, 0)));
        if (text.empty() && ends[1] >= 0) {
            close(ends[1]);
            ends[1] = -1;
        }
        return true;
    });
    CsvRow row;
    CsvProblem problem;
    for (;;) {
        const CsvStatus status = next_row(*reader, row, problem);
        if (status == CsvStatus::Malformed) {
            result.error = fmt::format("{}:{}-{}: {} <{}>", row.line, problem.begin, problem.end, problem.message,
                                       row.text.substr(0, 20));
        }
        if (status != CsvStatus::Row) {
            break;
        }
        std::string line = fmt::format("[{}] ", row.line);
        for (const CsvField &field : row.fields) {
            line += fmt::format("{}@{}|", csv_text(row, field), field.begin);
        }
        result.rows.push_back(line);
    }
    result.delimiter = csv_delimiter(*reader);
    close(ends[0]);
    return result;
}

using Rows = std::vector<std::string>;

// The same rows, whatever the pieces.
Rows rows(std::string_view text) {
    const Rows whole = read(text, text.size()).rows;
    for (const size_t piece : {size_t{1}, size_t{2}, size_t{3}, size_t{7}}) {
        EXPECT_EQ(read(text, piece).rows, whole) << text << "\nin pieces of " << piece;
    }
    return whole;
}

std::string error(std::string_view text) {
    const std::string whole = read(text, text.size()).error;
    EXPECT_EQ(read(text, 1).error.substr(0, whole.find(" <")), whole.substr(0, whole.find(" <"))) << text;
    return whole;
}

constexpr const char *quote_inside = "a quote inside a field must be doubled, and nothing may follow the closing one";

TEST(Csv, Fields) {
    EXPECT_EQ(rows("a,b\n1,2\n"), (Rows{"[1] a@0|b@2|", "[2] 1@0|2@2|"}));
    EXPECT_EQ(rows("a,b"), (Rows{"[1] a@0|b@2|"})); // no line break at the end
    EXPECT_EQ(rows("a,\n1,"), (Rows{"[1] a@0|@2|", "[2] 1@0|@2|"}));
    EXPECT_EQ(rows("\xEF\xBB\xBF"
                   "a,b\n"),
              (Rows{"[1] a@0|b@2|"}));
    EXPECT_EQ(rows(",,\n"), (Rows{"[1] @0|@1|@2|"}));
    EXPECT_EQ(rows(" 1 ,  2\t\n"), (Rows{"[1] 1@1|2@6|"}));
    EXPECT_EQ(rows("a b,c\n"), (Rows{"[1] a b@0|c@4|"}));
    EXPECT_EQ(rows(""), Rows{});
}

TEST(Csv, LineEnds) {
    EXPECT_EQ(rows("a,b\r\n1,2\r\n3,4"), (Rows{"[1] a@0|b@2|", "[2] 1@0|2@2|", "[3] 3@0|4@2|"}));
    EXPECT_EQ(rows("a,b\r1,2\r\r3,4\r"), (Rows{"[1] a@0|b@2|", "[2] 1@0|2@2|", "[4] 3@0|4@2|"})); // of old Macs
    EXPECT_EQ(rows("\n\na\n\n\nb\n"), (Rows{"[3] a@0|", "[6] b@0|"}));
    EXPECT_EQ(rows("\r\n \t\r\na\r\n\r\n"), (Rows{"[3] a@0|"}));
    EXPECT_EQ(rows("\"a\r\nb\",c\r\nd\r\n"), (Rows{"[1] a\r\nb@1|c@7|", "[3] d@0|"}));
}

TEST(Csv, Quotes) {
    EXPECT_EQ(rows("\"a\",\"b \"\"x\"\", c\",d\n"), (Rows{"[1] a@1|b \"x\", c@5|d@17|"}));
    EXPECT_EQ(rows("\"a\nb\",c\nd\n"), (Rows{"[1] a\nb@1|c@6|", "[3] d@0|"}));
    EXPECT_EQ(rows("  \"a\" , \"\"\n"), (Rows{"[1] a@3|@9|"})); // blanks around quotes
    EXPECT_EQ(rows("\"\"\n\"\"\"\"\n"), (Rows{"[1] @1|", "[2] \"@1|"}));
    EXPECT_EQ(rows("a\n\"x\""), (Rows{"[1] a@0|", "[2] x@1|"}));
    EXPECT_EQ(rows("\xC3\xA4\xC3\xB6,b\n"), (Rows{"[1] \xC3\xA4\xC3\xB6@0|b@5|"}));
}

TEST(Csv, Delimiters) {
    struct Row {
        const char *text;
        char delimiter;
        const char *first;
    };
    for (const Row &row : {
             Row{"a,b\n", ',', "[1] a@0|b@2|"},
             {"a;b\n1,5;2,5\n", ';', "[1] a@0|b@2|"},
             {"a\tb\n", '\t', "[1] a@0|b@2|"},
             {"a;\"b,c,d\"\n", ';', "[1] a@0|b,c,d@3|"}, // those in quotes do not count
             {"x,y;z,w\n", ',', "[1] x@0|y;z@2|w@6|"},   // the one there is most of
             {"T, degC;p, hPa;rh\n", ',', "[1] T@0|degC;p@3|hPa;rh@11|"},
             {"T;p;rh, %\n", ';', "[1] T@0|p@2|rh, %@4|"},
             {"a\n1;2\n", ',', "[1] a@0|"}, // the header decides
             {"a b c\n", ',', "[1] a b c@0|"},
             {"\"a\" \"b\"\n\"1\" 1 2\n", ' ', "[1] a@1|b@5|"}, // R's write.table
             {"\n\n \na;b\n", ';', "[4] a@0|b@2|"},
             {"a \t b\t\t\n", '\t', "[1] a@0|b@4|@6|@7|"}, // a tab is no blank then
             {"sep=;\na,b;c\n", ';', "[2] a,b@0|c@4|"},
             {"sep=|\r\na|b\r\n", '|', "[2] a@0|b@2|"},
             {"sep=,\ra\r", ',', "[2] a@0|"},
             {"sep=x\n", ',', "[1] sep=x@0|"},
         }) {
        ASSERT_FALSE(rows(row.text).empty()) << row.text;
        EXPECT_EQ(rows(row.text).front(), row.first) << row.text;
        for (const size_t piece : {size_t{1000}, size_t{1}}) {
            EXPECT_EQ(read(row.text, piece).delimiter, row.delimiter) << row.text;
        }
    }
}

TEST(Csv, Malformed) {
    const auto at = [](const char *place, const char *message, std::string_view text) {
        return fmt::format("{}: {} <{}>", place, message, text);
    };
    EXPECT_EQ(error("a,b\n1,\"2\n"), at("2:2-4", "this quoted field is never closed", "1,\"2"));
    EXPECT_EQ(error("a,b\n1,\"2\nx\ny\n"), at("2:2-4", "this quoted field is never closed", "1,\"2"));
    EXPECT_EQ(error("a,b\n1,\"2\"\"\n"), at("2:2-6", "this quoted field is never closed", "1,\"2\"\""));
    EXPECT_EQ(error("a,b\n1,2\"3\n"), at("2:3-4", quote_inside, "1,2\"3"));
    EXPECT_EQ(error("a,b\n1,\"2\"3,4\n5,6\n"), at("2:5-6", quote_inside, "1,\"2\"3,4"));
    const char *zero = "there is a NUL byte here: the file is damaged, or it is no text";
    using namespace std::string_view_literals;
    EXPECT_EQ(error("a,b\n1,2\0003\n"sv), at("2:3-4", zero, "1,2\0003"sv));
    EXPECT_EQ(error("a,b\n1,\"2\0003\"\n"sv).substr(0, 7), "2:4-5: ");
}

// Rows, places and mistakes do not depend on how the bytes arrive.
TEST(Csv, AnyTextInAnyPieces) {
    constexpr std::string_view alphabet("a1,;\t \"\"\"\n\n\r\0", 13);
    std::mt19937 random(3);
    for (int i = 0; i < 1000; i++) {
        std::string text;
        for (size_t size = random() % 24; size > 0; size--) {
            text += alphabet[random() % (random() % 8 == 0 ? alphabet.size() : alphabet.size() - 1)];
        }
        const ReadCsv whole = read(text, 100);
        for (const size_t piece : {size_t{1}, size_t{2}, size_t{5}}) {
            const ReadCsv pieces = read(text, piece);
            ASSERT_EQ(pieces.rows, whole.rows) << text << "\nin pieces of " << piece;
            ASSERT_EQ(pieces.error.substr(0, pieces.error.find(" <")), whole.error.substr(0, whole.error.find(" <")))
                << text << "\nin pieces of " << piece;
        }
    }
}

TEST(Csv, FilesOfOtherKinds) {
    using namespace std::string_view_literals;
    struct Row {
        std::string_view text;
        const char *message;
    };
    for (const Row &row : {
             Row{"\xFF\xFE"
                 "a\0,\0b\0\n\0"sv,
                 "the file is UTF-16; save it as UTF-8"},
             {"\xFE\xFF\0a\0,\0b\0\n"sv, "the file is UTF-16; save it as UTF-8"},
             {"a\0,\0b\0\n\0"sv, "the file is UTF-16; save it as UTF-8"},
             {"\0a\0,\0b\0\n"sv, "the file is UTF-16; save it as UTF-8"},
             {"\x1F\x8B\x08\0\0"sv,
              "the file is compressed (gzip); unpack it, or pipe it through: zcat FILE | abax eval … --csv -"},
             {"PK\x03\x04xxxx"sv, "the file is a zip archive or a spreadsheet; save it as CSV"},
         }) {
        EXPECT_EQ(error(row.text), fmt::format("1:0-0: {} <>", row.message));
    }
}

TEST(Csv, RowsLongerThanTheBuffer) {
    const std::string digits(2'000'000, '7');
    EXPECT_EQ(read("a," + digits + "\nb,c\n", 4096).rows, (Rows{"[1] a@0|" + digits + "@2|", "[2] b@0|c@2|"}));
    std::string many = "x";
    for (int i = 0; i < 200'000; i++) {
        many += ",1";
    }
    const Rows wide = read(many + "\n", 4096).rows;
    ASSERT_EQ(wide.size(), 1u);
    EXPECT_EQ(std::count(wide[0].begin(), wide[0].end(), '|'), 200'001);
}

TEST(Csv, RowsThatNeverEnd) {
    const std::string endless(longest_csv_row + 100'000, 'x');
    EXPECT_EQ(read("a\n1\n" + endless, 65536).error.substr(0, 40), "3:0-16777216: this row is longer than 16");
    EXPECT_EQ(read("a,b\n1,\"" + endless, 65536).error.substr(0, 80),
              "2:2-16777216: this quoted field is never closed, or it is longer than 16 MB <1,\"");
    EXPECT_EQ(read(endless, 65536).error.substr(0, 40), "1:0-16777216: this row is longer than 16");
}

TEST(Csv, StopsBeforeItReads) {
    const CsvReaderPointer reader = open_csv(-1);
    on_csv_read(*reader, [] { return false; });
    CsvRow row;
    CsvProblem problem;
    EXPECT_EQ(next_row(*reader, row, problem), CsvStatus::Stopped);
    const CsvReaderPointer closed = open_csv(-1);
    EXPECT_EQ(next_row(*closed, row, problem), CsvStatus::ReadError);
    EXPECT_EQ(errno, EBADF);
}

TEST(Csv, WritesQuotesWhereTheyAreNeeded) {
    const auto written = [](std::string_view text) {
        std::string line;
        append_csv_field(line, text);
        return line;
    };
    EXPECT_EQ(written("a*2"), "a*2");
    EXPECT_EQ(written("max(a, b)"), "\"max(a, b)\"");
    EXPECT_EQ(written("a;b"), "\"a;b\"");
    EXPECT_EQ(written("say \"x\""), "\"say \"\"x\"\"\"");
    EXPECT_EQ(written(" a"), "\" a\"");
    EXPECT_EQ(written(""), "");
    for (const std::string_view text : {"max(a, b)", "say \"x\", \"y\"", "two\nlines", "a\tb;c", " edges "}) {
        const std::string line = written(text) + ",x\n";
        EXPECT_EQ(rows(line).front(), fmt::format("[1] {}@1|x@{}|", text, line.size() - 2)) << text;
    }
}

} // namespace
