/* See crc32.h. In: bytes. Out: their CRC. No state. */
#include "crc32.h"

#include "abax/format.h"
#include "options.h"

#include <string.h>

#if ABAX_SAVE_FLASH

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

#else

/*
 * Eight bytes a step, by eight tables of 1 KB (M. Kounavis, F. Berry, "Novel table lookup-based algorithms for high-performance
 * CRC generation", IEEE Transactions on Computers 57, 2008). Entry n of table k is what the byte n comes to when k zero bytes
 * follow it. That is linear: the entry is put together from those of n's bits, which are all that is written here.
 */
#define BIT(n, i, of_bit) ((n) >> (i)&1U ? (of_bit) : 0U)
#define ENTRY(n, b0, b1, b2, b3, b4, b5, b6, b7)                                                                       \
    BIT(n, 0, b0) ^ BIT(n, 1, b1) ^ BIT(n, 2, b2) ^ BIT(n, 3, b3) ^ BIT(n, 4, b4) ^ BIT(n, 5, b5) ^ BIT(n, 6, b6) ^    \
        BIT(n, 7, b7)
#define FOUR(n, ...)                                                                                                   \
    ENTRY(n, __VA_ARGS__), ENTRY(n + 1U, __VA_ARGS__), ENTRY(n + 2U, __VA_ARGS__), ENTRY(n + 3U, __VA_ARGS__)
#define SIXTEEN(n, ...)                                                                                                \
    FOUR(n, __VA_ARGS__), FOUR(n + 4U, __VA_ARGS__), FOUR(n + 8U, __VA_ARGS__), FOUR(n + 12U, __VA_ARGS__)
#define SIXTY_FOUR(n, ...)                                                                                             \
    SIXTEEN(n, __VA_ARGS__), SIXTEEN(n + 16U, __VA_ARGS__), SIXTEEN(n + 32U, __VA_ARGS__), SIXTEEN(n + 48U, __VA_ARGS__)
#define TABLE(...)                                                                                                     \
    SIXTY_FOUR(0U, __VA_ARGS__), SIXTY_FOUR(64U, __VA_ARGS__), SIXTY_FOUR(128U, __VA_ARGS__),                          \
        SIXTY_FOUR(192U, __VA_ARGS__)

static const uint32_t crc_tables[8][256] = {
    {TABLE(0x77073096U, 0xEE0E612CU, 0x076DC419U, 0x0EDB8832U, 0x1DB71064U, 0x3B6E20C8U, 0x76DC4190U, 0xEDB88320U)},
    {TABLE(0x191B3141U, 0x32366282U, 0x646CC504U, 0xC8D98A08U, 0x4AC21251U, 0x958424A2U, 0xF0794F05U, 0x3B83984BU)},
    {TABLE(0x01C26A37U, 0x0384D46EU, 0x0709A8DCU, 0x0E1351B8U, 0x1C26A370U, 0x384D46E0U, 0x709A8DC0U, 0xE1351B80U)},
    {TABLE(0xB8BC6765U, 0xAA09C88BU, 0x8F629757U, 0xC5B428EFU, 0x5019579FU, 0xA032AF3EU, 0x9B14583DU, 0xED59B63BU)},
    {TABLE(0x3D6029B0U, 0x7AC05360U, 0xF580A6C0U, 0x30704BC1U, 0x60E09782U, 0xC1C12F04U, 0x58F35849U, 0xB1E6B092U)},
    {TABLE(0xCB5CD3A5U, 0x4DC8A10BU, 0x9B914216U, 0xEC53826DU, 0x03D6029BU, 0x07AC0536U, 0x0F580A6CU, 0x1EB014D8U)},
    {TABLE(0xA6770BB4U, 0x979F1129U, 0xF44F2413U, 0x33EF4E67U, 0x67DE9CCEU, 0xCFBD399CU, 0x440B7579U, 0x8816EAF2U)},
    {TABLE(0xCCAA009EU, 0x4225077DU, 0x844A0EFAU, 0xD3E51BB5U, 0x7CBB312BU, 0xF9766256U, 0x299DC2EDU, 0x533B85DAU)},
};

#undef BIT
#undef ENTRY
#undef FOUR
#undef SIXTEEN
#undef SIXTY_FOUR
#undef TABLE

uint32_t abax_crc32(uint32_t crc, const void *bytes, size_t size) {
    const uint8_t *byte = (const uint8_t *)bytes;
    crc = ~crc;
    for (; size >= 8; size -= 8, byte += 8) {
        uint32_t low;
        uint32_t high;
        memcpy(&low, byte, sizeof low); /* tables are little-endian, and so is what runs them: options.h */
        memcpy(&high, byte + 4, sizeof high);
        low ^= crc;
        crc = crc_tables[7][low & 255U] ^ crc_tables[6][low >> 8 & 255U] ^ crc_tables[5][low >> 16 & 255U] ^
              crc_tables[4][low >> 24] ^ crc_tables[3][high & 255U] ^ crc_tables[2][high >> 8 & 255U] ^
              crc_tables[1][high >> 16 & 255U] ^ crc_tables[0][high >> 24];
    }
    for (; size != 0; --size) {
        crc = crc >> 8 ^ crc_tables[0][(crc ^ *byte++) & 255U];
    }
    return ~crc;
}

#endif

uint32_t abax_table_crc(const void *bytes, size_t size) {
    static const uint8_t zeros[sizeof(uint32_t)] = {0, 0, 0, 0};
    const size_t field = offsetof(abax_header, crc);
    const size_t after = field + sizeof zeros;
    const uint32_t before = abax_crc32(0, bytes, field);
    return abax_crc32(abax_crc32(before, zeros, sizeof zeros), (const uint8_t *)bytes + after, size - after);
}
