// The instructions of a list of operators: no module over these uses any other, whatever identities and fusion make of it.
#include "op_set.hpp"

#include "compile/lex.hpp"
#include "compile/ops.hpp"
#include "engine/compiled.hpp"
#include "runner/corpus_case.hpp"
#include "source/test_modules.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace {

using namespace abax;
using namespace abax::host;

// What the texts of a module are written with.
Operators operators_of(const abax_tests::ModuleSource &source) {
    Operators operators;
    for (const abax_tests::Declaration &d : source.declarations) {
        operators.natives = operators.natives || d.kind == abax_tests::DeclarationKind::native;
        operators.arrays = operators.arrays || d.is_array();
        if (!d.is_text()) {
            continue;
        }
        for (Token token = next_token(d.text.data(), d.text.size(), 0); token.kind != TokenKind::End;
             token = next_token(d.text.data(), d.text.size(), token.offset + token.length)) {
            const OpRow *row = find_builtin(d.text.data() + token.offset, token.length);
            if (token.kind == TokenKind::Operator) {
                operators.ops.insert({token.binary, token.prefix});
            } else if ((token.kind == TokenKind::Name || token.kind == TokenKind::If) && row != nullptr) {
                operators.ops.insert(row->op);
            }
        }
    }
    operators.ops.erase(OP_NONE);
    return operators;
}

host::Table as_table(const abax_tests::Compiled &compiled) {
    host::Table table;
    table.storage = compiled.words;
    table.size = compiled.size;
    return table;
}

// Compiles the module in every profile; how many tables came of it. Not in the fast mode, in which tables also use what no
// operator of the text names.
template <class Real> size_t check(abax_tests::ModuleSource source) {
    source.fast = false;
    OpSet listed;
    add_operators(listed, operators_of(source));
    size_t tables = 0;
    for (const uint32_t profile : {ABAX_COMPILE_BASE, ABAX_COMPILE_FUSED, ABAX_COMPILE_WIDE}) {
        const abax_tests::Compiled compiled = abax_tests::compile<Real>(source, profile);
        if (compiled.status != ABAX_OK) {
            continue;
        }
        OpSet used;
        add_table(used, as_table(compiled), "");
        for (size_t op = 0; op < used.instructions.size(); op++) {
            EXPECT_TRUE(!used.instructions[op] || listed.instructions[op]) << "instruction " << op << " of\n"
                                                                           << abax_tests::text_of(source);
        }
        EXPECT_TRUE((used.functions & ~listed.functions).none()) << abax_tests::text_of(source);
        tables++;
    }
    return tables;
}

template <class Real> class OpSets : public testing::Test {};
using BothReals = testing::Types<float, double>;
TYPED_TEST_SUITE(OpSets, BothReals);

TYPED_TEST(OpSets, CoverEveryModule) {
    size_t tables = 0;
    for (const abax_tests::TestModule<TypeParam> &module : abax_tests::test_modules<TypeParam>()) {
        tables += check<TypeParam>(module.source);
    }
    EXPECT_GT(tables, 1000U);
}

TYPED_TEST(OpSets, CoverEveryExpressionOfTheCorpus) {
    size_t tables = 0;
    for (const abax_tests::CorpusCase &item : abax_tests::whole_corpus()) {
        for (const abax_tests::CorpusCheck &one : item.checks) {
            tables += check<TypeParam>(abax_tests::module_of(item, &one));
        }
    }
    EXPECT_GT(tables, 3000U);
}

// Two operators in every position to each other, over inputs and constants that identities look at, whose sign is no operator.
TYPED_TEST(OpSets, CoverEveryPairOfOperators) {
    constexpr const char *operators[] = {
        "+", "-", "*", "/", "^", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||", ","};
    constexpr const char *prefixes[] = {"", "-", "!"};
    constexpr const char *shapes[] = {"{0}x {1} {0}y",         "(x {1} y) {2} {0}z",       "x {1} {0}(y {2} z)",
                                      "{0}x {1} k {2} y",      "m {1} {0}x {2} y",         "(x {1} n) {2} (y {1} z)",
                                      "x {1} (y {2} z) {1} w", "x {1} y ? {0}z {2} w : x", "(x {1} y) {2} (x {1} y)"};
    size_t tables = 0;
    for (const char *shape : shapes) {
        for (const char *one : operators) {
            for (const char *two : operators) {
                for (const char *prefix : prefixes) {
                    abax_tests::ModuleSource source;
                    for (const char *name : {"x", "y", "z", "w"}) {
                        source.declarations.push_back({abax_tests::DeclarationKind::param, name, "1"});
                    }
                    for (const auto &[name, value] :
                         {std::pair("k", "-1"), std::pair("m", "-0"), std::pair("n", "-3")}) {
                        source.declarations.push_back({abax_tests::DeclarationKind::constant, name, value});
                    }
                    source.declarations.push_back({abax_tests::DeclarationKind::expression, "r",
                                                   fmt::format(fmt::runtime(shape), prefix, one, two)});
                    tables += check<TypeParam>(source);
                }
            }
        }
    }
    EXPECT_GT(tables, 10000U);
}

OpSet listed(std::string_view text) {
    Operators operators;
    EXPECT_EQ(read_operators(text, operators), "");
    OpSet set;
    add_operators(set, operators);
    return set;
}

// Every operator and function can be named, and brings at least what it is.
TEST(OpSet, EveryNameIsKnown) {
    std::string all;
    for (const OpRow &row : op_table.rows) {
        for (const char *name : {row.name(), row.symbol(), row.alias()}) {
            if (*name != '\0') {
                const OpSet set = listed(name);
                EXPECT_TRUE(row.kind != OpKind::Library || set.functions[row.op]) << name;
                all += std::string(" ") + name;
            }
        }
    }
    const OpSet everything = listed(all + " [] natives");
#define ABAX_INSTRUCTION(number, form, op1, op2, set) EXPECT_TRUE(everything.instructions[number]) << number;
#include "abax/instructions.def"
    EXPECT_EQ(listed("").instructions.count(), 4U) << "END, LOAD, STORE, SE";
}

TEST(OpSet, SaysWhichWordIsWrong) {
    const auto error = [](std::string_view text) {
        Operators operators;
        return read_operators(text, operators);
    };
    EXPECT_EQ(error("+ sqr -"), "there is no operator or function 'sqr'; did you mean 'sqrt'?");
    EXPECT_EQ(error("+*"), "there is no operator or function '+*'; `abax ops` lists them");
    EXPECT_EQ(error("native"), "there is no operator or function 'native'; did you mean 'natives'?");
}

} // namespace
