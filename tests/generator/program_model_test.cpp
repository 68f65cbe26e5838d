// The JSON model says enough to compute a module from it and nothing else: it is interpreted here, statement by statement and
// branch by branch as generated code would run, and compared with what `abax eval` prints.
#include "program.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::ordered_json;

struct Interpreter {
    const ordered_json &model;
    std::map<size_t, double> frame;      // params by slot
    std::map<size_t, double> kept;       // statements by id
    std::vector<std::string> calls = {}; // of impure natives, in order

    static double number(const ordered_json &value) {
        return value.is_string() ? std::strtod(value.get<std::string>().c_str(), nullptr) : value.get<double>();
    }

    void set_defaults() {
        for (const ordered_json &param : model["params"]) {
            for (size_t i = 0; i < param["slots"]; i++) {
                frame[param["slot"].get<size_t>() + i] =
                    number(param["array"] ? param["default"][i] : param["default"]);
            }
        }
    }

    double operand(const ordered_json &operand) {
        if (operand.contains("value")) {
            const size_t id = operand["value"];
            const ordered_json &value = model["graph"]["values"][id];
            if (!value["kept"]) {
                EXPECT_EQ(value["users"], 1);
                return compute(value);
            }
            EXPECT_TRUE(kept.contains(id)) << "v" << id << " is read before it is computed";
            return kept[id];
        }
        return operand.contains("slot") ? frame[operand["slot"]] : number(operand["number"]);
    }

    void run(size_t region) {
        for (const ordered_json &statement : model["graph"]["regions"][region]["statements"]) {
            const size_t id = statement;
            EXPECT_FALSE(kept.contains(id)) << "v" << id << " is computed twice";
            kept[id] = compute(model["graph"]["values"][id]);
        }
    }

    double branch(const ordered_json &value, size_t which) {
        const ordered_json &region = model["graph"]["regions"][value["branches"][which].get<size_t>()];
        EXPECT_EQ(region["owner"], value["id"]);
        EXPECT_EQ(operand(region["condition"]) != 0, region["when"].get<bool>());
        run(region["id"]);
        return operand(value["operands"][which + 1]);
    }

    double element(const ordered_json &value) {
        std::vector<double> elements;
        for (const ordered_json &array : model["arrays"]) {
            for (size_t i = 0; array["name"] == value["array"] && i < array["length"]; i++) {
                elements.push_back(number(array["value"][i]));
            }
        }
        for (const ordered_json &param : model["params"]) {
            for (size_t i = 0; param["name"] == value["array"] && i < param["slots"]; i++) {
                elements.push_back(frame[param["slot"].get<size_t>() + i]);
            }
        }
        const double index = std::trunc(operand(value["operands"][0]));
        return index >= 0 && index < static_cast<double>(elements.size()) ? elements[static_cast<size_t>(index)]
                                                                          : std::nan("");
    }

