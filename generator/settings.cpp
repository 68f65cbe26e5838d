// Values that the command line gives to names: see settings.hpp.
#include "settings.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "number.hpp"

namespace abax::host {

std::string text_of(const Setting &setting) {
    const std::string index = setting.index ? fmt::format("[{}]", *setting.index) : "";
    return fmt::format("--set {}{}={}", setting.name, index, setting.value);
}

std::string text_of(const ArraySetting &setting) {
    std::string text = fmt::format("--array {}=", setting.name);
    constexpr size_t shown = 8; // enough to know it by
    for (size_t i = 0; i < setting.values.size() && i < shown; i++) {
        text += (i == 0 ? "" : ",") + setting.values[i];
    }
    return setting.values.size() > shown ? text + ",…" : text;
}

double rounded(const Setting &setting, unsigned bits, Diagnostics &diagnostics) {
    const Number number = parse_number_text(setting.value, bits);
    warn_about(diagnostics, number, bits, {}, text_of(setting));
    return number.value;
}

std::vector<double> rounded(const ArraySetting &setting, unsigned bits, Diagnostics &diagnostics) {
    std::vector<double> values;
    values.reserve(setting.values.size());
    for (size_t i = 0; i < setting.values.size(); i++) {
        const Number number = parse_number_text(setting.values[i], bits);
        warn_about(diagnostics, number, bits, {},
                   fmt::format("--array {}: element {} is {}", setting.name, i, setting.values[i]));
        values.push_back(number.value);
    }
    return values;
}

size_t array_length(const std::vector<ArraySetting> &arrays, const std::vector<std::string> &columns,
                    const std::string &name) {
    for (const ArraySetting &array : arrays) {
        if (array.name == name) {
            return array.values.size();
        }
    }
    size_t length = 0;
    for (const std::string &column : columns) {
        if (!column.starts_with(name + "[") || !column.ends_with(']')) {
            continue;
        }
        const char *begin = column.data() + name.size() + 1;
        const char *end = column.data() + column.size() - 1;
        size_t index = 0;
        const auto [last, error] = std::from_chars(begin, end, index);
        if (error == std::errc() && last == end && index < ABAX_MOST_ELEMENTS) {
            length = std::max(length, index + 1);
        }
    }
    return length;
}

void report_no_element(const Setting &setting, size_t length, Diagnostics &diagnostics) {
    const std::string message = language_message(ABAX_D_INDEX_HIGH, {setting.name}, length, *setting.index);
    add_error(diagnostics, abax_diagnostic_slug(ABAX_D_INDEX_HIGH), {},
              fmt::format("{}: {}", text_of(setting), message));
}

void report_whole_array(const Setting &setting, size_t length, Diagnostics &diagnostics) {
    Diagnostic *error = add_error(diagnostics, slug::SETTING, {},
                                  fmt::format("{}: '{}' is an array of {} element{}", text_of(setting), setting.name,
                                              length, length == 1 ? "" : "s"));
    add_note(error, fmt::format("set one element with --set '{0}[0]={1}', or all with --array {0}=VALUE,…",
                                setting.name, setting.value));
}

void report_length(const ArraySetting &setting, size_t length, Diagnostics &diagnostics) {
    add_error(diagnostics, slug::SETTING, {},
              fmt::format("{}: '{}' has {} element{}, and here {} {}", text_of(setting), setting.name, length,
                          length == 1 ? "" : "s", setting.values.size() == 1 ? "is" : "are", setting.values.size()));
}

void report_no_array(const std::string &setting, const std::string &name, Diagnostics &diagnostics) {
    Diagnostic *error = add_error(diagnostics, abax_diagnostic_slug(ABAX_D_NOT_AN_ARRAY), {},
                                  fmt::format("{}: {}", setting, language_message(ABAX_D_NOT_AN_ARRAY, {name})));
    add_note(error, fmt::format("set it with --set {}=VALUE", name));
}

} // namespace abax::host
