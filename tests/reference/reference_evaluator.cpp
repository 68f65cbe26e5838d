// Demand-driven evaluation. Names are looked up in the order of the language's page: parameters of the enclosing function,
// expressions, params, constants, built-ins. The formulas of derived functions are in reference_formulas.cpp.
#include "reference/reference_evaluator.hpp"

#include "abax/compiler.h"
#include "engine/typed_api.hpp"
#include "reference/reference_arithmetic.hpp"
#include "reference/reference_library.hpp"

#include <limits>

namespace abax_tests::reference {
namespace {

template <class Real> bool truth(Real x) { return Exact<Real>::compare(x, Real{0}) != 0; } // NaN is true
template <class Real> Real truth_value(bool x) { return x ? Real{1} : Real{0}; }

} // namespace

template <class Real> Evaluator<Real>::Evaluator(const ModuleSource &source) : log_(source.log) {
    std::size_t params = 0;
    for (const Declaration &declaration : source.declarations) {
        switch (declaration.kind) {
        case DeclarationKind::param:
            param_index_[declaration.name] = params++;
            break;
        case DeclarationKind::constant:
            constants_[declaration.name] = real_of_text<Real>(declaration.text);
            break;
        case DeclarationKind::function: {
            Signature signature = parse_signature(declaration.name);
            functions_[signature.name] = Function{std::move(signature.parameters), parse(declaration.text)};
            break;
        }
        case DeclarationKind::expression:
            expression_index_[declaration.name] = expressions_.size();
            expressions_.push_back(Expression{declaration.name, parse(declaration.text), std::nullopt});
            break;
        }
    }
}

template <class Real> void Evaluator<Real>::evaluate(std::span<const Real> params, std::span<Real> results) {
    params_ = params;
    for (Expression &expression : expressions_) {
        expression.value.reset();
    }
    for (std::size_t i = 0; i < expressions_.size(); ++i) {
        if (!expressions_[i].value) {
            expressions_[i].value = value_of(*expressions_[i].body, nullptr);
        }
        results[i] = *expressions_[i].value;
    }
}

template <class Real> Real Evaluator<Real>::value_of(const Node &node, const Scope *scope) {
    using X = Exact<Real>;
    switch (node.kind) {
    case NodeKind::number:
        return X::literal(node.text);
    case NodeKind::name:
        return name_value(node.text, scope);
    case NodeKind::call:
        return call(node, scope);
    case NodeKind::prefix: {
        used.insert("prefix " + node.text);
        const Real x = value_of(*node.children[0], scope);
        if (node.text == "-") {
            return X::neg(x);
        }
        if (node.text == "!") {
            return truth_value<Real>(!truth(x));
        }
        if (node.text == "~") {
            return X::from_integer(~X::integer(x));
        }
        return x;
    }
    case NodeKind::infix:
        return infix(node, scope);
    case NodeKind::conditional:
        used.insert("conditional");
        return truth(value_of(*node.children[0], scope)) ? value_of(*node.children[1], scope)
                                                         : value_of(*node.children[2], scope);
    }
    throw std::runtime_error("no such node");
}

template <class Real> Real Evaluator<Real>::name_value(const std::string &name, const Scope *scope) {
    if (scope != nullptr) {
        // The scope owns the arguments; only their cached value changes.
        auto &arguments = const_cast<Scope *>(scope)->arguments;
        const auto argument = arguments.find(name);
        if (argument != arguments.end()) {
            Argument &place = argument->second;
            if (!place.value) {
                place.value = value_of(*place.node, place.scope);
            }
            return *place.value;
        }
    }
    const auto expression = expression_index_.find(name);
    if (expression != expression_index_.end()) {
        Expression &item = expressions_[expression->second];
        if (!item.value) {
            item.value = value_of(*item.body, nullptr);
        }
        return *item.value;
    }
    const auto param = param_index_.find(name);
    if (param != param_index_.end()) {
        return params_[param->second];
    }
    const auto constant = constants_.find(name);
    if (constant != constants_.end()) {
        return constant->second;
    }
    const std::optional<Real> builtin = builtin_constant(name);
    if (builtin) {
        used.insert("name " + name);
        return *builtin;
    }
    throw std::runtime_error("the reference knows no name " + name);
}

template <class Real> std::optional<Real> Evaluator<Real>::builtin_constant(const std::string &name) {
    using X = Exact<Real>;
    using Limits = std::numeric_limits<Real>;
    if (name == "pi" || name == "PI") {
        return X::pi();
    }
    if (name == "e" || name == "E") {
        return X::e();
    }
    if (name == "tau" || name == "TAU") {
        return X::tau();
    }
    if (name == "inf") {
        return Limits::infinity();
    }
    if (name == "nan") {
        return Limits::quiet_NaN();
    }
    if (name == "true" || name == "false") {
        return truth_value<Real>(name == "true");
    }
    return std::nullopt;
}

template <class Real> Real Evaluator<Real>::infix(const Node &node, const Scope *scope) {
    using X = Exact<Real>;
    used.insert("infix " + node.text);
    const std::string &op = node.text;
    if (op == "^") {
        return power(*node.children[0], *node.children[1], scope);
    }
    const Real x = value_of(*node.children[0], scope);
    if (op == "&&" && !truth(x)) {
        return Real{0};
    }
    if (op == "||" && truth(x)) {
        return Real{1};
    }
    const Real y = value_of(*node.children[1], scope);
    if (op == "&&" || op == "||") {
        return truth_value<Real>(truth(y));
    }
    if (op == ",") {
        return y;
    }
    if (op == "+") {
        return X::add(x, y);
    }
    if (op == "-") {
        return X::sub(x, y);
    }
    if (op == "*") {
        return X::mul(x, y);
    }
    if (op == "/") {
        return X::div(x, y);
    }
    if (op == "%") {
        return X::fmod(x, y);
    }
    if (op == "|") {
        return X::from_integer(X::integer(x) | X::integer(y));
    }
    if (op == "&") {
        return X::from_integer(X::integer(x) & X::integer(y));
    }
    if (op == "<<" || op == ">>") {
        return *builtin_formula(op, {x, y});
    }
    const int order = X::compare(x, y);
    if (order == 2) {
        return truth_value<Real>(op == "!=");
    }
    const bool result = op == "=="   ? order == 0
                        : op == "!=" ? order != 0
                        : op == "<"  ? order < 0
                        : op == "<=" ? order <= 0
                        : op == ">"  ? order > 0
                                     : order >= 0;
    return truth_value<Real>(result);
}

// Numbers, scalar constants, function parameters bound to those, under signs and parentheses, and nothing else.
template <class Real> std::optional<Real> Evaluator<Real>::constant_by_value(const Node &node, const Scope *scope) {
    if (node.kind == NodeKind::number) {
        return Exact<Real>::literal(node.text);
    }
    if (node.kind == NodeKind::prefix && (node.text == "-" || node.text == "+")) {
        const std::optional<Real> x = constant_by_value(*node.children[0], scope);
        return x && node.text == "-" ? std::optional<Real>(Exact<Real>::neg(*x)) : x;
    }
    if (node.kind != NodeKind::name) {
        return std::nullopt;
    }
    if (scope != nullptr) {
        const auto argument = scope->arguments.find(node.text);
        if (argument != scope->arguments.end()) {
            return constant_by_value(*argument->second.node, argument->second.scope);
        }
    }
    if (expression_index_.contains(node.text) || param_index_.contains(node.text)) {
        return std::nullopt;
    }
    const auto constant = constants_.find(node.text);
    return constant == constants_.end() ? std::nullopt : std::optional<Real>(constant->second);
}

template <class Real> Real Evaluator<Real>::power(const Node &base, const Node &exponent, const Scope *scope) {
    const std::optional<Real> n = constant_by_value(exponent, scope);
    if (n && *n >= Real{-16} && *n <= Real{16} && Exact<Real>::trunc(*n) == *n) {
        return Exact<Real>::power(value_of(base, scope), static_cast<int>(*n));
    }
    const Real x = value_of(base, scope);
    return library("pow", x, value_of(exponent, scope));
}

template <class Real> Real Evaluator<Real>::library(const std::string &name, Real x, Real y) {
    const LibraryName &function = *find_library(name);
    const Real value = call_library(function, x, y);
    if (check_library) {
        const double ulps = ulps_from_truth(function, x, y, value);
        if (ulps > function.tolerance) {
            library_complaints.push_back(name + "(" + shortest(x) + ", " + shortest(y) + ") = " + shortest(value) +
                                         " is " + std::to_string(ulps) + " ulp from the truth");
        }
    }
    return value;
}

template <class Real> Real Evaluator<Real>::call_user(const Function &function, const Node &node, const Scope *scope) {
    if (function.parameters.size() != node.children.size()) {
        throw std::runtime_error("the reference: wrong number of arguments for " + node.text);
    }
    Scope inner;
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
        inner.arguments[function.parameters[i]] = Argument{node.children[i].get(), scope, std::nullopt};
    }
    return value_of(*function.body, &inner);
}

