/*
 * Arrays, natives, internal expressions and reserved room, from C, in memory that is there from the start.
 *
 *     tank_inputs FILE.abx
 *
 * First the way of a device that gets a ready table, the file that the host tool made from tank_inputs.toml: it binds two
 * natives that have data of their own, has the ADC write straight into the params, evaluates, looks after faults and takes a
 * snapshot as another task would. Then the way of a device that gets texts: the same declarations make the same bytes.
 * The program ends with 1 if anything is not as it must be.
 */
#define ABAX_REAL 32

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "abax/abax.h"
#include "abax/compiler.h"

enum { CHANNELS = 4, RESULTS = 8, TICKS = 6 };

/* All the memory there is, aligned to 8. */
static uint64_t table_file[512];
static uint64_t memory[64];
static uint64_t arena[4096];

/* What the natives know. They get it as `user`, so that one function serves any number of instances. */
struct bus {
    float litres;
    unsigned asked;
};
struct fuel {
    float at_15_celsius; /* kg/l */
    float per_celsius;
};

static float bus_litres(void *user, const float *arguments) {
    struct bus *bus = user;
    bus->asked++;
    return arguments[0] == 7.0f ? bus->litres : 0.0f;
}

static float density(void *user, const float *arguments) {
    const struct fuel *fuel = user;
    return fuel->at_15_celsius - fuel->per_celsius * (arguments[0] - 15.0f);
}

/* One moment of the device, and what must come of it. */
struct tick {
    uint16_t adc[CHANNELS];
    float channel; /* of the knob */
    float trailer;
    int fault;       /* the knob points past the last channel */
    int bus;         /* the bus is asked */
    float litres;    /* computed by hand */
    float total_low; /* 1 below 8 litres */
};

static const struct tick ticks[TICKS] = {
    {{2048, 2200, 1900, 0}, 0.0f, 0.0f, 0, 0, 28.0098f, 0.0f},
    {{2500, 2210, 1910, 0}, 1.0f, 0.0f, 0, 0, 37.47f, 0.0f},
    {{600, 2190, 1950, 0}, 2.0f, 0.0f, 0, 0, 2.6325f, 1.0f},
    {{600, 2190, 1950, 0}, 2.0f, 1.0f, 0, 1, 2.6325f, 0.0f},
    {{4095, 2205, 1960, 0}, 6.0f, 1.0f, 1, 1, 60.0f, 0.0f},
    {{2048, 2200, 1900, 0}, 3.0f, 0.0f, 0, 0, 28.0098f, 0.0f},
};

static int failed(const char *what, const char *why) {
    fprintf(stderr, "tank_inputs: %s: %s\n", what, why);
    return 1;
}

/* The device at work with a ready table. */
static int run(const void *bytes, size_t size) {
    struct bus bus = {31.5f, 0};
    struct fuel fuel = {0.832f, 0.00072f};
    abax_table table;
    abax_instance tank;
    float snapshot[RESULTS];

    abax_status status = abax_open(&table, bytes, size);
    if (status != ABAX_OK) {
        return failed("open", abax_status_text(status));
    }

    /* Bound by name, in any order. The array stays where it is for as long as the instance is used. */
    const abax_native natives[] = {
        {"density", density, &fuel, 1, 1},
        {"bus_litres", bus_litres, &bus, 1, 0},
    };
    status = abax_init(&tank, &table, memory, sizeof memory, natives, sizeof natives / sizeof natives[0]);
    if (status != ABAX_OK) {
        return failed("init", abax_status_text(status));
    }

    /* Handles are bound once. An internal expression has none. */
    const abax_param adc = abax_find_param(&table, "adc");
    const abax_param channel = abax_find_param(&table, "channel");
    const abax_param trailer = abax_find_param(&table, "trailer");
    const abax_result litres = abax_find_result(&table, "litres");
    const abax_result total = abax_find_result(&table, "total");
    const abax_result low = abax_find_result(&table, "low");
    const abax_result shown = abax_find_result(&table, "shown");
    if (adc.slots != CHANNELS || channel.slots != 1 || trailer.slots != 1 || litres.slots != 1 || total.slots != 1 ||
        low.slots != 1 || shown.slots != 1 || abax_find_result(&table, "height").slots != 0) {
        return failed("names", "the table is not the one that this program was written for");
    }

    printf("  %8s %8s %8s %8s %8s\n", "litres", "total", "low", "knob", "shown");
    for (int i = 0; i < TICKS; i++) {
        const struct tick *tick = &ticks[i];
        const unsigned asked = bus.asked;

        float *counts = abax_param_data(&tank, adc); /* where the elements are: an ADC's interrupt may write there */
        for (int k = 0; k < CHANNELS; k++) {
            counts[k] = (float)tick->adc[k];
        }
        abax_set(&tank, channel, tick->channel);
        abax_set(&tank, trailer, tick->trailer);

        status = abax_eval(&tank);
        if (status != ABAX_OK) {
            return failed("evaluate", abax_status_text(status));
        }
        printf("  %8.2f %8.2f %8g %8g %8.3f\n", (double)abax_get(&tank, litres), (double)abax_get(&tank, total),
               (double)abax_get(&tank, low), (double)tick->channel, (double)abax_get(&tank, shown));

        /* A fault is not an error: its element read as NaN, everything else is right. It stays until it is cleared. */
        if (abax_faults(&tank) & ABAX_FAULT_INDEX) {
            printf("  index fault, charged to '%s'\n", abax_result_name(&table, abax_fault_result(&tank)));
            if (!tick->fault || !isnan(abax_get(&tank, shown)) ||
                strcmp(abax_result_name(&table, abax_fault_result(&tank)), "shown") != 0) {
                return failed("fault", "not the one that was expected");
            }
            abax_clear_faults(&tank);
        } else if (tick->fault) {
            return failed("fault", "none, where one was expected");
        }

        const float error = fabsf(abax_get(&tank, litres) - tick->litres);
        if (!(error < 0.001f) || abax_get(&tank, low) != tick->total_low) {
            return failed("litres", "not what they are by hand");
        }
        if (bus.asked - asked != (tick->bus ? 1u : 0u)) { /* once where it is demanded, else never */
            return failed("bus", "asked too often or not at all");
        }
    }

    /* What another task would do: all results of one and the same evaluation, without a lock. */
    status = abax_snapshot(&tank, snapshot, RESULTS);
    if (status != ABAX_OK) {
        return failed("snapshot", abax_status_text(status));
    }
    printf("\n  snapshot:");
    for (uint32_t i = 0; i < abax_result_count(&table); i++) {
        printf(" %s %g", abax_result_name(&table, i), (double)snapshot[i]);
        if (memcmp(&snapshot[i], &tank.frame[abax_result_at(&table, i).slot], sizeof snapshot[i]) != 0) {
            return failed("snapshot", "differs from the results");
        }
    }
    printf("\n\n  %-34s %6lu bytes\n", "table", (unsigned long)size);
    printf("  %-34s %6lu bytes\n", "instance", (unsigned long)abax_instance_size(&table));
    return 0;
}

