/*
 * Verifies the code of a table whose layout has been verified. In: header, layout. Out: a status, the offset of the
 * instruction that was refused. One pass; every instruction is checked by its form (forms.def) in constant time.
 *
 * After ABAX_OK every operand lies in the frame, every store in a slot that code may write, every array in the arrays, every
 * jump goes forward to an instruction and one that ends the run stands at the end: a run reads and writes only the table, the frame and the
 * fault word, and takes at most as many steps as there are instructions.
 */
#include "verify_code.h"

#include "forms.h"
#include "options.h"
#include "sets.h"

/* What the code may do, in byte offsets: writes go to first..first_end, or to second and behind. */
typedef struct code_rules {
    const abax_header *header;
    const uint8_t *arrays;
    const abax_entry *imports;
    const uint32_t *words;
    uint32_t bytes;
    uint32_t position; /* of the code in the table */
    uint32_t step;     /* bytes of an instruction */
    uint32_t real;
    uint32_t results; /* that may be charged with a fault, imports that may be called: none in start code */
    uint32_t import_count;
    uint32_t first;
    uint32_t first_end;
    uint32_t second;
#if ABAX_WITH_STATES
    uint32_t state; /* where it begins and ends: nothing in start code */
    uint32_t state_end;
#endif
} code_rules;

/* Bits of what form_traits gives, above the flags of the form. */
#define TRAIT_SET(set) (0x800000U << (set))

#if ABAX_WITH_FUSED
#define KEEP_FUSED(...) __VA_ARGS__
#else
#define KEEP_FUSED(...)
#endif

/* The forms by ordinals, from 1. The bitwise set has forms of the base set: BITWISE says which of the two. */
enum {
    NO_FORM,
#define ABAX_FORM(name, set, fields) FORM_##name,
#include "abax/forms.def"
    FORM_COUNT,
    BITWISE = 0x80
};
typedef char forms_fit_beside_bitwise[FORM_COUNT <= BITWISE ? 1 : -1];

/*
 * From an instruction to its form and on to what the form says: compilers make a table of bytes of the former and one of words
 * of the latter.
 */
static uint32_t form_of(uint32_t op) {
#define ROW(number, form)                                                                                              \
    case number:                                                                                                       \
        return (uint32_t)(form);
    switch (op) {
#define ABAX_INSTRUCTION(number, form, op1, op2, set)                                                                  \
    KEEP_##set(ROW(number, FORM_##form + (ABAX_SET_##set == ABAX_SET_BITWISE ? BITWISE : 0)))
#include "abax/instructions.def"
    default:
        return NO_FORM;
    }
#undef ROW
}

static uint32_t form_traits(uint32_t form) {
#define ROW(form, traits)                                                                                              \
    case form:                                                                                                         \
        return traits;
    switch (form) {
#define ABAX_FORM(name, set, fields) KEEP_##set(ROW(FORM_##name, (fields) | TRAIT_SET(ABAX_SET_##set)))
#include "abax/forms.def"
    default:
        return 0;
    }
#undef ROW
}

#undef KEEP_FUSED

/* The form's flags and the set of an instruction; 0 when this runtime does not have it. */
static uint32_t instruction_traits(uint32_t op) {
    const uint32_t form = form_of(op);
    const uint32_t traits = form_traits(form & (BITWISE - 1U));
    return (form & BITWISE) != 0 ? traits ^ TRAIT_SET(ABAX_SET_BASE) ^ TRAIT_SET(ABAX_SET_BITWISE) : traits;
}

/* How many arguments the library function of this number takes; 0 when there is none. */
static uint32_t library_arity(uint32_t number) {
    switch (number) {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) case number:
#include "abax/ops.def"
        return 1;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) case number:
#include "abax/ops.def"
        return 2;
    default:
        return 0;
    }
}

static int is_operand(const code_rules *rules, uint32_t offset) {
    return (offset & (rules->real - 1U)) == 0 && offset < rules->header->frame;
}

#if ABAX_WITH_ARRAYS || ABAX_WITH_NATIVES || ABAX_WITH_STATES
/* Whether this many slots, at most ABAX_MOST_ELEMENTS, follow an operand, itself included. */
static int has_slots(const code_rules *rules, uint32_t offset, uint32_t slots) {
    return slots * rules->real <= rules->header->frame - offset;
}

