// Demand-driven evaluation. Names are looked up in the order of the language's page: parameters of the enclosing function,
// expressions, params, constants, arrays, built-ins. The formulas of derived functions are in reference_formulas.cpp, the order
// of evaluation is in reference_order.cpp.
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

template <class Real> Evaluator<Real>::Evaluator(const ModuleSource &source) : log_(source.log), natives_(source) {
    std::size_t params = 0;
    for (const Declaration &declaration : source.declarations) {
        switch (declaration.kind) {
        case DeclarationKind::param:
        case DeclarationKind::constant: {
            const bool input = declaration.kind == DeclarationKind::param;
            std::vector<Real> numbers;
            for (const std::string &text : elements_of(declaration)) {
                numbers.push_back(real_of_text<Real>(text));
            }
            if (declaration.is_array()) {
                arrays_[declaration.name] = Array{input, params, numbers, numbers.size()};
            } else if (input) {
                param_index_[declaration.name] = params;
            } else {
                constants_[declaration.name] = numbers[0];
            }
            params += input ? numbers.size() : 0;
            break;
        }
        case DeclarationKind::curve:
        case DeclarationKind::map:
            curves_.emplace(declaration.name, CurveNumbers<Real>(declaration));
            break;
        case DeclarationKind::function: {
            Signature signature = parse_signature(declaration.name);
            functions_[signature.name] = Function{std::move(signature.parameters), parse(declaration.text)};
            break;
        }
        case DeclarationKind::expression:
        case DeclarationKind::internal:
            expression_index_[declaration.name] = expressions_.size();
            expressions_.push_back(
                Expression{declaration.name, parse(declaration.text), declaration.kind == DeclarationKind::expression});
            break;
        case DeclarationKind::native:
            ordered_ = ordered_ || declaration.text != "pure";
            break;
        }
    }
    order_expressions();
    for (const Expression &expression : expressions_) {
        remembers_ = remembers_ || mentions_memory(*expression.body);
    }
    for (const auto &[name, function] : functions_) {
        remembers_ = remembers_ || mentions_memory(*function.body);
    }
    several_ways = ordered_ && remembers_; // when what is only needed for a memory is called is not told here
    ordered_ = ordered_ && !remembers_;
}

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::force(Place &place) {
    if (!place.value) {
        settle(*place.node, place.scope);
        const std::size_t outer = current_;
        const bool whole = place.expression != NO_EXPRESSION;
        current_ = whole ? place.expression : outer;
        Value value = value_of(*place.node, place.scope);
        if (whole && remembers_) {
            std::set<const Place *> seen;
            advance(*place.node, nullptr, seen);
            value.fault = value.fault || expressions_[current_].fault;
        }
        place.value = value;
        current_ = outer;
    }
    return *place.value;
}

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::value_of(const Node &node, Scope *scope) {
    switch (node.kind) {
    case NodeKind::number:
        return {Exact<Real>::literal(node.text)};
    case NodeKind::name:
        return name_value(node.text, scope);
    case NodeKind::call:
        return call(node, scope);
    case NodeKind::index:
        return index(node, scope);
    case NodeKind::prefix:
        return prefix(node, scope);
    case NodeKind::infix:
        return infix(node, scope);
    case NodeKind::conditional:
        used.insert("conditional");
        return choice(node, scope);
    }
    throw std::runtime_error("no such node");
}

// A text that is reached only on a condition.
template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::branch(const Node &node, Scope *scope) {
    settle(node, scope);
    return value_of(node, scope);
}

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::choice(const Node &node, Scope *scope) {
    const Value condition = value_of(*node.children[0], scope);
    const Value chosen = branch(*node.children[truth(condition.number) ? 1 : 2], scope);
    return {chosen.number, condition.fault || chosen.fault};
}

template <class Real>
typename Evaluator<Real>::Value Evaluator<Real>::name_value(const std::string &name, Scope *scope) {
    if (Place *place = find_place(name, scope)) {
        return force(*place);
    }
    const auto param = param_index_.find(name);
    if (param != param_index_.end()) {
        return {params_[param->second]};
    }
    const auto constant = constants_.find(name);
    if (constant != constants_.end()) {
        return {constant->second};
    }
    const std::optional<Real> builtin = builtin_constant(name);
    if (builtin) {
        used.insert("name " + name);
        return {*builtin};
    }
    throw std::runtime_error("the reference knows no name " + name);
}

// ---- arrays

template <class Real>
const typename Evaluator<Real>::Array *Evaluator<Real>::find_array(const std::string &name, const Scope *scope) const {
    const bool hidden = (scope != nullptr && scope->arguments.contains(name)) || expression_index_.contains(name) ||
                        param_index_.contains(name) || constants_.contains(name);
    const auto found = arrays_.find(name);
    return hidden || found == arrays_.end() ? nullptr : &found->second;
}

template <class Real> Real Evaluator<Real>::element(const Array &array, std::size_t at) const {
    return array.input ? params_[array.first + at] : array.elements[at];
}

