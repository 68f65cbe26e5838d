/* See crc32.h. In: bytes. Out: their CRC. No state. */
#include "crc32.h"

#include "abax/format.h"

uint32_t abax_crc32(uint32_t crc, const void *bytes, size_t size) {
    static const uint32_t nibbles[16] = {
        0x00000000U, 0x1DB71064U, 0x3B6E20C8U, 0x26D930ACU, 0x76DC4190U, 0x6B6B51F4U, 0x4DB26158U, 0x5005713CU,
        0xEDB88320U, 0xF00F9344U, 0xD6D6A3E8U, 0xCB61B38CU, 0x9B64C2B0U, 0x86D3D2D4U, 0xA00AE278U, 0xBDBDF21CU,
    };
    const uint8_t *byte = (const uint8_t *)bytes;
    const uint8_t *const end = byte + size;
    crc = ~crc;
    while (byte != end) {
        crc ^= *byte++;
        crc = crc >> 4 ^ nibbles[crc & 15U];
        crc = crc >> 4 ^ nibbles[crc & 15U];
    }
    return ~crc;
}

uint32_t abax_table_crc(const void *bytes, size_t size) {
    static const uint8_t zeros[sizeof(uint32_t)] = {0, 0, 0, 0};
    const size_t field = offsetof(abax_header, crc);
    const size_t after = field + sizeof zeros;
    const uint32_t before = abax_crc32(0, bytes, field);
    return abax_crc32(abax_crc32(before, zeros, sizeof zeros), (const uint8_t *)bytes + after, size - after);
}
