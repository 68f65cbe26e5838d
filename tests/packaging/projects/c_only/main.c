#define ABAX_REAL 32
#include <stdio.h>

#include "pump.h"
#include "pump_table.h"

int main(void) {
    static uint64_t memory[PUMP_INSTANCE_SIZE / 8];
    static pump_instance instance;
    abax_table table;
    abax_instance handle;
    pump_init(&instance);
    pump_eval(&instance);
    if (abax_open(&table, pump_table, sizeof pump_table) != ABAX_OK ||
        abax_init(&handle, &table, memory, sizeof memory, NULL, 0) != ABAX_OK || abax_eval(&handle) != ABAX_OK ||
        abax_get(&handle, pump_result(flow)) != instance.results.flow) {
        return 1;
    }
    printf("%g\n", (double)instance.results.flow);
    return 0;
}
