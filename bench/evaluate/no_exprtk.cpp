// In place of exprtk_engine.cpp where ExprTk is not installed.
#include "engine.hpp"

namespace bench {

template <> EnginePointer<float> make_exprtk(const Batch &) { return nullptr; }
template <> EnginePointer<double> make_exprtk(const Batch &) { return nullptr; }

} // namespace bench
