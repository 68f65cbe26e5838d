/* A firmware as CubeMX leaves it to its author, with a loop that ends. */
#include "main.h"
#include "pump.h"
#include "pump_table.h"
#include <stdio.h>

static uint64_t memory[PUMP_MEMORY_SIZE / 8U];

void Error_Handler(void) {}

int main(void) {
    pump_instance pump;
    abax_f32_table table;
    abax_f32_instance instance;
    pump_init(&pump);
    pump.params.ADC1_ = 1000.0F;
    (void)pump_eval(&pump);
    if (abax_f32_open(&table, pump_table, PUMP_TABLE_SIZE) != ABAX_OK ||
        abax_f32_init(&instance, &pump_generated, memory, sizeof memory, NULL, 0) != ABAX_OK) {
        return 1;
    }
    pump_params_of(&instance)->ADC1_ = 1000.0F;
    (void)abax_f32_eval(&instance);
    printf("%.9g %.9g", (double)pump.results.flow, (double)pump_results_of(&instance)->flow);
    if (abax_f32_swap(&instance, &table) != ABAX_OK) {
        return 1;
    }
    (void)abax_f32_eval(&instance);
    printf(" %.9g\n", (double)pump_results_of(&instance)->flow);
    return pump_selftest();
}
