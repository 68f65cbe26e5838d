// What is generated in the pages of documentation: tables of operators and functions from ops.def, of messages from the
// two lists of diagnostics, of statuses from status.def, of the optimiser's rules from rules.def, what was measured on the target. See page.hpp, refreshed.
#include <map>
#include <stdexcept>

#include "ops.hpp"
#include "page.hpp"

namespace {

std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '|') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

// {0} {1} {2} and {n} {m} as a reader understands them, {n:s} as an s.
std::string readable(std::string_view message) {
    struct Part {
        std::string_view from;
        std::string_view to;
    };
    std::string text(message);
    for (const Part &part : {Part{"'{0}'", "'…'"},
                             {"'{1}'", "'…'"},
                             {"'{2}'", "'…'"},
                             {"{0}", "…"},
                             {"{1}", "…"},
                             {"{2}", "…"},
                             {"{n:s}", "s"},
                             {"{n}", "N"},
                             {"{m}", "M"}}) {
        for (size_t at = text.find(part.from); at != std::string::npos; at = text.find(part.from)) {
            text.replace(at, part.from.size(), part.to);
        }
    }
    return text;
}

std::string diagnostics_table() {
    std::string text = "| code | message |\n|---|---|\n";
#define ABAX_DIAGNOSTIC(id, number, slug, message) text += "| `" slug "` | " + cell(readable(message)) + " |\n";
#include "abax/diagnostics.def"
    return text;
}

// In lines of at most 120 characters.
std::string host_codes() {
    std::string text;
    size_t line = 0; // where the last line begins
    const auto append = [&](const std::string &code) {
        const bool full = text.size() - line + code.size() + 2 > 120;
        text += text.empty() ? "" : full ? ",\n" : ", ";
        line = full ? text.size() : line;
        text += code;
    };
#define ABAX_HOST_DIAGNOSTIC(id, slug) append("`" slug "`");
#include "diagnostics.def"
    return text + "\n";
}

std::string status_table() {
    std::string text = "| status | number | meaning |\n|---|---|---|\n";
#define ABAX_STATUS(id, number, message) text += "| `ABAX_" #id "` | " #number " | " message " |\n";
#include "abax/status.def"
    return text;
}

std::string distance_of(int units) { return units == 0 ? "same bits" : units < 0 ? "no bound" : std::to_string(units); }

std::string maths_libraries() {
    std::string text = "| function | f32 | f64 |\n|---|---|---|\n";
#define ABAX_DIFFERENCE(c_name, f32, f64)                                                                              \
    text += "| `" #c_name "` | " + distance_of(f32) + " | " + distance_of(f64) + " |\n";
#include "../target/library.def"
    return text;
}

// Instructions of a Cortex-M7 for an instruction of a table, f32.
struct Counted {
    int least;
    int most;
};

using CountedRows = std::map<std::string, Counted>; // by form and operator

