// Counts the Cortex-M7's instructions for each instruction of a table, dispatch included: the least and the most over values of
// every kind in all operands; those that call the maths library with each of its functions. In: the probes of write_opcodes,
// beside the image. Prints what a file of generator/costs/ holds.
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <limits>

#include "abax/abax.hpp"
#include "board.h"
#include "target/cases.hpp"
#include "target/opcodes.hpp"

namespace {

using namespace abax_tests;

constexpr std::uintptr_t probes_address = 0x60000000;

struct Name {
    const char *form;
    const char *op1;
    const char *op2;
};

const Name names[256] = {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) {#form, #op1, #op2},
#include "abax/instructions.def"
};
const std::uint8_t numbers[] = {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) number,
#include "abax/instructions.def"
};

const char *function_name(std::uint32_t number) {
    switch (number) {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    case number:                                                                                                       \
        return name;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    case number:                                                                                                       \
        return name;
#include "abax/ops.def"
    default:
        return "?";
    }
}

template <class Real> Real native(void * /*user*/, const Real *arguments) { return arguments[0]; }

template <class Real> struct Values {
    using Limits = std::numeric_limits<Real>;
    static constexpr Real all[] = {Real(0),
                                   Real(-0.0),
                                   Real(1),
                                   Real(-1.5),
                                   Real(2.5),
                                   Real(33),
                                   Real(-5e9),
                                   Real(6e9),
                                   Limits::denorm_min(),
                                   3 * Limits::denorm_min(), // with the next: the most steps that fmod can take
                                   Limits::max() / (2 - Limits::epsilon()), // the greatest power of two
                                   Limits::max(),
                                   Real(0.1),
                                   Limits::infinity(),
                                   -Limits::infinity(),
                                   Limits::quiet_NaN()};
    static constexpr std::uint32_t count = sizeof all / sizeof all[0];
};

template <class Real> struct Opened {
    typename abax::Api<Real>::Table table;
    typename abax::Api<Real>::Instance instance;
    alignas(8) unsigned char memory[256];
};
template <class Real> Opened<Real> opened[3];

template <class Real> bool open(Opened<Real> &o, const void *bytes, std::size_t size) {
    using Api = abax::Api<Real>;
    static const typename Api::Native natives[] = {{"native", native<Real>, nullptr, 1, 0}};
    if (Api::open(&o.table, bytes, size) != ABAX_OK) {
        return false;
    }
    return Api::init(&o.instance, &o.table, o.memory, sizeof o.memory, natives, 1) == ABAX_OK;
}

template <class Real> void call_eval(void *context) {
    abax::Api<Real>::eval(static_cast<typename abax::Api<Real>::Instance *>(context));
}

// From the first instruction of abax_eval to its return.
template <class Real> std::uint32_t evaluate(Opened<Real> &o, const Real *operands) {
    std::memcpy(o.instance.frame, operands, 4 * sizeof *operands);
    return board_count(call_eval<Real>, &o.instance);
}

