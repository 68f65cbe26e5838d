// Turns a corpus case into modules and rows of inputs.
#include "runner/corpus_case.hpp"
#include "runner/special_values.hpp"

#include <stdexcept>

namespace abax_tests {
namespace {

template <class Real> std::vector<Real> defaults_of(const ModuleSource &source) {
    std::vector<Real> values;
    for (const Declaration &declaration : source.declarations) {
        if (declaration.kind == DeclarationKind::param) {
            for (const std::string &element : elements_of(declaration)) {
                values.push_back(real_of_text<Real>(element));
            }
        }
    }
    return values;
}

std::size_t ordinal_of(const CorpusCase &item, const std::string &param) {
    const std::vector<std::string> names = input_names(item.context);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == param) {
            return i;
        }
    }
    throw std::runtime_error(item.file + ": case " + item.name + ": there is no param " + param);
}

} // namespace

ModuleSource module_of(const CorpusCase &item, const CorpusCheck *check) {
    ModuleSource source = item.context;
    if (check != nullptr) {
        source.declarations.push_back({DeclarationKind::expression, "check", check->text});
    }
    return source;
}

ModuleSource batch_of(const CorpusCase &item) {
    ModuleSource source = item.context;
    int number = 0;
    for (const CorpusCheck &check : item.checks) {
        if (check.expectation != Expectation::error) {
            source.declarations.push_back(
                {DeclarationKind::expression, "check_" + std::to_string(number++), check.text});
        }
    }
    return source;
}

template <class Real> std::vector<std::vector<Real>> rows_of(const CorpusCase &item) {
    std::vector<std::vector<Real>> rows = {defaults_of<Real>(item.context)};
    for (const CorpusInput &input : item.inputs) {
        const std::size_t at = ordinal_of(item, input.param);
        std::vector<Real> values;
        for (const std::string &text : input.values) {
            if (text == "special") {
                const auto list = special_values<Real>();
                values.insert(values.end(), list.begin(), list.end());
            } else {
                values.push_back(real_of_text<Real>(text));
            }
        }
        std::vector<std::vector<Real>> more;
        for (const Real value : values) {
            for (std::vector<Real> row : rows) {
                row[at] = value;
                more.push_back(std::move(row));
            }
        }
        rows = std::move(more);
    }
    if (!item.sweeps.empty()) {
        std::vector<std::vector<Real>> more;
        for (const std::vector<Real> &base : rows) {
            for (std::size_t k = 0; k < item.rows; ++k) {
                std::vector<Real> row = base;
                for (const CorpusSweep &sweep : item.sweeps) {
                    row[ordinal_of(item, sweep.param)] =
                        static_cast<Real>(sweep.start + static_cast<double>(k) * sweep.step);
                }
                more.push_back(std::move(row));
            }
        }
        rows = std::move(more);
    }
    return rows;
}

template <class Real> std::vector<Real> row_of(const CorpusCase &item, const CorpusCheck &check) {
    std::vector<Real> row = defaults_of<Real>(item.context);
    for (const auto &[param, text] : check.inputs) {
        row[ordinal_of(item, param)] = real_of_text<Real>(text);
    }
    return row;
}

template std::vector<std::vector<float>> rows_of<float>(const CorpusCase &);
template std::vector<std::vector<double>> rows_of<double>(const CorpusCase &);
template std::vector<float> row_of<float>(const CorpusCase &, const CorpusCheck &);
template std::vector<double> row_of<double>(const CorpusCase &, const CorpusCheck &);

} // namespace abax_tests
