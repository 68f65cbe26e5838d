// The firmware's side of the tests: every native that a module declares exists, computes a number that can be told by hand, and
// the impure ones keep a log of their calls. The reference evaluator calls the same functions directly; what is compared is
// when, how often and with which arguments.
//
// The value of a native: native_value.hpp; the calls before are counted for an impure one (not if the source says any_order).
#ifndef ABAX_TESTS_NATIVES_HPP
#define ABAX_TESTS_NATIVES_HPP

#include "engine/module_source.hpp"
#include "engine/typed_api.hpp"

#include <span>
#include <string>
#include <vector>

namespace abax_tests {

template <class Real> struct NativeCall {
    std::string name;
    std::vector<Real> arguments;
};

// What an evaluation did besides computing results.
template <class Real> struct Effects {
    std::uint32_t faults = 0;                 // ABAX_FAULT_…
    std::uint32_t charged = ABAX_NO_RESULT;   // ordinal of a result
    std::vector<NativeCall<Real>> calls = {}; // of impure natives, in order
};

template <class Real> bool same_effects(const Effects<Real> &a, const Effects<Real> &b);

// "read(1) get(2, 0.5)"; "none".
template <class Real> std::string text_of(const std::vector<NativeCall<Real>> &calls);

// "fault charged to result 2; calls: read(1)".
template <class Real> std::string text_of(const Effects<Real> &effects);

template <class Real> class Natives {
public:
    struct Function {
        std::string name;
        std::size_t arity = 0;
        bool pure = false;
        std::size_t ordinal = 0;
        Natives *owner = nullptr;
    };

    explicit Natives(const ModuleSource &source);
    Natives(const Natives &) = delete;
    Natives &operator=(const Natives &) = delete;

    // Null when no native of this name was declared.
    [[nodiscard]] const Function *find(const std::string &name) const;
    Real call(const Function &function, std::span<const Real> arguments);

    // For abax_init: in the reverse of declared order, with one that nothing imports, since they are found by name.
    [[nodiscard]] std::span<const typename Api<Real>::Native> bound() const { return bound_; }

    void begin() { log_.clear(); }
    [[nodiscard]] std::vector<NativeCall<Real>> calls() const; // since begin

private:
    std::vector<NativeCall<Real>> log_;
    bool any_order_ = false;
    std::vector<Function> functions_;
    std::vector<typename Api<Real>::Native> bound_;
};

} // namespace abax_tests

#endif
