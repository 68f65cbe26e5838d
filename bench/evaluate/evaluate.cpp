// Time of evaluation and of compiling: the workloads of workload.cpp, in f32 and f64, by the engines of engines.def, in one
// process. Values are checked first; an engine that is wrong, unable or absent is not timed.
// Google Benchmark takes the times, of the thread, on one core: for each expression a run of its own over all engines, with
// the repetitions of all of them in random order, so that what else the machine does falls on all alike. report.py makes of
// the medians what there is to read. Figures are ratios within the run: machines and their load differ.
//
//   bench_evaluate --json FILE [--benchmark_…]     exit 1 when values of a table or of generated source were wrong
//
// Names of benchmarks: REAL/WORKLOAD/NUMBER/HOW/ENGINE; the label is the class of expression and its text.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "../core.hpp"
#include "allocations.h"
#include "check.hpp"
#include "record.hpp"

namespace bench {

namespace {

// Of one engine in one repetition: short, so that many repetitions end before another program takes the core.
constexpr double SECONDS = 5e-4;

constexpr std::size_t ROUNDS = 64; // through all expressions of a workload, in turn

// One run of Google Benchmark over all engines.
class Contest {
public:
    Contest(Recorder &recorder, std::string name, std::string label)
        : recorder_(recorder), name_(std::move(name)), label_(std::move(label)) {}

    // run is given a state and does what shall be timed.
    void add(const std::string &engine, const std::function<void(benchmark::State &)> &run) {
        benchmark::RegisterBenchmark((name_ + "/" + engine).c_str(), [run, label = label_](benchmark::State &state) {
            run(state);
            state.SetLabel(label);
        })->MinTime(SECONDS);
    }

    void add_error(const std::string &engine, const char *error) {
        add(engine, [error](benchmark::State &state) { state.SkipWithError(error); });
    }

    void run() {
        benchmark::RunSpecifiedBenchmarks(&recorder_);
        benchmark::ClearRegisteredBenchmarks();
    }

private:
    Recorder &recorder_;
    std::string name_;
    std::string label_;
};

// What is right for all, ROUNDS times: in the same order, as a firmware does it, or each time in another one, so many that no
// branch predictor learns them.
template <class Real>
std::vector<std::size_t> turns_of(const std::vector<Contestant<Real>> &contestants, bool shuffled) {
    std::vector<std::size_t> round;
    for (std::size_t batch = 0; batch < contestants[0].right.size(); ++batch) {
        if (std::all_of(contestants.begin(), contestants.end(), [batch](const Contestant<Real> &contestant) {
                return contestant.engine == nullptr || contestant.right[batch];
            })) {
            round.push_back(batch);
        }
    }
    std::mt19937 random(1);
    std::vector<std::size_t> turns;
    for (std::size_t i = 0; i < ROUNDS; ++i) {
        if (shuffled) {
            std::shuffle(round.begin(), round.end(), random);
        }
        turns.insert(turns.end(), round.begin(), round.end());
    }
    return turns;
}

// All that is measured of one workload.
template <class Real> class Measurement {
public:
    Measurement(const Workload &workload, const std::string &real, Recorder &recorder)
        : workload_(workload), name_(real + "/" + workload.name + "/"), recorder_(recorder),
          rows_(rows_of<Real>(workload)), ring_(RING_MEMORY), contestants_(contestants_of<Real>(workload)) {}

    bool run() {
        const bool right = check(workload_, rows_, contestants_);
        for (std::size_t batch = 0; batch < workload_.batches.size(); ++batch) {
            evaluate(batch);
        }
        if (workload_.batches.size() > 1) {
            evaluate_in_turn("turn", false);
            evaluate_in_turn("shuffled", true);
        }
        for (std::size_t batch = 0; batch < workload_.batches.size(); ++batch) {
            compile(batch);
            evaluate_from_text(batch);
        }
        return right;
    }

private:
    using Run = std::function<void(Engine<Real> &, Passes<Real>)>;

    std::size_t results() const { return workload_.batches[0].expressions.size(); }

    // For 20 µs or more.
    std::size_t evaluations() const { return results() == 1 ? 16 * ROWS : results() == 7 ? 4 * ROWS : ROWS / 8; }
    std::size_t compilations() const { return results() == 1 ? 16 : 1; }

    Contest contest(std::size_t batch, const char *how) {
        const std::vector<std::string> &texts = workload_.batches[batch].expressions;
        return {recorder_, name_ + std::to_string(batch + 1) + "/" + how,
                workload_.classes[batch] + (texts.size() == 1 ? ": " + texts[0] : "")};
    }

    // `count` evaluations at a time: so many that they take much longer than reading the clock, also where Google Benchmark took
    // the engine for slow when it looked first, and was interrupted. Those before the clock is started warm the caches.
    void add(Contest &contest, const Contestant<Real> &contestant, std::size_t count, const Run &run) {
        contest.add(contestant.name, [this, engine = contestant.engine.get(), count, run](benchmark::State &state) {
            Passes<Real> passes = {rows_.data(), 0, count, ring_.data()};
            run(*engine, passes);
            while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(count))) {
                run(*engine, passes);
                passes.first = (passes.first + count) % ROWS;
            }
        });
    }

