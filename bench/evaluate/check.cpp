// See check.hpp.
#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "engines.hpp"

namespace bench {

namespace {

// Other engines may order constants and powers differently: some last bits are theirs, more of them where large terms
// cancel.
template <class Real> bool agree(Real value, Real wanted) {
    const double tolerance = sizeof(Real) == 4 ? 2e-4 : 1e-11;
    const double difference = std::fabs(static_cast<double>(value) - static_cast<double>(wanted));
    return difference <= tolerance * (0.1 + std::fabs(static_cast<double>(wanted)));
}

// Of all rows, from the state of the start. Empty if the engine cannot do the batch.
template <class Real>
std::vector<Real> values_of(Engine<Real> &engine, const Workload &workload, std::size_t batch,
                            const std::vector<Real> &rows) {
    std::vector<Real> values;
    if (!engine.prepare(batch)) {
        return values;
    }
    const std::size_t results = workload.batches[batch].expressions.size();
    std::vector<Real> ring(RING_MEMORY, Real{0});
    for (std::size_t first = 0; first < ROWS;) {
        const std::size_t count = std::min(RING_SIZE / results, ROWS - first); // no result is overwritten
        engine.run(batch, {rows.data(), first, count, ring.data()});
        values.insert(values.end(), ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(count * results));
        first += count;
    }
    return values;
}

template <class Real>
bool same_values(const std::string &engine, const Workload &workload, std::size_t batch,
                 const std::vector<Real> &values, const std::vector<Real> &wanted) {
    const std::vector<std::string> &texts = workload.batches[batch].expressions;
    if (values.empty()) {
        std::fprintf(stderr, "%s cannot do %s %zu: %s\n", engine.c_str(), workload.name.c_str(), batch + 1,
                     texts.size() == 1 ? texts[0].c_str() : "all at once");
        return false;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!agree(values[i], wanted[i])) {
            std::fprintf(stderr, "%s gives %.9g, native C++ %.9g: %s\n", engine.c_str(), static_cast<double>(values[i]),
                         static_cast<double>(wanted[i]), texts[i % texts.size()].c_str());
            return false;
        }
    }
    return true;
}

} // namespace

template <class Real> std::vector<Contestant<Real>> contestants_of(const Workload &workload) {
    using enum Kind;
    std::vector<Contestant<Real>> contestants;
#define ENGINE(name, kind, make)                                                                                       \
    if (kind != peer || !workload.has_state) {                                                                         \
        contestants.push_back({name, kind, make, {}});                                                                 \
    }
#include "engines.def"
    std::erase_if(contestants, [&workload](const Contestant<Real> &c) {
        return c.engine == nullptr && (c.kind == columns || (c.kind == native && !workload.is_module()));
    });
    return contestants;
}

template <class Real>
bool check(const Workload &workload, const std::vector<Real> &rows, std::vector<Contestant<Real>> &contestants) {
    bool right = true;
    for (std::size_t batch = 0; batch < workload.batches.size(); ++batch) {
        const std::vector<Real> wanted = values_of(*contestants[0].engine, workload, batch, rows);
        for (Contestant<Real> &contestant : contestants) {
            const bool same = contestant.engine != nullptr &&
                              same_values(contestant.name, workload, batch,
                                          values_of(*contestant.engine, workload, batch, rows), wanted);
            contestant.right.push_back(same);
            right = right && (same || contestant.kind == Kind::peer);
        }
    }
    return right;
}

template std::vector<Contestant<float>> contestants_of(const Workload &);
template std::vector<Contestant<double>> contestants_of(const Workload &);
template bool check(const Workload &, const std::vector<float> &, std::vector<Contestant<float>> &);
template bool check(const Workload &, const std::vector<double> &, std::vector<Contestant<double>> &);

} // namespace bench
