/*
 * The results of tank.toml against what is true, as the simulation knows it, and against another calculation: in double, over a list
 * of the measurements that there are. A sample without one is not in that list at all; so what is compared is also that state
 * survives dropouts.
 */
#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace {

using simulation::dt;

// What the results may be off.
constexpr double level_tolerance = 0.005;          // m, while the liquid is calm
constexpr double level_tolerance_filling = 0.030;  // m, with waves of 25 mm, and 1 mm/s behind a filter of 10 s
constexpr double volume_tolerance = 0.005 * 18850; // l, while the liquid is calm: 0.5 % of the tank
constexpr double received_tolerance = 0.005;       // of what was received
constexpr double delivered_tolerance = 0.15;       // l: a pulse, and the rounding of a float
constexpr double loss_tolerance = 0.05;            // l/s, at the end of the log
constexpr double loss_before = 0.09;               // l/s, where nothing is lost; the alarm begins at 0.1
constexpr int alarm_delay = 60;                    // s after the true level passed the limit
constexpr double alarm_margin = 0.02;              // m: how far the true level may be from the limit
constexpr int leak_delay = 300;                    // s after it began

bool wrong(const char *what, int sample, double got, double expected) {
    std::fprintf(stderr, "tank: %s at %d s: %g, expected %g\n", what, sample * dt, got, expected);
    return false;
}

struct Measurement {
    int sample;
    double level; // m, behind the filter
};

// The measurements that there are. The filter takes the time since the one before.
std::vector<Measurement> measurements_of(const std::vector<Sample> &samples) {
    std::vector<Measurement> list;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double milliamperes = static_cast<double>(samples[i].readings.counts) * 24.0 / 65535.0;
        if (!(milliamperes > 3.6)) {
            continue;
        }
        const double level = (milliamperes - 4.0) * 1250.0 / (840.0 * 9.80665);
        const int sample = static_cast<int>(i);
        if (list.empty()) {
            list.push_back({sample, level});
        } else {
            const double elapsed = (sample - list.back().sample) * dt;
            const double before = list.back().level;
            list.push_back({sample, before + (level - before) * elapsed / (10.0 + elapsed)});
        }
    }
    return list;
}

// When an alarm goes on and off and on: it takes five measurements in a row, of which the first is past the limit and none comes
// back past the other one. `sign` -1: below `on`, until above `off`.
std::vector<int> changes_of(const std::vector<Measurement> &list, double sign, double on, double off) {
    constexpr std::size_t in_a_row = 5;
    std::vector<int> changes;
    bool is_on = false;
    for (std::size_t i = 0; i + in_a_row <= list.size();) {
        const auto above_on = [&](std::size_t k) { return sign * list[k].level > sign * on; };
        const auto below_off = [&](std::size_t k) { return sign * list[k].level < sign * off; };
        if (is_on ? !below_off(i) : !above_on(i)) {
            ++i;
            continue;
        }
        const std::size_t end = i + in_a_row;
        for (++i; i < end && !(is_on ? above_on(i) : below_off(i)); ++i) {}
        if (i == end) {
            is_on = !is_on;
            changes.push_back(list[end - 1].sample);
        }
    }
    return changes;
}

std::vector<int> changes_seen(const std::vector<Sample> &samples, float tank::Results::*flag) {
    std::vector<int> changes;
    float before = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (samples[i].results.*flag != before) {
            before = samples[i].results.*flag;
            changes.push_back(static_cast<int>(i));
        }
    }
    return changes;
}

// The alarm changes at exactly the samples where it must, goes on `times` times, and is in time for the true level too.
bool check_alarm(const char *name, const std::vector<Sample> &samples, float tank::Results::*flag, double sign,
                 double on, double off, std::size_t times) {
    const std::vector<int> seen = changes_seen(samples, flag);
    const std::vector<int> expected = changes_of(measurements_of(samples), sign, on, off);
    if ((expected.size() + 1) / 2 != times) {
        return wrong(name, 0, static_cast<double>(expected.size()), static_cast<double>(times));
    }
    for (std::size_t i = 0; i < std::max(seen.size(), expected.size()); ++i) {
        if (i >= seen.size() || i >= expected.size() || seen[i] != expected[i]) {
            return wrong(name, i < seen.size() ? seen[i] : 0, i < seen.size() ? seen[i] * dt : -1,
                         i < expected.size() ? expected[i] * dt : -1);
        }
    }
    int past = 0; // for so many samples the true level has been past the limit
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double level = sign * samples[i].level;
        const float is = samples[i].results.*flag;
        past = level > sign * on ? past + 1 : 0;
        if ((past * dt > alarm_delay && is == 0.0F) || (level < sign * off - alarm_margin && is != 0.0F)) {
            return wrong(name, static_cast<int>(i), samples[i].level, on);
        }
    }
    return true;
}

