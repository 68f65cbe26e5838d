// A cell of a CSV file as a number: see csv_cell.hpp.
#include "csv_cell.hpp"

#include <algorithm>
#include <cctype>
#include <limits>

#include <fmt/core.h>

namespace abax::host {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

Number number_of(double value) {
    Number number;
    number.value = value;
    number.valid = true;
    return number;
}

// The words that stand for a number.
Number parse_word(std::string_view cell) {
    constexpr size_t longest_word = 10;
    if (cell.size() > longest_word) {
        return {};
    }
    std::string word = lower(cell);
    for (const std::string_view missing : {"", "na", "n/a", "#n/a", "null"}) {
        if (word == missing) {
            return number_of(std::numeric_limits<double>::quiet_NaN());
        }
    }
    if (word == "true" || word == "false") {
        return number_of(word == "true" ? 1 : 0);
    }
    const bool negative = word.starts_with('-');
    word.erase(0, negative || word.starts_with('+') ? 1 : 0);
    if (word == "inf" || word == "infinity") {
        const double infinity = std::numeric_limits<double>::infinity();
        return number_of(negative ? -infinity : infinity);
    }
    return word == "nan" ? number_of(std::numeric_limits<double>::quiet_NaN()) : Number{};
}

// Digits in groups of three with the same mark between them: 1,234,567.8 or 1.234,5. Returns them without it, "" if the text
// is none of that.
std::string without_groups(std::string_view text) {
    std::string plain(text.substr(0, text.starts_with('-') || text.starts_with('+') ? 1 : 0));
    text.remove_prefix(plain.size());
    const size_t first = text.find_first_of(",.' ");
    if (first == std::string_view::npos || first == 0 || first > 3) {
        return "";
    }
    const char mark = text[first];
    const auto all_digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_digit); };
    size_t groups = 0;
    size_t at = 0;
    for (size_t size = first; at < text.size(); size = 3) {
        const std::string_view digits = text.substr(at, size);
        if (digits.size() < size || !all_digits(digits)) {
            return "";
        }
        plain += digits;
        at += size;
        groups++;
        if (at == text.size() || text[at] != mark) {
            break;
        }
        at++;
    }
    if (groups < 2) {
        return "";
    }
    if (at < text.size()) {
        const std::string_view decimals = text.substr(at + 1);
        if ((text[at] != '.' && text[at] != ',') || !all_digits(decimals)) {
            return "";
        }
        plain += '.';
        plain += decimals;
    }
    return plain;
}

} // namespace

Number parse_cell(CellFormat &format, std::string_view cell, size_t line) {
    Number number;
    const size_t at = format.delimiter == ',' ? std::string_view::npos : cell.find_first_of(".,");
    if (at == std::string_view::npos) {
        number = parse_number_text(cell, format.bits);
    } else if (format.mark == '\0' || format.mark == cell[at]) {
        if (cell[at] == ',') {
            std::string point(cell);
            point[at] = '.';
            number = parse_number_text(point, format.bits);
        } else {
            number = parse_number_text(cell, format.bits);
        }
        if (number.valid && format.mark == '\0') {
            format.mark = cell[at];
            format.line = line;
            format.sample = cell;
        }
    }
    return number.valid ? number : parse_word(cell);
}

std::string cell_hint(const CellFormat &format, std::string_view cell) {
    constexpr std::string_view minus_sign = "\xE2\x88\x92";
    if (cell.starts_with(minus_sign)) {
        return "it begins with the character U+2212; the minus of a number is '-'";
    }
    const size_t at = cell.find_first_of(".,");
    const bool one_mark = at != std::string_view::npos && cell.find_first_of(".,", at + 1) == std::string_view::npos;
    std::string point(cell);
    if (one_mark) {
        point[at] = '.';
    }
    if (one_mark && format.delimiter != ',' && parse_number_text(point, format.bits).valid) {
        return fmt::format("line {} has '{}': a file has either decimal points or decimal commas", format.line,
                           format.sample);
    }
    const std::string plain = without_groups(cell);
    if (!plain.empty()) {
        return fmt::format("digits cannot be grouped; write {}", plain);
    }
    if (one_mark && parse_number_text(point, format.bits).valid) {
        return "a decimal comma is read where fields are separated by semicolons, tabs or blanks";
    }
    return "";
}

} // namespace abax::host
