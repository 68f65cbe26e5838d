// The generator follows the grammar of the language's page. `budget_` counts the operators that are left for an expression;
// when it is spent only leaves are made, so that every text ends.
#include "runner/random_expression.hpp"
#include "runner/special_values.hpp"

#include <bit>
#include <cmath>
#include <string>
#include <type_traits>

namespace abax_tests {
namespace {

struct Callable {
    std::string name;
    std::uint32_t arity;
};

const std::vector<Callable> formulas = {
    {"add", 2},      {"sub", 2},      {"mul", 2},    {"div", 2},   {"fmod", 2},     {"neg", 1},      {"mod", 2},
    {"fma", 3},      {"floor", 1},    {"ceil", 1},   {"trunc", 1}, {"round", 1},    {"rint", 1},     {"abs", 1},
    {"sign", 1},     {"copysign", 2}, {"min", 2},    {"max", 2},   {"min", 3},      {"max", 4},      {"clamp", 3},
    {"saturate", 1}, {"sqrt", 1},     {"select", 3}, {"isnan", 1}, {"isinf", 1},    {"isfinite", 1}, {"sum", 2},
    {"sum", 4},      {"avg", 2},      {"avg", 3},    {"lerp", 3},  {"map", 5},      {"step", 2},     {"smoothstep", 3},
    {"wrap", 3},     {"poly", 2},     {"poly", 4},   {"if", 3},    {"deadband", 2}, {"deg", 1},      {"rad", 1},
};
const std::vector<Callable> bit_functions = {{"bitxor", 2}, {"bit", 2}};
const std::vector<Callable> library = {
    {"pow", 2},   {"hypot", 2}, {"atan2", 2}, {"cbrt", 1},  {"exp", 1},    {"exp2", 1},   {"expm1", 1},
    {"ln", 1},    {"log2", 1},  {"log10", 1}, {"log1p", 1}, {"sin", 1},    {"cos", 1},    {"tan", 1},
    {"asin", 1},  {"acos", 1},  {"atan", 1},  {"sinh", 1},  {"cosh", 1},   {"tanh", 1},   {"asinh", 1},
    {"acosh", 1}, {"atanh", 1}, {"erf", 1},   {"erfc", 1},  {"tgamma", 1}, {"lgamma", 1},
};
const std::vector<Callable> memories = {
    {"delta", 1},      {"rate", 2},     {"integrate", 2}, {"integrate", 4}, {"ema", 2},     {"lowpass", 3},
    {"highpass", 3},   {"slew", 3},     {"latch", 2},     {"rising", 1},    {"falling", 1}, {"count", 1},
    {"hysteresis", 3}, {"debounce", 2}, {"hold", 2},      {"pid", 7},
};
const char *const params[] = {"a", "b", "c", "x", "imu.ax", "imu.ay"};
const char *const constants[] = {"two", "third", "minus_three", "seventeen"};

class Generator {
public:
    Generator(Random &random, const Shape &shape) : random_(random), shape_(shape) {}

    ModuleSource module() {
        for (const char *param : params) {
            source_.declarations.push_back({DeclarationKind::param, param, std::to_string(random_.below(9)) + ".5"});
        }
        source_.declarations.push_back({DeclarationKind::constant, "two", "2"});
        source_.declarations.push_back({DeclarationKind::constant, "third", "0.333333333333333333"});
        source_.declarations.push_back({DeclarationKind::constant, "minus_three", "-3"});
        source_.declarations.push_back({DeclarationKind::constant, "seventeen", "17"});
        if (shape_.arrays) {
            arrays();
        }
        if (shape_.natives) {
            natives();
        }
        for (std::uint32_t i = 0; i < shape_.functions; ++i) {
            function(i);
        }
        names_.assign(std::begin(params), std::end(params));
        names_.insert(names_.end(), std::begin(constants), std::end(constants));
        for (std::uint32_t i = 0; i < shape_.expressions && shape_.state; ++i) {
            later_.push_back(numbered("y", i));
        }
        // An expression uses those that were made before it, and any for the next evaluation; then they are declared in
        // any order.
        std::vector<Declaration> expressions;
        for (std::uint32_t i = 0; i < shape_.expressions; ++i) {
            const std::string name = numbered("y", i);
            const bool internal = shape_.natives && i + 1 < shape_.expressions && random_.chance(30);
            expressions.push_back(
                {internal ? DeclarationKind::internal : DeclarationKind::expression, name, expression(shape_.size)});
            names_.push_back(name);
            if (internal) {
                names_.insert(names_.end(), 4, name); // used more often, so that something needs it
            }
        }
        while (!expressions.empty()) {
            const std::size_t at = random_.below(static_cast<std::uint32_t>(expressions.size()));
            source_.declarations.push_back(expressions[at]);
            expressions.erase(expressions.begin() + static_cast<std::ptrdiff_t>(at));
        }
        return std::move(source_);
    }

private:
    void array(DeclarationKind kind, const char *name, std::uint32_t count) {
        std::string text = "[";
        for (std::uint32_t i = 0; i < count; ++i) {
            text += i == 0 ? "" : ", ";
            text += std::to_string(static_cast<int>(random_.below(60)) - 20) + ".25";
        }
        source_.declarations.push_back({kind, name, text + "]"});
        arrays_.push_back({name, count});
    }

