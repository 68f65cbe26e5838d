/*
 * Start-up for a Cortex-M7: vectors, FPU, memory, a guard below the stack, and handlers that say what went wrong. The linker
 * scripts name the places.
 */
#include "board.h"
#include "cortex_m7.h"

extern uint32_t image_stack_begin[], image_stack_end[];
extern uint32_t image_data_begin[], image_data_end[], image_data_load[];
/* code and tables for the tightly coupled memories, and tables in the large one */
extern uint32_t image_fast_begin[], image_fast_end[], image_fast_load[];
extern uint32_t image_fast_data_begin[], image_fast_data_end[], image_fast_data_load[];
extern uint32_t image_tables_begin[], image_tables_end[], image_tables_load[];
extern uint32_t image_zero_begin[], image_zero_end[];

/* What unused stack holds, as a number and in assembly. */
#define PAINT 0x5AA5C33C
#define TEXT_OF(value) TEXT_OF_(value)
#define TEXT_OF_(value) #value

enum { GUARD_BITS = 16, FAULT_STATUS = 3 };

int main(void);
void reset_handler(void);
__attribute__((noreturn)) void start(void);
__attribute__((noreturn)) void report_fault(const uint32_t *frame, uint32_t number);

static void copy(uint32_t *to, const uint32_t *end, const uint32_t *from) {
    while (to != end) {
        *to++ = *from++;
    }
}

/* Nothing may be read or written in the 64 KB below the stack, which is lowest in its memory: an overflow is a fault there. */
static void guard_stack(void) {
    MPU_RNR = 0;
    MPU_RBAR = (uint32_t)(uintptr_t)image_stack_begin - (1U << GUARD_BITS);
    MPU_RASR = (1U << 28) | ((GUARD_BITS - 1U) << 1) | 1U; /* execute never, no access */
    MPU_CTRL = (1U << 2) | 1U;
    data_barrier();
    instruction_barrier();
}

void start(void) {
    uint32_t *word;
    copy(image_data_begin, image_data_end, image_data_load);
    copy(image_fast_begin, image_fast_end, image_fast_load);
    copy(image_fast_data_begin, image_fast_data_end, image_fast_data_load);
    copy(image_tables_begin, image_tables_end, image_tables_load);
    for (word = image_zero_begin; word != image_zero_end; ++word) {
        *word = 0;
    }
    data_barrier();
    instruction_barrier();
    SCB_SHCSR |= (1U << 16) | (1U << 17) | (1U << 18);
    guard_stack();
    board_start();
    board_exit(main());
}

/* The FPU is on, and the stack painted, before the first instruction that a compiler makes. */
__attribute__((naked, noreturn)) void reset_handler(void) {
    __asm__ volatile("ldr r0, =0xE000ED88\n"
                     "ldr r1, [r0]\n"
                     "orr r1, r1, #0xF00000\n"
                     "str r1, [r0]\n"
                     "dsb\n"
                     "isb\n"
                     "ldr r0, =image_stack_begin\n"
                     "ldr r1, =image_stack_end\n"
                     "ldr r2, =" TEXT_OF(PAINT) "\n"
                                                "1: cmp r0, r1\n"
                                                "beq 2f\n"
                                                "str r2, [r0], #4\n"
                                                "b 1b\n"
                                                "2: mov sp, r1\n"
                                                "b start\n");
}

/* r0: what the core pushed, or would have pushed; the handler itself begins with an empty stack, the old one may be full. */
__attribute__((naked, noreturn)) static void fault_handler(void) {
    __asm__ volatile("mov r0, sp\n"
                     "mrs r1, ipsr\n"
                     "ldr r2, =image_stack_end\n"
                     "mov sp, r2\n"
                     "b report_fault\n");
}

void report_fault(const uint32_t *frame, uint32_t number) {
    static const char *const names[] = {"", "", "", "hard fault", "memory fault", "bus fault", "usage fault"};
    const uint32_t reasons = SCB_CFSR;
    print("\n");
    print(number < sizeof names / sizeof names[0] ? names[number] : "an interrupt without a handler");
    if ((reasons & 0x10U) != 0 || (uintptr_t)frame < (uintptr_t)image_stack_begin) {
        print(": the stack is full");
    } else {
        print(" at ");
        print_hex(frame[6]);
        print(", called from ");
        print_hex(frame[5]);
    }
    print(", CFSR ");
    print_hex(reasons);
    if ((reasons & 0x80U) != 0) {
        print(", address ");
        print_hex(SCB_MMFAR);
    } else if ((reasons & 0x8000U) != 0) {
        print(", address ");
        print_hex(SCB_BFAR);
    }
    print("\n");
    board_exit(FAULT_STATUS);
}

static void (*tick)(void);

static void systick_handler(void) { tick(); }

typedef void (*vector)(void);
__attribute__((section(".vectors"), used)) static const vector vectors[16] = {
    (vector)(uintptr_t)image_stack_end,
    reset_handler,
    fault_handler, /* not maskable */
    fault_handler, /* hard */
    fault_handler, /* memory */
    fault_handler, /* bus */
    fault_handler, /* usage */
    0,
    0,
    0,
    0,
    fault_handler, /* supervisor call */
    fault_handler,
    0,
    fault_handler,
    systick_handler,
};

void board_every(uint32_t microseconds, void (*handler)(void)) {
    tick = handler;
    SYST_CSR = 0;
    SYST_RVR = board_systick_per_microsecond * microseconds - 1U;
    SYST_CVR = 0;
    SYST_CSR = 7U;
}

void board_no_more(void) { SYST_CSR = 0; }

static uint32_t *painted_end = image_stack_end;

static inline uint32_t *stack_pointer(void) {
    uint32_t *pointer;
    __asm__ volatile("mov %0, sp" : "=r"(pointer));
    return pointer;
}

__attribute__((noinline)) void board_stack_paint(void) {
    uint32_t *word;
    painted_end = stack_pointer();
    for (word = image_stack_begin; word < painted_end; ++word) {
        *(volatile uint32_t *)word = PAINT;
    }
}

__attribute__((noinline)) uint32_t board_stack_used(void) {
    const uint32_t *word = image_stack_begin;
    while (word < painted_end && *word == PAINT) {
        ++word;
    }
    return (uint32_t)((uintptr_t)painted_end - (uintptr_t)word);
}
