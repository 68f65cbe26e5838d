// The list of what is wrong: see diagnostics.hpp. Rendering is in render.cpp.
#include "diagnostics.hpp"

#include <algorithm>

#include "abax/compiler.h"

namespace abax::host {

Diagnostic *add(Diagnostics &diagnostics, Diagnostic diagnostic) {
    if (diagnostic.severity != Severity::Error && diagnostics.silenced.contains(diagnostic.code)) {
        return nullptr;
    }
    if (diagnostic.severity == Severity::Warning &&
        (diagnostics.warnings_are_errors || diagnostics.promoted.contains(diagnostic.code))) {
        diagnostic.severity = Severity::Error;
    }
    if (diagnostic.severity == Severity::Error) {
        diagnostics.errors++;
    }
    return &diagnostics.list.emplace_back(std::move(diagnostic));
}

Diagnostic *add_error(Diagnostics &diagnostics, std::string_view code, Span span, std::string message) {
    return add(diagnostics, {Severity::Error, std::string(code), std::move(message), {}, {}, span, {}});
}

Diagnostic *add_warning(Diagnostics &diagnostics, std::string_view code, Span span, std::string message) {
    return add(diagnostics, {Severity::Warning, std::string(code), std::move(message), {}, {}, span, {}});
}

void add_note(Diagnostic *diagnostic, std::string text, Span span) {
    if (diagnostic != nullptr) {
        diagnostic->notes.push_back({Severity::Note, std::move(text), span});
    }
}

std::vector<std::string> diagnostic_codes() {
    std::set<std::string> codes;
#define ABAX_DIAGNOSTIC(id, number, slug, text) codes.insert(slug);
#include "abax/diagnostics.def"
#define ABAX_HOST_DIAGNOSTIC(id, slug) codes.insert(slug);
#include "diagnostics.def"
    return {codes.begin(), codes.end()};
}

std::vector<std::string> warning_codes() {
    std::set<std::string, std::less<>> codes = {std::string(slug::ACCURACY),    std::string(slug::DEFAULT_RANGE),
                                                std::string(slug::FAULT_INDEX), std::string(slug::FREE_NAME),
                                                std::string(slug::NOT_USED),    std::string(slug::TABLE),
                                                std::string(slug::UNKNOWN_KEY)};
    for (const uint32_t code :
         {ABAX_D_NUMBER_RANGE, ABAX_D_NUMBER_TINY, ABAX_D_NUMBER_INEXACT, ABAX_D_COMMA, ABAX_D_CHAINED_COMPARISON,
          ABAX_D_CHAINED_EQUALITY, ABAX_D_BITWISE_COMPARISON, ABAX_D_BITWISE_RANGE, ABAX_D_LOG_UNSET,
          ABAX_D_UNUSED_INTERNAL, ABAX_D_UNUSED_PARAMETER}) {
        codes.insert(abax_diagnostic_slug(code));
    }
    return {codes.begin(), codes.end()};
}

std::vector<std::string> silenced_codes() {
    std::vector<std::string> codes = warning_codes();
    codes.emplace_back(abax_diagnostic_slug(ABAX_D_SHADOWS));
    std::sort(codes.begin(), codes.end());
    return codes;
}

} // namespace abax::host
