// `abax compile`: the C table compiled as C99 and as C++17 and run, the JSON model, dependency files, and what is stale.
#include "program.hpp"

#include <cstdlib>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::ordered_json;

constexpr const char *module_text = R"toml([module]
name = "climate"
version = "1.4.0"
log = "ln"
reserve = { params = 12, results = 8 }
[params]
raw_t = 1.5
rh = { default = 50, unit = "%", min = 0, max = 100, doc = "humidity */ of ?)toml"
                                    R"toml(?/ the room" }
imu = { ax = 0.25, I = 2.0 }
imu_dot_ax = 3.0
adc = [0.5, 1.0, 2.0]
[constants]
k = 0.1
cal = [0.12, 1.02, -3e-4]
unused = [1.0, 2.0]
[natives]
"read_fuel(channel, gain)" = { pure = false, doc = "litres" }
"spare(x)" = { pure = true }
[functions]
"square(x)" = "x*x"
[expressions]
int = { expr = "square(rh) * k + cal[raw_t]", unit = "degC", doc = "temperature" }
hidden = { expr = "sin(0.5) + imu.ax", internal = true }
I = "rh > 20 ? read_fuel(2, adc[1]) + hidden : imu_dot_ax + imu.I"
)toml";

// Sets, evaluates and reads through the constants of the header; exit code 0 if everything is as the runtime finds it.
constexpr const char *program_text = R"source(
#include <stdio.h>
#include <string.h>
#include "climate_table.h"

static float read_fuel(void *user, const float *arguments) {
    (void)user;
    return arguments[0] * 10.0F + arguments[1];
}

int main(int argc, char **argv) {
    static uint64_t memory[CLIMATE_INSTANCE_SIZE / 8u];
    const abax_f32_native natives[1] = {{"read_fuel", read_fuel, NULL, climate_arity_read_fuel, climate_pure_read_fuel}};
    const abax_f32_param member = climate_param(imu_dot_ax);
    const abax_f32_param other = climate_param(imu_dotdot_ax);
    const abax_f32_param adc = climate_param(adc);
    const abax_f32_result result = climate_result(I);
    abax_f32_table table;
    abax_f32_instance instance;
    FILE *file = argc > 1 ? fopen(argv[1], "wb") : NULL;
    if (file == NULL || fwrite(climate_table, 1, CLIMATE_TABLE_SIZE, file) != CLIMATE_TABLE_SIZE || fclose(file) != 0) {
        return 1;
    }
    if (abax_f32_open(&table, climate_table, sizeof climate_table) != ABAX_OK ||
        abax_f32_instance_size(&table) != CLIMATE_INSTANCE_SIZE) {
        return 2;
    }
    if (abax_f32_init(&instance, &table, memory, sizeof memory, natives, 1) != ABAX_OK) {
        return 3;
    }
    if (member.slot != abax_f32_find_param(&table, "imu.ax").slot ||
        other.slot != abax_f32_find_param(&table, "imu_dot_ax").slot ||
        adc.slots != 3 || adc.slot != abax_f32_find_param(&table, "adc").slot ||
        result.slot != abax_f32_find_result(&table, "I").slot ||
        strcmp(abax_f32_param_name(&table, climate_param_rh), "rh") != 0 ||
        strcmp(abax_f32_result_name(&table, climate_result_int), "int") != 0 ||
        strcmp(abax_f32_import_name(&table, climate_native_read_fuel), "read_fuel") != 0) {
        return 4;
    }
    if (table.header->interface_hash != CLIMATE_INTERFACE_HASH || strcmp(CLIMATE_VERSION, "1.4.0") != 0 ||
        (table.header->source_hash[0] | (uint64_t)table.header->source_hash[1] << 32) != CLIMATE_SOURCE_HASH) {
        return 5;
    }
    abax_f32_set(&instance, climate_param(rh), 10.0F);
    abax_f32_eval(&instance);
    printf("%g %g\n", (double)abax_f32_get(&instance, climate_result(int)), (double)abax_f32_get(&instance, result));
    abax_f32_set(&instance, climate_param(rh), 30.0F);
    abax_f32_set_element(&instance, adc, 1, 4.0F);
    abax_f32_eval(&instance);
    printf("%.4f\n", (double)abax_f32_get(&instance, result));
    return 0;
}
)source";

