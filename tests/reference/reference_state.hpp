// What functions with a memory give, from the language's page: difference equations over the numbers that came before,
// in exact arithmetic, and windows over a history that is kept whole. It shares nothing with the product's steps.
#ifndef ABAX_TESTS_REFERENCE_STATE_HPP
#define ABAX_TESTS_REFERENCE_STATE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace abax_tests::reference {

bool has_memory(const std::string &function);
// prev and delay: what they give does not depend on what they are given at the same evaluation.
bool is_feedback(const std::string &function);

// The memory of one call.
template <class Real> class Memory {
public:
    Memory() = default;
    // For prev the start, for what remembers several values their number.
    explicit Memory(std::string function, Real second = Real{0});

    // One evaluation; not of prev and delay.
    Real step(const std::vector<Real> &x);

    // prev and delay: what is given now, and what is kept for later.
    Real recall() const;
    void keep(Real x);

    // As if so many evaluations had been counted.
    std::uint64_t counted = 0;

private:
    Real window() const;
    Real integrate(Real x, Real dt, Real lo, Real hi);
    Real ema(Real x, Real alpha);
    Real highpass(Real x, Real tau, Real dt);
    Real slew(Real x, Real up, Real down);
    Real debounce(Real c, Real n);
    Real pid(const std::vector<Real> &x);

    std::string function_;
    std::size_t n_ = 1;
    std::vector<Real> history_; // numbers that were kept, the start of prev and the zeros of delay before them
    bool started_ = false;      // there is a value before
    Real before_{};             // of the output
    Real input_{};              // of the input
    Real excess_{};             // what was added to a sum too much
};

extern template class Memory<float>;
extern template class Memory<double>;

} // namespace abax_tests::reference

#endif