    void arrays() {
        array(DeclarationKind::param, "adc", 1 + random_.below(5));
        array(DeclarationKind::constant, "cal", 1 + random_.below(5));
        array(DeclarationKind::param, "imu.acc", 3);
        array(DeclarationKind::constant, "lut", 2 + random_.below(30));
    }

    void natives() {
        static const Callable all[] = {{"read", 1}, {"tick", 0}, {"mix", 2}, {"curve", 1}, {"blend", 3}};
        for (const Callable &native : all) {
            std::string signature = native.name + "(";
            for (std::uint32_t i = 0; i < native.arity; ++i) {
                signature += (i == 0 ? "" : ", ") + numbered("p", i);
            }
            const bool pure = native.name == "curve" || native.name == "blend";
            source_.declarations.push_back({DeclarationKind::native, signature + ")", pure ? "pure" : "impure"});
            natives_.push_back(native);
        }
    }

    // An index that is not known while compiling, or is known and right; both inside and outside of the array.
    std::string element(int depth) {
        const Callable &array = arrays_[random_.below(static_cast<std::uint32_t>(arrays_.size()))];
        --budget_;
        const std::uint32_t dice = random_.below(100);
        if (dice < 20) {
            return array.name + "[" + std::to_string(random_.below(array.arity)) + "]";
        }
        if (dice < 30) {
            static const char *const functions[] = {"sum", "avg", "min", "max", "len"};
            return std::string(functions[random_.below(5)]) + "(" + array.name + ")";
        }
        // Never a constant, whatever else stands in it: no index is refused while compiling.
        const std::string param(1, "abcx"[random_.below(4)]);
        std::string index = dice < 60 ? param : param + spelled(" + ", " * ") + "(" + level(2, depth - 1) + ")";
        return array.name + "[" + index + "]";
    }

    std::string expression(int size) {
        budget_ = size;
        pieces_.clear();
        return level(2, shape_.depth);
    }

    // Functions see params, constants and earlier functions; some arguments are used twice, some only in one branch.
    void function(std::uint32_t ordinal) {
        const std::uint32_t arity = 1 + random_.below(3);
        std::string name = numbered("f", ordinal);
        std::string signature = name + "(";
        names_.clear();
        for (std::uint32_t i = 0; i < arity; ++i) {
            const std::string parameter = numbered("p", i);
            signature += (i == 0 ? "" : ", ") + parameter;
            names_.push_back(parameter);
            names_.push_back(parameter);
        }
        signature += ")";
        names_.emplace_back("a");
        names_.emplace_back("two");
        std::string body = expression(6);
        for (std::uint32_t i = 0; i < arity; ++i) { // every parameter is used, at least in a branch
            const std::string parameter = numbered("p", i);
            body = random_.chance(50)
                       ? "(" + body + ") + " + parameter
                       : "a < " + std::to_string(random_.below(5)) + " ? " + parameter + " : (" + body + ")";
        }
        if (random_.chance(30)) {
            body = "p0 ^ p" + std::to_string(arity - 1) + " + (" + body + ")"; // constant by value at some calls
        }
        source_.declarations.push_back({DeclarationKind::function, signature, body});
        functions_.push_back({name, arity});
    }

    std::string space() {
        return random_.chance(60) ? " " : random_.chance(4) ? "\n" : random_.chance(3) ? " /* x */ " : "";
    }

