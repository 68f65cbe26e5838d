// Encoding: instructions to words, everything to the table. Slots get their numbers in the frame, jumps their distances: jumps
// go forward only, so that the code is measured once from its end to its beginning and every distance is known when it is met.
// In: code, frame, declarations. Out: the table, aligned to 8, at the arena's low end.
#include "curves.hpp"
#include "fold.hpp"
#include "graph.hpp"
#include "instructions.hpp"

#include "eval/crc32.h"
#include "eval/forms.h"
#include "eval/hash.h"
#include "eval/layout.h"
#include "eval/options.h"

#include <string.h>

namespace abax {

namespace {

constexpr uint32_t NARROW_BYTES = 4096;            // what 12 bits of byte offset reach
constexpr uint32_t WIDE_BYTES = 1u << 24;          // what 24 bits of byte offset reach
constexpr uint32_t NARROW_INSTRUCTIONS = 1u << 20; // fewer than this keep every distance within 24 bits
constexpr uint32_t NARROW_IMPORTS = 1u << 12;      // what 12 bits number
constexpr uint32_t NARROW_ARRAYS = 8u << 24;       // bytes of arrays within which 24 bits find an array
constexpr uint32_t NARROW_MAPS = 8u << 12;         // bytes of maps within which 12 bits find a map
constexpr uint32_t NUMBER_B = ABAX_CALL_B | ABAX_ARRAY_B | ABAX_COUNT_B | ABAX_NUMBER_B | ABAX_RESULT_B |
                              ABAX_NATIVE_B | ABAX_CURVE_B | ABAX_EVEN_B | ABAX_MAP_B;

uint64_t frame_slots(const Frame &frame) {
    return static_cast<uint64_t>(frame.params) + frame.results + frame.states + frame.constants + frame.starts +
           frame.temporaries;
}

uint32_t slot_number(const Frame &frame, uint32_t tagged) {
    const uint32_t number = tagged & SLOT_NUMBER;
    const uint32_t constants = frame.params + frame.results + frame.states;
    switch (tagged & ~SLOT_NUMBER) {
    case SLOT_PARAM:
        return number;
    case SLOT_RESULT:
        return frame.params + number;
    case SLOT_STATE:
        return frame.params + frame.results + number;
    case SLOT_CONSTANT:
        return constants + number;
    case SLOT_START:
        return constants + frame.constants + number;
    default:
        return constants + frame.constants + frame.starts + number;
    }
}

// What the fields of a form mean: ABAX_READ_A …
uint32_t fields_of(Form form) {
    static constexpr uint32_t fields[] = {
#define ABAX_FORM(name, set, fields) fields,
#include "abax/forms.def"
        0, // LABEL
    };
    return fields[static_cast<size_t>(form)];
}

bool has(Form form, uint32_t fields) { return (fields_of(form) & fields) != 0; }

// Base instructions only: fusion comes after.
void number_slots(const Compilation &c, Code &code) {
    for (uint32_t i = 0; i < code.count; ++i) {
        Instruction &instruction = code.instructions[i];
        if (has(instruction.form, ABAX_READ_A)) {
            instruction.a = slot_number(c.frame, instruction.a);
        }
        if (has(instruction.form, ABAX_READ_B | ABAX_STORE_B | ABAX_STATE_B)) {
            instruction.b = slot_number(c.frame, instruction.b);
        }
    }
}

bool is_jump(Form form) { return has(form, ABAX_JUMP_B); }

// ---- code

struct Encoder {
    const Compilation &c;
    Code &code;
    uint32_t *from_end; // of each label: bytes of code after it
    uint32_t word;      // bytes of an instruction
    uint32_t *to;       // where the next word goes
    uint32_t features;  // the sets that were used
};

// Bytes of an instruction, `after` bytes of code following it. A jump to where the code goes on anyway takes none; a fused
// jump that goes too far takes two words.
uint32_t measure(const Encoder &e, const Instruction &instruction, uint32_t after) {
    if (!is_jump(instruction.form)) {
        return e.word;
    }
    const uint32_t distance = after - e.from_end[instruction.b];
    if (distance == 0 && instruction.form == Form::JUMP) {
        return 0;
    }
    const bool fused = instruction.form == Form::JNOT || instruction.form == Form::JIF;
    return fused && distance >= NARROW_BYTES ? 2 * e.word : e.word;
}

// Every instruction's bytes are left in its field c if it is a jump: nothing else uses that field there.
uint32_t measure_code(const Encoder &e) {
    uint32_t bytes = 0;
    for (uint32_t i = e.code.count; i-- != 0;) {
        Instruction &instruction = e.code.instructions[i];
        if (instruction.form == Form::LABEL) {
            e.from_end[instruction.a] = bytes;
            continue;
        }
        const uint32_t size = measure(e, instruction, bytes);
        if (is_jump(instruction.form)) {
            instruction.c = size;
        }
        bytes += size;
    }
    return bytes;
}

// The fields of an instruction as the words have them: byte offsets of slots, distances, numbers of functions.
struct Words {
    uint32_t a, b, c;
};

Words words_of(const Encoder &e, const Instruction &instruction, uint32_t distance) {
    const Form form = instruction.form;
    const uint32_t unit = has(form, ABAX_SLOTS) ? 1 : real_size(e.c);
    Words words = {0, 0, 0};
    if (has(form, ABAX_NUMBER_A)) {
        words.a = instruction.a;
    } else if (has(form, ABAX_READ_A | ABAX_STORE_A)) {
        words.a = instruction.a * unit;
    }
    if (has(form, ABAX_READ_B | ABAX_STORE_B | ABAX_STATE_B)) {
        words.b = instruction.b * unit;
    } else if (has(form, ABAX_JUMP_B)) {
        words.b = distance;
    } else if (has(form, NUMBER_B)) {
        words.b = instruction.b;
    }
    if (has(form, ABAX_READ_C | ABAX_STORE_C)) {
        words.c = instruction.c;
    }
    return words;
}

// Puts one instruction.
void put_instruction(Encoder &e, const Instruction &instruction, uint32_t distance) {
    const Words words = words_of(e, instruction, distance);
    const uint32_t row = find_opcode(instruction.form, instruction.op1, instruction.op2);
    const uint32_t opcode = opcode_number(row);
    e.features |= 1u << opcode_set(row);
    if (e.word == 8) {
        *e.to++ = opcode | words.a << 8;
        *e.to++ = words.b;
    } else if (has(instruction.form, ABAX_LONG)) {
        *e.to++ = opcode | words.b << 8;
    } else if (has(instruction.form, ABAX_SLOTS)) {
        *e.to++ = opcode | words.c << 8 | words.b << 16 | words.a << 24;
    } else {
        *e.to++ = opcode | words.b << 8 | words.a << 20;
    }
}

// Writes the code that was measured as `bytes`; returns the sets that it uses.
uint32_t put_code(Encoder &e, unsigned char *to, uint32_t bytes) {
    e.to = reinterpret_cast<uint32_t *>(to);
    uint32_t after = bytes;
    for (uint32_t i = 0; i < e.code.count; ++i) {
        Instruction instruction = e.code.instructions[i];
        if (instruction.form == Form::LABEL) {
            continue;
        }
        const uint32_t size = is_jump(instruction.form) ? instruction.c : e.word;
        if (size == 0) {
            continue;
        }
        after -= size; // now what follows the instruction
        const uint32_t distance = is_jump(instruction.form) ? after - e.from_end[instruction.b] : 0;
        if (size == 2 * e.word) { // a fused jump that goes too far: the comparison and a long jump
            const Form jump = instruction.form == Form::JNOT ? Form::JZERO : Form::JTRUE;
            instruction.form = Form::RA;
            put_instruction(e, instruction, 0);
            instruction.form = jump;
            instruction.op1 = OP_NONE;
        }
        put_instruction(e, instruction, distance);
    }
    return e.features;
}

// ---- hashes

constexpr uint64_t HASH_PRIME = 0x100000001B3u;

ABAX_OUT_OF_LINE uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size) { // FNV-1a, 64 bits
    const unsigned char *byte = static_cast<const unsigned char *>(bytes);
    for (size_t i = 0; i < size; ++i) {
        hash = (hash ^ byte[i]) * HASH_PRIME;
    }
    return hash;
}

// What so many zero bytes multiply the hash by.
constexpr uint64_t of_zeros(size_t count) {
    uint64_t factor = 1;
    for (; count != 0; --count) {
        factor *= HASH_PRIME;
    }
    return factor;
}

uint64_t hash_text(uint64_t hash, abax_text text) { return hash_bytes(hash, text.data, text.size) * HASH_PRIME; }

uint64_t hash_curve(const Compilation &c, uint64_t hash, const Declaration &d) {
    const CurveData &data = curve_of(d);
    const uint32_t counts[2] = {data.x.count, data.y.count};
    hash = hash_bytes(hash, counts, sizeof counts);
    hash = hash_bytes(hash, data.x.values, size_t{data.x.count} * real_size(c));
    if (d.kind == DeclarationKind::Map) {
        hash = hash_bytes(hash, data.y.values, size_t{data.y.count} * real_size(c));
    }
    return hash_bytes(hash, data.values, size_t{data.x.count} * data.y.count * real_size(c));
}

// Over the declarations as they were given, and the options that change their meaning.
uint64_t source_hash(const Compilation &c) {
    uint64_t hash = 0xCBF29CE484222325u;
    const unsigned char head[2] = {
        static_cast<unsigned char>(real_bits(c)),
        static_cast<unsigned char>((c.options.log == ABAX_LOG_LN ? 1 : 0) | c.options.fast << 1)};
    hash = hash_bytes(hash, head, sizeof head);
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        const unsigned char head_of[2] = {static_cast<unsigned char>(d->kind),
                                          static_cast<unsigned char>((d->internal ? 1 : 0) | (d->pure ? 2 : 0))};
        hash = hash_text(hash_bytes(hash, head_of, sizeof head_of), d->title);
        if (d->bits != 0) {
            hash = hash_bytes(hash, &d->bits, real_size(c));
        } else {
            constexpr uint64_t zero_f32 = of_zeros(4);
            constexpr uint64_t zero_f64 = of_zeros(8);
            hash *= is_f32(real_bits(c)) ? zero_f32 : zero_f64;
        }
        if (d->array) {
            hash = hash_bytes(hash, &d->slots, sizeof d->slots);
            hash = hash_bytes(hash, d->values, size_t{d->slots} * real_size(c));
        } else { // no elements
            constexpr uint64_t none = of_zeros(sizeof d->slots);
            hash *= none;
        }
        if (d->kind == DeclarationKind::Curve || d->kind == DeclarationKind::Map) {
            hash = hash_curve(c, hash, *d);
        }
        hash = hash_text(hash, d->body);
    }
    return hash;
}

