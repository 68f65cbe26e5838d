// Many rows at once as an engine: tables over columns, a block of BLOCK rows at a call. The rows of the workload are made columns
// once, as a recording has them; results go to the ring, column by column where there is one. Only for one expression, or few.
#include <algorithm>

#include "table_batch.hpp"

// runtime/eval once more, without AVX2.
extern "C" {
abax_status bench_f32_eval_block_sse2(abax_f32_instance *instance, const abax_f32_column *in,
                                      const abax_f32_column *out, std::size_t rows, void *scratch, std::size_t size);
abax_status bench_f64_eval_block_sse2(abax_f64_instance *instance, const abax_f64_column *in,
                                      const abax_f64_column *out, std::size_t rows, void *scratch, std::size_t size);
}

namespace bench {

namespace {

constexpr std::size_t BLOCK = 128;

template <class Real> struct BlockApi;
template <> struct BlockApi<float> {
    static constexpr auto size = abax_f32_block_size;
    static constexpr auto widest = abax_f32_eval_block;
    static constexpr auto sse2 = bench_f32_eval_block_sse2;
};
template <> struct BlockApi<double> {
    static constexpr auto size = abax_f64_block_size;
    static constexpr auto widest = abax_f64_eval_block;
    static constexpr auto sse2 = bench_f64_eval_block_sse2;
};

template <class Real> class BlockEngine final : public Engine<Real> {
public:
    BlockEngine(const std::vector<Batch> &batches, Vectors vectors)
        : eval_(vectors == Vectors::sse2 ? BlockApi<Real>::sse2 : BlockApi<Real>::widest) {
        for (const Batch &batch : batches) {
            all_.push_back(std::make_unique<TableBatch<Real>>(batch, Profile::fused));
        }
    }

    bool prepare(std::size_t batch) override {
        const bool prepared = all_[batch]->prepare();
        scratch_.resize(std::max(scratch_.size(), BlockApi<Real>::size(&all_[batch]->table()) / sizeof scratch_[0]));
        return prepared;
    }
    bool compiles() const override { return true; }
    std::size_t memory(std::size_t batch) const override { return all_[batch]->memory(); }

    void run(std::size_t batch, Passes<Real> passes) override {
        TableBatch<Real> &one = *all_[batch];
        const std::size_t params = one.batch().params.size();
        const std::size_t results = one.batch().expressions.size();
        make_columns(passes.rows, params);
        std::size_t place = 0;
        for (std::size_t k = 0; k < passes.count;) {
            const std::size_t first = (passes.first + k) % ROWS;
            const std::size_t rows = std::min({BLOCK, ROWS - first, passes.count - k});
            for (std::size_t i = 0; i < params; ++i) {
                in_[i] = {columns_.data() + i * ROWS + first, 1};
            }
            place = place + rows * results <= RING_SIZE ? place : 0;
            for (std::size_t i = 0; i < results; ++i) {
                out_[i] = {passes.ring + place + i, results};
            }
            eval_(&one.instance(), in_.data(), out_.data(), rows, scratch_.data(),
                  scratch_.size() * sizeof scratch_[0]);
            place += rows * results;
            k += rows;
        }
    }

    // Not asked of an engine of this kind.
    void run_in_turn(const std::vector<std::size_t> & /*order*/, Passes<Real> /*passes*/) override {}
    void run_from_text(std::size_t /*batch*/, Passes<Real> /*passes*/) override {}

private:
    using Column = typename TableApi<Real>::Column;

    void make_columns(const Real *rows, std::size_t params) {
        if (rows == rows_) {
            return;
        }
        rows_ = rows;
        columns_.resize(params * ROWS);
        in_.resize(params);
        out_.resize(MOST_RESULTS);
        for (std::size_t i = 0; i < params * ROWS; ++i) {
            columns_[i % params * ROWS + i / params] = rows[i];
        }
    }

    std::vector<std::unique_ptr<TableBatch<Real>>> all_;
    abax_status (*eval_)(typename TableApi<Real>::Instance *, const Column *, const Column *, std::size_t, void *,
                         std::size_t);
    std::vector<std::uint64_t> scratch_;
    const Real *rows_ = nullptr; // that the columns were made of
    std::vector<Real> columns_;
    std::vector<Column> in_;
    std::vector<Column> out_;
};

} // namespace

template <class Real> EnginePointer<Real> make_block(Vectors vectors, const std::vector<Batch> &batches) {
    if (batches[0].expressions.size() == MOST_RESULTS) {
        return nullptr; // more results in a block than the ring has places
    }
    return std::make_unique<BlockEngine<Real>>(batches, vectors);
}

template EnginePointer<float> make_block(Vectors, const std::vector<Batch> &);
template EnginePointer<double> make_block(Vectors, const std::vector<Batch> &);

} // namespace bench