#endif

#if ABAX_WITH_ARRAYS || ABAX_WITH_CURVES
/*
 * The block of the arrays that stands at this place, in units of 8 bytes, if it is of that kind: as far as its length is to be
 * trusted. Else null.
 */
static const abax_array *find_block(const code_rules *rules, uint32_t place, uint32_t kind) {
    const uint32_t units = rules->header->array_bytes / 8U;
    const abax_array *array;
    if (place >= units) {
        return NULL;
    }
    array = (const abax_array *)(const void *)(rules->arrays + (size_t)place * 8U);
    return array->slots - 1U < ABAX_MOST_ELEMENTS && array->kind == kind &&
                   array->slots * rules->real <= (units - place - 1U) * 8U
               ? array
               : NULL;
}
#endif

#if ABAX_WITH_CURVES
/* Whether a curve or a map stands there: its counts, of at least one point, are those of as many Reals as it has. */
static int is_curve(const code_rules *rules, uint32_t place, uint32_t kind) {
    const abax_curve *const curve = (const abax_curve *)(const void *)find_block(rules, place, kind);
    const uint32_t head = (uint32_t)sizeof curve->counts / rules->real;
    uint32_t a;
    uint32_t b;
    if (curve == NULL || curve->slots < head) {
        return 0;
    }
    a = curve->counts[0];
    b = curve->counts[1];
    if (a >= ABAX_MOST_ELEMENTS || b >= ABAX_MOST_ELEMENTS) { /* then the products below fit */
        return 0;
    }
    switch (kind) {
    case ABAX_BLOCK_CURVE:
        return a != 0 && b == 0 && curve->slots == head + 3U * a;
    case ABAX_BLOCK_EVEN:
        return a != 0 && b == 0 && curve->slots == head + 2U + 3U * a;
    default:
        return a != 0 && b != 0 && curve->slots == head + 4U + 2U * (a + b) + (uint64_t)a * b;
    }
}
#endif

static int is_target(const code_rules *rules, uint32_t offset) {
    return is_operand(rules, offset) &&
           ((offset >= rules->first && offset < rules->first_end) || offset >= rules->second);
}

#if ABAX_WITH_STATES
/*
 * How many arguments of an instruction of the set STATES follow the accumulator, and how many slots of state it has: some, and rings
 * of as many as it has values.
 */
typedef struct shape {
    uint8_t arguments;
    uint8_t slots;
    uint8_t rings;
} shape;

static shape shape_of(uint32_t op) {
    static const shape shapes[] = {
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence) {(most)-1, slots, 0},
#define ABAX_WINDOW(id, number, name, rings, most, sentence) {0, 2, rings},
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence) {0, 1, rings},
#include "abax/ops.def"
    };
    enum {
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence) SHAPE_##id,
#define ABAX_WINDOW(id, number, name, rings, most, sentence) SHAPE_##id,
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence) SHAPE_##id,
#include "abax/ops.def"
        SHAPE_NONE
    };
#define OF_BASE(row)
#define OF_BITWISE(row)
#define OF_ARRAYS(row)
#define OF_NATIVES(row)
#define OF_CURVES(row)
#define OF_FUSED(row)
#define OF_STATES(row) row
#define ROW(number, op1)                                                                                               \
    case number:                                                                                                       \
        return shapes[SHAPE_##op1];
    switch (op) {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) OF_##set(ROW(number, op1))
#include "abax/instructions.def"
    default:
        return shapes[0];
    }
#undef ROW
#undef OF_BASE
#undef OF_BITWISE
#undef OF_ARRAYS
#undef OF_NATIVES
#undef OF_CURVES
#undef OF_FUSED
#undef OF_STATES
}

/*
 * Whether what the instruction remembers lies in the slots of the state, and its arguments in the frame. values: of a
 * ring, 0 where the form has none.
 */
