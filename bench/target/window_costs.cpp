// Counts the Cortex-M7's instructions for each instruction of a window, dispatch included, by the number of values that it holds:
// the most over inputs that take its longest ways. Prints what generator/costs/cortex_m7_windows.def holds.
#include <cstring>
#include <limits>

#include "text_instance.hpp"

namespace {

constexpr uint32_t most_evaluations = 400;

// Numbers that fall, rise, jump down once in n evaluations, jump to and fro, are none: what median_n takes depends on where a
// number comes in among the others and on where another one leaves.
template <class Real> Real input(uint32_t kind, uint32_t evaluation, uint32_t n) {
    const Real number = static_cast<Real>(evaluation);
    switch (kind) {
    case 0:
        return -number;
    case 1:
        return number;
    case 2:
        return evaluation % n == 0 ? -number : number;
    case 3:
        return evaluation % n == 0 ? number : -number;
    case 4:
        return evaluation % 2 == 0 ? number : -number;
    case 5:
        return static_cast<Real>(evaluation * 2654435761U % 1009U);
    default:
        return evaluation % 5 == 0 ? std::numeric_limits<Real>::quiet_NaN() : Real(1);
    }
}
constexpr uint32_t kinds = 7;

struct Row {
    uint32_t number; // of instructions.def
    uint32_t most;   // values
    const char *before;
    const char *name;
};
const Row rows[] = {{158, 64, "avg_n(x, ", "AVG_N"},
                    {159, 64, "min_n(x, ", "MIN_N"},
                    {160, 64, "max_n(x, ", "MAX_N"},
                    {161, 31, "median_n(x, ", "MEDIAN_N"}};

struct Length {
    uint32_t values;
    const char *text;
};
const Length lengths[] = {{1, "1)"},   {2, "2)"},   {3, "3)"},   {4, "4)"},   {5, "5)"},  {8, "8)"},
                          {15, "15)"}, {16, "16)"}, {31, "31)"}, {32, "32)"}, {64, "64)"}};

template <class Real> uint32_t most_of(TextInstance<Real> &instance, uint32_t values) {
    uint32_t most = 0;
    for (uint32_t kind = 0; kind < kinds; ++kind) {
        for (uint32_t i = 0; i < most_evaluations; ++i) {
            const uint32_t counted = instance.count_at(input<Real>(kind, i, values), 0);
            most = counted > most ? counted : most;
        }
    }
    return most;
}

template <class Real> bool count_all(uint32_t profile) {
    static TextInstance<Real> instance;
    bool good = instance.open(profile, "x");
    const uint32_t without = instance.count_at(0, 0);
    for (const Row &row : rows) {
        for (const Length &length : lengths) {
            const bool odd = length.values % 2 == 1;
            if (length.values > row.most || (row.most == 31 && !odd)) { // median_n
                continue;
            }
            char text[32];
            std::strcpy(text, row.before);
            std::strcat(text, length.text);
            good = instance.open(profile, text) && good;
            print_length_cost("ABAX_WINDOW_COST", sizeof(Real) * 8, profile == ABAX_COMPILE_WIDE, row.number,
                              length.values, most_of(instance, length.values) - without, row.name);
        }
    }
    if (!good) {
        print("FAILED: a table\n");
    }
    return good;
}

} // namespace

int main() {
    print("/*\n * Instructions of a Cortex-M7 for each instruction of a window, dispatch included, by the number of "
          "values "
          "that it holds.\n * Counted in an emulator: made by bench/target, target refresh_counts. DO NOT EDIT.\n *\n"
          " * ABAX_WINDOW_COST(bits of Real, wide, instruction, values, most)\n */\n");
    const bool f32 = count_all<float>(ABAX_COMPILE_FUSED) && count_all<float>(ABAX_COMPILE_WIDE);
    const bool f64 = count_all<double>(ABAX_COMPILE_FUSED) && count_all<double>(ABAX_COMPILE_WIDE);
    return f32 && f64 ? 0 : 1;
}
