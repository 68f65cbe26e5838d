// What a table is and contains: see describe_table.hpp.
#include "describe_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "diagnostics.hpp"
#include "eval/layout.h"
#include "number.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

constexpr uint32_t most_shown = 8; // elements of an array

// Numbers of the table, cut when they are many: "0.12 1.02 -0.0003 … 97 more".
std::string numbers(const Table &table, uint64_t offset, uint32_t count) {
    const uint32_t real = header_of(table).real;
    std::string text;
    for (uint32_t i = 0; i < std::min(count, most_shown); i++) {
        text += (i == 0 ? "" : " ") + shortest(real_at(table, offset + uint64_t{i} * real), real * 8U);
    }
    return count > most_shown ? fmt::format("{} … {} more", text, count - most_shown) : text;
}

std::string with_length(const std::string &name, uint32_t slots) {
    return slots == 1 ? name : fmt::format("{}[{}]", name, slots);
}

void add_room(std::string &out, uint32_t slots, const std::vector<TableEntry> &entries, uint32_t first) {
    const uint32_t used = entries.empty() ? 0 : entries.back().slot + entries.back().slots - first;
    if (slots > used) {
        out += fmt::format("{:<32}{:>4}  {} slot{} reserved\n", "-", first + used, slots - used,
                           slots - used == 1 ? "" : "s");
    }
}

void add_params(std::string &out, const Table &table) {
    const abax_header &header = header_of(table);
    const std::vector<TableEntry> params = params_of(table);
    if (header.params == 0) {
        return;
    }
    out += fmt::format("\n{:<32}{:>4}  {}\n", "param", "slot", "default");
    for (size_t i = 0; i < params.size(); i++) {
        const uint64_t offset = section_begin(table, ABAX_SECTION_DEFAULTS) + uint64_t{params[i].slot} * header.real;
        out += fmt::format("{:<32}{:>4}  {}\n", with_length(shown_name(params[i], "param", i), params[i].slots),
                           params[i].slot, numbers(table, offset, params[i].slots));
    }
    add_room(out, header.params, params, 0);
}

void add_results(std::string &out, const Table &table) {
    const abax_header &header = header_of(table);
    const std::vector<TableEntry> results = results_of(table);
    out += fmt::format("\n{:<32}{:>4}\n", "result", "slot");
    for (size_t i = 0; i < results.size(); i++) {
        out += fmt::format("{:<32}{:>4}\n", with_length(shown_name(results[i], "result", i), results[i].slots),
                           results[i].slot);
    }
    add_room(out, header.results, results, header.params);
}

void add_imports(std::string &out, const Table &table) {
    const std::vector<TableEntry> imports = imports_of(table);
    if (!imports.empty()) {
        out += fmt::format("\n{:<32}{:>4}\n", "native", "arguments");
    }
    for (size_t i = 0; i < imports.size(); i++) {
        out += fmt::format("{:<32}{:>9}  {}\n", shown_name(imports[i], "native", i), imports[i].arity,
                           imports[i].pure ? "pure" : "with effects");
    }
}

// "16 points from -40 to 110, evenly spaced"; "8 by 4 values". Blocks that no instruction uses say what they like:
// their counts are taken for what the block has room for.
std::string curve_summary(const Table &table, const TableArray &curve) {
    const uint64_t real = header_of(table).real;
    const uint64_t head = sizeof(abax_curve::counts) / real + (curve.kind == ABAX_BLOCK_EVEN ? 2 : 0);
    const uint64_t points = curve.counts[0];
    if (curve.kind == ABAX_BLOCK_MAP) {
        return fmt::format("{} by {} values", points, curve.counts[1]);
    }
    if (points == 0 || head + 3 * points > curve.slots) {
        return fmt::format("{} points", points);
    }
    const auto x = [&](uint64_t point) {
        return shortest(real_at(table, curve.offset + (head + 3 * point) * real), static_cast<unsigned>(real * 8));
    };
    return fmt::format("{} points from {} to {}{}", points, x(0), x(points - 1),
                       curve.kind == ABAX_BLOCK_EVEN ? ", evenly spaced" : "");
}

