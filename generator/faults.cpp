// What a fault of an evaluation was about: see faults.hpp.
//
// The table knows which output is charged and not which index it was. The texts that the output is made of are gone through
// for what they index.
#include "faults.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "scan.hpp"

namespace abax::host {
namespace {

// A text with the names that its own parameters hide.
struct Formula {
    const MappedText *text = nullptr;
    std::vector<std::string> parameters;
};

using Formulas = std::map<std::string, Formula, std::less<>>;

Formulas formulas_of(const Module &module) {
    Formulas formulas;
    for (const Function &function : module.functions) {
        formulas[signature_name(function.signature.text)] = {&function.body,
                                                             signature_parameters(function.signature.text)};
    }
    for (const Expression &expression : module.expressions) {
        formulas[expression.name.text] = {&expression.text, {}};
    }
    return formulas;
}

struct Indexed {
    std::string name;
    Span place;
};

// Every place where something is indexed, in the text of a name and in those that it uses.
std::vector<Indexed> indexed_by(const Module &module, const std::string &name) {
    const Formulas formulas = formulas_of(module);
    std::vector<Indexed> places;
    std::vector<std::string> open = {name};
    std::set<std::string, std::less<>> seen = {name};
    while (!open.empty()) {
        const auto formula = formulas.find(open.back());
        open.pop_back();
        if (formula == formulas.end()) {
            continue;
        }
        const std::vector<std::string> &hidden = formula->second.parameters;
        for (const NameUse &use : all_names(formula->second.text->text)) {
            const std::string first = use.name.substr(0, use.name.find('.'));
            if (std::find(hidden.begin(), hidden.end(), first) != hidden.end()) {
                continue;
            }
            if (use.indexed) {
                places.push_back({use.name, span_in(*formula->second.text, use.offset, use.length)});
            } else if (seen.insert(use.name).second) {
                open.push_back(use.name);
            }
        }
    }
    return places;
}

size_t length_of(const Module &module, const std::string &name) {
    for (const Param &param : module.params) {
        if (param.name.text == name) {
            return param.elements.size();
        }
    }
    for (const Constant &constant : module.constants) {
        if (constant.name.text == name) {
            return constant.elements.size();
        }
    }
    return 0;
}

const Expression *output_at(const Module &module, size_t index) {
    for (const Expression &expression : module.expressions) {
        if (!expression.internal && index-- == 0) {
            return &expression;
        }
    }
    return nullptr;
}

} // namespace

void warn_of_fault(const Module &module, const Evaluator &evaluator, Diagnostics &diagnostics) {
    const std::optional<size_t> result = faulty_result(evaluator);
    const Expression *output = result ? output_at(module, *result) : nullptr;
    if (output == nullptr) {
        add_warning(diagnostics, slug::FAULT_INDEX, {}, "an index is out of range or nan; the element is nan");
        return;
    }
    const std::vector<Indexed> places = indexed_by(module, output->name.text);
    std::set<std::string, std::less<>> names;
    for (const Indexed &place : places) {
        names.insert(place.name);
    }
    std::string arrays;
    for (const std::string &name : names) {
        arrays += fmt::format("{}'{}'", arrays.empty() ? " into " : " or ", name);
    }
    const bool named = output->name.source != nullptr; // else the name was made up
    const Span span = places.size() == 1 ? places.front().place : span_of(named ? output->name : output->text);
    Diagnostic *warning =
        add_warning(diagnostics, slug::FAULT_INDEX, span,
                    fmt::format("an index{} is out of range or nan{}; the element is nan", arrays,
                                named ? fmt::format(" where '{}' is computed", output->name.text) : ""));
    for (const std::string &name : names) {
        const size_t length = length_of(module, name);
        if (length > 0) {
            add_note(warning,
                     fmt::format("'{}' has {} element{}, counted from 0", name, length, length == 1 ? "" : "s"));
        }
    }
}

} // namespace abax::host
