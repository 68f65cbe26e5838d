/*
 * The board mps2-an500 as QEMU emulates it: the console is the emulator's, by semihosting (Arm's "Semihosting for AArch32 and
 * AArch64"), and instructions are counted by timer 0, which runs at 25 MHz of the emulated time. With -icount shift=N every
 * instruction takes 2^N ns; the image must be built for it: BOARD_INSTRUCTION_NS. With 128 a count is exact.
 */
#include "board.h"
#include "cortex_m7.h"

#ifndef BOARD_INSTRUCTION_NS
#define BOARD_INSTRUCTION_NS 128
#endif

#define TIMER_CTRL REGISTER(0x40000000U)
#define TIMER_VALUE REGISTER(0x40000004U)
#define TIMER_RELOAD REGISTER(0x40000008U)

enum { TICK_NS = 40 };
enum { SYS_WRITE0 = 0x04, SYS_EXIT_EXTENDED = 0x20, APPLICATION_EXIT = 0x20026 };

const char board_unit[] = "instructions";
const uint32_t board_systick_per_microsecond = 400U * BOARD_INSTRUCTION_NS / TICK_NS;

static uint32_t semihost(uint32_t operation, const void *argument) {
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static uint32_t begun;
static uint32_t overhead;

void board_count_start(void) { begun = TIMER_VALUE; }

/* A tick of the timer is 40 ns: to the nearest whole instruction. */
uint32_t board_counted(void) {
    const uint32_t ticks = begun - TIMER_VALUE;
    return (ticks * TICK_NS + BOARD_INSTRUCTION_NS / 2U) / BOARD_INSTRUCTION_NS - overhead;
}

void board_start(void) {
    TIMER_RELOAD = 0xFFFFFFFFU;
    TIMER_VALUE = 0xFFFFFFFFU;
    TIMER_CTRL = 1U;
    board_count_start();
    overhead = board_counted();
}

void print(const char *text) { (void)semihost(SYS_WRITE0, text); }

void board_exit(int status) {
    const uint32_t block[2] = {APPLICATION_EXIT, (uint32_t)status};
    (void)semihost(SYS_EXIT_EXTENDED, block);
    for (;;) {}
}
