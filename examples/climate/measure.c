/*
 * What a table costs: opens a .abx file as a device would, in static memory, evaluates it with changing inputs and
 * prints the size of the table, the bytes of an instance, the bytes allocated while verifying, setting up and
 * evaluating, and the evaluations per second. For any f32 module without natives.
 *
 *     measure FILE.abx
 *
 * The linker sends every call of malloc and its family from this program and from Abax through the counters below
 * (-Wl,--wrap=malloc …). The program fails if anything was allocated, and also if the counters miss an allocation
 * that it makes on purpose.
 */
#define _POSIX_C_SOURCE 199309L
#define ABAX_REAL 32

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "abax/abax.h"

/* volatile, because a compiler knows malloc and takes for granted that it does not touch our variables */
static volatile size_t allocated;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size) {
    allocated += size;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    allocated += count * size;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    allocated += size;
    return __real_realloc(memory, size);
}

static uint64_t bytes[1 << 17];
static uint64_t memory[1 << 17];

static abax_table table;
static abax_instance instance;
static volatile float kept; /* of the results, so that no evaluation can be left out */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Evaluations per second over half a second. Every evaluation moves every param a little away from its default. */
static double speed(uint32_t params, uint32_t results) {
    const double start = now();
    double seconds;
    long evaluations = 0;
    do {
        for (int k = 0; k < 1000; k++) {
            for (uint32_t i = 0; i < params; i++) {
                const abax_param param = abax_param_at(&table, i);
                abax_set(&instance, param, abax_param_default(&table, param) * (1.0f + 0.0001f * (float)k));
            }
            if (abax_eval(&instance) != ABAX_OK) {
                return 0;
            }
            kept = abax_get(&instance, abax_result_at(&table, (uint32_t)k % results));
        }
        evaluations += 1000;
        seconds = now() - start;
    } while (seconds < 0.5);
    return (double)evaluations / seconds;
}

/* True if the counters see an allocation. */
static int counters_work(void) {
    static void *volatile block;
    const size_t before = allocated;
    block = malloc(24);
    free(block);
    return allocated - before == 24;
}

static int failed(const char *what, abax_status status) {
    fprintf(stderr, "measure: %s: %s\n", what, abax_status_text(status));
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: measure FILE.abx\n");
        return 2;
    }
    FILE *file = fopen(argv[1], "rb");
    if (file == NULL) {
        perror(argv[1]);
        return 3;
    }
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (!counters_work()) {
        fprintf(stderr, "measure: the allocation counters do not count\n");
        return 1;
    }

    const size_t before = allocated;
    abax_status status = abax_open(&table, bytes, size);
    if (status != ABAX_OK) {
        return failed(argv[1], status);
    }
    status = abax_init(&instance, &table, memory, sizeof memory, NULL, 0);
    if (status != ABAX_OK) {
        return failed(argv[1], status);
    }
    const uint32_t params = abax_param_count(&table);
    const uint32_t results = abax_result_count(&table);
    if (results == 0) {
        fprintf(stderr, "measure: %s has no results\n", argv[1]);
        return 1;
    }
    const double per_second = speed(params, results);
    const size_t taken = allocated - before;

    printf("  %-28s %10lu bytes, %lu params, %lu results\n", "table", (unsigned long)table.header->size,
           (unsigned long)params, (unsigned long)results);
    printf("  %-28s %10lu bytes\n", "instance", (unsigned long)abax_instance_size(&table));
    printf("  %-28s %10lu bytes\n", "allocated while evaluating", (unsigned long)taken);
    printf("  %-28s %10.0f a second, every param set each time\n", "evaluations of all results", per_second);
    return taken == 0 && per_second > 0 ? 0 : 1;
}
