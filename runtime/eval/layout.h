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

#ifdef __cplusplus
extern "C" {
#endif

/* In verify.c, once in a program: a compiler on the device takes the verifier's. */
void abax_layout_of(const abax_header *header, abax_layout *layout);

#ifdef __cplusplus
}
#endif

/* Slots of the whole frame: less than 2^35. */
static inline uint64_t abax_frame_slots(const abax_header *header) {
    return (uint64_t)header->params + header->results + header->states + header->constants + header->starts +
           header->temporaries;
}

#endif