struct Range {
    std::uint32_t least = 0xFFFFFFFFU;
    std::uint32_t most = 0;
    void add(std::uint32_t value) {
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
};

std::uint32_t load_cost = 0;

// Numbers of any size half of the time, and those of everyday sizes; the same ones in every run.
template <class Real> class Sample {
public:
    Real next() {
        const std::uint64_t bits = word();
        Real x = 0;
        if ((word() & 0x80000000U) != 0) {
            std::memcpy(&x, reinterpret_cast<const unsigned char *>(&bits) + sizeof bits - sizeof x, sizeof x);
            return x;
        }
        x = static_cast<Real>(static_cast<std::int64_t>(bits)) / static_cast<Real>(std::uint64_t{1} << 63U); // -1 to 1
        return x * static_cast<Real>(1U << (bits & 7U));
    }

private:
    // G. Marsaglia, Xorshift RNGs, 2003.
    std::uint64_t word() {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return state_;
    }
    std::uint64_t state_ = 88172645463325252U;
};

// What the library's functions take depends on much more than the kind of a value.
template <class Real> void measure_library(Range &range) {
    Sample<Real> sample;
    for (int i = 0; i < 4000; ++i) {
        const Real x = sample.next();
        const Real y = sample.next();
        const Real operands[4] = {x, y, x, y};
        const std::uint32_t without = evaluate(opened<Real>[0], operands);
        range.add(evaluate(opened<Real>[1], operands) - without);
    }
}

template <class Real> Range measure(opcodes::Kind kind, bool library) {
    constexpr std::uint32_t count = Values<Real>::count;
    const auto &values = Values<Real>::all;
    Range range;
    Real operands[4] = {};
    const std::uint32_t third = kind == opcodes::plain && !library ? count : 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        operands[0] = kind == opcodes::jump ? Real{1} : values[i];
        for (std::uint32_t k = 0; k < count; ++k) {
            operands[1] = values[k];
            for (std::uint32_t m = 0; m < third; ++m) {
                operands[2] = values[m];
                operands[3] = values[(m + i) % count];
                const std::uint32_t without = evaluate(opened<Real>[0], operands);
                std::uint32_t with = evaluate(opened<Real>[1], operands) - without;
                if (kind == opcodes::condition) {
                    const bool jumps = evaluate(opened<Real>[2], operands) - without == with;
                    with -= jumps ? 0 : load_cost;
                }
                range.add(with);
            }
        }
    }
    if (library) {
        measure_library<Real>(range);
    }
    return range;
}

// One line of the file.
void print_row(std::uint32_t number, std::uint32_t function, const Range &range, const Name &name) {
    print("ABAX_COST(");
    print_number(number, 3);
    print(", ");
    print_number(function, 3);
    print(", ");
    print_number(range.least, 4);
    print(", ");
    print_number(range.most, 4);
    print(") /* ");
    print(name.form);
    for (const char *op : {name.op1, name.op2}) {
        if (std::strcmp(op, "NONE") != 0) {
            print(" ");
            print(op);
        }
    }
    if (function != 0) {
        print(" ");
        print(function_name(function));
    }
    print(" */\n");
}

template <class Real> bool count_all(cases::Cursor cursor, bool wide) {
    print("/*\n * Instructions of a Cortex-M7 for each instruction of a table, dispatch included, in ");
    print(sizeof(Real) == 4 ? "f32" : "f64");
    print(wide ? ", wide profile" : ", base and fused profile");
    print(".\n * Counted in an emulator: made by bench/target, target refresh_counts. DO NOT EDIT.\n *\n"
          " * ABAX_EVALUATION(instructions of every evaluation, END included)\n"
          " * ABAX_COST(instruction, library function or 0, least, most): over values of every kind\n */\n");
    bool good = true;
    std::uint32_t at = 0;
    for (std::uint32_t probes = cursor.number(); probes != 0; --probes) {
        const std::uint32_t number = cursor.number();
        const auto kind = static_cast<opcodes::Kind>(cursor.number());
        const std::uint32_t function = cursor.number();
        bool usable = true;
        for (Opened<Real> &o : opened<Real>) {
            const std::uint32_t size = cursor.number();
            const void *const bytes = cursor.bytes(size);
            usable = open(o, bytes, size) && usable;
        }
        while (numbers[at] != number) {
            ++at;
        }
        if (kind == opcodes::end) {
            continue; // in what every evaluation takes
        }
        if (!usable) {
            good = false;
            print("FAILED: a table is refused: ");
        }
        const Range range = measure<Real>(kind, function != 0);
        if (names[at].form[0] == 'L' &&
            load_cost == 0) { // LOAD comes first: what is without it are the ends of an evaluation
            load_cost = range.most;
            const Real operands[4] = {};
            print("ABAX_EVALUATION(");
            print_number(evaluate(opened<Real>[0], operands) - load_cost, 0);
            print(")\n");
        }
        print_row(number, function, range, names[at]);
    }
    return good;
}

} // namespace

int main() {
    cases::Cursor cursor(reinterpret_cast<const void *>(probes_address));
    const std::uint32_t real = cursor.number();
    const std::uint32_t wide = cursor.number();
    if ((real != 4 && real != 8) || wide > 1) {
        print("there are no probes beside the image\n");
        return 1;
    }
    const bool good = real == 4 ? count_all<float>(cursor, wide != 0) : count_all<double>(cursor, wide != 0);
    return good ? 0 : 1;
}
