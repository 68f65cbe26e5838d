// `abax explain`: every form of what the compiler makes, as a person, a program and Graphviz read it.
#include "program.hpp"

#include <cstdlib>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::ordered_json;

struct Explain : Program {
    ordered_json json(const std::string &arguments) const {
        const Outcome outcome = run("explain --format json " + arguments);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return ordered_json::parse(outcome.out, nullptr, false);
    }
};

TEST_F(Explain, Tokens) {
    const Outcome outcome = run("explain --show tokens -e 'x +0xFF # c'");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out.substr(outcome.out.find('\n') + 1), "  1:1     name         x\n"
                                                              "  1:3     operator     +\n"
                                                              "  1:4     number       0xFF  = 255\n");
    put("m.toml", "[params]\nb = { c = 1 }\n[functions]\n\"f(a)\" = \"a\"\n[expressions]\ny = '''1 ?\n 2.50:b.c'''\n");
    const ordered_json tokens = json("--show tokens m.toml");
    ASSERT_EQ(tokens["texts"].size(), 2u);
    EXPECT_EQ(tokens["texts"][0]["name"], "f(a)");
    EXPECT_EQ(tokens["texts"][0]["kind"], "function");
    EXPECT_EQ(tokens["texts"][1]["tokens"][2].dump(),
              R"({"kind":"number","text":"2.50","line":7,"column":2,"length":4,"value":2.5})");
    EXPECT_EQ(tokens["texts"][1]["tokens"].size(), 7u);
}

// What is wrong with a text is easiest to see in its tokens.
TEST_F(Explain, TokensOfWhatMakesNoSense) {
    const Outcome outcome = run("explain --show tokens -e '12abc \"/* x'");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out.substr(outcome.out.find('\n') + 1), "  1:1     bad number   12abc\n"
                                                              "  1:7     character    \"\n"
                                                              "  1:8     open comment /*\n");
    EXPECT_NE(outcome.err.find("error: "), std::string::npos);
    EXPECT_EQ(run("explain --show ast -e '1 +'").out, "");
}

TEST_F(Explain, TreesAreTheDefault) {
    EXPECT_EQ(run("explain -e '-2^2 * f(x)' --define 'f(a) = a + pi'").out, "f(a) = a + pi\n"
                                                                            "  +\n"
                                                                            "  ├─ a  [parameter]\n"
                                                                            "  └─ pi  [constant 3.141592653589793]\n"
                                                                            "\n"
                                                                            "-2^2 * f(x)\n"
                                                                            "  *\n"
                                                                            "  ├─ -  [prefix]\n"
                                                                            "  │  └─ ^\n"
                                                                            "  │     ├─ 2\n"
                                                                            "  │     └─ 2\n"
                                                                            "  └─ f()\n"
                                                                            "     └─ x  [param]\n");
    const ordered_json tree = json("-e 'a ? imu.x : adc[1]' --array adc=1,2")["trees"][0];
    EXPECT_EQ(tree["kind"], "expression");
    const ordered_json &root = tree["nodes"].back();
    EXPECT_EQ(root["kind"], "conditional");
    EXPECT_EQ(root["op"], "cond");
    EXPECT_EQ(root["children"].size(), 3u);
    EXPECT_EQ(tree["nodes"][root["children"][0].get<size_t>()]["text"], "a");
    EXPECT_EQ(tree["nodes"][root["children"][1].get<size_t>()]["kind"], "param");
    EXPECT_EQ(tree["nodes"][root["children"][2].get<size_t>()]["kind"], "index");
}

TEST_F(Explain, DeepTreesAreCut) {
    put("m.expr", "y = " + std::string(20000, '-') + "x\n");
    const Outcome outcome = run("explain m.expr");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_LT(outcome.out.size(), 100000u);
    EXPECT_NE(outcome.out.find("…  [19901 more]\n"), std::string::npos) << outcome.out;
    EXPECT_EQ(json("m.expr")["trees"][0]["nodes"].size(), 20001u);
}

