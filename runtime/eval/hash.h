/*
 * FNV-1a, 32 bits: the hash of names in tables. C99 and C++17.
 */
#ifndef ABAX_EVAL_HASH_H
#define ABAX_EVAL_HASH_H

#include <stddef.h>
#include <stdint.h>

#define ABAX_FNV1A_START 0x811C9DC5U

/* The hash of what `hash` is already the hash of, followed by these bytes; start with ABAX_FNV1A_START. */
static inline uint32_t abax_fnv1a(uint32_t hash, const void *bytes, size_t size) {
    const uint8_t *const byte = (const uint8_t *)bytes;
    for (size_t i = 0; i < size; ++i) {
        hash = (hash ^ byte[i]) * 0x01000193U;
    }
    return hash;
}

#endif
