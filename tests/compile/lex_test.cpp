// Tokens: what stands in a text, where it begins and how long it is.
#include "lex.hpp"

#include <string>

#include <gtest/gtest.h>

#include "ops.hpp"

namespace abax {
namespace {

// All tokens as text: kind letter, and for what has a spelling the spelling.
std::string tokens(const std::string &text) {
    static constexpr const char *kinds[] = {"end",   "num", "bad", "name", "if", "op", "open",
                                            "close", ":",   ".",   "=",    "/*", "?"};
    std::string list;
    for (size_t at = 0;;) {
        const Token token = next_token(text.data(), text.size(), at);
        if (token.kind == TokenKind::End) {
            EXPECT_EQ(token.offset, text.size());
            return list;
        }
        EXPECT_GE(token.offset, at);
        EXPECT_GT(token.length, 0u);
        list += list.empty() ? "" : " ";
        list +=
            std::string(kinds[static_cast<size_t>(token.kind)]) + "<" + text.substr(token.offset, token.length) + ">";
        at = token.offset + token.length;
    }
}

struct Case {
    const char *text;
    const char *expected;
};

class Tokens : public testing::TestWithParam<Case> {};

TEST_P(Tokens, AreAsWritten) { EXPECT_EQ(tokens(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Lex, Tokens,
    testing::Values(Case{"", ""}, Case{" \t\r\n", ""}, Case{"a+b", "name<a> op<+> name<b>"},
                    Case{"a<=b", "name<a> op<<=> name<b>"}, Case{"a<>b", "name<a> op<<>> name<b>"},
                    Case{"a<<b", "name<a> op<<<> name<b>"}, Case{"a<-b", "name<a> op<<> op<-> name<b>"},
                    Case{"2**3", "num<2> op<**> num<3>"}, Case{"2*3", "num<2> op<*> num<3>"},
                    Case{"!a", "op<!> name<a>"}, Case{"a!=b", "name<a> op<!=> name<b>"},
                    Case{"a=b", "name<a> =<=> name<b>"}, Case{"a==b", "name<a> op<==> name<b>"},
                    Case{"a and b", "name<a> op<and> name<b>"}, Case{"android", "name<android>"},
                    Case{"not a", "op<not> name<a>"}, Case{"nota", "name<nota>"},
                    Case{"a or b", "name<a> op<or> name<b>"}, Case{"order", "name<order>"},
                    Case{"if(", "if<if> open<(>"}, Case{"iff", "name<iff>"}, Case{"a||b", "name<a> op<||> name<b>"},
                    Case{"a|b", "name<a> op<|> name<b>"}, Case{"a?b:c", "name<a> op<?> name<b> :<:> name<c>"},
                    Case{"o.m", "name<o> .<.> name<m>"}, Case{".5", "num<.5>"}, Case{"1.", "num<1.>"},
                    Case{"a[1]", "name<a> open<[> num<1> close<]>"}, Case{"a # comment\nb", "name<a> name<b>"},
                    Case{"a // comment", "name<a>"}, Case{"a /* b\n */ c", "name<a> name<c>"},
                    Case{"a /* b", "name<a> /*</*> name<b>"}, Case{"a /*/ b", "name<a> /*</*> op</> name<b>"},
                    Case{"a/b", "name<a> op</> name<b>"}, Case{"12abc", "bad<12abc>"},
                    Case{"a § b", "name<a> ?<§> name<b>"}, Case{"$", "?<$>"}));

TEST(Lex, MinusStandsBetweenAndBefore) {
    const Token token = next_token("-", 1, 0);
    EXPECT_EQ(token.binary, OP_SUB);
    EXPECT_EQ(token.prefix, OP_NEG);
}

TEST(Lex, EverySpellingOfTheListIsFound) {
    for (const OpRow &row : op_table.rows) {
        if (row.level == 0) {
            continue;
        }
        for (const std::string spelling : {row.symbol(), row.alias()}) {
            if (!spelling.empty()) {
                const Token token = next_token(spelling.data(), spelling.size(), 0);
                EXPECT_EQ(token.kind, TokenKind::Operator) << spelling;
                EXPECT_EQ(row.prefix ? token.prefix : token.binary, row.op) << spelling;
                EXPECT_EQ(token.length, spelling.size()) << spelling;
            }
        }
    }
}

} // namespace
} // namespace abax