void add_curves(std::string &out, const Table &table) {
    bool first = true;
    for (const TableArray &curve : arrays_of(table)) {
        if (curve.kind != ABAX_BLOCK_ARRAY) {
            out += first ? fmt::format("\n{:<32}{}\n", "curve or map", "points") : "";
            first = false;
            const std::string_view kind = curve.kind == ABAX_BLOCK_MAP ? "map" : "curve";
            out += fmt::format("{:<32}{}\n", fmt::format("${}{}", kind, curve.place), curve_summary(table, curve));
        }
    }
}

void add_arrays(std::string &out, const Table &table) {
    std::vector<TableArray> arrays = arrays_of(table);
    std::erase_if(arrays, [](const TableArray &array) { return array.kind != ABAX_BLOCK_ARRAY; });
    if (!arrays.empty()) {
        out += fmt::format("\n{:<32}{}\n", "array", "elements");
    }
    for (const TableArray &array : arrays) {
        out += fmt::format("{:<32}{}\n", fmt::format("$array{}[{}]", array.place, array.slots),
                           numbers(table, array.offset, array.slots));
    }
}

// "12 params", with what of it is reserved.
std::string part(uint32_t slots, std::string_view name, const std::vector<TableEntry> &entries) {
    uint32_t used = 0;
    for (const TableEntry &entry : entries) {
        used += entry.slots;
    }
    return slots > used ? fmt::format("{} {} ({} of them reserved)", slots, name, slots - used)
                        : fmt::format("{} {}", slots, name);
}

} // namespace

std::string profile_name(uint32_t profile) {
    constexpr std::array<std::string_view, 3> names = {"base", "fused", "wide"};
    return std::string(profile < names.size() ? names[profile] : "unknown");
}

std::vector<std::string> feature_names(uint32_t features) {
    std::vector<std::string> names;
    for (const auto &[bit, name] : {std::pair{ABAX_SET_BASE, "base"},
                                    {ABAX_SET_BITWISE, "bitwise"},
                                    {ABAX_SET_FUSED, "fused"},
                                    {ABAX_SET_ARRAYS, "arrays"},
                                    {ABAX_SET_NATIVES, "natives"},
                                    {ABAX_SET_STATES, "states"},
                                    {ABAX_SET_CURVES, "curves"}}) {
        if ((features >> bit & 1U) != 0) {
            names.emplace_back(name);
        }
    }
    return names;
}

std::string describe_table(const Table &table) {
    const abax_header &header = header_of(table);
    const std::string version = printable(module_version_of(table));
    std::string out;
    const auto line = [&](std::string_view name, const std::string &value) {
        out += fmt::format("{:<16}{}\n", name, value);
    };
    line("module", printable(module_name_of(table)));
    line("version", version.empty() ? "-" : version);
    line("format", std::to_string(header.format));
    line("profile", profile_name(header.profile));
    line("real", std::string(real_name(header.real * 8U)));
    line("instructions", fmt::format("{}", fmt::join(feature_names(header.features), " ")));
    line("size", fmt::format("{} bytes", header.size));
    line("frame", fmt::format("{} bytes: {}, {}, {} states, {} constants, {} start values, {} temporaries",
                              header.frame, part(header.params, "params", params_of(table)),
                              part(header.results, "results", results_of(table)), header.states, header.constants,
                              header.starts, header.temporaries));
    line("instance", fmt::format("{} bytes of memory", instance_size_of(table)));
    line("crc", fmt::format("{:08x}", header.crc));
    line("interface hash", fmt::format("{:08x}", header.interface_hash));
    line("state hash", fmt::format("{:08x}", header.state_hash));
    line("source hash", fmt::format("{:08x}{:08x}", header.source_hash[1], header.source_hash[0]));

    constexpr std::array<std::string_view, ABAX_SECTION_COUNT> sections = {
        "code", "start code", "constants", "defaults", "params", "results", "natives", "arrays", "texts"};
    out += fmt::format("\n{:<16}{:>8}{:>8}\n", "section", "offset", "bytes");
    out += fmt::format("{:<16}{:>8}{:>8}\n", "header", 0, sizeof(abax_header));
    for (int i = 0; i < ABAX_SECTION_COUNT; i++) {
        out += fmt::format("{:<16}{:>8}{:>8}\n", sections[static_cast<size_t>(i)], section_begin(table, i),
                           section_size(table, i));
    }
    add_params(out, table);
    add_results(out, table);
    add_imports(out, table);
    add_arrays(out, table);
    add_curves(out, table);
    return out;
}

} // namespace abax::host
