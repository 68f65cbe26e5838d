// The rules that fired: see rules.hpp.
#include "rules.hpp"

#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "json.hpp"

namespace abax::host {
namespace {

struct Row {
    std::string_view name;
    std::string_view mode;
    std::string_view pattern;
};

constexpr Row rows[] = {
#define ABAX_RULE(id, mode, pattern, why, flash) {#id, #mode, pattern},
#include "abax/rules.def"
};

// SIGN_OUT is sign-out.
std::string word(std::string_view name) {
    std::string text;
    for (const char c : name) {
        text += c == '_' ? '-' : static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

} // namespace

std::string rules_text(const CompilerRun &run) {
    std::string text;
    for (size_t i = 0; i < std::size(rows); i++) {
        if (run.rules[i] != 0) {
            text += fmt::format("{:>6}  {:<15}  {:<6}  {}\n", run.rules[i], word(rows[i].name), word(rows[i].mode),
                                rows[i].pattern);
        }
    }
    return text.empty() ? "no rule fired\n" : text;
}

std::string rules_json(const CompilerRun &run) {
    JsonDocument document;
    document.begin_list("rules");
    for (size_t i = 0; i < std::size(rows); i++) {
        document.element({{"rule", word(rows[i].name)}, {"mode", word(rows[i].mode)}, {"fired", run.rules[i]}});
    }
    document.end();
    return document.finish();
}

} // namespace abax::host
