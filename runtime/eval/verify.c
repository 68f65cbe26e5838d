/*
 * Verifies a table. In: bytes that may come from anywhere. Out: a status, the place of what was refused, the layout.
 *
 * Nothing that was read is used as an offset or a count before it was checked against what is known to be there. Sizes are
 * compared in 64 bits. Here are the header, the sections and the entries; the code is verified in verify_code.c. Time is
 * linear in the table's size, whatever the table says.
 */
#include "verify.h"

#include "crc32.h"
#include "hash.h"
#include "options.h"
#include "verify_code.h"

ABAX_OUT_OF_LINE void abax_layout_of(const abax_header *header, abax_layout *layout) {
    uint64_t at = sizeof(abax_header);
    /* first the numbers of what each section consists of */
    layout->end[ABAX_SECTION_CODE] = header->code_bytes;
    layout->end[ABAX_SECTION_START_CODE] = header->start_bytes;
    layout->end[ABAX_SECTION_CONSTANTS] = header->constants;
    layout->end[ABAX_SECTION_DEFAULTS] = header->params + header->started;
    layout->end[ABAX_SECTION_PARAMS] = header->param_count;
    layout->end[ABAX_SECTION_RESULTS] = header->result_count;
    layout->end[ABAX_SECTION_IMPORTS] = header->import_count;
    layout->end[ABAX_SECTION_ARRAYS] = header->array_bytes;
    layout->end[ABAX_SECTION_TEXTS] = header->text_bytes;
    for (int i = 0; i < ABAX_SECTION_COUNT; ++i) {
        const int holds_reals = i == ABAX_SECTION_CONSTANTS || i == ABAX_SECTION_DEFAULTS;
        const int holds_entries = i >= ABAX_SECTION_PARAMS && i <= ABAX_SECTION_IMPORTS;
        const uint32_t unit = holds_reals ? header->real : holds_entries ? (uint32_t)sizeof(abax_entry) : 1U;
        layout->begin[i] = (uint32_t)at;
        at += (uint64_t)layout->end[i] * unit;
        layout->end[i] = (uint32_t)at;
        at = (at + 7U) & ~(uint64_t)7U;
    }
    layout->size = at;
}

#define AT(field) ((uint32_t)offsetof(abax_header, field))

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
#if ABAX_WITH_STATES
    sets |= 1U << ABAX_SET_STATES;
#endif
#if ABAX_WITH_CURVES
    sets |= 1U << ABAX_SET_CURVES;
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
 * Whether an entry's hash is that of its text. *room is how many bytes of text the names may still take: all of them together
 * have at most the texts' bytes, since names do not overlap; so looking at them takes linear time.
 */
static int is_hash_of_text(const abax_header *header, const abax_layout *layout, const abax_entry *entry,
                           uint32_t *room) {
    const char *text = (const char *)header + layout->begin[ABAX_SECTION_TEXTS] + entry->text;
    uint32_t hash = ABAX_FNV1A_START;
    for (; *room != 0; ++text) {
        --*room;
        if (*text == '\0') {
            return hash == entry->hash;
        }
        hash = abax_fnv1a(hash, text, 1);
    }
    return 0;
}

/*
 * The entries of a section: names inside the texts, with their hashes. The lengths of params and results lie inside the slots
 * that the frame has for them; a native's `slots` is arity and purity.
 */
static abax_status verify_entries(const abax_header *header, const abax_layout *layout, int section, uint32_t slots,
                                  uint32_t *room, uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    uint32_t at = layout->begin[section];
    for (; at != layout->end[section]; at += (uint32_t)sizeof(abax_entry)) {
        const abax_entry *const entry = (const abax_entry *)(const void *)(bytes + at);
        if (entry->text != ABAX_NO_TEXT) {
            if (entry->text >= header->text_bytes) {
                *position = at + (uint32_t)offsetof(abax_entry, text);
                return ABAX_E_LAYOUT;
            }
            if (!is_hash_of_text(header, layout, entry, room)) {
                *position = at + (uint32_t)offsetof(abax_entry, hash);
                return ABAX_E_LAYOUT;
            }
        }
        if (section == ABAX_SECTION_IMPORTS ? entry->slots > 0x1FFU : entry->slots - 1U >= slots) {
            *position = at + (uint32_t)offsetof(abax_entry, slots);
            return ABAX_E_LAYOUT;
        }
        slots -= entry->slots;
    }
    return ABAX_OK;
}

