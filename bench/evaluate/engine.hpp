// One shape for all engines that are compared: the batches of a workload, made ready from text, then run over rows of inputs.
// Every engine has its loops in its own unit, made of the same templates, so that it differs from the others in what stands
// between the inputs and the results only.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bench {

constexpr std::size_t ROWS = 256;         // of inputs, used in turn
constexpr std::size_t RING_SIZE = 1024;   // results kept
constexpr std::size_t MODULE_PARAMS = 10; // of a batch of several expressions
constexpr std::size_t MOST_RESULTS = 1000;
constexpr std::size_t RING_MEMORY =
    RING_SIZE + MOST_RESULTS; // a batch that begins before the ring's end may go over it

// Expressions over the same params that are evaluated together.
struct Batch {
    std::vector<std::string> params;
    std::vector<std::string> expressions;
    bool has_constants; // e and pi mean the constants; otherwise they are free for params
};

// What a run is given: `count` evaluations, each with the next of ROWS rows of inputs, from row `first` on. Every result goes to
// the next place of the ring.
template <class Real> struct Passes {
    const Real *rows;
    std::size_t first;
    std::size_t count;
    Real *ring; // RING_MEMORY
};

template <class Real> class Engine {
public:
    virtual ~Engine() = default;

    // A batch from text to ready to run, its state at the start; may be called again. False: the engine cannot do the batch.
    virtual bool prepare(std::size_t batch) = 0;

    // Whether prepare() compiles; otherwise the expressions were compiled with this program.
    virtual bool compiles() const = 0;

    // Bytes of memory that the last prepare() took from the caller, for engines that do not allocate.
    virtual std::size_t memory(std::size_t batch) const = 0;

    // One batch, again and again.
    virtual void run(std::size_t batch, Passes<Real> passes) = 0;

    // Another batch at each evaluation, as `order` says, which is begun again when it ends.
    virtual void run_in_turn(const std::vector<std::size_t> &order, Passes<Real> passes) = 0;

    // From text again at each evaluation.
    virtual void run_from_text(std::size_t batch, Passes<Real> passes) = 0;
};

template <class Real> using EnginePointer = std::unique_ptr<Engine<Real>>;

// A few values are moved without a loop: one of seven ends in a branch that is foreseen here and not there.
template <class Real, std::size_t... i>
[[gnu::always_inline]] inline void move_values(const Real *from, Real *to, std::index_sequence<i...> /*places*/) {
    ((to[i] = from[i]), ...);
}

template <std::size_t count, class Real> [[gnu::always_inline]] inline void move_values(const Real *from, Real *to) {
    if constexpr (count <= 16) {
        move_values(from, to, std::make_index_sequence<count>{});
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            to[i] = from[i];
        }
    }
}

// The loop over one batch: a function of its own for every engine. `evaluate` is given the places, so that compilers make the
// same code of all.
template <std::size_t params, std::size_t results, class Real, class Evaluate>
[[gnu::noinline]] void run_rows(Passes<Real> passes, Real *inputs, Real *outputs, Evaluate evaluate) {
    std::size_t place = 0;
    for (std::size_t k = 0; k < passes.count; ++k) {
        move_values<params>(passes.rows + (passes.first + k) % ROWS * params, inputs);
        evaluate(inputs, outputs);
        move_values<results>(outputs, passes.ring + place);
        place = (place + results) % RING_SIZE;
    }
}

// The sizes of batch that there are: one expression, S, a large module.
template <class Loop> void for_size_of(const Batch &batch, Loop loop) {
    if (batch.params.size() == 7 && batch.expressions.size() == 1) {
        loop.template operator()<7, 1>();
    } else if (batch.params.size() == MODULE_PARAMS && batch.expressions.size() == 7) {
        loop.template operator()<MODULE_PARAMS, 7>();
    } else if (batch.params.size() == MODULE_PARAMS && batch.expressions.size() == MOST_RESULTS) {
        loop.template operator()<MODULE_PARAMS, MOST_RESULTS>();
    }
}

// An engine made of one object for each batch, which has
//   static constexpr bool compiles;      bool prepare();      std::size_t memory() const;      const Batch &batch() const;
//   Real *inputs();  Real *outputs();    their places; prepare() may move them
//   auto evaluator();                    a small object that is called with both places
template <class Real, class One> class EngineOf final : public Engine<Real> {
public:
    void add(std::unique_ptr<One> one) { all_.push_back(std::move(one)); }

    bool prepare(std::size_t batch) override { return all_[batch]->prepare(); }
    bool compiles() const override { return One::compiles; }
    std::size_t memory(std::size_t batch) const override { return all_[batch]->memory(); }

    void run(std::size_t batch, Passes<Real> passes) override {
        One &one = *all_[batch];
        for_size_of(one.batch(), [&one, &passes]<std::size_t params, std::size_t results>() {
            run_rows<params, results>(passes, one.inputs(), one.outputs(), one.evaluator());
        });
    }

    void run_in_turn(const std::vector<std::size_t> &order, Passes<Real> passes) override {
        std::size_t place = 0;
        std::size_t turn = 0;
        for (std::size_t k = 0; k < passes.count; ++k) {
            One &one = *all_[order[turn]];
            move_values<7>(passes.rows + (passes.first + k) % ROWS * 7, one.inputs());
            one.evaluator()(one.inputs(), one.outputs());
            passes.ring[place] = *one.outputs();
            place = (place + 1) % RING_SIZE;
            turn = turn + 1 == order.size() ? 0 : turn + 1;
        }
    }

    void run_from_text(std::size_t batch, Passes<Real> passes) override {
        One &one = *all_[batch];
        for_size_of(one.batch(), [&one, &passes]<std::size_t params, std::size_t results>() {
            std::size_t place = 0;
            for (std::size_t k = 0; k < passes.count; ++k) {
                one.prepare();
                move_values<params>(passes.rows + (passes.first + k) % ROWS * params, one.inputs());
                one.evaluator()(one.inputs(), one.outputs());
                move_values<results>(one.outputs(), passes.ring + place);
                place = (place + results) % RING_SIZE;
            }
        });
    }

private:
    std::vector<std::unique_ptr<One>> all_;
};

// One object for each batch, made with the batch and what else it needs.
template <class Real, class One, class... Arguments>
EnginePointer<Real> engine_of(const std::vector<Batch> &batches, const Arguments &...arguments) {
    auto engine = std::make_unique<EngineOf<Real, One>>();
    for (const Batch &batch : batches) {
        engine->add(std::make_unique<One>(batch, arguments...));
    }
    return engine;
}

// A batch with places for its inputs and results, for engines that have none of their own. Aligned: a line that is split costs
// time.
template <class Real> class PlacedBatch {
public:
    explicit PlacedBatch(const Batch &batch)
        : batch_(batch), more_outputs_(batch.expressions.size() > 16 ? batch.expressions.size() : 0) {}

    std::size_t memory() const { return 0; }
    const Batch &batch() const { return batch_; }
    Real *inputs() { return inputs_.data(); }
    Real *outputs() { return more_outputs_.empty() ? first_outputs_.data() : more_outputs_.data(); }

protected:
    Batch batch_; // an engine may change the texts to its own spelling

private:
    alignas(64) std::array<Real, 16> inputs_{};
    alignas(64) std::array<Real, 16> first_outputs_{};
    std::vector<Real> more_outputs_;
};

} // namespace bench
