// How messages are written: as JSON for tools, in colour for people; which are silenced and which are errors.
#include "program.hpp"

#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "diagnostics.hpp"

namespace {

using nlohmann::ordered_json;

struct Messages : Program {
    std::vector<ordered_json> json(const Outcome &outcome) const {
        std::vector<ordered_json> objects;
        for (size_t at = 0; at < outcome.err.size();) {
            const size_t end = outcome.err.find('\n', at);
            objects.push_back(ordered_json::parse(outcome.err.substr(at, end - at), nullptr, false));
            EXPECT_TRUE(objects.back().is_object()) << outcome.err;
            at = end + 1;
        }
        return objects;
    }
};

TEST_F(Messages, OneObjectALine) {
    put("m.toml",
        "[params]\ntemperature = 1\n[expressions]\na = \"1 + \\\n  temprature\"\nb = \"2(3)\"\nc = \"log(2)\"\n");
    const Outcome outcome = run("check m.toml --diagnostics json");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    const std::vector<ordered_json> objects = json(outcome);
    EXPECT_EQ(objects.size(), 1u); // TOML ends here: a line break in a string of one line
    put("m.toml", "[params]\ntemperature = 1\n[expressions]\na = \"\"\"1 + \\\n  temprature\"\"\"\nb = \"2(3)\"\nc = "
                  "\"log(2)\"\n");
    const std::vector<ordered_json> all = json(run("check m.toml --diagnostics json"));
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].dump(),
              R"({"severity":"error","code":"unknown-name","message":"'temprature' is not defined","file":"m.toml",)"
              R"("line":5,"column":3,"length":10,"notes":[{"severity":"fix-it","message":"write 'temperature' here",)"
              R"("file":"m.toml","line":5,"column":3,"length":10,"replacement":"temperature"}]})");
    EXPECT_EQ(all[1]["notes"][0]["severity"], "fix-it");
    EXPECT_EQ(all[1]["notes"][0]["replacement"], "*");
    EXPECT_EQ(all[1]["notes"][0]["length"], 0);
    EXPECT_EQ(all[2]["severity"], "warning");
    EXPECT_EQ(all[2]["code"], "log-unset");
    EXPECT_EQ(json(run("check m.toml --diagnostics json --werror --color always"))[2]["severity"], "error");
}

TEST_F(Messages, BytesThatAreNotText) {
    put("m.expr", std::string("a = \"\xFF\x1B\xC3 + 1\n"
                              "\xE6\x97\xA5 = 1\n"
                              "b = 1 + \x80\n"));
    const Outcome outcome = run("check m.expr --diagnostics json");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_GE(json(outcome).size(), 2u);
    EXPECT_EQ(outcome.err.find('\x1B'), std::string::npos);
    std::string all;
    for (int byte = 1; byte < 256; byte++) {
        all += static_cast<char>(byte);
    }
    for (const std::string name : {"all.toml", "all.expr"}) {
        put(name, "x = \"" + all + "\"\n" + all + " = " + all + "\n");
        const Outcome bytes = run("check --diagnostics json " + name);
        EXPECT_EQ(bytes.code, 1);
        EXPECT_FALSE(json(bytes).empty());
    }
}

TEST_F(Messages, FilesThatCannotBeReadOrWritten) {
    put("m.expr", "a = 1\n");
    const std::vector<ordered_json> missing = json(run("check nosuch --diagnostics json"));
    ASSERT_EQ(missing.size(), 1u);
    EXPECT_EQ(missing[0]["file"], "nosuch");
    EXPECT_EQ(missing[0]["message"], "No such file or directory");
    EXPECT_TRUE(missing[0]["line"].is_null());
    EXPECT_EQ(json(run("compile m.expr --emit table -o no/such --diagnostics json"))[0]["file"], "no/such");
    put("bad.abx", "ABAX");
    EXPECT_EQ(json(run("inspect bad.abx --diagnostics json"))[0]["code"], "table");
    EXPECT_EQ(json(run("eval -e '1 +' --diagnostics json"))[0]["code"], "expected-value");
    EXPECT_EQ(json(run("explain -e '1 +' --diagnostics json"))[0]["code"], "expected-value");
    EXPECT_EQ(run("check m.expr --diagnostics xml").code, 2);
}

// The pieces of the sources from a word to the end of its statement.
std::vector<std::string> statements(const std::filesystem::path &sources, std::string_view word) {
    std::vector<std::string> found;
    for (const auto &entry : std::filesystem::directory_iterator(sources)) {
        if (entry.path().extension() == ".cpp") {
            std::ifstream file(entry.path());
            const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
                found.push_back(text.substr(at, text.find(';', at) - at));
            }
        }
    }
    return found;
}

// The list of what --no-warn and --werror= take has every warning that the sources raise, and no other.
TEST(Warnings, AreListed) {
    std::map<std::string, std::string> slugs;
#define ABAX_DIAGNOSTIC(id, number, slug, text) slugs["ABAX_D_" #id] = slug;
#include "abax/diagnostics.def"
#define ABAX_HOST_DIAGNOSTIC(id, slug) slugs["slug::" #id] = slug;
#include "diagnostics.def"
    const std::filesystem::path project = ABAX_PROJECT;
    std::vector<std::string> raised = statements(project / "runtime/compile", "WARNING |");
    const std::vector<std::string> host = statements(project / "generator", "add_warning(");
    raised.insert(raised.end(), host.begin(), host.end());
    std::set<std::string> codes;
    for (const std::string &statement : raised) {
        for (const auto &[id, slug] : slugs) {
            const size_t at = statement.find(id);
            const size_t end = at + id.size();
            if (at != std::string::npos &&
                (end == statement.size() || (std::isalnum(statement[end]) == 0 && statement[end] != '_'))) {
                codes.insert(slug);
            }
        }
    }
    EXPECT_EQ(abax::host::warning_codes(), std::vector<std::string>(codes.begin(), codes.end()));
    codes.insert("shadows"); // a note that stands alone
    EXPECT_EQ(abax::host::silenced_codes(), std::vector<std::string>(codes.begin(), codes.end()));
}

TEST_F(Messages, SingleWarningsBecomeErrors) {
    put("m.expr", "f(u, v) = u\ny = f(1, 2)\nz = log(y)\n");
    EXPECT_EQ(run("check m.expr").code, 0);
    const Outcome promoted = run("check m.expr --werror=log-unset");
    EXPECT_EQ(promoted.code, 1);
    EXPECT_NE(promoted.err.find("m.expr:1:6: warning: "), std::string::npos);
    EXPECT_NE(promoted.err.find("m.expr:3:5: error: "), std::string::npos);
    EXPECT_EQ(run("check m.expr --werror=comma --werror=free-name").code, 0);
    EXPECT_EQ(run("check m.expr --werror=log-unset --no-warn log-unset").code, 0);
    EXPECT_EQ(run("compile m.expr --emit table --werror=log-unset").code, 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "m.abx"));
    EXPECT_TRUE(
        run("check m.expr --werror=log-unse")
            .err.starts_with("abax check: --werror=log-unse: there is no such warning; did you mean 'log-unset'?\n"));
    EXPECT_EQ(run("check m.expr --werror=").code, 2);
}

} // namespace
