/* See c_use.h. */
#include "c_use.h"

#define PARAMS 10
#define RESULTS 7

static const char *const names[PARAMS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

void bench_use_by_name(const bench_by_name *by_name, size_t results, const float *rows, size_t count, float *ring) {
    size_t place = 0;
    for (size_t k = 0; k < count; ++k) {
        const float *const row = rows + k % BENCH_ROWS * PARAMS;
        for (size_t i = 0; i < PARAMS; ++i) {
            by_name->set(by_name->form, names[i], row[i]);
        }
        by_name->evaluate(by_name->form);
        for (size_t i = 0; i < results; ++i) {
            ring[place] = by_name->get(by_name->form, i);
            place = (place + 1) % BENCH_RING_SIZE;
        }
    }
}

void bench_use_by_handle(const bench_by_handle *by_handle, size_t results, const float *rows, size_t count,
                         float *ring) {
    size_t place = 0;
    for (size_t k = 0; k < count; ++k) {
        const float *const row = rows + k % BENCH_ROWS * PARAMS;
        for (size_t i = 0; i < PARAMS; ++i) {
            by_handle->set(by_handle->form, i, row[i]);
        }
        by_handle->evaluate(by_handle->form);
        for (size_t i = 0; i < results; ++i) {
            ring[place] = by_handle->get(by_handle->form, i);
            place = (place + 1) % BENCH_RING_SIZE;
        }
    }
}

void bench_use_abax(abax_f32_instance *instance, size_t results, const float *rows, size_t count, float *ring) {
    abax_f32_param params[PARAMS];
    abax_f32_result handles[RESULTS];
    size_t place = 0;
    for (size_t i = 0; i < PARAMS; ++i) {
        params[i] = abax_f32_find_param(instance->table, names[i]);
    }
    for (size_t i = 0; i < results; ++i) {
        handles[i] = abax_f32_result_at(instance->table, (uint32_t)i);
    }
    for (size_t k = 0; k < count; ++k) {
        const float *const row = rows + k % BENCH_ROWS * PARAMS;
        for (size_t i = 0; i < PARAMS; ++i) {
            abax_f32_set(instance, params[i], row[i]);
        }
        (void)abax_f32_eval(instance);
        for (size_t i = 0; i < results; ++i) {
            ring[place] = abax_f32_get(instance, handles[i]);
            place = (place + 1) % BENCH_RING_SIZE;
        }
    }
}

void bench_use_function(void (*function)(const float *params, float *results), size_t results, const float *rows,
                        size_t count, float *ring) {
    float inputs[PARAMS];
    float values[RESULTS];
    size_t place = 0;
    for (size_t k = 0; k < count; ++k) {
        const float *const row = rows + k % BENCH_ROWS * PARAMS;
        for (size_t i = 0; i < PARAMS; ++i) {
            inputs[i] = row[i];
        }
        function(inputs, values);
        for (size_t i = 0; i < results; ++i) {
            ring[place] = values[i];
            place = (place + 1) % BENCH_RING_SIZE;
        }
    }
}