TEST_F(Explain, Values) {
    put("m.toml",
        "[params]\na = 1\nb = 2\nadc = [1, 2]\n[natives]\n\"n(x)\" = { pure = false }\n[constants]\nk = [1, 2, 3]\n"
        "[expressions]\nx = \"a > b ? n(a)*2 : sin(1) + adc[b]\"\ny = \"k[a] + x\"\n"
        "z = { expr = \"x*x\", internal = true }\nw = \"z\"\n");
    EXPECT_EQ(run("explain m.toml --show graph").out,
              "# kept: computed once and kept in the frame; other values pass straight to what uses them\n"
              "v0 = a > b                                # kept\n"
              "v1 = n(a)                                 # only if v0, kept\n"
              "v2 = v1 * 2                               # only if v0\n"
              "v3 = sin(1)                               # once, when an instance is made, kept\n"
              "v4 = b is no index from 0 to 1            # only if v7\n"
              "v5 = adc[b]                               # only if not v0\n"
              "v6 = v3 + v5                              # only if not v0\n"
              "v7 = !v0\n"
              "v8 = v7 && v4                             # kept\n"
              "v9 = v0 ? v2 : v6                         # kept\n"
              "v10 = a is no index from 0 to 2\n"
              "v11 = k[a]\n"
              "v12 = max(v10, v8)\n"
              "v13 = v11 + v9                            # kept\n"
              "v14 = v9 * v9                             # kept\n"
              "\n"
              "x = v9                                    # index fault if v8\n"
              "y = v13                                   # index fault if v12\n"
              "z = v14                                   # internal\n"
              "w = v14                                   # index fault if v8\n");
}

TEST_F(Explain, Instructions) {
    const ordered_json code = json("--show code -e 'a*b + sin(0.5)'");
    EXPECT_EQ(code["start"].back()["text"], "$start0 = acc; end");
    EXPECT_EQ(code["code"].back()["form"], "SE");
    EXPECT_EQ(code["code"].back()["number"], 165);
    EXPECT_NE(run("explain --show code -e 'a*b + sin(0.5)'").out.find("code (every evaluation)\n  0000  acc = "),
              std::string::npos);
    put("m.toml",
        "[params]\na = 1\nadc = [1, 2]\n[natives]\n\"n(x, y)\" = { pure = true }\n[constants]\nk = [1, 2, 3]\n"
        "[expressions]\nx = \"adc[a] + k[a] + n(a, 2)\"\n");
    const std::string text = run("explain m.toml --show code").out;
    for (const char *piece : {"acc = adc[acc]\n", "acc = $array0[acc]\n", "acc = acc is no index from 0 to 1\n",
                              "index fault of x if acc\n", "acc = n($"}) {
        EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
    }
}

TEST_F(Explain, DotIsValid) {
    put("m.toml", "[params]\na = 1\nadc = [1, 2]\n[natives]\n\"n(x)\" = { pure = false }\n[expressions]\n"
                  "x = '''a > 1 ? n(a) : adc[a] # \"\\N'''\ny = \"x && a\"\nz = \"a\"\n");
    for (const std::string show : {"ast", "graph"}) {
        const Outcome outcome = run("explain m.toml --format dot --show " + show);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_EQ(outcome.out.substr(0, 8), "digraph ");
        put(show + ".dot", outcome.out);
        if (std::system("dot -V 2>/dev/null") == 0) {
            const std::string command =
                "cd '" + directory.string() + "' && dot -Tsvg " + show + ".dot >dot.svg 2>dot.txt";
            EXPECT_EQ(std::system(command.c_str()), 0) << get("dot.txt");
            EXPECT_EQ(get("dot.txt"), "");
            EXPECT_NE(get("dot.svg").find("</svg>"), std::string::npos);
        }
    }
    if (std::system("dot -V 2>/dev/null") != 0) {
        GTEST_SKIP() << "Graphviz is not installed: what it makes of the drawings was not looked at";
    }
}

// What prev and delay keep is shown where it stands in the text.
TEST_F(Explain, TreesOfWhatIsKept) {
    put("m.toml", "[params]\nx = 1\n[expressions]\ny = \"prev(2*delay(x + prev(y), 3), -1) + sin(x)\"\n");
    EXPECT_EQ(run("explain m.toml --show ast").out, "y = prev(2*delay(x + prev(y), 3), -1) + sin(x)\n"
                                                    "  +\n"
                                                    "  ├─ prev()\n"
                                                    "  │  ├─ *\n"
                                                    "  │  │  ├─ 2\n"
                                                    "  │  │  └─ delay()\n"
                                                    "  │  │     ├─ +\n"
                                                    "  │  │     │  ├─ x  [param]\n"
                                                    "  │  │     │  └─ prev()\n"
                                                    "  │  │     │     └─ y  [expression]\n"
                                                    "  │  │     └─ 3\n"
                                                    "  │  └─ -  [prefix]\n"
                                                    "  │     └─ 1\n"
                                                    "  └─ sin()\n"
                                                    "     └─ x  [param]\n");
    const ordered_json nodes = json("m.toml --show ast")["trees"][0]["nodes"];
    ASSERT_EQ(nodes.size(), 14U);
    for (const ordered_json &node : nodes) {
        EXPECT_NE(node["kind"], "error") << node.dump();
    }
    EXPECT_EQ(nodes[2]["text"], "y");
    EXPECT_EQ(nodes[2]["column"], 28);
    EXPECT_EQ(nodes[7]["children"].dump(), "[0,6]");
    const std::string dot = run("explain m.toml --show ast --format dot").out;
    EXPECT_NE(dot.find("_2 [label=\"y  [expression]\"];\n"), std::string::npos) << dot;
    EXPECT_EQ(dot.find("error"), std::string::npos) << dot;
}

