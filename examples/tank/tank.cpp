/*
 * The module tank over two hours of a simulated tank, as generated C++ and as a table side by side. In the middle of the longest
 * dropout the table's state is saved, the instance made anew and the state loaded, as in a firmware that is restarted just then:
 * nobody may notice. Fails where the two ways differ in a bit, where a result is no number, or where check.cpp finds fault.
 *
 *     tank_watch            what happened
 *     tank_watch --log      what the firmware got: tank.csv
 *     tank_watch --plot     what is plotted
 */
#include <cmath>
#include <cstdio>
#include <cstring>
#include <vector>

#include "check.hpp"
#include "simulation.hpp"
#include "story.hpp"
#include "tank.hpp"
#include "tank_table.h"

namespace {

constexpr int restart = 915;

bool failed(const char *what, int sample) {
    std::fprintf(stderr, "tank: %s at %d s\n", what, sample * simulation::dt);
    return false;
}

bool all_numbers(const tank::Results &results) {
    float values[sizeof results / sizeof(float)];
    std::memcpy(values, &results, sizeof results);
    for (const float value : values) {
        if (!std::isfinite(value)) {
            return false;
        }
    }
    return true;
}

bool run(std::vector<Sample> &samples, tank::Story &story) {
    alignas(8) static unsigned char memory[tank::memory_size];
    static unsigned char saved[256];
    abax_f32_table table;
    abax_f32_instance by_table;
    static tank::Instance generated;
    tank::init(generated);
    if (abax_f32_open(&table, tank_table, sizeof tank_table) != ABAX_OK ||
        abax_f32_init(&by_table, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK) {
        return failed("the table is refused", 0);
    }
    simulation::Tank simulated;
    for (int i = 0; i < simulation::samples; ++i) {
        if (i == restart && (abax_f32_save_state(&by_table, saved, sizeof saved) != ABAX_OK ||
                             abax_f32_init(&by_table, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK ||
                             abax_f32_load_state(&by_table, saved, abax_f32_saved_size(&table)) != ABAX_OK)) {
            return failed("the state does not come back", i);
        }
        const simulation::Readings readings = simulated.next();
        for (tank::Params *in : {&generated.params, &tank::params(by_table)}) {
            in->counts = readings.counts;
            in->pulses = readings.pulses;
            in->filling = readings.filling;
        }
        tank::eval(generated);
        (void)abax_f32_eval(&by_table);
        if (std::memcmp(&generated.results, &tank::results(by_table), sizeof generated.results) != 0) {
            return failed("table and generated source differ", i);
        }
        if (!all_numbers(generated.results)) {
            return failed("a result is not a number", i);
        }
        story.see(generated.params, generated.results);
        samples.push_back({readings, generated.results, simulated.level(), simulated.received(), simulated.delivered(),
                           simulated.lost()});
    }
    return true;
}

void print_log(const std::vector<Sample> &samples) {
    std::printf("counts,pulses,filling\n");
    for (const Sample &s : samples) {
        const simulation::Readings &r = s.readings;
        std::printf("%.0f,%.0f,%.0f\n", static_cast<double>(r.counts), static_cast<double>(r.pulses),
                    static_cast<double>(r.filling));
    }
}

// A row every 30 s, and all of them around the longest dropout; where there is no measurement, none is drawn.
void print_plot(const std::vector<Sample> &samples) {
    std::printf("minute,true level,measured,level,low,high,loss,leak,true loss,lost\n");
    for (std::size_t i = 0; i < samples.size(); i += i >= 870 && i < 960 ? 1 : 15) {
        const Sample &s = samples[i];
        const tank::Results &r = s.results;
        const double current = static_cast<double>(s.readings.counts) * 24.0 / 65535.0;
        const double measured = current > 3.6 ? (current - 4.0) * 1250.0 / (840.0 * 9.80665) : static_cast<double>(NAN);
        std::printf("%.4f,%.4f,%.4f,%.4f,%g,%g,%.4f,%g,%g,%g\n", static_cast<double>(i) * simulation::dt / 60.0,
                    s.level, measured, static_cast<double>(r.level), static_cast<double>(r.low),
                    static_cast<double>(r.high), static_cast<double>(r.loss), static_cast<double>(r.leak),
                    s.lost > 0 ? simulation::leak_flow : 0.0, static_cast<double>(r.lost));
    }
}

} // namespace

int main(int argc, char **argv) {
    const char *const mode = argc == 2 ? argv[1] : "";
    static tank::Story story;
    std::vector<Sample> samples;
    if (!run(samples, story)) {
        return 1;
    }
    if (std::strcmp(mode, "--log") == 0) {
        print_log(samples);
    } else if (std::strcmp(mode, "--plot") == 0) {
        print_plot(samples);
    } else {
        std::fputs(story.end(), stdout);
    }
    return check(samples) ? 0 : 1;
}
