// What is found out about the engines over one group of batches: values checked first, then times.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine.hpp"

namespace bench {

struct Finding {
    std::string engine;
    bool present = false; // could be built with
    bool right = false;   // did the batch, and its values agree with native C++
    bool compiles = true; // from text, while the program runs; if not, what follows the seconds says nothing
    double seconds = 0;   // of one evaluation of the batch
    double compile_seconds = 0;
    std::size_t memory = 0;      // bytes taken from the caller's arena to compile
    std::size_t allocations = 0; // from the heap, to compile
    std::size_t allocated = 0;   // bytes of them
};

// One engine of a comparison; null when it is absent. The first of a comparison is native C++, the reference.
template <class Real> struct Contestant {
    std::string name;
    EnginePointer<Real> engine;
};

// rows: ROWS rows of inputs. budget: seconds of one engine in one repetition.
template <class Real>
std::vector<Finding> compare(const std::vector<Contestant<Real>> &contestants, const std::vector<Real> &rows,
                             double budget);

} // namespace bench
