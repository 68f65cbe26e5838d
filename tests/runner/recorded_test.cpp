// Functions with a memory over thousands of evaluations: recorded temperatures where there are some, and a made-up
// signal with gaps; every engine against the reference, bit for bit.
#include "runner/agreement.hpp"
#include "runner/random_expression.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace abax_tests {
namespace {

ModuleSource memories() {
    ModuleSource source;
    source.declarations = {{DeclarationKind::param, "x", "0"}, {DeclarationKind::param, "dt", "0"}};
    std::size_t number = 0;
    for (const char *text : {"prev(x, 70)",
                             "delay(x, 12)",
                             "delta(x)",
                             "rate(x, dt)",
                             "integrate(x, dt)",
                             "integrate(x - 70, dt, -50, 50)",
                             "ema(x, 0.05)",
                             "lowpass(x, 600, dt)",
                             "highpass(x, 600, dt)",
                             "slew(x, 0.25, 0.5)",
                             "avg_n(x, 20)",
                             "min_n(x, 13)",
                             "max_n(x, 17)",
                             "median_n(x, 31)",
                             "hysteresis(x, 65, 75)",
                             "debounce(x > 72, 5)",
                             "latch(x > 76, x < 66)",
                             "rising(x > 70)",
                             "falling(x > 70)",
                             "count(x > 70)",
                             "hold(x, x > prev(x))",
                             "pid(70 - x, dt, 2, 0.01, 30, -40, 40)",
                             "prev(y22) + 0.01 * (x - prev(y22))"}) {
        source.declarations.push_back({DeclarationKind::expression, numbered("y", number++), text});
    }
    return source;
}

template <class Real> void expect_agreement(const std::vector<std::vector<Real>> &rows) {
    ModuleSource source = memories();
    const Truth<Real> truth = truth_of(source, rows);
    for (const std::string &text : disagreements(source, rows, truth)) {
        ADD_FAILURE() << text;
    }
}

// Steps, noise and drift, with a dt that is never twice the same, gaps, and now and then something that is no measurement.
template <class Real> std::vector<std::vector<Real>> made_up(std::size_t count) {
    Random random(1);
    std::vector<std::vector<Real>> rows;
    double level = 70;
    for (std::size_t i = 0; i < count; ++i) {
        level += random.chance(1) ? random.below(21) - 10.0 : (70 - level) * 0.01;
        const double noise = random.below(1000) / 1000.0;
        const double dt = random.chance(2) ? 0 : 0.5 + random.below(1000) / 100.0;
        const bool odd = random.chance(3);
        rows.push_back({odd ? random_value<Real>(random) : static_cast<Real>(level + noise),
                        random.chance(1) ? random_value<Real>(random) : static_cast<Real>(dt)});
    }
    return rows;
}

// "timestamp,value", one row every few minutes; none where the data are not there.
template <class Real> std::vector<std::vector<Real>> recorded() {
    const std::filesystem::path folder = std::filesystem::path(ABAX_SHARED_DATA) / "machine_temperature";
    std::vector<std::vector<Real>> rows;
    for (const auto &entry : std::filesystem::exists(folder) ? std::filesystem::directory_iterator(folder)
                                                             : std::filesystem::directory_iterator()) {
        std::ifstream file(entry.path());
        std::string line;
        for (std::getline(file, line); std::getline(file, line);) {
            rows.push_back({real_of_text<Real>(line.substr(line.find(',') + 1)), Real{300}});
        }
    }
    return rows;
}

TEST(Recorded, AMadeUpSignalInF32) { expect_agreement(made_up<float>(6000)); }
TEST(Recorded, AMadeUpSignalInF64) { expect_agreement(made_up<double>(6000)); }

TEST(Recorded, TemperaturesInBothReals) {
    const auto rows = recorded<float>();
    if (rows.empty()) {
        GTEST_SKIP() << "no recorded data";
    }
    EXPECT_GT(rows.size(), 1000U);
    expect_agreement(rows);
    expect_agreement(recorded<double>());
}

} // namespace
} // namespace abax_tests