CountedRows counted_rows() {
    std::map<int, Counted> by_number;
#define ABAX_EVALUATION(most)
#define ABAX_COST(number, function, least, most) by_number.insert({number, Counted{least, most}});
#include "../../generator/costs/cortex_m7_f32.def"
#undef ABAX_EVALUATION
#undef ABAX_COST
    CountedRows rows;
#define ABAX_INSTRUCTION(number, form, op1, op2, set)                                                                  \
    if (by_number.count(number) != 0) {                                                                                \
        rows[#form " " #op1] = by_number.at(number);                                                                   \
    }
#include "abax/instructions.def"
    return rows;
}

// "49 + 5 n": what every value of a window adds to the rest.
std::string window_cost(int instruction) {
    std::map<int, int> most; // by the number of values
#define ABAX_WINDOW_COST(bits, wide, number, values, instructions)                                                     \
    if ((bits) == 32 && (wide) == 0 && (number) == instruction) {                                                      \
        most[values] = instructions;                                                                                   \
    }
#include "../../generator/costs/cortex_m7_windows.def"
#undef ABAX_WINDOW_COST
    const auto last = *most.rbegin();
    const auto before = *std::next(most.rbegin());
    const int each = (last.second - before.second) / (last.first - before.first);
    return std::to_string(last.second - each * last.first) + " + " + std::to_string(each) + " n";
}

std::string state_costs() {
    const CountedRows rows = counted_rows();
    const auto range = [](const Counted &c) {
        return std::to_string(c.least) + (c.most == c.least ? "" : " … " + std::to_string(c.most));
    };
    std::string text = "| function | slots of state | instructions |\n|---|---|---|\n";
    const auto add = [&text](const std::string &name, const std::string &slots, const std::string &cost) {
        text += "| `" + name + "` | " + slots + " | " + cost + " |\n";
    };
    std::map<std::string, int> windows; // by operator
#define ABAX_INSTRUCTION(number, form, op1, op2, set)                                                                  \
    if (std::string(#form) == "WINDOW") {                                                                              \
        windows[#op1] = number;                                                                                        \
    }
#include "abax/instructions.def"
    const Counted prev = rows.at("STATE PREV");
    const Counted put = rows.at("WINDOW DELAY");
    const Counted get = rows.at("RECALL DELAY");
    add("prev", "1", range(prev));
    add("delay", "n + 1", range({put.least + get.least, put.most + get.most}));
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence)                      \
    add(name, #slots, range(rows.at("STATE " #id)));
#define ABAX_WINDOW(id, number, name, rings, most, sentence)                                                           \
    add(name, (rings) == 1 ? "n + 2" : "2 n + 2", window_cost(windows.at(#id)));
#include "abax/ops.def"
    return text;
}

// SIGN_OUT is sign-out, as `abax explain --show rules` says.
std::string rule_word(std::string_view id) {
    std::string word;
    for (const char c : id) {
        word += c == '_' ? '-' : static_cast<char>(c - 'A' + 'a');
    }
    return word;
}

std::string rules_table(std::string_view mode) {
    const bool strict = mode == "STRICT";
    std::string text = strict ? "| rule | what | why it is right | bytes |\n|---|---|---|---|\n"
                              : "| rule | what | what it may change |\n|---|---|---|\n";
    const auto formula = [](std::string_view given) { // a star is no emphasis
        std::string escaped;
        for (const char c : cell(given)) {
            escaped += c == '*' ? "\\*" : std::string(1, c);
        }
        return escaped;
    };
    const auto add = [&](std::string_view id, std::string_view pattern, std::string_view why, int flash) {
        text += "| `" + rule_word(id) + "` | " + formula(pattern) + " | " + formula(why) + " |";
        text += !strict ? "\n" : flash != 0 ? " " + std::to_string(flash) + " |\n" : " |\n";
    };
#define ABAX_RULE(id, kind, pattern, why, flash)                                                                       \
    if (mode == #kind) {                                                                                               \
        add(#id, pattern, why, flash);                                                                                 \
    }
#include "abax/rules.def"
    return text;
}

std::string measured(const std::string &file) {
    return "```text\n" + read_text(ABAX_PROJECT "/bench/target/" + file) + "```\n";
}

std::string story() { return read_text(ABAX_PROJECT "/bench/story/measured.md"); }

std::string generate(std::string_view name) {
    using namespace abax::host;
    return name == "operators"         ? ops_markdown_operators()
           : name == "functions"       ? ops_markdown_functions()
           : name == "constants"       ? ops_markdown_constants()
           : name == "diagnostics"     ? diagnostics_table()
           : name == "host-codes"      ? host_codes()
           : name == "statuses"        ? status_table()
           : name == "maths-libraries" ? maths_libraries()
           : name == "state-costs"     ? state_costs()
           : name == "rules-strict"    ? rules_table("STRICT")
           : name == "rules-fast"      ? rules_table("FAST")
           : name == "polynomials"     ? measured("polynomials.txt")
           : name == "counts"          ? measured("counts.txt")
           : name == "sizes"           ? measured("sizes.txt")
           : name == "stack"           ? measured("stack.txt")
           : name == "story"           ? story()
                                       : throw std::runtime_error("nothing is known of '" + std::string(name) + "'");
}

} // namespace

std::string refreshed(std::string_view page) {
    constexpr std::string_view begin = "<!-- begin ";
    std::string result;
    for (size_t at = page.find(begin); at != std::string_view::npos; at = page.find(begin)) {
        const std::string_view name =
            page.substr(at + begin.size(), page.find_first_of(": ", at + begin.size()) - at - begin.size());
        const size_t first = page.find("-->\n", at);
        const std::string end_mark = "<!-- end " + std::string(name) + " -->";
        const size_t end = page.find(end_mark, at);
        if (first == std::string_view::npos || end == std::string_view::npos) {
            throw std::runtime_error("the part '" + std::string(name) + "' has no end");
        }
        result += page.substr(0, first + 4);
        result += "\n" + generate(name) + "\n" + end_mark;
        page.remove_prefix(end + end_mark.size());
    }
    result += page;
    return result;
}
