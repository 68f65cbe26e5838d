// JSON as this tool writes it: whatever bytes come in, valid JSON goes out.
//
// Members stand in the order in which they were added. Bytes that are not UTF-8 become U+FFFD, control characters are
// escaped, C1 and direction marks among them, so that a terminal acts upon nothing. Numbers are written in the shortest
// form that reads back.
#ifndef ABAX_GENERATOR_JSON_HPP
#define ABAX_GENERATOR_JSON_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace abax::host {

// A value in one line, without a line break.
std::string json_line(const nlohmann::ordered_json &value);

// A Real: a JSON number that reads back to the same Real, or one of the strings "inf", "-inf" and "nan", which JSON has no
// numbers for.
nlohmann::ordered_json json_real(double value, unsigned bits);

// 32 bits as eight hexadecimal digits with 0x before them, 64 bits as sixteen.
std::string hex_bits(uint64_t value, unsigned bits);

// A long document, written piece by piece: objects and lists that are opened here have one member or element a line, what
// is added to them is written in one line. So that a million elements cost no more than their text, and a change of one
// value is a change of one line.
class JsonDocument {
public:
    JsonDocument();
    void member(std::string_view key, const nlohmann::ordered_json &value);
    void element(const nlohmann::ordered_json &value);
    void begin_object(std::string_view key = {}); // without a key: an element of a list
    void begin_list(std::string_view key);
    void end();
    std::string finish(); // ends what is open

private:
    void begin(std::string_view key, char open, char close);
    void begin_line();
    std::string text;
    std::string closing; // brackets of what is open
    bool first = true;   // in what was opened last
};

} // namespace abax::host

#endif
