#include <stdio.h>

#include "pump.h"
#include "pump_table.h"

int main(void) {
    static pump_instance instance;
    abax_f32_table table;
    pump_init(&instance);
    instance.params.speed = 3;
    pump_eval(&instance);
    printf("%g %s\n", (double)instance.results.flow,
           abax_f32_open(&table, pump_table, sizeof pump_table) == ABAX_OK ? "opened" : "refused");
    return 0;
}
