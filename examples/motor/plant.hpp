/*
 * The motor that motor.toml controls, simulated, and what is asked of it over three seconds. Additions, multiplications, divisions
 * and `floor` of doubles: the same bits on every machine that does not contract them.
 */
#ifndef PLANT_HPP
#define PLANT_HPP

#include <cmath>

#include "motor.hpp"

namespace motor {

constexpr int milliseconds = 3000; // that the run takes
constexpr float dt = 0.001F;       // s

// A motor of 24 V with a gear and a load; J dw/dt = kt i - b w - load, u = R i + kt w (the inductance is neglected).
class Plant {
public:
    void step(float voltage, double load) {
        constexpr int substeps = 10;
        for (int i = 0; i < substeps; ++i) {
            const double current = (static_cast<double>(voltage) - kt_ * speed_) / resistance_;
            speed_ += (kt_ * current - friction_ * speed_ - load) / inertia_ * (static_cast<double>(dt) / substeps);
            angle_ += speed_ * (static_cast<double>(dt) / substeps);
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
inline Params inputs_at(int millisecond, const Plant &plant) {
    Params in{};
    in.counts = plant.counts();
    in.dt = dt;
    in.enable = millisecond >= 50 ? 1.0F : 0.0F;
    in.target = millisecond >= 1500 && millisecond < 2000 ? 400.0F : 150.0F;
    in.supply = 24.0F;
    return in;
}

inline double load_at(int millisecond) { return millisecond >= 1000 ? 0.25 : 0.0; } // N m

} // namespace motor

#endif
