/* What CubeMX puts between an application and its drivers: macros, most of them. */
#ifndef MAIN_H
#define MAIN_H

#define GPIOA ((void *)0x40020000)
#define ADC1 ((void *)0x40012000)
#define CRC ((void *)0x40023000)
#define __IO volatile
#define SET 1

void Error_Handler(void);

#endif