struct Compile : Program {
    void SetUp() override {
        Program::SetUp();
        put("climate.toml", module_text);
    }
    int shell(const std::string &command) const {
        const std::string all = "cd '" + directory.string() + "' && " + command + " >tool.txt 2>&1";
        const int status = std::system(all.c_str());
        return status;
    }
    void expect_runs(const std::string &compiler, const std::string &language) const {
        const std::string warnings = " -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror ";
        const std::string build = compiler + warnings + " " + language +
                                  " -I " ABAX_INCLUDE " main.c climate_table.c -x none '" +
                                  ABAX_RUNTIME "' -lm -o main";
        ASSERT_EQ(shell(build), 0) << get("tool.txt");
        EXPECT_EQ(shell("./main bytes.abx"), 0) << get("tool.txt");
        EXPECT_EQ(get("tool.txt"), "11.02 5\n24.7294\n");
        EXPECT_EQ(get("bytes.abx"), get("climate.abx"));
    }
};

TEST_F(Compile, CTablesRunAsCAndAsCpp) {
    ASSERT_EQ(run("compile climate.toml --emit table").code, 0);
    const Outcome outcome = run("compile climate.toml --emit table-c");
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    put("main.c", program_text);
    expect_runs(ABAX_C_COMPILER, "-std=c99 -x c");
    expect_runs(ABAX_CXX_COMPILER, "-std=c++17 -x c++");
}

// Without a name for the header it is one file.
TEST_F(Compile, CTablesOnTheStandardOutputStandAlone) {
    const Outcome outcome = run("compile climate.toml --emit table-c -o -");
    ASSERT_EQ(outcome.code, 0);
    put("alone.c", outcome.out);
    EXPECT_EQ(shell(std::string(ABAX_C_COMPILER) + " -std=c99 -Wall -Wextra -Wpedantic -Werror -I " ABAX_INCLUDE
                                                   " -c alone.c"),
              0)
        << get("tool.txt");
    EXPECT_FALSE(std::filesystem::exists(directory / "climate_table.h"));
}

TEST_F(Compile, GeneratedFilesSayNoPathAndNoTime) {
    std::filesystem::create_directory(directory / "in");
    put("in/climate.toml", module_text);
    for (const std::string kind : {"table-c", "json"}) {
        const std::string here = run("compile climate.toml -o - --emit " + kind).out;
        EXPECT_EQ(run("compile in/climate.toml -o - --emit " + kind).out, here);
        EXPECT_EQ(run("compile '" + (directory / "climate.toml").string() + "' -o - --emit " + kind).out, here);
        EXPECT_EQ(here.find(directory.string()), std::string::npos);
    }
    const std::string header = run("compile climate.toml -o - --emit table-c").out;
    EXPECT_NE(header.find("from climate.toml, source hash "), std::string::npos);
    EXPECT_NE(header.find(": DO NOT EDIT."), std::string::npos);
}

TEST_F(Compile, NamesTheCFileAndTheHeaderBesideIt) {
    ASSERT_EQ(run("compile climate.toml --emit table-c -o tables.cpp").code, 0);
    EXPECT_NE(get("tables.cpp").find("#include \"tables.h\"\n"), std::string::npos);
    EXPECT_NE(get("tables.h").find("extern const uint64_t climate_table["), std::string::npos);
    EXPECT_EQ(run("compile climate.toml --emit table-c -o tables.o").code, 2);
    EXPECT_EQ(run("compile climate.toml --emit table-c -o tables.h").code, 2);
}

