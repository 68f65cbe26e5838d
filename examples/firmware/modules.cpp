/*
 * climate and batch take their inputs from a recorded log, over and over. The tank's log has two hours, a cycle for every two seconds.
 * The motor is a control loop: it is simulated here, and turns as the voltage makes it.
 */
#include "modules.hpp"

#include <cmath>
#include <cstring>

#include "../motor/plant.hpp"
#include "../motor/story.hpp"
#include "../tank/story.hpp"
#include "batch.hpp"
#include "batch_log.h"
#include "batch_table.h"
#include "batch_text.h"
#include "climate.hpp"
#include "climate_log.h"
#include "climate_table.h"
#include "climate_text.h"
#include "motor.hpp"
#include "motor_table.h"
#include "motor_text.h"
#include "tank.hpp"
#include "tank_log.h"
#include "tank_table.h"
#include "tank_text.h"

namespace {

motor::Plant plant;
motor::Story motor_story;
tank::Story tank_story;

// The row of a log for a cycle; behind the last comes the first again.
template <size_t rows, size_t columns>
const float (&row_of(const float (&log)[rows][columns], uint32_t cycle))[columns] {
    return log[cycle % rows];
}

template <auto results> bool same(const abax_f32_instance &one, const abax_f32_instance &other) {
    return std::memcmp(&results(one), &results(other), sizeof results(one)) == 0;
}

// Setting an input is a store.
void fill_climate(abax_f32_instance &instance, uint32_t cycle) {
    const auto &row = row_of(climate_log, cycle); // hour, temperature, humidity, co2, wall_raw
    climate::Params &in = climate::params(instance);
    in.temperature = row[1];
    in.humidity = row[2];
    in.co2 = row[3];
    in.wall_raw = row[4];
}

// A row of the log is the block of params, as the module declares them.
void fill_batch(abax_f32_instance &instance, uint32_t cycle) {
    const auto &row = row_of(batch_log, cycle);
    static_assert(sizeof row == sizeof(batch::Params));
    std::memcpy(&batch::params(instance), row, sizeof row);
}

void fill_motor(abax_f32_instance &instance, uint32_t cycle) {
    motor::params(instance) = motor::inputs_at(static_cast<int>(cycle), plant);
}

void follow_motor(const abax_f32_instance &instance, uint32_t cycle) {
    if (cycle < motor::milliseconds) {
        motor_story.see(motor::results(instance));
    }
    plant.step(motor::results(instance).voltage, motor::load_at(static_cast<int>(cycle)));
}

const char *tell_motor() { return motor_story.end(); }

void fill_tank(abax_f32_instance &instance, uint32_t cycle) {
    const auto &row = row_of(tank_log, cycle); // counts, pulses, filling
    tank::Params &in = tank::params(instance);
    in.counts = row[0];
    in.pulses = row[1];
    in.filling = row[2];
}

void follow_tank(const abax_f32_instance &instance, uint32_t) {
    tank_story.see(tank::params(instance), tank::results(instance));
}

const char *tell_tank() { return tank_story.end(); }

} // namespace

const uint32_t cycles = sizeof tank_log / sizeof *tank_log;

const Module modules[module_count] = {
    {"climate", CLIMATE_VERSION, ABAX_LOG_LN, &climate::generated, climate_table, CLIMATE_TABLE_SIZE, climate_declare,
     fill_climate, same<climate::results>, nullptr, nullptr},
    {"batch", BATCH_VERSION, ABAX_LOG_LN, &batch::generated, batch_table, BATCH_TABLE_SIZE, batch_declare, fill_batch,
     same<batch::results>, nullptr, nullptr},
    {"motor", MOTOR_VERSION, ABAX_LOG_UNSET, &motor::generated, motor_table, MOTOR_TABLE_SIZE, motor_declare,
     fill_motor, same<motor::results>, follow_motor, tell_motor},
    {"tank", TANK_VERSION, ABAX_LOG_UNSET, &tank::generated, tank_table, TANK_TABLE_SIZE, tank_declare, fill_tank,
     same<tank::results>, follow_tank, tell_tank},
};
