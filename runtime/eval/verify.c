/*
 * Verifies a table. In: bytes that may come from anywhere. Out: a status, the place of what was refused, the layout.
 *
 * Nothing that was read is used as an offset or a count before it was checked against what is known to be there. Sizes are
 * compared in 64 bits. After ABAX_OK every operand of the code lies in the frame, every store in a slot that code may
 * write, every jump goes forward to an instruction and END stands at the end: so a run reads and writes only the table and
 * the frame, and takes at most as many steps as there are instructions.
 */
#include "verify.h"

#include "crc32.h"
#include "forms.h"
#include "options.h"

#define AT(field) ((uint32_t)offsetof(abax_header, field))

/* What the code may do, in byte offsets: writes go to first..first_end, or to second and behind. */
typedef struct code_rules {
    const abax_header *header;
    const uint8_t *arrays;
    const abax_entry *imports;
    const uint32_t *words;
    uint32_t bytes;
    uint32_t position; /* of the code in the table */
    uint32_t step;     /* bytes of an instruction */
    uint32_t real;
    uint32_t results; /* that may be charged with a fault, imports that may be called: none in start code */
    uint32_t import_count;
    uint32_t first;
    uint32_t first_end;
    uint32_t second;
} code_rules;

/* Bits of what instruction_traits gives, above the flags of the form. */
#define TRAIT_SET(set) (0x40000U << (set))

/* The form's flags and the set of an instruction; 0 when this runtime does not have it. */
static uint32_t instruction_traits(uint32_t op) {
#define KEEP_BASE(row) row
#if ABAX_WITH_BITWISE
#define KEEP_BITWISE(row) row
#else
#define KEEP_BITWISE(row)
#endif
#if ABAX_WITH_ARRAYS
#define KEEP_ARRAYS(row) row
#else
#define KEEP_ARRAYS(row)
#endif
#if ABAX_WITH_NATIVES
#define KEEP_NATIVES(row) row
#else
#define KEEP_NATIVES(row)
#endif
#if ABAX_WITH_FUSED
#define KEEP_FUSED(row) row
#else
#define KEEP_FUSED(row)
#endif
#define TRAITS_ROW(number, traits)                                                                                     \
    case number:                                                                                                       \
        return traits;
    switch (op) {
#define ABAX_INSTRUCTION(number, form, op1, op2, set)                                                                  \
    KEEP_##set(TRAITS_ROW(number, (uint32_t)ABAX_FORM_##form | TRAIT_SET(ABAX_SET_##set)))
#include "abax/instructions.def"
    default:
        return 0;
    }
#undef KEEP_BASE
#undef KEEP_BITWISE
#undef KEEP_ARRAYS
#undef KEEP_NATIVES
#undef KEEP_FUSED
#undef TRAITS_ROW
}

/* How many arguments the library function of this number takes; 0 when there is none. */
static uint32_t library_arity(uint32_t number) {
    switch (number) {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) case number:
#include "abax/ops.def"
        return 1;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) case number:
#include "abax/ops.def"
        return 2;
    default:
        return 0;
    }
}

static int is_operand(const code_rules *rules, uint32_t offset) {
    return (offset & (rules->real - 1U)) == 0 && offset < rules->header->frame;
}

/* Whether this many slots follow an operand, itself included. */
static int has_slots(const code_rules *rules, uint32_t offset, uint32_t slots) {
    return slots <= (rules->header->frame - offset) / rules->real;
}

/* Whether a block of the arrays stands at this place, in units of 8 bytes: as far as its element count is to be trusted. */
static int is_array(const code_rules *rules, uint32_t place) {
    const uint32_t units = rules->header->array_bytes / 8U;
    const abax_array *array;
    if (place >= units) {
        return 0;
    }
    array = (const abax_array *)(const void *)(rules->arrays + (size_t)place * 8U);
    return array->slots - 1U < ABAX_MOST_ELEMENTS && array->kind == 0 &&
           array->slots <= (units - place - 1U) * (8U / rules->real);
}

static int is_target(const code_rules *rules, uint32_t offset) {
    return is_operand(rules, offset) &&
           ((offset >= rules->first && offset < rules->first_end) || offset >= rules->second);
}

/* The fields of an instruction as byte offsets, distances and numbers; those that its form does not use as they are. */
typedef struct fields {
    uint32_t a;
    uint32_t b;
    uint32_t c;
} fields;

