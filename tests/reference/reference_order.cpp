// When places are evaluated, as far as an impure native can tell: which expressions come first, and what a text demands whichever
// way its conditions turn out, so that it is due as soon as the text is reached.
#include "reference/reference_evaluator.hpp"

#include <algorithm>
#include <iterator>

namespace abax_tests::reference {

// An expression is visited after those that its text, or the body of a function that it calls, names.
template <class Real>
void Evaluator<Real>::visit_uses(const Node &node, std::vector<bool> &visited, std::set<std::string> &functions) {
    for (const auto &child : node.children) {
        if (!is_memory(node) || !is_feedback(node.text)) { // what prev keeps may use any expression
            visit_uses(*child, visited, functions);
        }
    }
    if (node.kind == NodeKind::name && expression_index_.contains(node.text)) {
        visit_expression(expression_index_.at(node.text), visited, functions);
    }
    if (node.kind == NodeKind::call && functions_.contains(node.text) && functions.insert(node.text).second) {
        visit_uses(*functions_.at(node.text).body, visited, functions);
    }
}

template <class Real>
void Evaluator<Real>::visit_expression(std::size_t ordinal, std::vector<bool> &visited,
                                       std::set<std::string> &functions) {
    if (visited[ordinal]) {
        return;
    }
    visited[ordinal] = true;
    visit_uses(*expressions_[ordinal].body, visited, functions);
    order_.push_back(ordinal);
}

template <class Real> void Evaluator<Real>::order_expressions() {
    std::vector<bool> visited(expressions_.size());
    std::set<std::string> functions;
    for (std::size_t i = 0; i < expressions_.size(); ++i) {
        visit_expression(i, visited, functions);
    }
    for (const std::size_t ordinal : order_) {
        expressions_[ordinal].place = {expressions_[ordinal].body.get(), nullptr, places_++};
        expressions_[ordinal].place.expression = ordinal;
    }
}

// The argument or the expression that a name means; null for what has its value at any time.
template <class Real>
typename Evaluator<Real>::Place *Evaluator<Real>::find_place(const std::string &name, Scope *scope) {
    if (scope != nullptr) {
        const auto argument = scope->arguments.find(name);
        if (argument != scope->arguments.end()) {
            return &argument->second;
        }
    }
    const auto expression = expression_index_.find(name);
    return expression == expression_index_.end() ? nullptr : &expressions_[expression->second].place;
}

// The places without a value that the evaluation of a text demands in any case.
template <class Real> typename Evaluator<Real>::Places Evaluator<Real>::demanded(const Node &node, Scope *scope) {
    const auto any_of = [&](std::size_t count) {
        Places all;
        for (std::size_t i = 0; i < count; ++i) {
            all.merge(demanded(*node.children[i], scope));
        }
        return all;
    };
    if (node.kind == NodeKind::name) {
        Place *place = find_place(node.text, scope);
        if (place == nullptr || place->value) {
            return {};
        }
        Places all = demanded(*place->node, place->scope);
        if (!place->imagined) {
            all.insert(place);
        }
        return all;
    }
    if (node.kind == NodeKind::infix && (node.text == "&&" || node.text == "||")) {
        return any_of(1);
    }
    if (node.kind == NodeKind::call && functions_.contains(node.text)) {
        const Function &function = functions_.at(node.text);
        Scope inner;
        for (std::size_t i = 0; i < function.parameters.size(); ++i) {
            inner.arguments[function.parameters[i]] = Place{node.children[i].get(), scope, 0, true};
        }
        return demanded(*function.body, &inner);
    }
    const bool builtin = node.kind == NodeKind::call && natives_.find(node.text) == nullptr;
    if (builtin && node.text == "clamp") {
        return any_of(2);
    }
    if (node.kind == NodeKind::conditional || (builtin && node.text == "if")) {
        Places all = any_of(1);
        const Places yes = demanded(*node.children[1], scope);
        const Places no = demanded(*node.children[2], scope);
        std::set_intersection(yes.begin(), yes.end(), no.begin(), no.end(), std::inserter(all, all.end()));
        return all;
    }
    return any_of(node.children.size());
}

// On how many ways a text may demand each place, whatever its conditions are.
template <class Real>
std::map<typename Evaluator<Real>::Place *, int> Evaluator<Real>::ways(const Node &node, Scope *scope) {
    std::map<Place *, int> all;
    const auto add = [&all](const std::map<Place *, int> &more) {
        for (const auto &[place, count] : more) {
            all[place] += count;
        }
    };
    if (node.kind == NodeKind::name) {
        Place *place = find_place(node.text, scope);
        if (place != nullptr && !place->value) {
            add(ways(*place->node, place->scope));
            if (!place->imagined) {
                all[place] = 1;
            }
        }
        return all;
    }
    if (node.kind == NodeKind::call && functions_.contains(node.text)) {
        const Function &function = functions_.at(node.text);
        Scope inner;
        for (std::size_t i = 0; i < function.parameters.size(); ++i) {
            inner.arguments[function.parameters[i]] = Place{node.children[i].get(), scope, 0, true};
        }
        all = ways(*function.body, &inner);
    }
    const bool user = node.kind == NodeKind::call && functions_.contains(node.text);
    for (std::size_t i = 0; i < node.children.size() && !user; ++i) {
        add(ways(*node.children[i], scope));
    }
    for (Place *place : demanded(node, scope)) {
        all[place] = 1;
    }
    return all;
}

// Whether an impure native may be called on the way to a value.
template <class Real> bool Evaluator<Real>::calls_impure(const Node &node, Scope *scope) {
    if (node.kind == NodeKind::name) {
        const Place *place = find_place(node.text, scope);
        return place != nullptr && calls_impure(*place->node, place->scope);
    }
    const auto *native = node.kind == NodeKind::call ? natives_.find(node.text) : nullptr;
    if (native != nullptr && !native->pure && !functions_.contains(node.text)) {
        return true;
    }
    if (node.kind == NodeKind::call && functions_.contains(node.text)) {
        Scope none; // the arguments are looked at below
        for (const std::string &parameter : functions_.at(node.text).parameters) {
            static const Node zero{NodeKind::number, "0", {}};
            none.arguments[parameter] = Place{&zero};
        }
        if (calls_impure(*functions_.at(node.text).body, &none)) {
            return true;
        }
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const auto &child) { return calls_impure(*child, scope); });
}

