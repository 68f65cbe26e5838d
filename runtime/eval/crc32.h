/*
 * CRC-32 of IEEE 802.3, and of a table. With ABAX_SAVE_FLASH it is computed a nibble at a time from a table of 64 bytes, and a
 * byte costs some ten instructions, which are paid once when a table is opened; without it eight bytes at a time from 8 KB,
 * and a byte costs three.
 */
#ifndef ABAX_EVAL_CRC32_H
#define ABAX_EVAL_CRC32_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The CRC of what `crc` is already the CRC of, followed by these bytes; start with 0. */
uint32_t abax_crc32(uint32_t crc, const void *bytes, size_t size);

/* The value that belongs into the header of this table of `size` bytes, at least a header's. */
uint32_t abax_table_crc(const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
