// The forms that are source generated from S: C++ and C, from C++ by the module's own instance and function, from C by
// the C interface of Abax. One module for each expression and one for all.
#include "form.hpp"

#include <cstdint>
#include <stdexcept>

#include "sensor_1.h"
#include "sensor_1.hpp"
#include "sensor_2.h"
#include "sensor_2.hpp"
#include "sensor_3.h"
#include "sensor_3.hpp"
#include "sensor_4.h"
#include "sensor_4.hpp"
#include "sensor_5.h"
#include "sensor_5.hpp"
#include "sensor_6.h"
#include "sensor_6.hpp"
#include "sensor_7.h"
#include "sensor_7.hpp"
#include "sensors.h"
#include "sensors.hpp"

namespace bench {

namespace {

struct Module {
    const abax_f32_table *generated;  // for the C interface
    void (*compute)(float *instance); // whose params come first, then its results
};

template <class Instance> Instance *instance_at(float *memory) { return reinterpret_cast<Instance *>(memory); }

#define CPP(name)                                                                                                      \
    Module {                                                                                                           \
        &name::generated, [](float *memory) { name::compute(*instance_at<name::Instance>(memory)); }                   \
    }
#define C(name)                                                                                                        \
    Module {                                                                                                           \
        &name##_generated, [](float *memory) { name##_compute(instance_at<name##_instance>(memory)); }                 \
    }

// One for each expression, then the one of all.
const std::array<Module, SENSORS + 1> modules_cpp = {CPP(sensor_1), CPP(sensor_2), CPP(sensor_3), CPP(sensor_4),
                                                     CPP(sensor_5), CPP(sensor_6), CPP(sensor_7), CPP(sensors)};
const std::array<Module, SENSORS + 1> modules_c = {C(sensor_1), C(sensor_2), C(sensor_3), C(sensor_4),
                                                   C(sensor_5), C(sensor_6), C(sensor_7), C(sensors)};

class GeneratedForm final : public Stepping<GeneratedForm> {
public:
    GeneratedForm(std::size_t results, const Module &module) : Stepping(results), compute_(module.compute) {
        if (abax_f32_init(&instance_, module.generated, memory_.data(), sizeof memory_, nullptr, 0) != ABAX_OK) {
            throw std::runtime_error("an instance was refused");
        }
    }

    float *inputs() { return instance_.frame; }
    float *outputs() { return instance_.frame + SENSOR_PARAMS; }

    template <class Mark> void step(float *inputs, const float * /*outputs*/, Mark mark) {
        mark(Phase::evaluate);
        compute_(inputs);
    }

    void run_in_c(const float *rows, std::size_t count, float *ring) override {
        bench_use_abax(&instance_, results(), rows, count, ring);
    }

private:
    void (*compute_)(float *instance);
    abax_f32_instance instance_{};
    alignas(64) std::array<std::uint64_t, 64> memory_{};
};

const Module &module_of(const std::array<Module, SENSORS + 1> &modules, std::size_t first, std::size_t count) {
    return count == 1 ? modules[first] : modules[SENSORS];
}

} // namespace

FormPointer make_generated_cpp(std::size_t first, std::size_t count) {
    return std::make_unique<GeneratedForm>(count, module_of(modules_cpp, first, count));
}

FormPointer make_generated_c(std::size_t first, std::size_t count) {
    return std::make_unique<GeneratedForm>(count, module_of(modules_c, first, count));
}

} // namespace bench
