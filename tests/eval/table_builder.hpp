// Assembles tables by hand. Written from the text of format.h alone: it shares no code with the run time, so that the two
// check each other. In: slots, names, code words. Out: the bytes of a table, with a right CRC.
#ifndef ABAX_TESTS_TABLE_BUILDER_HPP
#define ABAX_TESTS_TABLE_BUILDER_HPP

#include "rows.hpp"

#include "abax/format.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace abax_tests {

using ByteVector = std::vector<std::uint8_t>;

// A copy on the heap, aligned, with exactly the size asked for: address sanitizer sees a read of one byte more.
struct ExactBytes {
    std::unique_ptr<std::uint8_t, decltype(&std::free)> data;
    std::size_t size;

    explicit ExactBytes(const ByteVector &bytes) : ExactBytes(bytes.data(), bytes.size()) {}
    ExactBytes(const std::uint8_t *bytes, std::size_t count)
        : data(static_cast<std::uint8_t *>(std::malloc(count == 0 ? 1 : count)), &std::free), size(count) {
        if (count != 0) {
            std::memcpy(data.get(), bytes, count);
        }
    }
};

// CRC-32 bit by bit, as the standard writes it.
inline std::uint32_t plain_crc32(const ByteVector &bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
        }
    }
    return ~crc;
}

inline std::uint32_t plain_fnv1a(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text) {
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
    }
    return hash;
}

inline void put32(ByteVector &bytes, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) {
        bytes.at(at + i) = static_cast<std::uint8_t>(value >> (8 * i));
    }
}

inline std::uint32_t get32(const ByteVector &bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
    }
    return value;
}

inline constexpr std::size_t crc_offset = 12;

inline constexpr std::uint8_t base_profile = ABAX_PROFILE_BASE;
inline constexpr std::uint8_t fused_profile = ABAX_PROFILE_FUSED;
inline constexpr std::uint8_t wide_profile = ABAX_PROFILE_WIDE;
inline constexpr std::uint8_t all_profiles[] = {base_profile, fused_profile, wide_profile};

// Whether the run time has the sets of states and curves: that of a list has not.
#ifdef ABAX_TESTS_LISTED
inline constexpr bool has_states_and_curves = false;
#else
inline constexpr bool has_states_and_curves = true;
#endif

// Every set that a table of a profile may use.
inline std::uint32_t features_of(std::uint8_t profile) {
    return (has_states_and_curves ? 0x7BU : 0x1BU) | (profile == fused_profile ? 4U : 0U);
}

inline void fix_crc(ByteVector &bytes) {
    put32(bytes, crc_offset, 0);
    put32(bytes, crc_offset, plain_crc32(bytes));
}

struct NamedSlots {
    std::string name;
    std::uint32_t slots = 1;
};

struct Import {
    std::string name;
    std::uint32_t arity = 0;
    bool pure = true;
};

// A curve or a map behind the arrays: what stands behind its head (abax_curve), as the table holds it.
template <class Real> struct CurveBlock {
    std::uint32_t kind;
    std::uint32_t counts[2];
    std::vector<Real> reals;
};

