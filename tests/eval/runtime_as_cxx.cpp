// The run time as one C++17 translation unit: it is written in what C99 and C++17 have in common, and none of its files'
// private names meet.
#include "../../runtime/eval/f32.c"

#include "../../runtime/eval/f64.c"

#include "../../runtime/eval/block_f32.c"

#include "../../runtime/eval/block_f64.c"

#include "../../runtime/eval/verify.c"
#include "../../runtime/eval/verify_code.c"

#include "../../runtime/eval/crc32.c"

#include "../../runtime/eval/status_text.c"
