// See form.hpp: the list of forms, the phases' marks, the inputs.
#include "form.hpp"

#include <vector>

namespace bench {

namespace {

// The number keeps compilers from making one function of all.
template <int phase> [[gnu::noinline]] void mark() { __asm__ volatile("# phase %c0" : : "i"(phase)); }

std::vector<float> make_rows() {
    std::vector<float> rows;
    for (std::size_t k = 0; k < ROWS; ++k) {
        for (std::size_t i = 0; i < SENSOR_PARAMS; ++i) {
            rows.push_back(static_cast<float>(static_cast<double>(i + 1) * 1.5 + static_cast<double>(k) * 0.001));
        }
    }
    return rows;
}

} // namespace

const std::array<PhaseMark, PHASES> phase_marks = {{
    {"set_up", mark<0>},
    {"parse", mark<1>},
    {"clone", mark<2>},
    {"evaluate", mark<3>},
    {"release", mark<4>},
}};

const std::array<Kind, 9> kinds = {{
    {"parsed_each_time", make_parsed_each_time, true},
    {"compiled_each_time", make_compiled_each_time, false},
    {"cloned", make_cloned, true},
    {"heap_tree", make_heap_tree, false},
    {"arena_tree", make_arena_tree, false},
    {"table", make_table, false},
    {"generated_cpp", make_generated_cpp, false},
    {"generated_c", make_generated_c, false},
    {"by_hand", make_by_hand, false},
}};

const float *sensor_rows() {
    static const std::vector<float> rows = make_rows();
    return rows.data();
}

} // namespace bench
