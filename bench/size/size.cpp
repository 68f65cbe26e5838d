// How time grows with the size of a module: every large and every hard module of the tests at n, 2n and 4n. Thread CPU time of
// declaring and compiling, verifying, and one evaluation; the best of three. Linear work doubles: ratios near 2.
//
//   bench_size [N [PART OF A NAME]]     N: the largest size, 100,000 if not given
#include "engine/compiled.hpp"
#include "engine/natives.hpp"
#include "robustness/hard_texts.hpp"
#include "robustness/known_modules.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace abax_tests;

double now() {
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Times {
    double compile = 1e9;
    double open = 0;
    double evaluate = 0;
    std::size_t arena = 0;
    std::size_t table = 0;
    std::size_t errors = 0;
};

// No diagnostics are kept, as a device would not; texts of arrays are read once before.
Times measure(const ModuleSource &source) {
    Times best;
    for (int round = 0; round < 3; ++round) {
        abax_compile_options options = {};
        options.log = source.log;
        std::size_t errors = 0;
        options.user = &errors;
        options.report = [](void *user, const abax_diagnostic *diagnostic) {
            *static_cast<std::size_t *>(user) += diagnostic->severity == ABAX_SEVERITY_ERROR ? 1U : 0U;
        };
        abax_compiler compiler;
        const std::span<std::uint64_t> arena = roomy_arena();
        double begin = now();
        abax_f32_compiler_init(&compiler, arena.data(), arena.size_bytes(), &options);
        const void *bytes = nullptr;
        std::size_t size = 0;
        abax_status status = declare<float>(&compiler, source);
        status = status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : status;
        Times times;
        times.compile = now() - begin;
        times.arena = abax_compiler_memory_used(&compiler);
        times.table = size;
        times.errors = errors;
        if (status != ABAX_OK && status != ABAX_E_SOURCE) {
            std::fprintf(stderr, "compile: %s\n", abax_status_text(status));
            std::exit(1);
        }
        if (status == ABAX_OK) {
            abax_f32_table table;
            begin = now();
            status = abax_f32_open(&table, bytes, size);
            times.open = now() - begin;
            abax_f32_instance instance;
            std::vector<std::uint64_t> memory(status == ABAX_OK ? abax_f32_instance_size(&table) / 8 : 0);
            const Natives<float> natives(source);
            status = status == ABAX_OK ? abax_f32_init(&instance, &table, memory.data(), memory.size() * 8,
                                                       natives.bound().data(), natives.bound().size())
                                       : status;
            begin = now();
            status = status == ABAX_OK ? abax_f32_eval(&instance) : status;
            times.evaluate = now() - begin;
            if (status != ABAX_OK) {
                std::fprintf(stderr, "run: %s\n", abax_status_text(status));
                std::exit(1);
            }
        }
        if (times.compile < best.compile) {
            best = times;
        }
    }
    return best;
}

struct Named {
    std::string name;
    ModuleSource source;
};

std::vector<Named> modules(std::size_t n) {
    std::vector<Named> all;
    all.push_back({"40,000 expressions, 300,000 operators", SizedModule<float>(n * 2 / 5, n * 3).source()});
    for (KnownModule<float> &module : known_modules<float>(n)) {
        all.push_back({module.name, std::move(module.source)});
    }
    for (HardText &text : hard_texts(n)) {
        all.push_back({text.name, std::move(text.source)});
    }
    return all;
}

} // namespace

int main(int count, char **arguments) {
    const std::size_t largest = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 100'000;
    const std::string wanted = count > 2 ? arguments[2] : "";
    if (largest < 40) {
        std::fprintf(stderr, "usage: bench_size [N [PART OF A NAME]], N at least 40\n");
        return 2;
    }
    const std::array<std::vector<Named>, 3> sizes = {modules(largest / 4), modules(largest / 2), modules(largest)};
    std::printf("n = %zu, %zu, %zu; f32; milliseconds of CPU time at the largest\n\n", largest / 4, largest / 2,
                largest);
    std::printf("%-48s %9s %7s %7s %8s %8s %9s %9s %7s\n", "module", "compile", "2n/n", "4n/2n", "verify", "evaluate",
                "arena MB", "table MB", "errors");
    double slowest = 0;
    for (std::size_t i = 0; i < sizes[0].size(); ++i) {
        const std::string &name = sizes[0][i].name;
        if (name.find(wanted) == std::string::npos) {
            continue;
        }
        const Times small = measure(sizes[0][i].source);
        const Times medium = measure(sizes[1][i].source);
        const Times large = measure(sizes[2][i].source);
        std::printf("%-48s %9.1f %7.2f %7.2f %8.2f %8.2f %9.2f %9.2f %7zu\n", name.c_str(), large.compile * 1e3,
                    medium.compile / small.compile, large.compile / medium.compile, large.open * 1e3,
                    large.evaluate * 1e3, static_cast<double>(large.arena) / 1e6,
                    static_cast<double>(large.table) / 1e6, large.errors);
        slowest = std::max(slowest, large.compile + large.open + large.evaluate);
    }
    std::printf("\nslowest: %.0f ms\n", slowest * 1e3);
    return 0;
}
