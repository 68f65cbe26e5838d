/*
 * The part of abax.h that exists once for float and once for double. abax.h includes it twice, with ABAX_BITS 32 and 64;
 * it is of no use by itself. Names are written abax_… in the comments.
 */
#if ABAX_BITS == 32
#define ABAX_T(name) abax_f32_##name
#define ABAX_T_REAL float
#else
#define ABAX_T(name) abax_f64_##name
#define ABAX_T_REAL double
#endif

typedef ABAX_T_REAL ABAX_T(real);

struct ABAX_T(instance);

/* What runs code over an instance's frame: an evaluation loop for tables, or a function of generated source, whose code is
 * its own. */
typedef void (*ABAX_T(engine))(struct ABAX_T(instance) * instance, const uint32_t *code, char *frame);

/*
 * A verified table, or a module of generated source that looks like one (climate_generated): everything below that takes a
 * table takes either. A table refers to the caller's bytes, which must stay as they are for as long as it is used.
 * The fields are for reading; position is the byte offset of what abax_open refused.
 */
typedef struct ABAX_T(table) {
    ABAX_T(engine) run; /* evaluates: run(instance, code, frame) */
    const uint32_t *code;
    ABAX_T(engine) start; /* computes what is constant, when an instance is made; NULL: nothing is */
    const uint32_t *start_code;
    const abax_header *header;
    const ABAX_T(real) * constants;
    const ABAX_T(real) * defaults;
    const abax_entry *params;
    const abax_entry *results;
    const abax_entry *imports;
    const uint8_t *arrays;
    const char *texts;
    uint32_t position;
} ABAX_T(table);

/*
 * A function of the firmware's that expressions call. It gets its arguments in order, valid during the call, and `user`. It
 * must not change the instance that calls it: evaluating or resetting it gives E_BUSY. A pure one gives the same value for
 * the same arguments and has no effect.
 */
typedef struct ABAX_T(native) {
    const char *name;
    ABAX_T(real) (*function)(void *user, const ABAX_T(real) * arguments);
    void *user;
    uint8_t arity;
    uint8_t pure;
} ABAX_T(native);

/* A running module: this header, and the memory that was given to abax_init. The fields belong to the functions below. */
typedef struct ABAX_T(instance) {
    const ABAX_T(table) * table;
    ABAX_T(real) * frame;
    const ABAX_T(native) * natives;
    const uint32_t *bindings; /* for every import of the table, the ordinal of its native; in the instance's memory */
    uint32_t native_count;
    uint32_t faults;
    uint32_t fault_result; /* ordinal of the first result, as declared, that demanded what faulted, or ABAX_NO_RESULT */
    uint32_t cycles;       /* evaluations since init or reset */
    uint32_t sequence;     /* odd while results are being written: the instance is busy */
    uint32_t
        position; /* after E_NATIVE: the ordinal of the import that is missing or differs; after E_INTERFACE: see swap */
    size_t memory_size; /* bytes of the memory that the instance was given: frame points to its beginning */
    const uint32_t
        *code; /* the table's, if it is of the base or the fused profile: what abax_eval starts with; else NULL */
} ABAX_T(instance);

/*
 * Handles: where a param or a result lies in the frame. `slots` is its length, 1 unless it is an array, and 0 if the name
 * was not found: such a handle must not be used. A handle is good for every instance of the table.
 */
typedef struct ABAX_T(param) {
    uint32_t slot;
    uint32_t slots;
} ABAX_T(param);
typedef struct ABAX_T(result) {
    uint32_t slot;
    uint32_t slots;
} ABAX_T(result);

/*
 * Verifies a table in one pass over its bytes, which may come from anywhere. After ABAX_OK no evaluation can read or write
 * outside the table and the instance's memory, and every evaluation ends. bytes must be aligned to 8 and size may be larger
 * than the table. Uses no memory but *table.
 * Errors, checked in this order: E_ARGUMENT, E_ALIGNMENT, E_TRUNCATED (shorter than a header), E_MAGIC, E_FORMAT, E_PROFILE,
 * E_REAL, E_TRUNCATED (shorter than the header says), E_CRC, E_FEATURE, E_LAYOUT, E_CODE; table->position then says where,
 * and the table must not be used. A runtime with a set of operators of its own (ABAX_OPS_HEADER) also gives E_FEATURE for the
 * first instruction, at its position, that is valid and not in the set.
 */
abax_status ABAX_T(open)(ABAX_T(table) * table, const void *bytes, size_t size);

/* Bytes of memory that abax_init needs for an instance of a verified table: a multiple of 8. It holds the frame and 4 bytes
 * for every native that the table imports. */
size_t ABAX_T(instance_size)(const ABAX_T(table) * table);

/*
 * Makes an instance in the caller's memory, which must be aligned to 8, stay valid and be used for nothing else: params
 * get their defaults, results are 0, constants that need the maths library are computed. natives are found by name, in any
 * order, and may be more than the table imports, or NULL when it imports none; none is called. The array must stay valid,
 * and table too.
 * Errors: E_ARGUMENT, E_ALIGNMENT, E_MEMORY, E_NATIVE (missing, null, of another arity or purity: instance->position says
 * which import); the instance must then not be used.
 */
