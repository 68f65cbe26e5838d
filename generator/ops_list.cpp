// The rows of ops.def as a person reads them: see ops_list.hpp.
#include "ops_list.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "compile/ops.hpp"

namespace abax::host {
namespace {

constexpr bool LEFT = false;
constexpr bool RIGHT = true;

void replace_all(std::string &text, std::string_view from, std::string_view to) {
    for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// Position of the bracket that closes the one at `open`.
size_t closing(std::string_view text, size_t open) {
    int depth = 0;
    for (size_t i = open; i < text.size(); i++) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return std::string_view::npos;
}

// A formula of ops.def, which is C over macros, as a person writes it: "(Real)(x == y)" is "x == y".
std::string readable(std::string_view formula) {
    std::string text(formula);
    for (size_t at = text.find("ABAX_M("); at != std::string::npos; at = text.find("ABAX_M(")) {
        const size_t end = closing(text, at + 6);
        text = text.substr(0, at) + text.substr(at + 7, end - at - 7) + text.substr(end + 1);
    }
    replace_all(text, "(Real)", "");
    replace_all(text, "fabs(", "abs(");
    replace_all(text, "ABAX_UNINT(", "(");
    replace_all(text, "ABAX_INT(", "int32(");
    replace_all(text, "ABAX_SHR(", "shift_right(");
    replace_all(text, "ABAX_SIGNBIT(", "signbit(");
    replace_all(text, "ABAX_INFINITY", "inf");
    replace_all(text, "31U", "31");
    if (text.starts_with('(') && closing(text, 0) == text.size() - 1) {
        text = text.substr(1, text.size() - 2);
    }
    return text;
}

// "a,b" as "a, b"
std::string spaced(std::string_view names) {
    std::string text(names);
    replace_all(text, ",", ", ");
    return text;
}

std::string first_names(unsigned count) { return count == 1 ? "x" : count == 2 ? "x, y" : count == 3 ? "x, y, z" : ""; }

std::string names_or(std::string_view special, unsigned count) {
    return special.empty() ? first_names(count) : std::string(special);
}

// What ABAX_ARGUMENTS says about a row; "" where it says nothing.
std::string_view argument_names(unsigned number) {
    switch (number) {
#define ABAX_ARGUMENTS(id, names)                                                                                      \
    case OP_##id:                                                                                                      \
        return names;
#include "abax/ops.def"
    default:
        return "";
    }
}

// A formula over x, y and z as one over the names of the arguments: "a, b, ...".
std::string renamed(const std::string &formula, std::string_view names) {
    if (names.empty()) {
        return formula;
    }
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    std::string text;
    for (size_t i = 0; i < formula.size(); i++) {
        const bool alone =
            (i == 0 || !is_word(formula[i - 1])) && (i + 1 == formula.size() || !is_word(formula[i + 1]));
        const size_t place = alone ? std::string_view("xyz").find(formula[i]) : std::string_view::npos;
        if (place == std::string_view::npos) {
            text += formula[i];
            continue;
        }
        std::string_view rest = names;
        for (size_t n = 0; n < place; n++) {
            rest.remove_prefix(rest.find(", ") + 2);
        }
        text += rest.substr(0, rest.find(','));
    }
    return text;
}

unsigned most_arguments(unsigned properties, unsigned count) { return (properties & ABAX_VARIADIC) != 0 ? 0 : count; }

// A formula that only repeats the call says nothing: "floor(x)".
void drop_repetition(FunctionRow &row) {
    if (row.formula == signature_of(row)) {
        row.formula.clear();
    }
}

// All rows of ops.def in its order.
struct Rows {
    std::vector<OperatorRow> operators;
    std::vector<FunctionRow> functions;
    std::vector<ConstantRow> constants;
    std::vector<std::string_view> groups; // every title once, in order of its first use
    std::string_view group;

    void begin_group(std::string_view title) {
        group = title;
        if (std::find(groups.begin(), groups.end(), title) == groups.end()) {
            groups.push_back(title);
        }
    }

    void add(const OperatorRow &row) {
        if (!row.symbol.empty()) {
            operators.push_back(row);
        }
    }

    void add(FunctionRow row) {
        if (!row.name.empty()) {
            row.group = group;
            drop_repetition(row);
            functions.push_back(std::move(row));
        }
    }
};

Rows read_rows() {
    Rows rows;
// clang-format off
#define ABAX_GROUP(title) rows.begin_group(title);
#define ABAX_SYNTAX(id, number, symbol, alias, level, side, sentence)                                                  \
    rows.add(OperatorRow{number, symbol, alias, level, side, OP_##id == OP_PLUS, "", 0, false, "", sentence});
#define ABAX_POSTFIX(level, side, text, sentence)                                                                      \
    rows.add(OperatorRow{0, text, "", level, side, false, "", 0, false, "", sentence});
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    rows.add(OperatorRow{number, symbol, alias, level, side, true, name, properties, false, readable(#formula),        \
                         sentence});                                                                                   \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), 1), 1, 1, "", properties, "arithmetic", "",    \
                         renamed(readable(#formula), argument_names(number)), sentence});
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    rows.add(OperatorRow{number, symbol, alias, level, side, false, name, properties, false, readable(#formula),       \
                         sentence});                                                                                   \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), 2), 2, most_arguments(properties, 2), "",      \
                         properties, "arithmetic", "", renamed(readable(#formula), argument_names(number)),            \
                         sentence});
#define ABAX_TERNARY(id, number, name, properties, formula, sentence)                                                  \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), 3), 3, 3, "", properties, "arithmetic", "",    \
                         renamed(readable(#formula), argument_names(number)), sentence});
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), 1), 1, 1, "", properties, "library", #c_name,  \
                         "", sentence});
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    rows.add(OperatorRow{number, symbol, alias, level, side, false, name, properties, true, #c_name "(x, y)",          \
                         sentence});                                                                                   \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), 2), 2, 2, "", properties, "library", #c_name,  \
                         "", sentence});
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence)                      \
    rows.add(FunctionRow{number, name, spaced(parameters), least, most, "", properties, "state", "", "", sentence});
