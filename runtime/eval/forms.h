/*
 * What the fields of an instruction mean, by form: ABAX_FORM_x for every form of instructions.def, as flags.
 * The verifier checks tables by them, and a disassembler can print by them.
 */
#ifndef ABAX_EVAL_FORMS_H
#define ABAX_EVAL_FORMS_H

#define ABAX_READ_A 0x001U  /* a is an operand */
#define ABAX_READ_B 0x002U  /* b is an operand */
#define ABAX_READ_C 0x004U  /* c is an operand */
#define ABAX_STORE_A 0x008U /* a is a slot that is written */
#define ABAX_STORE_B 0x010U /* b is a slot that is written */
#define ABAX_STORE_C 0x020U /* c is a slot that is written */
#define ABAX_JUMP_B 0x040U  /* b is a distance */
#define ABAX_CALL_B 0x080U  /* b is the number of a library function */
#define ABAX_TWO 0x100U     /* … which has two arguments, not one */
#define ABAX_LONG 0x200U    /* narrow encoding: b has 24 bits and there is no a */
#define ABAX_SLOTS 0x400U   /* narrow encoding: a, b and c are slot numbers of 8 bits */
#define ABAX_DEFINES 0x800U /* the accumulator is defined without being read */
#define ABAX_ENDS 0x1000U   /* the last instruction of a code, and nothing else */

#define ABAX_FORM_END ABAX_ENDS
#define ABAX_FORM_LOAD (ABAX_READ_A | ABAX_DEFINES)
#define ABAX_FORM_STORE ABAX_STORE_B
#define ABAX_FORM_JUMP (ABAX_JUMP_B | ABAX_LONG)
#define ABAX_FORM_JZERO (ABAX_JUMP_B | ABAX_LONG)
#define ABAX_FORM_JTRUE (ABAX_JUMP_B | ABAX_LONG)
#define ABAX_FORM_CALL1 ABAX_CALL_B
#define ABAX_FORM_CALL2 (ABAX_CALL_B | ABAX_TWO | ABAX_READ_A)
#define ABAX_FORM_CALL2R (ABAX_CALL_B | ABAX_TWO | ABAX_READ_A)
#define ABAX_FORM_U 0U
#define ABAX_FORM_RA ABAX_READ_A
#define ABAX_FORM_AR ABAX_READ_A
#define ABAX_FORM_RAB (ABAX_READ_A | ABAX_READ_B)
#define ABAX_FORM_ABR (ABAX_READ_A | ABAX_READ_B)

#define ABAX_FORM_CALL1S (ABAX_CALL_B | ABAX_STORE_A)
#define ABAX_FORM_CALL1A (ABAX_CALL_B | ABAX_READ_A | ABAX_DEFINES)
#define ABAX_FORM_UA (ABAX_READ_A | ABAX_DEFINES)
#define ABAX_FORM_US ABAX_STORE_B
#define ABAX_FORM_RR 0U
#define ABAX_FORM_AB (ABAX_READ_A | ABAX_READ_B | ABAX_DEFINES)
#define ABAX_FORM_RAS (ABAX_READ_A | ABAX_STORE_B)
#define ABAX_FORM_ARS (ABAX_READ_A | ABAX_STORE_B)
#define ABAX_FORM_RAxB (ABAX_READ_A | ABAX_READ_B)
#define ABAX_FORM_RxAB (ABAX_READ_A | ABAX_READ_B)
#define ABAX_FORM_ABxR (ABAX_READ_A | ABAX_READ_B)
#define ABAX_FORM_ABxC (ABAX_SLOTS | ABAX_READ_A | ABAX_READ_B | ABAX_READ_C | ABAX_DEFINES)
#define ABAX_FORM_ABS3 (ABAX_SLOTS | ABAX_READ_A | ABAX_READ_B | ABAX_STORE_C | ABAX_DEFINES)
#define ABAX_FORM_JNOT (ABAX_READ_A | ABAX_JUMP_B)
#define ABAX_FORM_JIF (ABAX_READ_A | ABAX_JUMP_B)

#endif
