// What is said of losses of accuracy: see accuracy.hpp.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "accuracy.hpp"
#include "number.hpp"

namespace abax::host {

std::string rounded(double value, int digits) {
    constexpr double least_plain = 1e-4;
    constexpr double most_plain = 1e9;
    const double magnitude = std::fabs(value);
    if (!std::isfinite(value) || magnitude < least_plain || magnitude >= most_plain) {
        return fmt::format("{:.{}g}", value, digits);
    }
    const int before = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    std::string text = fmt::format("{:.{}f}", value, std::max(digits - before, 0));
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        text.erase(text.find_last_not_of('.') + 1);
    }
    return text;
}

namespace {

// "x = 3, y = 4".
std::string text_of_inputs(const std::vector<InputValue> &inputs) {
    std::string text;
    for (const InputValue &input : inputs) {
        text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", input.name, shortest(input.value, 32));
    }
    return text;
}

// Enough digits of a number to see by how much it differs from another one.
std::string digits_of(double value, double difference) {
    constexpr int more = 3;
    constexpr double most_equal = 9;
    if (!std::isfinite(value)) {
        return shortest(value, 32);
    }
    const double equal = value != 0 && difference > 0 ? std::log10(std::fabs(value) / difference) : 0;
    return rounded(value, static_cast<int>(std::clamp(equal, 0.0, most_equal)) + more);
}

std::string message_of(const Loss &loss) {
    if (!std::isfinite(loss.error)) {
        return fmt::format("in f32 this becomes {} on the way to a finite value",
                           std::isnan(loss.value) ? "nan" : "infinite");
    }
    if (loss.error >= loss.greatest / 2) {
        return fmt::format("in f32 this is off by up to {}, where its greatest value is {}: none of 24 bits is good",
                           rounded(loss.error, 3), rounded(loss.greatest, 3));
    }
    const double bits = std::floor(std::log2(loss.greatest / loss.error));
    return fmt::format("in f32 this is off by up to {}, {}% of its greatest value {}: {:.0f} of 24 bits {} good",
                       rounded(loss.error, 3), rounded(100 * loss.error / loss.greatest, 2), rounded(loss.greatest, 3),
                       bits, bits == 1 ? "is" : "are");
}

} // namespace

void warn_of_losses(const Module &module, const CompilerRun &run, Diagnostics &diagnostics) {
    if (diagnostics.silenced.contains(slug::ACCURACY)) {
        return;
    }
    const Accuracy accuracy = measure_accuracy(module, run);
    for (const Loss &loss : accuracy.losses) {
        Diagnostic *warning = add_warning(diagnostics, slug::ACCURACY, loss.place, message_of(loss));
        add_note(warning, fmt::format("at {} it is {} and should be {}: the worst of {} inputs that were tried",
                                      text_of_inputs(loss.inputs), digits_of(loss.value, loss.error),
                                      digits_of(loss.exact, loss.error), loss.tried));
        if (!loss.advice.empty()) {
            add_note(warning, loss.advice);
        }
    }
    if (accuracy.left_out != 0) {
        Diagnostic note = {Severity::Note, std::string(slug::ACCURACY), "", module.source->name, {}, {}, {}};
        note.message =
            fmt::format("the accuracy of {} of {} parts of expressions was not measured: it would take too long",
                        accuracy.left_out, accuracy.left_out + accuracy.measured);
        add(diagnostics, std::move(note));
    }
}

} // namespace abax::host
