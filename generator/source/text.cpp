// Expressions of C and C++ as text: see text.hpp.
#include "source/text.hpp"

#include <algorithm>
#include <iterator>

namespace abax::host::source {
namespace {

bool is_negative(const Text &text) { return !text.text.empty() && text.text.front() == '-'; }

Text in_brackets(Text text) {
    text.text = "(" + std::move(text.text) + ")";
    text.level = Level::Primary;
    text.depth++;
    return text;
}

// The formulas that are an operator of C.
constexpr Infix infixes[] = {
    {"x + y", "+", Level::Sum},
    {"x - y", "-", Level::Sum},
    {"x * y", "*", Level::Product},
    {"x / y", "/", Level::Product},
    {"(Real)(x == y)", "==", Level::Equality},
    {"(Real)(x != y)", "!=", Level::Equality},
    {"(Real)(x < y)", "<", Level::Relation},
    {"(Real)(x <= y)", "<=", Level::Relation},
    {"(Real)(x > y)", ">", Level::Relation},
    {"(Real)(x >= y)", ">=", Level::Relation},
};

} // namespace

const Infix *infix_of(std::string_view formula) {
    const auto *const found =
        std::find_if(std::begin(infixes), std::end(infixes), [&](const Infix &i) { return i.formula == formula; });
    return found == std::end(infixes) ? nullptr : found;
}

Text bracketed(Text text, Level least) { return text.level < least ? in_brackets(std::move(text)) : text; }

Text infix(Text left, std::string_view symbol, Text right, Level level) {
    // What compares, or joins comparisons, says by brackets what belongs together; compilers warn where it does not.
    const bool logic = level < Level::Sum;
    Text joined;
    left = logic && left.level != level && left.level < Level::Sum ? in_brackets(std::move(left))
                                                                   : bracketed(std::move(left), level);
    const bool same_logic = right.level == level && (level == Level::And || level == Level::Or); // a && (b && c)
    right = (right.level <= level && !same_logic) || is_negative(right) ||
                    (logic && !same_logic && right.level < Level::Sum)
                ? in_brackets(std::move(right))
                : std::move(right);
    if ((level == Level::Equality || level == Level::Relation) && left.level <= Level::Relation) {
        left = in_brackets(std::move(left));
    }
    joined.depth = std::max(left.depth, right.depth);
    joined.text = std::move(left.text);
    joined.text.append(" ").append(symbol).append(" ").append(right.text);
    joined.level = level;
    joined.truth = logic;
    return joined;
}

Text call(std::string_view name, std::vector<Text> arguments) {
    Text called;
    called.text = std::string(name) + "(";
    for (size_t i = 0; i < arguments.size(); i++) {
        called.text += i == 0 ? "" : ", ";
        called.text += arguments[i].text;
        called.depth = std::max(called.depth, arguments[i].depth);
    }
    called.text += ")";
    called.depth++;
    return called;
}

Text prefix(std::string_view symbol, Text operand) {
    operand = operand.level < Level::Unary || is_negative(operand) ? in_brackets(std::move(operand)) : operand;
    operand.text.insert(0, symbol);
    operand.level = Level::Unary;
    return operand;
}

Text conditional(Text condition, Text yes, Text no) {
    condition = bracketed(std::move(condition), Level::Primary);
    yes = bracketed(std::move(yes), Level::Or);
    no = bracketed(std::move(no), Level::Or);
    Text chosen;
    chosen.depth = std::max({condition.depth, yes.depth, no.depth});
    chosen.text = condition.text + " ? " + yes.text + " : " + no.text;
    chosen.level = Level::Conditional;
    return chosen;
}

namespace {

// A place to break at: the space there becomes the end of the line.
struct Break {
    size_t at = std::string::npos;
    uint32_t rank = UINT32_MAX; // what is outermost and binds least is best
};

// The operator between two spaces that begins at `at`, as a rank from 0, loosest; 9 for what is none.
uint32_t operator_rank(std::string_view text, size_t at) {
    const std::string_view word = text.substr(at, text.find(' ', at) - at);
    constexpr std::string_view ranks[][4] = {{"?", ":"}, {"||"},    {"&&"}, {"==", "!="}, {"<", "<=", ">", ">="},
                                             {"+", "-"}, {"*", "/"}};
    for (uint32_t rank = 0; rank < std::size(ranks); rank++) {
        if (!word.empty() && std::find(std::begin(ranks[rank]), std::end(ranks[rank]), word) != std::end(ranks[rank])) {
            return rank;
        }
    }
    return 9;
}

// The best break of a text up to `limit`: outermost, at the operator that binds least, latest; in the first third only if
// there is no other, and behind the = before everything else if all that follows has room in one line.
Break best_break(std::string_view text, size_t limit) {
    Break best;
    Break early;
    uint32_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < std::min(limit + 1, text.size()); i++) {
        const char c = text[i];
        quoted = quoted != (c == '"' && (i == 0 || text[i - 1] != '\\'));
        depth += c == '(' || c == '{' ? 1U : 0U;
        depth -= (c == ')' || c == '}') && depth != 0 ? 1U : 0U;
        if (c != ' ' || quoted || i == 0) {
            continue;
        }
        const uint32_t next = operator_rank(text, i + 1);
        const bool after_comma = text[i - 1] == ',';
        if (next == 9 && !after_comma && text[i - 1] != '=') {
            continue; // behind an operator, or between words
        }
        const uint32_t rank = 10 * depth + (after_comma ? 0 : next);
        Break &kept = i < limit / 3 ? early : best;
        if (rank <= kept.rank) {
            kept = {i, rank};
        }
    }
    return best.at != std::string::npos ? best : early;
}

size_t columns(std::string_view text) {
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

std::vector<std::string> wrapped(const Line &line, size_t width) {
    std::vector<std::string> lines;
    size_t indent = size_t{4} * line.indent;
    std::string_view rest = line.text;
    while (indent + columns(rest) > width) {
        const Break found = best_break(rest, width - std::min(width, indent));
        if (found.at == std::string::npos) {
            break;
        }
        lines.push_back(std::string(indent, ' ').append(rest.substr(0, found.at)));
        rest.remove_prefix(found.at + 1);
        indent = size_t{4} * line.indent + 4;
    }
    lines.push_back(rest.empty() ? "" : std::string(indent, ' ').append(rest));
    return lines;
}

} // namespace abax::host::source
