// Inputs to try: see samples.hpp.
#include "samples.hpp"

#include <algorithm>
#include <cmath>

namespace abax::host {
namespace {

constexpr size_t most_dimensions_with_all_corners = 6;

// The number of f32 in the range that is nearest to a value.
double in_range(const Range &range, double value) {
    return std::clamp(static_cast<double>(static_cast<float>(value)), range.min, range.max);
}

double at_part(const Range &range, double part) { return in_range(range, range.min + (range.max - range.min) * part); }

// The sequence in a number of dimensions.
struct Sequence {
    std::vector<double> steps;

    explicit Sequence(size_t dimensions) {
        double root = 2;
        for (int i = 0; i < 60; i++) { // converges to the last bit
            root = std::pow(1 + root, 1.0 / static_cast<double>(dimensions + 1));
        }
        for (size_t j = 1; j <= dimensions; j++) {
            steps.push_back(std::pow(root, -static_cast<double>(j)));
        }
    }

    // From 0 up to 1.
    double at(size_t k, size_t dimension) const {
        const double place = 0.5 + static_cast<double>(k) * steps[dimension];
        return place - std::floor(place);
    }
};

// All corners of a few ranges; of many the two outermost ones and, for each range, those where it alone is at its other end.
void add_corners(const std::vector<Range> &ranges, Rows &rows) {
    const size_t dimensions = ranges.size();
    const auto add = [&](const auto &is_at_max) {
        for (size_t j = 0; j < dimensions; j++) {
            rows.numbers.push_back(is_at_max(j) ? ranges[j].max : ranges[j].min);
        }
    };
    if (dimensions <= most_dimensions_with_all_corners) {
        for (size_t corner = 0; corner < size_t{1} << dimensions; corner++) {
            add([&](size_t j) { return (corner >> j & 1U) != 0; });
        }
        return;
    }
    for (size_t alone = 0; alone <= dimensions; alone++) {
        add([&](size_t j) { return j == alone; });
        add([&](size_t j) { return j != alone; });
    }
}

} // namespace

Rows spread_rows(const std::vector<Range> &ranges, size_t count) {
    Rows rows = {ranges.size(), {}};
    rows.numbers.reserve(count * rows.width);
    if (ranges.size() == 1) {
        for (size_t i = 0; i < count; i++) {
            rows.numbers.push_back(at_part(ranges[0], static_cast<double>(i) / static_cast<double>(count - 1)));
        }
        return rows;
    }
    add_corners(ranges, rows);
    rows.numbers.resize(std::min(rows.size(), count) * rows.width);
    const Sequence sequence(ranges.size());
    for (size_t k = 0; rows.size() < count; k++) {
        for (size_t j = 0; j < ranges.size(); j++) {
            rows.numbers.push_back(at_part(ranges[j], sequence.at(k, j)));
        }
    }
    return rows;
}

Rows rows_near(const std::vector<Range> &ranges, std::span<const double> center, double part, size_t count) {
    const Sequence sequence(ranges.size());
    Rows rows = {ranges.size(), {}};
    for (size_t k = 0; k < count; k++) {
        for (size_t j = 0; j < ranges.size(); j++) {
            const double width = (ranges[j].max - ranges[j].min) * part;
            rows.numbers.push_back(in_range(ranges[j], center[j] + width * (2 * sequence.at(k, j) - 1)));
        }
    }
    return rows;
}

Rows rows_at(const std::vector<Range> &ranges, const std::vector<double> &marks, size_t count) {
    const Sequence sequence(ranges.size());
    Rows rows = {ranges.size(), {}};
    const auto add = [&](size_t dimension, float value) {
        const auto number = static_cast<double>(value);
        if (number < ranges[dimension].min || number > ranges[dimension].max) {
            return;
        }
        const size_t k = rows.size();
        for (size_t j = 0; j < ranges.size(); j++) {
            rows.numbers.push_back(j == dimension ? number : at_part(ranges[j], sequence.at(k, j)));
        }
    };
    for (size_t j = 0; j < ranges.size(); j++) {
        for (size_t i = 0; i < marks.size(); i++) {
            const auto mark = static_cast<float>(marks[i]);
            add(j, std::nextafterf(mark, -HUGE_VALF));
            add(j, mark);
            add(j, std::nextafterf(mark, HUGE_VALF));
            if (i + 1 < marks.size()) {
                add(j, static_cast<float>(marks[i] + (marks[i + 1] - marks[i]) / 2));
            }
        }
    }
    if (rows.size() <= count) {
        return rows;
    }
    Rows fewer = {rows.width, {}};
    for (size_t i = 0; i < count; i++) {
        const std::span<const double> row = rows[i * rows.size() / count];
        fewer.numbers.insert(fewer.numbers.end(), row.begin(), row.end());
    }
    return fewer;
}

} // namespace abax::host
