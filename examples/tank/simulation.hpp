/*
 * Two hours at the tank of tank.toml, simulated: what its transmitter and its meter give every two seconds, and what is true.
 * Additions, multiplications and square roots of doubles, and noise from integers: the same bits on every machine, so that the log
 * that is committed (tank.csv) can be compared with what this makes.
 *
 *      200 s and  700 s   vehicles are filled at 2 l/s; the level falls below 0.35 m
 *     1300 s              a road tanker delivers 12 l/s with waves of 25 mm, until 1.83 m are reached
 *     3100 s              a vehicle takes 700 l; the level falls below 1.75 m
 *     5000 s              a leak of 0.25 l/s; nobody tells
 *     5400 s              one more vehicle
 */
#ifndef SIMULATION_HPP
#define SIMULATION_HPP

#include <cmath>
#include <cstdint>

namespace simulation {

constexpr int samples = 3600;
constexpr int dt = 2;                // s
constexpr double diameter = 2.0;     // m
constexpr double length = 6.0;       // m
constexpr double vehicle_flow = 2.0; // l/s
constexpr double tanker_flow = 12.0; // l/s
constexpr double leak_flow = 0.25;   // l/s
constexpr int leak_begin = 5000;     // s

// When the transmitter is silent, in samples from the first to the last. It does not answer, or its wire is loose (0 counts).
struct Dropout {
    int first;
    int last;
    bool answers; // with 0 counts
};
constexpr Dropout dropouts[] = {
    {0, 2, false},       // it starts later than we do
    {300, 300, true},    // a loose wire, for a moment
    {524, 526, false},   // while it is counted whether the level is low
    {900, 929, false},   // a minute while the tank is filled: 720 l come in unseen
    {1314, 1317, true},  // while it is counted whether the level is high
    {2560, 2566, false}, // while it is counted whether there is a leak
};

inline const Dropout *dropout_at(int sample) {
    for (const Dropout &dropout : dropouts) {
        if (sample >= dropout.first && sample <= dropout.last) {
            return &dropout;
        }
    }
    return nullptr;
}

// What the firmware gets at a sample.
struct Readings {
    float counts; // of 24 mA/65535, nan where the transmitter does not answer
    float pulses; // of 0.1 l, since the sample before
    float filling;
};

class Tank {
public:
    // The next sample, beginning at 0 s.
    Readings next() {
        if (sample_ != 0) {
            flow();
        }
        const double pulses = std::floor(delivered_ * 10.0);
        Readings readings{static_cast<float>(transmitter()), static_cast<float>(pulses - pulses_),
                          filling_ ? 1.0F : 0.0F};
        pulses_ = pulses;
        if (const Dropout *const dropout = dropout_at(sample_)) {
            readings.counts = dropout->answers ? 0.0F : NAN;
        }
        ++sample_;
        return readings;
    }

    double level() const { return level_; }         // m
    double received() const { return received_; }   // l, since the start
    double delivered() const { return delivered_; } // l
    double lost() const { return lost_; }           // l

private:
    // Two seconds in small steps; the surface of the liquid tells what a litre does to the level.
    void flow() {
        const int time = (sample_ - 1) * dt; // s
        const bool vehicle = (time >= 200 && time < 500) || (time >= 700 && time < 1100) ||
                             (time >= 3100 && time < 3450) || (time >= 5400 && time < 5700);
        filling_ = time >= 1300 && time < 3000 && !full_;
        const double in = filling_ ? tanker_flow : 0.0;
        const double out = vehicle ? vehicle_flow : 0.0;
        const double leak = time >= leak_begin ? leak_flow : 0.0;
        constexpr int steps = 40;
        for (int i = 0; i < steps; ++i) {
            const double surface = 2.0 * length * std::sqrt(level_ * (diameter - level_)); // m²
            level_ += (in - out - leak) / 1000.0 / surface * (static_cast<double>(dt) / steps);
        }
        received_ += in * dt;
        delivered_ += out * dt;
        lost_ += leak * dt;
        full_ = full_ || level_ >= 1.83;
        waves_ = filling_ ? 0.025 : waves_ * 0.95;
    }

    // Counts of the transmitter: waves of 6.8 s, noise of at most 3 mm, a resolution of 0.4 mm.
    double transmitter() {
        const double swing = -0.28 * swing_ - 0.96 * turned_; // a turn by an angle whose cosine and sine are these
        turned_ = 0.96 * swing_ - 0.28 * turned_;
        swing_ = swing;
        random_ = random_ * 1664525U + 1013904223U;
        const double noise = (static_cast<double>(random_ >> 8) / 8388608.0 - 1.0) * 0.003;
        const double pressure = 840.0 * 9.80665 * (level_ + waves_ * swing_ + noise);
        return std::floor((4.0 + 16.0 * pressure / 20000.0) / 24.0 * 65535.0 + 0.5);
    }

    int sample_ = 0;
    double level_ = 0.48; // m
    double received_ = 0, delivered_ = 0, lost_ = 0;
    double pulses_ = 0;
    double waves_ = 0, swing_ = 1, turned_ = 0; // m; and a point on a circle
    std::uint32_t random_ = 1;
    bool filling_ = false, full_ = false;
};

} // namespace simulation

#endif
