/* Evaluation of many rows at once for float: abax_f32_eval_block. See block.inc. */
#include "options.h" /* first: it says which functions of real_ops.h are inline */

#include "abax/abax.h"
#include "abax/real_ops.h"

#define ABAX_BITS 32
#include "abax/real.h"

#include "operations.inc"

#include "block.inc"

#undef ABAX_BITS
#include "abax/real.h"
