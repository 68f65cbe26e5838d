// Counts the instructions of interp and interp2 in a batch of eight: by hand, as generated C++, by a table of the fused profile. What
// a batch takes that only copies its inputs, eight loads and stores, is taken away, and the rest is divided by eight. Exact, the same
// in every run. Prints the table that curves.txt holds; the exit status says whether generated source is above what is written by hand.
#include <cmath>
#include <cstring>

#include "abax/abax.h"
#include "board.h"
#include "copied.hpp"
#include "copied_table.h"
#include "even16.hpp"
#include "even16_table.h"
#include "grid.hpp"
#include "grid_table.h"
#include "search16.hpp"
#include "search16_table.h"

namespace {

using Function = void (*)(void *);

constexpr uint32_t calls = 8;

// ---- by hand: as an engineer would write it, who knows that the slopes do not change and that a division takes long

struct Point {
    float x, y, slope;
};

Point by_hand[16];

void make_points(const float *x, const float *y) {
    for (int i = 0; i < 16; ++i) {
        by_hand[i] = {x[i], y[i], i < 15 ? (y[i + 1] - y[i]) / (x[i + 1] - x[i]) : 0.0F};
    }
}

inline float search(const Point *points, int count, float x) {
    if (x != x) {
        return x;
    }
    if (x <= points[0].x) {
        return points[0].y;
    }
    if (x >= points[count - 1].x) {
        return points[count - 1].y;
    }
    int low = 0;
    int high = count - 1;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        if (x < points[middle].x) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return points[low].y + (x - points[low].x) * points[low].slope;
}

inline float even(const Point *points, int count, float first, float per_unit, float x) {
    if (x != x) {
        return x;
    }
    if (x <= points[0].x) {
        return points[0].y;
    }
    if (x >= points[count - 1].x) {
        return points[count - 1].y;
    }
    const Point &at = points[static_cast<int>((x - first) * per_unit)];
    return at.y + (x - at.x) * at.slope;
}

void native_search16(void *context) {
    auto &i = *static_cast<search16::Instance *>(context);
    i.results.y0 = search(by_hand, 16, i.params.x0);
    i.results.y1 = search(by_hand, 16, i.params.x1);
    i.results.y2 = search(by_hand, 16, i.params.x2);
    i.results.y3 = search(by_hand, 16, i.params.x3);
    i.results.y4 = search(by_hand, 16, i.params.x4);
    i.results.y5 = search(by_hand, 16, i.params.x5);
    i.results.y6 = search(by_hand, 16, i.params.x6);
    i.results.y7 = search(by_hand, 16, i.params.x7);
}

void native_even16(void *context) {
    auto &i = *static_cast<even16::Instance *>(context);
    i.results.y0 = even(by_hand, 16, 0.0F, 0.1F, i.params.x0);
    i.results.y1 = even(by_hand, 16, 0.0F, 0.1F, i.params.x1);
    i.results.y2 = even(by_hand, 16, 0.0F, 0.1F, i.params.x2);
    i.results.y3 = even(by_hand, 16, 0.0F, 0.1F, i.params.x3);
    i.results.y4 = even(by_hand, 16, 0.0F, 0.1F, i.params.x4);
    i.results.y5 = even(by_hand, 16, 0.0F, 0.1F, i.params.x5);
    i.results.y6 = even(by_hand, 16, 0.0F, 0.1F, i.params.x6);
    i.results.y7 = even(by_hand, 16, 0.0F, 0.1F, i.params.x7);
}

// ---- counting

alignas(8) unsigned char memory[1024];

__attribute__((noinline)) void nothing(void * /*context*/) { __asm__ volatile(""); }

__attribute__((noinline)) uint32_t raw_count(Function function, void *context) {
    board_count_start();
    function(context);
    return board_counted();
}

uint32_t count(Function function, void *context) {
    return raw_count(function, context) - raw_count(nothing, context) + 1;
}

void evaluate(void *context) { (void)abax_f32_eval(static_cast<abax_f32_instance *>(context)); }

bool good = true;

void fail(const char *what) {
    good = false;
    print("FAILED: ");
    print(what);
    print("\n");
}

// The results are left in `memory`, behind the eight params.
uint32_t count_table(const void *bytes, size_t size) {
    static abax_f32_instance instance;
    static abax_f32_table table;
    if (abax_f32_open(&table, bytes, size) != ABAX_OK ||
        abax_f32_init(&instance, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK) {
        fail("the table");
        return 0;
    }
    return count(evaluate, &instance);
}

template <class Instance> uint32_t count_generated(void (*compute)(Instance &), Instance &instance) {
    return count(reinterpret_cast<Function>(reinterpret_cast<void *>(compute)), &instance);
}

void print_row(const char *name, uint32_t by_hand_count, uint32_t generated, uint32_t table) {
    print(name);
    for (size_t i = std::strlen(name); i < 12; ++i) {
        print(" ");
    }
    if (by_hand_count != 0) {
        print_number(by_hand_count, 8);
    } else {
        print("       -");
    }
    print_number(generated, 11);
    print_number(table, 8);
    print("\n");
    if (by_hand_count != 0 && generated * 100 > by_hand_count * 105) {
        fail("generated source is above what is written by hand");
    }
}

// The same bits by hand, as generated source and by the table.
template <class Instance>
void print_curve(const char *name, Function native, void (*init)(Instance &), void (*compute)(Instance &),
                 const void *bytes, size_t size, uint32_t generated_copies, uint32_t table_copies) {
    static Instance instance;
    float results[calls];
    init(instance);
    const uint32_t hand = native != nullptr ? count(native, &instance) : 0;
    std::memcpy(results, &instance.results, sizeof results);
    const uint32_t generated = count_generated(compute, instance);
    const uint32_t table = count_table(bytes, size);
    if (std::memcmp(&instance.results, memory + sizeof results, sizeof results) != 0 ||
        (native != nullptr && std::memcmp(&instance.results, results, sizeof results) != 0)) {
        fail("the results differ");
    }
    print_row(name, hand != 0 ? (hand - generated_copies) / calls : 0, (generated - generated_copies) / calls,
              (table - table_copies) / calls);
}

} // namespace

int main() {
    static const float y[16] = {336.0F, 242.5F, 177.0F, 130.4F, 97.1F, 73.0F, 55.3F, 42.3F,
                                32.7F,  25.4F,  19.9F,  15.7F,  12.5F, 10.0F, 8.06F, 6.53F};
    static const float uneven[16] = {0, 4, 9, 15, 22, 30, 39, 49, 60, 72, 85, 99, 112, 124, 138, 150};
    static const float spaced[16] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150};
    static copied::Instance copies;
    print("                  by         as      by\n"
          "a call          hand  generated   table\n");
    copied::init(copies);
    const uint32_t generated_copies = count_generated(copied::compute, copies);
    const uint32_t table_copies = count_table(copied_table, sizeof copied_table);
    make_points(uneven, y);
    print_curve<search16::Instance>("search16", native_search16, search16::init, search16::compute, search16_table,
                                    sizeof search16_table, generated_copies, table_copies);
    make_points(spaced, y);
    print_curve<even16::Instance>("even16", native_even16, even16::init, even16::compute, even16_table,
                                  sizeof even16_table, generated_copies, table_copies);
    print_curve<grid::Instance>("grid", nullptr, grid::init, grid::compute, grid_table, sizeof grid_table,
                                generated_copies, table_copies);
    return good ? 0 : 1;
}
