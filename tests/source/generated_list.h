/* The generated modules of a shared object, by name; the last one has none. Which of the two Reals a table is of, its name
 * says. C and C++. */
#ifndef ABAX_TESTS_SOURCE_GENERATED_LIST_H
#define ABAX_TESTS_SOURCE_GENERATED_LIST_H

#include "abax/abax.h"

struct generated_module {
    const char *name;
    const void *table;
    int (*selftest)(void);
};

#ifdef __cplusplus
extern "C" {
#endif
__attribute__((visibility("default"))) extern const struct generated_module generated_modules[];
#ifdef __cplusplus
}
#endif

#endif
