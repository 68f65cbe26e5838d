// fparser as an engine: the package's, which is built for double. Parsers and their names are made once; prepare() parses, and
// does not optimise, which takes some fifty times as long.
#include "engine.hpp"

#include <array>
#include <cmath>
#include <utility>

#include <fparser.hh>

namespace bench {

namespace {

double remainder_of(const double *x) { return std::fmod(x[0], x[1]); }
double sign_of(const double *x) { return x[0] > 0 ? 1.0 : x[0] < 0 ? -1.0 : x[0]; }

class FparserEngine final : public Engine<double> {
public:
    explicit FparserEngine(const Batch &batch) : batch_(batch), parsers_(batch.expressions.size()) {
        for (const std::string &param : batch_.params) {
            params_ += (params_.empty() ? "" : ",") + param;
        }
        for (FunctionParser &parser : parsers_) {
            if (batch_.has_constants) {
                parser.AddConstant("pi", M_PI);
                parser.AddConstant("e", M_E);
            }
            parser.AddFunction("fmod", remainder_of, 2);
            parser.AddFunction("sign", sign_of, 1);
        }
        for (std::string &text : batch_.expressions) { // its operators for "and" and "or"
            for (const auto &[ours, theirs] : {std::pair{"&&", "&"}, std::pair{"||", "|"}}) {
                for (std::size_t at = text.find(ours); at != std::string::npos; at = text.find(ours)) {
                    text.replace(at, 2, theirs);
                }
            }
        }
    }

    bool prepare() override {
        bool good = true;
        for (std::size_t i = 0; i < parsers_.size(); ++i) {
            good = parsers_[i].Parse(batch_.expressions[i], params_) < 0 && good;
        }
        return good;
    }

    void run(const double *rows, std::size_t count, double *ring) override {
        run_batch(batch_, rows, count, ring, inputs_.data(), results_.data(), [this](double *inputs, double *results) {
            for (std::size_t i = 0; i < parsers_.size(); ++i) {
                results[i] = parsers_[i].Eval(inputs);
            }
        });
    }

private:
    Batch batch_;
    std::string params_;
    std::vector<FunctionParser> parsers_;
    std::array<double, 16> inputs_{};
    std::array<double, 16> results_{};
};

} // namespace

template <> EnginePointer<float> make_fparser(const Batch &) { return nullptr; }
template <> EnginePointer<double> make_fparser(const Batch &batch) { return std::make_unique<FparserEngine>(batch); }

} // namespace bench