    static const ordered_json &named(const ordered_json &list, const ordered_json &name) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const ordered_json &each) { return each["name"] == name; });
        EXPECT_NE(found, list.end()) << name;
        return *found;
    }

    // Which number of an axis x lies behind, and how far, where x is not outside.
    static size_t place_on(const ordered_json &axis, double x, double &behind) {
        size_t at = 0;
        while (at + 1 < axis.size() && x >= number(axis[at + 1])) {
            at++;
        }
        behind = std::isnan(x) ? x : at + 1 == axis.size() || x < number(axis[0]) ? 0 : x - number(axis[at]);
        return at;
    }

    double interp(const ordered_json &value, double x) {
        const ordered_json &curve = named(model["curves"], value["curve"]);
        double behind = 0;
        const size_t at = place_on(curve["x"], x, behind);
        const size_t next = std::min(at + 1, curve["x"].size() - 1);
        const double y = number(curve["y"][at]);
        return next == at ? y + behind
                          : y + behind * ((number(curve["y"][next]) - y) /
                                          (number(curve["x"][next]) - number(curve["x"][at])));
    }

    double interp2(const ordered_json &value, double x, double y) {
        const ordered_json &map = named(model["maps"], value["map"]);
        double right = 0;
        double down = 0;
        const size_t columns = map["x"].size();
        const size_t column = place_on(map["x"], x, right);
        const size_t row = place_on(map["y"], y, down);
        const size_t far_column = std::min(column + 1, columns - 1);
        const size_t far_row = std::min(row + 1, map["y"].size() - 1);
        right *= far_column == column ? 1 : 1 / (number(map["x"][far_column]) - number(map["x"][column]));
        down *= far_row == row ? 1 : 1 / (number(map["y"][far_row]) - number(map["y"][row]));
        const auto along = [&](size_t of_row) {
            const double near = number(map["z"][of_row * columns + column]);
            return near + (number(map["z"][of_row * columns + far_column]) - near) * right;
        };
        return along(row) + (along(far_row) - along(row)) * down;
    }

    double native(const ordered_json &value, const std::vector<double> &x) {
        for (const ordered_json &native : model["natives"]) {
            if (native["name"] == value["native"] && !native["pure"]) {
                calls.push_back(native["name"].get<std::string>() + "(" + std::to_string(x[0]).substr(0, 3) + ")");
            }
        }
        return value["native"] == "lut" ? x[0] * 100 + x[1] : x[0] + 0.5;
    }

    double compute(const ordered_json &value) {
        static const std::map<std::string, std::function<double(const std::vector<double> &)>> operations = {
            {"add", [](const auto &x) { return x[0] + x[1]; }},
            {"sub", [](const auto &x) { return x[0] - x[1]; }},
            {"mul", [](const auto &x) { return x[0] * x[1]; }},
            {"div", [](const auto &x) { return x[0] / x[1]; }},
            {"neg", [](const auto &x) { return -x[0]; }},
            {"not", [](const auto &x) { return x[0] == 0 ? 1.0 : 0.0; }},
            {"bool", [](const auto &x) { return x[0] != 0 ? 1.0 : 0.0; }},
            {"lt", [](const auto &x) { return x[0] < x[1] ? 1.0 : 0.0; }},
            {"gt", [](const auto &x) { return x[0] > x[1] ? 1.0 : 0.0; }},
            {"max", [](const auto &x) { return std::fmax(x[0], x[1]); }},
            {"fma", [](const auto &x) { return std::fma(x[0], x[1], x[2]); }},
            {"sin", [](const auto &x) { return std::sin(x[0]); }},
            {"exp", [](const auto &x) { return std::exp(x[0]); }},
        };
        const std::string op = value["op"];
        if (op == "cond") {
            return branch(value, operand(value["operands"][0]) != 0 ? 0 : 1);
        }
        if (op == "and" || op == "or") {
            const bool first = operand(value["operands"][0]) != 0;
            return first == (op == "or") ? (first ? 1 : 0) : (branch(value, 0) != 0 ? 1 : 0);
        }
        if (op == "guard") { // what nobody may read is made to show if somebody does
            return operand(value["operands"][0]) != 0 ? branch(value, 0) : 12345;
        }
        if (op == "element") {
            return element(value);
        }
        std::vector<double> x;
        for (const ordered_json &each : value["operands"]) {
            x.push_back(operand(each));
        }
        if (op == "outside") {
            return std::trunc(x[0]) >= 0 && std::trunc(x[0]) < value["length"].get<double>() ? 0 : 1;
        }
        if (op == "native") {
            return native(value, x);
        }
        if (op == "comma") {
            return x[1];
        }
        if (op == "interp" || op == "interp2") {
            return op == "interp" ? interp(value, x[0]) : interp2(value, x[0], x[1]);
        }
        EXPECT_TRUE(operations.contains(op)) << op;
        return operations.at(op)(x);
    }
};

