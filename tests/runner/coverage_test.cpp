// Nothing on the lists goes untested: every operator, function and constant of ops.def is evaluated by some check of the corpus,
// and every instruction of instructions.def is executed by some table that the corpus compiles to. What never occurred is named.
// On the way each table is run by a second reader of the format and must give the reference's values.
#include "runner/agreement.hpp"
#include "runner/corpus_case.hpp"
#include "runner/table_reader.hpp"

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

struct Coverage {
    std::set<std::string> used; // by the reference evaluator
    Executed base;
    Executed fused;
    Executed wide;
};

template <class Real>
void run_module(const ModuleSource &source, const std::vector<std::vector<Real>> &rows, Coverage &coverage) {
    reference::Evaluator<Real> evaluator(source);
    const Truth<Real> truth = truth_of(evaluator, source, rows);
    coverage.used.insert(evaluator.used.begin(), evaluator.used.end());
    const std::pair<std::uint32_t, Executed *> profiles[] = {{ABAX_COMPILE_BASE, &coverage.base},
                                                             {ABAX_COMPILE_FUSED, &coverage.fused},
                                                             {ABAX_COMPILE_WIDE, &coverage.wide}};
    for (const auto &[profile, executed] : profiles) {
        const Compiled compiled = compile<Real>(source, profile);
        ASSERT_EQ(compiled.status, ABAX_OK) << text_of(compiled.diagnostics, source) << text_of(source);
        typename Api<Real>::Table table{};
        ASSERT_EQ(Api<Real>::open(&table, compiled.bytes(), compiled.size), ABAX_OK) << text_of(source);
        TableReader<Real> reader(compiled, source, *executed);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::vector<Real> results(truth.results[i].size());
            const Effects<Real> effects = reader.evaluate(rows[i], results);
            ASSERT_EQ(difference(source, rows[i], results, effects, truth.results[i], truth.effects[i]), "")
                << "profile " << profile;
        }
    }
}

template <class Real> void run_case(const CorpusCase &item, Coverage &coverage) {
    std::vector<std::vector<Real>> rows = rows_of<Real>(item);
    if (rows.size() > 40) {
        // Enough to take both sides of every branch; corpus_test runs all of them.
        std::vector<std::vector<Real>> some;
        for (std::size_t i = 0; i < 40; ++i) {
            some.push_back(rows[i * rows.size() / 40]);
        }
        rows = std::move(some);
    }
    for (const CorpusCheck &check : item.checks) {
        if (check.expectation == Expectation::error) {
            continue;
        }
        std::vector<std::vector<Real>> inputs = rows;
        if (check.expectation == Expectation::value) {
            inputs = {row_of<Real>(item, check)};
        }
        run_module<Real>(module_of(item, &check), inputs, coverage);
    }
    const ModuleSource batch = batch_of(item);
    if (item.diagnostics.empty() && batch.count(DeclarationKind::expression) > 0) {
        run_module<Real>(batch, rows, coverage);
    }
}

const Coverage &coverage_of_corpus() {
    static const Coverage coverage = [] {
        Coverage all;
        for (const CorpusCase &item : whole_corpus()) {
            if (item.f32) {
                run_case<float>(item, all);
            }
            if (item.f64) {
                run_case<double>(item, all);
            }
        }
        return all;
    }();
    return coverage;
}

struct OperatorRow {
    std::string id;
    std::string symbol;
    std::string alias;
    std::string name;
    bool prefix; // a unary operator
};

