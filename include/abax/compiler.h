/*
 * Abax compiler: text to table, in memory that the caller owns. The host tool and a device run the same code, so that the
 * same declarations give the same bytes on both.
 *
 *     static uint64_t arena[2048];
 *     abax_compiler c;
 *     abax_f32_compiler_init(&c, arena, sizeof arena, NULL);
 *     abax_f32_compiler_param(&c, "t", 20.0f);
 *     abax_compiler_function(&c, "magnus(t)", "611.2 * exp(17.62*t / (243.12 + t))");
 *     abax_compiler_expression(&c, "saturation", "magnus(t)");
 *     if (abax_compiler_finish(&c, &bytes, &size) != ABAX_OK) …        // bytes lie in the arena
 *
 * No heap, no recursion over the text, no global state. Names and texts are not copied: they must stay valid and unchanged
 * until the compiler is reset or initialised again; the finished table does not refer to them. Declarations may come in any
 * order of use.
 */
#ifndef ABAX_COMPILER_H
#define ABAX_COMPILER_H

#include "abax.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What `log` means (LOG_UNSET: log10, with a warning where it is used). */
#define ABAX_LOG_UNSET 0u
#define ABAX_LOG_LOG10 1u
#define ABAX_LOG_LN 2u

/* The instructions that the table may use. AUTO: fused, or wide where the frame is too large for it. */
#define ABAX_COMPILE_AUTO 0u
#define ABAX_COMPILE_BASE 1u
#define ABAX_COMPILE_FUSED 2u
#define ABAX_COMPILE_WIDE 3u

#define ABAX_SEVERITY_ERROR 0u
#define ABAX_SEVERITY_WARNING 1u
#define ABAX_SEVERITY_NOTE 2u  /* belongs to the error or warning before it; ABAX_D_SHADOWS stands alone */
#define ABAX_SEVERITY_FIXIT 3u /* belongs to the error or warning before it: replace the span by the text args[0] */

/* The text that a diagnostic's span lies in. */
#define ABAX_PART_NAME 0u /* the name, or the signature of a function */
#define ABAX_PART_BODY 1u /* the text of a function or an expression */

/* A piece of text, not terminated; owned by whoever gave it. */
typedef struct abax_text {
    const char *data;
    size_t size;
} abax_text;

/* One message about the source. It and what it points to are valid during the call of the report function only. */
typedef struct abax_diagnostic {
    uint32_t code;     /* ABAX_D_… */
    uint32_t severity; /* ABAX_SEVERITY_… */
    uint32_t
        declaration; /* ordinal from 0 in order of adding, all kinds together, ranges apart; 0xFFFFFFFF: the whole module */
    uint32_t part;       /* ABAX_PART_… */
    size_t offset;       /* of the span, in bytes, from the start of that text */
    size_t length;       /* of the span, in bytes; 0 stands for a place between two characters */
    abax_text args[3];   /* what {0} {1} {2} in the message stand for */
    uint64_t numbers[2]; /* what {n} and {m} in the message stand for */
} abax_diagnostic;

/* Diagnostic codes: see diagnostics.def. */
enum {
#define ABAX_DIAGNOSTIC(id, number, slug, text) ABAX_D_##id = (number),
#include "diagnostics.def"
};

/* The rules of the optimiser: see rules.def. */
enum {
#define ABAX_RULE(id, mode, pattern, why, flash) ABAX_RULE_##id,
#include "rules.def"
    ABAX_RULES
};

typedef void (*abax_report)(void *user, const abax_diagnostic *diagnostic);

