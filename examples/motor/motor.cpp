// The controller of motor.toml in a closed loop with a simulated motor: once as generated C++, once as a table in the program, each
// with a motor of its own. After half a second the table's state is saved, the instance made anew and the state loaded, as a
// firmware does that is restarted: nobody may notice. The exit status is 1 where the two differ in a bit or the controller does not
// do its work.
//     motor_loop            what happened
//     motor_loop --plot     one line every 5 ms for a plot
#include <cmath>
#include <cstdio>
#include <cstring>

#include "motor.hpp"
#include "motor_table.h"
#include "plant.hpp"
#include "story.hpp"

namespace {

using motor::inputs_at;
using motor::load_at;

bool failed(const char *what, int millisecond) {
    std::fprintf(stderr, "motor: %s at %d ms\n", what, millisecond);
    return false;
}

bool run(bool plot, motor::Story &story) {
    alignas(8) static unsigned char memory[motor::memory_size];
    static unsigned char saved[256];
    abax_f32_table table;
    abax_f32_instance by_table;
    motor::Instance generated;
    motor::Plant plants[2];
    motor::init(generated);
    if (abax_f32_open(&table, motor_table, sizeof motor_table) != ABAX_OK ||
        abax_f32_init(&by_table, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK) {
        return failed("the table is refused", 0);
    }
    if (plot) {
        std::printf("time,target,setpoint,speed,voltage\n");
    }
    double worst = 0;
    for (int ms = 0; ms < motor::milliseconds; ++ms) {
        if (ms == 500) {
            if (abax_f32_save_state(&by_table, saved, sizeof saved) != ABAX_OK ||
                abax_f32_init(&by_table, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK ||
                abax_f32_load_state(&by_table, saved, abax_f32_saved_size(&table)) != ABAX_OK) {
                return failed("the state does not come back", ms);
            }
        }
        generated.params = inputs_at(ms, plants[0]);
        motor::params(by_table) = inputs_at(ms, plants[1]);
        motor::eval(generated);
        (void)abax_f32_eval(&by_table);
        const motor::Results &results = motor::results(by_table);
        if (std::memcmp(&generated.results, &results, sizeof results) != 0) {
            return failed("table and generated source differ", ms);
        }
        story.see(generated.results);
        plants[0].step(generated.results.voltage, load_at(ms));
        plants[1].step(results.voltage, load_at(ms));
        const double error = std::fabs(plants[0].speed() - 150.0) / 150.0;
        const bool settled = (ms > 700 && ms < 1000) || (ms > 1300 && ms < 1500) || ms > 2850;
        worst = settled && error > worst ? error : worst;
        if (plot && ms % 5 == 0) {
            std::printf("%.3f,%g,%.4f,%.4f,%.4f\n", ms * 0.001, static_cast<double>(generated.params.target),
                        static_cast<double>(results.setpoint), plants[0].speed(), static_cast<double>(results.voltage));
        }
        if (std::fabs(results.voltage) > 24.0F || results.stalled != 0.0F) {
            return failed("the drive gives more than there is, or is called stalled", ms);
        }
    }
    std::fprintf(stderr, "motor: at most %.2f %% off where it has settled, %g turns\n", 100 * worst,
                 static_cast<double>(generated.results.travel));
    return worst < 0.02 && generated.results.starts == 1.0F;
}

} // namespace

int main(int argc, char **argv) {
    static motor::Story story;
    const bool plot = argc == 2 && std::strcmp(argv[1], "--plot") == 0;
    const bool done = run(plot, story);
    if (!plot) {
        std::fputs(story.end(), stdout);
    }
    return done ? 0 : 1;
}
