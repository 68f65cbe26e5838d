// What lies in the sections of a verified table, read out of its bytes: for inspect, and for what is generated beside a table.
#ifndef ABAX_GENERATOR_TABLE_SECTIONS_HPP
#define ABAX_GENERATOR_TABLE_SECTIONS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "abax/format.h"
#include "compile.hpp"

namespace abax::host {

const abax_header &header_of(const Table &table);

// A param, a result or a native that is imported.
struct TableEntry {
    std::string name; // its bytes as they are; "" where the texts were stripped
    uint32_t hash = 0;
    uint32_t slot = 0;  // params and results: the first one in the frame
    uint32_t slots = 0; // and how many
    uint32_t arity = 0; // natives
    bool pure = false;
};

std::vector<TableEntry> params_of(const Table &table);
std::vector<TableEntry> results_of(const Table &table);
std::vector<TableEntry> imports_of(const Table &table);

// The name as it may be printed; $param3 where there is none, of a kind that is called `kind`.
std::string shown_name(const TableEntry &entry, std::string_view kind, size_t ordinal);

// A constant array, a curve or a map.
struct TableArray {
    uint32_t place = 0;  // of its block in the section, in units of 8 bytes: what instructions call it by
    uint64_t offset = 0; // of its first element in the table, in bytes; of a curve's or a map's counts
    uint32_t slots = 0;
    uint32_t kind = 0;           // ABAX_BLOCK_…
    uint32_t counts[2] = {0, 0}; // of a curve or a map
};

std::vector<TableArray> arrays_of(const Table &table);

// The Real at a byte offset of the table, and its bits.
double real_at(const Table &table, uint64_t offset);
uint64_t bits_at(const Table &table, uint64_t offset);

// Byte offsets of sections (ABAX_SECTION_… of eval/layout.h).
uint64_t section_begin(const Table &table, int section);
uint64_t section_size(const Table &table, int section);

// The name of the module, "" where the texts were stripped; the version that its author gave it.
std::string module_name_of(const Table &table);
std::string module_version_of(const Table &table);

// Bytes of memory that an instance takes.
size_t instance_size_of(const Table &table);

} // namespace abax::host

#endif
