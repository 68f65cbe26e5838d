// The floor: what an engineer writes by hand, one function for one expression, one function for the batch.
#include "form.hpp"

namespace bench {

namespace {

class ByHand final : public Stepping<ByHand> {
public:
    ByHand(std::size_t first, std::size_t count)
        : Stepping(count),
          function_(count == 1 ? Natives<float>::calls("sensors")[first] : Natives<float>::at_once("sensors")) {}

    float *inputs() { return inputs_.data(); }
    float *outputs() { return outputs_.data(); }

    template <class Mark> void step(const float *inputs, float *outputs, Mark mark) {
        mark(Phase::evaluate);
        function_(inputs, outputs);
    }

    void run_in_c(const float *rows, std::size_t count, float *ring) override {
        bench_use_function(function_, results(), rows, count, ring);
    }

private:
    Native<float> function_;
    alignas(64) std::array<float, 16> inputs_{};
    alignas(64) std::array<float, 16> outputs_{};
};

} // namespace

FormPointer make_by_hand(std::size_t first, std::size_t count) { return std::make_unique<ByHand>(first, count); }

} // namespace bench
