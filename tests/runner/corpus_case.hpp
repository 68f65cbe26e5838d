// What a corpus file says, as data; the format is described in corpus/README.md. Reading throws std::runtime_error with file
// and line when a file does not follow it.
#ifndef ABAX_TESTS_CORPUS_CASE_HPP
#define ABAX_TESTS_CORPUS_CASE_HPP

#include "engine/compiled.hpp"
#include "engine/module_source.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace abax_tests {

struct ExpectedDiagnostic {
    int order = 0;       // as written: >2 …; 0 when the line has no number
    Reported reported{}; // code is not compared: the slug is
};

enum class Expectation { value, reference, error };

struct CorpusCheck {
    int line = 0;
    std::string text;
    Expectation expectation = Expectation::value;
    std::string f32;
    std::string f64;
    std::vector<std::pair<std::string, std::string>> inputs; // name, value
    std::string fault;                           // the result that is charged with one; "" when there is none
    std::string calls = "none";                  // of impure natives, as text_of prints them
    std::vector<ExpectedDiagnostic> diagnostics; // their declaration is the check's own
};

struct CorpusInput {
    std::string param;
    std::vector<std::string> values; // "special" stands for a list
};

struct CorpusSweep {
    std::string param;
    double start = 0;
    double step = 0;
};

struct CorpusCase {
    std::string file;
    int line = 0;
    std::string name;
    bool f32 = true;
    bool f64 = true;
    ModuleSource context;
    std::vector<ExpectedDiagnostic> diagnostics; // of the context
    std::vector<CorpusInput> inputs;
    std::vector<CorpusSweep> sweeps;
    std::size_t rows = 1;
    std::vector<CorpusCheck> checks;
};

std::vector<CorpusCase> read_corpus_file(const std::filesystem::path &path);

// Stems of all corpus files, sorted, and all cases of all of them.
std::vector<std::string> corpus_stems();
std::filesystem::path corpus_path(const std::string &stem);
std::vector<CorpusCase> whole_corpus();

// The context and one check, whose expression is called check; check null: the context alone.
ModuleSource module_of(const CorpusCase &item, const CorpusCheck *check);

// The context and all checks that compile, called check_0, check_1 ….
ModuleSource batch_of(const CorpusCase &item);

// Every row of params, in the order of input_names: all combinations of the case's inputs, times its sweeps.
template <class Real> std::vector<std::vector<Real>> rows_of(const CorpusCase &item);

// The one row of a check with inputs of its own.
template <class Real> std::vector<Real> row_of(const CorpusCase &item, const CorpusCheck &check);

} // namespace abax_tests

#endif
