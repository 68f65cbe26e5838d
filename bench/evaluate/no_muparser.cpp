// In place of muparser_engine.cpp where muParser is not installed.
#include "engine.hpp"

namespace bench {

template <> EnginePointer<float> make_muparser(const Batch &) { return nullptr; }
template <> EnginePointer<double> make_muparser(const Batch &) { return nullptr; }

} // namespace bench
