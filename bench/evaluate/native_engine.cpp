// The hand-written functions as an engine: called through pointers.
#include "engines.hpp"

#include "native.hpp"

namespace bench {

namespace {

// One function for all of the batch.
template <class Real> class NativeBatch : public PlacedBatch<Real> {
public:
    static constexpr bool compiles = false;

    NativeBatch(const Batch &batch, Native<Real> function) : PlacedBatch<Real>(batch), function_(function) {}

    bool prepare() { return true; }
    auto evaluator() {
        return [function = function_](Real *inputs, Real *outputs) { function(inputs, outputs); };
    }

private:
    Native<Real> function_;
};

// A function for each expression of the batch.
template <class Real> class NativeCalls : public PlacedBatch<Real> {
public:
    static constexpr bool compiles = false;

    NativeCalls(const Batch &batch, const std::vector<Native<Real>> &functions)
        : PlacedBatch<Real>(batch), functions_(functions) {}

    bool prepare() { return true; }
    auto evaluator() {
        return [this](Real *inputs, Real *outputs) {
            for (const Native<Real> function : functions_) {
                function(inputs, outputs++);
            }
        };
    }

private:
    std::vector<Native<Real>> functions_;
};

// A function for each expression of the batch, each given its inputs as a single expression is.
template <class Real> class NativeEvaluations : public PlacedBatch<Real> {
public:
    static constexpr bool compiles = false;

    NativeEvaluations(const Batch &batch, const std::vector<Native<Real>> &functions)
        : PlacedBatch<Real>(batch), functions_(functions) {}

    bool prepare() { return true; }

    auto evaluator() {
        return [this](const Real *inputs, Real *outputs) {
            for (const Native<Real> function : functions_) {
                move_values<MODULE_PARAMS>(inputs, own_inputs_.data());
                function(own_inputs_.data(), outputs++);
            }
        };
    }

private:
    std::vector<Native<Real>> functions_;
    alignas(64) std::array<Real, MODULE_PARAMS> own_inputs_{};
};

template <class Real> class NativeWithState : public PlacedBatch<Real> {
public:
    static constexpr bool compiles = false;

    NativeWithState(const Batch &batch, NativeWithMemory<Real> function)
        : PlacedBatch<Real>(batch), function_(function) {}

    bool prepare() {
        memory_ = Memory<Real>{};
        return true;
    }

    auto evaluator() {
        return [function = function_, memory = &memory_](Real *inputs, Real *outputs) {
            function(inputs, outputs, *memory);
        };
    }

private:
    NativeWithMemory<Real> function_;
    Memory<Real> memory_;
};

template <class One, class Real, class Function>
EnginePointer<Real> one_function_each(const Workload &workload, const std::vector<Function> &functions) {
    auto engine = std::make_unique<EngineOf<Real, One>>();
    for (std::size_t i = 0; i < workload.batches.size(); ++i) {
        engine->add(std::make_unique<One>(workload.batches[i], functions[i]));
    }
    return engine;
}

} // namespace

template <class Real> EnginePointer<Real> make_native(const Workload &workload) {
    if (workload.has_state) {
        return one_function_each<NativeWithState<Real>, Real>(workload, Natives<Real>::with_memory());
    }
    const std::vector<Native<Real>> functions = Natives<Real>::calls(workload.name);
    if (workload.is_module()) {
        return engine_of<Real, NativeCalls<Real>>(workload.batches, functions);
    }
    return one_function_each<NativeBatch<Real>, Real>(workload, functions);
}

template <class Real> EnginePointer<Real> make_native_at_once(const Workload &workload) {
    if (!workload.is_module()) {
        return nullptr;
    }
    return engine_of<Real, NativeBatch<Real>>(workload.batches, Natives<Real>::at_once(workload.name));
}

template <class Real> EnginePointer<Real> make_native_evaluations(const Workload &workload) {
    if (!workload.is_module()) {
        return nullptr;
    }
    return engine_of<Real, NativeEvaluations<Real>>(workload.batches, Natives<Real>::calls(workload.name));
}

template EnginePointer<float> make_native(const Workload &);
template EnginePointer<double> make_native(const Workload &);
template EnginePointer<float> make_native_at_once(const Workload &);
template EnginePointer<double> make_native_at_once(const Workload &);
template EnginePointer<float> make_native_evaluations(const Workload &);
template EnginePointer<double> make_native_evaluations(const Workload &);

} // namespace bench
