/*
 * One evaluation of S in f32, to be watched by a tool: compiles S, verifies the table, makes an instance, evaluates it a few
 * times, then once between two calls of bench_mark, whose address the tool looks for. In: "base" or "fused". Out, on
 * stdout: what lies where, as "name begin end" in hexadecimal, and the allocations counted in verify, set-up and
 * evaluation, for bytes.py; with a second argument also the table, into that file.
 */
#include <stdio.h>
#include <string.h>

#include "abax/compiler.h"
#include "allocations.h"
#include "places.h"

#define PARAMS 10
#define EXPRESSIONS 7

static const char *const param_names[PARAMS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
static const char *const texts[EXPRESSIONS] = {
#define SENSOR(text, ...) text,
#include "../evaluate/sensors.def"
};
static const char *const result_names[EXPRESSIONS] = {"r1", "r2", "r3", "r4", "r5", "r6", "r7"};

static uint64_t arena[4096];
static uint64_t memory[128];
static abax_f32_table table;
static abax_f32_instance instance;

static abax_status compile(const char *profile, const void **bytes, size_t *size) {
    abax_compile_options options;
    abax_compiler compiler;
    abax_status status;
    memset(&options, 0, sizeof options);
    options.log = ABAX_LOG_LN;
    options.profile = strcmp(profile, "base") == 0 ? ABAX_COMPILE_BASE : ABAX_COMPILE_FUSED;
    status = abax_f32_compiler_init(&compiler, arena, sizeof arena, &options);
    for (int i = 0; i < PARAMS && status == ABAX_OK; ++i) {
        status = abax_f32_compiler_param(&compiler, param_names[i], (float)(i + 1) * 1.5f);
    }
    for (int i = 0; i < EXPRESSIONS && status == ABAX_OK; ++i) {
        status = abax_compiler_expression(&compiler, result_names[i], texts[i]);
    }
    return status == ABAX_OK ? abax_compiler_finish(&compiler, bytes, size) : status;
}

static void print_places(const void *bytes) {
    const abax_header *const h = (const abax_header *)bytes;
    const float *slot = instance.frame;
    bench_print_range("mark", (const void *)(uintptr_t)bench_mark, 1);
    bench_print_range("instance", &instance, sizeof instance);
    bench_print_range("table_struct", &table, sizeof table);
    bench_print_range("table_header", h, sizeof *h);
    bench_print_range("table_code", table.code, h->code_bytes);
    bench_print_range("frame_params", slot, h->params * sizeof *slot);
    bench_print_range("frame_results", slot += h->params, h->results * sizeof *slot);
    bench_print_range("frame_constants", slot += h->results + h->states, h->constants * sizeof *slot);
    bench_print_range("frame_start", slot += h->constants, h->starts * sizeof *slot);
    bench_print_range("frame_temporaries", slot += h->starts, h->temporaries * sizeof *slot);
    bench_print_range("stack", (const char *)__builtin_frame_address(0) - 65536, 65536 + 256);
    bench_print_objects();
}

static int write_table(const char *path, const void *bytes, size_t size) {
    FILE *const file = fopen(path, "wb");
    const int written = file != NULL && fwrite(bytes, 1, size, file) == size;
    return (file == NULL || fclose(file) == 0) && written;
}

int main(int argc, char **argv) {
    const void *bytes = NULL;
    size_t size = 0;
    abax_status status;
    bench_allocations begin, verified, made, end;
    if (argc < 2 || argc > 3 || (strcmp(argv[1], "base") != 0 && strcmp(argv[1], "fused") != 0)) {
        fprintf(stderr, "usage: bench_bytes base|fused [FILE]\n");
        return 2;
    }
    status = compile(argv[1], &bytes, &size);
    begin = bench_allocated();
    status = status == ABAX_OK ? abax_f32_open(&table, bytes, size) : status;
    verified = bench_allocated();
    status = status == ABAX_OK ? abax_f32_init(&instance, &table, memory, sizeof memory, NULL, 0) : status;
    made = bench_allocated();
    for (int k = 0; k < 100 && status == ABAX_OK; ++k) {
        for (int i = 0; i < PARAMS; ++i) {
            instance.frame[i] = (float)(i + 1) * 1.5f + (float)k * 0.001f;
        }
        status = abax_f32_eval(&instance);
    }
    end = bench_allocated();
    if (status != ABAX_OK) {
        fprintf(stderr, "bytes: %s\n", abax_status_text(status));
        return 1;
    }
    print_places(bytes);
    printf("allocations_verify %zu 0\nallocations_setup %zu 0\nallocations_100_evaluations %zu 0\n",
           verified.calls - begin.calls, made.calls - verified.calls, end.calls - made.calls);
    printf("table_bytes %zx 0\ninstance_bytes %zx 0\n", size, abax_f32_instance_size(&table));
    if (argc == 3 && !write_table(argv[2], bytes, size)) {
        perror(argv[2]);
        return 3;
    }
    fflush(stdout);
    bench_mark();
    abax_f32_eval(&instance);
    bench_mark();
    return begin.calls != end.calls;
}