// Whether the declaration has an entry in the table, among params, results or imports.
bool has_entry(const Declaration &d) {
    switch (d.kind) {
    case DeclarationKind::Param:
        return true;
    case DeclarationKind::Native:
        return d.used;
    default:
        return is_result(d);
    }
}

bool is_entry(const Declaration &d, DeclarationKind kind) { return d.kind == kind && has_entry(d); }

uint32_t hash_entries(const Compilation &c, DeclarationKind kind, uint32_t hash) {
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        if (is_entry(*d, kind)) {
            hash = abax_fnv1a(hash, d->title.data, d->title.size);
            hash = abax_fnv1a(hash, "", 1);
            hash = abax_fnv1a(hash, &d->slots, sizeof d->slots);
        }
    }
    return abax_fnv1a(hash, "", 1);
}

// Over the names and lengths of params and results in order, and the real type.
uint32_t interface_hash(const Compilation &c) {
    const unsigned char real = static_cast<unsigned char>(real_bits(c));
    const uint32_t hash = abax_fnv1a(ABAX_FNV1A_START, &real, 1);
    return hash_entries(c, DeclarationKind::Expression, hash_entries(c, DeclarationKind::Param, hash));
}

// ---- the table

// Bytes are in the order of the table here: eval/options.h refuses others.
void put_real(const Compilation &c, unsigned char *to, Bits bits) { memcpy(to, &bits, real_size(c)); }