static fields decode(const code_rules *rules, const uint32_t *words, uint32_t traits) {
    fields f;
    f.c = 0;
    if (rules->step == 8) {
        f.a = words[0] >> 8;
        f.b = words[1];
    } else if ((traits & ABAX_LONG) != 0) {
        f.a = 0;
        f.b = words[0] >> 8;
    } else if ((traits & ABAX_SLOTS) != 0) {
        f.a = (words[0] >> 24) * rules->real;
        f.b = (words[0] >> 16 & 0xFFU) * ((traits & ABAX_CALL_B) != 0 ? 1U : rules->real);
        f.c = (words[0] >> 8 & 0xFFU) * rules->real;
    } else {
        f.a = words[0] >> 20;
        f.b = words[0] >> 8 & 0xFFFU;
    }
    return f;
}

/* left: bytes of code after this instruction. */
static int is_instruction(const code_rules *rules, const uint32_t *words, uint32_t traits, uint32_t left) {
    const fields f = decode(rules, words, traits);
    if ((traits & ABAX_READ_A) != 0 ? !is_operand(rules, f.a)
                                    : ((traits & ABAX_STORE_A) != 0 ? !is_target(rules, f.a) : f.a != 0)) {
        return 0;
    }
    if ((traits & ABAX_READ_C) != 0 ? !is_operand(rules, f.c)
                                    : (traits & ABAX_STORE_C) != 0 && !is_target(rules, f.c)) {
        return 0;
    }
    if ((traits & ABAX_READ_B) != 0) {
        return is_operand(rules, f.b);
    }
    if ((traits & ABAX_STORE_B) != 0) {
        return is_target(rules, f.b);
    }
    if ((traits & ABAX_JUMP_B) != 0) {
        return f.b < left && (f.b & (rules->step - 1U)) == 0;
    }
    if ((traits & ABAX_ARRAY_B) != 0) {
        return is_array(rules, f.b);
    }
    if ((traits & ABAX_COUNT_B) != 0) {
        return f.b - 1U < ABAX_MOST_ELEMENTS && has_slots(rules, f.a, f.b);
    }
    if ((traits & ABAX_NUMBER_B) != 0) {
        return f.b - 1U < ABAX_MOST_ELEMENTS;
    }
    if ((traits & ABAX_RESULT_B) != 0) {
        return f.b < rules->results;
    }
    if ((traits & ABAX_NATIVE_B) != 0) {
        return f.b < rules->import_count && has_slots(rules, f.a, rules->imports[f.b].slots & 0xFFU);
    }
    if ((traits & ABAX_CALL_B) != 0) {
        return library_arity(f.b) == ((traits & ABAX_TWO) != 0 ? 2U : 1U);
    }
    return f.b == 0;
}

static abax_status verify_code(const code_rules *rules, uint32_t *position) {
    uint32_t at = 0;
    while (at != rules->bytes) {
        const uint32_t *const words = rules->words + at / sizeof(uint32_t);
        const uint32_t left = rules->bytes - at - rules->step;
        const uint32_t traits = instruction_traits(words[0] & 0xFFU);
        const int ends = (traits & ABAX_ENDS) != 0;
        *position = rules->position + at;
        if ((traits & (rules->header->features * TRAIT_SET(0))) == 0 || ends != (left == 0) ||
            (at == 0 && (traits & ABAX_DEFINES) == 0) || !is_instruction(rules, words, traits, left)) {
            return ABAX_E_CODE;
        }
        at += rules->step;
    }
    return ABAX_OK;
}

/* The sets that this runtime has for a profile, as bits of `features`; 0 when it does not have the profile. */
static uint32_t profile_features(uint32_t profile) {
    uint32_t sets = 1U << ABAX_SET_BASE;
#if ABAX_WITH_BITWISE
    sets |= 1U << ABAX_SET_BITWISE;
#endif
#if ABAX_WITH_ARRAYS
    sets |= 1U << ABAX_SET_ARRAYS;
#endif
#if ABAX_WITH_NATIVES
    sets |= 1U << ABAX_SET_NATIVES;
#endif
    switch (profile) {
    case ABAX_PROFILE_BASE:
        return sets;
#if ABAX_WITH_FUSED
    case ABAX_PROFILE_FUSED:
        return sets | 1U << ABAX_SET_FUSED;
#endif
#if ABAX_WITH_WIDE
    case ABAX_PROFILE_WIDE:
        return sets;
#endif
    default:
        return 0;
    }
}

/*
 * The entries of a section: names inside the texts. The lengths of params and results are inside the slots that the frame
 * has for them; of natives, slots is arity and purity.
 */
