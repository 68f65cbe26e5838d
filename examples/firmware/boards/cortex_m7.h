/*
 * The core's own registers that the examples use, by their names in Arm's manual (Armv7-M Architecture Reference Manual, DDI
 * 0403; Cortex-M7 Devices Generic User Guide, DUI 0646). There is no CMSIS in this project; a product has it and uses it.
 */
#ifndef CORTEX_M7_H
#define CORTEX_M7_H

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

#define SYST_CSR REGISTER(0xE000E010U) /* SysTick: bit 0 enable, bit 1 interrupt, bit 2 the core's clock */
#define SYST_RVR REGISTER(0xE000E014U)
#define SYST_CVR REGISTER(0xE000E018U)

#define SCB_ICSR REGISTER(0xE000ED04U)
#define SCB_VTOR REGISTER(0xE000ED08U)
#define SCB_CCR REGISTER(0xE000ED14U)   /* bit 16 data cache, bit 17 instruction cache */
#define SCB_SHCSR REGISTER(0xE000ED24U) /* bits 16 to 18: memory, bus and usage faults have handlers of their own */
#define SCB_CFSR REGISTER(0xE000ED28U)
#define SCB_HFSR REGISTER(0xE000ED2CU)
#define SCB_MMFAR REGISTER(0xE000ED34U)
#define SCB_BFAR REGISTER(0xE000ED38U)
#define SCB_CCSIDR REGISTER(0xE000ED80U)
#define SCB_CSSELR REGISTER(0xE000ED84U)
#define SCB_CPACR REGISTER(0xE000ED88U) /* bits 20 to 23: the FPU */
#define SCB_ICIALLU REGISTER(0xE000EF50U)
#define SCB_DCISW REGISTER(0xE000EF60U)

#define MPU_CTRL REGISTER(0xE000ED94U) /* bit 0 enable, bit 2 everything else as without it */
#define MPU_RNR REGISTER(0xE000ED98U)
#define MPU_RBAR REGISTER(0xE000ED9CU)
#define MPU_RASR REGISTER(0xE000EDA0U)

#define DEMCR REGISTER(0xE000EDFCU)
#define DWT_CTRL REGISTER(0xE0001000U)
#define DWT_CYCCNT REGISTER(0xE0001004U)
#define DWT_LAR REGISTER(0xE0001FB0U)

static inline void data_barrier(void) { __asm__ volatile("dsb" ::: "memory"); }
static inline void instruction_barrier(void) { __asm__ volatile("isb" ::: "memory"); }
static inline void disable_interrupts(void) { __asm__ volatile("cpsid i" ::: "memory"); }
static inline void enable_interrupts(void) { __asm__ volatile("cpsie i" ::: "memory"); }
static inline void wait_for_interrupt(void) { __asm__ volatile("wfi" ::: "memory"); }

#endif
