// Generated C++ and C as engines: params are written to the module's own instance and results read from it; compute is called
// through a pointer. Compiled once with BENCH_REAL float and once with double.
#include "engine.hpp"

#include <array>
#include <cstdint>
#include <type_traits>

#include BENCH_HEADERS_CPP
#include BENCH_HEADERS_C

#include "native.hpp"

namespace bench {

namespace {

using Real = BENCH_REAL;

// Argument: Instance & of a module in C++, instance * of one in C.
template <class Argument> class GeneratedEngine final : public Engine<Real> {
    using Instance = std::remove_pointer_t<std::remove_reference_t<Argument>>;

public:
    GeneratedEngine(void (*compute)(Argument), void (*init)(Argument)) : compute_(compute), init_(init) {}

    bool prepare() override {
        init_(argument_of(&instance_));
        return true;
    }

    bool compiles() const override { return false; }

    void run(const Real *rows, std::size_t count, Real *ring) override {
        constexpr std::size_t params = sizeof instance_.params / sizeof(Real);
        constexpr std::size_t results = sizeof instance_.results / sizeof(Real);
        run_rows<params, results>(
            rows, count, ring, reinterpret_cast<Real *>(&instance_.params),
            reinterpret_cast<Real *>(&instance_.results), [compute = compute_](Real *inputs, Real *) {
                compute(argument_of(reinterpret_cast<Instance *>(inputs))); // its params come first
            });
    }

private:
    static Argument argument_of(Instance *instance) {
        if constexpr (std::is_pointer_v<Argument>) {
            return instance;
        } else {
            return *instance;
        }
    }

    void (*compute_)(Argument);
    void (*init_)(Argument);
    alignas(64) Instance instance_;
};

template <class Argument> EnginePointer<Real> make(void (*compute)(Argument), void (*init)(Argument)) {
    return std::make_unique<GeneratedEngine<Argument>>(compute, init);
}

using Make = EnginePointer<Real> (*)();

const std::array<Make, FORMULAS + 1> modules_cpp = {
#define MODULE(name) [] { return make(name::compute, name::init); },
#include BENCH_MODULES
};

const std::array<Make, FORMULAS + 1> modules_c = {
#define MODULE(name) [] { return make(name##_compute, name##_init); },
#include BENCH_MODULES
};

} // namespace

template <> EnginePointer<Real> make_generated(Language language, std::size_t module) {
    return language == Language::cpp ? modules_cpp[module]() : modules_c[module]();
}

} // namespace bench
