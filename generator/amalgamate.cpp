// Joins C sources into one: see amalgamate.hpp.
#include "amalgamate.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

namespace abax::host {
namespace {

constexpr int deepest_include = 32; // a file without a guard that includes itself ends here

constexpr std::string_view blanks = " \t";

// Takes the first line off `rest`, without its end.
std::string_view next_line(std::string_view &rest) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::string_view without_blanks(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

// A preprocessor directive: `#include "x.h"` is {"include", "\"x.h\""}. Any other line has no word.
struct Directive {
    std::string_view word;
    std::string_view rest;
};

Directive directive_of(std::string_view line) {
    line = without_blanks(line);
    if (!line.starts_with('#')) {
        return {};
    }
    line = without_blanks(line.substr(1));
    const size_t end = std::min(line.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), line.size());
    return {line.substr(0, end), without_blanks(line.substr(end))};
}

// The name in an #include with quotes, else "".
std::string_view included_name(const Directive &directive) {
    if (directive.word != "include" || !directive.rest.starts_with('"')) {
        return {};
    }
    const std::string_view name = directive.rest.substr(1);
    return name.substr(0, std::min(name.find('"'), name.size()));
}

// How many conditions more are open behind this line than before it.
int opened_by(const Directive &directive) {
    return directive.word.starts_with("if") ? 1 : directive.word == "endif" ? -1 : 0;
}

// The text behind comments and empty lines.
std::string_view behind_comments(std::string_view text) {
    for (;;) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        const std::string_view end = text.starts_with("/*") ? "*/" : text.starts_with("//") ? "\n" : "";
        if (end.empty()) {
            return text;
        }
        const size_t found = text.find(end, 2);
        text.remove_prefix(found == std::string_view::npos ? text.size() : found + end.size());
    }
}

// Whether all of a file stands between #ifndef NAME, #define NAME and their #endif: a second inclusion would add nothing.
bool has_guard(std::string_view text) {
    text = behind_comments(text);
    const Directive first = directive_of(next_line(text));
    const Directive second = directive_of(next_line(text));
    if (first.word != "ifndef" || first.rest.empty() || second.word != "define" || second.rest != first.rest) {
        return false;
    }
    for (int open = 1; open > 0 && !text.empty();) {
        open += opened_by(directive_of(next_line(text)));
    }
    return behind_comments(text).empty();
}

class Joiner {
public:
    Joiner(const ReadText &read, Amalgamation &result, std::string &error)
        : read_(read), result_(result), error_(error) {}

    // `conditional`: it may be that the preprocessor skips what is added.
    bool add(const std::string &name, bool conditional, int depth);

private:
    // `begun` tells whether there are lines of this inclusion already, and is kept so.
    void write(const std::string &name, bool &begun, std::string_view line);

    const ReadText &read_;
    Amalgamation &result_;
    std::string &error_;
    std::set<std::string> guarded_; // files with a guard that are there, whatever the switches
    std::string written_;           // the file that the last line is of
};

void Joiner::write(const std::string &name, bool &begun, std::string_view line) {
    std::string &text = result_.text;
    if (written_ != name) {
        if (line.empty()) {
            return;
        }
        if (!text.empty() && !text.ends_with("\n\n")) {
            text += '\n';
        }
        text += fmt::format("/* ---- {}{} ---- */\n", name, begun ? ", continued" : "");
        written_ = name;
        begun = true;
    }
    text.append(line) += '\n';
}

bool Joiner::add(const std::string &name, bool conditional, int depth) {
    std::string content;
    if (guarded_.contains(name)) {
        return true;
    }
    if (depth > deepest_include) {
        error_ = fmt::format("{}: included by itself, or too deeply", name);
        return false;
    }
    if (!read_(name, content, error_)) {
        return false;
    }
    int open = 0; // conditions, without the guard
    if (has_guard(content)) {
        open = -1;
        if (!conditional) {
            guarded_.insert(name);
        }
    }
    written_.clear();
    bool begun = false;
    for (std::string_view rest = content; !rest.empty();) {
        const std::string_view line = next_line(rest);
        const Directive directive = directive_of(line);
        const std::string included(included_name(directive));
        open += opened_by(directive);
        if (included.empty() || included.starts_with("abax/")) {
            if (!included.empty()) {
                result_.headers.insert(included);
            }
            write(name, begun, line);
            continue;
        }
        const std::filesystem::path path = std::filesystem::path(name).parent_path() / included;
        if (!add(path.lexically_normal().generic_string(), conditional || open > 0, depth + 1)) {
            return false;
        }
    }
    return true;
}

} // namespace

bool amalgamate(const std::vector<std::string> &sources, const ReadText &read, Amalgamation &result,
                std::string &error) {
    Joiner joiner(read, result, error);
    return std::all_of(sources.begin(), sources.end(),
                       [&](const std::string &source) { return joiner.add(source, false, 0); });
}

std::vector<std::string> quoted_includes(std::string_view text) {
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::string_view name = included_name(directive_of(next_line(text)));
        if (!name.empty()) {
            names.emplace_back(name);
        }
    }
    return names;
}

} // namespace abax::host
