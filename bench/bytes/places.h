/*
 * For programs that a tool watches: where the watching begins and ends, and what lies where. In: nothing. Out, on
 * stdout: a line "name begin end" for each place, the addresses in hexadecimal, for bytes.py and story.py.
 */
#ifndef BENCH_PLACES_H
#define BENCH_PLACES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Is called before and after what is to be watched. */
void bench_mark(void);

void bench_print_range(const char *name, const void *begin, size_t size);

/* The places of the program itself, the maths library and the rest, by segment. */
void bench_print_objects(void);

#ifdef __cplusplus
}
#endif

#endif
