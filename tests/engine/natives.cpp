// Natives that compute, count and remember.
#include "engine/natives.hpp"

#include "engine/native_value.hpp"

#include <algorithm>

namespace abax_tests {
namespace {

template <class Real> Real called(void *user, const Real *arguments) {
    auto *function = static_cast<typename Natives<Real>::Function *>(user);
    return function->owner->call(*function, {arguments, function->arity});
}

template <class Real> bool same_calls(const NativeCall<Real> &a, const NativeCall<Real> &b) {
    return a.name == b.name &&
           std::equal(a.arguments.begin(), a.arguments.end(), b.arguments.begin(), b.arguments.end(), same_value<Real>);
}

} // namespace

template <class Real> Natives<Real>::Natives(const ModuleSource &source) : any_order_(source.any_order) {
    for (const Declaration &declaration : source.declarations) {
        if (declaration.kind != DeclarationKind::native) {
            continue;
        }
        const std::string &signature = declaration.name;
        const std::size_t open = std::min(signature.find('('), signature.size());
        Function function;
        function.name = signature.substr(0, open);
        const std::string inside = open < signature.size() ? signature.substr(open + 1) : std::string();
        if (inside.find_first_not_of(" )") != std::string::npos) {
            function.arity = 1 + static_cast<std::size_t>(std::count(inside.begin(), inside.end(), ','));
        }
        function.pure = declaration.text == "pure";
        function.ordinal = functions_.size();
        function.owner = this;
        functions_.push_back(std::move(function));
    }
    for (std::size_t i = functions_.size(); i-- != 0;) { // functions_ does not grow any more
        Function &function = functions_[i];
        bound_.push_back({function.name.c_str(), called<Real>, &function, static_cast<std::uint8_t>(function.arity),
                          static_cast<std::uint8_t>(function.pure ? 1 : 0)});
    }
    bound_.push_back({"nobody_imports_this", called<Real>, nullptr, 3, 1});
}

template <class Real> const typename Natives<Real>::Function *Natives<Real>::find(const std::string &name) const {
    const auto found =
        std::find_if(functions_.begin(), functions_.end(), [&name](const Function &f) { return f.name == name; });
    return found == functions_.end() ? nullptr : &*found;
}

template <class Real> Real Natives<Real>::call(const Function &function, std::span<const Real> arguments) {
    const std::size_t before = function.pure || any_order_ ? 0 : log_.size();
    if (!function.pure) {
        log_.push_back({function.name, {arguments.begin(), arguments.end()}});
    }
    return native_value(function.ordinal, arguments.data(), arguments.size(), before);
}

template <class Real> std::vector<NativeCall<Real>> Natives<Real>::calls() const {
    std::vector<NativeCall<Real>> calls = log_;
    if (any_order_) {
        std::sort(calls.begin(), calls.end(), [](const NativeCall<Real> &a, const NativeCall<Real> &b) {
            return text_of(std::vector<NativeCall<Real>>{a}) < text_of(std::vector<NativeCall<Real>>{b});
        });
    }
    return calls;
}

template <class Real> bool same_effects(const Effects<Real> &a, const Effects<Real> &b) {
    return a.faults == b.faults && a.charged == b.charged &&
           std::equal(a.calls.begin(), a.calls.end(), b.calls.begin(), b.calls.end(), same_calls<Real>);
}

template <class Real> std::string text_of(const std::vector<NativeCall<Real>> &calls) {
    std::string text;
    for (const NativeCall<Real> &call : calls) {
        text += text.empty() ? "" : " ";
        text += call.name;
        text += '(';
        for (std::size_t i = 0; i < call.arguments.size(); ++i) {
            text += i == 0 ? "" : ",";
            text += shortest(call.arguments[i]);
        }
        text += ')';
    }
    return text.empty() ? "none" : text;
}

template <class Real> std::string text_of(const Effects<Real> &effects) {
    std::string text = "no fault";
    if (effects.faults != 0) {
        text = "faults " + std::to_string(effects.faults) + " charged to result " + std::to_string(effects.charged);
    }
    text += "; calls: ";
    text += text_of(effects.calls);
    return text;
}

template class Natives<float>;
template class Natives<double>;
template bool same_effects<float>(const Effects<float> &, const Effects<float> &);
template bool same_effects<double>(const Effects<double> &, const Effects<double> &);
template std::string text_of<float>(const std::vector<NativeCall<float>> &);
template std::string text_of<double>(const std::vector<NativeCall<double>> &);
template std::string text_of<float>(const Effects<float> &);
template std::string text_of<double>(const Effects<double> &);

} // namespace abax_tests