typedef struct abax_compile_options {
    uint32_t log;        /* ABAX_LOG_… */
    uint32_t profile;    /* ABAX_COMPILE_… */
    uint32_t node_limit; /* most nodes that the value graph may have; 0: what the arena holds */
    uint32_t strip;      /* 1: the table has no names of params, results and natives, only their hashes */
    /*
     * Room in the frame, in slots: a later version of the module that appends params or results within it keeps the handles
     * that firmware has bound. 0: as much as is declared. Declaring more is an error.
     */
    uint32_t reserve_params;
    uint32_t reserve_results;
    uint32_t reserve_states;
    /*
     * 1: the rules of the fast mode may change the last bits of results (rules.def); still the same bits in every engine, for
     * the table has them. A compiler has these rules only if it was built with ABAX_COMPILE_FAST=1, as the host tool is; one
     * without refuses with E_FAST.
     */
    uint32_t fast;
    abax_report report;  /* called for every diagnostic; may be NULL */
    void *user;          /* given to report */
    const char *name;    /* of the module; may be NULL */
    const char *version; /* of the module, at most 15 bytes; may be NULL */
    /* ABAX_RULES counters, to which is added how often each rule fired; may be NULL. Left alone without ABAX_COMPILE_FAST=1. */
    uint32_t *rules;
} abax_compile_options;

/*
 * A compiler. The fields belong to the functions below, except `needed` and `first`, which may be read.
 */
typedef struct abax_compiler {
    uint64_t needed;       /* after E_MEMORY: bytes of arena with which the step that failed would have succeeded */
    abax_diagnostic first; /* the first error; its args are empty. Only meaningful after E_SOURCE */
    void *state;           /* in the arena */
    void *arena;
    size_t size;
    abax_compile_options options;
    uint32_t bits;
    uint32_t phase;
} abax_compiler;

/*
 * Starts a compiler in the caller's memory, aligned to 8. options may be NULL and is copied. An arena may hold one compiler.
 * Errors: E_ARGUMENT, E_ALIGNMENT, E_MEMORY, E_FAST.
 */
abax_status abax_f32_compiler_init(abax_compiler *c, void *arena, size_t size, const abax_compile_options *options);
abax_status abax_f64_compiler_init(abax_compiler *c, void *arena, size_t size, const abax_compile_options *options);

/*
 * Declares a param with its default, a member as "group.name". The order is the order in the frame.
 * Errors here and below: E_SOURCE (reported; the other declarations are still checked), E_MEMORY (the compiler must be
 * reset), E_ORDER (after finish), E_REAL (the other init was called).
 */
abax_status abax_f32_compiler_param(abax_compiler *c, const char *name, float value);
abax_status abax_f64_compiler_param(abax_compiler *c, const char *name, double value);

/*
 * Declares an input array with the defaults of its elements, count from 1 to ABAX_MOST_ELEMENTS. values must stay valid as
 * names must.
 */
abax_status abax_f32_compiler_param_array(abax_compiler *c, const char *name, const float *values, size_t count);
abax_status abax_f64_compiler_param_array(abax_compiler *c, const char *name, const double *values, size_t count);

/*
 * Declares the range that a param's values (an array's elements') lie in. Nothing is limited by it and the table does not
 * have it; warnings about lost digits go by it. The param must have been declared. Errors: as above, and E_NAME.
 */
abax_status abax_f32_compiler_param_range(abax_compiler *c, const char *name, float least, float most);
abax_status abax_f64_compiler_param_range(abax_compiler *c, const char *name, double least, double most);

/* Declares a constant. */
abax_status abax_f32_compiler_constant(abax_compiler *c, const char *name, float value);
abax_status abax_f64_compiler_constant(abax_compiler *c, const char *name, double value);

/* Declares a constant array, which the table contains if it is indexed. values must stay valid as names must. */
abax_status abax_f32_compiler_constant_array(abax_compiler *c, const char *name, const float *values, size_t count);
abax_status abax_f64_compiler_constant_array(abax_compiler *c, const char *name, const double *values, size_t count);

/*
 * Declares a curve, for interp: count points (x, y), at least two, x strictly increasing, all finite. The table
 * contains it if it is used. x and y must stay valid as names must.
 */
abax_status abax_f32_compiler_curve(abax_compiler *c, const char *name, const float *x, const float *y, size_t count);
abax_status abax_f64_compiler_curve(abax_compiler *c, const char *name, const double *x, const double *y, size_t count);

