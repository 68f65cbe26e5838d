/*
 * The C code that README.md shows: text to table to numbers in static memory. A test compares the lines between the
 * marks with the README, and another runs the program.
 */
/* [readme] */
#define ABAX_REAL 32
#include "abax/compiler.h"
#include <stdio.h>

static uint64_t arena[2048], memory[32];

int main(void) {
    abax_compiler compiler;
    abax_table table;
    abax_instance room;
    const void *bytes;
    size_t size;
    abax_compiler_init(&compiler, arena, sizeof arena, NULL);
    abax_compiler_param(&compiler, "t", 20.0f);
    abax_compiler_param(&compiler, "rh", 50.0f);
    abax_compiler_expression(&compiler, "g", "ln(rh/100) + 17.62*t / (243.12 + t)");
    abax_compiler_expression(&compiler, "dew_point", "243.12*g / (17.62 - g)");
    if (abax_compiler_finish(&compiler, &bytes, &size) != ABAX_OK || abax_open(&table, bytes, size) != ABAX_OK ||
        abax_init(&room, &table, memory, sizeof memory, NULL, 0) != ABAX_OK) {
        return 1;
    }
    abax_set(&room, abax_find_param(&table, "rh"), 65.0f);
    abax_eval(&room);
    printf("dew point %.2f\n", (double)abax_get(&room, abax_find_result(&table, "dew_point")));
    return 0;
}
/* [readme] */
