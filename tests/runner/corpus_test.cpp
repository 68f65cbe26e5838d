// Runs the corpus: one test a file and Real. Each check is compiled by itself and compared in every engine, at every row of
// inputs, with the reference evaluator and with the value that the file states; then all checks of a case as one batch, where
// they share sub-expressions. Diagnostics are compared exactly.
#include "runner/agreement.hpp"
#include "runner/corpus_case.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace abax_tests {
namespace {

bool same_report(const Reported &a, const Reported &b) {
    return a.severity == b.severity && a.declaration == b.declaration && a.part == b.part && a.offset == b.offset &&
           a.length == b.length && a.message == b.message && a.slug == b.slug && a.replacement == b.replacement;
}

std::vector<Reported> expected_of(const CorpusCase &item, const CorpusCheck *check) {
    std::vector<ExpectedDiagnostic> expected = item.diagnostics;
    if (check != nullptr) {
        expected.insert(expected.end(), check->diagnostics.begin(), check->diagnostics.end());
    }
    std::stable_sort(expected.begin(), expected.end(),
                     [](const ExpectedDiagnostic &a, const ExpectedDiagnostic &b) { return a.order < b.order; });
    std::vector<Reported> reported;
    for (const ExpectedDiagnostic &diagnostic : expected) {
        reported.push_back(diagnostic.reported);
    }
    // A fix-it has no message of its own to compare.
    return reported;
}

template <class Real> void expect_diagnostics(const CorpusCase &item, const CorpusCheck *check) {
    const ModuleSource source = module_of(item, check);
    const Compiled compiled = compile<Real>(source);
    std::vector<Reported> expected = expected_of(item, check);
    const bool same = std::equal(expected.begin(), expected.end(), compiled.diagnostics.begin(),
                                 compiled.diagnostics.end(), same_report);
    EXPECT_TRUE(same) << "expected:\n"
                      << text_of(expected, source) << "reported:\n"
                      << text_of(compiled.diagnostics, source) << "by:\n"
                      << text_of(source);
    const bool errors = std::any_of(expected.begin(), expected.end(),
                                    [](const Reported &item_) { return item_.severity == ABAX_SEVERITY_ERROR; });
    EXPECT_EQ(compiled.status, errors ? ABAX_E_SOURCE : ABAX_OK) << abax_status_text(compiled.status);
}

// Compares every engine with the reference over rows.
template <class Real>
Truth<Real> expect_reference(const ModuleSource &source, const std::vector<std::vector<Real>> &rows) {
    reference::Evaluator<Real> evaluator(source);
    evaluator.check_library = true;
    const Truth<Real> truth = truth_of(evaluator, source, rows);
    for (const std::string &complaint : evaluator.library_complaints) {
        ADD_FAILURE() << complaint;
    }
    for (const std::string &text : disagreements(source, rows, truth)) {
        ADD_FAILURE() << text;
    }
    return truth;
}

std::string result_name(const ModuleSource &source, std::uint32_t ordinal) {
    for (const Declaration &declaration : source.declarations) {
        if (declaration.kind == DeclarationKind::expression && ordinal-- == 0) {
            return declaration.name;
        }
    }
    return "";
}

template <class Real> void run_value(const CorpusCase &item, const CorpusCheck &check) {
    const ModuleSource source = module_of(item, &check);
    const Truth<Real> truth = expect_reference<Real>(source, {row_of<Real>(item, check)});
    const Real expected = real_of_text<Real>(std::is_same_v<Real, float> ? check.f32 : check.f64);
    const Real actual = truth.results[0].back();
    EXPECT_TRUE(same_value(actual, expected))
        << real_name<Real>() << ": the file says " << shortest(expected) << ", the reference " << shortest(actual);
    const Effects<Real> &effects = truth.effects[0];
    EXPECT_EQ(result_name(source, effects.charged), check.fault) << "charged with a fault";
    EXPECT_EQ(text_of(effects.calls), check.calls) << "calls of impure natives";
}

template <class Real> void run_case(const CorpusCase &item) {
    const std::vector<std::vector<Real>> rows = rows_of<Real>(item);
    if (item.checks.empty()) {
        expect_diagnostics<Real>(item, nullptr);
    }
    const bool context_fails =
        std::any_of(item.diagnostics.begin(), item.diagnostics.end(), [](const ExpectedDiagnostic &diagnostic) {
            return diagnostic.reported.severity == ABAX_SEVERITY_ERROR;
        });
    for (const CorpusCheck &check : item.checks) {
        const testing::ScopedTrace trace(item.file.c_str(), check.line, check.text);
        expect_diagnostics<Real>(item, &check);
        if (check.expectation == Expectation::value) {
            run_value<Real>(item, check);
        } else if (check.expectation == Expectation::reference) {
            expect_reference<Real>(module_of(item, &check), rows);
        }
    }
    if (!context_fails) {
        const ModuleSource batch = batch_of(item);
        if (batch.count(DeclarationKind::expression) != 0) {
            const testing::ScopedTrace trace(item.file.c_str(), item.line, "all checks as one batch");
            expect_reference<Real>(batch, rows);
        }
    }
}

template <class Real> void run_file(const std::string &stem) {
    const std::vector<CorpusCase> cases = read_corpus_file(corpus_path(stem));
    ASSERT_FALSE(cases.empty());
    for (const CorpusCase &item : cases) {
        if (std::is_same_v<Real, float> ? item.f32 : item.f64) {
            const testing::ScopedTrace trace(item.file.c_str(), item.line, item.name);
            ASSERT_NO_THROW(run_case<Real>(item));
        }
    }
}

class Corpus : public testing::TestWithParam<std::string> {};

TEST_P(Corpus, F32) { run_file<float>(GetParam()); }
TEST_P(Corpus, F64) { run_file<double>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(File, Corpus, testing::ValuesIn(corpus_stems()), [](const auto &file) { return file.param; });

} // namespace
} // namespace abax_tests