    std::string spelled(const char *a, const char *b) { return random_.chance(70) ? a : b; }

    // One level of the grammar; an operator of this level with some chance, else the next tighter one.
    std::string level(int tightness, int depth) {
        if (budget_ <= 0 || depth <= 0) {
            return leaf();
        }
        const std::uint32_t eager = shape_.conditionals ? 30 : 12;
        if (tightness == 2) {
            return random_.chance(eager) ? conditional(depth) : level(3, depth);
        }
        if (tightness <= 10) {
            return infix(tightness, depth);
        }
        if (tightness == 11) {
            if (!random_.chance(15)) {
                return level(12, depth);
            }
            --budget_;
            static const char *const prefixes[] = {"-", "-", "!", "+", "not ", "~"};
            std::string prefix = prefixes[random_.below(shape_.bitwise ? 6 : 5)];
            return prefix + level(11, depth - 1);
        }
        if (random_.chance(12)) {
            --budget_;
            return primary(depth - 1) + space() + spelled("^", "**") + space() + exponent(depth);
        }
        return primary(depth);
    }

    std::string exponent(int depth) {
        static const char *const powers[] = {"2",  "3",   "-1",  "-2",  "0",   "4",           "7",   "16",  "-15",
                                             "17", "0.5", "-+2", "(5)", "two", "minus_three", "1e0", "0b11"};
        if (random_.chance(80)) {
            return powers[random_.below(sizeof powers / sizeof powers[0])];
        }
        return level(11, depth - 1);
    }

    std::string conditional(int depth) {
        --budget_;
        const std::string condition = unknown(level(3, depth - 1));
        const std::string yes = level(2, depth - 1);
        return condition + space() + "?" + space() + yes + space() + ":" + space() + level(2, depth - 1);
    }

    // With natives no condition is known while compiling: whether an argument is due at its call or in a branch would depend on it.
    std::string unknown(const std::string &condition) {
        if (!shape_.natives) {
            return condition;
        }
        std::string text(1, "abcx"[random_.below(4)]);
        text = "(" + text + spelled(" < ", " == ") + std::to_string(random_.below(4)) + ")";
        const std::uint32_t dice = random_.below(3);
        return dice == 0 ? text : text + (dice == 1 ? " * (" : " - (") + condition + ")";
    }

    std::string infix(int tightness, int depth) {
        static const std::vector<std::vector<std::string>> symbols = {
            {" || ", " or "}, {" && ", " and "}, {"|"},          {"&"}, {"==", "!=", "<>", "<", "<=", ">", ">="},
            {"<<", ">>"},     {"+", "-"},        {"*", "/", "%"}};
        static const std::uint32_t chances[] = {6, 6, 1, 1, 8, 1, 45, 40};
        const auto row = static_cast<std::size_t>(tightness) - 3;
        const bool bitwise = tightness == 5 || tightness == 6 || tightness == 8;
        std::uint32_t chance = bitwise && !shape_.bitwise ? 0 : chances[row];
        if (shape_.conditionals && (tightness == 3 || tightness == 4 || tightness == 7)) {
            chance = 35;
        }
        std::string text = level(tightness + 1, depth - 1);
        if (shape_.natives && tightness <= 4) {
            text = unknown(text);
        }
        while (budget_ > 0 && random_.chance(chance)) {
            --budget_;
            const std::vector<std::string> &choices = symbols[row];
            const std::string &symbol = choices[random_.below(static_cast<std::uint32_t>(choices.size()))];
            text += space() + symbol + space() + level(tightness + 1, depth - 1);
            if (tightness == 7) {
                break; // a chain of comparisons is legal but warns
            }
        }
        return text;
    }

    std::string arguments(std::uint32_t count, int depth) {
        std::string text = "(";
        for (std::uint32_t i = 0; i < count; ++i) {
            text += i == 0 ? "" : "," + space();
            text += level(2, depth - 1);
        }
        return text + ")";
    }

    std::string call(const std::vector<Callable> &list, int depth) {
        const Callable &callable = list[random_.below(static_cast<std::uint32_t>(list.size()))];
        --budget_;
        return callable.name + arguments(callable.arity, depth);
    }

