// The values of a module file in TOML, with what is wrong with them.
//
// A TomlReader is what all reading functions share; a TomlItem is a key with its value and the place of the key. Values are
// decoded by the TOML library; texts and numbers are read from the file itself again (toml_text.hpp).
#ifndef ABAX_GENERATOR_TOML_VALUES_HPP
#define ABAX_GENERATOR_TOML_VALUES_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "module.hpp"

namespace abax::host {

// Parses a source; what is not TOML is an error with its place. Numbers that the library has no type for are let through.
bool parse_toml(const Source &source, Diagnostics &diagnostics, toml::table &table);

// A place that was looked for, from which the next one in the same line is found: lines may be long.
struct TomlCursor {
    size_t line = 0; // 0: none
    size_t column = 0;
    size_t offset = 0;
};

struct TomlReader {
    const Source &source;
    Diagnostics &diagnostics;
    Module &module;
    mutable TomlCursor cursor = {};
};

// A key and its value, with the place of the key.
struct TomlItem {
    std::string_view name;
    const toml::node *node;
    size_t begin;
};

// The entries of a table in the order of the file.
std::vector<TomlItem> items_of(const TomlReader &reader, const toml::table &table);

Span key_span(const TomlReader &reader, const TomlItem &item);

// A value that is one token; for tables and arrays the bracket that opens them, or the key if there is none.
Span value_span(const TomlReader &reader, const TomlItem &item);

// Errors about an item.
Diagnostic *wrong_type(TomlReader &reader, const TomlItem &item, std::string_view wanted);
void unknown_key(TomlReader &reader, const TomlItem &item, std::string_view where,
                 const std::vector<std::string> &known);

// The value, if it is what it must be; else an error, and false or null.
bool read_string(TomlReader &reader, const TomlItem &item, MappedText &text);
void read_plain_string(TomlReader &reader, const TomlItem &item, std::string &text);
bool read_number(TomlReader &reader, const TomlItem &item, double &value, std::string *text = nullptr);
bool read_flag(TomlReader &reader, const TomlItem &item, bool &flag);
const toml::table *read_table(TomlReader &reader, const TomlItem &item);

// A number of slots: whole, from 0 to `most`, with its place.
bool read_count(TomlReader &reader, const TomlItem &item, uint32_t most, uint32_t &count, Span &place);

// An array of numbers with the places of its elements. `name` is what its elements are called in messages. Where an element
// is wrong there is an error, and 0 in its place; false if it is no array that has a length.
bool read_elements(TomlReader &reader, const TomlItem &item, const std::string &name, std::vector<double> &elements,
                   std::vector<Span> &places);

// The key, if it is a name of the language.
bool read_name(TomlReader &reader, const TomlItem &item, MappedText &name);

} // namespace abax::host

#endif
