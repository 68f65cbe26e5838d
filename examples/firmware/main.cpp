/*
 * A control cycle at 1000 Hz on a Cortex-M7: an interrupt sets the inputs of four modules and evaluates each three ways: as C++ that
 * was generated, as a table that was made on the build machine, and as a table that was compiled here, from text. All results must
 * have the same bits. Then it tells what happened, and reports what each way costs.
 *
 * climate has sixteen results with conditionals and library functions; batch is seven sensor expressions over ten inputs; motor and
 * tank remember.
 */
#include <cstring>

#include "board.h"
#include "cortex_m7.h"
#include "modules.hpp"

#define IN_SECTION(name) __attribute__((section(name)))

namespace {

constexpr uint32_t ways = 3;
constexpr const char *way_names[ways] = {"generated C++", "table", "table, compiled here"};

struct Cost {
    uint32_t total;
    uint32_t most;
};

// What the cycle works on: instances and their memory beside the stack, in the fastest RAM.
alignas(8) IN_SECTION(".abax_instance") unsigned char memory[module_count][ways][512];
IN_SECTION(".abax_instance") abax_f32_table sent[module_count];
IN_SECTION(".abax_instance") abax_f32_table compiled[module_count];
IN_SECTION(".abax_instance") abax_f32_instance instances[module_count][ways];
IN_SECTION(".abax_instance") Cost costs[module_count][ways];
IN_SECTION(".abax_instance") volatile uint32_t cycle;
IN_SECTION(".abax_instance") uint32_t differences;

// The compiler works in the large RAM; a table stays where it was made.
alignas(8) IN_SECTION(".abax_arena") unsigned char arenas[module_count][48 * 1024];

[[noreturn]] void fail(const char *what, abax_status status) {
    print(what);
    print(": ");
    print(abax_status_text(status));
    print("\n");
    board_exit(1);
}

void check(const char *what, abax_status status) {
    if (status != ABAX_OK) {
        fail(what, status);
    }
}

void print_padded(const char *text, size_t width) {
    print(text);
    for (size_t i = std::strlen(text); i < width; ++i) {
        print(" ");
    }
}

void control_cycle() {
    const uint32_t now = cycle;
    for (uint32_t module = 0; module < module_count; ++module) {
        for (uint32_t way = 0; way < ways; ++way) {
            abax_f32_instance &instance = instances[module][way];
            modules[module].fill(instance, now);
            board_count_start();
            abax_f32_eval(&instance);
            const uint32_t count = board_counted();
            Cost &cost = costs[module][way];
            cost.total += count;
            cost.most = count > cost.most ? count : cost.most;
            differences += modules[module].same(instance, instances[module][0]) ? 0U : 1U;
        }
        if (modules[module].follow != nullptr) {
            modules[module].follow(instances[module][0], now);
        }
    }
    cycle = now + 1;
}

// Text to table, on the device.
abax_f32_table compile(const Module &module, unsigned char (&arena)[sizeof arenas[0]]) {
    abax_compile_options options{};
    options.log = module.log;
    options.name = module.name;
    options.version = module.version;
    abax_compiler compiler;
    const void *bytes = nullptr;
    size_t size = 0;
    board_stack_paint();
    board_count_start();
    check("compiler_init", abax_f32_compiler_init(&compiler, arena, sizeof arena, &options));
    check("the text", module.declare(&compiler));
    check("compiler_finish", abax_compiler_finish(&compiler, &bytes, &size));
    const uint32_t count = board_counted();
    const uint32_t stack = board_stack_used();
    if (size != module.table_size || std::memcmp(bytes, module.table, size) != 0) {
        print("the table that was compiled here is not the build machine's\n");
        board_exit(1);
    }
    abax_f32_table table;
    board_count_start();
    check("open", abax_f32_open(&table, bytes, size));
    const uint32_t verified = board_counted();

    print(module.name);
    print(": a table of ");
    print_number(static_cast<uint32_t>(size), 0);
    print(" bytes, the same as the build machine's\n  compiled in ");
    print_number(count, 0);
    print(" ");
    print(board_unit);
    print(", ");
    print_number(static_cast<uint32_t>(abax_compiler_memory_used(&compiler)), 0);
    print(" bytes of arena and ");
    print_number(stack, 0);
    print(" of stack\n  verified in ");
    print_number(verified, 0);
    print(", ");
    const uint32_t tenths = (10U * verified + static_cast<uint32_t>(size) / 2U) / static_cast<uint32_t>(size);
    print_number(tenths / 10U, 0);
    print(".");
    print_number(tenths % 10U, 0);
    print(" for each byte\n");
    return table;
}

void report() {
    print("\n");
    print_number(cycles, 0);
    print(" cycles at 1000 Hz; ");
    print(board_unit);
    print(" of an evaluation, mean and most:\n          ");
    for (uint32_t way = 0; way < ways; ++way) {
        print_padded(way_names[way], way + 1 < ways ? 24 : 0);
    }
    print("\n");
    uint32_t most = 0;
    for (uint32_t module = 0; module < module_count; ++module) {
        print("  ");
        print_padded(modules[module].name, 8);
        for (uint32_t way = 0; way < ways; ++way) {
            print_number(costs[module][way].total / cycles, way == 0 ? 6 : 18);
            print_number(costs[module][way].most, 6);
        }
        print("\n");
        most += costs[module][1].most;
    }
    print("  all modules by table: at most ");
    print_number(most, 0);
    print(" of the 400000 that a cycle has at 400 MHz\n");
}

} // namespace

int main() {
    for (uint32_t i = 0; i < module_count; ++i) {
        const Module &module = modules[i];
        check("open", abax_f32_open(&sent[i], module.table, module.table_size));
        compiled[i] = compile(module, arenas[i]);
        const abax_f32_table *const tables[ways] = {module.generated, &sent[i], &compiled[i]};
        for (uint32_t way = 0; way < ways; ++way) {
            check("init",
                  abax_f32_init(&instances[i][way], tables[way], memory[i][way], sizeof memory[i][way], nullptr, 0));
        }
    }

    board_stack_paint();
    board_every(1000, control_cycle);
    while (cycle < cycles) {
        wait_for_interrupt();
    }
    board_no_more();
    const uint32_t stack = board_stack_used();

    for (const Module &module : modules) {
        if (module.tell != nullptr) {
            print("\n");
            print(module.tell());
        }
    }
    report();
    print("  stack of the interrupt with all evaluations in it: ");
    print_number(stack, 0);
    print(" bytes\n");
    if (differences != 0) {
        print("results differ: ");
        print_number(differences, 0);
        print(" evaluations\n");
        return 1;
    }
    print("  all bits agree in all three ways\n");
    return 0;
}
