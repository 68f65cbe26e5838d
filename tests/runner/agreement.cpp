// Runs a module in every engine and says where it differs from the reference, and where many rows at once differ from one.
#include "runner/agreement.hpp"

#include "engine/block_rows.hpp"
#include "engine/engine.hpp"

namespace abax_tests {
namespace {

template <class Real> std::string text_of_row(const ModuleSource &source, const std::vector<Real> &row) {
    const std::vector<std::string> names = input_names(source);
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += ' ' + names[i];
        text += " = ";
        text += shortest(row[i]);
    }
    return text.empty() ? " (no params)" : text;
}

} // namespace

template <class Real>
Truth<Real> truth_of(reference::Evaluator<Real> &evaluator, const ModuleSource &source,
                     const std::vector<std::vector<Real>> &rows) {
    Truth<Real> truth;
    for (const std::vector<Real> &row : rows) {
        truth.results.emplace_back(source.count(DeclarationKind::expression));
        truth.effects.push_back(evaluator.evaluate(row, truth.results.back()));
    }
    return truth;
}

template <class Real> Truth<Real> truth_of(ModuleSource &source, const std::vector<std::vector<Real>> &rows) {
    {
        reference::Evaluator<Real> evaluator(source);
        Truth<Real> truth = truth_of(evaluator, source, rows);
        if (!evaluator.several_ways) {
            return truth;
        }
    }
    source.any_order = true;
    reference::Evaluator<Real> evaluator(source);
    return truth_of(evaluator, source, rows);
}

template <class Real>
Truth<Real> truth_of_table(const ModuleSource &source, const std::vector<std::vector<Real>> &rows) {
    Truth<Real> truth;
    std::string why;
    const auto program = all_engines<Real>().front()->prepare(source, why);
    for (std::size_t i = 0; i < rows.size() && program != nullptr; ++i) {
        truth.results.emplace_back(source.count(DeclarationKind::expression));
        truth.effects.push_back(program->evaluate(rows[i], truth.results.back()));
    }
    return truth;
}

template <class Real>
std::string difference(const ModuleSource &source, const std::vector<Real> &row, const std::vector<Real> &results,
                       const Effects<Real> &effects, const std::vector<Real> &true_results,
                       const Effects<Real> &true_effects) {
    std::string text;
    for (std::size_t i = 0; i < results.size() && text.empty(); ++i) {
        if (!same_value(results[i], true_results[i])) {
            text = "result " + std::to_string(i) + " is " + shortest(results[i]) + ", the reference says " +
                   shortest(true_results[i]);
        }
    }
    if (!same_effects(effects, true_effects)) {
        text += text.empty() ? "" : "; ";
        text += text_of(effects) + ", the reference says " + text_of(true_effects);
    }
    if (text.empty()) {
        return text;
    }
    return std::string(real_name<Real>()) + ": " + text + "\nat" + text_of_row(source, row) + "\nof:\n" +
           text_of(source);
}

template <class Real>
std::vector<std::string> disagreements(const ModuleSource &source, const std::vector<std::vector<Real>> &rows,
                                       const Truth<Real> &truth) {
    std::vector<std::string> texts;
    for (const auto &engine : all_engines<Real>()) {
        std::string why;
        const auto program = engine->prepare(source, why);
        if (program == nullptr) {
            texts.push_back(engine->name() + ": " + why + "\nby:\n" + text_of(source));
            continue;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::vector<Real> results(truth.results[i].size());
            const Effects<Real> effects = program->evaluate(rows[i], results);
            const std::string text = difference(source, rows[i], results, effects, truth.results[i], truth.effects[i]);
            if (!text.empty()) {
                texts.push_back(engine->name() + ", " + text);
                break;
            }
        }
    }
    for (const std::uint32_t profile : {ABAX_COMPILE_BASE, ABAX_COMPILE_FUSED, ABAX_COMPILE_WIDE}) {
        const Compiled compiled = compile<Real>(source, profile);
        const std::string text = compiled.status == ABAX_OK ? block_difference(compiled, source, rows) : "";
        if (!text.empty()) {
            texts.push_back("profile " + std::to_string(profile) + ", " + text + "\nof:\n" + text_of(source));
        }
    }
    return texts;
}

#define ABAX_INSTANTIATE(Real)                                                                                         \
    template Truth<Real> truth_of<Real>(reference::Evaluator<Real> &, const ModuleSource &,                            \
                                        const std::vector<std::vector<Real>> &);                                       \
    template Truth<Real> truth_of<Real>(ModuleSource &, const std::vector<std::vector<Real>> &);                       \
    template Truth<Real> truth_of_table<Real>(const ModuleSource &, const std::vector<std::vector<Real>> &);           \
    template std::string difference<Real>(const ModuleSource &, const std::vector<Real> &, const std::vector<Real> &,  \
                                          const Effects<Real> &, const std::vector<Real> &, const Effects<Real> &);    \
    template std::vector<std::string> disagreements<Real>(                                                             \
        const ModuleSource &, const std::vector<std::vector<Real>> &, const Truth<Real> &);
ABAX_INSTANTIATE(float)
ABAX_INSTANTIATE(double)
#undef ABAX_INSTANTIATE

} // namespace abax_tests
