// The core that a benchmark runs on.
#pragma once

#include <cstddef>

#include <sched.h>

namespace bench {

// Keeps this thread on the core that it is on.
inline void stay_on_this_core() {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &set);
    sched_setaffinity(0, sizeof set, &set);
}

} // namespace bench
