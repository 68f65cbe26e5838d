// Counts the Cortex-M7's instructions for each instruction of a table, dispatch included, in f32: the least and the most over
// values of every kind in all operands; those that call the maths library with each of its functions. In: the probes of write_opcodes, beside the image. Prints what opcodes.txt holds.
#include <cmath>
#include <cstring>
#include <limits>

#include "abax/abax.h"
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

float native(void * /*user*/, const float *arguments) { return arguments[0]; }

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float values[] = {0.0F,      -0.0F,
                            1.0F,      -1.5F,
                            2.5F,      33.0F,
                            -5.0e9F,   6.0e9F,
                            1.0e-42F,  std::numeric_limits<float>::max(),
                            0.1F,      infinity,
                            -infinity, std::numeric_limits<float>::quiet_NaN()};
constexpr std::uint32_t count = sizeof values / sizeof values[0];

struct Opened {
    abax_f32_table table;
    abax_f32_instance instance;
    alignas(8) unsigned char memory[256];
};
Opened opened[3];
bool good = true;

bool open(Opened &o, const void *bytes, std::size_t size) {
    static const abax_f32_native natives[] = {{"native", native, nullptr, 1, 0}};
    if (abax_f32_open(&o.table, bytes, size) != ABAX_OK) {
        return false;
    }
    return abax_f32_init(&o.instance, &o.table, o.memory, sizeof o.memory, natives, 1) == ABAX_OK;
}

std::uint32_t evaluate(Opened &o, const float *operands) {
    std::memcpy(o.instance.frame, operands, 4 * sizeof *operands);
    board_count_start();
    abax_f32_eval(&o.instance);
    return board_counted();
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

Range measure(opcodes::Kind kind) {
    Range range;
    float operands[4] = {};
    const std::uint32_t third = kind == opcodes::plain ? count : 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        operands[0] = kind == opcodes::jump ? 1.0F : values[i];
        for (std::uint32_t k = 0; k < count; ++k) {
            operands[1] = values[k];
            for (std::uint32_t m = 0; m < third; ++m) {
                operands[2] = values[m];
                operands[3] = values[(m + i) % count];
                const std::uint32_t without = evaluate(opened[0], operands);
                std::uint32_t with = evaluate(opened[1], operands) - without;
                if (kind == opcodes::condition) {
                    const bool jumps = evaluate(opened[2], operands) - without == with;
                    with -= jumps ? 0 : load_cost;
                }
                range.add(with);
            }
        }
    }
    return range;
}

void print_left(const char *text, std::size_t width) {
    print(text);
    for (std::size_t i = std::strlen(text); i < width; ++i) {
        print(" ");
    }
}

void print_range(const Range &range) {
    print_number(range.least, 6);
    print_number(range.most, 6);
    print("\n");
}

} // namespace

int main() {
    cases::Cursor cursor(reinterpret_cast<const void *>(probes_address));
    const std::uint32_t probes = cursor.number();
    if (probes < 100 || probes > 10000) {
        print("there are no probes beside the image\n");
        return 1;
    }
    print("Cortex-M7 instructions of each instruction of a table, f32, dispatch included\n"
          " no.  form      operators           least  most\n");
    std::uint32_t at = 0;
    for (std::uint32_t i = 0; i < probes; ++i) {
        const std::uint32_t number = cursor.number();
        const auto kind = static_cast<opcodes::Kind>(cursor.number());
        const std::uint32_t function = cursor.number();
        bool usable = true;
        for (Opened &o : opened) {
            const std::uint32_t size = cursor.number();
            const void *const bytes = cursor.bytes(size);
            usable = open(o, bytes, size) && usable;
        }
        while (numbers[at] != number) {
            ++at;
        }
        const Name &name = names[at];
        print_number(number, 4);
        print("  ");
        print_left(name.form, 10);
        print_left(function != 0 ? function_name(function) : std::strcmp(name.op1, "NONE") == 0 ? "" : name.op1, 10);
        print_left(std::strcmp(name.op2, "NONE") == 0 ? "" : name.op2, 9);
        if (!usable && kind != opcodes::end) {
            good = false;
            print("FAILED: its table is refused\n");
            continue;
        }
        if (kind == opcodes::end) {
            print("in every evaluation\n");
            continue;
        }
        const Range range = measure(kind);
        load_cost = number == 1 ? range.most : load_cost;
        print_range(range);
    }
    return good ? 0 : 1;
}
