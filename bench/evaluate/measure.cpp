// See measure.hpp.
#include "measure.hpp"

#include <algorithm>
#include <ctime>
#include <sched.h>

namespace bench {

namespace {

constexpr std::size_t REPETITIONS = 11;

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_of(const std::function<void(std::size_t)> &task, std::size_t passes) {
    const double start = thread_seconds();
    task(passes);
    return thread_seconds() - start;
}

// Passes that take about the budget. The trial warms up, too.
std::size_t passes_for(const std::function<void(std::size_t)> &task, double budget) {
    std::size_t passes = 1;
    double seconds = seconds_of(task, passes);
    while (seconds < budget / 4) {
        passes *= 2;
        seconds = seconds_of(task, passes);
    }
    return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(passes) * budget / seconds));
}

} // namespace

void stay_on_this_core() {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &set);
    sched_setaffinity(0, sizeof set, &set);
}

std::vector<double> interleaved(const std::vector<std::function<void(std::size_t)>> &tasks, double budget) {
    std::vector<std::size_t> passes;
    std::vector<std::vector<double>> seconds(tasks.size());
    for (const auto &task : tasks) {
        passes.push_back(passes_for(task, budget));
    }
    for (std::size_t repetition = 0; repetition < REPETITIONS; ++repetition) {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            seconds[i].push_back(seconds_of(tasks[i], passes[i]) / static_cast<double>(passes[i]));
        }
    }
    std::vector<double> medians;
    for (std::vector<double> &all : seconds) {
        std::nth_element(all.begin(), all.begin() + REPETITIONS / 2, all.end());
        medians.push_back(all[REPETITIONS / 2]);
    }
    return medians;
}

} // namespace bench
