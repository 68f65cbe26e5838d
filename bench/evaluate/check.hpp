// The values of engines, before any time is taken.
#pragma once

#include <string>
#include <vector>

#include "engine.hpp"
#include "workload.hpp"

namespace bench {

enum class Kind { native, ours, columns, peer };

template <class Real> struct Contestant {
    std::string name;
    Kind kind;
    EnginePointer<Real> engine; // null when it is absent
    std::vector<bool> right;    // for each batch: did it, and its values agree with native C++
};

// Every engine that can be compared over the workload, the first one native C++.
template <class Real> std::vector<Contestant<Real>> contestants_of(const Workload &workload);

// Finds out what is right, and says what is wrong; false if something of ours is.
template <class Real>
bool check(const Workload &workload, const std::vector<Real> &rows, std::vector<Contestant<Real>> &contestants);

} // namespace bench
