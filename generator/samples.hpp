// Inputs to try: numbers of f32 inside of ranges, the same in every run.
//
// One range is gone through in even steps, both ends included. Several are filled by a sequence that leaves no holes in any
// number of dimensions, behind their corners: number k has frac(1/2 + k/g^j) in dimension j = 1 … d, with g the
// positive root of g^(d+1) = g + 1 (M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences", 2018; in one
// dimension, with the golden ratio, it is H. Weyl's).
#ifndef ABAX_GENERATOR_SAMPLES_HPP
#define ABAX_GENERATOR_SAMPLES_HPP

#include <cstddef>
#include <span>
#include <vector>

namespace abax::host {

struct Range {
    double min = 0; // both are finite numbers of f32, min <= max
    double max = 0;
};

// Rows of one number for every range, one behind the other.
struct Rows {
    size_t width = 1;
    std::vector<double> numbers;

    size_t size() const { return numbers.size() / width; }
    std::span<const double> operator[](size_t row) const { return {numbers.data() + row * width, width}; }
};

// `count` rows over all of the ranges, at least 2.
Rows spread_rows(const std::vector<Range> &ranges, size_t count);

// `count` rows around `center`, at most `part` of every range away from it, from 0 to 1.
Rows rows_near(const std::vector<Range> &ranges, std::span<const double> center, double part, size_t count);

// Rows for numbers that matter, such as the breakpoints of a curve: each of them and its two neighbours in f32, and what is
// half way to the next one, wherever they lie in a range. At most `count`, taken from all of them.
Rows rows_at(const std::vector<Range> &ranges, const std::vector<double> &marks, size_t count);

} // namespace abax::host

#endif