template <class Real> struct TableBuilder {
    static constexpr std::uint32_t real = sizeof(Real);

    std::uint8_t profile = fused_profile;
    std::uint32_t features = features_of(fused_profile);
    std::string module = "module";
    std::string version = "1.2.3";
    bool stripped = false;
    std::vector<NamedSlots> params;
    std::vector<NamedSlots> results;
    std::uint32_t reserved_params = 0; // slots behind the named ones
    std::uint32_t reserved_results = 0;
    std::uint32_t states = 0;
    std::vector<Real> state_starts;             // of the first state slots; the others start from 0
    std::uint32_t state_hash = plain_fnv1a(""); // of no state
    std::vector<Real> defaults;                 // of all param slots; missing ones are 0
    std::vector<Real> constants;
    std::vector<Import> imports;
    std::vector<std::vector<Real>> arrays;
    std::vector<CurveBlock<Real>> curves;
    std::uint32_t starts = 0;
    std::uint32_t temporaries = 0;
    std::vector<std::uint32_t> code;
    std::vector<std::uint32_t> start_code;

    static std::uint32_t total(const std::vector<NamedSlots> &names, std::uint32_t reserved) {
        for (const NamedSlots &name : names) {
            reserved += name.slots;
        }
        return reserved;
    }
    std::uint32_t param_slots() const { return total(params, reserved_params); }
    std::uint32_t result_slots() const { return total(results, reserved_results); }

    // Slot numbers in the frame. Complete the parts before a slot first.
    std::uint32_t param(std::uint32_t i) const { return i; }
    std::uint32_t result(std::uint32_t i) const { return param_slots() + i; }
    std::uint32_t state(std::uint32_t i) const { return result(result_slots()) + i; }
    std::uint32_t constant(std::uint32_t i) const { return state(states) + i; }
    std::uint32_t start(std::uint32_t i) const { return constant(static_cast<std::uint32_t>(constants.size())) + i; }
    std::uint32_t temporary(std::uint32_t i) const { return start(starts) + i; }
    std::uint32_t frame_slots() const { return temporary(temporaries); }

    static std::uint32_t array_units(const std::vector<Real> &array) {
        return 1 + static_cast<std::uint32_t>((array.size() * real + 7) / 8);
    }
    // Where a constant array stands, in units of 8 bytes.
    std::uint32_t array(std::uint32_t i) const {
        std::uint32_t place = 0;
        for (std::uint32_t before = 0; before < i; ++before) {
            place += array_units(arrays[before]);
        }
        return place;
    }

    static std::uint32_t curve_units(const CurveBlock<Real> &curve) {
        return 2 + static_cast<std::uint32_t>((curve.reals.size() * real + 7) / 8);
    }
    // Where a curve or a map stands.
    std::uint32_t curve(std::uint32_t i) const {
        std::uint32_t place = array(static_cast<std::uint32_t>(arrays.size()));
        for (std::uint32_t before = 0; before < i; ++before) {
            place += curve_units(curves[before]);
        }
        return place;
    }

    bool wide() const { return profile == wide_profile; }
    std::uint32_t step() const { return wide() ? 8 : 4; }

    // One instruction. a, b, c: slot numbers; b of a jump: how many instructions it skips; b of a call: the function;
    // b of what indexes, faults or calls a native, a of what remembers values: the number as it stands in the table.
    std::vector<std::uint32_t> words(const Row &row, std::uint32_t a = 0, std::uint32_t b = 0,
                                     std::uint32_t c = 0) const {
        bool b_is_slot = true;
        bool long_b = false;
        switch (row.form) {
        case Form::JUMP:
        case Form::JZERO:
        case Form::JTRUE:
            long_b = true;
            [[fallthrough]];
        case Form::JNOT:
        case Form::JIF:
            b *= step();
            b_is_slot = false;
            break;
        case Form::INDEXC:
        case Form::OUTSIDE:
        case Form::FAULT:
        case Form::CURVE:
        case Form::EVEN:
            long_b = true;
            b_is_slot = false;
            break;
        case Form::INDEXF:
        case Form::NATIVE:
        case Form::MAP:
        case Form::CALL1:
        case Form::CALL2:
        case Form::CALL2R:
        case Form::CALL1S:
        case Form::CALL1A:
            b_is_slot = false;
            break;
        case Form::ABxC:
        case Form::ABS3:
        case Form::RAxBS:
        case Form::ABC:
        case Form::RABS:
        case Form::ABRS:
        case Form::RABAC:
        case Form::RxCALL1S:
        case Form::CALL2A:
        case Form::SAB:
        case Form::ABSE:
        case Form::RAxBSE:
            return {row.number | c << 8 | b << 16 | a << 24};
        default:
            break;
        }
        if (b_is_slot) {
            b *= real;
        }
        if (row.form != Form::WINDOW && row.form != Form::RECALL) {
            a *= real;
        }
        if (wide()) {
            return {row.number | a << 8, b};
        }
        return {long_b ? row.number | b << 8 : row.number | b << 8 | a << 20};
    }

    TableBuilder &emit(const Row &row, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
        for (const std::uint32_t word : words(row, a, b, c)) {
            code.push_back(word);
        }
        return *this;
    }
    TableBuilder &load(std::uint32_t slot) { return emit(row_of(Form::LOAD), slot); }
    TableBuilder &store(std::uint32_t slot) { return emit(row_of(Form::STORE), 0, slot); }
    // The end, unless the last instruction is one.
    TableBuilder &end() { return ends() ? *this : emit(row_of(Form::END)); }
    bool ends() const {
        return !wide() && !code.empty() && std::any_of(std::begin(rows), std::end(rows), [&](const Row &row) {
            return row.number == (code.back() & 0xFFU) && is_end(row.form);
        });
    }

    ByteVector bytes() const {
        ByteVector out(sizeof(abax_header));
        ByteVector texts;
        const auto text = [&](const std::string &s) {
            const std::uint32_t at = static_cast<std::uint32_t>(texts.size());
            texts.insert(texts.end(), s.begin(), s.end());
            texts.push_back(0);
            return stripped ? ABAX_NO_TEXT : at;
        };
        const auto section = [&](const ByteVector &s) {
            out.insert(out.end(), s.begin(), s.end());
            out.resize((out.size() + 7) / 8 * 8);
        };
        const auto words_section = [&](const std::vector<std::uint32_t> &s) {
            ByteVector raw(s.size() * 4);
            for (std::size_t i = 0; i < s.size(); ++i) {
                put32(raw, i * 4, s[i]);
            }
            section(raw);
        };
        const auto reals_section = [&](std::vector<Real> s, std::size_t count) {
            s.resize(count);
            ByteVector raw(count * real);
            if (count != 0) {
                std::memcpy(raw.data(), s.data(), raw.size());
            }
            section(raw);
        };
        const auto entries_section = [&](const std::vector<NamedSlots> &names) {
            std::vector<std::uint32_t> raw;
            for (const NamedSlots &name : names) {
                raw.insert(raw.end(), {plain_fnv1a(name.name), text(name.name), name.slots});
            }
            words_section(raw);
        };
        text(module);
        words_section(code);
        words_section(start_code);
        reals_section(constants, constants.size());
        std::vector<Real> starts_from = defaults;
        starts_from.resize(param_slots());
        starts_from.insert(starts_from.end(), state_starts.begin(), state_starts.end());
        reals_section(starts_from, starts_from.size());
        entries_section(params);
        entries_section(results);
        std::vector<NamedSlots> natives;
        for (const Import &import : imports) {
            natives.push_back({import.name, import.arity | (import.pure ? 0x100U : 0U)});
        }
        entries_section(natives);
        ByteVector blocks;
        for (const std::vector<Real> &array : arrays) {
            const std::size_t at = blocks.size();
            blocks.resize(at + array_units(array) * 8);
            put32(blocks, at, static_cast<std::uint32_t>(array.size()));
            if (!array.empty()) {
                std::memcpy(blocks.data() + at + 8, array.data(), array.size() * real);
            }
        }
        for (const CurveBlock<Real> &curve : curves) {
            const std::size_t at = blocks.size();
            blocks.resize(at + curve_units(curve) * 8);
            put32(blocks, at, static_cast<std::uint32_t>(8 / real + curve.reals.size()));
            put32(blocks, at + 4, curve.kind);
            put32(blocks, at + 8, curve.counts[0]);
            put32(blocks, at + 12, curve.counts[1]);
            std::memcpy(blocks.data() + at + 16, curve.reals.data(), curve.reals.size() * real);
        }
        section(blocks);
        if (stripped) {
            texts.clear();
        }
        section(texts);

        const auto count = [](std::size_t n) { return static_cast<std::uint32_t>(n); };
        abax_header header = {};
        std::memcpy(header.magic, "ABAX", 4);
        header.format = ABAX_FORMAT_VERSION;
        header.profile = profile;
        header.real = static_cast<std::uint8_t>(real);
        header.size = count(out.size());
        header.features = features;
        header.frame = frame_slots() * real;
        std::memcpy(header.version, version.data(), version.size());
        header.params = param_slots();
        header.results = result_slots();
        header.states = states;
        header.started = count(state_starts.size());
        header.state_hash = state_hash;
        header.constants = count(constants.size());
        header.starts = starts;
        header.temporaries = temporaries;
        header.code_bytes = count(code.size() * 4);
        header.start_bytes = count(start_code.size() * 4);
        header.param_count = count(params.size());
        header.result_count = count(results.size());
        header.import_count = count(imports.size());
        header.array_bytes = count(blocks.size());
        header.text_bytes = count(texts.size());
        std::memcpy(out.data(), &header, sizeof header);
        fix_crc(out);
        return out;
    }
};

} // namespace abax_tests

#endif
