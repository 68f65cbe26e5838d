// A function for each of the maths library and each Real, to see what each brings into an image: see library_flash.py. Linked,
// not run.
#include "abax/maths.h"

#define USE1(real, Real, number, c_name)                                                                               \
    extern "C" Real use_##real##_##number(Real x);                                                                     \
    Real use_##real##_##number(Real x) { return abax_##real##_##c_name(x); }
#define USE2(real, Real, number, c_name)                                                                               \
    extern "C" Real use_##real##_##number(Real x, Real y);                                                             \
    Real use_##real##_##number(Real x, Real y) { return abax_##real##_##c_name(x, y); }
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    USE1(f32, float, number, c_name)                                                                                   \
    USE1(f64, double, number, c_name)
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    USE2(f32, float, number, c_name)                                                                                   \
    USE2(f64, double, number, c_name)
#include "abax/ops.def"
