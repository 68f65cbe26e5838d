// How times are taken on a machine that others use too: thread CPU time, on one core, all engines in turn within every
// repetition, the median of the repetitions.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace bench {

// Keeps this thread on the core that it is on.
void stay_on_this_core();

// Seconds of CPU time of one pass of every task, a median. A task is called with the passes to make; `budget` is the CPU
// time in seconds of one task in one repetition.
std::vector<double> interleaved(const std::vector<std::function<void(std::size_t)>> &tasks, double budget);

} // namespace bench
