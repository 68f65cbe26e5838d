/*
 * Float and double side by side in one file, by their full names: compile, open, make instances, evaluate, read. Two instances
 * share one table.
 */
#include <string.h>

#include "abax/compiler.h"
#include "check.h"

static uint64_t arena_f32[4096];
static uint64_t arena_f64[4096];

static void declare(abax_compiler *c) {
    CHECK(abax_compiler_function(c, "magnus(t)", "611.2 * exp(17.62*t / (243.12 + t))") == ABAX_OK);
    CHECK(abax_compiler_expression(c, "saturation", "magnus(t)") == ABAX_OK);
    CHECK(abax_compiler_expression(c, "pressure", "saturation * rh / percent") == ABAX_OK);
    CHECK(abax_compiler_expression(c, "humid", "rh > 60 && t > 10") == ABAX_OK);
}

int main(void) {
    abax_compiler c32, c64;
    abax_compile_options options;
    memset(&options, 0, sizeof options);
    options.name = "climate";
    options.version = "1.4.0";
    CHECK(abax_f32_compiler_init(&c32, arena_f32, sizeof arena_f32, &options) == ABAX_OK);
    CHECK(abax_f64_compiler_init(&c64, arena_f64, sizeof arena_f64, &options) == ABAX_OK);
    CHECK(abax_f32_compiler_param(&c32, "t", 20.0f) == ABAX_OK);
    CHECK(abax_f32_compiler_param(&c32, "rh", 50.0f) == ABAX_OK);
    CHECK(abax_f32_compiler_constant(&c32, "percent", 100.0f) == ABAX_OK);
    CHECK(abax_f64_compiler_param(&c64, "t", 20.0) == ABAX_OK);
    CHECK(abax_f64_compiler_param(&c64, "rh", 50.0) == ABAX_OK);
    CHECK(abax_f64_compiler_constant(&c64, "percent", 100.0) == ABAX_OK);
    declare(&c32);
    declare(&c64);

    const void *bytes32 = NULL, *bytes64 = NULL;
    size_t size32 = 0, size64 = 0;
    CHECK(abax_compiler_finish(&c32, &bytes32, &size32) == ABAX_OK);
    CHECK(abax_compiler_finish(&c64, &bytes64, &size64) == ABAX_OK);
    CHECK(size32 % 8 == 0 && size64 % 8 == 0);
    CHECK(abax_compiler_memory_used(&c32) <= sizeof arena_f32);

    abax_f32_table t32;
    abax_f64_table t64;
    CHECK(abax_f32_open(&t32, bytes64, size64) == ABAX_E_REAL);
    CHECK(abax_f64_open(&t64, bytes32, size32) == ABAX_E_REAL);
    CHECK(abax_f32_open(&t32, bytes32, size32) == ABAX_OK);
    CHECK(abax_f64_open(&t64, bytes64, size64) == ABAX_OK);
    CHECK(strcmp(abax_f32_module_name(&t32), "climate") == 0);
    CHECK(strcmp(abax_f64_module_version(&t64), "1.4.0") == 0);
    CHECK(abax_f32_param_count(&t32) == 2 && abax_f32_result_count(&t32) == 3);
    CHECK(strcmp(abax_f32_param_name(&t32, 1), "rh") == 0);
    CHECK(strcmp(abax_f32_param_name(&t32, 2), "") == 0);
    CHECK(strcmp(abax_f64_result_name(&t64, 0), "saturation") == 0);

    static uint64_t memory32[2][64];
    static uint64_t memory64[64];
    abax_f32_instance a32, b32;
    abax_f64_instance a64;
    CHECK(abax_f32_instance_size(&t32) <= sizeof memory32[0]);
    CHECK(abax_f32_init(&a32, &t32, memory32[0], sizeof memory32[0], NULL, 0) == ABAX_OK);
    CHECK(abax_f32_init(&b32, &t32, memory32[1], sizeof memory32[1], NULL, 0) == ABAX_OK);
    CHECK(abax_f64_init(&a64, &t64, memory64, sizeof memory64, NULL, 0) == ABAX_OK);

    const abax_f32_param rh32 = abax_f32_find_param(&t32, "rh");
    const abax_f64_param rh64 = abax_f64_find_param(&t64, "rh");
    CHECK(rh32.slots == 1 && rh64.slots == 1);
    CHECK(abax_f32_find_param(&t32, "no such param").slots == 0);
    CHECK(abax_f32_find_result(&t32, "t").slots == 0);
    CHECK(abax_f32_param_at(&t32, 2).slots == 0);
    CHECK(abax_f32_param_default(&t32, rh32) == 50.0f);
    const abax_f32_result pressure32 = abax_f32_find_result(&t32, "pressure");
    const abax_f64_result pressure64 = abax_f64_find_result(&t64, "pressure");
    CHECK(abax_f32_get(&a32, pressure32) == 0.0f);

    abax_f32_set(&a32, rh32, 80.0f);
    CHECK(abax_f32_eval(&a32) == ABAX_OK);
    CHECK(abax_f32_eval(&b32) == ABAX_OK);
    CHECK(abax_f64_eval(&a64) == ABAX_OK);
    CHECK(abax_f32_get(&a32, pressure32) > 1865.0f && abax_f32_get(&a32, pressure32) < 1868.0f);
    CHECK(abax_f32_get(&b32, pressure32) > 1165.0f && abax_f32_get(&b32, pressure32) < 1168.0f);
    CHECK(abax_f64_get(&a64, pressure64) > 1165.0 && abax_f64_get(&a64, pressure64) < 1168.0);
    CHECK(abax_f32_get(&a32, abax_f32_result_at(&t32, 2)) == 1.0f);
    CHECK(abax_f32_get(&b32, abax_f32_result_at(&t32, 2)) == 0.0f);
    CHECK(abax_f32_faults(&a32) == 0);

    CHECK(abax_f32_reset(&a32) == ABAX_OK);
    CHECK(abax_f32_get(&a32, pressure32) == 0.0f);
    CHECK(abax_f32_eval(&a32) == ABAX_OK);
    CHECK(abax_f32_get(&a32, pressure32) == abax_f32_get(&b32, pressure32));
    return check_failures != 0;
}