const std::vector<OperatorRow> &operator_rows() {
    static const std::vector<OperatorRow> rows = {
#define ABAX_SYNTAX(id, number, symbol, alias, level, side, sentence) {#id, symbol, alias, "", level == 11},
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    {#id, symbol, alias, name, true},
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    {#id, symbol, alias, name, false},
#define ABAX_TERNARY(id, number, name, properties, formula, sentence) {#id, "", "", name, false},
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) {#id, "", "", name, false},
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    {#id, symbol, alias, name, false},
#define ABAX_DERIVED(id, number, name, parameters, body, sentence) {#id, "", "", name, false},
#define ABAX_SPECIAL(id, number, name, least, most, sentence) {#id, "", "", name, false},
#include "abax/ops.def"
    };
    return rows;
}

TEST(Coverage, EveryOperatorAndFunctionIsEvaluated) {
    const std::set<std::string> &used = coverage_of_corpus().used;
    for (const OperatorRow &row : operator_rows()) {
        if (!row.symbol.empty()) {
            const std::string key =
                row.symbol == "?" ? "conditional" : (row.prefix ? "prefix " : "infix ") + row.symbol;
            EXPECT_TRUE(used.contains(key))
                << "no check of the corpus evaluates the operator " << row.symbol << " (" << row.id << ')';
        }
        if (!row.name.empty()) {
            EXPECT_TRUE(used.contains("call " + row.name))
                << "no check of the corpus evaluates the function " << row.name << " (" << row.id << ')';
        }
    }
}

TEST(Coverage, ArraysAndNativesAreEvaluated) {
    const std::set<std::string> &used = coverage_of_corpus().used;
    for (const char *key : {"index input", "index constant", "array sum", "array avg", "array min", "array max",
                            "array len", "pure native", "impure native"}) {
        EXPECT_TRUE(used.contains(key)) << "no check of the corpus evaluates: " << key;
    }
}

TEST(Coverage, EveryConstantIsEvaluated) {
    const std::set<std::string> &used = coverage_of_corpus().used;
#define ABAX_CONSTANT(id, number, name, alias, text, sentence)                                                         \
    EXPECT_TRUE(used.contains("name " name)) << "no check of the corpus evaluates the constant " name;                 \
    EXPECT_TRUE(used.contains("call " name)) << "no check of the corpus calls the constant " name "()";                \
    if (sizeof alias > 1) {                                                                                            \
        EXPECT_TRUE(used.contains("name " alias)) << "no check of the corpus evaluates the constant " alias;           \
    }
#include "abax/ops.def"
}

template <class Real> void add_codes(const CorpusCase &item, std::set<std::uint32_t> &codes) {
    std::vector<ModuleSource> sources;
    if (item.checks.empty()) {
        sources.push_back(module_of(item, nullptr));
    }
    for (const CorpusCheck &check : item.checks) {
        sources.push_back(module_of(item, &check));
    }
    for (const ModuleSource &source : sources) {
        for (const Reported &reported : compile<Real>(source).diagnostics) {
            codes.insert(reported.code);
        }
    }
}

// What is reported is compared exactly by corpus_test; here, that everything that can be reported is, by some text.
TEST(Coverage, EveryDiagnosticIsReported) {
    std::set<std::uint32_t> codes;
    for (const CorpusCase &item : whole_corpus()) {
        if (item.f32) {
            add_codes<float>(item, codes);
        }
        if (item.f64) {
            add_codes<double>(item, codes);
        }
    }
#define ABAX_DIAGNOSTIC(id, number, slug, text)                                                                        \
    EXPECT_TRUE(codes.contains(number)) << "no text of the corpus gives: " text " [" slug "] (" #id ")";
#include "abax/diagnostics.def"
}

// A second spelling is the lexer's business: it must stand in the text of some check that compiles.
TEST(Coverage, EverySecondSpellingIsWritten) {
    std::string text;
    for (const CorpusCase &item : whole_corpus()) {
        for (const CorpusCheck &check : item.checks) {
            if (check.expectation != Expectation::error) {
                text += ' ' + check.text + ' ';
            }
        }
    }
    for (const OperatorRow &row : operator_rows()) {
        if (!row.alias.empty()) {
            const bool word = std::isalpha(static_cast<unsigned char>(row.alias[0])) != 0;
            EXPECT_NE(text.find(word ? " " + row.alias + " " : row.alias), std::string::npos)
                << "no check of the corpus writes " << row.alias;
        }
    }
}

void expect_rows(const Executed &executed, const char *profile, bool fused) {
    for (const InstructionRow &row : instruction_rows()) {
        if (row.set != "FUSED" || fused) {
            EXPECT_TRUE(executed.instructions.contains(row.number))
                << profile << ": no table of the corpus executes " << row.number << ' ' << row.form << ' ' << row.op1
                << ' ' << row.op2;
        } else {
            EXPECT_FALSE(executed.instructions.contains(row.number))
                << profile << ": a table executes " << row.number << ' ' << row.form;
        }
    }
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    EXPECT_TRUE(executed.library.contains(number)) << profile << ": no table of the corpus calls " name;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    EXPECT_TRUE(executed.library.contains(number)) << profile << ": no table of the corpus calls " name;
#include "abax/ops.def"
}

TEST(Coverage, EveryInstructionOfTheBaseProfileIsExecuted) { expect_rows(coverage_of_corpus().base, "base", false); }
TEST(Coverage, EveryInstructionOfTheWideProfileIsExecuted) { expect_rows(coverage_of_corpus().wide, "wide", false); }

TEST(Coverage, EveryFusedInstructionIsExecuted) {
    Executed executed = coverage_of_corpus().fused;
    // Where a fused form exists a base one may never be needed; those are the base profile's business.
    const Executed &base = coverage_of_corpus().base;
    executed.instructions.insert(base.instructions.begin(), base.instructions.end());
    expect_rows(executed, "fused", true);
}

} // namespace
} // namespace abax_tests
