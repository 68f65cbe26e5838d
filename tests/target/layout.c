/*
 * The sizes of all public structures and the places of their last members, as numbers that a compiler writes into assembly:
 * layout.cmake compares them with -fshort-enums and without.
 */
#include <stddef.h>

#include "abax/abax.h"
#include "abax/compiler.h"
#include "abax/generated.h"

#define LAST(type, member) sizeof(type), offsetof(type, member)

extern const size_t layout[];
const size_t layout[] = {
    LAST(abax_header, text_bytes),
    LAST(abax_entry, slots),
    LAST(abax_array, kind),
    LAST(abax_curve, counts),
    LAST(abax_f32_table, position),
    LAST(abax_f64_table, position),
    LAST(abax_f32_native, pure),
    LAST(abax_f64_native, pure),
    LAST(abax_f32_instance, memory_size),
    LAST(abax_f64_instance, memory_size),
    LAST(abax_f32_param, slots),
    LAST(abax_f64_param, slots),
    LAST(abax_f32_result, slots),
    LAST(abax_f64_result, slots),
    LAST(abax_text, size),
    LAST(abax_diagnostic, numbers),
    LAST(abax_compile_options, version),
    LAST(abax_compiler, phase),
    sizeof(abax_status),
};
