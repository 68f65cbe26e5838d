// The reference evaluator: the meaning of a module straight from the language's page. Lazy, by recursion over its own tree:
// an argument and an expression are evaluated at most once a run and only on demand.
// In: a module source and a row of params. Out: a row of results, the faults and who is charged with them, the calls of impure
// natives. It knows nothing of tables, graphs or ops.def.
//
// Order, which only impure natives can tell: an output is evaluated after those that its text names; an argument when its call
// is reached if the function's body demands it whichever way its conditions turn out, else when a branch is taken that does;
// an expression that is no output likewise. reference_order.cpp finds out what a text demands in any case.
#ifndef ABAX_TESTS_REFERENCE_EVALUATOR_HPP
#define ABAX_TESTS_REFERENCE_EVALUATOR_HPP

#include "engine/module_source.hpp"
#include "engine/natives.hpp"
#include "reference/reference_state.hpp"
#include "reference/reference_syntax.hpp"

#include <cstdint>
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
    Evaluator(const Evaluator &) = delete;
    Evaluator &operator=(const Evaluator &) = delete;

    Effects<Real> evaluate(std::span<const Real> params, std::span<Real> results);

    // The outputs that demanded a fault in the last evaluation, by ordinal.
    std::set<std::size_t> faulty;

    // Some impure native may be needed on several conditions. It is then called before all of them, which is not told here: calls
    // are to be compared without their order.
    bool several_ways = false;

    // Compare every library call with MPFR; slow. Disagreements are collected as text.
    bool check_library = false;
    std::vector<std::string> library_complaints;

    // Operators, functions and constants that some evaluation demanded: "infix +", "prefix -", "call sin", "name pi",
    // "conditional", "index".
    std::set<std::string> used;

private:
    // A number, and whether a faulting operation was demanded on the way to it.
    struct Value {
        Real number{};
        bool fault = false;
    };
    static constexpr std::size_t NO_EXPRESSION = SIZE_MAX;
    struct Scope;
    // A place in the text together with what its names mean there, and its value once it was demanded.
    struct Place {
        const Node *node = nullptr;
        Scope *scope = nullptr;
        std::size_t created = 0;                // the order of places that are due at the same time
        bool imagined = false;                  // the argument of a call that is only looked at
        std::size_t expression = NO_EXPRESSION; // all of this one
        std::optional<Value> value = {};
    };
    // The parameters of one call.
    struct Scope {
        std::map<std::string, Place> arguments;
        std::size_t path = 0; // which call it is, at every evaluation the same; 0 where there is none
    };
    // A place in the text, and the calls that lead there.
    using Key = std::pair<std::size_t, const Node *>;
    // The memory of a place, and what it gave at this evaluation.
    struct Remembered {
        Memory<Real> memory;
        std::optional<Value> now = {};
    };
    // What prev or delay keeps when everything else is done.
    struct Kept {
        Remembered *call;
        const Node *node;
        Scope *scope;
        std::size_t expression;
    };
    using Places = std::set<Place *>;
    struct Function {
        std::vector<std::string> parameters;
        std::unique_ptr<Node> body;
    };
    struct Expression {
        std::string name;
        std::unique_ptr<Node> body;
        bool output = true;
        Place place = {};
        bool fault = false; // of what a memory was given: demanded whichever way conditions turn out
    };
    struct Array {
        bool input = false;
        std::size_t first = 0; // of an input: where in the row
        std::vector<Real> elements = {};
        std::size_t count = 0;
    };

    Value value_of(const Node &node, Scope *scope);
    Value force(Place &place);
    Value name_value(const std::string &name, Scope *scope);
    Value branch(const Node &node, Scope *scope);
    Value choice(const Node &node, Scope *scope);
    Value index(const Node &node, Scope *scope);
    Real on_axis(const std::vector<Real> &axis, Real x, std::size_t &at);
    Real interp(const CurveNumbers<Real> &curve, Real x);
    Real interp2(const CurveNumbers<Real> &map, Real x, Real y);
    Value call(const Node &node, Scope *scope);
    Value call_user(const Function &function, const Node &node, Scope *scope);
    Value call_native(const typename Natives<Real>::Function &native, const Node &node, Scope *scope);
    Value clamp(const Node &node, Scope *scope);
    Value prefix(const Node &node, Scope *scope);
    Value infix(const Node &node, Scope *scope);
    Value power(const Node &base, const Node &exponent, Scope *scope);
    Real library(const std::string &name, Real x, Real y);
    Real element(const Array &array, std::size_t at) const;
    const Array *find_array(const std::string &name, const Scope *scope) const;
    std::optional<Real> over_array(const std::string &name, const Array &array);
    static std::optional<Real> builtin_constant(const std::string &name);
    Real infix_arithmetic(const std::string &op, Real x, Real y);
    std::optional<Real> builtin_formula(const std::string &name, const std::vector<Real> &x);
    std::optional<Real> constant_by_value(const Node &node, const Scope *scope);

    // reference_memories.cpp
    bool is_memory(const Node &node) const;
    bool mentions_memory(const Node &node) const;
    Value call_memory(const Node &node, Scope *scope);
    Scope &scope_of(const Function &function, const Node &node, Scope *scope);
    void advance(const Node &node, Scope *scope, std::set<const Place *> &seen);
    void keep_all();

    // reference_order.cpp
    Place *find_place(const std::string &name, Scope *scope);
    void order_expressions();
    void visit_uses(const Node &node, std::vector<bool> &visited, std::set<std::string> &functions);
    void visit_expression(std::size_t ordinal, std::vector<bool> &visited, std::set<std::string> &functions);
    Places demanded(const Node &node, Scope *scope);
    std::map<Place *, int> ways(const Node &node, Scope *scope);
    bool calls_impure(const Node &node, Scope *scope);
    void settle(const Node &node, Scope *scope);

    std::uint32_t log_;
    std::map<std::string, std::size_t> expression_index_;
    std::vector<Expression> expressions_;
    std::vector<std::size_t> order_; // of expressions_: what is used comes first
    std::map<std::string, std::size_t> param_index_;
    std::map<std::string, Array> arrays_;
    std::map<std::string, Real> constants_;
    std::map<std::string, CurveNumbers<Real>> curves_; // and maps
    std::map<std::string, Function> functions_;
    Natives<Real> natives_;
    bool ordered_ = false; // some native is impure
    std::size_t places_ = 0;
    bool remembers_ = false; // some text calls a function with a memory
    std::map<Key, Remembered> memories_;
    std::map<Key, std::size_t> paths_;
    std::map<std::size_t, Scope> scopes_; // of this evaluation
    std::vector<Kept> kept_;
    std::size_t current_ = 0; // the expression that is being evaluated
    std::span<const Real> params_;
};

extern template class Evaluator<float>;
extern template class Evaluator<double>;

} // namespace abax_tests::reference

#endif
