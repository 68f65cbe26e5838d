// muParser as an engine: the package's, which is built for double. Parsers and their names are made once; the first evaluation
// after a text makes the bytecode and belongs to prepare(). It has ?: for a choice.
#include "engines.hpp"
#include "spelling.hpp"

#include <cmath>

#include <muParser.h>

namespace bench {

namespace {

double power_of(double x, double y) { return std::pow(x, y); }
double remainder_of(double x, double y) { return std::fmod(x, y); }
double natural_log(double x) { return std::log(x); }

class MuParserBatch : public PlacedBatch<double> {
public:
    static constexpr bool compiles = true;

    explicit MuParserBatch(const Batch &batch) : PlacedBatch(batch), parsers_(batch.expressions.size()) {
        for (std::string &text : batch_.expressions) {
            text = with_choices(text, "?", ":");
        }
        for (mu::Parser &parser : parsers_) {
            for (std::size_t i = 0; i < batch_.params.size(); ++i) {
                parser.DefineVar(batch_.params[i], inputs() + i);
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

    bool prepare() {
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

    auto evaluator() {
        return [this](double * /*inputs*/, double *outputs) {
            for (const mu::Parser &parser : parsers_) {
                *outputs++ = parser.Eval();
            }
        };
    }

private:
    std::vector<mu::Parser> parsers_;
};

} // namespace

template <> EnginePointer<float> make_muparser(const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_muparser(const std::vector<Batch> &batches) {
    return engine_of<double, MuParserBatch>(batches);
}

} // namespace bench
