// Each module is a few lines: the text by repetition, and the loop that does the same. See known_modules.hpp.
#include "robustness/known_modules.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace abax_tests {
namespace {

std::string repeated(const std::string &piece, std::size_t count) {
    std::string text;
    text.reserve(piece.size() * count);
    for (std::size_t i = 0; i < count; ++i) {
        text += piece;
    }
    return text;
}

// params a = 1.5 and b = 2.5, and what else is declared before y
ModuleSource over_a_and_b(std::vector<Declaration> more, std::string text) {
    ModuleSource source;
    source.declarations = {{DeclarationKind::param, "a", "1.5"}, {DeclarationKind::param, "b", "2.5"}};
    for (Declaration &declaration : more) {
        source.declarations.push_back(std::move(declaration));
    }
    source.declarations.push_back({DeclarationKind::expression, "y", std::move(text)});
    return source;
}

std::string list_of(const std::vector<std::string> &elements) {
    std::string text = "[";
    for (const std::string &element : elements) {
        text += (text.size() > 1 ? ", " : "") + element;
    }
    return text + "]";
}

// "17.3125": a literal that is not the same twice in a row.
std::string literal(std::size_t i) { return std::to_string(i % 89) + "." + std::to_string(i % 9973); }

template <class Real> struct List {
    std::vector<KnownModule<Real>> modules;
    std::size_t n;
    Real a = Real{1.5};
    Real b = Real{2.5};

    void add(const char *name, ModuleSource source, std::vector<Real> values) {
        modules.push_back({name, std::move(source), std::move(values)});
    }
    void add(const char *name, const std::string &text, Real value) { add(name, over_a_and_b({}, text), {value}); }
    static Real number(const std::string &text) { return real_of_text<Real>(text); }
};

template <class Real> void add_long_operators(List<Real> &list) {
    const std::size_t n = list.n;
    const Real a = list.a;
    const Real b = list.b;
    std::string text = "a";
    Real value = a;
    for (std::size_t i = 0; i < n; ++i) {
        text += "+" + literal(i);
        value += real_of_text<Real>(literal(i));
    }
    list.add("a sum of literals", text, value);
    text = "a";
    value = a;
    for (std::size_t i = 0; i < n; ++i) {
        text += i % 2 == 0 ? "+b*" + literal(i) : "-a/" + literal(i + 1);
        value = i % 2 == 0 ? value + b * list.number(literal(i)) : value - a / list.number(literal(i + 1));
    }
    list.add("a sum of products", text, value);
    list.add("parentheses", repeated("(", n) + "a" + repeated(")", n), a);
    list.add("an even number of minus signs", repeated("-", n & ~std::size_t{1}) + "a", a);
    list.add("an odd number of minus signs", repeated("-", n | 1U) + "a", -a);
    list.add("nots", repeated("!", n | 1U) + "a", 0);
    list.add("a conjunction that holds", "a<b" + repeated("&&a<b", n), 1);
    list.add("a conjunction that fails at its end", "a<b" + repeated("&&a<b", n) + "&&b<a", 0);
    list.add("a disjunction that holds at its end", "b<a" + repeated("||b<a", n) + "||a<b", 1);
    text = "";
    const std::size_t taken = n / 2 & ~std::size_t{1};
    for (std::size_t i = 0; i < n; ++i) {
        text += "a*" + std::to_string(i) + "==" + std::to_string(taken * 3 / 2) + "?" + std::to_string(i + 7) + ":";
    }
    list.add("choices to the right", text + "b", static_cast<Real>(taken + 7));
    list.add("choices in the middle", repeated("a<b?", n) + "a" + repeated(":b", n), a);
    value = a;
    for (std::size_t i = 0; i < n; ++i) {
        value = b - value / a;
    }
    list.add("differences to the right", repeated("b-(", n) + "a" + repeated(")/a", n), value);
    list.add("spaces and comments", repeated(" /* (a */ ", n) + "a+b", a + b);
}

template <class Real> void add_calls(List<Real> &list) {
    const std::size_t n = list.n;
    const Real a = list.a;
    const Real b = list.b;
    Real value = a;
    for (std::size_t i = 0; i < n; ++i) {
        value = std::fabs(b - value * Real{0.5});
    }
    list.add("nested calls", repeated("abs(b-", n) + "a" + repeated("*0.5)", n), value);
    list.add("calls of one function",
             over_a_and_b({{DeclarationKind::function, "f(x)", "abs(b - x*0.5)"}},
                          repeated("f(", n) + "a" + repeated(")", n)),
             {value});
    std::string text = "min(a";
    for (std::size_t i = 0; i < n; ++i) {
        text += ",b-" + literal(i);
    }
    value = a;
    for (std::size_t i = 0; i < n; ++i) {
        value = std::min(value, b - list.number(literal(i)));
    }
    list.add("arguments", text + ")", value);
    text = "poly(a*0.25";
    value = 0;
    for (std::size_t i = 0; i < n; ++i) {
        text += "," + literal(i);
    }
    for (std::size_t i = n; i-- > 0;) {
        value = i + 1 == n ? list.number(literal(i)) : value * (a * Real{0.25}) + list.number(literal(i));
    }
    list.add("a polynomial", text + ")", value);

    const std::size_t depth = 60;
    std::vector<Declaration> functions = {{DeclarationKind::function, "f0(x)", "x"}};
    for (std::size_t i = 1; i <= depth; ++i) {
        const std::string below = numbered("f", i - 1) + "(x)";
        functions.push_back({DeclarationKind::function, numbered("f", i) + "(x)", below + " + " + below});
    }
    list.add("doubling functions", over_a_and_b(functions, numbered("f", depth) + "(a)"),
             {std::ldexp(a, static_cast<int>(depth))});
    functions = {{DeclarationKind::function, "g0(x)", "x * 0.75"}};
    value = a * Real{0.75};
    for (std::size_t i = 1; i < n / 10; ++i) {
        functions.push_back(
            {DeclarationKind::function, numbered("g", i) + "(x)", numbered("g", i - 1) + "(x) + " + literal(i)});
        value += list.number(literal(i));
    }
    list.add("functions that use each other",
             over_a_and_b(functions, numbered("g", std::max<std::size_t>(n / 10, 1) - 1) + "(a)"), {value});
}

template <class Real> void add_names(List<Real> &list) {
    const std::size_t n = list.n;
    const std::string name = repeated("n", n * 10);
    list.add("a long name", over_a_and_b({{DeclarationKind::param, name, "42"}}, name + " + " + name + "*a"),
             {42 + 42 * list.a});
    ModuleSource source;
    std::string text = "0";
    Real value = 0;
    for (std::size_t i = 0; i < n / 25; ++i) {
        source.declarations.push_back({DeclarationKind::param, numbered("p", i), literal(i)});
        text += "+" + numbered("p", i) + "*" + std::to_string(i);
        value += list.number(literal(i)) * static_cast<Real>(i);
    }
    source.declarations.push_back({DeclarationKind::expression, "y", text});
    list.add("many params", source, {value});

    // each expression uses the one before; the one that is needed first is declared last
    ModuleSource backwards = over_a_and_b({}, "y0 * 2");
    ModuleSource forwards = over_a_and_b({}, "a");
    value = list.a;
    for (std::size_t i = 0; i < n; ++i) {
        const std::string next = i + 1 < n ? numbered("y", i + 1) : "a";
        backwards.declarations.push_back({DeclarationKind::expression, numbered("y", i), next + "*0.5+b"});
        value = value * Real{0.5} + list.b;
    }
    list.add("expressions in reverse order of need", backwards, {value * 2, value});
    std::vector<Real> values = {list.a};
    for (std::size_t i = 0; i < n; ++i) {
        const std::string before = i == 0 ? "y" : numbered("y", i - 1);
        forwards.declarations.push_back(
            {i + 1 < n && i % 2 == 0 ? DeclarationKind::internal : DeclarationKind::expression, numbered("y", i),
             before + "*0.5+b"});
        const Real next = (i == 0 ? list.a : value) * Real{0.5} + list.b;
        value = next;
        if (i + 1 == n || i % 2 != 0) {
            values.push_back(value);
        }
    }
    list.add("expressions that use the one before", forwards, values);
}

template <class Real> void add_arrays(List<Real> &list) {
    const std::size_t n = list.n;
    const Declaration cycle = {DeclarationKind::param, "t", "[2, 0, 1]"};
    const int turns[] = {2, 0, 1};
    int at = 1; // a is 1.5, truncated
    for (std::size_t i = 0; i < n; ++i) {
        at = turns[at];
    }
    list.add("nested indexes", over_a_and_b({cycle}, repeated("t[", n) + "a" + repeated("]", n)),
             {static_cast<Real>(at)});
    list.add("nested indexes of a constant array",
             over_a_and_b({{DeclarationKind::constant, "t", "[2, 0, 1]"}}, repeated("t[", n) + "a" + repeated("]", n)),
             {static_cast<Real>(at)});
    list.add("nested indexes that are known",
             over_a_and_b({{DeclarationKind::constant, "t", "[2, 0, 1]"}}, repeated("t[", n) + "1" + repeated("]", n)),
             {static_cast<Real>(at)});
    std::vector<Declaration> arrays;
    std::string text = "0";
    Real value = 0;
    for (std::size_t i = 0; i < n / 10; ++i) {
        const bool param = i % 2 == 0;
        arrays.push_back({param ? DeclarationKind::param : DeclarationKind::constant, numbered("t", i),
                          list_of({literal(i), literal(i + 1), literal(i + 2)})});
        text += "+" + numbered("t", i) + (i % 3 == 0 ? "[b]" : "[a]");
        value += list.number(literal(i + (i % 3 == 0 ? 2 : 1)));
    }
    list.add("many arrays", over_a_and_b(arrays, text), {value});

    std::vector<std::string> elements;
    Real sum = 0;
    Real least = 0;
    for (std::size_t i = 0; i < n; ++i) {
        elements.push_back(literal(i + 5));
        const Real element = list.number(elements.back());
        sum = i == 0 ? element : sum + element;
        least = i == 0 ? element : std::min(least, element);
    }
    for (const auto &[name, kind] : {std::pair{"over an array", DeclarationKind::param},
                                     std::pair{"over a constant array", DeclarationKind::constant}}) {
        ModuleSource source = over_a_and_b({{kind, "t", list_of(elements)}}, "sum(t)");
        source.declarations.push_back({DeclarationKind::expression, "mean", "avg(t)"});
        source.declarations.push_back({DeclarationKind::expression, "least", "min(t)"});
        source.declarations.push_back({DeclarationKind::expression, "size", "len(t)"});
        source.declarations.push_back({DeclarationKind::expression, "last", "t[len(t) - a]"});
        list.add(name, source,
                 {sum, sum / static_cast<Real>(n), least, static_cast<Real>(n), list.number(elements[n - 2])});
    }
    elements.clear();
    for (std::size_t i = 0; i < 10 * n; ++i) {
        elements.push_back(std::to_string(i % 1000003 * 3));
    }
    list.add("a huge constant array",
             over_a_and_b({{DeclarationKind::constant, "t", list_of(elements)}},
                          "t[len(t) - a] + t[a] + t[" + std::to_string(5 * n) + "]"),
             {list.number(elements[10 * n - 2]) + list.number(elements[1]) + list.number(elements[5 * n])});
}

} // namespace

template <class Real> std::vector<KnownModule<Real>> known_modules(std::size_t n) {
    List<Real> list = {{}, n};
    add_long_operators(list);
    add_calls(list);
    add_names(list);
    add_arrays(list);
    return std::move(list.modules);
}

template std::vector<KnownModule<float>> known_modules<float>(std::size_t);
template std::vector<KnownModule<double>> known_modules<double>(std::size_t);

} // namespace abax_tests
