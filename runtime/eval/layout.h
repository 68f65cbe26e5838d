/*
 * Where the sections of a table lie, computed from its header alone: the verifier, the encoder and the disassembler use
 * this one function. In: a header, trusted or not. Out: byte offsets from the start of the table. Sums are made in 64 bits
 * and cannot overflow: nine sections of less than 2^36 bytes each. The offsets are the sums' low halves, and so the sums
 * themselves where the size, which is never less, fits into 32 bits.
 */
#ifndef ABAX_EVAL_LAYOUT_H
#define ABAX_EVAL_LAYOUT_H

#include <stdint.h>

#include "abax/format.h"

/* The sections in the order of the table. */
enum {
    ABAX_SECTION_CODE,
    ABAX_SECTION_START_CODE,
    ABAX_SECTION_CONSTANTS,
    ABAX_SECTION_DEFAULTS,
    ABAX_SECTION_PARAMS,
    ABAX_SECTION_RESULTS,
    ABAX_SECTION_IMPORTS,
    ABAX_SECTION_ARRAYS,
    ABAX_SECTION_TEXTS,
    ABAX_SECTION_COUNT
};

typedef struct abax_layout {
    uint32_t begin[ABAX_SECTION_COUNT]; /* first byte, a multiple of 8 */
    uint32_t end[ABAX_SECTION_COUNT];   /* after the last byte, before the padding */
    uint64_t size;                      /* of the whole table, padding included */
} abax_layout;

static inline void abax_layout_of(const abax_header *header, abax_layout *layout) {
    uint64_t at = sizeof(abax_header);
    /* first the numbers of what each section consists of */
    layout->end[ABAX_SECTION_CODE] = header->code_bytes;
    layout->end[ABAX_SECTION_START_CODE] = header->start_bytes;
    layout->end[ABAX_SECTION_CONSTANTS] = header->constants;
    layout->end[ABAX_SECTION_DEFAULTS] = header->params;
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

/* Slots of the whole frame: less than 2^35. */
static inline uint64_t abax_frame_slots(const abax_header *header) {
    return (uint64_t)header->params + header->results + header->states + header->constants + header->starts +
           header->temporaries;
}

#endif
