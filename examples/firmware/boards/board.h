/*
 * What an image asks of the board it runs on. Two boards have it: mps2-an500, which QEMU emulates, and an STM32H743 as on the
 * NUCLEO-H743ZI, which has not been run on silicon.
 */
#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Clocks, caches and the console. The start-up code calls it before main. */
void board_start(void);

/* Ends the image: on the emulator as the status of QEMU, on a board by waiting for ever. */
__attribute__((noreturn)) void board_exit(int status);

/*
 * What has been executed since the last board_count_start, in board_unit: "instructions" on the emulator, exact when QEMU
 * runs with -icount and the nanoseconds for each instruction that the image was built for; "cycles" on a board.
 * Less than 30 million instructions, or ten seconds, may lie between the two.
 */
void board_count_start(void);
uint32_t board_counted(void);
extern const char board_unit[];

/* What the function takes from its first instruction to its return; on the emulator 1 for one that only returns. No interrupt may
 * be on. */
uint32_t board_count(void (*function)(void *), void *context);

/* Calls `handler` from an interrupt, every `microseconds` (at most 13,000). On the emulator a microsecond lasts 400 instructions,
 * as on a core at 400 MHz that executes one in a cycle. */
void board_every(uint32_t microseconds, void (*handler)(void));
void board_no_more(void);
extern const uint32_t board_systick_per_microsecond; /* of the board */

/* Bytes of stack: painted by the start-up code, and again below the caller by board_stack_paint; how deep it was used since,
 * from the caller's own frame in the second case. */
void board_stack_paint(void);
uint32_t board_stack_used(void);

/* To the console: text, decimal numbers with blanks before them up to a width, and hexadecimal ones. */
void print(const char *text);
void print_number(uint32_t value, int width);
void print_hex(uint32_t value);

#ifdef __cplusplus
}
#endif

#endif