// The value of a scalar, the elements of an array.
void put_reals(const Compilation &c, unsigned char *to, const Declaration &d) {
    memcpy(to, d.array ? d.values : &d.bits, size_t{d.slots} * real_size(c));
}

// Values by themselves, and lists of them that a step takes from slots side by side.
void put_constants(const Compilation &c, unsigned char *to) {
    for (uint32_t i = 0; i < c.graph.count; ++i) {
        const uint32_t slot = c.placements[i].slot;
        uint32_t next = slot & SLOT_NUMBER;
        for (uint32_t list = i; slot != NONE && list != NONE && c.graph.values[list].op == VALUE_OPERANDS; ++next) {
            put_real(c, to + size_t{next} * real_size(c), constant_bits(c, c.graph.values[list].a));
            list = c.graph.values[list].b;
        }
        if (c.graph.values[i].op == VALUE_CONSTANT && slot != NONE) {
            put_real(c, to + (slot & SLOT_NUMBER) * real_size(c), constant_bits(c, i));
        }
    }
}

// A native's title is its signature.
abax_text entry_name(const Declaration &d) {
    return d.kind == DeclarationKind::Native ? abax_text{d.name->text, d.name->size} : d.title;
}

void put_entries(const Compilation &c, DeclarationKind kind, unsigned char *to, char *texts, uint32_t &text) {
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        if (!is_entry(*d, kind)) {
            continue;
        }
        const abax_text name = entry_name(*d);
        const uint32_t arity = d->parameter_count | (d->pure ? 1u << 8 : 0u);
        const uint32_t slots = kind == DeclarationKind::Native ? arity : d->slots;
        const abax_entry entry = {d->name->hash, c.options.strip != 0 ? ABAX_NO_TEXT : text, slots};
        memcpy(to, &entry, sizeof entry);
        to += sizeof entry;
        if (c.options.strip == 0) {
            memcpy(texts + text, name.data, name.size);
            text += static_cast<uint32_t>(name.size) + 1;
        }
    }
}

