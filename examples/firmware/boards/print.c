/* Numbers as text, without printf, which would bring a heap. */
#include "board.h"

void print_number(uint32_t value, int width) {
    char text[24];
    char *at = text + sizeof text - 1;
    *at = '\0';
    do {
        *--at = (char)('0' + value % 10U);
        value /= 10U;
        --width;
    } while (value != 0);
    while (width > 0 && at != text) {
        *--at = ' ';
        --width;
    }
    print(at);
}

void print_hex(uint32_t value) {
    char text[11] = "0x00000000";
    int i;
    for (i = 9; i > 1; --i) {
        text[i] = "0123456789abcdef"[value & 15U];
        value >>= 4;
    }
    print(text);
}