template <class Real> Real Evaluator<Real>::call(const Node &node, const Scope *scope) {
    const std::string &name = node.text;
    const auto user = functions_.find(name);
    if (user != functions_.end()) {
        return call_user(user->second, node, scope);
    }
    used.insert("call " + name);
    if (node.children.empty()) {
        const std::optional<Real> builtin = builtin_constant(name);
        if (builtin) {
            return *builtin;
        }
    }
    if (name == "if" && node.children.size() == 3) {
        return truth(value_of(*node.children[0], scope)) ? value_of(*node.children[1], scope)
                                                         : value_of(*node.children[2], scope);
    }
    if (name == "pow" && node.children.size() == 2) {
        return power(*node.children[0], *node.children[1], scope);
    }
    std::vector<Real> arguments;
    for (const auto &child : node.children) {
        arguments.push_back(value_of(*child, scope));
    }
    const std::string spelled = name == "log" ? (log_ == ABAX_LOG_LN ? "ln" : "log10") : name;
    const LibraryName *function = find_library(spelled);
    if (function != nullptr && static_cast<std::size_t>(function->arity) == arguments.size()) {
        return library(spelled, arguments[0], arguments.size() > 1 ? arguments[1] : Real{0});
    }
    const std::optional<Real> value = builtin_formula(name, arguments);
    if (!value) {
        throw std::runtime_error("the reference knows no function " + name + " of " + std::to_string(arguments.size()) +
                                 " arguments");
    }
    return *value;
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace abax_tests::reference