static int is_step(const code_rules *rules, uint32_t op, uint32_t arguments, uint32_t state, uint32_t values) {
    const shape s = shape_of(op);
    const uint64_t slots = s.slots + (uint64_t)s.rings * values;
    return (s.rings != 0) == (values != 0) && (s.arguments == 0 || has_slots(rules, arguments, s.arguments)) &&
           is_operand(rules, state) && state >= rules->state && state < rules->state_end &&
           slots * rules->real <= rules->state_end - state;
}
#endif

/* The fields of an instruction as byte offsets, distances and numbers; those that its form does not use as they are. */
typedef struct fields {
    uint32_t a;
    uint32_t b;
    uint32_t c;
} fields;

static fields decode(const code_rules *rules, const uint32_t *words, uint32_t traits) {
    fields f;
    f.c = 0;
    if (rules->step == 8) {
        f.a = words[0] >> 8;
        f.b = words[1];
    } else if ((traits & ABAX_LONG) != 0) {
        f.a = 0;
        f.b = words[0] >> 8;
    } else if ((traits & ABAX_SLOTS) != 0) {
        f.a = (words[0] >> 24) * rules->real;
        f.b = (words[0] >> 16 & 0xFFU) * ((traits & ABAX_CALL_B) != 0 ? 1U : rules->real);
        f.c = (words[0] >> 8 & 0xFFU) * rules->real;
    } else {
        f.a = words[0] >> 20;
        f.b = words[0] >> 8 & 0xFFFU;
    }
    return f;
}

/* left: bytes of code after this instruction. */
static int is_instruction(const code_rules *rules, const uint32_t *words, uint32_t traits, uint32_t left) {
    const fields f = decode(rules, words, traits);
    if ((!ABAX_WITH_STATES || (traits & ABAX_NUMBER_A) == 0) &&
        ((traits & ABAX_READ_A) != 0 ? !is_operand(rules, f.a)
                                     : ((traits & ABAX_STORE_A) != 0 ? !is_target(rules, f.a) : f.a != 0))) {
        return 0;
    }
    if ((traits & ABAX_READ_C) != 0 ? !is_operand(rules, f.c)
                                    : (traits & ABAX_STORE_C) != 0 && !is_target(rules, f.c)) {
        return 0;
    }
    if ((traits & ABAX_READ_B) != 0) {
        return is_operand(rules, f.b);
    }
    if ((traits & ABAX_STORE_B) != 0) {
        return is_target(rules, f.b);
    }
    if ((traits & ABAX_JUMP_B) != 0) {
        return f.b < left && (f.b & (rules->step - 1U)) == 0;
    }
#if ABAX_WITH_ARRAYS
    if ((traits & ABAX_ARRAY_B) != 0) {
        return find_block(rules, f.b, ABAX_BLOCK_ARRAY) != NULL;
    }
    if ((traits & ABAX_COUNT_B) != 0) {
        return f.b - 1U < ABAX_MOST_ELEMENTS && has_slots(rules, f.a, f.b);
    }
    if ((traits & ABAX_NUMBER_B) != 0) {
        return f.b - 1U < ABAX_MOST_ELEMENTS;
    }
    if ((traits & ABAX_RESULT_B) != 0) {
        return f.b < rules->results;
    }
#endif
#if ABAX_WITH_NATIVES
    if ((traits & ABAX_NATIVE_B) != 0) {
        return f.b < rules->import_count && has_slots(rules, f.a, rules->imports[f.b].slots & 0xFFU);
    }
#endif
#if ABAX_WITH_STATES
    if ((traits & ABAX_STATE_B) != 0) {
        return is_step(rules, words[0] & 0xFFU, f.a, f.b, (traits & ABAX_NUMBER_A) != 0 ? f.a : 0);
    }
#endif
#if ABAX_WITH_CURVES
    if ((traits & (ABAX_CURVE_B | ABAX_EVEN_B | ABAX_MAP_B)) != 0) {
        return is_curve(rules, f.b,
                        (traits & ABAX_CURVE_B) != 0  ? ABAX_BLOCK_CURVE
                        : (traits & ABAX_EVEN_B) != 0 ? ABAX_BLOCK_EVEN
                                                      : ABAX_BLOCK_MAP);
    }
#endif
    if ((traits & ABAX_CALL_B) != 0) {
        return library_arity(f.b) == ((traits & ABAX_TWO) != 0 ? 2U : 1U);
    }
    return f.b == 0;
}