TEST_F(Explain, WhatIsKept) {
    put("m.toml", "[params]\nx = 1\n[expressions]\ny = \"prev(x*2) + delay(x*3, 4)\"\n");
    const std::string text = run("explain m.toml --show graph").out;
    EXPECT_NE(text.find(" = keep state[0] = v"), std::string::npos) << text;
    EXPECT_NE(text.find(" = keep state[1] = v"), std::string::npos) << text;
    EXPECT_NE(text.find(", for 4 evaluations"), std::string::npos) << text;
}

// A bound is what one instruction more makes larger; of two branches the longer one counts.
TEST_F(Explain, Cost) {
    const auto instructions = [this](const std::string &expression) {
        return json("--show cost --real f32 -e '" + expression + "'")["costs"].back()["instructions"].get<int>();
    };
    const int sum = instructions("a + b");
    EXPECT_GT(sum, 30);
    EXPECT_GT(instructions("a + b + c"), sum);
    EXPECT_GT(instructions("c ? a + b : b"), instructions("c ? a : b"));
    EXPECT_GT(instructions("c ? b : a*c + b/c"), instructions("c ? b : a"));
    EXPECT_GT(instructions("c ? a + b : b"), sum);
    EXPECT_LT(instructions("c ? a*b - a/b : a + b"), instructions("select(c, a*b - a/b, a + b)") + 60);
    EXPECT_NE(json("--show cost --real f64 -e 'a / b'")["costs"], json("--show cost --real f32 -e 'a / b'")["costs"]);

    put("m.toml", "[module]\nname = 'm'\n[params]\nx = 1\n[natives]\n\"read(c)\" = {}\n[expressions]\n"
                  "once = { expr = 'sin(x)', internal = true }\ny = 'once + read(1)'\nz = 'x + 1'\n");
    const ordered_json costs = json("--show cost m.toml")["costs"];
    ASSERT_EQ(costs.size(), 3U);
    EXPECT_EQ(costs[0]["result"], "y");
    EXPECT_EQ(costs[0]["library"].dump(), R"(["sin"])");
    EXPECT_EQ(costs[0]["natives"], true);
    EXPECT_EQ(costs[1]["library"].dump(), "[]");
    EXPECT_EQ(costs[1]["natives"], false);
    EXPECT_EQ(costs[2]["result"], nullptr);
    EXPECT_GT(costs[2]["instructions"], costs[0]["instructions"]);
    const auto flash_beyond_table = [this](const std::string &expression) {
        const ordered_json cost = json("--show cost --real f64 -e '" + expression + "'")["costs"].back();
        return cost["flash_bytes"].get<int>() - cost["table_bytes"].get<int>();
    };
    EXPECT_EQ(flash_beyond_table("x + 1"), 0);
    EXPECT_GT(flash_beyond_table("sin(x)"), 0);
    EXPECT_GT(flash_beyond_table("sin(x) + cos(x)"), flash_beyond_table("sin(x)"));
    EXPECT_LT(flash_beyond_table("sin(x) + cos(x)"), flash_beyond_table("sin(x)") + flash_beyond_table("cos(x)"));

    const Outcome outcome = run("explain m.toml --show cost");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_NE(outcome.out.find("instructions at most, Cortex-M7, f32\n"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find(" * +\n"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("counted for sin, which is no bound\n+ and what the natives take\n"), std::string::npos)
        << outcome.out;
}

TEST_F(Explain, WhatThereIsNot) {
    EXPECT_EQ(run("explain -e 1 --show tokens --format dot").code, 2);
    EXPECT_EQ(run("explain -e 1 --show code --format dot").code, 2);
    EXPECT_EQ(run("explain nosuch.toml").code, 3);
}

} // namespace
