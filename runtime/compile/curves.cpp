// Curves and maps: what is wrong with their numbers, whether breakpoints are evenly spaced, and the blocks of the
// table. A minus before a zero is left out, so that no sign of a zero depends on the way in which a value is found. In:
// the numbers that the caller declared. Out: errors; bytes.
#include "curves.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr uint32_t MOST_CURVE_POINTS = (ABAX_MOST_ELEMENTS - 4) / 3; // with what else stands in a block
constexpr uint32_t MOST_AXIS_POINTS = 4000; // a map of 4000 by 4000 values is within ABAX_MOST_ELEMENTS

// A function of what is declared, for the Real that the module has.
#if ABAX_COMPILE_F32 && ABAX_COMPILE_F64
#define OF_REAL(c, function, ...) (is_f32(real_bits(c)) ? function<float>(__VA_ARGS__) : function<double>(__VA_ARGS__))
#elif ABAX_COMPILE_F32
#define OF_REAL(c, function, ...) (static_cast<void>(c), function<float>(__VA_ARGS__))
#else
#define OF_REAL(c, function, ...) (static_cast<void>(c), function<double>(__VA_ARGS__))
#endif

template <typename Real> Real number_at(const void *values, size_t i) {
    Real value;
    memcpy(&value, static_cast<const unsigned char *>(values) + i * sizeof value, sizeof value);
    return value + Real(0);
}

template <typename Real> Bits bits_of_number(Real value) {
    Bits bits = 0;
    memcpy(&bits, &value, sizeof value);
    return bits;
}

template <typename Real> bool is_finite(Real value) { return value * Real(0) == Real(0); }

template <typename Real> Real slope_of(Real x0, Real y0, Real x1, Real y1) { return (y1 - y0) / (x1 - x0); }

// What is wrong with numbers, if anything is: the message, and which of them.
struct Fault {
    uint32_t code;       // 0: nothing
    const char *numbers; // null where it is clear
    uint32_t first;      // of a map's values: the row
    uint32_t second;     // and the column
};

constexpr Fault NO_FAULT_FOUND = {0, nullptr, 0, 0};

template <typename Real> Fault check_finite(const void *values, uint32_t count, const char *name) {
    for (uint32_t i = 0; i < count; ++i) {
        if (!is_finite(number_at<Real>(values, i))) {
            return {ABAX_D_CURVE_FINITE, name, i, 0};
        }
    }
    return NO_FAULT_FOUND;
}

template <typename Real> Fault check_axis(const Axis &axis, const char *name) {
    const Fault fault = check_finite<Real>(axis.values, axis.count, name);
    for (uint32_t i = 1; i < axis.count && fault.code == 0; ++i) {
        const Real before = number_at<Real>(axis.values, i - 1);
        const Real value = number_at<Real>(axis.values, i);
        if (!(before < value)) {
            return {ABAX_D_CURVE_ORDER, name, i - 1, i};
        }
        if (!is_finite(value - before)) {
            return {ABAX_D_CURVE_STEP, name, i - 1, i};
        }
        if (!is_finite(Real(1) / (value - before))) {
            return {ABAX_D_CURVE_NEAR, name, i - 1, i};
        }
    }
    return fault;
}

template <typename Real> Fault check_points(const CurveData &curve) {
    const Fault fault = check_finite<Real>(curve.values, curve.x.count, "y");
    for (uint32_t i = 1; i < curve.x.count && fault.code == 0; ++i) {
        const Real before = number_at<Real>(curve.values, i - 1);
        const Real value = number_at<Real>(curve.values, i);
        if (!is_finite(value - before)) {
            return {ABAX_D_CURVE_STEP, "y", i - 1, i};
        }
        if (!is_finite(
                slope_of(number_at<Real>(curve.x.values, i - 1), before, number_at<Real>(curve.x.values, i), value))) {
            return {ABAX_D_CURVE_SLOPE, nullptr, i - 1, i};
        }
    }
    return fault;
}

