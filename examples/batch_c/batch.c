/*
 * A batch of expressions in a loop, from C, in memory that is there from the start.
 *
 *     batch FILE.abx
 *
 * First the way a device does it that gets its expressions as text: an arena in a static buffer, seven expressions and
 * ten params, compile, then a loop that sets the inputs, evaluates and reads the results; reset, and all of it again.
 * Then the way of a device that gets a ready table: the file that the host tool made from batch.toml. And then all steps at
 * once, as one evaluates a recording: columns of inputs in, columns of results out.
 * All must agree to the last bit, in every result of every step; the program ends with 1 if they do not.
 */
#define ABAX_REAL 32

#include <stdio.h>
#include <string.h>

#include "abax/abax.h"
#include "abax/compiler.h"

enum { PARAMS = 10, EXPRESSIONS = 7, STEPS = 1000 };

static const char *const param_names[PARAMS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

static const char *const expressions[EXPRESSIONS][2] = {
    {"vibration", "a*sin(b*3.14159/180) + c*cos(d*3.14159/180) + sqrt(e*e + f*f)"},
    {"growth", "exp(g/10) * log(h+1) + pow(i, 0.5) * j"},
    {"limits", "((a > 5) && (b < 10)) * c + ((d >= e) || (f != g)) * h + min(i, j)"},
    {"bearing", "sqrt(pow(a-e, 2) + pow(b-f, 2)) + atan2(c-g, d-h) * (i+j)/2"},
    {"balance", "abs(a-b) * sign(c-d) + max(e, f) * min(g, h) + fmod(i*j, 10)"},
    {"wave", "(a+b+c)/3 * sin((d+e+f)*3.14159/6) + log10(g*h+1) - exp(-i*j/100)"},
    {"total", "a + b * c - d / (e + 0.001) + pow(f, g) * h - i + j"},
};

/* All the memory there is. uint64_t, because arena, table and instance are aligned to 8. */
static uint64_t arena[4096];
static uint64_t table_file[1024];
static uint64_t memory[64];

static abax_compiler compiler;
static abax_table table;
static abax_instance instance;

static float compiled[STEPS][EXPRESSIONS];
static float loaded[STEPS][EXPRESSIONS];

/* For all steps at once: a column for every input and every result, and what the evaluation needs besides. */
static float recorded[PARAMS][STEPS];
static float evaluated[EXPRESSIONS][STEPS];
static uint64_t scratch[3072];

/* The inputs of step k. */
static float input(int param, int k) { return (float)(param + 1) * 1.5f + (float)k * 0.001f; }

/* Prints errors and warnings about the text; a note would be that our param e hides the constant e, for example. */
static void report(void *user, const abax_diagnostic *diagnostic) {
    char text[160];
    (void)user;
    if (diagnostic->severity > ABAX_SEVERITY_WARNING) {
        return;
    }
    abax_diagnostic_text(diagnostic, text, sizeof text);
    fprintf(stderr, "declaration %lu, byte %lu: %s\n", (unsigned long)diagnostic->declaration,
            (unsigned long)diagnostic->offset, text);
}

/* Declares the params and the expressions and makes the table, which then lies in the arena. */
static abax_status compile(const void **bytes, size_t *size) {
    for (int i = 0; i < PARAMS; i++) {
        const abax_status status = abax_compiler_param(&compiler, param_names[i], input(i, 0));
        if (status != ABAX_OK) {
            return status;
        }
    }
    for (int i = 0; i < EXPRESSIONS; i++) {
        const abax_status status = abax_compiler_expression(&compiler, expressions[i][0], expressions[i][1]);
        if (status != ABAX_OK) {
            return status;
        }
    }
    return abax_compiler_finish(&compiler, bytes, size);
}

/* Opens a table, makes an instance and evaluates STEPS steps into results. Handles are bound once, before the loop. */
static abax_status run(const void *bytes, size_t size, float results[STEPS][EXPRESSIONS]) {
    abax_param params[PARAMS];
    abax_result outputs[EXPRESSIONS];
    abax_status status = abax_open(&table, bytes, size);
    if (status != ABAX_OK) {
        return status;
    }
    status = abax_init(&instance, &table, memory, sizeof memory, NULL, 0);
    if (status != ABAX_OK) {
        return status;
    }
    for (int i = 0; i < PARAMS; i++) {
        params[i] = abax_find_param(&table, param_names[i]);
        if (params[i].slots == 0) {
            return ABAX_E_NAME;
        }
    }
    for (int i = 0; i < EXPRESSIONS; i++) {
        outputs[i] = abax_find_result(&table, expressions[i][0]);
        if (outputs[i].slots == 0) {
            return ABAX_E_NAME;
        }
    }
    for (int k = 0; k < STEPS; k++) {
        for (int i = 0; i < PARAMS; i++) {
            abax_set(&instance, params[i], input(i, k));
        }
        status = abax_eval(&instance);
        if (status != ABAX_OK) {
            return status;
        }
        for (int i = 0; i < EXPRESSIONS; i++) {
            results[k][i] = abax_get(&instance, outputs[i]);
        }
    }
    return ABAX_OK;
}

/* Evaluates all steps in one call, with the instance that is there. The columns are in the order of batch.toml. */
static abax_status run_at_once(void) {
    abax_column in[PARAMS];
    abax_column out[EXPRESSIONS];
    for (int i = 0; i < PARAMS; i++) {
        in[i].values = recorded[i];
        in[i].stride = 1; /* one number follows the other */
        for (int k = 0; k < STEPS; k++) {
            recorded[i][k] = input(i, k);
        }
    }
    for (int i = 0; i < EXPRESSIONS; i++) {
        out[i].values = evaluated[i];
        out[i].stride = 1;
    }
    return abax_eval_block(&instance, in, out, STEPS, scratch, sizeof scratch);
}

static int failed(const char *what, abax_status status) {
    fprintf(stderr, "batch: %s: %s\n", what, abax_status_text(status));
    return 1;
}

int main(int argc, char **argv) {
    const void *bytes = NULL;
    size_t size = 0;
    size_t first_size = 0;
    size_t arena_used[2] = {0, 0};
    abax_compile_options options;

    if (argc != 2) {
        fprintf(stderr, "usage: batch FILE.abx\n");
        return 2;
    }

    /* Text to table to numbers, then reset, and the same again in the same arena. */
    memset(&options, 0, sizeof options);
    options.log = ABAX_LOG_LN;
    options.report = report;
    options.name = "batch";
    options.version = "1.0.0";
    abax_status status = abax_compiler_init(&compiler, arena, sizeof arena, &options);
    if (status != ABAX_OK) {
        return failed("compiler", status);
    }
    for (int round = 0; round < 2; round++) {
        if (round != 0) {
            status = abax_compiler_reset(&compiler);
            if (status != ABAX_OK) {
                return failed("reset", status);
            }
        }
        status = compile(&bytes, &size);
        if (status != ABAX_OK) {
            return failed("compile", status);
        }
        arena_used[round] = abax_compiler_memory_used(&compiler);
        if (round == 0) {
            first_size = size;
        }
        status = run(bytes, size, compiled);
        if (status != ABAX_OK) {
            return failed("evaluate", status);
        }
    }
    if (size != first_size || arena_used[0] != arena_used[1]) {
        fprintf(stderr, "batch: the second round differs from the first\n");
        return 1;
    }

    /* The ready table. */
    FILE *file = fopen(argv[1], "rb");
    if (file == NULL) {
        perror(argv[1]);
        return 3;
    }
    const size_t file_size = fread(table_file, 1, sizeof table_file, file);
    fclose(file);
    const int same_table = file_size == size && memcmp(table_file, bytes, size) == 0;
    status = run(table_file, file_size, loaded);
    if (status != ABAX_OK) {
        return failed(argv[1], status);
    }
    status = run_at_once();
    if (status != ABAX_OK) {
        return failed("all at once", status);
    }

    printf("  %-12s %16s %16s %16s\n", "", "k = 0", "k = 500", "k = 999");
    for (int i = 0; i < EXPRESSIONS; i++) {
        printf("  %-12s %16.9g %16.9g %16.9g\n", expressions[i][0], (double)compiled[0][i], (double)compiled[500][i],
               (double)compiled[STEPS - 1][i]);
    }
    printf("\n");
    printf("  %-28s %10lu bytes of %lu\n", "arena used to compile", (unsigned long)arena_used[0],
           (unsigned long)sizeof arena);
    printf("  %-28s %10lu bytes\n", "table", (unsigned long)size);
    printf("  %-28s %10lu bytes\n", "instance", (unsigned long)abax_instance_size(&table));
    printf("  %-28s %10s\n", "device and host table", same_table ? "equal" : "differ");
    const int same_bits = memcmp(compiled, loaded, sizeof compiled) == 0;
    printf("  %-28s %10s in %d results\n", "compiled and ready table", same_bits ? "equal" : "differ",
           STEPS * EXPRESSIONS);
    int same_at_once = 1;
    for (int k = 0; k < STEPS; k++) {
        for (int i = 0; i < EXPRESSIONS; i++) {
            same_at_once = same_at_once && memcmp(&evaluated[i][k], &loaded[k][i], sizeof evaluated[i][k]) == 0;
        }
    }
    printf("  %-28s %10s in %d results, with %lu bytes of scratch\n", "one by one and all at once",
           same_at_once ? "equal" : "differ", STEPS * EXPRESSIONS, (unsigned long)abax_block_size(&table));
    return same_bits && same_table && same_at_once ? 0 : 1;
}
