/*
 * An instance's sequence is odd while its results are being written: then nothing else may write them (E_BUSY), and who reads
 * them from elsewhere tries again.
 */
#ifndef ABAX_EVAL_SEQUENCE_H
#define ABAX_EVAL_SEQUENCE_H

#define SEQUENCE(instance) (*(const volatile uint32_t *)&(instance)->sequence)
#define SET_SEQUENCE(instance, value) (*(volatile uint32_t *)&(instance)->sequence = (value))

#endif
