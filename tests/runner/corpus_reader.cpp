// Reads corpus files line by line. A diagnostic's carets are turned into byte offsets of the text above: columns are counted
// in characters, so that a person can align them, offsets in bytes, as the compiler reports them.
#include "runner/corpus_case.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>

namespace abax_tests {
namespace {

std::string trimmed(const std::string &text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string::npos) {
        return "";
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> words_of(const std::string &text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t", at)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

// Byte offset of a column, both from 0, in a line of UTF-8.
std::size_t byte_of_column(const std::string &line, std::size_t column) {
    std::size_t byte = 0;
    while (column > 0 && byte < line.size()) {
        ++byte;
        while (byte < line.size() && (static_cast<unsigned char>(line[byte]) & 0xC0U) == 0x80U) {
            ++byte;
        }
        --column;
    }
    return byte + column; // past the end of the line one column is one byte
}

// Where the text of the line above lies in the declaration that carets point into.
struct Anchor {
    std::string line;
    std::uint32_t declaration = 0;
    std::size_t name_start = 0; // in the line; a span that begins before body_start lies in the name
    bool has_name = false;
    std::size_t body_start = 0;  // in the line
    std::size_t body_offset = 0; // of the line's part of the text, in the text
    std::vector<ExpectedDiagnostic> *diagnostics = nullptr;
};

class Reader {
public:
    explicit Reader(const std::filesystem::path &path) : path_(path), in_(path) {
        if (!in_) {
            throw std::runtime_error("cannot read " + path.string());
        }
    }

    std::vector<CorpusCase> read() {
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

    CorpusCase &current() {
        if (cases_.empty()) {
            fail("a case begins with [its name]");
        }
        return cases_.back();
    }

    void take(const std::string &line) {
        const std::string content = trimmed(line);
        if (content.empty() || line[0] == '#') {
            return;
        }
        if (line[0] == '>') {
            take_diagnostic(line);
        } else if (line.starts_with("  |")) {
            take_continuation(line);
        } else if (line[0] == '[' && content.back() == ']' && content.find(" => ") == std::string::npos) {
            CorpusCase item;
            item.file = path_.stem().string();
            item.line = line_;
            item.name = content.substr(1, content.size() - 2);
            cases_.push_back(std::move(item));
            anchor_ = {};
            in_check_ = false;
        } else if (!take_keyword(line)) {
            take_check(line);
        }
    }

    bool take_keyword(const std::string &line) {
        if (line[0] == ' ' || line[0] == '\t') {
            return false;
        }
        const std::vector<std::string> words = words_of(line);
        const std::string &keyword = words[0];
        const std::string rest = trimmed(line.substr(std::min(line.size(), keyword.size() + 1)));
        if (keyword == "real" && words.size() == 2) {
            current().f32 = rest == "f32";
            current().f64 = rest == "f64";
        } else if (keyword == "log" && words.size() == 2 && (rest == "ln" || rest == "log10")) {
            current().context.log = rest == "ln" ? ABAX_LOG_LN : ABAX_LOG_LOG10;
        } else if (keyword == "rows" && words.size() == 2) {
            current().rows = std::stoul(rest);
        } else if (keyword == "values" && words.size() > 3 && words[2] == "=") {
            current().inputs.push_back({words[1], {words.begin() + 3, words.end()}});
        } else if (keyword == "sweep" && words.size() == 5 && words[2] == "=") {
            current().sweeps.push_back({words[1], std::stod(words[3]), std::stod(words[4])});
        } else if (keyword == "range" && words.size() == 5 && words[2] == "=") {
            take_range(words);
        } else if (keyword == "limit" && words.size() == 2) {
            current().context.node_limit = static_cast<std::uint32_t>(std::stoul(rest));
        } else if (keyword == "version" && words.size() == 2) {
            current().context.version = rest;
        } else if (keyword == "reserve" && words.size() == 3) {
            ModuleSource &source = current().context;
            const auto slots = static_cast<std::uint32_t>(std::stoul(words[2]));
            (words[1] == "params"    ? source.reserve_params
             : words[1] == "results" ? source.reserve_results
                                     : source.reserve_states) = slots;
        } else if (declaration_kind(keyword)) {
            take_declaration(keyword, line);
        } else {
            return false;
        }
        return true;
    }

    static std::optional<DeclarationKind> declaration_kind(const std::string &keyword) {
        static const std::map<std::string, DeclarationKind> kinds = {
            {"param", DeclarationKind::param},       {"constant", DeclarationKind::constant},
            {"function", DeclarationKind::function}, {"let", DeclarationKind::expression},
            {"native", DeclarationKind::native},     {"internal", DeclarationKind::internal},
            {"curve", DeclarationKind::curve},       {"map", DeclarationKind::map}};
        const auto found = kinds.find(keyword);
        return found == kinds.end() ? std::nullopt : std::optional(found->second);
    }

    void take_range(const std::vector<std::string> &words) {
        for (Declaration &declaration : current().context.declarations) {
            if (declaration.kind == DeclarationKind::param && declaration.name == words[1]) {
                declaration.least = words[3];
                declaration.most = words[4];
                return;
            }
        }
        fail("there is no param " + words[1]);
    }

    void take_declaration(const std::string &keyword, const std::string &line) {
        CorpusCase &item = current();
        const std::size_t equals = line.find(" =");
        if (equals == std::string::npos) {
            fail("expected NAME = TEXT");
        }
        const std::size_t name_start = keyword.size() + 1;
        const std::size_t body_start = std::min(equals + 3, line.size());
        item.context.declarations.push_back(
            {*declaration_kind(keyword), line.substr(name_start, equals - name_start), line.substr(body_start)});
        anchor_ = {};
        anchor_.line = line;
        anchor_.declaration = static_cast<std::uint32_t>(item.context.declarations.size() - 1);
        anchor_.name_start = name_start;
        anchor_.has_name = true;
        anchor_.body_start = equals + 3;
        anchor_.diagnostics = &item.diagnostics;
        in_check_ = false;
    }

    void take_continuation(const std::string &line) {
        CorpusCase &item = current();
        std::string &text = in_check_ ? item.checks.back().text : item.context.declarations.back().text;
        text += '\n';
        anchor_.line = line;
        anchor_.has_name = false;
        anchor_.body_start = 3;
        anchor_.body_offset = text.size();
        text += line.substr(3);
    }

    void take_check(const std::string &line) {
        const std::size_t arrow = line.rfind(" => ");
        if (arrow == std::string::npos) {
            fail("expected TEXT => VALUE");
        }
        CorpusCheck check;
        check.line = line_;
        const std::size_t start = line.find_first_not_of(" \t");
        check.text = line.substr(start, line.find_last_not_of(' ', arrow) + 1 - start);
        std::string wanted = trimmed(line.substr(arrow + 4));
        if (const std::size_t calls = wanted.find(" calls "); calls != std::string::npos) {
            check.calls = trimmed(wanted.substr(calls + 7));
            wanted = trimmed(wanted.substr(0, calls));
        }
        if (const std::size_t fault = wanted.find(" fault "); fault != std::string::npos) {
            check.fault = trimmed(wanted.substr(fault + 7));
            wanted = trimmed(wanted.substr(0, fault));
        }
        const std::size_t when = wanted.find(" when ");
        if (when != std::string::npos) {
            std::vector<std::string> words = words_of(wanted.substr(when + 6));
            for (std::size_t i = 0; i + 2 < words.size(); i += 3) {
                check.inputs.emplace_back(words[i], words[i + 2]);
            }
            wanted = trimmed(wanted.substr(0, when));
        }
        const std::vector<std::string> words = words_of(wanted);
        if (wanted == "reference") {
            check.expectation = Expectation::reference;
        } else if (wanted == "error") {
            check.expectation = Expectation::error;
        } else if (words.size() == 4 && words[0] == "f32" && words[2] == "f64") {
            check.f32 = words[1].substr(0, words[1].find(','));
            check.f64 = words[3];
        } else if (words.size() == 1) {
            check.f32 = check.f64 = wanted;
        } else {
            fail("expected a value, reference or error after =>");
        }
        CorpusCase &item = current();
        item.checks.push_back(std::move(check));
        anchor_ = {};
        anchor_.line = line;
        anchor_.body_start = start;
        anchor_.diagnostics = &item.checks.back().diagnostics;
        in_check_ = true;
    }

    // A diagnostic of no text: of the module as a whole.
    void take_module_diagnostic(const std::string &text) {
        CorpusCase &item = current();
        ExpectedDiagnostic expected;
        expected.reported.declaration = 0xFFFFFFFFU;
        take_message(text, expected.reported);
        (in_check_ ? item.checks.back().diagnostics : item.diagnostics).push_back(std::move(expected));
    }

    void take_diagnostic(const std::string &line) {
        if (line.starts_with(">module ")) {
            take_module_diagnostic(trimmed(line.substr(8)));
            return;
        }
        if (anchor_.line.empty()) {
            fail("there is no text above for this diagnostic");
        }
        // Carets point into the text above whatever was declared between; find the list anew, vectors may have grown.
        CorpusCase &item = current();
        anchor_.diagnostics = in_check_ ? &item.checks.back().diagnostics : &item.diagnostics;
        ExpectedDiagnostic expected;
        std::size_t at = 1;
        while (at < line.size() && line[at] >= '0' && line[at] <= '9') {
            expected.order = expected.order * 10 + (line[at++] - '0');
        }
        at = line.find_first_not_of(' ', at);
        if (at == std::string::npos || (line[at] != '^' && line[at] != '|')) {
            fail("expected ^ or | under the text");
        }
        const std::size_t column = at;
        std::size_t end = at + 1;
        while (line[at] == '^' && end < line.size() && line[end] == '~') {
            ++end;
        }
        const std::size_t start_byte = byte_of_column(anchor_.line, column);
        const std::size_t end_byte = line[at] == '|' ? start_byte : byte_of_column(anchor_.line, end);
        Reported &reported = expected.reported;
        reported.declaration =
            in_check_ ? static_cast<std::uint32_t>(item.context.declarations.size()) : anchor_.declaration;
        const bool in_name = anchor_.has_name && start_byte < anchor_.body_start;
        if (start_byte < (in_name ? anchor_.name_start : anchor_.body_start)) {
            fail("the caret stands before the text");
        }
        reported.part = in_name ? ABAX_PART_NAME : ABAX_PART_BODY;
        reported.offset =
            in_name ? start_byte - anchor_.name_start : start_byte - anchor_.body_start + anchor_.body_offset;
        reported.length = end_byte - start_byte;
        take_message(trimmed(line.substr(end)), reported);
        anchor_.diagnostics->push_back(std::move(expected));
    }

    void take_message(const std::string &text, Reported &reported) {
        static const char *const severities[] = {"error: ", "warning: ", "note: ", "fixit: "};
        for (std::uint32_t severity = 0; severity < 4; ++severity) {
            if (text.starts_with(severities[severity])) {
                reported.severity = severity;
                const std::string rest = text.substr(std::string(severities[severity]).size());
                if (severity == ABAX_SEVERITY_FIXIT) {
                    if (rest.size() < 2 || rest.front() != '"' || rest.back() != '"') {
                        fail("a fix-it stands in quotes");
                    }
                    reported.replacement = rest.substr(1, rest.size() - 2);
                    return;
                }
                const std::size_t bracket = rest.rfind(" [");
                if (bracket == std::string::npos || rest.back() != ']') {
                    fail("expected [code] after the message");
                }
                reported.message = rest.substr(0, bracket);
                reported.slug = rest.substr(bracket + 2, rest.size() - bracket - 3);
                return;
            }
        }
        fail("expected error, warning, note or fixit");
    }

    std::filesystem::path path_;
    std::ifstream in_;
    int line_ = 0;
    std::vector<CorpusCase> cases_;
    Anchor anchor_;
    bool in_check_ = false;
};

} // namespace

std::vector<CorpusCase> read_corpus_file(const std::filesystem::path &path) { return Reader(path).read(); }

std::filesystem::path corpus_path(const std::string &stem) {
    return std::filesystem::path(ABAX_TESTS_CORPUS) / (stem + ".txt");
}

std::vector<std::string> corpus_stems() {
    std::vector<std::string> stems;
    for (const auto &entry : std::filesystem::directory_iterator(ABAX_TESTS_CORPUS)) {
        if (entry.path().extension() == ".txt") {
            stems.push_back(entry.path().stem().string());
        }
    }
    std::sort(stems.begin(), stems.end());
    return stems;
}

std::vector<CorpusCase> whole_corpus() {
    std::vector<CorpusCase> all;
    for (const std::string &stem : corpus_stems()) {
        std::vector<CorpusCase> cases = read_corpus_file(corpus_path(stem));
        std::move(cases.begin(), cases.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace abax_tests
