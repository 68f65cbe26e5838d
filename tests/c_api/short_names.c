/*
 * The short names of one Real, chosen by ABAX_REAL on the command line: the batch way of working. Compile in an arena,
 * evaluate in a loop with changing inputs, reset, compile something else in the same arena.
 */
#include <math.h>
#include <string.h>

#include "abax/compiler.h"
#include "check.h"

static uint64_t arena[4096];
static uint64_t memory[64];

static void report(void *user, const abax_diagnostic *diagnostic) {
    char text[128];
    abax_diagnostic_text(diagnostic, text, sizeof text);
    fprintf(stderr, "%s [%s]\n", text, abax_diagnostic_slug(diagnostic->code));
    ++*(int *)user;
}

int main(void) {
    int reports = 0;
    abax_compile_options options;
    memset(&options, 0, sizeof options);
    options.report = report;
    options.user = &reports;
    options.log = ABAX_LOG_LN;
    abax_compiler c;
    CHECK(abax_compiler_init(&c, arena, sizeof arena, &options) == ABAX_OK);

    size_t first_used = 0;
    for (int round = 0; round < 3; ++round) {
        CHECK(abax_compiler_param(&c, "a", 1) == ABAX_OK);
        CHECK(abax_compiler_param(&c, "imu.ax", (abax_real)0.25) == ABAX_OK);
        CHECK(abax_compiler_constant(&c, "k", 3) == ABAX_OK);
        CHECK(abax_compiler_expression(&c, "y", "k*a + imu.ax") == ABAX_OK);
        CHECK(abax_compiler_expression(&c, "z", "log(a)") == ABAX_OK);
        const void *bytes = NULL;
        size_t size = 0;
        CHECK(abax_compiler_finish(&c, &bytes, &size) == ABAX_OK);
        CHECK(reports == 0);
        abax_table table;
        abax_instance instance;
        CHECK(abax_open(&table, bytes, size) == ABAX_OK);
        CHECK(abax_instance_size(&table) <= sizeof memory);
        CHECK(abax_init(&instance, &table, memory, abax_instance_size(&table), NULL, 0) == ABAX_OK);
        const abax_param a = abax_find_param(&table, "a");
        const abax_result y = abax_find_result(&table, "y");
        const abax_result z = abax_find_result(&table, "z");
        for (int step = 1; step < 100; ++step) {
            abax_set(&instance, a, (abax_real)step);
            CHECK(abax_eval(&instance) == ABAX_OK);
            CHECK(abax_get(&instance, y) == (abax_real)(3 * step) + (abax_real)0.25);
            CHECK(fabs((double)abax_get(&instance, z) - log((double)step)) < 1e-6);
        }
        if (round == 0) {
            first_used = abax_compiler_memory_used(&c);
        }
        CHECK(abax_compiler_memory_used(&c) == first_used);
        CHECK(abax_compiler_reset(&c) == ABAX_OK);
    }
    return check_failures != 0;
}