#if ABAX_WITH_ARRAYS || ABAX_WITH_CURVES
/*
 * The arrays: blocks that follow one another up to the section's end, the rest of each last unit of 8 bytes zero. What the kinds of
 * blocks hold is verified where an instruction uses them.
 */
static abax_status verify_arrays(const abax_header *header, const abax_layout *layout, uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    uint32_t at = layout->begin[ABAX_SECTION_ARRAYS];
    const uint32_t end = layout->end[ABAX_SECTION_ARRAYS];
    while (at != end) {
        const abax_array *const array = (const abax_array *)(const void *)(bytes + at);
        uint32_t next;
        *position = at;
        if (end - at < sizeof(abax_array) || array->slots - 1U >= ABAX_MOST_ELEMENTS) {
            return ABAX_E_LAYOUT;
        }
        if (array->kind > (ABAX_WITH_CURVES ? ABAX_BLOCK_MAP : ABAX_BLOCK_ARRAY)) {
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
#endif

/* Offset of a header field that contradicts the profile or the others, 0 when there is none. */
static uint32_t wrong_field(const abax_header *header, const abax_layout *layout) {
    const uint64_t frame = abax_frame_slots(header) * header->real;
    const uint32_t step = ABAX_STEP(header);
    if (header->version[sizeof header->version - 1] != '\0') {
        return AT(version);
    }
    /* An instance is the frame and its bindings, a multiple of 8 bytes, which must fit into 32 bits too. */
    if (frame != header->frame || frame + (uint64_t)header->import_count * sizeof(uint32_t) > 0xFFFFFFF8U) {
        return AT(frame);
    }
    if (header->code_bytes == 0 || (header->code_bytes & (step - 1U)) != 0) {
        return AT(code_bytes);
    }
    if ((header->start_bytes & (step - 1U)) != 0) {
        return AT(start_bytes);
    }
    if (header->result_count == 0) {
        return AT(result_count);
    }
    if (header->started > (ABAX_WITH_STATES ? header->states : 0U)) {
        return AT(started);
    }
    /* The layout's size is a multiple of 8. */
    return layout->size != header->size ? AT(size) : 0;
}

static abax_status verify_layout(const abax_header *header, const abax_layout *layout, uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    uint32_t room = header->text_bytes;
    abax_status status;
    *position = wrong_field(header, layout);
    if (*position != 0) {
        return ABAX_E_LAYOUT;
    }
    /* From here on every section is known to lie inside the table, and every offset fits into 32 bits. */
    for (int i = 0; i < ABAX_SECTION_COUNT; ++i) {
        const uint32_t next = i + 1 < ABAX_SECTION_COUNT ? layout->begin[i + 1] : (uint32_t)layout->size;
        for (uint32_t at = layout->end[i]; at != next; ++at) {
            if (bytes[at] != 0) {
                *position = at;
                return ABAX_E_LAYOUT;
            }
        }
    }
    if (header->text_bytes != 0) {
        *position = layout->end[ABAX_SECTION_TEXTS] - 1U;
        if (bytes[*position] != 0) {
            return ABAX_E_LAYOUT;
        }
    }
    status = verify_entries(header, layout, ABAX_SECTION_PARAMS, header->params, &room, position);
    if (status == ABAX_OK) {
        status = verify_entries(header, layout, ABAX_SECTION_RESULTS, header->results, &room, position);
    }
#if ABAX_WITH_NATIVES
    if (status == ABAX_OK) {
        status = verify_entries(header, layout, ABAX_SECTION_IMPORTS, 0, &room, position);
    }
#endif
#if ABAX_WITH_ARRAYS || ABAX_WITH_CURVES
    if (status == ABAX_OK) {
        status = verify_arrays(header, layout, position);
    }
#endif
    return status;
}

ABAX_COLD abax_status abax_verify(const void *bytes, size_t size, uint32_t real, abax_layout *layout,
                                  uint32_t *position) {
    static const uint8_t magic_bytes[4] = {'A', 'B', 'A', 'X'};
    const uint8_t *magic = magic_bytes;
    const abax_header *const header = (const abax_header *)bytes;
    abax_status status;
    uint32_t features;
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
    ABAX_FORGET(magic);
    for (uint32_t i = 0; i < sizeof magic_bytes; ++i) {
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
#if !ABAX_WITH_ARRAYS && !ABAX_WITH_CURVES
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
    status = verify_layout(header, layout, position);
    if (status == ABAX_OK) {
        status = abax_verify_code(header, layout, position);
    }
    if (status == ABAX_OK) {
        *position = 0;
    }
    return status;
}

#undef AT
