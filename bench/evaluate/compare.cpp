// See compare.hpp. An engine whose values are wrong is not timed.
#include "compare.hpp"

#include <cmath>
#include <cstdio>
#include <functional>

#include "allocations.h"
#include "measure.hpp"

namespace bench {

namespace {

// Other engines may order constants and powers differently: some last bits are theirs, more of them where large terms
// cancel.
template <class Real> bool agree(Real value, Real wanted) {
    const double tolerance = sizeof(Real) == 4 ? 2e-4 : 1e-11;
    const double difference = std::fabs(static_cast<double>(value) - static_cast<double>(wanted));
    return difference <= tolerance * (0.1 + std::fabs(static_cast<double>(wanted)));
}

template <class Real>
bool same_values(const std::string &engine, const std::vector<Real> &ring, const std::vector<Real> &wanted) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (!agree(ring[i], wanted[i])) {
            std::fprintf(stderr, "%s: value %zu is %.9g, native C++ says %.9g\n", engine.c_str(), i,
                         static_cast<double>(ring[i]), static_cast<double>(wanted[i]));
            return false;
        }
    }
    return true;
}

template <class Real> std::vector<Real> values_of(Engine<Real> &engine, const std::vector<Real> &rows) {
    std::vector<Real> ring(RING_SIZE, Real{0});
    engine.run(rows.data(), RING_SIZE / 8, ring.data()); // no result is overwritten: at most 7 a row
    return ring;
}

void prepare_and_count(Finding &finding, const std::function<bool()> &prepare) {
    prepare(); // so that memory which is kept and used again is there already
    const bench_allocations before = bench_allocated();
    finding.right = prepare();
    const bench_allocations after = bench_allocated();
    finding.allocations = after.calls - before.calls;
    finding.allocated = after.bytes - before.bytes;
}

} // namespace

template <class Real>
std::vector<Finding> compare(const std::vector<Contestant<Real>> &contestants, const std::vector<Real> &rows,
                             double budget) {
    std::vector<Finding> findings;
    std::vector<std::function<void(std::size_t)>> evaluations;
    std::vector<std::function<void(std::size_t)>> compilations;
    std::vector<std::size_t> timed;
    std::vector<Real> wanted;
    std::vector<Real> ring(RING_SIZE, Real{0});
    for (const Contestant<Real> &contestant : contestants) {
        Finding finding;
        finding.engine = contestant.name;
        Engine<Real> *const engine = contestant.engine.get();
        if (engine != nullptr) {
            finding.present = true;
            prepare_and_count(finding, [engine] { return engine->prepare(); });
            finding.compiles = engine->compiles();
            finding.memory = engine->memory();
            if (finding.right && wanted.empty()) {
                wanted = values_of(*engine, rows);
            } else if (finding.right) {
                finding.right = same_values(contestant.name, values_of(*engine, rows), wanted);
            }
        }
        if (finding.right) {
            timed.push_back(findings.size());
            evaluations.push_back([&, engine](std::size_t passes) { engine->run(rows.data(), passes, ring.data()); });
            compilations.push_back([engine](std::size_t passes) {
                for (std::size_t i = 0; i < passes; ++i) {
                    engine->prepare();
                }
            });
        }
        findings.push_back(finding);
    }
    const std::vector<double> seconds = interleaved(evaluations, budget);
    const std::vector<double> compile_seconds = interleaved(compilations, budget);
    for (std::size_t i = 0; i < timed.size(); ++i) {
        findings[timed[i]].seconds = seconds[i];
        findings[timed[i]].compile_seconds = compile_seconds[i];
    }
    return findings;
}

template std::vector<Finding> compare(const std::vector<Contestant<float>> &, const std::vector<float> &, double);
template std::vector<Finding> compare(const std::vector<Contestant<double>> &, const std::vector<double> &, double);

} // namespace bench
