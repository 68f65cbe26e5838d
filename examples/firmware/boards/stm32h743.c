/*
 * An STM32H743 as on the NUCLEO-H743ZI: 400 MHz from the 8 MHz that the debugger supplies, caches on, USART3 at 115,200 baud
 * to the debugger's serial port, cycles counted by the DWT. Registers by their names in ST's RM0433.
 *
 * NOT YET RUN ON SILICON: written from the manuals, compiled and linked in every test run.
 */
#include "board.h"
#include "cortex_m7.h"

#define RCC 0x58024400U
#define RCC_CR REGISTER(RCC + 0x00U)
#define RCC_CFGR REGISTER(RCC + 0x10U)
#define RCC_D1CFGR REGISTER(RCC + 0x18U)
#define RCC_D2CFGR REGISTER(RCC + 0x1CU)
#define RCC_D3CFGR REGISTER(RCC + 0x20U)
#define RCC_PLLCKSELR REGISTER(RCC + 0x28U)
#define RCC_PLLCFGR REGISTER(RCC + 0x2CU)
#define RCC_PLL1DIVR REGISTER(RCC + 0x30U)
#define RCC_AHB4ENR REGISTER(RCC + 0xE0U)
#define RCC_APB1LENR REGISTER(RCC + 0xE8U)

#define PWR_CSR1 REGISTER(0x58024804U)
#define PWR_CR3 REGISTER(0x5802480CU)
#define PWR_D3CR REGISTER(0x58024818U)
#define FLASH_ACR REGISTER(0x52002000U)

#define GPIOD_MODER REGISTER(0x58020C00U)
#define GPIOD_AFRH REGISTER(0x58020C24U)

#define USART3_CR1 REGISTER(0x40004800U)
#define USART3_BRR REGISTER(0x4000480CU)
#define USART3_ISR REGISTER(0x4000481CU)
#define USART3_TDR REGISTER(0x40004828U)

enum { APB_HERTZ = 100000000, BAUD = 115200 };

const char board_unit[] = "cycles (not yet run on silicon)";
const uint32_t board_systick_per_microsecond = 400;

static uint32_t begun;

static void wait_until(const volatile uint32_t *address, uint32_t bits) {
    while ((*address & bits) != bits) {}
}

/* The core's supply and clock: scale 1 of the regulator, PLL1 = 8 MHz / 4 * 400 / 2, buses at a half, peripherals a quarter. */
static void start_clock(void) {
    PWR_CR3 = 2U;                    /* the LDO supplies the core; may be written once after power-on */
    wait_until(&PWR_CSR1, 1U << 13); /* ACTVOSRDY */
    PWR_D3CR = 3U << 14;             /* VOS scale 1 */
    wait_until(&PWR_D3CR, 1U << 13); /* VOSRDY */

    RCC_CR |= (1U << 18) | (1U << 16);    /* HSEBYP, HSEON */
    wait_until(&RCC_CR, 1U << 17);        /* HSERDY */
    RCC_PLLCKSELR = (4U << 4) | 2U;       /* DIVM1 = 4: 2 MHz, of the HSE */
    RCC_PLLCFGR = (1U << 16) | (1U << 2); /* DIVP1EN, PLL1RGE 2 to 4 MHz, wide VCO */
    RCC_PLL1DIVR = (400U - 1U) | ((2U - 1U) << 9) | ((4U - 1U) << 16) | ((4U - 1U) << 24);
    RCC_CR |= 1U << 24;            /* PLL1ON */
    wait_until(&RCC_CR, 1U << 25); /* PLL1RDY */

    FLASH_ACR = (2U << 4) | 2U; /* two wait states up to 210 MHz */
    while (FLASH_ACR != ((2U << 4) | 2U)) {}
    RCC_D1CFGR = (4U << 4) | 8U; /* AXI and AHB 200 MHz, APB3 100 MHz */
    RCC_D2CFGR = (4U << 8) | (4U << 4);
    RCC_D3CFGR = 4U << 4;
    RCC_CFGR = (RCC_CFGR & ~7U) | 3U; /* SW: PLL1 */
    while ((RCC_CFGR & (7U << 3)) != (3U << 3)) {}
}

/* Caches hold anything after power-on: invalidated before they are enabled (DUI 0646, 4.8). */
static void start_caches(void) {
    uint32_t sets, ways, set, way;
    data_barrier();
    instruction_barrier();
    SCB_ICIALLU = 0;
    data_barrier();
    instruction_barrier();
    SCB_CCR |= 1U << 17;

    SCB_CSSELR = 0; /* the data cache of level 1 */
    data_barrier();
    sets = (SCB_CCSIDR >> 13) & 0x7FFFU;
    ways = (SCB_CCSIDR >> 3) & 0x3FFU;
    for (set = 0; set <= sets; ++set) {
        for (way = 0; way <= ways; ++way) {
            SCB_DCISW = (set << 5) | (way << 30); /* 32 bytes a line, 4 ways */
        }
    }
    data_barrier();
    SCB_CCR |= 1U << 16;
    data_barrier();
    instruction_barrier();
}

static void start_console(void) {
    RCC_AHB4ENR |= 1U << 3;                                 /* GPIOD */
    RCC_APB1LENR |= 1U << 18;                               /* USART3 */
    (void)RCC_APB1LENR;                                     /* the clock is there two cycles later */
    GPIOD_MODER = (GPIOD_MODER & ~(3U << 16)) | (2U << 16); /* PD8: alternate function 7, USART3_TX */
    GPIOD_AFRH = (GPIOD_AFRH & ~15U) | 7U;
    USART3_BRR = APB_HERTZ / BAUD;
    USART3_CR1 = (1U << 3) | 1U; /* TE, UE */
}

void board_start(void) {
    start_clock();
    start_caches();
    start_console();
    DEMCR |= 1U << 24; /* TRCENA */
    DWT_LAR = 0xC5ACCE55U;
    DWT_CYCCNT = 0;
    DWT_CTRL |= 1U;
}

void print(const char *text) {
    for (; *text != '\0'; ++text) {
        if (*text == '\n') {
            wait_until(&USART3_ISR, 1U << 7);
            USART3_TDR = '\r';
        }
        wait_until(&USART3_ISR, 1U << 7); /* TXE */
        USART3_TDR = (uint32_t)(unsigned char)*text;
    }
}

void board_count_start(void) { begun = DWT_CYCCNT; }

uint32_t board_counted(void) { return DWT_CYCCNT - begun; }

void board_exit(int status) {
    print(status == 0 ? "ended well\n" : "ended with an error\n");
    wait_until(&USART3_ISR, 1U << 6); /* TC */
    disable_interrupts();
    for (;;) {
        wait_for_interrupt();
    }
}
