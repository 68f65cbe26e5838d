// What is known of a param or result beside its name: see remark.hpp.
#include "remark.hpp"

#include <fmt/core.h>

#include "identifiers.hpp"
#include "number.hpp"

namespace abax::host {

std::string remark(const std::string &doc, const std::string &unit, const std::optional<double> &min,
                   const std::optional<double> &max, unsigned bits) {
    std::string text;
    const auto add = [&](const std::string &piece) { text += (text.empty() ? "" : "; ") + c_comment(piece); };
    const auto bound = [&](const std::optional<double> &value) { return shortest(*value, bits); };
    if (!doc.empty()) {
        add(doc);
    }
    if (!unit.empty()) {
        add(unit);
    }
    if (min || max) {
        add(min && max ? fmt::format("{} to {}", bound(min), bound(max))
            : min      ? fmt::format("at least {}", bound(min))
                       : fmt::format("at most {}", bound(max)));
    }
    return text;
}

} // namespace abax::host
