// Fixed workloads for counted.py, which runs this program under callgrind and counts the instructions of each. A workload is
// a row of the table below: a name, what is made ready for it, and the work. Every workload is done once before, so that
// nothing of a first time is counted, and then once within counted_work, where callgrind counts.
// Prints the names in the order in which the work is done; exit 1 when something failed.
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
#include "climate_text.h"
#include "engine.hpp"
#include "native.hpp"

// Callgrind counts what happens in here. Not inlined, and known by its name.
extern "C" [[gnu::noinline]] void counted_work(const std::function<void()> &work) { work(); }

namespace bench {

namespace {

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

using Engines = std::vector<EnginePointer<double>>;

// Evaluates all of them, over the same rows.
std::function<void()> evaluation(Engines engines, std::size_t params) {
    for (const EnginePointer<double> &engine : engines) {
        check(engine->prepare(), "making an engine ready");
    }
    // a function is copied, engines are not
    return [engines = std::make_shared<Engines>(std::move(engines)), rows = rows_of(params),
            ring = std::vector<double>(RING_SIZE)]() mutable {
        for (const EnginePointer<double> &engine : *engines) {
            engine->run(rows.data(), EVALUATIONS, ring.data());
        }
    };
}

std::vector<Batch> formula_batches() {
    std::vector<Batch> batches;
    for (const char *formula : formulas) {
        batches.push_back({formula_params, {formula}, true});
    }
    return batches;
}

Batch sensor_batch() { return {sensor_params, {std::begin(sensors), std::end(sensors)}, false}; }

std::function<void()> tables(const std::vector<Batch> &batches) {
    Engines engines;
    for (const Batch &batch : batches) {
        engines.push_back(make_table<double>(batch, Profile::fused));
    }
    return evaluation(std::move(engines), batches.front().params.size());
}

// modules: of the generated ones, the first and one past the last.
std::function<void()> generated(std::size_t first, std::size_t end, std::size_t params) {
    Engines engines;
    for (std::size_t module = first; module < end; ++module) {
        engines.push_back(make_generated<double>(Language::cpp, module));
    }
    return evaluation(std::move(engines), params);
}

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
    const std::size_t all = FORMULAS + 1; // of the generated modules: S is the last one
    return {
        {"evaluate 74, table", tables(formula_batches())},
        {"evaluate S, table", tables({sensor_batch()})},
        {"evaluate 74, generated", generated(0, FORMULAS, FORMULA_PARAMS)},
        {"evaluate S, generated", generated(FORMULAS, all, SENSOR_PARAMS)},
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
