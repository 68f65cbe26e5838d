/*
 * Every public header by itself and twice, with nothing before it but a few macros as vendor headers define them. Compiled as
 * C99, C11, C++17 and C++20; it only has to compile.
 */
#define ADC1 ((void *)0x40012000)
#define CRC ((void *)0x40023000)
#define I _Complex_I
#define PI 3.14159f
#define ERROR 1
#define SUCCESS 0

#ifdef ABAX_TESTS_FIRST
#include ABAX_TESTS_FIRST
#include ABAX_TESTS_FIRST
#endif
#include "abax/compiler.h"
#include "abax/format.h"
#include "abax/maths.h"
#include "abax/version.h"

int abax_tests_headers_compile(void);
int abax_tests_headers_compile(void) { return ABAX_VERSION_MAJOR + (int)sizeof(abax_header) + ABAX_OK; }