#ifdef ABAX_OPS_HEADER
/* Whether this runtime has the instruction, which is valid, and the library function that it calls. */
static int is_built_in(const code_rules *rules, const uint32_t *words, uint32_t traits) {
    static const uint32_t instructions[8] = {ABAX_OPS_INSTRUCTIONS_0, ABAX_OPS_INSTRUCTIONS_1, ABAX_OPS_INSTRUCTIONS_2,
                                             ABAX_OPS_INSTRUCTIONS_3, ABAX_OPS_INSTRUCTIONS_4, ABAX_OPS_INSTRUCTIONS_5,
                                             ABAX_OPS_INSTRUCTIONS_6, ABAX_OPS_INSTRUCTIONS_7};
    static const uint32_t functions[4] = {ABAX_OPS_FUNCTIONS_0, ABAX_OPS_FUNCTIONS_1, ABAX_OPS_FUNCTIONS_2,
                                          ABAX_OPS_FUNCTIONS_3};
    const uint32_t op = words[0] & 0xFFU;
    uint32_t function;
    if ((instructions[op / 32U] >> op % 32U & 1U) == 0) {
        return 0;
    }
    function = decode(rules, words, traits).b;
    return (traits & ABAX_CALL_B) == 0 || (functions[function / 32U % 4U] >> function % 32U & 1U) != 0;
}
#endif

static abax_status verify_code(const code_rules *rules, uint32_t *position) {
    uint32_t at = 0;
    while (at != rules->bytes) {
        const uint32_t *const words = rules->words + at / sizeof(uint32_t);
        const uint32_t left = rules->bytes - at - rules->step;
        const uint32_t traits = instruction_traits(words[0] & 0xFFU);
        const int ends = (traits & ABAX_ENDS) != 0;
        *position = rules->position + at;
        if ((traits & (rules->header->features * TRAIT_SET(0))) == 0 || ends != (left == 0) ||
            (at == 0 && (traits & ABAX_DEFINES) == 0) || !is_instruction(rules, words, traits, left)) {
            return ABAX_E_CODE;
        }
#ifdef ABAX_OPS_HEADER
        if (!is_built_in(rules, words, traits)) {
            return ABAX_E_FEATURE;
        }
#endif
        at += rules->step;
    }
    return ABAX_OK;
}

ABAX_COLD abax_status abax_verify_code(const abax_header *header, const abax_layout *layout, uint32_t *position) {
    const uint8_t *const bytes = (const uint8_t *)header;
    const uint32_t temporaries = header->frame - header->temporaries * header->real;
    abax_status status;
    code_rules rules;
    rules.header = header;
    rules.arrays = bytes + layout->begin[ABAX_SECTION_ARRAYS];
    rules.imports = (const abax_entry *)(const void *)(bytes + layout->begin[ABAX_SECTION_IMPORTS]);
    rules.results = header->result_count;
    rules.import_count = header->import_count;
    rules.bytes = header->code_bytes;
    rules.position = layout->begin[ABAX_SECTION_CODE];
    rules.words = (const uint32_t *)(const void *)(bytes + rules.position);
    rules.step = ABAX_STEP(header);
    rules.real = header->real;
    /* Main code writes results and state, and temporaries. */
    rules.first = header->params * header->real;
    rules.first_end = rules.first + (header->results + header->states) * header->real;
    rules.second = temporaries;
#if ABAX_WITH_STATES
    rules.state_end = rules.first_end;
    rules.state = rules.state_end - header->states * header->real;
#endif
    status = verify_code(&rules, position);
    if (status != ABAX_OK) {
        return status;
    }
    /* Start code writes its own slots, which temporaries follow. It has no effects. */
    rules.results = 0;
    rules.import_count = 0;
    rules.bytes = header->start_bytes;
    rules.position = layout->begin[ABAX_SECTION_START_CODE];
    rules.words = (const uint32_t *)(const void *)(bytes + rules.position);
    rules.first = temporaries - header->starts * header->real;
    rules.first_end = temporaries;
#if ABAX_WITH_STATES
    rules.state_end = rules.state;
#endif
    return verify_code(&rules, position);
}

#undef TRAIT_SET
