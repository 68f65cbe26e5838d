// The forms that evaluate a table: one that was compiled before, and one that is compiled, verified and given an
// instance for every evaluation, which is what parsing each time costs with the compiler of this project. Inputs are
// stores, results loads.
#include "by_handle.hpp"

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

class CompiledEachTime final : public SteppingByHandle<CompiledEachTime> {
public:
    CompiledEachTime(std::size_t first, std::size_t count) : SteppingByHandle(count), first_(first) {}

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

private:
    std::size_t first_;
    Compiled compiled_;
};

} // namespace

FormPointer make_table(std::size_t first, std::size_t count) { return std::make_unique<TableForm>(first, count); }

FormPointer make_compiled_each_time(std::size_t first, std::size_t count) {
    return std::make_unique<CompiledEachTime>(first, count);
}

} // namespace bench
