/*
 * How a C program uses each form: sets the ten inputs, evaluates, gets the results, row after row. The loops are
 * compiled as C, in a unit of their own, so that every call of the form's C interface is one.
 * In: rows of inputs, used in turn; how many evaluations. Out: the results, each in the next place of the ring.
 */
#ifndef BENCH_STORY_C_USE_H
#define BENCH_STORY_C_USE_H

#include <stddef.h>

#include "abax/abax.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { BENCH_ROWS = 256, BENCH_RING_SIZE = 1024 };

/* Inputs by name, as the predecessor's C interface had them. */
typedef struct bench_by_name {
    void *form;
    void (*set)(void *form, const char *name, float value);
    void (*evaluate)(void *form);
    float (*get)(void *form, size_t result);
} bench_by_name;

void bench_use_by_name(const bench_by_name *by_name, size_t results, const float *rows, size_t count, float *ring);

/* Inputs by handles that were found before. */
typedef struct bench_by_handle {
    void *form;
    void (*set)(void *form, size_t param, float value);
    void (*evaluate)(void *form);
    float (*get)(void *form, size_t result);
} bench_by_handle;

void bench_use_by_handle(const bench_by_handle *by_handle, size_t results, const float *rows, size_t count,
                         float *ring);

/* The C interface of Abax: a table, or generated source. */
void bench_use_abax(abax_f32_instance *instance, size_t results, const float *rows, size_t count, float *ring);

/* A function that was written by hand. */
void bench_use_function(void (*function)(const float *params, float *results), size_t results, const float *rows,
                        size_t count, float *ring);

#ifdef __cplusplus
}
#endif

#endif
