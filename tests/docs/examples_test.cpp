// Every example in the pages of documentation does what the page says.
//
//   ```abax      lines `expression → value`, evaluated with `abax eval`; the value may be followed by warnings in
//                parentheses, `→ 1 (warning: comma)`, and in place of it may stand `error: …`, the message of the only error.
//                `where x = 2; a = [1, 2]; f(x) = x*x; real = f32; log = ln` holds for the lines below it
//   ```toml      a module: a file by the name in its comment; it is checked unless a console block names it
//   ```csv, expr, c   files too; C must stand in a source of examples/, where it is compiled and run
//   ```console   commands after `$ `, run in the directory of the page's files, and exactly what they print
//   ```text, cmake, cpp      are not run, neither is a block without a language: tests/packaging and examples/ do what they show
#include <algorithm>
#include <map>
#include <set>

#include "../generator/program.hpp"
#include "console.hpp"
#include "page.hpp"
#include "pages.hpp"

namespace {

constexpr std::string_view arrow = "→";

std::string_view trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of(" \t\n");
    const size_t last = text.find_last_not_of(" \t\n");
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

std::string shell_word(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return result + "'";
}

// One `NAME = VALUE` behind `where` as an option of abax eval.
std::string option_of(std::string_view definition) {
    const size_t equals = definition.find('=');
    if (equals == std::string_view::npos) {
        throw std::runtime_error("no '=': " + std::string(definition));
    }
    const std::string name(trimmed(definition.substr(0, equals)));
    std::string value(trimmed(definition.substr(equals + 1)));
    if (name.find('(') != std::string::npos) {
        return " --define " + shell_word(definition);
    }
    if (name == "real" || name == "log") {
        return " --" + name + " " + value;
    }
    if (value.starts_with('[')) {
        std::erase_if(value, [](char c) { return c == '[' || c == ']' || c == ' '; });
        return " --array " + shell_word(name + "=" + value);
    }
    return " --set " + shell_word(name + "=" + value);
}

// What a run reported: "error: message" and "warning: code", in order.
std::vector<std::string> reports_of(const std::string &messages) {
    std::vector<std::string> reports;
    for (const std::string &line : lines_of(messages)) {
        const size_t error = line.find(" error: ");
        const size_t warning = line.find(" warning: ");
        const size_t code = line.rfind(" [");
        if (code == std::string::npos || !line.ends_with(']')) {
            continue;
        }
        if (error != std::string::npos) {
            reports.push_back(line.substr(error + 1, code - error - 1));
        } else if (warning != std::string::npos) {
            reports.push_back("warning: " + line.substr(code + 2, line.size() - code - 3));
        }
    }
    return reports;
}

// "3 (warning: comma) (warning: log-unset)" as the value and what is reported.
struct Expected {
    std::string value; // "": there is none
    std::vector<std::string> reports;
};

Expected expected_of(std::string_view text) {
    if (text.starts_with("error: ")) {
        return {"", {std::string(text)}};
    }
    Expected expected;
    const size_t open = text.find('(');
    expected.value = trimmed(text.substr(0, open));
    for (size_t at = open; at != std::string_view::npos; at = text.find('(', at + 1)) {
        expected.reports.emplace_back(text.substr(at + 1, text.find(')', at) - at - 1));
    }
    return expected;
}

struct Examples : Program, testing::WithParamInterface<std::string> {
    size_t tried = 0;

    void check_expressions(const Block &block) {
        std::string options;
        size_t number = block.line;
        for (const std::string &line : lines_of(block.text)) {
            number++;
            const std::string_view text = trimmed(line);
            if (text.empty()) {
                continue;
            }
            if (text.starts_with("where ")) {
                std::string_view rest = text.substr(6);
                options.clear();
                while (!rest.empty()) {
                    const size_t end = std::min(rest.find(';'), rest.size());
                    options += option_of(trimmed(rest.substr(0, end)));
                    rest.remove_prefix(std::min(end + 1, rest.size()));
                }
                continue;
            }
            const size_t at = text.rfind(arrow);
            ASSERT_NE(at, std::string_view::npos) << "line " << number << ": no " << arrow;
            const std::string expression(trimmed(text.substr(0, at)));
            const Expected expected = expected_of(trimmed(text.substr(at + arrow.size())));
            const Outcome outcome = run("eval --no-warn not-used" + options + " -e " + shell_word(expression));
            const std::string value = expected.value.empty() ? "" : expected.value + "\n";
            EXPECT_EQ(outcome.out, value) << "line " << number << ": " << expression << "\n" << outcome.err;
            EXPECT_EQ(outcome.code, expected.value.empty() ? 1 : 0) << "line " << number << "\n" << outcome.err;
            EXPECT_EQ(reports_of(outcome.err), expected.reports) << "line " << number << "\n" << outcome.err;
            tried++;
        }
    }
};

TEST_P(Examples, AreTrue) {
    const std::string page = read_text(GetParam());
    const std::vector<Block> blocks = blocks_of(page);
    std::string commands;
    for (const Block &block : blocks) {
        commands += block.language == "console" ? block.text : "";
    }
    const std::set<std::string> known = {"abax", "toml", "csv", "expr", "c", "cpp", "console", "text", "cmake", ""};
    std::string sources;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(project_file("examples"))) {
        sources += entry.path().extension() == ".c" ? read_text(entry.path().string()) : "";
    }
    for (const Block &block : blocks) {
        SCOPED_TRACE(GetParam() + ":" + std::to_string(block.line));
        EXPECT_TRUE(known.contains(block.language)) << block.language;
        if (block.language == "abax") {
            check_expressions(block);
        } else if (block.language == "console") {
            EXPECT_EQ(transcript(block, directory.string(), ABAX_PROGRAM), block.text)
                << "cmake --build BUILD --target refresh_docs writes what is printed now";
            tried++;
        } else if (block.language == "c") {
            EXPECT_NE(sources.find(block.text), std::string::npos) << "not in a source of examples/:\n" << block.text;
        } else if (is_file(block)) {
            put_file(block, directory.string());
            if (block.language == "toml" && commands.find(block.name) == std::string::npos) {
                const Outcome outcome = run("check " + shell_word(block.name));
                EXPECT_EQ(outcome.code, 0) << outcome.err;
                EXPECT_EQ(outcome.err, "");
                tried++;
            }
        }
    }
    if (GetParam().ends_with("language.md") || GetParam().ends_with("migration.md")) {
        EXPECT_GE(tried, 30U);
    }
}

std::string test_name(const testing::TestParamInfo<std::string> &info) {
    std::string name = std::filesystem::path(info.param).stem().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Pages, Examples, testing::ValuesIn(documentation_pages()), test_name);

} // namespace
