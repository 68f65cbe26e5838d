/*
 * Abax run time: verify a table, make an instance of it, set inputs, evaluate, read outputs.
 *
 * C99 and C++17. Nothing here allocates, throws, locks or keeps global state. A table is constant and may be shared by any
 * number of instances; everything that changes is in the instance and in the memory that the caller gives it. An instance
 * has one writer at a time (set, evaluate, reset): that is the caller's duty.
 *
 * Every type and function exists for float and for double, as abax_f32_… and abax_f64_…, and both may be used side by
 * side. A file that uses one of them only may define ABAX_REAL as 32 or 64 before including this header; then the short
 * names (abax_open, abax_eval, …) mean that one.
 *
 *     #define ABAX_REAL 32
 *     #include "abax/abax.h"
 *
 *     abax_table table;
 *     abax_instance instance;
 *     static uint64_t memory[64];
 *     if (abax_open(&table, bytes, size) != ABAX_OK) …
 *     if (abax_init(&instance, &table, memory, sizeof memory, NULL, 0) != ABAX_OK) …
 *     abax_param rh = abax_find_param(&table, "rh");
 *     abax_set(&instance, rh, 48.5f);
 *     abax_eval(&instance);
 *     float dew_point = abax_get(&instance, abax_find_result(&table, "dew_point"));
 */
#ifndef ABAX_H
#define ABAX_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "format.h"
#include "version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A status is one of the enumerators below; the type has a fixed size so that -fshort-enums changes nothing. */
typedef int32_t abax_status;

enum {
#define ABAX_STATUS(id, number, text) ABAX_##id = (number),
#include "status.def"
};

/*
 * Where tables lie: generated C tables begin with this macro. A firmware that wants them in a section of their own defines it
 * before, on the command line for example: -D'ABAX_TABLE=__attribute__((section(".abax")))'.
 */
#ifndef ABAX_TABLE
#define ABAX_TABLE
#endif

/* The text of a status: English, one line, without a full stop, never NULL. In a unit of its own (status_text.c). */
const char *abax_status_text(abax_status status);

/* Bits of an instance's fault word. Faults are sticky: they stay until cleared or reset. */
#define ABAX_FAULT_INDEX 1u /* an array index was out of range or NaN; the element read as NaN */

#define ABAX_NO_RESULT 0xFFFFFFFFu

/* The hash by which tables know a name, "imu.ax" for example: FNV-1a, 32 bits. A firmware may have it as a number. */
static inline uint32_t abax_name_hash(const char *name) {
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; ++name) {
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    }
    return hash;
}

#define ABAX_BITS 32
#include "typed.h"
#undef ABAX_BITS
#define ABAX_BITS 64
#include "typed.h"
#undef ABAX_BITS

#ifdef __cplusplus
}
#endif

/* Short names for the one Real of a file. */
#ifdef ABAX_REAL
#if ABAX_REAL == 32
#define ABAX_SHORT(name) abax_f32_##name
#elif ABAX_REAL == 64
#define ABAX_SHORT(name) abax_f64_##name
#else
#error "ABAX_REAL is 32 (float) or 64 (double)"
#endif
#define abax_real ABAX_SHORT(real)
#define abax_table ABAX_SHORT(table)
#define abax_instance ABAX_SHORT(instance)
#define abax_native ABAX_SHORT(native)
#define abax_param ABAX_SHORT(param)
#define abax_result ABAX_SHORT(result)
#define abax_open ABAX_SHORT(open)
#define abax_instance_size ABAX_SHORT(instance_size)
#define abax_init ABAX_SHORT(init)
#define abax_swap ABAX_SHORT(swap)
#define abax_saved_size ABAX_SHORT(saved_size)
#define abax_save_state ABAX_SHORT(save_state)
#define abax_load_state ABAX_SHORT(load_state)
#define abax_reset ABAX_SHORT(reset)
#define abax_eval ABAX_SHORT(eval)
#define abax_eval_one ABAX_SHORT(eval_one)
#define abax_column ABAX_SHORT(column)
#define abax_block_size ABAX_SHORT(block_size)
#define abax_eval_block ABAX_SHORT(eval_block)
#define abax_snapshot ABAX_SHORT(snapshot)
#define abax_find_param ABAX_SHORT(find_param)
#define abax_find_result ABAX_SHORT(find_result)
#define abax_find_param_hash ABAX_SHORT(find_param_hash)
#define abax_find_result_hash ABAX_SHORT(find_result_hash)
#define abax_param_at ABAX_SHORT(param_at)
#define abax_result_at ABAX_SHORT(result_at)
#define abax_param_count ABAX_SHORT(param_count)
#define abax_result_count ABAX_SHORT(result_count)
#define abax_param_name ABAX_SHORT(param_name)
#define abax_result_name ABAX_SHORT(result_name)
#define abax_param_default ABAX_SHORT(param_default)
#define abax_import_count ABAX_SHORT(import_count)
#define abax_import_arity ABAX_SHORT(import_arity)
#define abax_import_pure ABAX_SHORT(import_pure)
#define abax_import_name ABAX_SHORT(import_name)
#define abax_module_name ABAX_SHORT(module_name)
#define abax_module_version ABAX_SHORT(module_version)
#define abax_set ABAX_SHORT(set)
#define abax_set_element ABAX_SHORT(set_element)
#define abax_param_data ABAX_SHORT(param_data)
#define abax_element_default ABAX_SHORT(element_default)
#define abax_get ABAX_SHORT(get)
#define abax_faults ABAX_SHORT(faults)
#define abax_fault_result ABAX_SHORT(fault_result)
#define abax_clear_faults ABAX_SHORT(clear_faults)
#endif

#endif
