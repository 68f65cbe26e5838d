// Random expressions whose values are known: see known_modules.hpp.
#include "robustness/known_modules.hpp"

#include <cmath>
#include <cstdlib>
#include <random>

namespace abax_tests {

template <class Real> SizedModule<Real>::SizedModule(std::size_t expressions, std::size_t operators) {
    static const char *const params[] = {"p", "q", "r", "s"};
    std::mt19937 random(static_cast<std::mt19937::result_type>(expressions + operators));
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    const auto add = [this](Step step) {
        steps_.push_back(step);
        return static_cast<std::uint32_t>(steps_.size() - 1);
    };
    for (const char *param : params) {
        source_.declarations.push_back({DeclarationKind::param, param, "0.5"});
        add({'p', 0, 0, 0, 0});
    }
    struct Part {
        std::string text;
        std::uint32_t step;
    };
    // A leaf: a param, a literal, or the result of an earlier expression.
    const auto leaf = [&]() -> Part {
        const std::size_t kind = below(results_.empty() ? 2 : 3);
        if (kind == 0) {
            const std::size_t param = below(4);
            return {params[param], static_cast<std::uint32_t>(param)};
        }
        if (kind == 1) {
            const std::string text = std::to_string(below(1000)) + "." + std::to_string(below(100000));
            return {text, add({'n', 0, 0, 0, real_of_text<Real>(text)})};
        }
        const std::size_t used = below(results_.size());
        return {numbered("y", used), results_[used]};
    };
    for (std::size_t i = 0; i < expressions; ++i) {
        const std::size_t count = operators * (i + 1) / expressions - operators * i / expressions;
        Part whole = leaf();
        for (std::size_t k = 0; k < count; ++k) {
            // % ends it, so that no result grows without bounds
            const char op = k + 1 == count ? '%' : "+-*/<&?!m"[below(9)];
            const Part x = leaf();
            const std::uint32_t a = whole.step;
            switch (op) {
            case '%':
                whole = {"(" + whole.text + ") % 1000", add({'%', a, add({'n', 0, 0, 0, 1000}), 0, 0})};
                break;
            case '&':
                whole = {"(" + x.text + " && " + whole.text + ")", add({'&', x.step, a, 0, 0})};
                break;
            case '?': {
                const Part y = leaf();
                whole = {"(" + x.text + " ? " + whole.text + " : " + y.text + ")", add({'?', x.step, a, y.step, 0})};
                break;
            }
            case '!':
                whole = {"!" + whole.text, add({'!', a, 0, 0, 0})};
                break;
            case 'm': // prefix minus
                whole = {"-(" + whole.text + ")", add({'m', a, 0, 0, 0})};
                break;
            default:
                whole = {"(" + x.text + " " + op + " " + whole.text + ")", add({op, x.step, a, 0, 0})};
                break;
            }
        }
        operators_ += count;
        results_.push_back(whole.step);
        source_.declarations.push_back({DeclarationKind::expression, numbered("y", i), whole.text});
    }
}

template <class Real> std::vector<Real> SizedModule<Real>::values(std::span<const Real, 4> params) const {
    std::vector<Real> value(steps_.size());
    const auto truth = [](bool holds) { return holds ? Real{1} : Real{0}; };
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step &step = steps_[i];
        const Real a = step.op == 'p' ? params[i] : value[step.a];
        const Real b = value[step.b];
        switch (step.op) {
        case 'p':
            value[i] = a;
            break;
        case 'n':
            value[i] = step.number;
            break;
        case '+':
            value[i] = a + b;
            break;
        case '-':
            value[i] = a - b;
            break;
        case '*':
            value[i] = a * b;
            break;
        case '/':
            value[i] = a / b;
            break;
        case '%':
            value[i] = std::fmod(a, b);
            break;
        case '<':
            value[i] = truth(a < b);
            break;
        case '&':
            value[i] = truth(a != 0 && b != 0);
            break;
        case '?':
            value[i] = a != 0 ? b : value[step.c];
            break;
        case '!':
            value[i] = truth(a == 0);
            break;
        case 'm':
            value[i] = -a;
            break;
        default:
            std::abort();
        }
    }
    std::vector<Real> results;
    for (const std::uint32_t step : results_) {
        results.push_back(value[step]);
    }
    return results;
}

template class SizedModule<float>;
template class SizedModule<double>;

} // namespace abax_tests
