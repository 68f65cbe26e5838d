/*
 * One module, three ways: C++ that was generated from climate.toml, a table that was made from it, and the same table made
 * here, by the on-device compiler, from the module's text. All three evaluate the same inputs; every result must have the same
 * bits. Then one instance goes from generated code to a table and back in the middle of its run, as a device does that is
 * sent a new table. Prints how fast each way is; exits with 1 if anything differs.
 *
 *     three_ways
 */
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "abax/abax.hpp"
#include "climate.hpp"
#include "climate_table.h"
#include "climate_text.h"

namespace {

constexpr int rows = 2000;

alignas(8) unsigned char arena[64 * 1024];
alignas(8) unsigned char memory[3][climate::memory_size];

// Inputs that wander through the ranges of the module, at paces of their own.
void set_inputs(climate::Params &in, int row) {
    const auto k = static_cast<float>(row);
    in.temperature = -20.0F + 0.031F * k;
    in.humidity = static_cast<float>(row * 37 % 1001) / 10.0F;
    in.pressure = 95000.0F + 5.5F * k;
    in.co2 = static_cast<float>(400 + row * 53 % 2400);
    in.wall_raw = static_cast<float>(1200 + row * 7 % 1400);
}

bool same_bits(const abax_f32_instance &one, const abax_f32_instance &other) {
    return std::memcmp(&climate::results(one), &climate::results(other), sizeof(climate::Results)) == 0;
}

// Microseconds for one evaluation of all results, the inputs set anew for each.
double time_of(abax_f32_instance &instance) {
    const auto begin = std::chrono::steady_clock::now();
    int evaluations = 0;
    double seconds = 0;
    do {
        for (int row = 0; row < rows; ++row) {
            set_inputs(climate::params(instance), row);
            abax_f32_eval(&instance);
        }
        evaluations += rows;
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    } while (seconds < 0.2);
    return seconds / evaluations * 1e6;
}

int fail(const char *what, abax_status status) {
    std::fprintf(stderr, "three_ways: %s: %s\n", what, abax_status_text(status));
    return 1;
}

} // namespace

int main() {
    // The first way needs nothing to be opened; the other two need a table.
    abax_f32_table sent;
    abax_status status = abax_f32_open(&sent, climate_table, CLIMATE_TABLE_SIZE);
    if (status != ABAX_OK) {
        return fail("the table", status);
    }

    abax_compiler compiler;
    abax_compile_options options{};
    options.log = ABAX_LOG_LN;
    options.name = "climate";
    options.version = CLIMATE_VERSION;
    const void *bytes = nullptr;
    std::size_t size = 0;
    status = abax_f32_compiler_init(&compiler, arena, sizeof arena, &options);
    status = status == ABAX_OK ? climate_declare(&compiler) : status;
    status = status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : status;
    if (status != ABAX_OK) {
        return fail("the on-device compiler", status);
    }
    if (size != CLIMATE_TABLE_SIZE || std::memcmp(bytes, climate_table, size) != 0) {
        std::fprintf(stderr, "three_ways: the device's table is not the host's\n");
        return 1;
    }
    abax_f32_table compiled;
    status = abax_f32_open(&compiled, bytes, size);
    if (status != ABAX_OK) {
        return fail("the device's table", status);
    }

    const abax_f32_table *const ways[3] = {&climate::generated, &sent, &compiled};
    abax_f32_instance instances[3];
    for (int way = 0; way < 3; ++way) {
        status = abax_f32_init(&instances[way], ways[way], memory[way], sizeof memory[way], nullptr, 0);
        if (status != ABAX_OK) {
            return fail("an instance", status);
        }
    }

    int changes = 0;
    for (int row = 0; row < rows; ++row) {
        if (row % 500 == 499) { // the second instance goes to the next engine
            status = abax_f32_swap(&instances[1], ways[++changes % 3]);
            if (status != ABAX_OK) {
                return fail("the change of engines", status);
            }
        }
        for (abax_f32_instance &instance : instances) {
            set_inputs(climate::params(instance), row);
            abax_f32_eval(&instance);
        }
        if (!same_bits(instances[0], instances[1]) || !same_bits(instances[0], instances[2])) {
            std::fprintf(stderr, "three_ways: row %d differs\n", row);
            return 1;
        }
    }
    std::printf("  %d rows, %u results each: all bits agree in all three ways; one instance changed engines %d times\n",
                rows, static_cast<unsigned>(sizeof(climate::Results) / sizeof(float)), changes);

    const char *const names[3] = {"generated C++", "table", "table, compiled on the device"};
    abax_f32_swap(&instances[1], &sent);
    double first = 0;
    for (int way = 0; way < 3; ++way) {
        const double microseconds = time_of(instances[way]);
        first = way == 0 ? microseconds : first;
        std::printf("  %-30s %7.3f us an evaluation, %.2f of generated C++\n", names[way], microseconds,
                    microseconds / first);
    }
    return 0;
}
