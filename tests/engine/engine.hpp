// What the corpus and the random tests drive: an engine turns a module source into a program, a program turns a row of
// params into a row of results, and tells which faults were raised and which impure natives were called. A new engine is one more entry in all_engines().
#ifndef ABAX_TESTS_ENGINE_HPP
#define ABAX_TESTS_ENGINE_HPP

#include "engine/module_source.hpp"
#include "engine/natives.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace abax_tests {

template <class Real> class Program {
public:
    Program() = default;
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;
    virtual ~Program() = default;
    // params in declared order, an array's elements one after another; results in declared order of the expressions. Every
    // evaluation begins without faults.
    virtual Effects<Real> evaluate(std::span<const Real> params, std::span<Real> results) = 0;
};

template <class Real> class Engine {
public:
    Engine() = default;
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;
    virtual ~Engine() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    // Null when the module cannot be prepared; then `why` says why.
    virtual std::unique_ptr<Program<Real>> prepare(const ModuleSource &source, std::string &why) = 0;
};

template <class Real> using Engines = std::vector<std::unique_ptr<Engine<Real>>>;

// Every engine there is for this Real; made once.
template <class Real> Engines<Real> &all_engines();

} // namespace abax_tests

#endif