// Truncated toward zero; NaN, and a fault, where there is no such element.
template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::index(const Node &node, Scope *scope) {
    const Array *array = find_array(node.text, scope);
    if (array == nullptr) {
        throw std::runtime_error("the reference knows no array " + node.text);
    }
    used.insert(array->input ? "index input" : "index constant");
    const Value index = value_of(*node.children[0], scope);
    for (std::size_t i = 0; i < array->count; ++i) {
        if (Exact<Real>::compare(Exact<Real>::trunc(index.number), static_cast<Real>(i)) == 0) {
            return {element(*array, i), index.fault};
        }
    }
    return {std::numeric_limits<Real>::quiet_NaN(), true};
}

template <class Real> std::optional<Real> Evaluator<Real>::over_array(const std::string &name, const Array &array) {
    std::vector<Real> elements;
    for (std::size_t i = 0; i < array.count; ++i) {
        elements.push_back(element(array, i));
    }
    if (name == "len") {
        return static_cast<Real>(array.count);
    }
    if (name != "sum" && name != "avg" && name != "min" && name != "max") {
        return std::nullopt;
    }
    return array.count == 1 ? elements[0] : *builtin_formula(name, elements);
}

// ---- curves and maps

// The last breakpoint that is not above x, and how far behind it x lies; 0 where x is limited to the axis, NaN of a NaN.
template <class Real> Real Evaluator<Real>::on_axis(const std::vector<Real> &axis, Real x, std::size_t &at) {
    using X = Exact<Real>;
    at = 0;
    if (std::isnan(x)) {
        return x;
    }
    while (at + 1 < axis.size() && X::compare(x, axis[at + 1]) >= 0) {
        ++at;
    }
    const bool limited = at + 1 == axis.size() || X::compare(x, axis[0]) < 0;
    return limited ? Real{0} : X::sub(x, axis[at]);
}

// y + (x - the point's x)*slope, from the point before x.
template <class Real> Real Evaluator<Real>::interp(const CurveNumbers<Real> &curve, Real x) {
    using X = Exact<Real>;
    std::size_t at = 0;
    const Real behind = on_axis(curve.x, x, at);
    if (at + 1 == curve.x.size()) {
        return X::add(curve.y[at], Real{0});
    }
    const Real slope = X::div(X::sub(curve.y[at + 1], curve.y[at]), X::sub(curve.x[at + 1], curve.x[at]));
    return X::add(X::add(curve.y[at], Real{0}), X::mul(behind, slope));
}

template <class Real> Real Evaluator<Real>::interp2(const CurveNumbers<Real> &map, Real x, Real y) {
    using X = Exact<Real>;
    std::size_t column = 0;
    std::size_t row = 0;
    const auto part_of = [](const std::vector<Real> &axis, std::size_t at, Real behind) {
        return at + 1 == axis.size() ? behind : X::mul(behind, X::div(Real{1}, X::sub(axis[at + 1], axis[at])));
    };
    const Real behind_x = on_axis(map.x, x, column);
    const Real behind_y = on_axis(map.y, y, row);
    const Real right = part_of(map.x, column, behind_x);
    const Real down = part_of(map.y, row, behind_y);
    const auto along = [&](std::size_t of_row) {
        const std::size_t first = of_row * map.x.size() + column;
        const Real near = map.z[first];
        const Real far = column + 1 < map.x.size() ? map.z[first + 1] : near;
        return X::add(X::add(near, Real{0}), X::mul(X::sub(far, near), right));
    };
    const Real near_row = along(row);
    const Real far_row = row + 1 < map.y.size() ? along(row + 1) : near_row;
    return X::add(near_row, X::mul(X::sub(far_row, near_row), down));
}

// ---- operators

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

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::prefix(const Node &node, Scope *scope) {
    using X = Exact<Real>;
    used.insert("prefix " + node.text);
    const Value x = value_of(*node.children[0], scope);
    if (node.text == "-") {
        return {X::neg(x.number), x.fault};
    }
    if (node.text == "!") {
        return {truth_value<Real>(!truth(x.number)), x.fault};
    }
    if (node.text == "~") {
        return {X::from_integer(~X::integer(x.number)), x.fault};
    }
    return x;
}

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::infix(const Node &node, Scope *scope) {
    used.insert("infix " + node.text);
    const std::string &op = node.text;
    if (op == "^") {
        return power(*node.children[0], *node.children[1], scope);
    }
    const Value x = value_of(*node.children[0], scope);
    if (op == "&&" || op == "||") {
        if (truth(x.number) == (op == "||")) {
            return {truth_value<Real>(op == "||"), x.fault};
        }
        const Value y = branch(*node.children[1], scope);
        return {truth_value<Real>(truth(y.number)), x.fault || y.fault};
    }
    const Value y = value_of(*node.children[1], scope);
    return {op == "," ? y.number : infix_arithmetic(op, x.number, y.number), x.fault || y.fault};
}

