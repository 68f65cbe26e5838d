// Fixed workloads for counted.py, which runs this program under callgrind and counts the instructions of each. A workload is
// a row of the table below: a name, what is made ready for it, and the work. Every workload is done once before, so that
// nothing of a first time is counted, and then once within counted_work, where callgrind counts.
// Prints the names in the order in which the work is done; exit 1 when something failed.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "abax/abax.h"
#include "abax/compiler.h"
#include "batch.hpp"
#include "climate.hpp"
#include "climate_text.h"
#include "motor.hpp"
#include "tank.hpp"

// Callgrind counts what happens in here. Not inlined, and known by its name.
extern "C" [[gnu::noinline]] void counted_work(const std::function<void()> &work) { work(); }

namespace bench {

namespace {

constexpr std::size_t ROWS = 256; // of inputs

// Expressions over the same params that are evaluated together.
struct Batch {
    std::vector<std::string> params;
    std::vector<std::string> expressions;
};

const char *const formulas[] = {
#define FORMULA(text, ...) text,
#include "formulas.def"
};

const char *const sensors[] = {
#define SENSOR(text, ...) text,
#include "sensors.def"
};

const std::vector<std::string> formula_params = {"a", "b", "c", "x", "y", "z", "w"};
const std::vector<std::string> sensor_params = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

void check(bool good, const char *what) {
    if (!good) {
        std::fprintf(stderr, "counted: %s failed\n", what);
        std::exit(1);
    }
}

std::vector<double> rows_of(std::size_t params) {
    std::vector<double> rows;
    for (std::size_t i = 0; i < ROWS * params; ++i) {
        rows.push_back(1.5 + static_cast<double>(i % params) + static_cast<double>(i / params) * 0.001);
    }
    return rows;
}

constexpr std::size_t EVALUATIONS = 16;

std::vector<Batch> formula_batches() {
    std::vector<Batch> batches;
    for (const char *formula : formulas) {
        batches.push_back({formula_params, {formula}});
    }
    return batches;
}

Batch sensor_batch() { return {sensor_params, {std::begin(sensors), std::end(sensors)}}; }

constexpr abax_compile_options OPTIONS = [] {
    abax_compile_options options{};
    options.log = ABAX_LOG_LN;
    options.profile = ABAX_COMPILE_FUSED;
    return options;
}();

struct Bytes {
    const void *bytes = nullptr;
    std::size_t size = 0;
};

std::array<std::uint64_t, 8192> arena;

// Text to table, in the arena.
Bytes compile(const Batch &batch) {
    static const char *const names[] = {"r1", "r2", "r3", "r4", "r5", "r6", "r7"};
    abax_compiler compiler;
    Bytes table;
    abax_status status = abax_f64_compiler_init(&compiler, arena.data(), sizeof arena, &OPTIONS);
    for (const std::string &param : batch.params) {
        status = status == ABAX_OK ? abax_f64_compiler_param(&compiler, param.c_str(), 0.0) : status;
    }
    for (std::size_t i = 0; i < batch.expressions.size(); ++i) {
        status =
            status == ABAX_OK ? abax_compiler_expression(&compiler, names[i], batch.expressions[i].c_str()) : status;
    }
    status = status == ABAX_OK ? abax_compiler_finish(&compiler, &table.bytes, &table.size) : status;
    check(status == ABAX_OK, "compiling");
    return table;
}

Bytes compile_climate() {
    abax_compiler compiler;
    Bytes table;
    abax_status status = abax_f32_compiler_init(&compiler, arena.data(), sizeof arena, &OPTIONS);
    status = status == ABAX_OK ? climate_declare(&compiler) : status;
    status = status == ABAX_OK ? abax_compiler_finish(&compiler, &table.bytes, &table.size) : status;
    check(status == ABAX_OK, "compiling");
    return table;
}

std::function<void()> compilation(std::vector<Batch> batches) {
    return [batches = std::move(batches)] {
        for (const Batch &batch : batches) {
            compile(batch);
        }
    };
}

// A table's bytes, kept, at an address that is a multiple of 8.
std::vector<std::uint64_t> copy_of(const Bytes &table) {
    const auto *words = static_cast<const std::uint64_t *>(table.bytes);
    return {words, words + table.size / sizeof(std::uint64_t)};
}

// A table that is open and has an instance. Not moved: the instance refers to the table.
struct Opened {
    explicit Opened(const Batch &batch) : bytes(copy_of(compile(batch))) {
        check(abax_f64_open(&table, bytes.data(), bytes.size() * sizeof bytes[0]) == ABAX_OK, "opening a table");
        memory.resize(abax_f64_instance_size(&table) / sizeof memory[0]);
        check(abax_f64_init(&instance, &table, memory.data(), memory.size() * sizeof memory[0], nullptr, 0) == ABAX_OK,
              "making an instance");
    }

