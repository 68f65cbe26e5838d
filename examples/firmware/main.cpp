/*
 * A control cycle at 1000 Hz on a Cortex-M7: an interrupt fills the inputs of two modules from a recorded log and evaluates
 * each three ways: as C++ that was generated, as a table that was made on the build machine, and as a table that was compiled
 * here, from text. All results must have the same bits. Then it reports what each way costs.
 *
 * climate has sixteen results with conditionals and library functions; batch is seven sensor expressions over ten inputs.
 */
#include <cstring>

#include "abax/abax.h"
#include "abax/compiler.h"
#include "batch.hpp"
#include "batch_log.h"
#include "batch_table.h"
#include "batch_text.h"
#include "board.h"
#include "climate.hpp"
#include "climate_log.h"
#include "climate_table.h"
#include "climate_text.h"
#include "cortex_m7.h"

#define IN_SECTION(name) __attribute__((section(name)))

namespace {

constexpr uint32_t cycles = 480; // ten times through the log
constexpr uint32_t ways = 3;
constexpr uint32_t modules = 2;
constexpr const char *way_names[ways] = {"generated C++", "table", "table, compiled here"};
constexpr const char *module_names[modules] = {"climate", "batch"};

struct Cost {
    uint32_t total;
    uint32_t most;
};

// What the cycle works on: instances and their memory beside the stack, in the fastest RAM.
alignas(8) IN_SECTION(".abax_instance") unsigned char memory[ways][climate::memory_size + batch::memory_size];
IN_SECTION(".abax_instance") abax_f32_table sent[modules];
IN_SECTION(".abax_instance") abax_f32_table compiled[modules];
IN_SECTION(".abax_instance") abax_f32_instance instances[modules][ways];
IN_SECTION(".abax_instance") Cost costs[modules][ways];
IN_SECTION(".abax_instance") volatile uint32_t cycle;
IN_SECTION(".abax_instance") uint32_t differences;

// The compiler works in the large RAM; a table stays where it was made.
alignas(8) IN_SECTION(".abax_arena") unsigned char arenas[modules][48 * 1024];

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

// A row of the log is the block of params, as the module declares them: setting an input is a store.
void fill(uint32_t module, abax_f32_instance &instance) {
    const uint32_t row = cycle % (sizeof climate_log / sizeof *climate_log);
    if (module == 0) {
        const float *const log = climate_log[row]; // hour, temperature, humidity, co2, wall_raw
        climate::Params &in = climate::params(instance);
        in.temperature = log[1];
        in.humidity = log[2];
        in.co2 = log[3];
        in.wall_raw = log[4];
    } else {
        std::memcpy(&batch::params(instance), batch_log[row], sizeof batch_log[row]);
    }
}

bool same_results(uint32_t module, const abax_f32_instance &one, const abax_f32_instance &other) {
    return module == 0 ? std::memcmp(&climate::results(one), &climate::results(other), sizeof(climate::Results)) == 0
                       : std::memcmp(&batch::results(one), &batch::results(other), sizeof(batch::Results)) == 0;
}

void control_cycle() {
    for (uint32_t module = 0; module < modules; ++module) {
        for (uint32_t way = 0; way < ways; ++way) {
            abax_f32_instance &instance = instances[module][way];
            fill(module, instance);
            board_count_start();
            abax_f32_eval(&instance);
            const uint32_t count = board_counted();
            Cost &cost = costs[module][way];
            cost.total += count;
            cost.most = count > cost.most ? count : cost.most;
            differences += same_results(module, instance, instances[module][0]) ? 0U : 1U;
        }
    }
    cycle = cycle + 1;
}

// Text to table, on the device.
abax_f32_table compile(uint32_t module, const uint64_t *expected, size_t expected_size) {
    abax_compile_options options{};
    options.log = ABAX_LOG_LN;
    options.name = module_names[module];
    options.version = module == 0 ? CLIMATE_VERSION : BATCH_VERSION;
    abax_compiler compiler;
    const void *bytes = nullptr;
    size_t size = 0;
    board_stack_paint();
    board_count_start();
    check("compiler_init", abax_f32_compiler_init(&compiler, arenas[module], sizeof arenas[module], &options));
    check("the text", module == 0 ? climate_declare(&compiler) : batch_declare(&compiler));
    check("compiler_finish", abax_compiler_finish(&compiler, &bytes, &size));
    const uint32_t count = board_counted();
    const uint32_t stack = board_stack_used();
    if (size != expected_size || std::memcmp(bytes, expected, size) != 0) {
        print("the table that was compiled here is not the build machine's\n");
        board_exit(1);
    }
    abax_f32_table table;
    board_count_start();
    check("open", abax_f32_open(&table, bytes, size));
    const uint32_t verified = board_counted();

    print(module_names[module]);
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
    print_number((10U * verified + static_cast<uint32_t>(size) / 2U) / static_cast<uint32_t>(size) / 10U, 0);
    print(".");
    print_number((10U * verified + static_cast<uint32_t>(size) / 2U) / static_cast<uint32_t>(size) % 10U, 0);
    print(" for each byte\n");
    return table;
}

void report() {
    print("\n");
    print_number(cycles, 0);
    print(" cycles at 1000 Hz; ");
    print(board_unit);
    print(" of an evaluation, mean and most:\n");
    for (uint32_t way = 0; way < ways; ++way) {
        print("  ");
        print(way_names[way]);
        for (size_t i = std::strlen(way_names[way]); i < 22; ++i) {
            print(" ");
        }
        for (uint32_t module = 0; module < modules; ++module) {
            print(module_names[module]);
            print_number(costs[module][way].total / cycles, 6);
            print_number(costs[module][way].most, 6);
            print("    ");
        }
        print("\n");
    }
    uint32_t most = 0;
    for (const auto &module : costs) {
        most += module[1].most;
    }
    print("  both modules by table: at most ");
    print_number(most, 0);
    print(" of the 400000 that a cycle has at 400 MHz\n");
}

} // namespace

int main() {
    static const struct {
        const abax_f32_table *generated;
        const uint64_t *table;
        size_t size;
        size_t offset; // in memory
    } known[modules] = {{&climate::generated, climate_table, CLIMATE_TABLE_SIZE, 0},
                        {&batch::generated, batch_table, BATCH_TABLE_SIZE, climate::memory_size}};

    for (uint32_t module = 0; module < modules; ++module) {
        check("open", abax_f32_open(&sent[module], known[module].table, known[module].size));
        compiled[module] = compile(module, known[module].table, known[module].size);
        const abax_f32_table *const tables[ways] = {known[module].generated, &sent[module], &compiled[module]};
        const size_t size = module == 0 ? climate::memory_size : batch::memory_size;
        for (uint32_t way = 0; way < ways; ++way) {
            check("init", abax_f32_init(&instances[module][way], tables[way], memory[way] + known[module].offset, size,
                                        nullptr, 0));
        }
    }

    board_stack_paint();
    board_every(1000, control_cycle);
    while (cycle < cycles) {
        wait_for_interrupt();
    }
    board_no_more();
    const uint32_t stack = board_stack_used();

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
