// fparser as an engine: the package's, which is built for double, as parsed or with Optimize() after it. Parsers, constants and
// functions are made once. Its own spellings: & | = for && || ==; its pow, min, max, atan2, log10 are as ours.
#include "engines.hpp"
#include "spelling.hpp"

#include <cmath>

#include <fparser.hh>

namespace bench {

namespace {

double remainder_of(const double *arguments) { return std::fmod(arguments[0], arguments[1]); }
double sign_of(const double *arguments) { return arguments[0] > 0 ? 1 : arguments[0] < 0 ? -1 : 0; }

class FparserBatch : public PlacedBatch<double> {
public:
    static constexpr bool compiles = true;

    FparserBatch(const Batch &batch, bool optimised)
        : PlacedBatch(batch), optimised_(optimised), parsers_(batch.expressions.size()) {
        for (std::string &text : batch_.expressions) {
            text = replaced(replaced(replaced(text, "&&", "&"), "||", "|"), "==", "=");
        }
        for (const std::string &param : batch_.params) {
            names_ += (names_.empty() ? "" : ",") + param;
        }
        for (FunctionParser &parser : parsers_) {
            if (batch_.has_constants) {
                parser.AddConstant("pi", M_PI);
                parser.AddConstant("e", M_E);
            }
            parser.AddFunction("fmod", remainder_of, 2);
            parser.AddFunction("sign", sign_of, 1);
        }
    }

    bool prepare() {
        for (std::size_t i = 0; i < parsers_.size(); ++i) {
            if (parsers_[i].Parse(batch_.expressions[i], names_) != -1) {
                return false;
            }
            if (optimised_) {
                parsers_[i].Optimize();
            }
        }
        return true;
    }

    auto evaluator() {
        return [this](double *inputs, double *outputs) {
            for (FunctionParser &parser : parsers_) {
                *outputs++ = parser.Eval(inputs);
            }
        };
    }

private:
    bool optimised_;
    std::string names_;
    std::vector<FunctionParser> parsers_;
};

} // namespace

template <> EnginePointer<float> make_fparser(bool, const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_fparser(bool optimised, const std::vector<Batch> &batches) {
    return engine_of<double, FparserBatch>(batches, optimised);
}

} // namespace bench
