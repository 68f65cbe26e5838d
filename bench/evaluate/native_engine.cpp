// The hand-written functions as an engine: called through pointers.
#include "engine.hpp"

#include <array>

namespace bench {

namespace {

template <class Real> class NativeEngine final : public Engine<Real> {
public:
    NativeEngine(const Batch &batch, std::vector<void (*)(const Real *, Real *)> functions)
        : batch_(batch), functions_(std::move(functions)) {}

    bool prepare() override { return true; }

    void run(const Real *rows, std::size_t count, Real *ring) override {
        auto *const *const first = functions_.data();
        const std::size_t calls = functions_.size();
        if (calls == 1) {
            run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(),
                      [&] { (*first)(inputs_.data(), results_.data()); });
        } else {
            run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(), [&] {
                for (std::size_t i = 0; i < calls; ++i) {
                    first[i](inputs_.data(), &results_[i]);
                }
            });
        }
    }

private:
    Batch batch_;
    std::vector<void (*)(const Real *, Real *)> functions_;
    std::array<Real, 16> inputs_{};
    std::array<Real, 16> results_{};
};

} // namespace

template <class Real>
EnginePointer<Real> make_native(const Batch &batch, std::vector<void (*)(const Real *, Real *)> functions) {
    return std::make_unique<NativeEngine<Real>>(batch, std::move(functions));
}

template EnginePointer<float> make_native(const Batch &, std::vector<void (*)(const float *, float *)>);
template EnginePointer<double> make_native(const Batch &, std::vector<void (*)(const double *, double *)>);

} // namespace bench
