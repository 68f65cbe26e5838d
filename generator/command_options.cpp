// The values of options to what a subcommand is to do: see command_options.hpp.
#include "command_options.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "diagnostics.hpp"
#include "nearest.hpp"
#include "number.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

void require_word(std::string_view option, const std::string &value, const std::vector<std::string> &words) {
    if (std::find(words.begin(), words.end(), value) == words.end()) {
        throw UsageError{fmt::format("{} takes {}, not '{}'", option, or_list(words), value)};
    }
}

void require_codes(std::string_view option, const std::vector<std::string> &given,
                   const std::vector<std::string> &codes) {
    const std::vector<std::string> all = diagnostic_codes();
    for (const std::string &code : given) {
        if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
            if (std::find(all.begin(), all.end(), code) != all.end()) {
                throw UsageError{fmt::format("{}{}: this is never a warning", option, code)};
            }
            const std::string meant = nearest(code, codes);
            throw UsageError{fmt::format("{}{}: there is no such warning{}", option, code,
                                         meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant))};
        }
    }
}

bool is_member_name(std::string_view name) {
    const size_t dot = name.find('.');
    return dot == std::string_view::npos ? is_name(name)
                                         : is_name(name.substr(0, dot)) && is_name(name.substr(dot + 1));
}

void require_name(std::string_view option, std::string_view text, std::string_view name) {
    if (is_nested_group(name)) {
        throw UsageError{fmt::format("{} {}: there are no groups inside groups", option, text)};
    }
    if (!is_member_name(name)) {
        throw UsageError{fmt::format("{} {}: '{}' is not a name", option, text, name)};
    }
}

void require_number(std::string_view option, std::string_view text, std::string_view value) {
    if (!parse_number_text(value, 64).valid) {
        throw UsageError{fmt::format("{} {}: '{}' is not a number", option, text, value)};
    }
}

// The index in `adc[2]`.
std::optional<size_t> element_index(std::string_view target) {
    const size_t begin = target.find('[') + 1;
    const std::string_view digits = target.substr(begin, target.size() - 1 - begin);
    size_t index = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(index) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    const size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::vector<Setting> settings_of(const Raw &raw) {
    std::vector<Setting> settings;
    for (const std::string &text : raw.settings) {
        const size_t equals = text.find('=');
        if (equals == std::string::npos) {
            throw UsageError{fmt::format("--set {}: expected NAME=VALUE", text)};
        }
        const std::string target = text.substr(0, equals);
        Setting setting = {target, text.substr(equals + 1)};
        if (target.ends_with(']') && target.find('[') != std::string::npos) {
            setting.name = target.substr(0, target.find('['));
            setting.index = element_index(target);
            if (!setting.index) {
                throw UsageError{fmt::format("--set {}: expected a whole number from 0 in the brackets", text)};
            }
        }
        require_name("--set", text, setting.name);
        require_number("--set", text, setting.value);
        if (std::any_of(settings.begin(), settings.end(),
                        [&](const Setting &s) { return s.name == setting.name && s.index == setting.index; })) {
            throw UsageError{fmt::format("--set {}: '{}' is set twice", text, target)};
        }
        settings.push_back(std::move(setting));
    }
    return settings;
}

std::vector<ArraySetting> arrays_of(const Raw &raw, const std::vector<Setting> &settings) {
    std::vector<ArraySetting> arrays;
    for (const std::string &text : raw.arrays) {
        const size_t equals = text.find('=');
        if (equals == std::string::npos) {
            throw UsageError{fmt::format("--array {}: expected NAME=VALUE,VALUE,…", text)};
        }
        ArraySetting array = {text.substr(0, equals), {}};
        require_name("--array", text, array.name);
        for (size_t begin = equals + 1; begin <= text.size();) {
            const size_t comma = std::min(text.find(',', begin), text.size());
            array.values.emplace_back(trimmed(std::string_view(text).substr(begin, comma - begin)));
            require_number("--array", text, array.values.back());
            begin = comma + 1;
        }
        const auto is_same = [&](const auto &other) { return other.name == array.name; };
        if (std::any_of(arrays.begin(), arrays.end(), is_same)) {
            throw UsageError{fmt::format("--array {}: '{}' is set twice", text, array.name)};
        }
        if (std::any_of(settings.begin(), settings.end(), [&](const Setting &s) { return is_same(s) && !s.index; })) {
            throw UsageError{fmt::format("--array {}: --set gives '{}' a single value", text, array.name)};
        }
        arrays.push_back(std::move(array));
    }
    return arrays;
}

std::vector<ColumnMap> maps_of(const Raw &raw) {
    std::vector<ColumnMap> maps;
    for (const std::string &text : raw.maps) {
        const size_t equals = text.rfind('='); // a column's name may hold =, a param's cannot
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
            throw UsageError{fmt::format("--map {}: expected COLUMN=PARAM", text)};
        }
        ColumnMap map = {text.substr(0, equals), text.substr(equals + 1)};
        if (std::any_of(maps.begin(), maps.end(), [&](const ColumnMap &m) { return m.param == map.param; })) {
            throw UsageError{fmt::format("--map {}: '{}' is mapped twice", text, map.param)};
        }
        maps.push_back(std::move(map));
    }
    return maps;
}