abax_status ABAX_T(init)(ABAX_T(instance) * instance, const ABAX_T(table) * table, void *memory, size_t size,
                         const ABAX_T(native) * natives, size_t count);

/*
 * Goes on with another table, or with generated source, or from it to a table, between two evaluations: params, results,
 * state, faults and cycles stay as they are. The other one may be a later version of the module with more params and
 * results behind the known ones, in the room that both reserve; they start from their defaults and 0. What is known by both
 * must have the same names in the same order with the same lengths. The instance's memory must suffice for the larger of
 * the two (abax_instance_size), natives are bound again from the array of abax_init. On an error nothing has changed and the
 * instance goes on with what it had.
 * Errors: E_ARGUMENT, E_BUSY, E_INTERFACE (the params, results or states do not lie in the same places, or the keys of state
 * differ; position is the ordinal of the first param, or behind them result, that differs, or 0xFFFFFFFF where the room or
 * the state differs), E_MEMORY, E_NATIVE.
 */
abax_status ABAX_T(swap)(ABAX_T(instance) * instance, const ABAX_T(table) * table);

/*
 * The state as bytes, for a device that is switched off: the same bytes for the same state on every machine, the
 * module's state hash among them. save_state writes saved_size bytes, a multiple of 4; a module without state has a
 * head only. load_state takes them back; the module may have changed in everything but its state. On an error nothing
 * has changed.
 * Errors of save_state: E_ARGUMENT, E_BUSY, E_MEMORY (size is too small); of load_state: E_ARGUMENT, E_BUSY,
 * E_TRUNCATED, E_MAGIC, E_REAL, E_INTERFACE (another state hash), E_CRC.
 */
size_t ABAX_T(saved_size)(const ABAX_T(table) * table);
abax_status ABAX_T(save_state)(const ABAX_T(instance) * instance, void *bytes, size_t size);
abax_status ABAX_T(load_state)(ABAX_T(instance) * instance, const void *bytes, size_t size);

/* Params to their defaults, results to 0, state to its start, faults and cycles to 0. Error: E_BUSY. */
abax_status ABAX_T(reset)(ABAX_T(instance) * instance);

/*
 * Evaluates all expressions once: reads the params, writes the results. Takes no memory and ends after at most as many
 * steps as the table has instructions. Faults are collected in the instance, they are not errors. Error: E_BUSY, when a
 * native calls it on the instance that is being evaluated.
 */
abax_status ABAX_T(eval)(ABAX_T(instance) * instance);

/*
 * The numbers of one slot of the params or results in many rows: that of row i is values[i * stride]. values may be NULL: then
 * a param has in all rows what the instance has, and a result is not written.
 */
typedef struct ABAX_T(column) {
    ABAX_T(real) * values;
    size_t stride;
} ABAX_T(column);

/*
 * Evaluates many rows, as abax_eval after abax_eval would: the same bits of results and state, the same faults and cycles, and
 * in the instance what the last row leaves. The work is done for ABAX_BLOCK_ROWS rows at a time, an operation after the other,
 * with vector instructions; rows that go different ways at a condition are told apart by masks. Modules with prev or delay,
 * natives that are not pure, and generated source are evaluated row by row.
 *
 *   in       a column for every slot of the params (header->params), which is only read
 *   out      a column for every slot of the results (header->results)
 *   rows     any number
 *   scratch  abax_block_size bytes, aligned to 8, of any content, free for other uses after the call; may be NULL where that is
 *            0, or rows less than a quarter of ABAX_BLOCK_ROWS, which are evaluated one by one
 *
 * Columns and scratch must not overlap. Other threads that take a snapshot see the results of the last row, after the call.
 * Errors: E_ARGUMENT, E_ALIGNMENT, E_MEMORY, and E_BUSY as abax_eval gives it; then nothing was evaluated.
 */
abax_status ABAX_T(eval_block)(ABAX_T(instance) * instance, const ABAX_T(column) * in, const ABAX_T(column) * out,
                               size_t rows, void *scratch, size_t size);

/* Bytes of scratch that abax_eval_block needs: about ABAX_BLOCK_ROWS times the frame, or 0 where the rows are evaluated one by
 * one. It looks at all code of a module with state. */
size_t ABAX_T(block_size)(const ABAX_T(table) * table);

/*
 * Brings one result up to date. The others are then up to date too or as they were; faults are those of abax_eval. Only for
 * modules without state and impure natives, whose effects must not depend on what is asked for: E_ORDER. Other errors:
 * E_ARGUMENT (not a handle of this table), E_BUSY.
 */
abax_status ABAX_T(eval_one)(ABAX_T(instance) * instance, ABAX_T(result) result);

