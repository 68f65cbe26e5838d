/* The run time for float: abax_f32_…. See instance.inc and evaluate.inc. */
#include "options.h" /* first: it says which functions of real_ops.h are inline */

#include "abax/abax.h"
#include "abax/real_ops.h"
#include "verify.h"

#define ABAX_BITS 32
#include "abax/real.h"

#include "evaluate.inc"

#include "instance.inc"

#undef ABAX_BITS
#include "abax/real.h"
