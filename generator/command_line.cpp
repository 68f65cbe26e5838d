// The command line: see command_line.hpp. CLI11 parses and writes the help; the texts of errors are our own. What
// the values mean is in command_options.cpp.
//
// -e is taken out before: its argument is literal, also where it is empty or looks like an option.
#include "command_line.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "command_options.hpp"
#include "command_parser.hpp"
#include "diagnostics.hpp"
#include "nearest.hpp"

namespace abax::host {
namespace {

// What the library gets, and what it does not.
struct Split {
    std::vector<std::string> options;     // with the modules among them
    std::vector<std::string> expressions; // of -e
    std::vector<std::string> promoted;    // of --werror=
    std::vector<std::string> modules;     // behind --
};

// What stands behind a --werror that stands alone is a module; a code is none.
void refuse_code(const std::string &argument) {
    const std::vector<std::string> codes = warning_codes();
    if (std::binary_search(codes.begin(), codes.end(), argument)) {
        throw UsageError{fmt::format("--werror takes no value of its own; write --werror={}", argument)};
    }
}

// Takes out of the arguments what the library does not know: what follows --, every `-e EXPR` of a subcommand that has -e,
// and the values of --werror, which may stand alone.
Split split_arguments(const std::vector<std::string> &arguments, bool has_expressions) {
    constexpr std::string_view with_value[] = {
        "--set",    "--array",       "--define",  "--real",     "--log",    "--csv",  "--map",
        "-o",       "--engine",      "--show",    "--no-warn",  "--color",  "--emit", "--out-dir",
        "--format", "--diagnostics", "--depfile", "--template", "--python", "--with", "--profile"};
    constexpr std::string_view werror_of = "--werror=";
    Split split;
    std::vector<std::string> &rest = split.options;
    for (size_t i = 0; i < arguments.size(); i++) {
        const std::string &argument = arguments[i];
        if (argument == "--") {
            split.modules.assign(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, arguments.end());
            break;
        }
        if (has_expressions && argument == "-e") {
            if (i + 1 == arguments.size()) {
                throw UsageError{"-e needs an expression after it"};
            }
            split.expressions.push_back(arguments[++i]);
        } else if (has_expressions && argument.starts_with("-e")) {
            split.expressions.push_back(argument.substr(2));
        } else if (argument.starts_with(werror_of)) {
            split.promoted.push_back(argument.substr(werror_of.size()));
        } else {
            if (argument == "--werror" && i + 1 < arguments.size()) {
                refuse_code(arguments[i + 1]);
            }
            rest.push_back(argument);
            const bool takes_value =
                std::find(std::begin(with_value), std::end(with_value), argument) != std::end(with_value);
            if (takes_value && i + 1 < arguments.size()) {
                rest.push_back(arguments[++i]);
            }
        }
    }
    return split;
}

// An option that is given has a value: '' is none.
void refuse_empty_values(const CLI::App &app) {
    for (const CLI::Option *option : app.get_options()) {
        const auto &values = option->results();
        if (option->get_type_size() != 0 && !option->get_positional() &&
            std::find(values.begin(), values.end(), "") != values.end() && option->get_items_expected_max() == 1) {
            throw UsageError{fmt::format("{} needs a value, not ''", option->get_name())};
        }
    }
}

// `--engine list`, or --engine without a name.
bool asks_for_engines(const std::vector<std::string> &arguments) {
    const auto engine = std::find(arguments.begin(), arguments.end(), "--engine");
    return engine != arguments.end() && (engine + 1 == arguments.end() || *(engine + 1) == "list");
}

// Arguments that no option and no place was there for.
void refuse_extras(const CLI::App &app) {
    std::vector<std::string> extras = app.remaining();
    if (extras.empty()) {
        return;
    }
    const std::string &extra = extras.front();
    if (extra.size() < 2 || extra[0] != '-') {
        throw UsageError{fmt::format("unexpected argument '{}'", extra)};
    }
    const std::string option = extra.substr(0, extra.find('='));
    std::vector<std::string> names;
    for (const CLI::Option *known : app.get_options()) {
        for (const std::string &name : known->get_lnames()) {
            names.push_back("--" + name);
        }
        for (const std::string &name : known->get_snames()) {
            names.push_back("-" + name);
        }
    }
    const std::string meant = nearest(option, names);
    throw UsageError{
        fmt::format("unknown option '{}'{}", option, meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant))};
}

Command command_of(const Parser &parser, const CLI::App &chosen) {
    const Raw &raw = parser.raw;
    refuse_extras(chosen);
    refuse_empty_values(chosen);
    if (&chosen == parser.eval) {
        return eval_options(raw);
    }
    if (&chosen == parser.check) {
        if (raw.modules.empty()) {
            throw UsageError{"expected a module file"};
        }
        return CheckOptions{diagnostic_options(raw), raw.modules};
    }
    if (&chosen == parser.compile) {
        return compile_options(raw);
    }
    if (&chosen == parser.export_runtime) {
        return export_options(raw);
    }
    if (&chosen == parser.explain) {
        return explain_options(raw);
    }
    if (&chosen == parser.ops) {
        return ops_options(raw);
    }
    return InspectOptions{diagnostic_options(raw), one_module(raw, "one table (.abx)")};
}

// The subcommand that the first argument names, or null for an option of the program itself.
CLI::App *chosen_command(Parser &parser, const std::vector<std::string> &arguments) {
    std::vector<std::string> names;
    for (CLI::App *command : parser.commands()) {
        names.push_back(command->get_name());
    }
    if (arguments.empty()) {
        throw UsageError{fmt::format("expected a command: {}", or_list(names))};
    }
    if (arguments.front().starts_with('-')) {
        return nullptr;
    }
    const auto found = std::find(names.begin(), names.end(), arguments.front());
    if (found != names.end()) {
        return parser.commands()[static_cast<size_t>(found - names.begin())];
    }
    const std::string meant = nearest(arguments.front(), names);
    throw UsageError{
        fmt::format("there is no command '{}'; {}", arguments.front(),
                    meant.empty() ? "the commands are " + or_list(names) : fmt::format("did you mean '{}'?", meant))};
}

// CLI11's own texts name the option first: "--real: 1 required f32|f64 missing".
std::string message_of(const CLI::ParseError &error) {
    const std::string text = error.what();
    const size_t colon = text.find(':');
    if (dynamic_cast<const CLI::ArgumentMismatch *>(&error) != nullptr && colon != std::string::npos) {
        const std::string name = text.substr(0, colon);
        return fmt::format("{} {}", name, text.ends_with("missing") ? "needs a value" : "is given more than once");
    }
    return text;
}

} // namespace

