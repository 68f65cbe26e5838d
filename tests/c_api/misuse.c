/*
 * Wrong calls: each gives its status and harms nothing. Null pointers, impossible sizes, wrong alignment, too little memory,
 * the other Real, calls in the wrong order, sources with errors, damaged tables.
 */
#include <string.h>

#include "abax/compiler.h"
#include "check.h"

static uint64_t arena[4096];
static uint64_t memory[64];
static uint64_t copy[256];

static const void *compile_one(abax_compiler *c, size_t *size) {
    const void *bytes = NULL;
    CHECK(abax_f64_compiler_init(c, arena, sizeof arena, NULL) == ABAX_OK);
    CHECK(abax_f64_compiler_param(c, "a", 2.0) == ABAX_OK);
    CHECK(abax_compiler_expression(c, "y", "sqrt(a) + 1") == ABAX_OK);
    CHECK(abax_compiler_finish(c, &bytes, size) == ABAX_OK);
    return bytes;
}

static void compiler_arguments(void) {
    abax_compiler c;
    CHECK(abax_f32_compiler_init(NULL, arena, sizeof arena, NULL) == ABAX_E_ARGUMENT);
    CHECK(abax_f32_compiler_init(&c, NULL, sizeof arena, NULL) == ABAX_E_ARGUMENT);
    CHECK(abax_f32_compiler_init(&c, (char *)arena + 4, sizeof arena - 8, NULL) == ABAX_E_ALIGNMENT);
    CHECK(abax_f32_compiler_init(&c, arena, 0, NULL) == ABAX_E_MEMORY);
    CHECK(c.needed > 0);
    CHECK(abax_f32_compiler_init(&c, arena, 8, NULL) == ABAX_E_MEMORY);
    const uint64_t needed = c.needed;
    CHECK(abax_f32_compiler_init(&c, arena, (size_t)needed - 1, NULL) == ABAX_E_MEMORY);
    CHECK(abax_f32_compiler_init(&c, arena, (size_t)needed, NULL) == ABAX_OK);
    CHECK(abax_f32_compiler_param(&c, "a", 1.0f) == ABAX_E_MEMORY);
    CHECK(c.needed > needed);
}

static void compiler_order(void) {
    abax_compiler c;
    const void *bytes = NULL;
    size_t size = 0;
    compile_one(&c, &size);
    CHECK(abax_f64_compiler_param(&c, "b", 1.0) == ABAX_E_ORDER);
    CHECK(abax_f64_compiler_constant(&c, "k", 1.0) == ABAX_E_ORDER);
    CHECK(abax_compiler_function(&c, "f(x)", "x") == ABAX_E_ORDER);
    CHECK(abax_compiler_expression(&c, "z", "1") == ABAX_E_ORDER);
    CHECK(abax_compiler_finish(&c, &bytes, &size) == ABAX_E_ORDER);
    CHECK(abax_compiler_reset(&c) == ABAX_OK);
    CHECK(abax_f32_compiler_param(&c, "a", 1.0f) == ABAX_E_REAL);
    CHECK(abax_f32_compiler_constant(&c, "k", 1.0f) == ABAX_E_REAL);
    CHECK(abax_f64_compiler_param(&c, "a", 1.0) == ABAX_OK);
}

static void compiler_source(void) {
    abax_compiler c;
    const void *bytes = NULL;
    size_t size = 0;
    CHECK(abax_f64_compiler_init(&c, arena, sizeof arena, NULL) == ABAX_OK);
    CHECK(abax_compiler_finish(&c, &bytes, &size) == ABAX_E_SOURCE);
    CHECK(c.first.code == ABAX_D_NO_EXPRESSIONS);

    CHECK(abax_compiler_reset(&c) == ABAX_OK);
    CHECK(abax_f64_compiler_param(&c, "a", 2.0) == ABAX_OK);
    abax_compiler_expression(&c, "y", "a + unknown");
    CHECK(abax_compiler_finish(&c, &bytes, &size) == ABAX_E_SOURCE);
    CHECK(c.first.code == ABAX_D_UNKNOWN_NAME);
    CHECK(c.first.declaration == 1);
    CHECK(c.first.part == ABAX_PART_BODY);
    CHECK(c.first.offset == 4 && c.first.length == 7);

    CHECK(abax_compiler_reset(&c) == ABAX_OK);
    CHECK(abax_f64_compiler_param(&c, "2a", 2.0) == ABAX_E_SOURCE);
    CHECK(c.first.code == ABAX_D_NAME);
}

