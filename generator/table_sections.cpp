// What lies in the sections of a verified table: see table_sections.hpp.
#include "table_sections.hpp"

#include <cstring>

#include <fmt/core.h>

#include "abax/abax.h"
#include "diagnostics.hpp"
#include "eval/layout.h"

namespace abax::host {
namespace {

const unsigned char *bytes_of(const Table &table) {
    return reinterpret_cast<const unsigned char *>(table.storage.data());
}

abax_layout layout_of(const Table &table) {
    abax_layout layout = {};
    abax_layout_of(&header_of(table), &layout);
    return layout;
}

std::string text_at(const Table &table, uint32_t offset) {
    const abax_header &header = header_of(table);
    if (offset >= header.text_bytes) { // ABAX_NO_TEXT among others
        return "";
    }
    const char *text =
        reinterpret_cast<const char *>(bytes_of(table) + section_begin(table, ABAX_SECTION_TEXTS) + offset);
    return {text, strnlen(text, header.text_bytes - offset)};
}

std::vector<TableEntry> entries_of(const Table &table, int section, uint32_t count, uint32_t slot) {
    const unsigned char *at = bytes_of(table) + section_begin(table, section);
    std::vector<TableEntry> entries;
    for (uint32_t i = 0; i < count; i++) {
        abax_entry entry = {};
        std::memcpy(&entry, at + i * sizeof entry, sizeof entry);
        TableEntry &added = entries.emplace_back();
        added.name = text_at(table, entry.text);
        added.hash = entry.hash;
        if (section == ABAX_SECTION_IMPORTS) {
            added.arity = entry.slots & 0xFFU;
            added.pure = (entry.slots >> 8) != 0;
        } else {
            added.slot = slot;
            added.slots = entry.slots;
            slot += entry.slots;
        }
    }
    return entries;
}

} // namespace

const abax_header &header_of(const Table &table) {
    return *reinterpret_cast<const abax_header *>(table.storage.data());
}

std::vector<TableEntry> params_of(const Table &table) {
    return entries_of(table, ABAX_SECTION_PARAMS, header_of(table).param_count, 0);
}

std::vector<TableEntry> results_of(const Table &table) {
    const abax_header &header = header_of(table);
    return entries_of(table, ABAX_SECTION_RESULTS, header.result_count, header.params);
}

std::vector<TableEntry> imports_of(const Table &table) {
    return entries_of(table, ABAX_SECTION_IMPORTS, header_of(table).import_count, 0);
}

std::string shown_name(const TableEntry &entry, std::string_view kind, size_t ordinal) {
    return entry.name.empty() ? fmt::format("${}{}", kind, ordinal) : printable(entry.name);
}

std::vector<TableArray> arrays_of(const Table &table) {
    const uint64_t begin = section_begin(table, ABAX_SECTION_ARRAYS);
    const uint64_t size = section_size(table, ABAX_SECTION_ARRAYS);
    std::vector<TableArray> arrays;
    for (uint64_t at = 0; at + sizeof(abax_array) <= size;) {
        abax_array array = {};
        std::memcpy(&array, bytes_of(table) + begin + at, sizeof array);
        arrays.push_back({static_cast<uint32_t>(at / 8), begin + at + sizeof array, array.slots, array.kind, {0, 0}});
        if (array.kind != ABAX_BLOCK_ARRAY && at + sizeof(abax_curve) <= size) {
            abax_curve curve = {};
            std::memcpy(&curve, bytes_of(table) + begin + at, sizeof curve);
            std::memcpy(arrays.back().counts, curve.counts, sizeof curve.counts);
        }
        at += sizeof array + ((uint64_t{array.slots} * header_of(table).real + 7U) & ~uint64_t{7});
    }
    return arrays;
}

uint64_t bits_at(const Table &table, uint64_t offset) {
    uint64_t bits = 0;
    std::memcpy(&bits, bytes_of(table) + offset, header_of(table).real);
    return bits;
}

double real_at(const Table &table, uint64_t offset) {
    if (header_of(table).real == sizeof(float)) {
        float value = 0;
        std::memcpy(&value, bytes_of(table) + offset, sizeof value);
        return static_cast<double>(value);
    }
    double value = 0;
    std::memcpy(&value, bytes_of(table) + offset, sizeof value);
    return value;
}

uint64_t section_begin(const Table &table, int section) { return layout_of(table).begin[section]; }

uint64_t section_size(const Table &table, int section) {
    const abax_layout layout = layout_of(table);
    return layout.end[section] - layout.begin[section];
}

std::string module_name_of(const Table &table) { return text_at(table, 0); }

std::string module_version_of(const Table &table) {
    const char *version = header_of(table).version;
    return {version, strnlen(version, sizeof header_of(table).version)};
}

size_t instance_size_of(const Table &table) {
    if (header_of(table).real == sizeof(float)) {
        abax_f32_table opened = {};
        return abax_f32_open(&opened, table.storage.data(), table.size) == ABAX_OK ? abax_f32_instance_size(&opened)
                                                                                   : 0;
    }
    abax_f64_table opened = {};
    return abax_f64_open(&opened, table.storage.data(), table.size) == ABAX_OK ? abax_f64_instance_size(&opened) : 0;
}

} // namespace abax::host
