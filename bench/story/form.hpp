// One shape for all forms of evaluation that the story compares: a form is made ready for some expressions of S, runs
// over rows of inputs from C++ or from C, and can be watched for one evaluation, phase by phase. f32 throughout.
//
// A form's step() takes the inputs where inputs() says, evaluates and leaves the results where outputs() says. The loop
// around it is one template, so that forms differ in what stands between the inputs and the results only.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

#include "../evaluate/native.hpp"
#include "c_use.h"

namespace bench {

constexpr std::size_t SENSORS = 7;
constexpr std::size_t SENSOR_PARAMS = 10;          // a … j
constexpr std::size_t ROWS = BENCH_ROWS;           // of inputs, used in turn
constexpr std::size_t RING_SIZE = BENCH_RING_SIZE; // results kept

inline constexpr std::array<const char *, SENSOR_PARAMS> param_names = {"a", "b", "c", "d", "e",
                                                                        "f", "g", "h", "i", "j"};
inline constexpr std::array<const char *, SENSORS> sensor_texts = {
#define SENSOR(text, ...) text,
#include "../evaluate/sensors.def"
};

// What an evaluation does at a time; a watched one says so by calling the function of the phase that begins, whose
// address a tool looks for.
enum class Phase { set_up, parse, clone, evaluate, release };
constexpr std::size_t PHASES = 5;
struct PhaseMark {
    const char *name;
    void (*mark)();
};
extern const std::array<PhaseMark, PHASES> phase_marks;

struct Unwatched {
    void operator()(Phase) const {}
};
struct Watched {
    void operator()(Phase phase) const { phase_marks[static_cast<std::size_t>(phase)].mark(); }
};

class Form {
public:
    Form() = default;
    Form(const Form &) = delete;
    Form &operator=(const Form &) = delete;
    virtual ~Form() = default;

    // Evaluates `count` times, each time with the next row; every result goes to the next place of the ring.
    virtual void run(const float *rows, std::size_t count, float *ring) = 0;
    // The same from C, through the form's C interface.
    virtual void run_in_c(const float *rows, std::size_t count, float *ring) = 0;
    // Evaluates once, watched.
    virtual void watch(const float *row, float *results) = 0;
};

using FormPointer = std::unique_ptr<Form>;

template <class Derived> class Stepping : public Form {
public:
    explicit Stepping(std::size_t results) : results_(results) {}

    void run(const float *rows, std::size_t count, float *ring) override {
        if (results_ == 1) {
            loop(rows, count, ring, std::make_index_sequence<SENSOR_PARAMS>{}, std::make_index_sequence<1>{});
        } else {
            loop(rows, count, ring, std::make_index_sequence<SENSOR_PARAMS>{}, std::make_index_sequence<SENSORS>{});
        }
    }

    void watch(const float *row, float *results) override {
        const Watched mark;
        mark(Phase::set_up);
        for (std::size_t i = 0; i < SENSOR_PARAMS; ++i) {
            self()->inputs()[i] = row[i];
        }
        self()->step(self()->inputs(), self()->outputs(), mark);
        mark(Phase::set_up);
        for (std::size_t i = 0; i < results_; ++i) {
            results[i] = self()->outputs()[i];
        }
    }

protected:
    std::size_t results() const { return results_; }

private:
    // Both counts are constants and nothing loops over them: a loop of seven ends in a branch that is foreseen here and
    // not there.
    template <std::size_t... param, std::size_t... result>
    [[gnu::noinline]] void loop(const float *rows, std::size_t count, float *ring,
                                std::index_sequence<param...> /*params*/, std::index_sequence<result...> /*results*/) {
        float *const inputs = self()->inputs();
        float *const outputs = self()->outputs();
        std::size_t place = 0;
        for (std::size_t k = 0; k < count; ++k) {
            const float *const row = rows + (k % ROWS) * sizeof...(param);
            ((inputs[param] = row[param]), ...);
            self()->step(inputs, outputs, Unwatched{});
            ((ring[(place + result) % RING_SIZE] = outputs[result]), ...);
            place = (place + sizeof...(result)) % RING_SIZE;
        }
    }

    Derived *self() { return static_cast<Derived *>(this); }

    std::size_t results_;
};

// Makes a form ready for the `count` expressions of S from `first` on: one, or all. Throws std::runtime_error where it
// cannot.
using MakeForm = FormPointer (*)(std::size_t first, std::size_t count);
FormPointer make_parsed_each_time(std::size_t first, std::size_t count);
FormPointer make_compiled_each_time(std::size_t first, std::size_t count);
FormPointer make_cloned(std::size_t first, std::size_t count);
FormPointer make_heap_tree(std::size_t first, std::size_t count);
FormPointer make_arena_tree(std::size_t first, std::size_t count);
FormPointer make_table(std::size_t first, std::size_t count);
FormPointer make_generated_cpp(std::size_t first, std::size_t count);
FormPointer make_generated_c(std::size_t first, std::size_t count);
FormPointer make_by_hand(std::size_t first, std::size_t count);

// The forms in the order of the story.
struct Kind {
    const char *name;
    MakeForm make;
    bool allocates; // from the heap, while it evaluates
};
extern const std::array<Kind, 9> kinds;

// Rows of inputs, ROWS of them.
const float *sensor_rows();

// Whether all forms give the bits of what is written by hand, one expression at a time, as a batch, from C and watched,
// and whether those that must not allocate do not; says on stderr where not.
bool check();

} // namespace bench