static abax_status verify_entries(const abax_header *header, const abax_layout *layout, int section, uint32_t slots,
                                  uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    uint32_t at = (uint32_t)layout->begin[section];
    for (; at != layout->end[section]; at += (uint32_t)sizeof(abax_entry)) {
        const abax_entry *const entry = (const abax_entry *)(const void *)(bytes + at);
        if (entry->text != ABAX_NO_TEXT && entry->text >= header->text_bytes) {
            *position = at + (uint32_t)offsetof(abax_entry, text);
            return ABAX_E_LAYOUT;
        }
        if (section == ABAX_SECTION_IMPORTS) {
            if (entry->slots > 0x1FFU) {
                *position = at + (uint32_t)offsetof(abax_entry, slots);
                return ABAX_E_LAYOUT;
            }
            continue;
        }
        if (entry->slots == 0 || entry->slots > slots) {
            *position = at + (uint32_t)offsetof(abax_entry, slots);
            return ABAX_E_LAYOUT;
        }
        slots -= entry->slots;
    }
    return ABAX_OK;
}

/* The arrays: blocks that follow one another up to the section's end, the rest of each last unit of 8 bytes zero. */
static abax_status verify_arrays(const abax_header *header, const abax_layout *layout, uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    uint32_t at = (uint32_t)layout->begin[ABAX_SECTION_ARRAYS];
    const uint32_t end = (uint32_t)layout->end[ABAX_SECTION_ARRAYS];
    while (at != end) {
        const abax_array *const array = (const abax_array *)(const void *)(bytes + at);
        uint32_t next;
        *position = at;
        if (end - at < sizeof(abax_array) || array->slots - 1U >= ABAX_MOST_ELEMENTS) {
            return ABAX_E_LAYOUT;
        }
        if (array->kind != 0) {
            *position = at + (uint32_t)offsetof(abax_array, kind);
            return ABAX_E_LAYOUT;
        }
        next = (uint32_t)sizeof(abax_array) + array->slots * header->real;
        if (((next + 7U) & ~7U) > end - at) {
            return ABAX_E_LAYOUT;
        }
        for (next += at; (next & 7U) != 0; ++next) {
            if (bytes[next] != 0) {
                *position = next;
                return ABAX_E_LAYOUT;
            }
        }
        at = next;
    }
    return ABAX_OK;
}

/* Offset of a header field that contradicts the profile or the others, 0 when there is none. */
static uint32_t wrong_field(const abax_header *header, const abax_layout *layout, uint32_t step) {
    const uint64_t frame = abax_frame_slots(header) * header->real;
    if (header->version[sizeof header->version - 1] != '\0') {
        return AT(version);
    }
    /* An instance is the frame and its bindings, a multiple of 8 bytes, which must fit into 32 bits too. */
    if (frame != header->frame || frame + (uint64_t)header->import_count * sizeof(uint32_t) > 0xFFFFFFF8U) {
        return AT(frame);
    }
    if (header->code_bytes == 0 || header->code_bytes % step != 0) {
        return AT(code_bytes);
    }
    if (header->start_bytes % step != 0) {
        return AT(start_bytes);
    }
    if (header->result_count == 0) {
        return AT(result_count);
    }
    /* State comes with an instruction set that format 1 does not have yet. */
    if (header->states != 0) {
        return AT(states);
    }
    if (header->reserved != 0) {
        return AT(reserved);
    }
    /* The layout's size is a multiple of 8. */
    return layout->size != header->size ? AT(size) : 0;
}

static abax_status verify_layout(const abax_header *header, const abax_layout *layout, uint32_t step,
                                 uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    abax_status status;
    *position = wrong_field(header, layout, step);
    if (*position != 0) {
        return ABAX_E_LAYOUT;
    }
    /* From here on every section is known to lie inside the table, and every offset fits into 32 bits. */
    for (int i = 0; i < ABAX_SECTION_COUNT; ++i) {
        const uint32_t next = (uint32_t)(i + 1 < ABAX_SECTION_COUNT ? layout->begin[i + 1] : layout->size);
        for (uint32_t at = (uint32_t)layout->end[i]; at != next; ++at) {
            if (bytes[at] != 0) {
                *position = at;
                return ABAX_E_LAYOUT;
            }
        }
    }
    if (header->text_bytes != 0) {
        *position = (uint32_t)layout->end[ABAX_SECTION_TEXTS] - 1U;
        if (bytes[*position] != 0) {
            return ABAX_E_LAYOUT;
        }
    }
    status = verify_entries(header, layout, ABAX_SECTION_PARAMS, header->params, position);
    if (status == ABAX_OK) {
        status = verify_entries(header, layout, ABAX_SECTION_RESULTS, header->results, position);
    }
    if (status == ABAX_OK) {
        status = verify_entries(header, layout, ABAX_SECTION_IMPORTS, 0, position);
    }
    return status == ABAX_OK ? verify_arrays(header, layout, position) : status;
}

