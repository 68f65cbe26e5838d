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

    bool compiles() const override { return false; }

    void run(const Real *rows, std::size_t count, Real *ring) override {
        if (functions_.size() == 1) {
            run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(),
                      [function = functions_[0]](Real *inputs, Real *results) { function(inputs, results); });
        } else {
            run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(), [this](Real *inputs, Real *results) {
                for (std::size_t i = 0; i < functions_.size(); ++i) {
                    functions_[i](inputs, results + i);
                }
            });
        }
    }

private:
    Batch batch_;
    std::vector<void (*)(const Real *, Real *)> functions_;
    alignas(64) std::array<Real, 16> inputs_{}; // as the others: a line that is split costs time
    alignas(64) std::array<Real, 16> results_{};
};

} // namespace

template <class Real>
EnginePointer<Real> make_native(const Batch &batch, std::vector<void (*)(const Real *, Real *)> functions) {
    return std::make_unique<NativeEngine<Real>>(batch, std::move(functions));
}

template EnginePointer<float> make_native(const Batch &, std::vector<void (*)(const float *, float *)>);
template EnginePointer<double> make_native(const Batch &, std::vector<void (*)(const double *, double *)>);

} // namespace bench
