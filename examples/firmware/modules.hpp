/*
 * The modules that the firmware runs, as the control cycle sees them: how an instance of each is made, where its inputs come from, and
 * what is done with its results.
 */
#ifndef MODULES_HPP
#define MODULES_HPP

#include "abax/abax.h"
#include "abax/compiler.h"

struct Module {
    const char *name;
    const char *version;
    uint32_t log; // what log means in its text: ABAX_LOG_…

    // The three ways: generated C++, a table that was made on the build machine, and its text, for the compiler on the device.
    const abax_f32_table *generated;
    const uint64_t *table;
    size_t table_size; // bytes
    abax_status (*declare)(abax_compiler *);

    void (*fill)(abax_f32_instance &, uint32_t cycle);                  // sets the inputs of a cycle
    bool (*same)(const abax_f32_instance &, const abax_f32_instance &); // whether all results are the same, bit for bit

    // What is done with the results of a cycle, and what there is to tell in the end; null for a module that is only evaluated.
    void (*follow)(const abax_f32_instance &, uint32_t cycle);
    const char *(*tell)();
};

constexpr uint32_t module_count = 4;
extern const Module modules[module_count];

// Once through the log of the tank, the longest there is; the motor has stopped before.
extern const uint32_t cycles;

#endif
