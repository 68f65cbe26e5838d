// The expressions as hand-written C++, in units of their own so that no caller can see through the calls.
// In: the params, in order. Out: one result a function, except at_once, which gives all of a batch.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace bench {

template <class Real> using Native = void (*)(const Real *params, Real *results);

// What a hand-written function with a memory keeps, each what it needs of it.
template <class Real> struct Memory {
    Real x = 0, x_before = 0, y = 0;
    std::array<Real, 8> last{};
    unsigned count = 0;
    bool on = false, started = false;
};

template <class Real> using NativeWithMemory = void (*)(const Real *params, Real *results, Memory<Real> &memory);

template <class Real> struct Natives {
    // Of a workload, in the order of its expressions; all expressions of a batch stand together.
    static std::vector<Native<Real>> calls(const std::string &workload);
    static Native<Real> at_once(const std::string &workload);
    static std::vector<NativeWithMemory<Real>> with_memory();
};

// Defined in native.cpp.
#define BENCH_NATIVES(Real)                                                                                            \
    template <> std::vector<Native<Real>> Natives<Real>::calls(const std::string &);                                   \
    template <> Native<Real> Natives<Real>::at_once(const std::string &);                                              \
    template <> std::vector<NativeWithMemory<Real>> Natives<Real>::with_memory()
BENCH_NATIVES(float);
BENCH_NATIVES(double);
#undef BENCH_NATIVES

} // namespace bench