struct Model : Program {
    void SetUp() override {
        Program::SetUp();
        put("m.toml", R"toml([module]
name = "m"
real = "f64"
[params]
a = 1.0
b = 2.0
i = 0.0
adc = [0.5, 1.5, 2.5]
imu = { x = 3.0 }
[constants]
k = [10.0, 20.0]
[curves]
bent = { x = [-1, 0, 2], y = [5, 1, 4] }
[maps]
area = { x = [-1, 0, 2], y = [0, 1], z = [[1, 2, 3], [4, 5, 7]] }
[natives]
"read(c)" = { pure = false }
"lut(x, y)" = { pure = true }
[functions]
"f(x)" = "x*x + sin(0.5)"
"twice(x)" = "(a > 1 ? x : 0) + (b > 1 ? x : 1)"
[expressions]
p = "f(a) + f(b) + f(a)*2"
q = "a > b ? f(imu.x) / (a - b) : exp(b) - f(imu.x)"
r = "(a > 0 && b > 1) || i > 5 && k[i] > 10"
s = { expr = "lut(a, b) + p", internal = true }
t = "(read(a), s + (a > b ? read(1) : -read(2)) + adc[i])"
u = "max(t, fma(a, b, k[i])) + (i ? s : 0)"
w = "twice(read(3))"
x = "interp(bent, a*0.7) + interp2(area, a, b*0.3) + interp2(area, imu.x, interp(bent, b))"
)toml");
    }
};

TEST_F(Model, ComputesWhatTheTableComputes) {
    const Outcome compiled = run("compile m.toml --emit json -o - --no-warn comma");
    ASSERT_EQ(compiled.code, 0) << compiled.err;
    const ordered_json model = ordered_json::parse(compiled.out);
    struct Row {
        double a, b, i, x;
        bool faults;
        const char *calls;
    };
    for (const Row &row : {Row{1, 2, 0, 3, false, "read(1.0) read(2.0) read(3.0) "},
                           {2, 1, 1, -3, false, "read(2.0) read(1.0) read(3.0) "},
                           {-1, 0.5, 2, 7, true, "read(-1.) read(2.0) "},
                           {5, -5, 9, 0.25, true, "read(5.0) read(1.0) read(3.0) "},
                           {3, 3, -0.5, 1, false, "read(3.0) read(2.0) read(3.0) "}}) {
        std::ostringstream settings;
        settings << " --set a=" << row.a << " --set b=" << row.b << " --set i=" << row.i << " --set imu.x=" << row.x;
        const Outcome evaluated = run("eval m.toml --define 'read(c) = c + 0.5' --define 'lut(x, y) = x*100 + y' "
                                      "--no-warn comma --no-warn fault-index" +
                                      settings.str());
        ASSERT_EQ(evaluated.code, 0) << evaluated.err;
        std::istringstream lines(evaluated.out);

        Interpreter interpreter = {model, {}, {}};
        interpreter.set_defaults();
        const double inputs[] = {row.a, row.b, row.i};
        for (size_t slot = 0; slot < 3; slot++) {
            interpreter.frame[slot] = inputs[slot];
        }
        interpreter.frame[6] = row.x;
        interpreter.run(0);
        interpreter.run(1);
        bool faults = false;
        for (const ordered_json &expression : model["graph"]["expressions"]) {
            if (expression["internal"]) {
                continue;
            }
            std::string name;
            std::string value;
            lines >> name >> value;
            EXPECT_EQ(name, expression["name"]);
            const double expected = std::strtod(value.c_str(), nullptr);
            const double found = interpreter.operand(expression["value"]);
            EXPECT_TRUE(found == expected || (std::isnan(found) && std::isnan(expected)))
                << settings.str() << ": " << name << " is " << value << ", the model says " << found;
            faults = faults || (!expression["fault"].is_null() && interpreter.operand(expression["fault"]) != 0);
        }
        EXPECT_EQ(faults, row.faults) << settings.str();
        std::string calls;
        for (const std::string &call : interpreter.calls) {
            calls += call + " ";
        }
        EXPECT_EQ(calls, row.calls) << settings.str();
    }
}

} // namespace
