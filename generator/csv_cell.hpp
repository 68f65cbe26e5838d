// A cell of a CSV file as a number.
//
// In: the text of a cell, without quotes and blanks around it. Out: a number, or why it is none.
// The numbers of the language; inf and infinity; true and false, which are 1 and 0; and what stands for a value that is
// missing, NaN: an empty cell, NA, N/A, #N/A, NaN and null. Words in any case. Where fields are not separated by commas, a
// decimal comma does what a point does, but one file has one of them: the first number that has either decides.
#ifndef ABAX_GENERATOR_CSV_CELL_HPP
#define ABAX_GENERATOR_CSV_CELL_HPP

#include <string>
#include <string_view>

#include "number.hpp"

namespace abax::host {

// How the numbers of a file are read.
struct CellFormat {
    unsigned bits = 64;
    char delimiter = ',';
    char mark = '\0';   // the decimal mark of the file: a point, a comma, or not known yet
    size_t line = 0;    // that showed it first
    std::string sample; // and the number there
};

// The value of a cell that stands in `line`; not valid if it is no number.
Number parse_cell(CellFormat &format, std::string_view cell, size_t line);

// What helps with a cell that is no number; "" if there is nothing to say.
std::string cell_hint(const CellFormat &format, std::string_view cell);

} // namespace abax::host

#endif