    // A call of what remembers several values, or what x was: those may use all expressions.
    std::string memory(int depth) {
        const std::uint32_t dice = random_.below(100);
        if (dice < 50) {
            return call(memories, depth);
        }
        --budget_;
        static const char *const windows[] = {"avg_n(", "min_n(", "max_n("};
        if (dice < 68) {
            return windows[random_.below(3)] + level(2, depth - 1) + ", " + std::to_string(1 + random_.below(6)) + ")";
        }
        if (dice < 74) {
            return "median_n(" + level(2, depth - 1) + ", " + std::to_string(1 + 2 * random_.below(3)) + ")";
        }
        std::vector<std::string> names = names_;
        names.insert(names.end(), later_.begin(), later_.end());
        std::swap(names, names_);
        std::string kept = level(2, depth - 1);
        std::swap(names, names_);
        static const char *const starts[] = {")", ")", ", 1)", ", -2.5)", ", third)", ", nan)"};
        return dice < 90 ? "prev(" + kept + starts[random_.below(6)]
                         : "delay(" + kept + ", " + std::to_string(1 + random_.below(4)) + ")";
    }

    std::string primary(int depth) {
        if (budget_ <= 0 || depth <= 0) {
            return leaf();
        }
        if (shape_.state && random_.chance(30)) {
            return memory(depth);
        }
        if (shape_.natives && random_.chance(20)) {
            return call(natives_, depth);
        }
        const std::uint32_t dice = random_.below(100);
        if (dice < 28) {
            return leaf();
        }
        if (dice < 40 && !pieces_.empty()) {
            return "(" + pieces_[random_.below(static_cast<std::uint32_t>(pieces_.size()))] + ")"; // shared
        }
        if (dice < 68) {
            std::string text = "(" + level(2, depth - 1) + ")";
            if (text.size() < 120) {
                pieces_.push_back(text);
            }
            return text;
        }
        if (shape_.arrays && random_.chance(40)) {
            return element(depth);
        }
        if (dice < 80) {
            return call(formulas, depth);
        }
        if (dice < 84 && shape_.bitwise) {
            return call(bit_functions, depth);
        }
        if (dice < 92 && shape_.library) {
            return call(library, depth);
        }
        return functions_.empty() ? leaf() : call(functions_, depth);
    }

    std::string leaf() {
        if (shape_.natives && random_.chance(8)) {
            return "tick()";
        }
        const std::uint32_t dice = random_.below(100);
        if (dice < 62 && !names_.empty()) {
            return names_[random_.below(static_cast<std::uint32_t>(names_.size()))];
        }
        static const char *const texts[] = {"pi",   "e",    "tau",   "inf",   "nan", "true", "false", "pi()",  "0.1",
                                            "1e-3", "0xFF", "0b101", "1_000", ".25", "3.",   "2.5e2", "1e-40", "1e30"};
        if (dice < 82) {
            return std::to_string(random_.below(12));
        }
        return texts[random_.below(sizeof texts / sizeof texts[0])];
    }

    Random &random_;
    Shape shape_;
    ModuleSource source_;
    std::vector<Callable> functions_;
    std::vector<Callable> natives_;
    std::vector<Callable> arrays_; // arity: how many elements
    std::vector<std::string> names_;
    std::vector<std::string> later_;  // expressions, once they may be used
    std::vector<std::string> pieces_; // parts of the text so far, to be repeated
    int budget_ = 0;
};

} // namespace

ModuleSource random_module(Random &random, const Shape &shape) { return Generator(random, shape).module(); }

template <class Real> Real random_value(Random &random) {
    const std::uint32_t dice = random.below(100);
    if (dice < 25) {
        const std::vector<Real> values = special_values<Real>();
        return values[random.below(static_cast<std::uint32_t>(values.size()))];
    }
    if (dice < 50) {
        return static_cast<Real>(static_cast<int>(random.below(21)) - 10);
    }
    if (dice < 75) {
        return static_cast<Real>(static_cast<int>(random.below(2000001)) - 1000000) / Real(100000);
    }
    if (dice < 90) {
        return std::ldexp(static_cast<Real>(random.below(1U << 24U)), static_cast<int>(random.below(120)) - 80);
    }
    if constexpr (std::is_same_v<Real, float>) {
        return std::bit_cast<float>(static_cast<std::uint32_t>(random.bits()));
    } else {
        return std::bit_cast<double>(random.bits());
    }
}

template float random_value<float>(Random &);
template double random_value<double>(Random &);

} // namespace abax_tests