/*
 * Copies all results, in order, as they were after one and the same evaluation, without a lock: for a thread, an interrupt
 * or a core other than the instance's writer. count is the number of slots that values has room for, at least the table's
 * results with the room that is reserved for more (header->results). Error: E_ARGUMENT, E_MEMORY (count is too small),
 * E_BUSY: an evaluation was under way at every try; try again, but not from an interrupt that keeps that evaluation waiting.
 */
abax_status ABAX_T(snapshot)(const ABAX_T(instance) * instance, ABAX_T(real) * values, size_t count);

/* Handles by name; the search is linear. Bind them once. */
ABAX_T(param) ABAX_T(find_param)(const ABAX_T(table) * table, const char *name);
ABAX_T(result) ABAX_T(find_result)(const ABAX_T(table) * table, const char *name);

/* The same by the name's hash (abax_name_hash), which every table has, also one without texts. */
ABAX_T(param) ABAX_T(find_param_hash)(const ABAX_T(table) * table, uint32_t hash);
ABAX_T(result) ABAX_T(find_result_hash)(const ABAX_T(table) * table, uint32_t hash);

/* Handles by ordinal, from 0, in declared order; slots is 0 past the last one. The search is linear for modules with arrays. */
ABAX_T(param) ABAX_T(param_at)(const ABAX_T(table) * table, uint32_t ordinal);
ABAX_T(result) ABAX_T(result_at)(const ABAX_T(table) * table, uint32_t ordinal);
uint32_t ABAX_T(param_count)(const ABAX_T(table) * table);
uint32_t ABAX_T(result_count)(const ABAX_T(table) * table);

/* The natives that the table imports: their number, and for each, by ordinal, arity and purity (0 past the last one). */
uint32_t ABAX_T(import_count)(const ABAX_T(table) * table);
uint32_t ABAX_T(import_arity)(const ABAX_T(table) * table, uint32_t ordinal);
uint32_t ABAX_T(import_pure)(const ABAX_T(table) * table, uint32_t ordinal);

/* Names by ordinal, "" when the texts were stripped or the ordinal is too large. Owned by the table's bytes. */
const char *ABAX_T(param_name)(const ABAX_T(table) * table, uint32_t ordinal);
const char *ABAX_T(result_name)(const ABAX_T(table) * table, uint32_t ordinal);
const char *ABAX_T(import_name)(const ABAX_T(table) * table, uint32_t ordinal);
const char *ABAX_T(module_name)(const ABAX_T(table) * table);
const char *ABAX_T(module_version)(const ABAX_T(table) * table);

/* Default of a param (of its first element, if it is an array). */
static inline ABAX_T(real) ABAX_T(param_default)(const ABAX_T(table) * table, ABAX_T(param) param) {
    assert(param.slots != 0 && param.slot < table->header->params);
    return table->defaults[param.slot];
}

/* Sets an input: one store. */
static inline void ABAX_T(set)(ABAX_T(instance) * instance, ABAX_T(param) param, ABAX_T(real) value) {
    assert(param.slots != 0 && param.slot < instance->table->header->params);
    instance->frame[param.slot] = value;
}

/* Sets one element of an input array, index from 0 and less than param.slots: one store. */
static inline void ABAX_T(set_element)(ABAX_T(instance) * instance, ABAX_T(param) param, uint32_t index,
                                       ABAX_T(real) value) {
    assert(index < param.slots && param.slot + index < instance->table->header->params);
    instance->frame[param.slot + index] = value;
}

/* The param.slots elements of an input, one after another, to be written at any time but during an evaluation. */
static inline ABAX_T(real) * ABAX_T(param_data)(ABAX_T(instance) * instance, ABAX_T(param) param) {
    assert(param.slots != 0 && param.slot < instance->table->header->params);
    return instance->frame + param.slot;
}

/* Default of an element of a param. */
static inline ABAX_T(real) ABAX_T(element_default)(const ABAX_T(table) * table, ABAX_T(param) param, uint32_t index) {
    assert(index < param.slots && param.slot + index < table->header->params);
    return table->defaults[param.slot + index];
}

/* Reads an output of the last evaluation: one load. */
static inline ABAX_T(real) ABAX_T(get)(const ABAX_T(instance) * instance, ABAX_T(result) result) {
    assert(result.slots != 0 && result.slot >= instance->table->header->params);
    return instance->frame[result.slot];
}

/*
 * The sticky fault word (ABAX_FAULT_…); the ordinal of the result that is charged, the first in declared order of all that
 * demanded what faulted since the word was cleared, or ABAX_NO_RESULT; and how to clear both.
 */
static inline uint32_t ABAX_T(faults)(const ABAX_T(instance) * instance) { return instance->faults; }
static inline uint32_t ABAX_T(fault_result)(const ABAX_T(instance) * instance) { return instance->fault_result; }
static inline void ABAX_T(clear_faults)(ABAX_T(instance) * instance) {
    instance->faults = 0;
    instance->fault_result = ABAX_NO_RESULT;
}

#undef ABAX_T
#undef ABAX_T_REAL
