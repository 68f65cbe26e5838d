// The controller of motor.toml in a closed loop with a simulated motor: once as generated C++, once as a table in the program, each
// with a motor of its own. After half a second the table's state is saved, the instance made anew and the state loaded, as a
// firmware does that is restarted: nobody may notice. Prints one line every 5 ms for a plot; the exit status is 1 where the two
// differ in a bit or the controller does not do its work.
//     motor > motor.csv
#include <cmath>
#include <cstdio>
#include <cstring>

#include "motor.hpp"
#include "motor_table.h"

namespace {

constexpr float dt = 0.001F;

// A motor of 24 V with a gear and a load; J dw/dt = kt i - b w - load, u = R i + kt w (the inductance is neglected).
class Plant {
public:
    void step(float voltage, double load) {
        constexpr int substeps = 10;
        for (int i = 0; i < substeps; ++i) {
            const double current = (double{voltage} - kt_ * speed_) / resistance_;
            speed_ += (kt_ * current - friction_ * speed_ - load) / inertia_ * (double{dt} / substeps);
            angle_ += speed_ * (double{dt} / substeps);
        }
    }
    float counts() const { return static_cast<float>(std::floor(angle_ / 6.283185307179586 * 8192.0)); }
    double speed() const { return speed_; }

private:
    static constexpr double resistance_ = 1.1; // Ohm
    static constexpr double kt_ = 0.08;        // V s/rad, N m/A
    static constexpr double friction_ = 2e-4;  // N m s/rad
    static constexpr double inertia_ = 4e-4;   // kg m²
    double speed_ = 0;                         // rad/s
    double angle_ = 0;                         // rad
};

// What is asked of the drive: off, 150 rad/s, a load at 1 s, more than the supply can give at 1.5 s, back at 2 s.
motor::Params inputs_at(int millisecond, const Plant &plant) {
    motor::Params in{};
    in.counts = plant.counts();
    in.dt = dt;
    in.enable = millisecond >= 50 ? 1.0F : 0.0F;
    in.target = millisecond >= 1500 && millisecond < 2000 ? 400.0F : 150.0F;
    in.supply = 24.0F;
    return in;
}

double load_at(int millisecond) { return millisecond >= 1000 ? 0.25 : 0.0; } // N m

bool failed(const char *what, int millisecond) {
    std::fprintf(stderr, "motor: %s at %d ms\n", what, millisecond);
    return false;
}

bool run() {
    alignas(8) static unsigned char memory[motor::memory_size];
    static unsigned char saved[256];
    abax_f32_table table;
    abax_f32_instance by_table;
    motor::Instance generated;
    Plant plants[2];
    motor::init(generated);
    if (abax_f32_open(&table, motor_table, sizeof motor_table) != ABAX_OK ||
        abax_f32_init(&by_table, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK) {
        return failed("the table is refused", 0);
    }
    std::printf("time,target,setpoint,speed,voltage\n");
    double worst = 0;
    for (int ms = 0; ms < 3000; ++ms) {
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
        plants[0].step(generated.results.voltage, load_at(ms));
        plants[1].step(results.voltage, load_at(ms));
        const double error = std::fabs(plants[0].speed() - 150.0) / 150.0;
        const bool settled = (ms > 700 && ms < 1000) || (ms > 1300 && ms < 1500) || ms > 2850;
        worst = settled && error > worst ? error : worst;
        if (ms % 5 == 0) {
            std::printf("%.3f,%g,%.4f,%.4f,%.4f\n", ms * 0.001, double{generated.params.target},
                        double{results.setpoint}, plants[0].speed(), double{results.voltage});
        }
        if (std::fabs(results.voltage) > 24.0F || results.stalled != 0.0F) {
            return failed("the drive gives more than there is, or is called stalled", ms);
        }
    }
    std::fprintf(stderr, "motor: at most %.2f %% off where it has settled, %g turns\n", 100 * worst,
                 double{generated.results.travel});
    return worst < 0.02 && generated.results.starts == 1.0F;
}

} // namespace

int main() { return run() ? 0 : 1; }
