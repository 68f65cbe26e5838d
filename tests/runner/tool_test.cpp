// Runs the cases of corpus/tool (README.md there): files, a command, and exactly what the program says about them. And a test that
// every code of the program's own diagnostics is said by some case.
#include "generator/program.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>
#include <vector>

namespace {

struct ToolCase {
    std::string name;
    int line = 0;
    std::vector<std::pair<std::string, std::string>> files;
    std::string arguments;
    int code = 0;
    bool has_out = false;
    std::string out;
    std::string err;
};

// \xHH stands for a byte.
std::string unescaped(const std::string &text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "\\x") == 0 && i + 3 < text.size()) {
            bytes += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
            i += 3;
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

class Reader {
public:
    explicit Reader(const std::filesystem::path &path) : path_(path), in_(path) {}

    std::vector<ToolCase> read() {
        std::string line;
        while (std::getline(in_, line)) {
            ++line_;
            take(line);
        }
        return std::move(cases_);
    }

private:
    [[noreturn]] void fail(const std::string &message) const {
        throw std::runtime_error(path_.filename().string() + ":" + std::to_string(line_) + ": " + message);
    }

    void take(const std::string &line) {
        if (line.starts_with("  |")) {
            if (text_ == nullptr) {
                fail("there is nothing that this line belongs to");
            }
            const std::string text = line.size() > 4 ? line.substr(4) : "";
            if (escaped_) { // without a line break after the last line
                *text_ += (text_->empty() ? "" : "\n") + unescaped(text);
            } else {
                *text_ += text + '\n';
            }
            return;
        }
        text_ = nullptr;
        escaped_ = false;
        if (line.empty() || line[0] == '#') {
            return;
        }
        if (line[0] == '[') {
            cases_.emplace_back();
            cases_.back().name = line.substr(1, line.size() - 2);
            cases_.back().line = line_;
            return;
        }
        if (cases_.empty()) {
            fail("a case begins with [its name]");
        }
        ToolCase &item = cases_.back();
        const std::size_t space = std::min(line.find(' '), line.size());
        const std::string keyword = line.substr(0, space);
        const std::string rest = space < line.size() ? line.substr(space + 1) : "";
        if (keyword == "file" || keyword == "escaped") {
            item.files.emplace_back(rest, "");
            text_ = &item.files.back().second;
            escaped_ = keyword == "escaped";
        } else if (keyword == "run") {
            item.arguments = rest;
        } else if (keyword == "exit") {
            item.code = std::stoi(rest);
        } else if (keyword == "out") {
            item.has_out = true;
            text_ = &item.out;
        } else if (keyword == "err") {
            text_ = &item.err;
        } else {
            fail("expected file, escaped, run, exit, out or err");
        }
    }

    std::filesystem::path path_;
    std::ifstream in_;
    int line_ = 0;
    std::vector<ToolCase> cases_;
    std::string *text_ = nullptr;
    bool escaped_ = false;
};

std::vector<std::string> stems() {
    std::vector<std::string> stems;
    for (const auto &entry : std::filesystem::directory_iterator(ABAX_TESTS_TOOL_CORPUS)) {
        if (entry.path().extension() == ".txt") {
            stems.push_back(entry.path().stem().string());
        }
    }
    std::sort(stems.begin(), stems.end());
    return stems;
}

std::vector<ToolCase> cases_of(const std::string &stem) {
    return Reader(std::filesystem::path(ABAX_TESTS_TOOL_CORPUS) / (stem + ".txt")).read();
}

struct Tool : Program, testing::WithParamInterface<std::string> {};

TEST_P(Tool, Says) {
    const std::vector<ToolCase> cases = cases_of(GetParam());
    ASSERT_FALSE(cases.empty());
    for (const ToolCase &item : cases) {
        const testing::ScopedTrace trace(GetParam().c_str(), item.line, item.name);
        ASSERT_FALSE(item.arguments.empty());
        for (const auto &entry : std::filesystem::directory_iterator(directory)) {
            std::filesystem::remove_all(entry.path());
        }
        for (const auto &[name, content] : item.files) {
            put(name, content);
        }
        const Outcome outcome = run(item.arguments);
        EXPECT_EQ(outcome.code, item.code);
        EXPECT_EQ(outcome.err, item.err);
        if (item.has_out) {
            EXPECT_EQ(outcome.out, item.out);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(File, Tool, testing::ValuesIn(stems()), [](const auto &file) { return file.param; });

TEST(ToolCorpus, EveryCodeIsSaid) {
    std::string said;
    for (const std::string &stem : stems()) {
        for (const ToolCase &item : cases_of(stem)) {
            said += item.err;
        }
    }
#define ABAX_HOST_DIAGNOSTIC(id, slug)                                                                                 \
    EXPECT_NE(said.find("[" slug "]\n"), std::string::npos) << "no case has the code " slug " (" #id ")";
#include "diagnostics.def"
}

} // namespace
