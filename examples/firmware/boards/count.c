/* What a function takes: see board.h. */
#include "board.h"

#include <stddef.h>

static __attribute__((noinline)) void nothing(void *context) {
    (void)context;
    __asm__ volatile("");
}

static __attribute__((noinline)) uint32_t raw_count(void (*function)(void *), void *context) {
    board_count_start();
    function(context);
    return board_counted();
}

uint32_t board_count(void (*function)(void *), void *context) {
    return raw_count(function, context) - raw_count(nothing, NULL) + 1U;
}
