// ExprTk as an engine: parser and symbols are made once and used again; variables by reference. Its own spellings: `and`, `or` for
// && and ||, sgn for sign.
#include "engine.hpp"

#include <array>
#include <cmath>

#define exprtk_disable_rtl_io_file
#define exprtk_disable_caseinsensitivity
#define exprtk_disable_string_capabilities
#include <mrpt/3rdparty/exprtk.hpp>

namespace bench {

namespace {

template <class Real> Real remainder_of(Real x, Real y) { return std::fmod(x, y); }

std::string replaced(std::string text, const std::string &from, const std::string &to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

template <class Real> class ExprTkEngine final : public Engine<Real> {
public:
    explicit ExprTkEngine(const Batch &batch) : batch_(batch), expressions_(batch.expressions.size()) {
        for (std::string &text : batch_.expressions) {
            text = replaced(replaced(replaced(text, "&&", "and"), "||", "or"), "sign(", "sgn(");
        }
        for (std::size_t i = 0; i < batch_.params.size(); ++i) {
            symbols_.add_variable(batch_.params[i], inputs_[i]);
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

    bool prepare() override {
        for (std::size_t i = 0; i < expressions_.size(); ++i) {
            if (!parser().compile(batch_.expressions[i], expressions_[i])) {
                return false;
            }
        }
        return true;
    }

    void run(const Real *rows, std::size_t count, Real *ring) override {
        run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(), [this](Real *, Real *results) {
            for (std::size_t i = 0; i < expressions_.size(); ++i) {
                results[i] = expressions_[i].value();
            }
        });
    }

private:
    static exprtk::parser<Real> &parser() {
        static exprtk::parser<Real> once;
        return once;
    }

    Batch batch_;
    exprtk::symbol_table<Real> symbols_;
    std::vector<exprtk::expression<Real>> expressions_;
    std::array<Real, 16> inputs_{};
    std::array<Real, 16> results_{};
};

} // namespace

template <class Real> EnginePointer<Real> make_exprtk(const Batch &batch) {
    return std::make_unique<ExprTkEngine<Real>>(batch);
}

template EnginePointer<float> make_exprtk(const Batch &);
template EnginePointer<double> make_exprtk(const Batch &);

} // namespace bench
