/*
 * What the fields of an instruction mean, by form: ABAX_FORM_x for every form of forms.def, as flags.
 * The verifier checks tables by them, the encoder and the disassembler go by them.
 */
#ifndef ABAX_EVAL_FORMS_H
#define ABAX_EVAL_FORMS_H

#define ABAX_READ_A 0x001U     /* a is an operand */
#define ABAX_READ_B 0x002U     /* b is an operand */
#define ABAX_READ_C 0x004U     /* c is an operand */
#define ABAX_STORE_A 0x008U    /* a is a slot that is written */
#define ABAX_STORE_B 0x010U    /* b is a slot that is written */
#define ABAX_STORE_C 0x020U    /* c is a slot that is written */
#define ABAX_JUMP_B 0x040U     /* b is a distance */
#define ABAX_CALL_B 0x080U     /* b is the number of a library function */
#define ABAX_TWO 0x100U        /* … which has two arguments, not one */
#define ABAX_LONG 0x200U       /* narrow encoding: b has 24 bits and there is no a */
#define ABAX_SLOTS 0x400U      /* narrow encoding: a, b and c are slot numbers of 8 bits, b of a call the function's */
#define ABAX_DEFINES 0x800U    /* the accumulator is defined without being read */
#define ABAX_ENDS 0x1000U      /* the last instruction of a code, and no other */
#define ABAX_ARRAY_B 0x02000U  /* b is the place of a constant array, in units of 8 bytes */
#define ABAX_COUNT_B 0x04000U  /* b is a number of slots of which a is the first */
#define ABAX_NUMBER_B 0x08000U /* b is a number of elements */
#define ABAX_RESULT_B 0x10000U /* b is the ordinal of a result */
#define ABAX_NATIVE_B 0x20000U /* b is the ordinal of an import, whose arguments are the slots from a on */
/* b is the first slot of a state, the slots from a on are further arguments: both as many as op1 has */
#define ABAX_STATE_B 0x40000U
#define ABAX_NUMBER_A 0x80000U /* a is a number of values, at least 1: as many slots of the state belong to a ring */
#define ABAX_CURVE_B 0x100000U /* b is the place of a block of the arrays, in units of 8 bytes: of the kind CURVE, … */
#define ABAX_EVEN_B 0x200000U  /* … of the kind EVEN */
#define ABAX_MAP_B 0x400000U   /* … of the kind MAP */

enum {
#define ABAX_FORM(name, set, fields) ABAX_FORM_##name = (int)(fields),
#include "abax/forms.def"
};

#endif
