// What each pass makes of an expression, read from the compiler's own dumps: trees, values and where they are placed, code.
#include "dumps.hpp"

#include "compile/state.hpp"

#include <gtest/gtest.h>

namespace abax::tests {
namespace {

// ---- parse and resolve

TEST(Parse, PowerBindsTighterThanAPrefixAndFromTheRight) {
    EXPECT_EQ(dump({{"-a^b^2"}}).tree, "r0 = -a^b^2\n"
                                       "  -  [prefix]\n"
                                       "  └─ ^\n"
                                       "     ├─ a  [param]\n"
                                       "     └─ ^\n"
                                       "        ├─ b  [param]\n"
                                       "        └─ 2\n");
}

TEST(Parse, AnExponentMayCarryAPrefix) {
    EXPECT_EQ(dump({{"a^-b*c"}}).tree, "r0 = a^-b*c\n"
                                       "  *\n"
                                       "  ├─ ^\n"
                                       "  │  ├─ a  [param]\n"
                                       "  │  └─ -  [prefix]\n"
                                       "  │     └─ b  [param]\n"
                                       "  └─ c  [param]\n");
}

TEST(Parse, ConditionalsNestToTheRight) {
    EXPECT_EQ(dump({{"a ? b : c ? d : f"}}).tree, "r0 = a ? b : c ? d : f\n"
                                                  "  ? :\n"
                                                  "  ├─ a  [param]\n"
                                                  "  ├─ b  [param]\n"
                                                  "  └─ ? :\n"
                                                  "     ├─ c  [param]\n"
                                                  "     ├─ d  [param]\n"
                                                  "     └─ f  [param]\n");
}

TEST(Resolve, ArgumentsNamesAndConstants) {
    EXPECT_EQ(dump({{"q(max(a, pi, 2))", "r0"}, {{"q(x)", "x*2"}}}).tree, "q(x) = x*2\n"
                                                                          "  *\n"
                                                                          "  ├─ x  [parameter]\n"
                                                                          "  └─ 2\n"
                                                                          "\n"
                                                                          "r0 = q(max(a, pi, 2))\n"
                                                                          "  q()\n"
                                                                          "  └─ max()\n"
                                                                          "     ├─ a  [param]\n"
                                                                          "     ├─ pi  [constant 3.141592653589793]\n"
                                                                          "     └─ 2\n"
                                                                          "\n"
                                                                          "r1 = r0\n"
                                                                          "  r0  [expression]\n");
}

// ---- the value graph

struct Graph {
    const char *what;
    Source source;
    const char *expected;
};

void PrintTo(const Graph &graph, std::ostream *out) { *out << graph.what; }

class Graphs : public testing::TestWithParam<Graph> {};

TEST_P(Graphs, AreAsExpected) {
    const Dumped dumped = dump(GetParam().source);
    ASSERT_EQ(dumped.status, ABAX_OK) << dumped.diagnostics;
    EXPECT_EQ(dumped.graph, GetParam().expected);
}

#define KEPT_LINE "# kept: computed once and kept in the frame; other values pass straight to what uses them\n"

INSTANTIATE_TEST_SUITE_P(
    Passes, Graphs,
    testing::Values(Graph{"folding",
                          {{"2*3+1", "3^2", "-7 % 4", "1 < 2 && 3", "max(1, 2, 3) ? 4 : a"}},
                          "r0 = 7\nr1 = 9\nr2 = -3\nr3 = 1\nr4 = 4\n"},
                    Graph{"equal values are one",
                          {{"a*b + 1", "b*a + 1", "a > b", "b < a"}},
                          KEPT_LINE "v0 = a * b\n"
                                    "v1 = v0 + 1                               # kept\n"
                                    "v2 = a > b                                # kept\n"
                                    "\n"
                                    "r0 = v1\n"
                                    "r1 = v1\n"
                                    "r2 = v2\n"
                                    "r3 = v2\n"},
                    Graph{"an integer power is multiplications",
                          {{"a^5"}},
                          KEPT_LINE "v0 = a * a\n"
                                    "v1 = v0 * v0\n"
                                    "v2 = v1 * a                               # kept\n"
                                    "\n"
                                    "r0 = v2\n"},
                    Graph{"a power of a computed exponent is not",
                          {{"a^(2+1)"}},
                          KEPT_LINE "v0 = a ^ 3                                # kept\n"
                                    "\n"
                                    "r0 = v0\n"},
                    Graph{"an exponent bound to a parameter is by value",
                          {{"p(2)"}, {{"p(n)", "a^n"}}},
                          KEPT_LINE "v0 = a * a                                # kept\n"
                                    "\n"
                                    "r0 = v0\n"},
                    Graph{"the maths library is called when an instance is made",
                          {{"a*sin(2)"}},
                          KEPT_LINE "v0 = sin(2)                               # once, when an instance is made, kept\n"
                                    "v1 = a * v0                               # kept\n"
                                    "\n"
                                    "r0 = v1\n"},
                    Graph{"a branch is computed only if it is taken",
                          {{"a ? b*c : sin(d)"}},
                          KEPT_LINE "v0 = b * c                                # only if a\n"
                                    "v1 = sin(d)                               # only if not a\n"
                                    "v2 = a ? v0 : v1                          # kept\n"
                                    "\n"
                                    "r0 = v2\n"},
                    Graph{"what both branches need is computed before",
                          {{"a ? b*c+1 : b*c+2"}},
                          KEPT_LINE "v0 = b * c                                # kept\n"
                                    "v1 = v0 + 1                               # only if a\n"
                                    "v2 = v0 + 2                               # only if not a\n"
                                    "v3 = a ? v1 : v2                          # kept\n"
                                    "\n"
                                    "r0 = v3\n"},
                    Graph{"an argument is computed only where it is demanded",
                          {{"k(a, sin(b))"}, {{"k(x, y)", "x || c ? x : y"}}},
                          KEPT_LINE "v0 = sin(b)                               # only if not v1\n"
                                    "v1 = a || c\n"
                                    "v2 = v1 ? a : v0                          # kept\n"
                                    "\n"
                                    "r0 = v2\n"},
                    Graph{"nested functions cost their distinct values",
                          {{"h(a)"}, {{"k(x)", "x + 1"}, {"g1(x)", "k(x) * k(x)"}, {"h(x)", "g1(x) + g1(x)"}}},
                          KEPT_LINE "v0 = a + 1\n"
                                    "v1 = v0 * v0\n"
                                    "v2 = v1 + v1                              # kept\n"
                                    "\n"
                                    "r0 = v2\n"}));

#undef KEPT_LINE

// ---- code

struct Code {
    const char *what;
    Source source;
    const char *expected;
};

void PrintTo(const Code &code, std::ostream *out) { *out << code.what; }

class Codes : public testing::TestWithParam<Code> {};

TEST_P(Codes, AreAsExpected) {
    const Dumped dumped = dump(GetParam().source);
    ASSERT_EQ(dumped.status, ABAX_OK) << dumped.diagnostics;
    EXPECT_EQ(dumped.code, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Passes, Codes,
                         testing::Values(Code{"base",
                                              {{"a + b*c - d/f"}, {}, ABAX_COMPILE_BASE},
                                              "code (every evaluation)\n"
                                              "  0000  acc = b\n"
                                              "  0004  acc = acc * c\n"
                                              "  0008  acc = acc + a\n"
                                              "  0012  $0 = acc\n"
                                              "  0016  acc = d\n"
                                              "  0020  acc = acc / f\n"
                                              "  0024  acc = $0 - acc\n"
                                              "  0028  r0 = acc\n"
                                              "  0032  end\n"},
                                         Code{"fused",
                                              {{"a + b*c - d/f"}},
                                              "code (every evaluation)\n"
                                              "  0000  acc = (b * c) + a\n"
                                              "  0004  acc = acc - (d / f)\n"
                                              "  0008  r0 = acc; end\n"},
                                         Code{"square",
                                              {{"(a-b)^2"}},
                                              "code (every evaluation)\n"
                                              "  0000  acc = a - b\n"
                                              "  0004  acc = acc * acc\n"
                                              "  0008  r0 = acc; end\n"},
                                         Code{"conditional",
                                              {{"a > b && c != d ? a : b"}},
                                              "code (every evaluation)\n"
                                              "  0000  acc = b\n"
                                              "  0004  jump to 0024 if not acc < a\n"
                                              "  0008  acc = c\n"
                                              "  0012  jump to 0024 if acc == d\n"
                                              "  0016  acc = a\n"
                                              "  0020  jump to 0028\n"
                                              "  0024  acc = b\n"
                                              "  0028  r0 = acc; end\n"},
                                         Code{"truth value",
                                              {{"a > b && c"}},
                                              "code (every evaluation)\n"
                                              "  0000  acc = b < a\n"
                                              "  0004  jump to 0016 if not acc\n"
                                              "  0008  acc = c\n"
                                              "  0012  acc = acc != 0\n"
                                              "  0016  r0 = acc; end\n"},
                                         Code{"negated or",
                                              {{"!(a || b < c) ? 1 : 2"}},
                                              "code (every evaluation)\n"
                                              "  0000  acc = a\n"
                                              "  0004  jump to 0024 if acc\n"
                                              "  0008  acc = b\n"
                                              "  0012  jump to 0024 if acc < c\n"
                                              "  0016  acc = 1\n"
                                              "  0020  jump to 0028\n"
                                              "  0024  acc = 2\n"
                                              "  0028  r0 = acc; end\n"},
                                         Code{"start",
                                              {{"exp(1) * a"}},
                                              "start code (once, when an instance is made)\n"
                                              "  0000  acc = exp(1)\n"
                                              "  0004  $start0 = acc; end\n"
                                              "code (every evaluation)\n"
                                              "  0000  r0 = $start0 * a; end\n"},
                                         Code{"outputs of one value",
                                              {{"a*b", "a*b", "c", "3"}},
                                              "code (every evaluation)\n"
                                              "  0000  r0 = acc = a * b\n"
                                              "  0004  r1 = acc\n"
                                              "  0008  acc = c\n"
                                              "  0012  r2 = acc\n"
                                              "  0016  acc = 3\n"
                                              "  0020  r3 = acc; end\n"},
                                         Code{"wide",
                                              {{"fma(a, b, c)"}, {}, ABAX_COMPILE_WIDE},
                                              "code (every evaluation)\n"
                                              "  0000  acc = a\n"
                                              "  0008  acc = fma(acc, b, c)\n"
                                              "  0016  r0 = acc\n"
                                              "  0024  end\n"}));

// ---- errors of the passes

TEST(Order, ACycleNamesItsChain) {
    const Dumped dumped = dump({{"r1 + 1", "r2", "r0 * 2"}});
    EXPECT_EQ(dumped.status, ABAX_E_SOURCE);
    EXPECT_EQ(dumped.diagnostics, "0+2 error: 'r0' depends on itself\n"
                                  "0+2 note: 'r0' uses 'r1' here\n"
                                  "0+2 note: 'r1' uses 'r2' here\n"
                                  "0+2 note: 'r2' uses 'r0' here\n");
}

TEST(Order, RecursionIsAnErrorEvenIfNobodyCalls) {
    const Dumped dumped = dump({{"a"}, {{"p(x)", "q(x)"}, {"q(x)", "1 + p(x)"}}});
    EXPECT_EQ(dumped.diagnostics, "0+1 error: 'p' calls itself; functions are expanded and cannot be recursive\n"
                                  "0+1 note: 'p' uses 'q' here\n"
                                  "4+1 note: 'q' uses 'p' here\n");
}

TEST(Expand, TheNodeLimitNamesTheChain) {
    const Source source = {{"s(a) + t(a*b)"},
                           {{"s(x)", "x+1"}, {"t(x)", "u(x)*2"}, {"u(x)", "(x+1)*(x+2)*(x+3)"}},
                           ABAX_COMPILE_FUSED,
                           64,
                           12};
    const Dumped dumped = dump(source);
    EXPECT_EQ(dumped.status, ABAX_E_SOURCE);
    EXPECT_EQ(dumped.diagnostics, "7+1 error: the expansion of 'r0' grows past the limit of 12 nodes\n"
                                  "0+1 note: 't' uses 'u' here\n"
                                  "7+1 note: 'r0' uses 't' here\n");
}

TEST(Encode, AFrameBeyondTheReachOfANarrowProfileIsWideOrRefused) {
    Source source;
    for (int i = 0; i < 600; ++i) {
        source.expressions.push_back("a + b");
    }
    source.profile = ABAX_COMPILE_AUTO;
    EXPECT_EQ(dump(source).status, ABAX_OK);
    source.profile = ABAX_COMPILE_FUSED;
    EXPECT_EQ(dump(source).status, ABAX_E_PROFILE);
}

// Asked of the pass itself: a text with so many values would take half a gigabyte to compile.
TEST(Encode, AFrameBeyondTheReachOfTheWideProfileIsRefused) {
    constexpr uint32_t most = (1u << 24) / sizeof(double); // slots that 24 bits of byte offset reach
    for (const uint32_t profile : {ABAX_COMPILE_AUTO, ABAX_COMPILE_WIDE}) {
        for (const uint32_t slots : {most, most + 1}) {
            uint64_t memory[64] = {};
            Compilation compilation = {};
            arena_init(compilation.arena, memory, sizeof memory);
            compilation.options.profile = profile;
            compilation.bits = 64;
            compilation.frame.temporaries = slots;
            bool fits = false;
            EXPECT_EQ(encode(compilation, fits), Outcome::Ok);
            EXPECT_EQ(fits, slots == most);
        }
    }
}

} // namespace
} // namespace abax::tests
