// A number here is what is no NaN. A NaN at an input is never kept; docs/language.md says what each function gives then.
#include "reference/reference_state.hpp"
#include "reference/reference_arithmetic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

namespace abax_tests::reference {
namespace {

template <class Real> constexpr Real nan_of = std::numeric_limits<Real>::quiet_NaN();
template <class Real> constexpr Real infinity_of = std::numeric_limits<Real>::infinity();

template <class Real> bool less(Real x, Real y) { return Exact<Real>::compare(x, y) == -1; }
template <class Real> Real truth_value(bool x) { return x ? Real{1} : Real{0}; }

// What a truth says: a NaN says nothing.
enum class Said { nothing, no, yes };
template <class Real> Said said(Real c) { return std::isnan(c) ? Said::nothing : c == Real{0} ? Said::no : Said::yes; }

const std::set<std::string> &windows() {
    static const std::set<std::string> names = {"avg_n", "min_n", "max_n", "median_n"};
    return names;
}

} // namespace

bool is_feedback(const std::string &function) { return function == "prev" || function == "delay"; }

bool has_memory(const std::string &function) {
    static const std::set<std::string> others = {"delta",    "rate",       "integrate", "ema",      "lowpass",
                                                 "highpass", "slew",       "count",     "debounce", "rising",
                                                 "falling",  "hysteresis", "latch",     "hold",     "pid"};
    return is_feedback(function) || windows().contains(function) || others.contains(function);
}

template <class Real> Memory<Real>::Memory(std::string function, Real second) : function_(std::move(function)) {
    if (function_ == "prev") {
        history_ = {second};
    } else if (function_ == "delay" || windows().contains(function_)) {
        n_ = static_cast<std::size_t>(second);
    }
    if (function_ == "delay") {
        history_.assign(n_, Real{0});
    }
}

template <class Real> Real Memory<Real>::recall() const { return history_[history_.size() - n_]; }

template <class Real> void Memory<Real>::keep(Real x) {
    if (!std::isnan(x)) {
        history_.push_back(x);
    } else if (function_ == "delay") { // the number before it, once more
        history_.push_back(history_.back());
    }
}

template <class Real> Real Memory<Real>::window() const {
    using X = Exact<Real>;
    const std::size_t count = std::min(n_, history_.size());
    std::vector<Real> last(history_.end() - static_cast<std::ptrdiff_t>(count), history_.end());
    if (function_ == "median_n") {
        std::stable_sort(last.begin(), last.end());
        return last[(count - 1) / 2];
    }
    if (function_ == "avg_n") { // the sum begins with the number whose ordinal is a multiple of n
        std::rotate(last.begin(), last.end() - static_cast<std::ptrdiff_t>(count == n_ ? history_.size() % n_ : count),
                    last.end());
        Real sum = 0;
        for (const Real x : last) {
            sum = X::add(sum, x);
        }
        return X::div(sum, static_cast<Real>(count));
    }
    Real value = last[0];
    for (const Real x : last) {
        value = function_ == "min_n" ? X::min(value, x) : X::max(value, x);
    }
    return value;
}

// W. Kahan's sum: what was added too much is taken off the next part. What is not finite is given once and not kept.
template <class Real> Real Memory<Real>::integrate(Real x, Real dt, Real lo, Real hi) {
    using X = Exact<Real>;
    const Real part = X::sub(X::mul(x, dt), excess_);
    const Real sum = X::add(before_, part);
    const bool below = less(sum, lo);
    const bool above = !below && less(hi, sum);
    const Real limited = below ? lo : above ? hi : sum;
    if (std::isfinite(limited)) {
        excess_ = below || above ? Real{0} : X::sub(X::sub(sum, before_), part);
        excess_ = std::isfinite(excess_) ? excess_ : Real{0};
        before_ = limited;
    }
    return limited;
}

template <class Real> Real Memory<Real>::ema(Real x, Real alpha) {
    using X = Exact<Real>;
    if (std::isnan(x) || std::isnan(alpha)) {
        return nan_of<Real>;
    }
    const Real y = started_ ? X::add(before_, X::mul(alpha, X::sub(x, before_))) : x;
    before_ = std::isnan(y) ? x : y;
    started_ = std::isfinite(before_);
    return before_;
}

template <class Real> Real Memory<Real>::highpass(Real x, Real tau, Real dt) {
    using X = Exact<Real>;
    const Real a = X::div(tau, X::add(tau, dt));
    if (std::isnan(x) || std::isnan(a)) {
        return nan_of<Real>;
    }
    const Real y = started_ ? X::mul(a, X::add(before_, X::sub(x, input_))) : Real{0};
    before_ = std::isnan(y) ? Real{0} : y;
    input_ = x;
    started_ = std::isfinite(before_) && std::isfinite(x);
    return before_;
}

template <class Real> Real Memory<Real>::slew(Real x, Real up, Real down) {
    using X = Exact<Real>;
    if (std::isnan(x)) {
        return nan_of<Real>;
    }
    Real y = x;
    if (started_ && less(up, X::sub(x, before_))) {
        y = X::add(before_, up);
    } else if (started_ && less(X::sub(x, before_), X::neg(down))) {
        y = X::sub(before_, down);
    }
    if (!std::isnan(y)) {
        before_ = y;
        started_ = std::isfinite(y);
    }
    return y;
}

template <class Real> Real Memory<Real>::debounce(Real c, Real n) {
    if (said(c) != Said::nothing) {
        const bool other = (said(c) == Said::yes) != (before_ != Real{0});
        counted = other ? counted + 1 : 0;
        if (sizeof(Real) == 4) {
            counted &= 0xFFFFFFFFU;
        }
        if (other && static_cast<Real>(counted) >= n) {
            before_ = truth_value<Real>(said(c) == Said::yes);
            counted = 0;
        }
    }
    return before_;
}

// x: error, dt, kp, ki, kd, lo, hi
template <class Real> Real Memory<Real>::pid(const std::vector<Real> &x) {
    using X = Exact<Real>;
    const Real error = x[0];
    const Real p = X::mul(x[2], error);
    const bool differentiates = started_ && x[1] != Real{0};
    const Real d = differentiates ? X::mul(x[4], X::div(X::sub(error, input_), x[1])) : Real{0};
    const Real growth = X::mul(X::mul(x[3], error), x[1]);
    const Real part = X::sub(growth, excess_);
    const Real grown = X::add(before_, part);
    const Real u = X::add(X::add(p, grown), d);
    if (std::isnan(u)) {
        return u;
    }
    const bool above = u >= x[6];
    const bool below = !above && u <= x[5];
    const Real limited = above ? x[6] : below ? x[5] : u;
    const bool winds_up = (above && growth > Real{0}) || (below && growth < Real{0});
    const bool by_hand = (above || below) && x[5] == x[6];
    const Real integral = by_hand ? X::sub(limited, p) : winds_up ? before_ : grown;
    if (std::isfinite(integral) && std::isfinite(grown) && std::isfinite(error)) {
        const Real rounded = X::sub(X::sub(grown, before_), part);
        if (by_hand || (!winds_up && !std::isfinite(rounded))) {
            excess_ = 0;
        } else if (!winds_up) {
            excess_ = rounded;
        }
        before_ = integral;
        input_ = error;
        started_ = true;
    }
    return limited;
}

template <class Real> Real Memory<Real>::step(const std::vector<Real> &x) {
    using X = Exact<Real>;
    const Real first = x[0];
    if (windows().contains(function_)) {
        if (std::isnan(first)) {
            return first;
        }
        history_.push_back(first);
        return window();
    }
    if (function_ == "delta" || function_ == "rate") {
        if (std::isnan(first)) {
            return first;
        }
        const Real change = history_.empty() ? Real{0} : X::sub(first, history_.back());
        history_.push_back(first);
        return function_ == "delta" ? change : X::div(change, x[1]);
    }
    if (function_ == "integrate") {
        return integrate(first, x[1], x.size() > 2 ? x[2] : -infinity_of<Real>,
                         x.size() > 3 ? x[3] : infinity_of<Real>);
    }
    if (function_ == "ema") {
        return ema(first, x[1]);
    }
    if (function_ == "lowpass") {
        return ema(first, X::div(x[2], X::add(x[1], x[2])));
    }
    if (function_ == "highpass") {
        return highpass(first, x[1], x[2]);
    }
    if (function_ == "slew") {
        return slew(first, x[1], x[2]);
    }
    if (function_ == "debounce") {
        return debounce(first, x[1]);
    }
    if (function_ == "pid") {
        return pid(x);
    }
    if (function_ == "hysteresis") {
        before_ = less(x[2], first) ? Real{1} : less(first, x[1]) ? Real{0} : before_;
    } else if (function_ == "latch") {
        before_ = said(x[1]) == Said::yes ? Real{0} : said(first) == Said::yes ? Real{1} : before_;
    } else if (function_ == "hold") {
        before_ = said(x[1]) == Said::yes && !std::isnan(first) ? first : before_;
    } else if (function_ == "count") {
        counted += said(first) == Said::yes ? 1 : 0;
        if (sizeof(Real) == 4) {
            counted &= 0xFFFFFFFFU;
        }
        return static_cast<Real>(counted);
    } else if (function_ == "rising" || function_ == "falling") {
        if (said(first) == Said::nothing) {
            return 0;
        }
        const Real now = truth_value<Real>(said(first) == Said::yes);
        const bool edge = function_ == "rising" ? now > before_ : now < before_;
        before_ = now;
        return truth_value<Real>(edge);
    } else {
        throw std::runtime_error("the reference knows no memory of " + function_);
    }
    return before_;
}

template class Memory<float>;
template class Memory<double>;

} // namespace abax_tests::reference
