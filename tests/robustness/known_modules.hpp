// Large modules, and the values that they must have: calculated here, in Real, beside the text and without any of the product.
#ifndef ABAX_TESTS_KNOWN_MODULES_HPP
#define ABAX_TESTS_KNOWN_MODULES_HPP

#include "engine/module_source.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace abax_tests {

template <class Real> struct KnownModule {
    std::string name;
    ModuleSource source;
    std::vector<Real> values; // of the first results, with the defaults of the params
};

// One of each way to be large; `n` is how long, deep or many.
template <class Real> std::vector<KnownModule<Real>> known_modules(std::size_t n);

// Random expressions over four params and over each other's results, with exactly so many operators altogether. What the text
// says is kept as a list of steps too, which anyone can carry out.
template <class Real> class SizedModule {
public:
    SizedModule(std::size_t expressions, std::size_t operators);
    [[nodiscard]] const ModuleSource &source() const { return source_; }
    [[nodiscard]] std::size_t operators() const { return operators_; }
    // The results for these four params, in declared order.
    [[nodiscard]] std::vector<Real> values(std::span<const Real, 4> params) const;

private:
    struct Step { // value[i] = op(value[a], value[b], value[c]); a param's or a literal's step has no operands
        char op;
        std::uint32_t a, b, c;
        Real number;
    };
    ModuleSource source_;
    std::vector<Step> steps_;
    std::vector<std::uint32_t> results_; // steps
    std::size_t operators_ = 0;
};

} // namespace abax_tests

#endif