#define ABAX_WINDOW(id, number, name, rings, most, sentence)                                                           \
    rows.add(FunctionRow{number, name, "x, n", 2, 2, "", 0, "state", "", "", sentence});
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence)                                                         \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), least), least, most, "", 0, "state", "", "",   \
                         sentence});
#define ABAX_DERIVED(id, number, name, parameters, body, sentence)                                                     \
    rows.add(FunctionRow{number, name, spaced(parameters), count_names(parameters), count_names(parameters), "", 0,    \
                         "derived", "", body, sentence});
#define ABAX_SPECIAL(id, number, name, least, most, sentence)                                                          \
    rows.add(FunctionRow{number, name, names_or(argument_names(number), least), least, most, "", 0, "special", "", "", \
                         sentence});
#define ABAX_CONSTANT(id, number, name, alias, text, sentence)                                                         \
    rows.constants.push_back(ConstantRow{number, name, alias, text, sentence});
    // clang-format on
    const auto count_names = [](std::string_view names) {
        return static_cast<unsigned>(std::count(names.begin(), names.end(), ',')) + 1;
    };
#include "abax/ops.def"
    return rows;
}

} // namespace

std::vector<OperatorRow> list_operators() {
    std::vector<OperatorRow> rows = read_rows().operators;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const OperatorRow &a, const OperatorRow &b) { return a.level < b.level; });
    return rows;
}

std::vector<FunctionRow> list_functions() {
    Rows rows = read_rows();
    const auto place = [&rows](std::string_view group) {
        return std::find(rows.groups.begin(), rows.groups.end(), group) - rows.groups.begin();
    };
    std::stable_sort(rows.functions.begin(), rows.functions.end(),
                     [&place](const FunctionRow &a, const FunctionRow &b) { return place(a.group) < place(b.group); });
    return rows.functions;
}

std::vector<ConstantRow> list_constants() { return read_rows().constants; }

bool waits_for_instance(const FunctionRow &function) {
    const bool library = function.kind == "library" || function.number == OP_LOG; // log is one of two such functions
    const bool curve = function.number == OP_INTERP || function.number == OP_INTERP2;
    return curve || (library && (function.properties & ABAX_FOLDS) == 0);
}

std::string signature_of(const FunctionRow &function) {
    return fmt::format("{}({})", function.name, function.arguments);
}

} // namespace abax::host
