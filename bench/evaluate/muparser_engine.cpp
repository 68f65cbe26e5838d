// muParser as an engine: the package's, which is built for double. Parsers and their names are made once; the first evaluation
// after a text makes the bytecode and belongs to prepare().
#include "engine.hpp"

#include <array>
#include <cmath>

#include <muParser.h>

namespace bench {

namespace {

double power_of(double x, double y) { return std::pow(x, y); }
double remainder_of(double x, double y) { return std::fmod(x, y); }
double natural_log(double x) { return std::log(x); }

class MuParserEngine final : public Engine<double> {
public:
    explicit MuParserEngine(const Batch &batch) : batch_(batch), parsers_(batch.expressions.size()) {
        for (mu::Parser &parser : parsers_) {
            for (std::size_t i = 0; i < batch_.params.size(); ++i) {
                parser.DefineVar(batch_.params[i], &inputs_[i]);
            }
            if (batch_.has_constants) {
                parser.DefineConst("pi", M_PI);
                parser.DefineConst("e", M_E);
            }
            parser.DefineFun("pow", power_of);
            parser.DefineFun("fmod", remainder_of);
            parser.DefineFun("log", natural_log);
        }
    }

    bool prepare() override {
        try {
            for (std::size_t i = 0; i < parsers_.size(); ++i) {
                parsers_[i].SetExpr(batch_.expressions[i]);
                parsers_[i].Eval();
            }
        } catch (const mu::Parser::exception_type &) {
            return false;
        }
        return true;
    }

    void run(const double *rows, std::size_t count, double *ring) override {
        run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(), [this](double *, double *results) {
            for (std::size_t i = 0; i < parsers_.size(); ++i) {
                results[i] = parsers_[i].Eval();
            }
        });
    }

private:
    Batch batch_;
    std::vector<mu::Parser> parsers_;
    std::array<double, 16> inputs_{};
    std::array<double, 16> results_{};
};

} // namespace

template <> EnginePointer<float> make_muparser(const Batch &) { return nullptr; }
template <> EnginePointer<double> make_muparser(const Batch &batch) { return std::make_unique<MuParserEngine>(batch); }

} // namespace bench
