// Abax as an engine: tables.
#include "table_batch.hpp"

namespace bench {

template <class Real> EnginePointer<Real> make_table(Profile profile, const std::vector<Batch> &batches) {
    if (profile == Profile::base && batches[0].expressions.size() == MOST_RESULTS) {
        return nullptr; // its frames have 4 KB
    }
    return engine_of<Real, TableBatch<Real>>(batches, profile);
}

template EnginePointer<float> make_table(Profile, const std::vector<Batch> &);
template EnginePointer<double> make_table(Profile, const std::vector<Batch> &);

} // namespace bench
