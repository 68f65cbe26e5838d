// The reference evaluator: the meaning of a module straight from the language's page. Lazy, by recursion over its own tree:
// an argument and an expression are evaluated at most once a run and only on demand.
// In: a module source and a row of params. Out: a row of results. It knows nothing of tables, graphs or ops.def.
#ifndef ABAX_TESTS_REFERENCE_EVALUATOR_HPP
#define ABAX_TESTS_REFERENCE_EVALUATOR_HPP

#include "engine/module_source.hpp"
#include "reference/reference_syntax.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace abax_tests::reference {

template <class Real> class Evaluator {
public:
    // Throws SyntaxError when a text is not well-formed; unknown names throw std::runtime_error while evaluating.
    explicit Evaluator(const ModuleSource &source);

    void evaluate(std::span<const Real> params, std::span<Real> results);

    // Compare every library call with MPFR; slow. Disagreements are collected as text.
    bool check_library = false;
    std::vector<std::string> library_complaints;

    // Operators, functions and constants that some evaluation demanded: "infix +", "prefix -", "call sin", "name pi",
    // "conditional".
    std::set<std::string> used;

private:
    struct Scope;
    // A place in the text together with what its names mean there, and its value once it was demanded.
    struct Argument {
        const Node *node = nullptr;
        const Scope *scope = nullptr;
        std::optional<Real> value;
    };
    // The parameters of one call.
    struct Scope {
        std::map<std::string, Argument> arguments;
    };
    struct Function {
        std::vector<std::string> parameters;
        std::unique_ptr<Node> body;
    };
    struct Expression {
        std::string name;
        std::unique_ptr<Node> body;
        std::optional<Real> value;
    };

    Real value_of(const Node &node, const Scope *scope);
    Real name_value(const std::string &name, const Scope *scope);
    Real call(const Node &node, const Scope *scope);
    Real call_user(const Function &function, const Node &node, const Scope *scope);
    Real infix(const Node &node, const Scope *scope);
    Real power(const Node &base, const Node &exponent, const Scope *scope);
    Real library(const std::string &name, Real x, Real y);
    static std::optional<Real> builtin_constant(const std::string &name);
    std::optional<Real> builtin_formula(const std::string &name, const std::vector<Real> &x);
    std::optional<Real> constant_by_value(const Node &node, const Scope *scope);

    std::uint32_t log_;
    std::map<std::string, std::size_t> expression_index_;
    std::vector<Expression> expressions_;
    std::map<std::string, std::size_t> param_index_;
    std::map<std::string, Real> constants_;
    std::map<std::string, Function> functions_;
    std::span<const Real> params_;
};

extern template class Evaluator<float>;
extern template class Evaluator<double>;

} // namespace abax_tests::reference

#endif
