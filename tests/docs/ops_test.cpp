// `abax ops`: all of ops.def is in it, in three forms.
#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "../generator/program.hpp"
#include "compile/ops.hpp"
#include "page.hpp"

namespace {

struct Ops : Program {
    Outcome ops(const std::string &arguments) const { return run("ops " + arguments); }
};

using Json = nlohmann::json;

TEST_F(Ops, JsonHasEveryRow) {
    const Outcome outcome = ops("--format json");
    ASSERT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    const Json all = Json::parse(outcome.out);
    std::set<std::string> operators;
    std::set<std::string> functions;
    std::set<std::string> constants;
    for (const Json &row : all["operators"]) {
        operators.insert(std::to_string(row["number"].is_null() ? 0 : row["number"].get<int>()));
        EXPECT_GE(row["level"], 1);
        EXPECT_LE(row["level"], 13);
        EXPECT_FALSE(row["sentence"].get<std::string>().empty());
    }
    for (const Json &row : all["functions"]) {
        EXPECT_TRUE(functions.insert(row["name"]).second) << row["name"];
        EXPECT_FALSE(row["group"].get<std::string>().empty()) << row["name"];
        EXPECT_FALSE(row["sentence"].get<std::string>().empty()) << row["name"];
    }
    for (const Json &row : all["constants"]) {
        constants.insert(row["name"]);
    }
    for (const abax::OpRow &row : abax::op_table.rows) {
        if (*row.symbol() != '\0') {
            EXPECT_TRUE(operators.contains(std::to_string(row.op))) << row.symbol();
        }
        if (row.kind == abax::OpKind::Constant) {
            EXPECT_TRUE(constants.contains(row.name())) << row.name();
        } else if (*row.name() != '\0') {
            EXPECT_TRUE(functions.contains(row.name())) << row.name();
        }
    }
}

TEST_F(Ops, JsonSaysWhatARowIs) {
    const Json all = Json::parse(ops("--format json").out);
    const auto find = [&all](const char *list, const char *key, const char *value) {
        for (const Json &row : all[list]) {
            if (row[key] == value) {
                return row;
            }
        }
        return Json();
    };
    const Json clamp = find("functions", "name", "clamp");
    EXPECT_EQ(clamp["signature"], "clamp(x, lo, hi)");
    EXPECT_EQ(clamp["group"], "Sign and range");
    EXPECT_EQ(clamp["kind"], "derived");
    EXPECT_EQ(clamp["formula"], "x<lo ? lo : x>hi ? hi : x");
    EXPECT_EQ(clamp["least_arguments"], 3);
    EXPECT_EQ(clamp["most_arguments"], 3);
    const Json atan2 = find("functions", "name", "atan2");
    EXPECT_EQ(atan2["signature"], "atan2(y, x)");
    EXPECT_EQ(atan2["c_name"], "atan2");
    EXPECT_EQ(atan2["folds"], false);
    const Json least = find("functions", "name", "min");
    EXPECT_EQ(least["least_arguments"], 2);
    EXPECT_TRUE(least["most_arguments"].is_null());
    EXPECT_EQ(least["formula"], "a < b ? a : b < a ? b : a != a ? b : b != b ? a : signbit(a) ? a : b");
    const Json power = find("operators", "symbol", "^");
    EXPECT_EQ(power["alias"], "**");
    EXPECT_EQ(power["level"], 12);
    EXPECT_EQ(power["associativity"], "right");
    EXPECT_EQ(power["function"], "pow");
    const Json equal = find("operators", "symbol", "==");
    EXPECT_EQ(equal["truth"], true);
    EXPECT_EQ(equal["commutes"], true);
    EXPECT_EQ(equal["formula"], "x == y");
}

TEST_F(Ops, TextFitsATerminal) {
    const Outcome outcome = ops("");
    ASSERT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out, ops("--format text").out);
    for (const std::string &line : lines_of(outcome.out)) {
        EXPECT_LE(line.size(), 80U) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
    }
    EXPECT_NE(outcome.out.find("\n  clamp(x, lo, hi)        x limited to the range from lo to hi.\n"
                               "                          = x<lo ? lo : x>hi ? hi : x\n"),
              std::string::npos);
    EXPECT_NE(outcome.out.find("\n* sin(x)                  Sine of an angle in radians.\n"), std::string::npos);
}

// No macro of ops.def comes through to a reader.
TEST_F(Ops, FormulasAreReadable) {
    for (const char *format : {"text", "json", "markdown"}) {
        const Outcome outcome = ops(std::string("--format ") + format);
        EXPECT_EQ(outcome.out.find("ABAX_"), std::string::npos) << format;
        EXPECT_EQ(outcome.out.find("(Real)"), std::string::npos) << format;
    }
}

TEST_F(Ops, MarkdownTablesAreTables) {
    size_t functions = 0;
    for (const Table &table : tables_of(ops("--format markdown").out)) {
        for (const std::vector<std::string> &row : table.rows) {
            EXPECT_EQ(row.size(), table.rows[0].size()) << row[0];
            functions += table.rows[0][0] == "function" && row[0] != "function" ? 1 : 0;
        }
    }
    EXPECT_EQ(functions, static_cast<size_t>(std::count_if(std::begin(abax::op_table.rows),
                                                           std::end(abax::op_table.rows), [](const abax::OpRow &row) {
                                                               return *row.name() != '\0' &&
                                                                      row.kind != abax::OpKind::Constant;
                                                           })));
}

TEST_F(Ops, UsageErrors) {
    EXPECT_EQ(ops("--format yaml").code, 2);
    EXPECT_EQ(ops("--format yaml").err,
              "abax ops: --format takes text, json, markdown or header, not 'yaml'\nhelp: abax ops --help\n");
    EXPECT_EQ(ops("--format").code, 2);
    EXPECT_EQ(ops("sin").code, 2);
    EXPECT_EQ(ops("--help").code, 0);
}

} // namespace