CommandLine read_command_line(const std::vector<std::string> &arguments) {
    CommandLine result;
    Parser parser;
    CLI::App *chosen = nullptr;
    try {
        chosen = chosen_command(parser, arguments);
        Split split = split_arguments(arguments, chosen == parser.eval || chosen == parser.explain);
        std::vector<std::string> &rest = split.options;
        parser.raw.expressions = split.expressions;
        parser.raw.promoted = split.promoted;
        if (chosen == parser.eval && asks_for_engines(rest)) {
            for (const Engine &engine : engines) {
                result.output += fmt::format("{:12} {}\n", engine.name, engine.sentence);
            }
            return result;
        }
        std::reverse(rest.begin(), rest.end()); // as CLI11 wants it
        parser.app.parse(std::move(rest));
        parser.raw.modules.insert(parser.raw.modules.end(), split.modules.begin(), split.modules.end());
        if (chosen == nullptr) {
            refuse_extras(parser.app);
            throw UsageError{"expected a command"};
        }
        result.command = command_of(parser, *chosen);
        return result;
    } catch (const CLI::CallForVersion &version) {
        result.output = fmt::format("{}\n", version.what());
        return result;
    } catch (const CLI::Success &) {
        result.output = help_text(chosen != nullptr ? *chosen : parser.app);
        return result;
    } catch (const CLI::ParseError &error) {
        result.error = printable(message_of(error));
    } catch (const UsageError &error) {
        result.error = printable(error.message);
    }
    const std::string program = chosen != nullptr ? "abax " + chosen->get_name() : "abax";
    result.error = fmt::format("{0}: {1}\nhelp: {0} --help\n", program, result.error);
    result.exit_code = exit_usage;
    return result;
}

} // namespace abax::host
