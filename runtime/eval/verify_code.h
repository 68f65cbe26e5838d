/*
 * Verification of a table's code: the second half of abax_verify, after the layout.
 */
#ifndef ABAX_EVAL_VERIFY_CODE_H
#define ABAX_EVAL_VERIFY_CODE_H

#include "abax/abax.h"
#include "layout.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of an instruction. */
#define ABAX_STEP(header) ((header)->profile == ABAX_PROFILE_WIDE ? 8U : 4U)

/*
 * ABAX_OK; ABAX_E_CODE; or ABAX_E_FEATURE for an instruction or a library function that a run time with ABAX_OPS_HEADER does not
 * have. Main code first, then start code; *position is the offset of the last instruction looked at.
 */
abax_status abax_verify_code(const abax_header *header, const abax_layout *layout, uint32_t *position);

#ifdef __cplusplus
}
#endif

#endif
