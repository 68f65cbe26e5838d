// The forms that evaluate a table: one that was compiled before, and one that is compiled, verified and given an
// instance for every evaluation, which is what parsing each time costs with the compiler of this project. Inputs are
// stores, results loads.
#include "form.hpp"

#include "compiled.hpp"

namespace bench {

namespace {

class TableForm final : public Stepping<TableForm> {
public:
    TableForm(std::size_t first, std::size_t count) : Stepping(count) {
        compiled_.compile(first, count);
        compiled_.open();
        compiled_.init();
    }

    float *inputs() { return compiled_.instance().frame; }
    float *outputs() { return compiled_.instance().frame + SENSOR_PARAMS; }

    template <class Mark> void step(const float * /*inputs*/, float * /*outputs*/, Mark mark) {
        mark(Phase::evaluate);
        abax_f32_eval(&compiled_.instance());
    }

    void run_in_c(const float *rows, std::size_t count, float *ring) override {
        bench_use_abax(&compiled_.instance(), results(), rows, count, ring);
    }

private:
    Compiled compiled_;
};

class CompiledEachTime final : public Stepping<CompiledEachTime> {
public:
    CompiledEachTime(std::size_t first, std::size_t count) : Stepping(count), first_(first) {}

    float *inputs() { return inputs_.data(); }
    float *outputs() { return outputs_.data(); }

    template <class Mark> void step(const float *inputs, float *outputs, Mark mark) {
        mark(Phase::parse);
        compiled_.compile(first_, results());
        mark(Phase::set_up);
        compiled_.open();
        compiled_.init();
        float *const frame = compiled_.instance().frame;
        for (std::size_t i = 0; i < SENSOR_PARAMS; ++i) {
            frame[i] = inputs[i];
        }
        mark(Phase::evaluate);
        abax_f32_eval(&compiled_.instance());
        mark(Phase::set_up);
        for (std::size_t i = 0; i < results(); ++i) {
            outputs[i] = frame[SENSOR_PARAMS + i];
        }
    }

    void run_in_c(const float *rows, std::size_t count, float *ring) override {
        const bench_by_handle by_handle = {
            this, [](void *form, std::size_t param, float value) { self(form)->inputs_[param] = value; },
            [](void *form) { self(form)->step(self(form)->inputs(), self(form)->outputs(), Unwatched{}); },
            [](void *form, std::size_t result) { return self(form)->outputs_[result]; }};
        bench_use_by_handle(&by_handle, results(), rows, count, ring);
    }

private:
    static CompiledEachTime *self(void *form) { return static_cast<CompiledEachTime *>(form); }

    std::size_t first_;
    std::array<float, SENSOR_PARAMS> inputs_{};
    std::array<float, SENSORS> outputs_{};
    Compiled compiled_;
};

} // namespace

FormPointer make_table(std::size_t first, std::size_t count) { return std::make_unique<TableForm>(first, count); }

FormPointer make_compiled_each_time(std::size_t first, std::size_t count) {
    return std::make_unique<CompiledEachTime>(first, count);
}

} // namespace bench