// What a memory starts from where it is not 0.
void put_state(const Compilation &c, unsigned char *to) {
    for (uint32_t i = 0; c.frame.states != 0 && i < c.graph.count; ++i) {
        const Value &value = c.graph.values[i];
        if (value.op == VALUE_STATE && value.a < c.frame.started) {
            put_real(c, to + size_t{value.a} * real_size(c), join_words(value.b, value.c));
        } else if (value.op == VALUE_STEP && !is_commit(value)) {
            const StateShape shape = state_shape(step_op(value));
            for (uint32_t slot = 0; slot < shape.slots; ++slot) {
                if ((shape.nan >> slot & 1u) != 0) {
                    put_real(c, to + size_t{value.b + slot} * real_size(c), nan_bits(real_bits(c)));
                }
            }
        }
    }
}

void put_defaults(const Compilation &c, unsigned char *to) {
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Param) {
            put_reals(c, to + size_t{d->slot} * real_size(c), *d);
        }
    }
}

void put_arrays(const Compilation &c, unsigned char *to) {
    for (const Declaration *d = c.first_array; d != nullptr; d = d->next_ordered) {
        unsigned char *block = to + size_t{d->slot} * 8;
        if (!d->array) {
            put_curve(c, *d, block);
            continue;
        }
        const abax_array array = {d->slots, 0};
        memcpy(block, &array, sizeof array);
        put_reals(c, block + sizeof array, *d);
    }
}

size_t text_bytes(const Compilation &c, size_t name) {
    size_t bytes = name + 1;
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        bytes += has_entry(*d) && c.options.strip == 0 ? entry_name(*d).size + 1 : 0;
    }
    return bytes;
}

uint32_t *push_labels(Compilation &c, const Code &code) {
    return static_cast<uint32_t *>(arena_push_high(c.arena, code.labels * sizeof(uint32_t)));
}

} // namespace