TEST_F(Compile, TheModelHoldsEverything) {
    ASSERT_EQ(run("compile climate.toml --emit json").code, 0);
    const ordered_json model = ordered_json::parse(get("climate.json"));
    EXPECT_EQ(model["model"], 1);
    EXPECT_EQ(model["module"].dump(), R"({"name":"climate","version":"1.4.0","real":"f32","log":"ln","fast":false,)"
                                      R"("file":"climate.toml"})");
    EXPECT_EQ(model["frame"]["params"], 12);
    EXPECT_EQ(model["frame"]["results"], 8);
    ASSERT_EQ(model["params"].size(), 6u);
    const ordered_json &rh = model["params"][1];
    EXPECT_EQ(rh["name"], "rh");
    EXPECT_EQ(rh["slot"], 1);
    EXPECT_EQ(rh["default"], 50.0);
    EXPECT_EQ(rh["bits"], "0x42480000");
    EXPECT_EQ(rh["unit"], "%");
    EXPECT_EQ(rh["max"], 100.0);
    EXPECT_EQ(rh["doc"], "humidity */ of \?\?/ the room");
    EXPECT_EQ(rh["place"].dump(), R"({"file":"climate.toml","line":8,"column":1})");
    EXPECT_EQ(model["params"][3]["group"], "imu");
    EXPECT_EQ(model["params"][3]["identifier"], "I_");
    EXPECT_EQ(model["params"][5]["default"].dump(), "[0.5,1.0,2.0]");
    EXPECT_EQ(model["params"][5]["slots"], 3);
    ASSERT_EQ(model["constants"].size(), 1u);
    EXPECT_EQ(model["constants"][0]["value"], 0.1);
    EXPECT_EQ(model["constants"][0]["bits"], "0x3dcccccd");
    ASSERT_EQ(model["arrays"].size(), 2u);
    EXPECT_EQ(model["arrays"][0]["place_in_table"], 0);
    EXPECT_TRUE(model["arrays"][1]["place_in_table"].is_null());
    ASSERT_EQ(model["natives"].size(), 2u);
    EXPECT_EQ(model["natives"][0]["import"], 0);
    EXPECT_EQ(model["natives"][0]["parameters"].dump(), R"(["channel","gain"])");
    EXPECT_FALSE(model["natives"][0]["pure"]);
    EXPECT_TRUE(model["natives"][1]["import"].is_null());
    EXPECT_EQ(model["functions"][0]["text"], "x*x");
    ASSERT_EQ(model["expressions"].size(), 3u);
    EXPECT_EQ(model["expressions"][0]["slot"], 12);
    EXPECT_EQ(model["expressions"][0]["identifier"], "int_");
    EXPECT_TRUE(model["expressions"][1]["internal"]);
    EXPECT_EQ(model["expressions"][2]["slot"], 13);
    EXPECT_EQ(model["expressions"][2]["text"], "rh > 20 ? read_fuel(2, adc[1]) + hidden : imu_dot_ax + imu.I");
}

// What a template needs: values before their users, every value in a region that exists, statements in order.
TEST_F(Compile, TheGraphCanBeFollowed) {
    const ordered_json model = ordered_json::parse(run("compile climate.toml --emit json -o -").out);
    const ordered_json &graph = model["graph"];
    std::map<size_t, size_t> users;
    for (size_t i = 0; i < graph["values"].size(); i++) {
        const ordered_json &value = graph["values"][i];
        EXPECT_EQ(value["id"], i);
        EXPECT_LT(value["region"], graph["regions"].size());
        for (const ordered_json &operand : value["operands"]) {
            if (operand.contains("value")) {
                EXPECT_LT(operand["value"], i);
                users[operand["value"]]++;
            } else {
                EXPECT_TRUE(operand.contains("slot") || operand.contains("bits"));
            }
        }
    }
    size_t natives = 0;
    size_t conditionals = 0;
    for (const ordered_json &value : graph["values"]) {
        natives += value["op"] == "native" && value["native"] == "read_fuel" ? 1 : 0;
        conditionals += value["op"] == "cond" && value["branches"].size() == 2 ? 1 : 0;
    }
    EXPECT_EQ(natives, 1u);
    EXPECT_EQ(conditionals, 1u);
    for (const ordered_json &region : graph["regions"]) {
        for (const ordered_json &statement : region["statements"]) {
            EXPECT_EQ(graph["values"][statement.get<size_t>()]["region"], region["id"]);
            EXPECT_TRUE(graph["values"][statement.get<size_t>()]["kept"]);
        }
    }
    EXPECT_FALSE(graph["regions"][0]["statements"].empty()); // sin(0.5)
    EXPECT_EQ(graph["expressions"][0]["name"], "int");
    EXPECT_FALSE(graph["expressions"][0]["fault"].is_null());
    EXPECT_TRUE(graph["expressions"][2]["fault"].is_null());
}

TEST_F(Compile, NumbersAreExactInTheModel) {
    put("n.toml", "[module]\nreal = \"f64\"\n[params]\na = inf\nb = -inf\nc = nan\nd = 5e-324\n[expressions]\n"
                  "x = \"a + 0.1\"\ny = \"b*inf + c + d\"\n");
    const ordered_json model = ordered_json::parse(run("compile n.toml --emit json -o -").out);
    EXPECT_EQ(model["params"][0]["default"], "inf");
    EXPECT_EQ(model["params"][1]["default"], "-inf");
    EXPECT_EQ(model["params"][2]["default"], "nan");
    EXPECT_EQ(model["params"][3]["default"], 5e-324);
    EXPECT_EQ(model["params"][3]["bits"], "0x0000000000000001");
    EXPECT_EQ(model["graph"]["values"][0]["operands"][1].dump(),
              R"({"number":0.1,"bits":"0x3fb999999999999a","literal":"0.1"})");
}

