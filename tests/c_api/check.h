/*
 * What the C programs check with: a condition that fails prints where it stands and makes the program's exit status 1.
 * C99 and C++17. A program that checks ends with `return check_failures != 0;`.
 */
#ifndef ABAX_TESTS_CHECK_H
#define ABAX_TESTS_CHECK_H

#include <stdio.h>

static int check_failures = 0;

static void check_failed(const char *file, int line, const char *condition) {
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, condition);
    ++check_failures;
}

#define CHECK(condition) ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

#endif
