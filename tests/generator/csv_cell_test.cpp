// Cells of CSV files: numbers, what stands for a missing one, decimal commas, and hints about what is none.
#include "csv_cell.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(CsvCell, Numbers) {
    struct Row {
        const char *cell;
        double value;
    };
    for (const Row &row : {Row{"12", 12},
                           {"-1.5e3", -1500},
                           {"+.5", 0.5},
                           {"5.", 5},
                           {"007", 7},
                           {"0xFF", 255},
                           {"-0x10", -16},
                           {"0b101", 5},
                           {"1_000", 1000},
                           {"inf", HUGE_VAL},
                           {"Inf", HUGE_VAL},
                           {"+INF", HUGE_VAL},
                           {"-Infinity", -HUGE_VAL},
                           {"TRUE", 1},
                           {"False", 0}}) {
        CellFormat format;
        const Number number = parse_cell(format, row.cell, 1);
        EXPECT_TRUE(number.valid) << row.cell;
        EXPECT_EQ(number.value, row.value) << row.cell;
    }
    for (const char *cell : {"", "NA", "na", "N/A", "#N/A", "NaN", "nan", "-NAN", "NULL", "null"}) {
        CellFormat format;
        const Number number = parse_cell(format, cell, 1);
        EXPECT_TRUE(number.valid) << cell;
        EXPECT_TRUE(std::isnan(number.value)) << cell;
    }
    for (const char *cell : {"-", "x", "1 2", "1,5", "12V", "5 %", "1e", "--1", "#DIV/0!", "2015-02-04", "yes",
                             "nan(1)", "infinit", "naninf", "0x", "1d5", "\"1\""}) {
        CellFormat format;
        EXPECT_FALSE(parse_cell(format, cell, 1).valid) << cell;
    }
}

TEST(CsvCell, DecimalCommas) {
    CellFormat format;
    format.delimiter = ';';
    EXPECT_EQ(parse_cell(format, "12", 2).value, 12); // decides nothing
    EXPECT_EQ(parse_cell(format, "-3,25", 3).value, -3.25);
    EXPECT_EQ(parse_cell(format, ",5", 4).value, 0.5);
    EXPECT_EQ(parse_cell(format, "1,5e-3", 4).value, 0.0015);
    EXPECT_EQ(parse_cell(format, "1e5", 4).value, 1e5);
    for (const char *cell : {"1.5", "1.234,5", "1,234,567", "1,", ",", "1,e", "a,b", "1,5,"}) {
        EXPECT_EQ(parse_cell(format, cell, 5).valid, std::string_view(cell) == "1,") << cell;
    }
    EXPECT_EQ(cell_hint(format, "1.5"), "line 3 has '-3,25': a file has either decimal points or decimal commas");

    CellFormat points;
    points.delimiter = '\t';
    EXPECT_FALSE(parse_cell(points, "a,b", 2).valid); // what is no number decides nothing
    EXPECT_EQ(parse_cell(points, "3.25", 2).value, 3.25);
    EXPECT_FALSE(parse_cell(points, "3,25", 3).valid);
    EXPECT_EQ(cell_hint(points, "3,25"), "line 2 has '3.25': a file has either decimal points or decimal commas");
}

TEST(CsvCell, Hints) {
    const CellFormat commas;
    EXPECT_EQ(cell_hint(commas, "1,234,567.5"), "digits cannot be grouped; write 1234567.5");
    EXPECT_EQ(cell_hint(commas, "-1 234 567"), "digits cannot be grouped; write -1234567");
    EXPECT_EQ(cell_hint(commas, "1'234.5"), "digits cannot be grouped; write 1234.5");
    EXPECT_EQ(cell_hint(commas, "1.234.567,5"), "digits cannot be grouped; write 1234567.5");
    EXPECT_EQ(cell_hint(commas, "1,234"), "digits cannot be grouped; write 1234");
    EXPECT_EQ(cell_hint(commas, "3,14"),
              "a decimal comma is read where fields are separated by semicolons, tabs or blanks");
    EXPECT_EQ(cell_hint(commas, "\xE2\x88\x92"
                                "5"),
              "it begins with the character U+2212; the minus of a number is '-'");
    for (const char *cell : {"x", "12V", "12,34,567", "1,23 4", ",", "", "1.5.2015", "2015-02-04"}) {
        EXPECT_EQ(cell_hint(commas, cell), "") << cell;
    }
    CellFormat semicolons;
    semicolons.delimiter = ';';
    EXPECT_EQ(cell_hint(semicolons, "1.234,5"), "digits cannot be grouped; write 1234.5");
}

} // namespace