// Evaluates what a text that was reached demands in any case, the oldest place first.
template <class Real> void Evaluator<Real>::settle(const Node &node, Scope *scope) {
    if (!ordered_) {
        return; // nobody can tell
    }
    for (const auto &[place, count] : ways(node, scope)) {
        several_ways = several_ways || (count > 1 && calls_impure(*place->node, place->scope));
    }
    const Places all = demanded(node, scope);
    std::vector<Place *> due(all.begin(), all.end());
    std::sort(due.begin(), due.end(), [](const Place *a, const Place *b) { return a->created < b->created; });
    for (Place *place : due) {
        force(*place);
    }
}

template <class Real> Effects<Real> Evaluator<Real>::evaluate(std::span<const Real> params, std::span<Real> results) {
    params_ = params;
    places_ = expressions_.size();
    faulty.clear();
    natives_.begin();
    for (Expression &expression : expressions_) {
        expression.place.value.reset();
        expression.fault = false;
    }
    for (auto &[key, remembered] : memories_) {
        remembered.now.reset();
    }
    scopes_.clear();
    kept_.clear();
    std::map<Place *, int> several;
    Places needed; // expressions that are needed in any case
    for (Expression &expression : expressions_) {
        if (expression.output && ordered_) {
            needed.merge(demanded(*expression.body, nullptr));
            for (const auto &[place, count] : ways(*expression.body, nullptr)) {
                several[place] += count;
            }
        }
    }
    for (const auto &[place, count] : several) {
        several_ways = several_ways || (count > 1 && !needed.contains(place) && calls_impure(*place->node, nullptr));
    }
    for (const std::size_t ordinal : order_) {
        Expression &expression = expressions_[ordinal];
        if (expression.output || needed.contains(&expression.place)) {
            force(expression.place);
        }
    }
    keep_all();
    std::size_t result = 0;
    for (Expression &expression : expressions_) {
        if (expression.output) {
            if (expression.place.value->fault) {
                faulty.insert(result);
            }
            results[result++] = expression.place.value->number;
        }
    }
    Effects<Real> effects;
    effects.faults = faulty.empty() ? 0 : ABAX_FAULT_INDEX;
    effects.charged = faulty.empty() ? ABAX_NO_RESULT : static_cast<std::uint32_t>(*faulty.begin());
    effects.calls = natives_.calls();
    return effects;
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace abax_tests::reference
