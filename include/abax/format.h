/*
 * The wire layout of a table: what stands in a .abx file and in flash.
 *
 * A table is position-independent, little-endian, aligned to 8 bytes and evaluated in place. It is a header followed by
 * sections in the order of the header's fields, each padded with zeros to a multiple of 8 bytes; no section has an offset
 * of its own, so that none can contradict another. CRC-32 is the one of IEEE 802.3 (reflected, polynomial 0xEDB88320,
 * initial value and final xor 0xFFFFFFFF) over all bytes with the field `crc` taken as zero.
 *
 * The frame that a table is evaluated over is an array of Reals:
 *
 *   [ params | results | state | constants | start | temporaries ]
 *     \______ public prefix, in declared order
 *
 * `constants` are copied from the table, `start` is computed once by the start code, both when an instance is made.
 * `state` is what functions remember from one evaluation to the next; what it starts from is in the table where it is not 0.
 *
 * Code is a sequence of instructions (instructions.def) of one little-endian 32-bit word each, in the wide profile two:
 *
 *   base, fused   op:8 | b:12 | a:12          a and b: byte offset of a slot; b also: a jump's distance, a function's number
 *                 op:8 | d:24                 JUMP, JZERO, JTRUE: a distance; INDEXC, CURVE, …: a number
 *                 op:8 | c:8 | b:8 | a:8      forms with three fields: slot numbers, and in b a function's
 *   wide          op:8 | a:24, then b:32      the same meaning, no fused instructions; b is what d is above
 *
 * (fields from the least significant bit up). Distances are in bytes, forward, from the end of the jump's own instruction.
 * The last instruction ends the evaluation, and no other does. The first instruction defines the accumulator.
 */
#ifndef ABAX_FORMAT_H
#define ABAX_FORMAT_H

#include <stdint.h>

#define ABAX_FORMAT_VERSION 1u

#define ABAX_PROFILE_BASE 0u  /* few instructions, smallest runtime */
#define ABAX_PROFILE_FUSED 1u /* and the fused ones: fastest */
#define ABAX_PROFILE_WIDE 2u  /* long operands, base instructions */

#define ABAX_PROFILE_GENERATED 255u /* in no table: the header that generated source shows to the C interface */

/* Instruction sets, as bits of abax_header.features: 1 << ABAX_SET_x */
#define ABAX_SET_BASE 0u
#define ABAX_SET_BITWISE 1u
#define ABAX_SET_FUSED 2u
#define ABAX_SET_ARRAYS 3u
#define ABAX_SET_NATIVES 4u
#define ABAX_SET_STATES 5u
#define ABAX_SET_CURVES 6u

#define ABAX_NO_TEXT 0xFFFFFFFFu

typedef struct abax_header {
    uint8_t magic[4];        /* "ABAX" */
    uint16_t format;         /* ABAX_FORMAT_VERSION of the lowest version that suffices */
    uint8_t profile;         /* ABAX_PROFILE_x */
    uint8_t real;            /* bytes of a Real: 4 or 8 */
    uint32_t size;           /* bytes of the whole table, a multiple of 8 */
    uint32_t crc;            /* CRC-32 as above */
    uint32_t features;       /* instruction sets that the code uses */
    uint32_t frame;          /* bytes of the frame: the sum of the slots below times `real` */
    uint32_t interface_hash; /* names, order and lengths of params and results, and the real type */
    uint32_t state_hash;     /* keys and types of the state slots */
    uint32_t source_hash[2]; /* FNV-1a over the declarations as given to the compiler; low word first */
    char version[16];        /* the module's own version, padded with NUL; the last byte is NUL */

    /* the frame's parts, in slots of one Real; params and results may have more slots than their entries need: room for
       later versions of the module, whose handles then stay where they are */
    uint32_t params;
    uint32_t results;
    uint32_t states;
    uint32_t constants;
    uint32_t starts;
    uint32_t temporaries;

    /* the sections, in this order after the header */
    uint32_t code_bytes;  /* main code */
    uint32_t start_bytes; /* start code, run once when an instance is made; 0 when there is none */
    /* here: constants * real bytes: values of the constant slots */
    uint32_t started; /* slots at the state's beginning that have a start value; the others start from 0 */
    /* here: (params + started) * real bytes: defaults of the params, start values of the state */
    uint32_t param_count;  /* abax_entry each */
    uint32_t result_count; /* abax_entry each */
    uint32_t import_count; /* abax_entry each: natives */
    uint32_t array_bytes;  /* abax_array and abax_curve each, with their Reals */
    uint32_t text_bytes;   /* NUL-terminated UTF-8; the module's name first; 0 when the texts were stripped */
} abax_header;

/* A named param, result or native. Names do not overlap in the texts. Params and results lie in the frame in the order of their entries. */
typedef struct abax_entry {
    uint32_t hash;  /* FNV-1a (32 bits) of the name's bytes */
    uint32_t text;  /* offset of the name in the texts, or ABAX_NO_TEXT */
    uint32_t slots; /* params and results: length in slots, 1 or that of an array; natives: arity | pure << 8 */
} abax_entry;

/* A constant array: this, its elements, zeros up to a multiple of 8 bytes. The next one follows. */
typedef struct abax_array {
    uint32_t slots; /* elements, at least 1, at most ABAX_MOST_ELEMENTS */
    uint32_t kind;  /* ABAX_BLOCK_ARRAY */
} abax_array;

/*
 * A curve or a map, a block like an array: this, then Reals (real_curves.inc), zeros up to a multiple of 8 bytes. Its
 * `slots` say how many Reals long all of it is behind `kind`.
 */
typedef struct abax_curve {
    uint32_t slots;
    uint32_t kind;      /* ABAX_BLOCK_x */
    uint32_t counts[2]; /* see there */
} abax_curve;

#define ABAX_BLOCK_ARRAY 0u
#define ABAX_BLOCK_CURVE 1u /* counts: points, 0. The points */
#define ABAX_BLOCK_EVEN 2u  /* counts: points, 0. per_unit and offset, the points */
/* counts: of columns, of rows. per_unit and offset of both, ticks of both, a row of values for every row */
#define ABAX_BLOCK_MAP 3u

/* A saved state: this, then the slots of the state, little-endian. */
typedef struct abax_saved {
    uint8_t magic[4];    /* "ABXS" */
    uint32_t real;       /* bytes of a Real: 4 or 8 */
    uint32_t state_hash; /* of the module */
    uint32_t crc;        /* CRC-32 over all bytes with this field taken as zero */
} abax_saved;

#define ABAX_MOST_ELEMENTS 0xFFFFFFu /* so that a number of elements is exact in every Real */

#endif
