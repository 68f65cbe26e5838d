// Times every form of the story with Google Benchmark: one expression at a time (the mean over the seven of S), the
// batch of seven, and the batch from C. All values are checked first; exit 1 where one is wrong, or where a form
// allocates that must not.
//
//   bench_story [--check]    with --check nothing is timed; otherwise the arguments are Google Benchmark's
//
// The counters of a batch: calls of the allocator and bytes asked for in one evaluation.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "../core.hpp"
#include "allocations.h"
#include "form.hpp"

namespace bench {

namespace {

void time_singles(benchmark::State &state, const Kind &kind) {
    std::vector<FormPointer> forms;
    for (std::size_t i = 0; i < SENSORS; ++i) {
        forms.push_back(kind.make(i, 1));
    }
    std::vector<float> ring(RING_SIZE);
    for (auto _ : state) {
        for (const FormPointer &form : forms) {
            form->run(sensor_rows(), ROWS, ring.data());
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(ROWS * SENSORS));
}

using Run = void (Form::*)(const float *, std::size_t, float *);

void time_batch(benchmark::State &state, const Kind &kind, Run run) {
    const FormPointer form = kind.make(0, SENSORS);
    std::vector<float> ring(RING_SIZE);
    const bench_allocations before = bench_allocated();
    ((*form).*run)(sensor_rows(), ROWS, ring.data());
    const bench_allocations after = bench_allocated();
    for (auto _ : state) {
        ((*form).*run)(sensor_rows(), ROWS, ring.data());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(ROWS));
    state.counters["allocations"] = static_cast<double>(after.calls - before.calls) / static_cast<double>(ROWS);
    state.counters["allocated_bytes"] = static_cast<double>(after.bytes - before.bytes) / static_cast<double>(ROWS);
}

void register_kind(const Kind &kind) {
    const std::string name = kind.name;
    benchmark::RegisterBenchmark(("single/" + name).c_str(),
                                 [&kind](benchmark::State &state) { time_singles(state, kind); });
    benchmark::RegisterBenchmark(("batch/" + name).c_str(),
                                 [&kind](benchmark::State &state) { time_batch(state, kind, &Form::run); });
    benchmark::RegisterBenchmark(("c/" + name).c_str(),
                                 [&kind](benchmark::State &state) { time_batch(state, kind, &Form::run_in_c); });
}

} // namespace

} // namespace bench

int main(int argc, char **argv) {
    if (!bench::check()) {
        return 1;
    }
    if (argc == 2 && std::strcmp(argv[1], "--check") == 0) {
        std::printf("All forms give the same bits; those that must not allocate do not.\n");
        return 0;
    }
    bench::stay_on_this_core();
    for (const bench::Kind &kind : bench::kinds) {
        bench::register_kind(kind);
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
