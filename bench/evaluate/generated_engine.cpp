// Generated C++ and C as engines: params are written to the module's own instance and results read from it; compute is called
// through a pointer. Compiled once with BENCH_REAL float and once with double.
#include "engines.hpp"

#include <cstdint>
#include <new>

#include BENCH_HEADERS_CPP
#include BENCH_HEADERS_C

namespace bench {

namespace {

using Real = BENCH_REAL;

// Every module has an instance of its own type. One loop shall run them all, as it does with the hand-written ones, so
// functions are called with the address of the instance, which is what a reference or a pointer to it is passed as.
using Function = void (*)(void *instance);

template <class Argument> Function erased(void (*function)(Argument)) {
    return reinterpret_cast<Function>(reinterpret_cast<void (*)()>(function));
}

struct Module {
    Function compute;
    Function init;
    std::size_t size;    // of an instance
    std::size_t results; // where they are in it; params come first
};

const std::vector<Module> modules_cpp = {
#define MODULE(name)                                                                                                   \
    {erased(name::compute), erased(name::init), sizeof(name::Instance), offsetof(name::Instance, results)},
#include BENCH_MODULES
};

const std::vector<Module> modules_c = {
#define MODULE(name)                                                                                                   \
    {erased(name##_compute), erased(name##_init), sizeof(name##_instance), offsetof(name##_instance, results)},
#include BENCH_MODULES
};

class GeneratedBatch {
public:
    static constexpr bool compiles = false;

    GeneratedBatch(const Batch &batch, const Module &module)
        : batch_(batch), module_(module), memory_((module.size + sizeof(Line) - 1) / sizeof(Line)),
          inputs_(reinterpret_cast<Real *>(memory_.data())), outputs_(inputs_ + module.results / sizeof(Real)) {}

    bool prepare() {
        module_.init(memory_.data());
        return true;
    }

    std::size_t memory() const { return 0; }
    const Batch &batch() const { return batch_; }
    Real *inputs() { return inputs_; }
    Real *outputs() { return outputs_; }

    auto evaluator() {
        return [compute = module_.compute](Real *inputs, Real * /*outputs*/) { compute(inputs); };
    }

private:
    struct alignas(64) Line {
        char bytes[64];
    };

    Batch batch_;
    Module module_;
    std::vector<Line> memory_;
    Real *inputs_;
    Real *outputs_;
};

} // namespace

template <> EnginePointer<Real> make_generated(Language language, const Workload &workload) {
    std::size_t module = 0;
    for (const Workload *before = workloads().data(); before->name != workload.name; ++before) {
        module += before->batches.size();
    }
    auto engine = std::make_unique<EngineOf<Real, GeneratedBatch>>();
    for (const Batch &batch : workload.batches) {
        const Module &made = (language == Language::cpp ? modules_cpp : modules_c)[module++];
        engine->add(std::make_unique<GeneratedBatch>(batch, made));
    }
    return engine;
}

} // namespace bench