/* The same declarations on the device, in the order of the file. */
static abax_status compile(abax_compiler *compiler, const void **bytes, size_t *size) {
    static const float zeros[CHANNELS];
    static const float gain[CHANNELS] = {0.00122f, 0.0061f, 0.0305f, 0.00122f};
    static const float offset[CHANNELS] = {0.002f, -0.011f, -40.0f, 0.0f};
    static const float shape[] = {0.0f, 9.0f, 21.0f, 35.0f, 48.0f, 60.0f};

    abax_compiler_param_array(compiler, "adc", zeros, CHANNELS);
    abax_compiler_param_range(compiler, "adc", 0.0f, 4095.0f);
    abax_compiler_param(compiler, "channel", 0.0f);
    abax_compiler_param(compiler, "trailer", 0.0f);
    abax_compiler_constant_array(compiler, "gain", gain, CHANNELS);
    abax_compiler_constant_array(compiler, "offset", offset, CHANNELS);
    abax_compiler_constant_array(compiler, "shape", shape, sizeof shape / sizeof shape[0]);
    abax_compiler_native(compiler, "bus_litres(node)", 0);
    abax_compiler_native(compiler, "density(celsius)", 1);
    abax_compiler_function(compiler, "channel_value(k)", "adc[k]*gain[k] + offset[k]");
    abax_compiler_function(compiler, "between(a, b, t)", "a + (b - a)*t");
    abax_compiler_internal(compiler, "height", "saturate((channel_value(0) - 0.5)/4)");
    abax_compiler_internal(compiler, "cell", "min(floor(height*5), 4)");
    abax_compiler_expression(compiler, "litres", "between(shape[cell], shape[cell + 1], height*5 - cell)");
    abax_compiler_expression(compiler, "celsius", "channel_value(2)");
    abax_compiler_expression(compiler, "mass", "litres*density(celsius)");
    abax_compiler_expression(compiler, "total", "litres + (trailer ? bus_litres(7) : 0)");
    abax_compiler_expression(compiler, "low", "total < 8");
    abax_compiler_expression(compiler, "shown", "channel_value(channel)");
    return abax_compiler_finish(compiler, bytes, size); /* fails if any of them did */
}

static void report(void *user, const abax_diagnostic *diagnostic) {
    char text[160];
    (void)user;
    abax_diagnostic_text(diagnostic, text, sizeof text);
    fprintf(stderr, "declaration %lu, byte %lu: %s\n", (unsigned long)diagnostic->declaration,
            (unsigned long)diagnostic->offset, text);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: tank_inputs FILE.abx\n");
        return 2;
    }
    FILE *file = fopen(argv[1], "rb");
    if (file == NULL) {
        perror(argv[1]);
        return 3;
    }
    const size_t file_size = fread(table_file, 1, sizeof table_file, file);
    fclose(file);
    if (run(table_file, file_size) != 0) {
        return 1;
    }

    abax_compiler compiler;
    abax_compile_options options;
    const void *bytes = NULL;
    size_t size = 0;
    memset(&options, 0, sizeof options);
    options.report = report;
    options.name = "tank_inputs";
    options.version = "1.0.0";
    options.reserve_params =
        12; /* handles that are bound now stay good for versions of up to 12 params and 8 results */
    options.reserve_results = 8;
    abax_status status = abax_compiler_init(&compiler, arena, sizeof arena, &options);
    if (status == ABAX_OK) {
        status = compile(&compiler, &bytes, &size);
    }
    if (status != ABAX_OK) {
        return failed("compile", abax_status_text(status));
    }
    const int equal = size == file_size && memcmp(bytes, table_file, size) == 0;
    printf("  %-34s %6lu bytes\n", "arena used to compile on the device",
           (unsigned long)abax_compiler_memory_used(&compiler));
    printf("  %-34s %6s\n", "device and host table", equal ? "equal" : "differ");
    return equal ? 0 : 1;
}
