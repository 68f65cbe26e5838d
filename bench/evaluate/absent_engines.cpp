// In place of the engines of peers that are not installed; CMakeLists.txt says which.
#include "engines.hpp"

namespace bench {

#ifdef BENCH_NO_EXPRTK
template <> EnginePointer<float> make_exprtk(const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_exprtk(const std::vector<Batch> &) { return nullptr; }
#endif
#ifdef BENCH_NO_MUPARSER
template <> EnginePointer<float> make_muparser(const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_muparser(const std::vector<Batch> &) { return nullptr; }
#endif
#ifdef BENCH_NO_FPARSER
template <> EnginePointer<float> make_fparser(bool, const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_fparser(bool, const std::vector<Batch> &) { return nullptr; }
#endif
#ifdef BENCH_NO_LUAJIT
template <> EnginePointer<float> make_luajit(bool, const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_luajit(bool, const std::vector<Batch> &) { return nullptr; }
#endif

} // namespace bench
