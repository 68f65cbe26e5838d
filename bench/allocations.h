/*
 * Counts what is taken from the heap: allocations.c stands before the C library's malloc and hands on to it. In: nothing.
 * Out: calls and bytes asked for since the program began. One thread.
 */
#ifndef BENCH_ALLOCATIONS_H
#define BENCH_ALLOCATIONS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bench_allocations {
    size_t calls;
    size_t bytes;
} bench_allocations;

bench_allocations bench_allocated(void);

#ifdef __cplusplus
}
#endif

#endif
