// What makes the engines of engines.def. A new one is a file with its make_…, declared here, and a row there. One that takes many
// rows at a time derives from Engine itself: a run of one expression has 4,096 rows, of S 1,024.
#pragma once

#include "engine.hpp"
#include "workload.hpp"

namespace bench {

enum class Profile { base, fused }; // fused: or wide, for frames that are too large
enum class Language { cpp, c };
enum class Vectors { sse2, widest }; // widest: that the processor has

template <class Real> EnginePointer<Real> make_native(const Workload &workload);
// These two are null for single expressions.
template <class Real> EnginePointer<Real> make_native_at_once(const Workload &workload);
template <class Real> EnginePointer<Real> make_native_evaluations(const Workload &workload);
template <class Real> EnginePointer<Real> make_generated(Language language, const Workload &workload);
template <class Real> EnginePointer<Real> make_table(Profile profile, const std::vector<Batch> &batches);

template <class Real> EnginePointer<Real> make_block(Vectors vectors, const std::vector<Batch> &batches);

// Null where they are absent, or for a Real that they do not have.
template <class Real> EnginePointer<Real> make_exprtk(const std::vector<Batch> &batches);
template <class Real> EnginePointer<Real> make_muparser(const std::vector<Batch> &batches);
template <class Real> EnginePointer<Real> make_fparser(bool optimised, const std::vector<Batch> &batches);
template <class Real> EnginePointer<Real> make_luajit(bool compiled, const std::vector<Batch> &batches);

} // namespace bench