    void evaluate(std::size_t batch) {
        Contest hot = contest(batch, "hot");
        for (const Contestant<Real> &contestant : contestants_) {
            if (contestant.engine == nullptr) {
                hot.add_error(contestant.name, "absent");
            } else if (!contestant.right[batch]) {
                hot.add_error(contestant.name, "wrong");
            } else {
                contestant.engine->prepare(batch);
                add(hot, contestant,
                    results() == 1   ? 256
                    : results() == 7 ? 64
                                     : 2,
                    [batch](Engine<Real> &engine, Passes<Real> passes) { engine.run(batch, passes); });
            }
        }
        hot.run();
    }

    void evaluate_in_turn(const std::string &how, bool shuffled) {
        const std::vector<std::size_t> turns = turns_of(contestants_, shuffled);
        Contest in_turn(recorder_, name_ + "all/" + how, std::to_string(turns.size() / ROUNDS));
        for (const Contestant<Real> &contestant : contestants_) {
            if (contestant.engine != nullptr && contestant.kind != Kind::columns) {
                add(in_turn, contestant, turns.size(),
                    [&turns](Engine<Real> &engine, Passes<Real> passes) { engine.run_in_turn(turns, passes); });
            }
        }
        in_turn.run();
    }

    void compile(std::size_t batch) {
        Contest compile = contest(batch, "compile");
        for (const Contestant<Real> &contestant : contestants_) {
            if (contestant.engine == nullptr || !contestant.right[batch] || !contestant.engine->compiles() ||
                contestant.kind == Kind::columns) {
                continue;
            }
            compile.add(contestant.name, [this, batch, engine = contestant.engine.get()](benchmark::State &state) {
                engine->prepare(batch); // so that memory which is kept and used again is there already
                const bench_allocations before = bench_allocated();
                engine->prepare(batch);
                const bench_allocations after = bench_allocated();
                while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(compilations()))) {
                    for (std::size_t i = 0; i < compilations(); ++i) {
                        engine->prepare(batch);
                    }
                }
                state.counters["arena_bytes"] = static_cast<double>(engine->memory(batch));
                state.counters["allocations"] = static_cast<double>(after.calls - before.calls);
                state.counters["allocated_bytes"] = static_cast<double>(after.bytes - before.bytes);
            });
        }
        compile.run();
    }

    void evaluate_from_text(std::size_t batch) {
        Contest text = contest(batch, "text");
        for (const Contestant<Real> &contestant : contestants_) {
            if (contestant.engine != nullptr && contestant.right[batch] && contestant.kind != Kind::columns &&
                (contestant.engine->compiles() || contestant.kind == Kind::native)) {
                const bool compiles = contestant.engine->compiles();
                add(text, contestant, compiles ? compilations() : evaluations(),
                    [batch, compiles](Engine<Real> &engine, Passes<Real> passes) {
                        compiles ? engine.run_from_text(batch, passes) : engine.run(batch, passes);
                    });
            }
        }
        text.run();
    }

    const Workload &workload_;
    std::string name_;
    Recorder &recorder_;
    std::vector<Real> rows_;
    std::vector<Real> ring_;
    std::vector<Contestant<Real>> contestants_;
};

bool measure_all(Recorder &recorder) {
    bool right = true;
    for (const Workload &workload : workloads()) {
        std::fprintf(stderr, "%s, f64 and f32\n", workload.name.c_str());
        right = Measurement<double>(workload, "f64", recorder).run() && right;
        right = Measurement<float>(workload, "f32", recorder).run() && right;
    }
    return right;
}

} // namespace

} // namespace bench

int main(int argc, char **argv) {
    if (argc < 3 || std::strcmp(argv[1], "--json") != 0) {
        std::fprintf(stderr, "usage: bench_evaluate --json FILE [--benchmark_…]\n");
        return 2;
    }
    const std::string path = argv[2];
    std::vector<char *> arguments = {argv[0]};
    std::string repetitions = "--benchmark_repetitions=21";
    std::string interleaving = "--benchmark_enable_random_interleaving=true";
    arguments.push_back(repetitions.data());
    arguments.push_back(interleaving.data());
    arguments.insert(arguments.end(), argv + 3, argv + argc); // they may say otherwise
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) {
        return 2;
    }
    bench::stay_on_this_core();
    benchmark::AddCustomContext("compiler", __VERSION__);
    bench::Recorder recorder(path);
    const bool right = bench::measure_all(recorder);
    if (!recorder.finish()) {
        std::perror(path.c_str());
        return 3;
    }
    return right ? 0 : 1;
}
