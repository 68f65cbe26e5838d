// Which expressions of an f32 module lose digits: see accuracy.hpp. The warnings are written in accuracy_text.cpp.
#include "accuracy.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

#include <fmt/core.h>

#include "compile/state.hpp"
#include "measurable.hpp"
#include "measure.hpp"
#include "module_part.hpp"

namespace abax::host {
namespace {

// Steps of f32 from one breakpoint to the next.
double steps_between(double before, double behind) {
    const auto at = static_cast<float>(std::max(std::fabs(before), std::fabs(behind)));
    const double step = static_cast<double>(at) - static_cast<double>(std::nextafterf(at, 0));
    return step > 0 ? (behind - before) / step : HUGE_VAL;
}

// The two breakpoints that f32 tells apart worst, where the segment between them is no finer than what counts as a loss.
std::string advice_on_curve(const Curve &curve) {
    constexpr int most_digits = 12;
    double least = 1 / most_error;
    std::string advice;
    for (const std::vector<double> *axis : {&curve.x, curve.map ? &curve.y : nullptr}) {
        for (size_t i = 1; axis != nullptr && i < axis->size(); i++) {
            const double steps = steps_between((*axis)[i - 1], (*axis)[i]);
            if (steps < least) {
                least = steps;
                advice =
                    fmt::format("from the breakpoint {} of '{}' to the next one, {}, f32 has {}",
                                rounded((*axis)[i - 1], most_digits), curve.name.text, rounded((*axis)[i], most_digits),
                                steps < 1.5 ? "one step" : fmt::format("{:.0f} steps", steps));
            }
        }
    }
    return advice;
}

// Powers of what lies around zero are smallest, and cancel least.
std::string advice_on_polynomial(const Range &range, const std::string &name) {
    const double middle = range.min + (range.max - range.min) / 2;
    if (std::fabs(middle) < (range.max - range.min) / 8) {
        return "";
    }
    return fmt::format("written in powers of ({} {} {}), the middle of its range, a polynomial loses less", name,
                       middle < 0 ? "+" : "-", rounded(std::fabs(middle), 3));
}

// Curves, then maps.
template <typename Action> void for_each_curve(const Module &module, const Action &action) {
    std::for_each(module.curves.begin(), module.curves.end(), action);
    std::for_each(module.maps.begin(), module.maps.end(), action);
}

std::vector<double> breakpoints_of(const Module &module) {
    std::vector<double> breakpoints;
    for_each_curve(module, [&](const Curve &curve) {
        breakpoints.insert(breakpoints.end(), curve.x.begin(), curve.x.end());
        if (curve.map) {
            breakpoints.insert(breakpoints.end(), curve.y.begin(), curve.y.end());
        }
    });
    return breakpoints;
}

Loss loss_of(const MeasuredPair &pair, const Module &exact, const Measured &measured) {
    Loss loss;
    for (size_t i = 0; i < pair.places.size(); i++) {
        const auto &[ordinal, element] = pair.places[i];
        const Param &param = exact.params[ordinal];
        loss.inputs.push_back(
            {param.elements.empty() ? param.name.text : fmt::format("{}[{}]", param.name.text, element),
             measured.worst.row[i]});
    }
    loss.value = measured.worst.value;
    loss.exact = measured.worst.exact;
    loss.error = measured.worst.error;
    loss.greatest = measured.greatest;
    loss.tried = measured.tried;
    for_each_curve(
        exact, [&](const Curve &curve) { loss.advice = loss.advice.empty() ? advice_on_curve(curve) : loss.advice; });
    if (loss.advice.empty() && pair.polynomial && pair.ranges.size() == 1 && std::isfinite(loss.error)) {
        loss.advice = advice_on_polynomial(pair.ranges[0], loss.inputs[0].name);
    }
    return loss;
}

// The same declarations, so that an ordinal means the same in both. Not so where something stands in for a native.
bool same_shape(const Module &a, const Module &b) {
    return a.params.size() == b.params.size() && a.constants.size() == b.constants.size() &&
           a.curves.size() == b.curves.size() && a.maps.size() == b.maps.size() &&
           a.natives.size() == b.natives.size() && a.functions.size() == b.functions.size() &&
           a.expressions.size() == b.expressions.size();
}

struct Measuring {
    const Module &narrow;
    const Module &exact;
    ModuleParts parts;
    size_t parts_left = 0;
    Accuracy accuracy;
};

// One part; true if it loses.
bool measure_part(Measuring &m, const Expression &expression, const MeasurablePart &part) {
    const std::string text = expression.text.text.substr(part.offset, part.length);
    const std::vector<PartMember> members = m.parts.members_for(text);
    const Module exact = part_of(m.exact, members, expression.name.text, text);
    std::optional<MeasuredPair> pair = make_pair_of(part_of(m.narrow, members, expression.name.text, text), exact);
    if (!pair) {
        m.accuracy.work += work_of_part;
        return false;
    }
    const uint64_t share = (most_work - m.accuracy.work) / (m.parts_left + 1);
    const uint64_t made = pair->made_work + members.size() * work_of_value;
    const size_t inputs =
        std::clamp<uint64_t>((std::max(share, made) - made) / pair->row_work, least_inputs_tried, most_inputs_tried);
    const Measured measured = measure(*pair, breakpoints_of(exact), inputs, most_error);
    m.accuracy.work += made + measured.tried * pair->row_work;
    m.accuracy.measured++;
    if (measured.worst.error < 0) {
        return false;
    }
    m.accuracy.losses.push_back(loss_of(*pair, exact, measured));
    m.accuracy.losses.back().place = span_in(expression.text, part.offset, part.length);
    return true;
}

void measure_all(Measuring &m, const std::vector<MeasurableDeclaration> &declarations) {
    std::unordered_set<const abax::Declaration *> losing; // they, or what they use
    const auto uses_loss = [&](const std::vector<const abax::Declaration *> &uses) {
        return std::any_of(uses.begin(), uses.end(), [&](const auto *used) { return losing.contains(used); });
    };
    std::map<std::string, bool> loses_text; // a text means the same wherever it stands
    for (const MeasurableDeclaration &each : declarations) {
        bool loses = uses_loss(each.uses);
        for (const MeasurablePart &part : each.parts) {
            const Expression &expression = m.narrow.expressions[each.expression];
            m.parts_left--;
            if (uses_loss(part.uses)) {
                continue;
            }
            const auto [known, is_new] =
                loses_text.try_emplace(expression.text.text.substr(part.offset, part.length), false);
            if (is_new && m.accuracy.work >= most_work) {
                m.accuracy.left_out++;
            } else if (is_new) {
                known->second = measure_part(m, expression, part);
            }
            loses = loses || known->second;
        }
        if (loses) {
            losing.insert(each.declaration);
        }
    }
}

} // namespace

Accuracy measure_accuracy(const Module &module, const CompilerRun &run) {
    if (module.bits != 32 || module.source == nullptr || module.of_arguments) {
        return {};
    }
    const std::vector<MeasurableDeclaration> found =
        find_measurable(*static_cast<const Compilation *>(run.compiler.state), module);
    size_t parts = 0;
    for (const MeasurableDeclaration &each : found) {
        parts += each.parts.size();
    }
    Diagnostics unheard;
    Module exact;
    if (parts == 0 || !read_module(*module.source, {64}, unheard, exact) || !same_shape(module, exact)) {
        return {};
    }
    Measuring m = {module, exact, ModuleParts(module), parts, {}};
    measure_all(m, found);
    return std::move(m.accuracy);
}

} // namespace abax::host
