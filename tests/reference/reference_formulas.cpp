// The functions that the language defines by a formula or by IEEE 754, each written here from the language's page, step by
// step in exact arithmetic: the order of the roundings is part of the meaning.
#include "reference/reference_arithmetic.hpp"
#include "reference/reference_evaluator.hpp"

#include <cmath>
#include <limits>

namespace abax_tests::reference {
namespace {

template <class Real> struct Formula {
    using X = Exact<Real>;

    static bool less(Real x, Real y) { return X::compare(x, y) == -1; }

    static Real clamp(Real x, Real lo, Real hi) { return less(x, lo) ? lo : less(hi, x) ? hi : x; }

    static Real mod(Real a, Real b) { return X::sub(a, X::mul(b, X::floor(X::div(a, b)))); }

    static Real lerp(Real a, Real b, Real t) { return X::add(a, X::mul(X::sub(b, a), t)); }

    static Real map(Real x, Real i0, Real i1, Real o0, Real o1) {
        return X::add(o0, X::div(X::mul(X::sub(x, i0), X::sub(o1, o0)), X::sub(i1, i0)));
    }

    static Real smoothstep(Real a, Real b, Real x) {
        const Real t = clamp(X::div(X::sub(x, a), X::sub(b, a)), Real{0}, Real{1});
        return X::mul(X::mul(t, t), X::sub(Real{3}, X::mul(Real{2}, t)));
    }

    static Real deadband(Real x, Real w) {
        return less(w, x) ? X::sub(x, w) : less(x, X::neg(w)) ? X::add(x, w) : Real{0};
    }

    static Real wrap(Real x, Real lo, Real hi) {
        const Real period = X::sub(hi, lo);
        return X::sub(x, X::mul(period, X::floor(X::div(X::sub(x, lo), period))));
    }

    static Real shift(bool left, Real x, Real n) {
        const std::uint32_t bits = X::integer(x);
        const std::uint32_t count = X::integer(n) % 32U;
        if (left) {
            return X::from_integer(bits << count);
        }
        std::uint32_t shifted = bits >> count;
        for (std::uint32_t i = 0; i < count; ++i) {
            shifted |= (bits & 0x80000000U) >> i; // the sign comes in from the left
        }
        return X::from_integer(shifted);
    }

    static Real poly(const std::vector<Real> &x) {
        Real value = x.back();
        for (std::size_t i = x.size() - 2; i >= 1; --i) {
            value = X::add(x[i], X::mul(x[0], value));
        }
        return value;
    }

    static Real fold(Real (*join)(Real, Real), const std::vector<Real> &x) {
        Real value = x[0];
        for (std::size_t i = 1; i < x.size(); ++i) {
            value = join(value, x[i]);
        }
        return value;
    }
};

} // namespace

template <class Real>
std::optional<Real> Evaluator<Real>::builtin_formula(const std::string &name, const std::vector<Real> &x) {
    using X = Exact<Real>;
    using F = Formula<Real>;
    constexpr Real infinity = std::numeric_limits<Real>::infinity();
    const auto truth_value = [](bool value) { return value ? Real{1} : Real{0}; };
    const std::size_t n = x.size();
    using Unary = Real (*)(Real);
    using Binary = Real (*)(Real, Real);

    static const std::map<std::string, Unary> unary = {
        {"neg", X::neg},   {"floor", X::floor}, {"ceil", X::ceil}, {"trunc", X::trunc}, {"round", X::round},
        {"rint", X::rint}, {"abs", X::abs},     {"sign", X::sign}, {"sqrt", X::sqrt},
    };
    static const std::map<std::string, Binary> binary = {
        {"add", X::add}, {"sub", X::sub},   {"mul", X::mul},           {"div", X::div},
        {"mod", F::mod}, {"fmod", X::fmod}, {"copysign", X::copysign}, {"deadband", F::deadband},
    };
    if (n == 1) {
        const auto found = unary.find(name);
        if (found != unary.end()) {
            return found->second(x[0]);
        }
        if (name == "isnan") {
            return truth_value(std::isnan(x[0]));
        }
        if (name == "isinf") {
            return truth_value(x[0] == infinity || x[0] == -infinity);
        }
        if (name == "isfinite") {
            return truth_value(std::isfinite(x[0]));
        }
        if (name == "saturate") {
            return F::clamp(x[0], Real{0}, Real{1});
        }
        if (name == "deg") {
            return X::mul(x[0], X::degrees_per_radian());
        }
        if (name == "rad") {
            return X::mul(x[0], X::radians_per_degree());
        }
    }
    if (n == 2) {
        const auto found = binary.find(name);
        if (found != binary.end()) {
            return found->second(x[0], x[1]);
        }
        if (name == "bitxor") {
            return X::from_integer(X::integer(x[0]) ^ X::integer(x[1]));
        }
        if (name == "<<" || name == ">>") {
            return F::shift(name == "<<", x[0], x[1]);
        }
        if (name == "bit") {
            return X::from_integer(X::integer(F::shift(false, x[0], x[1])) & 1U);
        }
        if (name == "step") {
            return truth_value(!F::less(x[1], x[0]));
        }
    }
    if (n == 3) {
        if (name == "fma") {
            return X::fma(x[0], x[1], x[2]);
        }
        if (name == "select") {
            return X::compare(x[0], Real{0}) != 0 ? x[1] : x[2];
        }
        if (name == "clamp") {
            return F::clamp(x[0], x[1], x[2]);
        }
        if (name == "lerp") {
            return F::lerp(x[0], x[1], x[2]);
        }
        if (name == "smoothstep") {
            return F::smoothstep(x[0], x[1], x[2]);
        }
        if (name == "wrap") {
            return F::wrap(x[0], x[1], x[2]);
        }
    }
    if (n == 5 && name == "map") {
        return F::map(x[0], x[1], x[2], x[3], x[4]);
    }
    if (n >= 2) {
        if (name == "min") {
            return F::fold(X::min, x);
        }
        if (name == "max") {
            return F::fold(X::max, x);
        }
        if (name == "sum") {
            return F::fold(X::add, x);
        }
        if (name == "avg") {
            return X::div(F::fold(X::add, x), static_cast<Real>(n));
        }
        if (name == "poly") {
            return F::poly(x);
        }
    }
    return std::nullopt;
}

template std::optional<float> Evaluator<float>::builtin_formula(const std::string &, const std::vector<float> &);
template std::optional<double> Evaluator<double>::builtin_formula(const std::string &, const std::vector<double> &);

} // namespace abax_tests::reference