static void tables(void) {
    abax_compiler c;
    size_t size = 0;
    const void *bytes = compile_one(&c, &size);
    abax_f64_table t;
    abax_f32_table t32;
    CHECK(size <= sizeof copy);
    CHECK(abax_f64_open(NULL, bytes, size) == ABAX_E_ARGUMENT);
    CHECK(abax_f64_open(&t, NULL, size) == ABAX_E_ARGUMENT);
    CHECK(abax_f64_open(&t, (const char *)bytes + 4, size - 4) == ABAX_E_ALIGNMENT);
    CHECK(abax_f64_open(&t, bytes, 0) == ABAX_E_TRUNCATED);
    CHECK(abax_f64_open(&t, bytes, sizeof(abax_header) - 1) == ABAX_E_TRUNCATED);
    CHECK(abax_f64_open(&t, bytes, size - 8) == ABAX_E_TRUNCATED);
    CHECK(abax_f32_open(&t32, bytes, size) == ABAX_E_REAL);

    memcpy(copy, bytes, size);
    CHECK(abax_f64_open(&t, copy, sizeof copy) == ABAX_OK); /* more bytes than the table are allowed */
    for (size_t at = 0; at < size; ++at) {                  /* no single wrong byte goes unnoticed */
        ((unsigned char *)copy)[at] ^= 0x10;
        CHECK(abax_f64_open(&t, copy, size) != ABAX_OK);
        ((unsigned char *)copy)[at] ^= 0x10;
    }
    ((unsigned char *)copy)[0] = 'X';
    CHECK(abax_f64_open(&t, copy, size) == ABAX_E_MAGIC);
    memcpy(copy, bytes, size);
    ((unsigned char *)copy)[size - 1] ^= 1;
    CHECK(abax_f64_open(&t, copy, size) == ABAX_E_CRC);
}

static void instances(void) {
    abax_compiler c;
    size_t size = 0;
    const void *bytes = compile_one(&c, &size);
    abax_f64_table t;
    abax_f64_instance i;
    CHECK(abax_f64_open(&t, bytes, size) == ABAX_OK);
    const size_t needed = abax_f64_instance_size(&t);
    CHECK(needed % 8 == 0 && needed <= sizeof memory);
    CHECK(abax_f64_init(NULL, &t, memory, sizeof memory, NULL, 0) == ABAX_E_ARGUMENT);
    CHECK(abax_f64_init(&i, NULL, memory, sizeof memory, NULL, 0) == ABAX_E_ARGUMENT);
    CHECK(abax_f64_init(&i, &t, NULL, sizeof memory, NULL, 0) == ABAX_E_ARGUMENT);
    CHECK(abax_f64_init(&i, &t, (char *)memory + 4, sizeof memory - 8, NULL, 0) == ABAX_E_ALIGNMENT);
    CHECK(abax_f64_init(&i, &t, memory, needed - 1, NULL, 0) == ABAX_E_MEMORY);
    CHECK(abax_f64_init(&i, &t, memory, needed, NULL, 0) == ABAX_OK);
    CHECK(abax_f64_eval(&i) == ABAX_OK);
}

static void texts(void) {
    for (abax_status status = -1; status < 40; ++status) {
        CHECK(abax_status_text(status) != NULL && abax_status_text(status)[0] != '\0');
    }
    CHECK(strcmp(abax_status_text(ABAX_OK), "success") == 0);
    CHECK(strcmp(abax_diagnostic_slug(ABAX_D_UNKNOWN_NAME), "unknown-name") == 0);
    CHECK(strcmp(abax_diagnostic_slug(9999), "") == 0);
    abax_diagnostic d;
    memset(&d, 0, sizeof d);
    d.code = ABAX_D_ARITY;
    d.args[0].data = "sqrt";
    d.args[0].size = 4;
    d.numbers[0] = 1;
    d.numbers[1] = 2;
    char whole[64];
    char cut[8];
    const char *expected = "'sqrt' takes 1 argument, not 2";
    CHECK(abax_diagnostic_text(&d, whole, sizeof whole) == strlen(expected));
    CHECK(strcmp(whole, expected) == 0);
    CHECK(abax_diagnostic_text(&d, cut, sizeof cut) == strlen(expected));
    CHECK(strcmp(cut, "'sqrt' ") == 0);
    CHECK(abax_diagnostic_text(&d, NULL, 0) == strlen(expected));
    d.numbers[0] = 3;
    abax_diagnostic_text(&d, whole, sizeof whole);
    CHECK(strcmp(whole, "'sqrt' takes 3 arguments, not 2") == 0);
}

int main(void) {
    compiler_arguments();
    compiler_order();
    compiler_source();
    tables();
    instances();
    texts();
    return check_failures != 0;
}