template <typename Real> Fault check_rows(const CurveData &map) {
    const uint32_t columns = map.x.count;
    const uint32_t count = columns * map.y.count;
    for (uint32_t i = 0; i < count; ++i) {
        if (!is_finite(number_at<Real>(map.values, i))) {
            return {ABAX_D_MAP_FINITE, nullptr, i / columns, i % columns};
        }
    }
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t row = i / columns;
        const uint32_t column = i % columns;
        const Real value = number_at<Real>(map.values, i);
        if (column + 1 < columns && !is_finite(number_at<Real>(map.values, i + 1) - value)) {
            return {ABAX_D_MAP_COLUMN, nullptr, row, column};
        }
        if (row + 1 < map.y.count && !is_finite(number_at<Real>(map.values, i + columns) - value)) {
            return {ABAX_D_MAP_ROW, nullptr, row, column};
        }
    }
    return NO_FAULT_FOUND;
}

// Breakpoint number i is at i to i + 1/32 of x*per_unit + offset, calculated in Real. Both operations keep the order of
// what they are given, so that no x lies behind a later breakpoint than the integer part says. Where the breakpoints
// are rounded, an offset that is a little larger may do.
template <typename Real> void find_spacing(Axis &axis) {
    const Real first = number_at<Real>(axis.values, 0);
    const Real per_unit = Real(axis.count - 1) / (number_at<Real>(axis.values, axis.count - 1) - first);
    axis.even = false;
    axis.per_unit = 0;
    axis.offset = 0;
    if (!is_finite(per_unit) || per_unit == Real(0) || !is_finite(first * per_unit)) {
        return;
    }
    constexpr double more[] = {0, 1.0 / 4096, 1.0 / 64};
    for (const double part : more) {
        const Real product = first * per_unit;
        const Real offset = Real(part) - product;
        bool even = true;
        for (uint32_t i = 0; i < axis.count && even; ++i) {
            const Real scaled = number_at<Real>(axis.values, i) * per_unit;
            const Real place = scaled + offset;
            even = place >= Real(i) && place - Real(i) < Real(1.0 / 32);
        }
        if (even) {
            axis.even = true;
            axis.per_unit = bits_of_number(per_unit);
            axis.offset = bits_of_number(offset + Real(0));
            return;
        }
    }
}

template <typename Real> Fault check_numbers(CurveData &data, bool map) {
    Fault fault = check_axis<Real>(data.x, "x");
    if (fault.code == 0 && map) {
        fault = check_axis<Real>(data.y, "y");
    }
    if (fault.code == 0) {
        fault = map ? check_rows<Real>(data) : check_points<Real>(data);
    }
    if (fault.code == 0) {
        find_spacing<Real>(data.x);
        if (map) {
            find_spacing<Real>(data.y);
        }
    }
    return fault;
}

template <typename Real> Bits bits_at(const void *values, size_t i) {
    return bits_of_number(number_at<Real>(values, i));
}

template <typename Real> PointBits point_of(const CurveData &curve, uint32_t i) {
    const Real x = number_at<Real>(curve.x.values, i);
    const Real y = number_at<Real>(curve.values, i);
    const Real slope = i + 1 < curve.x.count ? slope_of(x, y, number_at<Real>(curve.x.values, i + 1),
                                                        number_at<Real>(curve.values, i + 1))
                                             : Real(0);
    return {bits_of_number(x), bits_of_number(y), bits_of_number(slope)};
}

template <typename Real> TickBits tick_of(const Axis &axis, uint32_t i) {
    const Real at = number_at<Real>(axis.values, i);
    const Real scale = i + 1 < axis.count ? Real(1) / (number_at<Real>(axis.values, i + 1) - at) : Real(0);
    return {bits_of_number(at), bits_of_number(scale)};
}

// Writes Reals one after another.
struct Writer {
    unsigned char *to;
    uint32_t size; // of a Real
};

