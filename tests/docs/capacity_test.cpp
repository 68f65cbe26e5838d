// What docs/migration.md says of capacities: a module far beyond those that it names compiles and is right.
#include <fmt/core.h>

#include "../generator/program.hpp"

namespace {

struct Capacity : Program {};

TEST_F(Capacity, OfEveryKindOfDeclaration) {
    constexpr int params = 500;             // exp-rs: 16
    constexpr int constants = 200;          // 8
    constexpr int arrays = 100;             // 4
    constexpr int members = 50;             // 4
    constexpr int functions = 100;          // 8
    constexpr int natives = 80;             // 64, with the built-in functions
    constexpr int parameters = 20;          // TinyExpr: 7
    const std::string long_name(5000, 'n'); // exp-rs: 32
    std::string module = "[module]\nreal = \"f64\"\n[params]\n";
    std::string sum = long_name + "*0";
    double expected = 0;
    const auto add = [&](const std::string &term, double value) {
        sum += " + " + term;
        expected += value;
    };
    module += long_name + " = 1\n";
    for (int i = 0; i < params; i++) {
        module += fmt::format("p{} = {}\n", i, i);
        add(fmt::format("p{}", i), i);
    }
    for (int i = 0; i < arrays; i++) {
        module += fmt::format("a{} = [{}, 1, 2]\n", i, i);
        add(fmt::format("a{0}[p0] + sum(a{0})", i), 2 * i + 3);
    }
    module += "[params.group]\n";
    for (int i = 0; i < members; i++) {
        module += fmt::format("m{} = {}\n", i, i);
        add(fmt::format("group.m{}", i), i);
    }
    module += "[constants]\n";
    for (int i = 0; i < constants; i++) {
        module += fmt::format("c{} = {}\n", i, i);
        add(fmt::format("c{}", i), i);
    }
    module += "[natives]\n";
    for (int i = 0; i < natives; i++) {
        module += fmt::format("\"n{}(x)\" = {{}}\n", i);
        add(fmt::format("n{}(p1)", i), 1 + i);
    }
    module += "[functions]\n";
    for (int i = 0; i < functions; i++) {
        std::string names = "x0";
        std::string body = "x0";
        std::string arguments = "p1";
        for (int k = 1; k < parameters; k++) {
            names += fmt::format(", x{}", k);
            body += fmt::format(" + x{}", k);
            arguments += ", p1";
        }
        module += fmt::format("\"f{}({})\" = \"{} + {}\"\n", i, names, body, i);
        add(fmt::format("f{}({})", i, arguments), parameters + i);
    }
    module += "[expressions]\ntotal = \"" + sum + "\"\n";
    for (int i = 0; i < 1000; i++) {
        module += fmt::format("e{} = \"total + {}\"\n", i, i);
    }
    put("large.toml", module);
    std::string stand_ins;
    for (int i = 0; i < natives; i++) {
        stand_ins += fmt::format(" --define 'n{}(x) = x + {}'", i, i);
    }
    const Outcome outcome = run("eval large.toml" + stand_ins);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_TRUE(outcome.out.starts_with(fmt::format("total {}\ne0 {}\ne1 {}\n", expected, expected, expected + 1)))
        << outcome.out.substr(0, 100);
    EXPECT_TRUE(outcome.out.ends_with(fmt::format("\ne999 {}\n", expected + 999)));
}

} // namespace
