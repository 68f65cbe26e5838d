// See form.hpp, check.
#include "form.hpp"

#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "allocations.h"
#include "heap_tree.hpp"

namespace bench {

namespace {

constexpr std::size_t CHECKED_ROWS = RING_SIZE / SENSORS; // no result is overwritten

using Values = std::vector<float>;

Values values_of(Form &form, void (Form::*run)(const float *, std::size_t, float *)) {
    Values ring(RING_SIZE, 0.0F);
    (form.*run)(sensor_rows(), CHECKED_ROWS, ring.data());
    return ring;
}

bool same_bits(const Values &values, const Values &wanted, const char *form, const char *use) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::memcmp(&values[i], &wanted[i], sizeof values[i]) != 0) {
            std::fprintf(stderr, "%s, %s: value %zu is %.9g, by hand it is %.9g\n", form, use, i,
                         static_cast<double>(values[i]), static_cast<double>(wanted[i]));
            return false;
        }
    }
    return true;
}

bool watched_is_right(Form &form, std::size_t count, const Values &wanted, const char *name) {
    Values results(RING_SIZE, 0.0F);
    Values first(RING_SIZE, 0.0F);
    form.watch(sensor_rows(), results.data());
    std::memcpy(first.data(), wanted.data(), count * sizeof first[0]);
    return same_bits(results, first, name, "watched");
}

bool check_form(const Kind &kind, std::size_t first, std::size_t count) {
    const Values wanted = values_of(*make_by_hand(first, count), &Form::run);
    const FormPointer form = kind.make(first, count);
    const bool right = same_bits(values_of(*form, &Form::run), wanted, kind.name, count == 1 ? "single" : "batch") &&
                       same_bits(values_of(*form, &Form::run_in_c), wanted, kind.name, "from C") &&
                       watched_is_right(*form, count, wanted, kind.name);
    Values ring(RING_SIZE);
    const std::size_t before = bench_allocated().calls;
    form->run(sensor_rows(), ROWS, ring.data());
    form->run_in_c(sensor_rows(), ROWS, ring.data());
    const std::size_t allocations = bench_allocated().calls - before;
    if ((allocations != 0) != kind.allocates) {
        std::fprintf(stderr, "%s: %zu allocations in %zu evaluations\n", kind.name, allocations, 2 * ROWS);
        return false;
    }
    return right;
}

// What the parser of trees on the heap does not know, and the column where it says so.
struct Refused {
    const char *text;
    int column;
};
constexpr Refused refused[] = {{"a ? b : c", 3}, {"a[1]", 2},         {"nothing(a)", 1}, {"sin(a, b)", 1},
                               {"a +", 4},       {"min(a, b, c)", 9}, {"(a", 3},         {"1_000 + a", 1},
                               {"a b", 3},       {"if(a, b, c)", 1}};

bool is_refused(const Refused &text) {
    const std::string wanted = "column " + std::to_string(text.column) + " of ";
    std::string said = "nothing";
    try {
        parse_to_heap(text.text);
    } catch (const std::runtime_error &error) {
        said = error.what();
    }
    if (said.compare(0, wanted.size(), wanted) != 0) {
        std::fprintf(stderr, "'%s' is to be refused at column %d, but: %s\n", text.text, text.column, said.c_str());
        return false;
    }
    return true;
}

} // namespace

bool check() {
    bool right = true;
    for (const Refused &text : refused) {
        right = is_refused(text) && right;
    }
    for (const Kind &kind : kinds) {
        try {
            right = check_form(kind, 0, SENSORS) && right;
            for (std::size_t i = 0; i < SENSORS; ++i) {
                right = check_form(kind, i, 1) && right;
            }
        } catch (const std::exception &error) {
            std::fprintf(stderr, "%s: %s\n", kind.name, error.what());
            right = false;
        }
    }
    return right;
}

} // namespace bench
