// In place of fparser_engine.cpp where fparser is not installed.
#include "engine.hpp"

namespace bench {

template <> EnginePointer<float> make_fparser(const Batch &) { return nullptr; }
template <> EnginePointer<double> make_fparser(const Batch &) { return nullptr; }

} // namespace bench
