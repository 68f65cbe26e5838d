// Forms with places of their own for inputs and results, which C reaches by the numbers of params and results.
#pragma once

#include <array>

#include "c_use.h"
#include "form.hpp"

namespace bench {

template <class Derived> class SteppingByHandle : public Stepping<Derived> {
public:
    using Stepping<Derived>::Stepping;

    float *inputs() { return inputs_.data(); }
    float *outputs() { return outputs_.data(); }

    void run_in_c(const float *rows, std::size_t count, float *ring) override {
        const bench_by_handle by_handle = {
            static_cast<Derived *>(this),
            [](void *form, std::size_t param, float value) { self(form)->inputs()[param] = value; },
            [](void *form) { self(form)->step(self(form)->inputs(), self(form)->outputs(), Unwatched{}); },
            [](void *form, std::size_t result) { return self(form)->outputs()[result]; }};
        bench_use_by_handle(&by_handle, this->results(), rows, count, ring);
    }

private:
    static Derived *self(void *form) { return static_cast<Derived *>(form); }

    std::array<float, SENSOR_PARAMS> inputs_{};
    std::array<float, SENSORS> outputs_{};
};

} // namespace bench