InputOptions input_options(const Raw &raw) {
    if (raw.modules.empty() && raw.expressions.empty()) {
        throw UsageError{"expected a module file, or -e and an expression"};
    }
    if (!raw.modules.empty() && !raw.expressions.empty()) {
        throw UsageError{fmt::format("give either modules or -e, not both (module: {})", raw.modules.front())};
    }
    InputOptions input;
    input.modules = raw.modules;
    input.expressions = raw.expressions;
    input.definitions = raw.definitions;
    input.settings = settings_of(raw);
    input.arrays = arrays_of(raw, input.settings);
    for (const std::string &text : raw.definitions) {
        const size_t equals = text.find('=');
        if (equals == std::string::npos || text.substr(0, equals).find('(') == std::string::npos) {
            throw UsageError{fmt::format("--define {}: expected a function such as 'f(x) = x + 1'", text)};
        }
    }
    if (!raw.real.empty()) {
        require_word("--real", raw.real, {"f32", "f64"});
        input.bits = raw.real == "f32" ? 32 : 64;
    }
    if (!raw.log.empty()) {
        require_word("--log", raw.log, {"ln", "log10"});
        input.log = raw.log == "ln" ? ABAX_LOG_LN : ABAX_LOG_LOG10;
    }
    if (!raw.modules.empty() && !raw.log.empty()) {
        throw UsageError{"--log is for the expressions of -e; a module says it in its file"};
    }
    return input;
}

const Engine &engine_named(const std::string &name) {
    std::vector<std::string> names;
    for (const Engine &engine : engines) {
        if (engine.name == name) {
            return engine;
        }
        names.emplace_back(engine.name);
    }
    const std::string meant = nearest(name, names);
    throw UsageError{
        fmt::format("there is no engine '{}'; {}", name,
                    meant.empty() ? "there is " + or_list(names) : fmt::format("did you mean '{}'?", meant))};
}

} // namespace

std::string or_list(const std::vector<std::string> &words) {
    std::string list;
    for (size_t i = 0; i < words.size(); i++) {
        list += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    }
    return list;
}

DiagnosticOptions diagnostic_options(const Raw &raw) {
    require_word("--diagnostics", raw.diagnostics, {"text", "json"});
    require_word("--color", raw.color, {"auto", "always", "never"});
    require_codes("--no-warn ", raw.silenced, silenced_codes());
    require_codes("--werror=", raw.promoted, warning_codes());
    const ColorMode color = raw.color == "auto"     ? ColorMode::Auto
                            : raw.color == "always" ? ColorMode::Always
                                                    : ColorMode::Never;
    return {color, raw.silenced, raw.promoted, raw.werror, raw.diagnostics == "json"};
}

std::string one_module(const Raw &raw, std::string_view what) {
    if (raw.modules.empty()) {
        throw UsageError{fmt::format("expected {}", what)};
    }
    if (raw.modules.size() > 1) {
        throw UsageError{fmt::format("expected {} only, not {}", what, raw.modules.size())};
    }
    return raw.modules.front();
}

EvalOptions eval_options(const Raw &raw) {
    EvalOptions options = {diagnostic_options(raw), input_options(raw), raw.csv, maps_of(raw), "-"};
    if (!raw.output.empty()) {
        options.output = raw.output;
    }
    if (!raw.engine.empty()) {
        options.input.profile = engine_named(raw.engine).profile;
    }
    if (raw.csv.empty() && !raw.maps.empty()) {
        throw UsageError{"--map is of no use without --csv"};
    }
    if (!raw.csv.empty() && raw.modules.size() > 1) {
        throw UsageError{"--csv takes one module"};
    }
    return options;
}