// The liquid is calm a minute and a half after filling has ended.
bool check_contents(const std::vector<Sample> &samples) {
    double worst_level = 0, worst_filling = 0, worst_volume = 0, worst_delivered = 0;
    int since_filling = 1000; // s
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const Sample &s = samples[i];
        const int sample = static_cast<int>(i);
        since_filling = s.readings.filling != 0.0F ? 0 : since_filling + dt;
        worst_delivered = std::max(worst_delivered, std::fabs(static_cast<double>(s.results.delivered) - s.delivered));
        if (s.results.silent != 0.0F) {
            continue; // what is shown is old, and is said to be
        }
        const double r = simulation::diameter / 2;
        const double h = s.level;
        const double litres =
            1000.0 * simulation::length * (r * r * std::acos((r - h) / r) - (r - h) * std::sqrt(h * (2 * r - h)));
        double &worst = since_filling > 90 ? worst_level : worst_filling;
        worst = std::max(worst, std::fabs(static_cast<double>(s.results.level) - h));
        if (since_filling > 90) {
            worst_volume = std::max(worst_volume, std::fabs(static_cast<double>(s.results.volume) - litres));
        }
        if (worst_level > level_tolerance || worst_filling > level_tolerance_filling) {
            return wrong("level", sample, static_cast<double>(s.results.level), h);
        }
        if (worst_volume > volume_tolerance) {
            return wrong("volume", sample, static_cast<double>(s.results.volume), litres);
        }
        if (worst_delivered > delivered_tolerance) {
            return wrong("delivered", sample, static_cast<double>(s.results.delivered), s.delivered);
        }
    }
    const Sample &last = samples.back();
    const double received = std::fabs(static_cast<double>(last.results.received) - last.received);
    if (!(received < received_tolerance * last.received)) {
        return wrong("received", simulation::samples, static_cast<double>(last.results.received), last.received);
    }
    std::fprintf(stderr,
                 "tank: at most off: level %.1f mm, while filling %.1f mm; volume %.0f l; delivered %.2f l; received "
                 "%.0f l of %.0f\n",
                 1000 * worst_level, 1000 * worst_filling, worst_volume, worst_delivered, received, last.received);
    return true;
}

// A dropout is told by its fifteenth sample, and forgotten with the fifteenth that is there again.
bool check_dropouts(const std::vector<Sample> &samples) {
    std::vector<int> expected;
    for (const simulation::Dropout &dropout : simulation::dropouts) {
        if (dropout.last - dropout.first + 1 >= 15) {
            expected.push_back(dropout.first + 14);
            expected.push_back(dropout.last + 15);
        }
    }
    if (changes_seen(samples, &tank::Results::lost) != expected) {
        return wrong("no measurement", expected[0], 0, 1);
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const int sample = static_cast<int>(i);
        const simulation::Dropout *const dropout = simulation::dropout_at(sample);
        const double silent = dropout != nullptr ? (sample - dropout->first + 1) * dt : 0;
        if (static_cast<double>(samples[i].results.silent) != silent) {
            return wrong("time of silence", sample, static_cast<double>(samples[i].results.silent), silent);
        }
    }
    const double count = sizeof simulation::dropouts / sizeof *simulation::dropouts;
    const double counted = static_cast<double>(samples.back().results.dropouts);
    return counted == count || wrong("dropouts", simulation::samples, counted, count);
}

// The leak is found in time and never before it is there, after a minute of measurements beyond the limit; its rate is right in the
// end, and before it nothing looked like one, in neither direction.
bool check_leak(const std::vector<Sample> &samples) {
    const std::vector<int> changes = changes_seen(samples, &tank::Results::leak);
    if (changes.size() != 1) {
        return wrong("alarms of a leak", changes.empty() ? 0 : changes[0], static_cast<double>(changes.size()), 1);
    }
    const int found = changes[0];
    const int delay = found * dt - simulation::leak_begin;
    if (delay < 0 || delay > leak_delay) {
        return wrong("seconds until the leak is found", found, delay, leak_delay);
    }
    int beyond = 0; // measurements in a row
    double before = 0;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(found); ++i) {
        const double loss = static_cast<double>(samples[i].results.loss);
        if (samples[i].results.silent == 0.0F) {
            beyond = loss > 0.1 || (beyond != 0 && loss >= 0.05) ? beyond + 1 : 0;
        }
        before = samples[i].lost == 0 ? std::max(before, std::fabs(loss)) : before;
    }
    if (beyond != 30) {
        return wrong("measurements that show the leak", found, beyond, 30);
    }
    if (before > loss_before) {
        return wrong("loss without a leak", 0, before, loss_before);
    }
    const double rate = static_cast<double>(samples.back().results.loss);
    if (!(std::fabs(rate - simulation::leak_flow) < loss_tolerance)) {
        return wrong("loss", simulation::samples, rate, simulation::leak_flow);
    }
    std::fprintf(
        stderr, "tank: the leak of %g l/s is found after %d s, when %.0f l are lost; loss before it at most %.3f l/s\n",
        simulation::leak_flow, delay, samples[static_cast<std::size_t>(found)].lost, before);
    return true;
}

} // namespace

bool check(const std::vector<Sample> &samples) {
    return check_contents(samples) && check_dropouts(samples) &&
           check_alarm("low", samples, &tank::Results::low, -1.0, 0.35, 0.40, 1) &&
           check_alarm("high", samples, &tank::Results::high, 1.0, 1.80, 1.75, 1) && check_leak(samples);
}