template <class Real> Real Evaluator<Real>::infix_arithmetic(const std::string &op, Real x, Real y) {
    using X = Exact<Real>;
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
    if (node.kind == NodeKind::call && node.text == "neg" && node.children.size() == 1 &&
        !functions_.contains(node.text)) { // the minus sign by its name
        const std::optional<Real> x = constant_by_value(*node.children[0], scope);
        return x ? std::optional<Real>(Exact<Real>::neg(*x)) : x;
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

template <class Real>
typename Evaluator<Real>::Value Evaluator<Real>::power(const Node &base, const Node &exponent, Scope *scope) {
    const std::optional<Real> n = constant_by_value(exponent, scope);
    const Value x = value_of(base, scope);
    if (n && *n >= Real{-16} && *n <= Real{16} && Exact<Real>::trunc(*n) == *n) {
        return {Exact<Real>::power(x.number, static_cast<int>(*n)), x.fault};
    }
    const Value y = value_of(exponent, scope);
    return {library("pow", x.number, y.number), x.fault || y.fault};
}

// ---- calls

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

template <class Real>
typename Evaluator<Real>::Value Evaluator<Real>::call_user(const Function &function, const Node &node, Scope *scope) {
    if (function.parameters.size() != node.children.size()) {
        throw std::runtime_error("the reference: wrong number of arguments for " + node.text);
    }
    return branch(*function.body, &scope_of(function, node, scope));
}

template <class Real>
typename Evaluator<Real>::Value Evaluator<Real>::call_native(const typename Natives<Real>::Function &native,
                                                             const Node &node, Scope *scope) {
    used.insert(native.pure ? "pure native" : "impure native");
    std::vector<Real> arguments;
    bool fault = false;
    for (const auto &child : node.children) {
        const Value argument = value_of(*child, scope);
        arguments.push_back(argument.number);
        fault = fault || argument.fault;
    }
    return {natives_.call(native, arguments), fault};
}

// clamp(x,lo,hi) = x<lo ? lo : x>hi ? hi : x, so that hi is not always demanded.
template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::clamp(const Node &node, Scope *scope) {
    const Value x = value_of(*node.children[0], scope);
    const Value lo = value_of(*node.children[1], scope);
    const bool fault = x.fault || lo.fault;
    if (Exact<Real>::compare(x.number, lo.number) == -1) {
        return {lo.number, fault};
    }
    const Value hi = branch(*node.children[2], scope);
    return {Exact<Real>::compare(x.number, hi.number) == 1 ? hi.number : x.number, fault || hi.fault};
}

template <class Real> typename Evaluator<Real>::Value Evaluator<Real>::call(const Node &node, Scope *scope) {
    const std::string &name = node.text;
    const auto user = functions_.find(name);
    if (user != functions_.end()) {
        return call_user(user->second, node, scope);
    }
    if (const auto *native = natives_.find(name)) {
        return call_native(*native, node, scope);
    }
    used.insert("call " + name);
    if (has_memory(name)) {
        return call_memory(node, scope);
    }
    if (node.children.empty()) {
        const std::optional<Real> builtin = builtin_constant(name);
        if (builtin) {
            return {*builtin};
        }
    }
    if (name == "if" && node.children.size() == 3) {
        return choice(node, scope);
    }
    if (name == "clamp" && node.children.size() == 3) {
        return clamp(node, scope);
    }
    if (name == "pow" && node.children.size() == 2) {
        return power(*node.children[0], *node.children[1], scope);
    }
    if (node.children.size() == 1 && node.children[0]->kind == NodeKind::name) {
        const Array *array = find_array(node.children[0]->text, scope);
        const std::optional<Real> value = array == nullptr ? std::nullopt : over_array(name, *array);
        if (value) {
            used.insert("array " + name);
            return {*value};
        }
    }
    const bool curve = (name == "interp" || name == "interp2") && node.children[0]->kind == NodeKind::name;
    const auto found_curve = curve ? curves_.find(node.children[0]->text) : curves_.end();
    std::vector<Real> arguments;
    bool fault = false;
    for (const auto &child : node.children) {
        if (curve && child == node.children[0]) {
            continue;
        }
        const Value argument = value_of(*child, scope);
        arguments.push_back(argument.number);
        fault = fault || argument.fault;
    }
    if (found_curve != curves_.end()) {
        return {name == "interp" ? interp(found_curve->second, arguments[0])
                                 : interp2(found_curve->second, arguments[0], arguments[1]),
                fault};
    }
    const std::string spelled = name == "log" ? (log_ == ABAX_LOG_LN ? "ln" : "log10") : name;
    const LibraryName *function = find_library(spelled);
    if (function != nullptr && static_cast<std::size_t>(function->arity) == arguments.size()) {
        return {library(spelled, arguments[0], arguments.size() > 1 ? arguments[1] : Real{0}), fault};
    }
    const std::optional<Real> value = builtin_formula(name, arguments);
    if (!value) {
        throw std::runtime_error("the reference knows no function " + name + " of " + std::to_string(arguments.size()) +
                                 " arguments");
    }
    return {*value, fault};
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace abax_tests::reference
