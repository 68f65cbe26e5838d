/* Prints the value of each module's y, or the status with which its table is refused. */
#include <stdio.h>

#include "one_table.h"
#include "three_table.h"
#include "two_table.h"

static void evaluate(const void *bytes, size_t size) {
    static uint64_t memory[16];
    static abax_f32_table table;
    static abax_f32_instance instance;
    abax_status status = abax_f32_open(&table, bytes, size);
    if (status == ABAX_OK) {
        status = abax_f32_init(&instance, &table, memory, sizeof memory, NULL, 0);
    }
    if (status == ABAX_OK) {
        abax_f32_eval(&instance);
        printf("%g ", (double)abax_f32_get(&instance, abax_f32_find_result(&table, "y")));
    } else {
        printf("status %d ", status);
    }
}

int main(void) {
    evaluate(one_table, ONE_TABLE_SIZE);
    evaluate(two_table, TWO_TABLE_SIZE);
    evaluate(three_table, THREE_TABLE_SIZE);
    return 0;
}
