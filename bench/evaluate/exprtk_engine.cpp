// ExprTk as an engine: parser and symbols are made once and used again; variables by reference. Its own spellings: `and`, `or` for
// && and ||, sgn for sign. Compiled once with BENCH_REAL float and once with double: it takes minutes, so both at once.
#include "engine.hpp"
#include "spelling.hpp"

#include <cmath>

#define exprtk_disable_rtl_io_file
#define exprtk_disable_caseinsensitivity
#define exprtk_disable_string_capabilities
#include <mrpt/3rdparty/exprtk.hpp>

namespace bench {

namespace {

template <class Real> Real remainder_of(Real x, Real y) { return std::fmod(x, y); }

template <class Real> class ExprTkBatch : public PlacedBatch<Real> {
    using PlacedBatch<Real>::batch_;

public:
    static constexpr bool compiles = true;

    explicit ExprTkBatch(const Batch &batch) : PlacedBatch<Real>(batch), expressions_(batch.expressions.size()) {
        for (std::string &text : batch_.expressions) {
            text = replaced(replaced(replaced(text, "&&", "and"), "||", "or"), "sign(", "sgn(");
        }
        for (std::size_t i = 0; i < batch_.params.size(); ++i) {
            symbols_.add_variable(batch_.params[i], this->inputs()[i]);
        }
        if (batch_.has_constants) {
            symbols_.add_constant("pi", static_cast<Real>(M_PI));
            symbols_.add_constant("e", static_cast<Real>(M_E));
        }
        symbols_.add_function("fmod", remainder_of<Real>);
        for (exprtk::expression<Real> &expression : expressions_) {
            expression.register_symbol_table(symbols_);
        }
    }

    bool prepare() {
        for (std::size_t i = 0; i < expressions_.size(); ++i) {
            if (!parser().compile(batch_.expressions[i], expressions_[i])) {
                return false;
            }
        }
        return true;
    }

    auto evaluator() {
        return [this](Real * /*inputs*/, Real *outputs) {
            for (const exprtk::expression<Real> &expression : expressions_) {
                *outputs++ = expression.value();
            }
        };
    }

private:
    static exprtk::parser<Real> &parser() {
        static exprtk::parser<Real> once;
        return once;
    }

    exprtk::symbol_table<Real> symbols_;
    std::vector<exprtk::expression<Real>> expressions_;
};

} // namespace

template <class Real> EnginePointer<Real> make_exprtk(const std::vector<Batch> &batches) {
    return engine_of<Real, ExprTkBatch<Real>>(batches);
}

template EnginePointer<BENCH_REAL> make_exprtk(const std::vector<Batch> &);

} // namespace bench