/*
 * Declares a map, for interp2: columns at x, rows at y, at least two of both, strictly increasing; z has a row of
 * values for every y, one row behind the other: z[row*columns + column]. All numbers are finite.
 */
abax_status abax_f32_compiler_map(abax_compiler *c, const char *name, const float *x, size_t columns, const float *y,
                                  size_t rows, const float *z);
abax_status abax_f64_compiler_map(abax_compiler *c, const char *name, const double *x, size_t columns, const double *y,
                                  size_t rows, const double *z);

/*
 * Declares a function that the firmware supplies: "read_fuel(channel)", at most 255 parameters. pure is 1 if equal arguments
 * give equal values and there is no effect: then calls may be shared or made early; else 0: called once for every place in
 * the text that a taken branch demands, left to right. The table imports the natives that are used.
 */
abax_status abax_compiler_native(abax_compiler *c, const char *signature, uint32_t pure);

/* Declares an expression function: "f(x, y)" and its body. */
abax_status abax_compiler_function(abax_compiler *c, const char *signature, const char *body);

/* Declares an expression; its value is a result of the table, in the order of these calls. */
abax_status abax_compiler_expression(abax_compiler *c, const char *name, const char *text);

/* Declares an expression that others may use and that is not a result. */
abax_status abax_compiler_internal(abax_compiler *c, const char *name, const char *text);

/*
 * Compiles everything that was declared. The table lies in the arena, aligned to 8, and stays valid until the compiler is
 * reset or initialised again, or the memory is used for something else.
 * Errors: E_SOURCE (everything wrong was reported), E_MEMORY, E_ORDER, E_PROFILE (the frame is larger than the profile reaches:
 * 4 KB for base and fused, 16 MB for wide).
 */
abax_status abax_compiler_finish(abax_compiler *c, const void **bytes, size_t *size);

/* Forgets all declarations; the arena can be used again. Equal declarations then give equal bytes and equal use of memory. */
abax_status abax_compiler_reset(abax_compiler *c);

/* Bytes of arena used at most since init or reset: what the same work needs, exactly. */
size_t abax_compiler_memory_used(const abax_compiler *c);

/*
 * An arena size that always suffices. text: bytes of all names, signatures and texts together. declarations: their number;
 * every element of an array, every point of a curve, every breakpoint and every value of a map counts as one more, and
 * so do every param that options reserve room for and every value that a call of delay, avg_n, min_n, max_n or median_n
 * remembers, as often as expression functions repeat it. nodes: the most nodes that the value graph may grow to
 * (options.node_limit), 0 when no expression function is called more than once; then text and elements bound the graph.
 * The bound is generous; abax_compiler_memory_used is exact. It is that of the strict mode: with options.fast, four times as much.
 */
size_t abax_compile_memory(size_t text, size_t declarations, size_t nodes);

/*
 * Writes the message of a diagnostic into buffer, always terminated if size > 0, cut if it is too long; returns the length
 * that the whole message has, without the terminator. In a unit of its own (diagnostic_text), which a build may leave out.
 */
size_t abax_diagnostic_text(const abax_diagnostic *diagnostic, char *buffer, size_t size);

/* The word in brackets after a message, "unknown-name" for example; "" for a code that does not exist. */
const char *abax_diagnostic_slug(uint32_t code);

#ifdef __cplusplus
}
#endif

#ifdef ABAX_REAL
#define abax_compiler_init ABAX_SHORT(compiler_init)
#define abax_compiler_param ABAX_SHORT(compiler_param)
#define abax_compiler_param_array ABAX_SHORT(compiler_param_array)
#define abax_compiler_param_range ABAX_SHORT(compiler_param_range)
#define abax_compiler_constant ABAX_SHORT(compiler_constant)
#define abax_compiler_constant_array ABAX_SHORT(compiler_constant_array)
#define abax_compiler_curve ABAX_SHORT(compiler_curve)
#define abax_compiler_map ABAX_SHORT(compiler_map)
#endif

#endif
