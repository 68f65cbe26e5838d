// A module as tests write it: an ordered list of declarations in text. Numbers of params and constants stay text, so that
// the same module can be rounded once to either Real. Every engine and the reference evaluator start from this.
#ifndef ABAX_TESTS_MODULE_SOURCE_HPP
#define ABAX_TESTS_MODULE_SOURCE_HPP

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace abax_tests {

enum class DeclarationKind { param, constant, function, expression, native, internal, curve, map };

struct Declaration {
    DeclarationKind kind;
    std::string name; // for functions and natives the signature, "f(x, y)"
    std::string
        text; // the body; for params and constants a number or "[1, 2]"; for natives "pure" or "impure"; for curves
              // "[0, 1] [5, 6]": x and y; for maps x, y, and a list for every row
    std::string least = {}; // of a param, when its range is declared
    std::string most = {};

    [[nodiscard]] bool is_text() const {
        return kind == DeclarationKind::function || kind == DeclarationKind::expression ||
               kind == DeclarationKind::internal;
    }
    [[nodiscard]] bool is_curve() const { return kind == DeclarationKind::curve || kind == DeclarationKind::map; }
    [[nodiscard]] bool is_array() const { return !is_text() && !is_curve() && !text.empty() && text[0] == '['; }
};

struct ModuleSource {
    std::vector<Declaration> declarations;
    std::uint32_t log = 0; // ABAX_LOG_…
    std::string name = {};
    std::string version = {};
    std::uint32_t reserve_params = 0;
    std::uint32_t reserve_results = 0;
    std::uint32_t reserve_states = 0;
    std::uint32_t node_limit = 0;
    bool fast = false;      // the reference evaluator does not know of it: its values are those of the strict module
    bool any_order = false; // natives return the same whenever they are called, and their calls are told sorted

    // An expression is a result, an internal one is not.
    [[nodiscard]] std::size_t count(DeclarationKind kind) const {
        std::size_t found = 0;
        for (const Declaration &declaration : declarations) {
            found += declaration.kind == kind ? 1U : 0U;
        }
        return found;
    }
};

// The number that a text of a test file stands for, correctly rounded by the C library; inf, -inf and nan are spelled so.
template <class Real> Real real_of_text(const std::string &text);
template <> inline float real_of_text<float>(const std::string &text) { return std::strtof(text.c_str(), nullptr); }
template <> inline double real_of_text<double>(const std::string &text) { return std::strtod(text.c_str(), nullptr); }

// "[1, 2.5]": the texts of its elements; of a single number, that one.
std::vector<std::string> elements_of(const Declaration &declaration);

// The numbers of a curve or a map: lists of texts.
std::vector<std::vector<std::string>> lists_of(const Declaration &declaration);

// Of Real: x, y and, of a map, all of z row by row, which has the numbers that its rows have, whether they are as many
// as x or not.
template <class Real> struct CurveNumbers {
    std::vector<Real> x, y, z;
    explicit CurveNumbers(const Declaration &declaration) {
        const std::vector<std::vector<std::string>> lists = lists_of(declaration);
        for (std::size_t i = 0; i < lists.size(); ++i) {
            std::vector<Real> &to = i == 0 ? x : i == 1 ? y : z;
            for (const std::string &text : lists[i]) {
                to.push_back(real_of_text<Real>(text));
            }
        }
        if (declaration.kind == DeclarationKind::curve) { // what is missing, where the text is any
            y.resize(x.size());
        } else {
            z.resize(x.size() * y.size());
        }
    }
};

// Every number that a row of inputs sets, in order: "t", "imu.ax", "adc[0]", "adc[1]" …
std::vector<std::string> input_names(const ModuleSource &source);

// "y12": a name with a number.
std::string numbered(const char *name, std::size_t number);

// The module as a person would type it, for messages about failures: what a corpus file would say.
std::string text_of(const ModuleSource &source);

} // namespace abax_tests

#endif
