/*
 * Verification of a table, for both Reals alike. One linear pass, no recursion, no memory of its own.
 */
#ifndef ABAX_EVAL_VERIFY_H
#define ABAX_EVAL_VERIFY_H

#include "abax/abax.h"
#include "layout.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Whether evaluating these bytes, aligned to 8, with Reals of `real` bytes is safe and ends. *layout is complete after
 * ABAX_OK; *position is the offset of what was refused, 0 after ABAX_OK. Statuses and their order: see abax_open in typed.h.
 */
abax_status abax_verify(const void *bytes, size_t size, uint32_t real, abax_layout *layout, uint32_t *position);

#ifdef __cplusplus
}
#endif

#endif
