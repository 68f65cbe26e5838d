// From what the command line names to a Module: see input.hpp.
#include "input.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/core.h>
#include <unistd.h>

#include "files.hpp"
#include "stand_ins.hpp"

namespace abax::host {
namespace {

bool use_color(ColorMode mode) {
    if (mode != ColorMode::Auto) {
        return mode == ColorMode::Always;
    }
    const char *no_color = std::getenv("NO_COLOR");
    const char *terminal = std::getenv("TERM");
    return (no_color == nullptr || *no_color == '\0') && isatty(STDERR_FILENO) != 0 &&
           (terminal == nullptr || std::string_view(terminal) != "dumb");
}

} // namespace

Diagnostics make_diagnostics(const DiagnosticOptions &options) {
    Diagnostics diagnostics;
    diagnostics.silenced.insert(options.silenced.begin(), options.silenced.end());
    diagnostics.promoted.insert(options.promoted.begin(), options.promoted.end());
    diagnostics.warnings_are_errors = options.warnings_are_errors;
    return diagnostics;
}

void print_diagnostics(Diagnostics &diagnostics, const DiagnosticOptions &options) {
    const bool color = use_color(options.color);
    // Texts are read in more than one go; whoever reads the messages goes through a text once.
    const auto place = [](const Diagnostic &diagnostic) {
        const Span &span = diagnostic.span;
        return span.source == nullptr ? std::pair<size_t, size_t>() : std::pair(span.source->ordinal, span.begin);
    };
    std::stable_sort(diagnostics.list.begin(), diagnostics.list.end(),
                     [&](const Diagnostic &a, const Diagnostic &b) { return place(a) < place(b); });
    for (const Diagnostic &diagnostic : diagnostics.list) {
        const std::string text = options.json ? render_json(diagnostic) : render_text(diagnostic, color);
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
    diagnostics.list.clear();
}

void add_file_error(Diagnostics &diagnostics, const std::string &path_and_reason) {
    if (path_and_reason.empty()) {
        return;
    }
    const size_t colon = path_and_reason.rfind(": ");
    Diagnostic *error = add_error(diagnostics, "", {}, path_and_reason.substr(colon + 2));
    error->file = path_and_reason.substr(0, colon);
}

bool report_same_files(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs,
                       Diagnostics &diagnostics) {
    for (auto output = outputs.begin(); output != outputs.end(); ++output) {
        const auto is_it = [&](const std::string &path) { return is_same_file(*output, path); };
        const bool is_read = std::any_of(inputs.begin(), inputs.end(), is_it);
        if (is_read || std::any_of(outputs.begin(), output, is_it)) {
            add_error(diagnostics, "", {},
                      fmt::format("{}: {}", is_read ? "the output is also the input" : "two outputs are the same file",
                                  *output));
            return true;
        }
    }
    return false;
}

int load_file(const std::string &path, const ModuleOptions &options, SourceSet &sources, Diagnostics &diagnostics,
              Module &module) {
    std::string content;
    std::string error;
    if (!read_file(path, content, error)) {
        add_file_error(diagnostics, error);
        return exit_file;
    }
    const Source &source = add_source(sources, path, content);
    return read_module(source, options, diagnostics, module) ? exit_success : exit_input;
}

namespace {

// So that whoever gave an element alone is told why the array is still missing.
void note_elements(const std::vector<Setting> &settings, Module &module) {
    for (Param &param : module.params) {
        const auto setting = std::find_if(settings.begin(), settings.end(),
                                          [&](const Setting &s) { return s.index && s.name == param.name.text; });
        if (param.open_array && setting != settings.end()) {
            param.element = text_of(*setting);
        }
    }
}

} // namespace

int load_input(const InputOptions &input, const std::vector<std::string> &columns, SourceSet &sources,
               Diagnostics &diagnostics, Module &module) {
    if (!input.modules.empty()) {
        const ModuleOptions options = {input.bits, input.arrays, columns};
        const int code = load_file(input.modules.front(), options, sources, diagnostics, module);
        note_elements(input.settings, module);
        const bool stands = code == exit_file || stand_in_for_natives(input.definitions, sources, diagnostics, module);
        return code == exit_success && !stands ? exit_input : code;
    }
    const ModuleArguments arguments = {input.expressions, input.definitions,       input.settings, input.arrays,
                                       columns,           input.bits.value_or(64), input.log};
    const bool good = read_module_arguments(arguments, sources, diagnostics, module);
    note_elements(input.settings, module);
    return good ? exit_success : exit_input;
}

} // namespace abax::host