TEST_F(Compile, DependencyFiles) {
    std::filesystem::rename(directory / "climate.toml", directory / "the climate.toml");
    ASSERT_EQ(run("compile 'the climate.toml' --emit table-c --out-dir 'o ut' --depfile 'o ut/x.d'").code, 0);
    EXPECT_EQ(get("o ut/x.d"), "o\\ ut/climate_table.h o\\ ut/climate_table.c: the\\ climate.toml\n");
    EXPECT_EQ(run("compile 'the climate.toml' --emit table -o - --depfile x.d").code, 2);
    EXPECT_EQ(run("compile 'the climate.toml' --emit table --depfile nosuch/x.d").code, 3);
    put("bad.expr", "x = 1 +\n");
    EXPECT_EQ(run("compile bad.expr --emit table --depfile bad.d").code, 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "bad.d"));
}

TEST_F(Compile, InputsAndOutputsAreNotWrittenOver) {
    put("climate.toml", module_text);
    for (const auto &[options, message] : {
             std::pair{"table -o climate.toml", "the output is also the input: climate.toml"},
             {"table -o ./climate.toml", "the output is also the input: ./climate.toml"},
             {"json --out-dir new --depfile climate.toml", "the output is also the input: climate.toml"},
             {"json --out-dir new --depfile new/climate.json", "two outputs are the same file: new/climate.json"},
             {"table-c -o new.c --depfile ./new.h", "two outputs are the same file: ./new.h"},
         }) {
        const Outcome outcome = run(std::string("compile climate.toml --emit ") + options);
        EXPECT_EQ(outcome.code, 2) << options;
        EXPECT_EQ(outcome.err, std::string("abax: error: ") + message + "\n");
    }
    EXPECT_EQ(get("climate.toml"), module_text);
    EXPECT_FALSE(std::filesystem::exists(directory / "new"));
    EXPECT_FALSE(std::filesystem::exists(directory / "new.c"));
    EXPECT_EQ(run("compile climate.toml --emit table -o /dev/null --depfile /dev/null").code, 0);
}

TEST_F(Compile, WhatIsStaleIsNamed) {
    for (const std::string kind : {"table", "table-c", "json"}) {
        const std::string command = "compile climate.toml --out-dir gen --depfile gen/x.d --emit " + kind;
        std::filesystem::remove_all(directory / "gen");
        EXPECT_EQ(run(command + " --check").code, 1);
        EXPECT_FALSE(std::filesystem::exists(directory / "gen")) << kind;
        ASSERT_EQ(run(command).code, 0);
        const Outcome fresh = run(command + " --check");
        EXPECT_EQ(fresh.code, 0);
        EXPECT_EQ(fresh.err, "");
    }
    ASSERT_EQ(run("compile climate.toml --emit table-c").code, 0);
    put("climate_table.c", get("climate_table.c") + " ");
    const Outcome stale = run("compile climate.toml --emit table-c --check");
    EXPECT_EQ(stale.code, 1);
    EXPECT_EQ(stale.out, "");
    EXPECT_EQ(stale.err,
              "climate_table.c: error: this file is stale: 'climate.toml' is compiled to something else [stale]\n");
    std::filesystem::remove(directory / "climate_table.h");
    EXPECT_EQ(run("compile climate.toml --emit table-c --check").err,
              "climate_table.h: error: this file is missing; 'climate.toml' is compiled to it [stale]\n"
              "climate_table.c: error: this file is stale: 'climate.toml' is compiled to something else [stale]\n");
    EXPECT_EQ(run("compile climate.toml --emit table -o - --check").code, 2);
}

TEST_F(Compile, OneFileThatChangesIsWrittenAndTheOtherIsNot) {
    ASSERT_EQ(run("compile climate.toml --emit table-c").code, 0);
    const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    std::filesystem::last_write_time(directory / "climate_table.h", long_ago);
    std::filesystem::remove(directory / "climate_table.c");
    ASSERT_EQ(run("compile climate.toml --emit table-c").code, 0);
    EXPECT_EQ(std::filesystem::last_write_time(directory / "climate_table.h"), long_ago);
    EXPECT_TRUE(std::filesystem::exists(directory / "climate_table.c"));
}

} // namespace
