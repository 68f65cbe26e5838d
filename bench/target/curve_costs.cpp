// Counts the Cortex-M7's instructions for each instruction of the set CURVES, dispatch included, by the number of points: the most
// over inputs of every kind. Its tables are compiled on the target. Prints what generator/costs/cortex_m7_curves.def holds.
#include <cmath>
#include <initializer_list>
#include <limits>

#include "text_instance.hpp"

namespace {

constexpr size_t most_points = 255;
constexpr size_t most_columns = 31; // of a map, and rows: what the narrow encoding reaches

enum class Form { curve, even, map };

template <class Real> struct Counter {
    using Api = abax::Api<Real>;
    Real axis[most_points];
    Real values[most_points > most_columns *most_columns ? most_points : most_columns *most_columns];
    TextInstance<Real> instance;
    bool good;

    void make_axis(Form form, size_t count) {
        for (size_t i = 0; i < count; ++i) {
            const auto n = static_cast<Real>(i);
            // even but for a hundredth, so that what lies just before a breakpoint takes the long way
            axis[i] = form == Form::even ? n - (i % 2 != 0 ? Real(0.01) : Real(0)) : n * n + n;
        }
        for (size_t i = 0; i < sizeof values / sizeof values[0]; ++i) {
            values[i] = static_cast<Real>(i % 7);
        }
    }

    void open(Form form, size_t count, uint32_t profile, const char *text) {
        const auto declare = [this, form, count](abax_compiler *compiler) {
            return form == Form::map ? Api::compiler_map(compiler, "c", axis, count, axis, count, values)
                                     : Api::compiler_curve(compiler, "c", axis, values, count);
        };
        good = instance.open(profile, text, declare) && good;
    }

    // Inputs that take every way: at, behind and just before breakpoints, outside, and none.
    Real input(size_t count, size_t n) const {
        constexpr Real infinity = std::numeric_limits<Real>::infinity();
        const Real outside[] = {-1,         infinity,  -infinity, std::numeric_limits<Real>::quiet_NaN(),
                                Real(-0.0), Real(1e30)};
        if (n < 6) {
            return outside[n];
        }
        const Real at = axis[(n - 6) / 3 % count];
        return n % 3 == 0 ? at : n % 3 == 1 ? at + Real(0.5) : std::nextafter(at, -infinity);
    }
    static size_t inputs(size_t count) { return 6 + 3 * count; }

    uint32_t most(Form form, size_t count) {
        uint32_t most = 0;
        for (size_t i = 0; i < inputs(count); ++i) {
            const size_t others = form == Form::map ? 24 : 1;
            for (size_t k = 0; k < others; ++k) {
                const uint32_t counted = instance.count_at(input(count, i), input(count, (i + k * 17) % inputs(count)));
                most = counted > most ? counted : most;
            }
        }
        return most;
    }
};

template <class Real> bool count_all(uint32_t profile) {
    static Counter<Real> counter;
    static const struct {
        Form form;
        uint32_t number;
        const char *text;
        const char *name;
    } rows[] = {{Form::curve, 14, "interp(c, x)", "CURVE"},
                {Form::even, 15, "interp(c, x)", "EVEN"},
                {Form::map, 42, "interp2(c, x, y)", "MAP"}};
    counter.good = true;
    for (const auto &row : rows) {
        for (const size_t count : {size_t{2}, size_t{3}, size_t{4}, size_t{7}, size_t{15}, size_t{16}, size_t{31},
                                   size_t{63}, size_t{127}, size_t{255}}) {
            if (row.form == Form::map && count > most_columns) {
                continue;
            }
            counter.make_axis(row.form, count);
            counter.open(row.form, count, profile, "x");
            const uint32_t without = counter.instance.count_at(0, 0);
            counter.open(row.form, count, profile, row.text);
            print_length_cost("ABAX_CURVE_COST", sizeof(Real) * 8, profile == ABAX_COMPILE_WIDE, row.number, count,
                              counter.most(row.form, count) - without, row.name);
        }
    }
    if (!counter.good) {
        print("FAILED: a table\n");
    }
    return counter.good;
}

} // namespace

int main() {
    print(
        "/*\n * Instructions of a Cortex-M7 for each instruction of the set CURVES, dispatch included, by the number "
        "of points, of a map\n"
        " * in both directions. Counted in an emulator: made by bench/target, target refresh_counts. DO NOT EDIT.\n *\n"
        " * ABAX_CURVE_COST(bits of Real, wide, instruction, points, most)\n */\n");
    const bool f32 = count_all<float>(ABAX_COMPILE_FUSED) && count_all<float>(ABAX_COMPILE_WIDE);
    const bool f64 = count_all<double>(ABAX_COMPILE_FUSED) && count_all<double>(ABAX_COMPILE_WIDE);
    return f32 && f64 ? 0 : 1;
}