static abax_status verify_both_codes(const abax_header *header, const abax_layout *layout, uint32_t step,
                                     uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    const uint32_t temporaries = header->frame - header->temporaries * header->real;
    abax_status status;
    code_rules rules;
    rules.header = header;
    rules.arrays = bytes + (size_t)layout->begin[ABAX_SECTION_ARRAYS];
    rules.imports = (const abax_entry *)(const void *)(bytes + (size_t)layout->begin[ABAX_SECTION_IMPORTS]);
    rules.results = header->result_count;
    rules.import_count = header->import_count;
    rules.bytes = header->code_bytes;
    rules.position = (uint32_t)layout->begin[ABAX_SECTION_CODE];
    rules.words = (const uint32_t *)(const void *)(bytes + rules.position);
    rules.step = step;
    rules.real = header->real;
    /* Main code writes results and state, and temporaries. */
    rules.first = header->params * header->real;
    rules.first_end = rules.first + (header->results + header->states) * header->real;
    rules.second = temporaries;
    status = verify_code(&rules, position);
    if (status != ABAX_OK) {
        return status;
    }
    /* Start code writes its own slots, which temporaries follow. It has no effects. */
    rules.results = 0;
    rules.import_count = 0;
    rules.bytes = header->start_bytes;
    rules.position = (uint32_t)layout->begin[ABAX_SECTION_START_CODE];
    rules.words = (const uint32_t *)(const void *)(bytes + rules.position);
    rules.first = temporaries - header->starts * header->real;
    rules.first_end = temporaries;
    return verify_code(&rules, position);
}

abax_status abax_verify(const void *bytes, size_t size, uint32_t real, abax_layout *layout, uint32_t *position) {
    static const uint8_t magic[4] = {'A', 'B', 'A', 'X'};
    const abax_header *const header = (const abax_header *)bytes;
    abax_status status;
    uint32_t features;
    uint32_t step;
    *position = 0;
    if (bytes == NULL) {
        return ABAX_E_ARGUMENT;
    }
    if (((uintptr_t)bytes & 7U) != 0) {
        return ABAX_E_ALIGNMENT;
    }
    if (size < sizeof(abax_header)) {
        *position = (uint32_t)size;
        return ABAX_E_TRUNCATED;
    }
    for (uint32_t i = 0; i < sizeof magic; ++i) {
        if (header->magic[i] != magic[i]) {
            *position = i;
            return ABAX_E_MAGIC;
        }
    }
    *position = AT(format);
    if (header->format != ABAX_FORMAT_VERSION) {
        return ABAX_E_FORMAT;
    }
    *position = AT(profile);
    features = profile_features(header->profile);
    if (features == 0) {
        return ABAX_E_PROFILE;
    }
    *position = AT(real);
    if (header->real != real) {
        return ABAX_E_REAL;
    }
    *position = AT(size);
    if (header->size < sizeof(abax_header) || header->size > size) {
        return ABAX_E_TRUNCATED;
    }
    *position = AT(crc);
    if (header->crc != abax_table_crc(bytes, header->size)) {
        return ABAX_E_CRC;
    }
    *position = AT(features);
    if ((header->features & ~features) != 0) {
        return ABAX_E_FEATURE;
    }
#if !ABAX_WITH_ARRAYS
    *position = AT(array_bytes);
    if (header->array_bytes != 0) {
        return ABAX_E_FEATURE;
    }
#endif
#if !ABAX_WITH_NATIVES
    *position = AT(import_count);
    if (header->import_count != 0) {
        return ABAX_E_FEATURE;
    }
#endif
    abax_layout_of(header, layout);
    step = header->profile == ABAX_PROFILE_WIDE ? 8 : 4;
    status = verify_layout(header, layout, step, position);
    if (status == ABAX_OK) {
        status = verify_both_codes(header, layout, step, position);
    }
    if (status == ABAX_OK) {
        *position = 0;
    }
    return status;
}

#undef AT
#undef TRAIT_SET