Outcome encode(Compilation &c, bool &fits) {
    const uint64_t frame_bytes = frame_slots(c.frame) * real_size(c);
    const uint32_t wanted = c.options.profile;
    const bool narrow = wanted != ABAX_COMPILE_WIDE && frame_bytes <= NARROW_BYTES &&
                        c.main.count < NARROW_INSTRUCTIONS && c.start.count < NARROW_INSTRUCTIONS &&
                        c.import_count <= NARROW_IMPORTS && c.array_bytes <= NARROW_ARRAYS &&
                        c.map_bytes <= NARROW_MAPS;
    const bool wide = (wanted == ABAX_COMPILE_AUTO || wanted == ABAX_COMPILE_WIDE) && frame_bytes <= WIDE_BYTES;
    fits = (narrow || wide) && c.array_bytes <= UINT32_MAX;
    if (!fits) {
        return Outcome::Ok;
    }
    number_slots(c, c.start);
    number_slots(c, c.main);
    const bool fused = narrow && wanted != ABAX_COMPILE_BASE;
    if (fused) {
        fuse(c);
    }
    const size_t high = c.arena.high;
    const uint32_t word = narrow ? 4 : 8;
    Encoder start = {c, c.start, push_labels(c, c.start), word, nullptr, 0};
    Encoder main = {c, c.main, push_labels(c, c.main), word, nullptr, 0};
    if (start.from_end == nullptr || main.from_end == nullptr) {
        return Outcome::Memory;
    }
    const char *name = c.options.name != nullptr ? c.options.name : "";
    const size_t name_size = strlen(name);
    abax_header header = {};
    memcpy(header.magic, "ABAX", 4);
    header.format = ABAX_FORMAT_VERSION;
    header.profile = static_cast<uint8_t>(!narrow ? ABAX_PROFILE_WIDE : fused ? ABAX_PROFILE_FUSED : ABAX_PROFILE_BASE);
    header.real = static_cast<uint8_t>(real_size(c));
    header.frame = static_cast<uint32_t>(frame_bytes);
    header.interface_hash = interface_hash(c);
    header.state_hash = c.state_hash;
    const uint64_t source = source_hash(c);
    header.source_hash[0] = static_cast<uint32_t>(source);
    header.source_hash[1] = static_cast<uint32_t>(source >> 32);
    if (c.options.version != nullptr) {
        memcpy(header.version, c.options.version, strlen(c.options.version));
    }
    header.params = c.frame.params;
    header.results = c.frame.results;
    header.states = c.frame.states;
    header.started = c.frame.started;
    header.constants = c.frame.constants;
    header.starts = c.frame.starts;
    header.temporaries = c.frame.temporaries;
    header.code_bytes = measure_code(main);
    header.start_bytes = measure_code(start);
    header.param_count = c.param_count;
    header.result_count = c.result_count;
    header.import_count = c.import_count;
    header.array_bytes = static_cast<uint32_t>(c.array_bytes);
    header.text_bytes = static_cast<uint32_t>(text_bytes(c, name_size));
    abax_layout layout;
    abax_layout_of(&header, &layout);
    if (layout.size > UINT32_MAX) { // more than the header can say
        fits = false;
        c.arena.high = high;
        return Outcome::Ok;
    }
    header.size = static_cast<uint32_t>(layout.size);
    const size_t table_size = static_cast<size_t>(layout.size);

    unsigned char *table = static_cast<unsigned char *>(arena_push(c.arena, table_size));
    if (table == nullptr) {
        return Outcome::Memory;
    }
    memset(table, 0, table_size);
    const auto section = [&](int number) { return table + layout.begin[number]; };
    header.features = put_code(main, section(ABAX_SECTION_CODE), header.code_bytes) |
                      put_code(start, section(ABAX_SECTION_START_CODE), header.start_bytes);
    put_constants(c, section(ABAX_SECTION_CONSTANTS));
    put_defaults(c, section(ABAX_SECTION_DEFAULTS));
    put_state(c, section(ABAX_SECTION_DEFAULTS) + size_t{c.frame.params} * real_size(c));
    put_arrays(c, section(ABAX_SECTION_ARRAYS));
    char *texts = reinterpret_cast<char *>(section(ABAX_SECTION_TEXTS));
    memcpy(texts, name, name_size);
    uint32_t text = static_cast<uint32_t>(name_size) + 1;
    put_entries(c, DeclarationKind::Param, section(ABAX_SECTION_PARAMS), texts, text);
    put_entries(c, DeclarationKind::Expression, section(ABAX_SECTION_RESULTS), texts, text);
    put_entries(c, DeclarationKind::Native, section(ABAX_SECTION_IMPORTS), texts, text);
    memcpy(table, &header, sizeof header);
    header.crc = abax_table_crc(table, table_size);
    memcpy(table, &header, sizeof header);
    c.table = table;
    c.table_size = table_size;
    c.arena.high = high;
    return Outcome::Ok;
}

} // namespace abax
