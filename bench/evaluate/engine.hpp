// One shape for all engines that are compared: a batch of expressions over the same params, made ready from text, then run
// over rows of inputs. Every engine has the loop in its own unit, made of the same template, so that it differs from the
// others in what stands between the inputs and the results only.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bench {

constexpr std::size_t ROWS = 256;       // of inputs, used in turn
constexpr std::size_t RING_SIZE = 1024; // results kept

struct Batch {
    std::vector<std::string> params;
    std::vector<std::string> expressions;
    bool has_constants; // e and pi mean the constants; otherwise they are free for params
};

template <class Real> class Engine {
public:
    virtual ~Engine() = default;

    // From text to ready to run; may be called again. False: the engine cannot do the batch.
    virtual bool prepare() = 0;

    // Whether prepare() compiles; otherwise the expressions were compiled with this program.
    virtual bool compiles() const { return true; }

    // Bytes of memory that the last prepare() took from the caller, for engines that do not allocate.
    virtual std::size_t memory() const { return 0; }

    // Evaluates `count` times, each time with the next row. rows: ROWS rows of the batch's params. Every result goes to the
    // next place of the ring.
    virtual void run(const Real *rows, std::size_t count, Real *ring) = 0;
};

// Sets inputs, evaluates, takes results, as run() promises. Both counts are constants and nothing loops over them, so that
// only moves are left: a loop of seven ends in a branch that is foreseen here and not there. A function of its own for every
// engine, and `evaluate` is given the places, so that compilers make the same code of all.
template <class Real, class Evaluate, std::size_t... param, std::size_t... result>
[[gnu::noinline]] void run_rows(const Real *rows, std::size_t count, Real *ring, Real *inputs, Real *outputs,
                                Evaluate evaluate, std::index_sequence<param...> /*params*/,
                                std::index_sequence<result...> /*results*/) {
    std::size_t place = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const Real *row = rows + (k % ROWS) * sizeof...(param);
        ((inputs[param] = row[param]), ...);
        evaluate(inputs, outputs);
        ((ring[(place + result) % RING_SIZE] = outputs[result]), ...);
        place = (place + sizeof...(result)) % RING_SIZE;
    }
}

template <std::size_t params, std::size_t results, class Real, class Evaluate>
void run_rows(const Real *rows, std::size_t count, Real *ring, Real *inputs, Real *outputs, Evaluate evaluate) {
    run_rows(rows, count, ring, inputs, outputs, evaluate, std::make_index_sequence<params>{},
             std::make_index_sequence<results>{});
}

// The sizes of batch that there are: one formula, one sensor expression, all of them.
template <class Real, class Evaluate>
void run_batch(const Batch &batch, const Real *rows, std::size_t count, Real *ring, Real *inputs, Real *outputs,
               Evaluate evaluate) {
    if (batch.params.size() == 7 && batch.expressions.size() == 1) {
        run_rows<7, 1>(rows, count, ring, inputs, outputs, evaluate);
    } else if (batch.params.size() == 10 && batch.expressions.size() == 7) {
        run_rows<10, 7>(rows, count, ring, inputs, outputs, evaluate);
    }
}

enum class Profile { base, fused };
enum class Language { cpp, c };

template <class Real> using EnginePointer = std::unique_ptr<Engine<Real>>;

// `functions`: pointers to hand-written functions, each of which writes the result that follows the last one's;
// with one function for all, it writes them all.
template <class Real>
EnginePointer<Real> make_native(const Batch &batch, std::vector<void (*)(const Real *, Real *)> functions);
// `module`: a formula by its number, from 0; FORMULAS (native.hpp) for all of S.
template <class Real> EnginePointer<Real> make_generated(Language language, std::size_t module);
template <class Real> EnginePointer<Real> make_table(const Batch &batch, Profile profile);
template <class Real> EnginePointer<Real> make_exprtk(const Batch &batch);   // null when it was not there to build with
template <class Real> EnginePointer<Real> make_muparser(const Batch &batch); // the same; and for float
template <class Real> EnginePointer<Real> make_fparser(const Batch &batch);  // the same

} // namespace bench
