// Abax as an engine: text to table with the on-device compiler, the table verified and evaluated. All memory is this
// object's; inputs and results are the public prefix of the instance's frame.
#include "engine.hpp"

#include <cstdint>

#include "abax/compiler.h"

namespace bench {

namespace {

// The C API of one Real, under names without it.
template <class Real> struct Api;
#define API(Real_, bits)                                                                                               \
    template <> struct Api<Real_> {                                                                                    \
        using Table = abax_f##bits##_table;                                                                            \
        using Instance = abax_f##bits##_instance;                                                                      \
        static constexpr auto compiler_init = abax_f##bits##_compiler_init;                                            \
        static constexpr auto compiler_param = abax_f##bits##_compiler_param;                                          \
        static constexpr auto open = abax_f##bits##_open;                                                              \
        static constexpr auto init = abax_f##bits##_init;                                                              \
        static constexpr auto eval = abax_f##bits##_eval;                                                              \
    }
API(float, 32);
API(double, 64);
#undef API

template <class Real> class TableEngine final : public Engine<Real> {
    using A = Api<Real>;

public:
    TableEngine(const Batch &batch, Profile profile) : batch_(batch), profile_(profile), arena_(8192), frame_(256) {}

    bool prepare() override {
        abax_compile_options options{};
        options.log = ABAX_LOG_LN;
        options.profile = profile_ == Profile::base ? ABAX_COMPILE_BASE : ABAX_COMPILE_FUSED;
        abax_compiler compiler;
        abax_status status = A::compiler_init(&compiler, arena_.data(), arena_.size() * sizeof arena_[0], &options);
        for (const std::string &param : batch_.params) {
            status = status == ABAX_OK ? A::compiler_param(&compiler, param.c_str(), Real{0}) : status;
        }
        for (std::size_t i = 0; i < batch_.expressions.size(); ++i) {
            status = status == ABAX_OK ? abax_compiler_expression(&compiler, names[i], batch_.expressions[i].c_str())
                                       : status;
        }
        const void *bytes = nullptr;
        std::size_t size = 0;
        status = status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : status;
        memory_ = abax_compiler_memory_used(&compiler);
        status = status == ABAX_OK ? A::open(&table_, bytes, size) : status;
        status = status == ABAX_OK
                     ? A::init(&instance_, &table_, frame_.data(), frame_.size() * sizeof frame_[0], nullptr, 0)
                     : status;
        return status == ABAX_OK;
    }

    std::size_t memory() const override { return memory_; }

    void run(const Real *rows, std::size_t count, Real *ring) override {
        Real *const frame = instance_.frame;
        run_batch(batch_, rows, count, ring, frame, frame + batch_.params.size(),
                  [instance = &instance_](Real *, Real *) { A::eval(instance); });
    }

private:
    static constexpr const char *names[] = {"r1", "r2", "r3", "r4", "r5", "r6", "r7"};

    Batch batch_;
    Profile profile_;
    std::vector<std::uint64_t> arena_;
    std::vector<std::uint64_t> frame_;
    std::size_t memory_ = 0;
    typename A::Table table_{};
    typename A::Instance instance_{};
};

} // namespace

template <class Real> EnginePointer<Real> make_table(const Batch &batch, Profile profile) {
    return std::make_unique<TableEngine<Real>>(batch, profile);
}

template EnginePointer<float> make_table(const Batch &, Profile);
template EnginePointer<double> make_table(const Batch &, Profile);

} // namespace bench
