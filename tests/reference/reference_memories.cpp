// Functions with a memory in the reference evaluator. Each call has a memory of its own, known by its place in the text
// and the calls that lead there. At every evaluation all of them advance once: those that no value needed when their
// expression is done; what prev and delay keep is evaluated when everything else is, and kept when all of it is known.
#include "reference/reference_evaluator.hpp"

#include "reference/reference_arithmetic.hpp"

#include <algorithm>

namespace abax_tests::reference {

template <class Real> bool Evaluator<Real>::is_memory(const Node &node) const {
    return node.kind == NodeKind::call && has_memory(node.text) && !functions_.contains(node.text) &&
           natives_.find(node.text) == nullptr;
}

template <class Real> bool Evaluator<Real>::mentions_memory(const Node &node) const {
    return is_memory(node) || std::any_of(node.children.begin(), node.children.end(),
                                          [this](const auto &child) { return mentions_memory(*child); });
}

// The parameters of the call as this evaluation has them: the same ones for whoever looks into it.
template <class Real>
typename Evaluator<Real>::Scope &Evaluator<Real>::scope_of(const Function &function, const Node &node, Scope *scope) {
    const Key key = {scope == nullptr ? 0 : scope->path, &node};
    const std::size_t path = paths_.emplace(key, paths_.size() + 1).first->second;
    const auto [found, made] = scopes_.try_emplace(path);
    Scope &inner = found->second;
    if (made) {
        inner.path = path;
        for (std::size_t i = 0; i < function.parameters.size(); ++i) {
            inner.arguments[function.parameters[i]] = Place{node.children[i].get(), scope, places_++};
        }
    }
    return inner;
}

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::call_memory(const Node &node, Scope *scope) {
    const bool feedback = is_feedback(node.text);
    const Key key = {scope == nullptr ? 0 : scope->path, &node};
    auto found = memories_.find(key);
    if (found == memories_.end()) {
        const bool counts = node.text == "delay" || node.text.ends_with("_n");
        const bool second = node.children.size() == 2 && (counts || node.text == "prev");
        const Real constant = second ? value_of(*node.children[1], scope).number : Real{0};
        found = memories_.emplace(key, Remembered{Memory<Real>(node.text, constant)}).first;
    }
    Remembered &remembered = found->second;
    if (remembered.now) {
        return *remembered.now;
    }
    if (feedback) {
        remembered.now = Value{remembered.memory.recall()};
        kept_.push_back({&remembered, node.children[0].get(), scope, current_});
        return *remembered.now;
    }
    std::vector<Real> arguments;
    for (const auto &child : node.children) {
        const Value argument = value_of(*child, scope);
        arguments.push_back(argument.number);
        expressions_[current_].fault = expressions_[current_].fault || argument.fault;
    }
    remembered.now = Value{remembered.memory.step(arguments)};
    return *remembered.now;
}

// Everything in the text, and in the functions that it calls, that has a memory and was not reached.
template <class Real> void Evaluator<Real>::advance(const Node &node, Scope *scope, std::set<const Place *> &seen) {
    if (node.kind == NodeKind::name && scope != nullptr) {
        const auto argument = scope->arguments.find(node.text);
        if (argument != scope->arguments.end() && seen.insert(&argument->second).second) {
            advance(*argument->second.node, argument->second.scope, seen);
        }
        return;
    }
    const auto user = node.kind == NodeKind::call ? functions_.find(node.text) : functions_.end();
    if (user != functions_.end()) {
        Scope &inner = scope_of(user->second, node, scope);
        for (auto &[name, place] : inner.arguments) { // used or not
            if (seen.insert(&place).second) {
                advance(*place.node, place.scope, seen);
            }
        }
        advance(*user->second.body, &inner, seen);
        return;
    }
    const bool memory = is_memory(node);
    if (memory) {
        call_memory(node, scope);
    }
    for (std::size_t i = memory && is_feedback(node.text) ? 1 : 0; i < node.children.size(); ++i) {
        advance(*node.children[i], scope, seen);
    }
}

template <class Real> void Evaluator<Real>::keep_all() {
    if (!remembers_) {
        return;
    }
    for (const std::size_t ordinal : order_) {
        if (!expressions_[ordinal].place.value) { // no result needed it
            std::set<const Place *> seen;
            current_ = ordinal;
            advance(*expressions_[ordinal].body, nullptr, seen);
        }
    }
    std::vector<Real> values;
    for (std::size_t i = 0; i < kept_.size(); ++i) { // grows by what is reached here
        const Kept kept = kept_[i];
        current_ = kept.expression;
        expressions_[current_].fault = false;
        const Value value = value_of(*kept.node, kept.scope);
        std::set<const Place *> seen;
        advance(*kept.node, kept.scope, seen);
        values.push_back(value.number);
        if (value.fault || expressions_[current_].fault) { // of an expression that is no result: the first one's
            auto charged = &expressions_[current_];
            for (std::size_t e = 0; !charged->output; ++e) {
                charged = &expressions_[e];
            }
            charged->place.value->fault = true;
        }
    }
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        kept_[i].call->memory.keep(values[i]);
    }
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace abax_tests::reference