    std::vector<std::uint64_t> bytes;
    std::vector<std::uint64_t> memory;
    abax_f64_table table{};
    abax_f64_instance instance{};
};
using Tables = std::vector<std::unique_ptr<Opened>>;

Tables open_all(const std::vector<Batch> &batches) {
    Tables tables;
    for (const Batch &batch : batches) {
        tables.push_back(std::make_unique<Opened>(batch));
    }
    return tables;
}

// Evaluates all of them, over the same rows, one after another.
std::function<void()> evaluation(const std::vector<Batch> &batches) {
    const std::size_t params = batches.front().params.size();
    // a function is copied, tables are not
    return [tables = std::make_shared<Tables>(open_all(batches)), rows = rows_of(params), params] {
        for (const std::unique_ptr<Opened> &opened : *tables) {
            for (std::size_t row = 0; row < EVALUATIONS; ++row) {
                std::copy_n(rows.data() + row * params, params, opened->instance.frame);
                abax_f64_eval(&opened->instance);
            }
        }
    };
}

// The same, ROWS rows at once.
std::function<void()> block_evaluation(const std::vector<Batch> &batches) {
    const std::size_t params = batches.front().params.size();
    return [tables = std::make_shared<Tables>(open_all(batches)), rows = rows_of(params), params,
            results = std::vector<double>(ROWS * batches.front().expressions.size()),
            scratch = std::vector<std::uint64_t>(std::size_t{1} << 16)]() mutable {
        std::vector<abax_f64_column> in;
        std::vector<abax_f64_column> out;
        for (std::size_t i = 0; i < params; ++i) { // any numbers do: a column goes on where the rows do
            in.push_back({rows.data() + i * ROWS, 1});
        }
        for (std::size_t i = 0; i < results.size() / ROWS; ++i) {
            out.push_back({results.data() + i * ROWS, 1});
        }
        for (const std::unique_ptr<Opened> &opened : *tables) {
            check(abax_f64_eval_block(&opened->instance, in.data(), out.data(), ROWS, scratch.data(),
                                      scratch.size() * sizeof scratch[0]) == ABAX_OK,
                  "evaluating a block");
        }
    };
}

// Evaluates a generated module with what its params are by default.
template <class Instance> std::function<void()> generated(void (*init)(Instance &), void (*compute)(Instance &)) {
    return [init, compute] {
        Instance instance;
        init(instance);
        for (std::size_t i = 0; i < EVALUATIONS; ++i) {
            compute(instance);
        }
    };
}

std::function<void()> verification(const std::vector<Batch> &batches) {
    std::vector<std::vector<std::uint64_t>> copies;
    for (const Batch &batch : batches) {
        copies.push_back(copy_of(compile(batch)));
    }
    return [copies = std::move(copies)] {
        for (const std::vector<std::uint64_t> &copy : copies) {
            abax_f64_table table;
            check(abax_f64_open(&table, copy.data(), copy.size() * sizeof copy[0]) == ABAX_OK, "verifying");
        }
    };
}

std::function<void()> verification_of_climate() {
    return [copy = copy_of(compile_climate())] {
        abax_f32_table table;
        check(abax_f32_open(&table, copy.data(), copy.size() * sizeof copy[0]) == ABAX_OK, "verifying");
    };
}

struct Workload {
    const char *name;
    std::function<void()> work;
};

// A workload more is a row more, and `refresh_host_counts`.
std::vector<Workload> workloads() {
    return {
        {"evaluate 74, table", evaluation(formula_batches())},
        {"evaluate S, table", evaluation({sensor_batch()})},
        {"evaluate 74, block", block_evaluation(formula_batches())},
        {"evaluate S, block", block_evaluation({sensor_batch()})},
        {"evaluate S, generated", generated(batch::init, batch::compute)},
        {"evaluate climate, generated", generated(climate::init, climate::compute)},
        {"evaluate motor, generated", generated(motor::init, motor::compute)},
        {"evaluate tank, generated", generated(tank::init, tank::compute)},
        {"compile 74", compilation(formula_batches())},
        {"compile S", compilation({sensor_batch()})},
        {"compile climate", [] { compile_climate(); }},
        {"verify 74", verification(formula_batches())},
        {"verify S", verification({sensor_batch()})},
        {"verify climate", verification_of_climate()},
    };
}

} // namespace

} // namespace bench

int main() {
    for (const bench::Workload &workload : bench::workloads()) {
        workload.work();
        counted_work(workload.work);
        std::printf("%s\n", workload.name);
    }
    return 0;
}
