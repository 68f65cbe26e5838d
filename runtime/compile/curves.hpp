// Curves and maps as they lie in a table: blocks of format.h, whose Reals real_curves.inc explains. The generator of
// source asks for the same numbers one by one.
#ifndef ABAX_COMPILE_CURVES_HPP
#define ABAX_COMPILE_CURVES_HPP

#include "state.hpp"

namespace abax {

// Breakpoints: the caller's, and what finds the one that a value lies behind.
struct Axis {
    const void *values; // of type Real
    uint32_t count;
    bool even;     // breakpoint number i lies at i to i + 1/32 of value*per_unit + offset
    Bits per_unit; // 0 if they are not evenly spaced
    Bits offset;
};

// What a declaration of a curve or a map has besides its name, in the arena.
struct CurveData {
    Axis x;
    Axis y;             // of a map
    const void *values; // y of a curve; of a map a row for every y
};

inline const CurveData &curve_of(const Declaration &d) { return *static_cast<const CurveData *>(d.values); }

// Whether the numbers are those of a curve or a map; errors say what is wrong with them. Finds out which axes are
// evenly spaced.
void check_curve(Compilation &c, Declaration &d);

// Reals of the block behind its kind, both counts included.
uint32_t curve_slots(const Compilation &c, const Declaration &d);
uint32_t curve_kind(const Declaration &d);
// Writes the block; the memory was cleared.
void put_curve(const Compilation &c, const Declaration &d, unsigned char *block);

// x, y and slope of a point; place and scale of a breakpoint; a value of a map, by row and column.
struct PointBits {
    Bits x, y, slope;
};
PointBits curve_point(const Compilation &c, const CurveData &curve, uint32_t point);
struct TickBits {
    Bits at, scale;
};
TickBits axis_tick(const Compilation &c, const Axis &axis, uint32_t tick);
Bits map_value(const Compilation &c, const CurveData &map, uint32_t row, uint32_t column);

} // namespace abax

#endif