CompileOptions compile_options(const Raw &raw) {
    CompileOptions options = {diagnostic_options(raw),
                              one_module(raw, "one module file"),
                              raw.emit,
                              raw.output,
                              raw.out_directory,
                              raw.depfile,
                              raw.check,
                              raw.templates,
                              raw.python,
                              raw.self_test};
    const std::vector<std::string> kinds = {"cpp", "c", "table", "table-c", "json"};
    if (raw.emit.empty()) {
        throw UsageError{fmt::format("--emit is missing; it takes {}", or_list(kinds))};
    }
    require_word("--emit", raw.emit, kinds);
    const bool is_source = raw.emit == "cpp" || raw.emit == "c";
    for (const auto &[given, option] :
         {std::pair(!raw.templates.empty(), "--template"), std::pair(!raw.python.empty(), "--python"),
          std::pair(raw.self_test, "--self-test")}) {
        if (given && !is_source) {
            throw UsageError{fmt::format("{} is for --emit cpp and c, not {}", option, raw.emit)};
        }
    }
    if (!raw.output.empty() && !raw.out_directory.empty()) {
        throw UsageError{"give either -o or --out-dir, not both"};
    }
    if (raw.output == "-" && (raw.check || !raw.depfile.empty())) {
        throw UsageError{fmt::format("{} is about files, and -o - writes none", raw.check ? "--check" : "--depfile")};
    }
    const std::string_view ending =
        std::string_view(raw.output).substr(std::min(raw.output.rfind('.'), raw.output.size()));
    if (raw.emit == "table-c" && !raw.output.empty() && raw.output != "-" && ending != ".c" && ending != ".cpp") {
        throw UsageError{
            fmt::format("-o {}: table-c writes a .c file and a .h file beside it; name the first", raw.output)};
    }
    if (is_source && !raw.output.empty() && raw.output != "-" && ending != "." + raw.emit) {
        throw UsageError{fmt::format("-o {}: {} writes a .{} file and a header beside it; name the first", raw.output,
                                     raw.emit, raw.emit)};
    }
    return options;
}

ExportOptions export_options(const Raw &raw) {
    ExportOptions options = {diagnostic_options(raw), one_module(raw, "one directory"), raw.check};
    if (options.directory.empty()) {
        throw UsageError{"the directory's name is empty"};
    }
    return options;
}

ExplainOptions explain_options(const Raw &raw) {
    ExplainOptions options = {diagnostic_options(raw), input_options(raw), raw.show.empty() ? "ast" : raw.show,
                              raw.format.empty() ? "text" : raw.format};
    if (raw.modules.size() > 1) {
        throw UsageError{fmt::format("expected one module, not {}", raw.modules.size())};
    }
    require_word("--show", options.show, {"tokens", "ast", "graph", "rules", "code", "cost"});
    require_word("--format", options.format, {"text", "json", "dot"});
    if (options.format == "dot" && options.show != "ast" && options.show != "graph") {
        throw UsageError{fmt::format("--format dot draws --show ast and graph; {} has text or json", options.show)};
    }
    return options;
}

OpsOptions ops_options(const Raw &raw) {
    OpsOptions options;
    options.diagnostics = diagnostic_options(raw);
    options.format = raw.format.empty() ? "text" : raw.format;
    require_word("--format", options.format, {"text", "json", "markdown", "header"});
    if (!raw.output.empty()) {
        options.output = raw.output;
    }
    for (const auto &[given, what] :
         {std::pair(!raw.modules.empty(), "a module or a table"), std::pair(!raw.operators.empty(), "--with"),
          std::pair(!raw.profile.empty(), "--profile")}) {
        if (given && options.format != "header") {
            throw UsageError{fmt::format("{} is for --format header", what)};
        }
    }
    if (options.format != "header") {
        return options;
    }
    options.files = raw.modules;
    if (!raw.operators.empty()) {
        const std::string error = read_operators(raw.operators, options.operators.emplace());
        if (!error.empty()) {
            throw UsageError{"--with: " + error};
        }
    }
    if (options.files.empty() && !options.operators) {
        throw UsageError{"--format header is made of modules and tables (.abx), or of operators (--with)"};
    }
    if (!raw.profile.empty()) {
        const std::vector<std::string> profiles = {"base", "fused", "wide"};
        require_word("--profile", raw.profile, profiles);
        options.profile = engine_named("table-" + raw.profile).profile;
    }
    return options;
}

} // namespace abax::host
