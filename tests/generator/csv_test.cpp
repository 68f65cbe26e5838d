// CSV: fields, quotes, line ends, and the place of every field in the file.
#include "csv.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace {

using namespace abax::host;

struct ReadCsv {
    std::vector<std::string> rows; // "[line] text@line:column|…"
    std::string error;             // "line:column: …"
};

ReadCsv read(std::string_view text) {
    ReadCsv result;
    std::FILE *file = std::tmpfile();
    std::fwrite(text.data(), 1, text.size(), file);
    std::rewind(file);
    const CsvReaderPointer reader = open_csv(file);
    CsvRow row;
    std::string error;
    for (;;) {
        const CsvStatus status = next_row(*reader, row, error);
        if (status == CsvStatus::Malformed) {
            const Position position = row.fields.front().position;
            result.error = fmt::format("{}:{}: {}", position.line, position.column, error);
        }
        if (status != CsvStatus::Row) {
            break;
        }
        std::string line = fmt::format("[{}] ", row.line);
        for (const CsvField &field : row.fields) {
            line += fmt::format("{}@{}:{}|", field.text, field.position.line, field.position.column);
        }
        result.rows.push_back(line);
    }
    std::fclose(file);
    return result;
}

using Rows = std::vector<std::string>;

TEST(Csv, Fields) {
    EXPECT_EQ(read("a,b\n1,2\n").rows, (Rows{"[1] a@1:1|b@1:3|", "[2] 1@2:1|2@2:3|"}));
    EXPECT_EQ(read("a,b").rows, (Rows{"[1] a@1:1|b@1:3|"})); // no line break at the end
    EXPECT_EQ(read("a,b\r\n1,2\r\n").rows, (Rows{"[1] a@1:1|b@1:3|", "[2] 1@2:1|2@2:3|"}));
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a,b\n")
                  .rows,
              (Rows{"[1] a@1:1|b@1:3|"}));
    EXPECT_EQ(read(",,\n").rows, (Rows{"[1] @1:1|@1:2|@1:3|"}));
    EXPECT_EQ(read(" 1 ,  2\n").rows, (Rows{"[1] 1@1:2|2@1:7|"}));
    EXPECT_EQ(read("\n\na\n\n\nb\n").rows, (Rows{"[3] a@3:1|", "[6] b@6:1|"}));
    EXPECT_EQ(read("").rows, Rows{});
}

TEST(Csv, Quotes) {
    EXPECT_EQ(read("\"a\",\"b \"\"x\"\", c\",d\n").rows, (Rows{"[1] a@1:1|b \"x\", c@1:5|d@1:18|"}));
    EXPECT_EQ(read("\"a\nb\",c\nd\n").rows, (Rows{"[1] a\nb@1:1|c@2:4|", "[3] d@3:1|"}));
    EXPECT_EQ(read("\xC3\xA4\xC3\xB6,b\n").rows, (Rows{"[1] \xC3\xA4\xC3\xB6@1:1|b@1:4|"}));
}

TEST(Csv, Malformed) {
    EXPECT_EQ(read("a,b\n1,\"2\n").error, "2:3: this quoted field is never closed");
    EXPECT_EQ(read("a,b\n1,2\"3\n").error,
              "2:4: a quote inside a field must be doubled, and nothing may follow the closing one");
    EXPECT_EQ(read("a,\"b\"c\n").error,
              "1:6: a quote inside a field must be doubled, and nothing may follow the closing one");
}

TEST(Csv, RowsLongerThanTheBuffer) {
    const std::string digits(200'000, '7');
    EXPECT_EQ(read("a," + digits + "\nb,c\n").rows, (Rows{"[1] a@1:1|" + digits + "@1:3|", "[2] b@2:1|c@2:3|"}));
}

TEST(Csv, WritesQuotesWhereTheyAreNeeded) {
    EXPECT_EQ(csv_field("a*2"), "a*2");
    EXPECT_EQ(csv_field("max(a, b)"), "\"max(a, b)\"");
    EXPECT_EQ(csv_field("say \"x\""), "\"say \"\"x\"\"\"");
    EXPECT_EQ(csv_field(" a"), "\" a\"");
    EXPECT_EQ(csv_field(""), "");
}

} // namespace