void put(Writer &w, Bits bits) {
    memcpy(w.to, &bits, w.size); // of a float the low half
    w.to += w.size;
}

void put_ticks(Writer &w, const Compilation &c, const Axis &axis) {
    for (uint32_t i = 0; i < axis.count; ++i) {
        const TickBits tick = axis_tick(c, axis, i);
        put(w, tick.at);
        put(w, tick.scale);
    }
}

} // namespace

void check_curve(Compilation &c, Declaration &d) {
    CurveData &data = *static_cast<CurveData *>(const_cast<void *>(d.values));
    const bool map = d.kind == DeclarationKind::Map;
    const uint32_t most = map ? MOST_AXIS_POINTS : MOST_CURVE_POINTS;
    const uint32_t counts[2] = {data.x.count, map ? data.y.count : 2};
    for (const uint32_t count : counts) {
        if (count < 2 || count > most) {
            report(c, ABAX_D_CURVE_LENGTH, title_span(d), most, count);
            return;
        }
    }
    const Fault fault = OF_REAL(c, check_numbers, data, map);
    if (fault.code != 0) {
        abax_diagnostic message = {};
        message.args[0] = span_text(title_span(d));
        message.args[1] = text_of(fault.numbers != nullptr ? fault.numbers : "");
        message.args[2] = text_of(is_f32(real_bits(c)) ? "f32" : "f64");
        message.numbers[0] = fault.first;
        message.numbers[1] = fault.second;
        report(c, fault.code, title_span(d), message);
    }
}

PointBits curve_point(const Compilation &c, const CurveData &curve, uint32_t point) {
    return OF_REAL(c, point_of, curve, point);
}

TickBits axis_tick(const Compilation &c, const Axis &axis, uint32_t tick) { return OF_REAL(c, tick_of, axis, tick); }

Bits map_value(const Compilation &c, const CurveData &map, uint32_t row, uint32_t column) {
    return OF_REAL(c, bits_at, map.values, size_t{row} * map.x.count + column);
}

uint32_t curve_kind(const Declaration &d) {
    return d.kind == DeclarationKind::Map ? ABAX_BLOCK_MAP : curve_of(d).x.even ? ABAX_BLOCK_EVEN : ABAX_BLOCK_CURVE;
}

uint32_t curve_slots(const Compilation &c, const Declaration &d) {
    const CurveData &data = curve_of(d);
    const uint32_t head = static_cast<uint32_t>(sizeof(abax_curve::counts)) / real_size(c);
    switch (curve_kind(d)) {
    case ABAX_BLOCK_CURVE:
        return head + 3 * data.x.count;
    case ABAX_BLOCK_EVEN:
        return head + 2 + 3 * data.x.count;
    default:
        return head + 4 + 2 * (data.x.count + data.y.count) + data.x.count * data.y.count;
    }
}

void put_curve(const Compilation &c, const Declaration &d, unsigned char *block) {
    const CurveData &data = curve_of(d);
    const bool map = d.kind == DeclarationKind::Map;
    const abax_curve head = {curve_slots(c, d), curve_kind(d), {data.x.count, map ? data.y.count : 0}};
    memcpy(block, &head, sizeof head);
    Writer w = {block + sizeof head, real_size(c)};
    if (map || data.x.even) {
        put(w, data.x.per_unit);
        put(w, data.x.offset);
    }
    if (!map) {
        for (uint32_t i = 0; i < data.x.count; ++i) {
            const PointBits point = curve_point(c, data, i);
            put(w, point.x);
            put(w, point.y);
            put(w, point.slope);
        }
        return;
    }
    put(w, data.y.per_unit);
    put(w, data.y.offset);
    put_ticks(w, c, data.x);
    put_ticks(w, c, data.y);
    for (uint32_t row = 0; row < data.y.count; ++row) {
        for (uint32_t column = 0; column < data.x.count; ++column) {
            put(w, map_value(c, data, row, column));
        }
    }
}

} // namespace abax
