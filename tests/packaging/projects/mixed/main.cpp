#include <cstdio>

#include "pump.hpp"
#include "pump_table.h"
#include "the_valve.hpp"

int main() {
    static pump::Instance pump_instance;
    static the_valve::Instance valve_instance;
    pump::init(pump_instance);
    the_valve::init(valve_instance);
    pump::eval(pump_instance);
    the_valve::eval(valve_instance);
    abax_f32_table table;
    std::printf("%g %g %g %s\n", static_cast<double>(pump_instance.results.flow),
                static_cast<double>(pump_instance.results.power), static_cast<double>(valve_instance.results.area),
                abax_f32_open(&table, pump_table, sizeof pump_table) == ABAX_OK ? "opened" : "refused");
    return 0;
}
