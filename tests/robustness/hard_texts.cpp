// Texts are made by repetition, so that their meaning stays plain.
#include "robustness/hard_texts.hpp"

namespace abax_tests {
namespace {

std::string repeated(const std::string &piece, std::size_t count) {
    std::string text;
    text.reserve(piece.size() * count);
    for (std::size_t i = 0; i < count; ++i) {
        text += piece;
    }
    return text;
}

ModuleSource one(const std::string &text) {
    ModuleSource source;
    source.declarations.push_back({DeclarationKind::param, "a", "1.5"});
    source.declarations.push_back({DeclarationKind::param, "b", "2.5"});
    source.declarations.push_back({DeclarationKind::expression, "y", text});
    return source;
}

// y0 = a, y1 = y0 + 1 …, declared backwards; the last one uses `last`.
ModuleSource expression_chain(std::size_t count, const std::string &last) {
    ModuleSource source = one("y0 * 2");
    for (std::size_t i = 0; i + 1 < count; ++i) {
        source.declarations.push_back({DeclarationKind::expression, numbered("y", i), numbered("y", i + 1) + " + 1"});
    }
    source.declarations.push_back({DeclarationKind::expression, numbered("y", count - 1), last});
    return source;
}

// y over params a and b and what else is declared.
ModuleSource with(std::vector<Declaration> more, const std::string &text) {
    ModuleSource source = one(text);
    source.declarations.insert(source.declarations.end(), more.begin(), more.end());
    return source;
}

// `count` expressions of that text, in which # is the number of the expression.
ModuleSource many(std::size_t count, const std::string &text) {
    ModuleSource source = one("a");
    for (std::size_t i = 0; i < count; ++i) {
        std::string body;
        for (const char c : text) {
            body += c == '#' ? std::to_string(i) : std::string(1, c);
        }
        source.declarations.push_back({DeclarationKind::expression, numbered("y", i), body});
    }
    return source;
}

// f(x0, x1, …)
std::string signature(const char *name, std::size_t parameters) {
    std::string text = std::string(name) + "(x0";
    for (std::size_t i = 1; i < parameters; ++i) {
        text += ",x" + std::to_string(i);
    }
    return text + ")";
}

ModuleSource function_chain(std::size_t count, const std::string &last) {
    ModuleSource source = one("f0(a)");
    for (std::size_t i = 0; i + 1 < count; ++i) {
        source.declarations.push_back(
            {DeclarationKind::function, numbered("f", i) + "(x)", numbered("f", i + 1) + "(x) + 1"});
    }
    source.declarations.push_back({DeclarationKind::function, numbered("f", count - 1) + "(x)", last});
    return source;
}

struct List {
    std::vector<HardText> texts;
    std::size_t n;
    std::size_t fewer;

    void add(const char *name, ModuleSource source, bool compiles, bool one_call_each = true) {
        texts.push_back({name, std::move(source), compiles, one_call_each});
    }
};

void add_arrays(List &list) {
    const std::size_t n = list.n;
    const std::size_t fewer = list.fewer;
    const Declaration t = {DeclarationKind::param, "t", "[2, 0, 1]"};
    const Declaration c = {DeclarationKind::constant, "c", "[2, 0, 1]"};
    list.add("nested indexes", with({t}, repeated("t[", n) + "a" + repeated("]", n)), true);
    list.add("nested indexes of a constant array", with({c}, repeated("c[", n) + "a" + repeated("]", n)), true);
    list.add("nested indexes that are known", with({c}, repeated("c[", n) + "1" + repeated("]", n)), true);
    list.add("a sum of elements", with({t}, "a" + repeated("+t[a]", n)), true);
    list.add("a sum of different elements", with({t}, repeated("t[b+", n) + "a" + repeated("]", n)), true);
    list.add("indexes in branches", with({t}, repeated("t[a]<b?t[b+", n) + "a" + repeated("]:a", n)), true);
    list.add("indexes in logic", with({t}, "a" + repeated("&&t[a]+t[b]", n)), true);
    list.add("indexes that are out of range", with({t}, "a" + repeated("+t[a*9]", n)), true);
    list.add("open index brackets", with({t}, repeated("t[", n)), false);
    list.add("nested lengths of no array", with({t}, repeated("len(", n) + "t" + repeated(")", n)), false);
    list.add("nested lengths of sums", with({t}, repeated("len(1+", n) + "a" + repeated(")", n)), false);
    list.add("wrong indexes in wrong indexes", with({c}, repeated("c[(", n) + "9" + repeated(",9)]", n)), false);
    list.add("sums of an array", with({t}, "a" + repeated("+sum(t)*max(t)", n)), true);
    list.add(
        "many arrays",
        [fewer] {
            ModuleSource source = one("t0[a]");
            for (std::size_t i = 0; i < fewer; ++i) {
                const bool param = i % 2 == 0;
                source.declarations.push_back(
                    {param ? DeclarationKind::param : DeclarationKind::constant, numbered("t", i), "[1, 2, 3]"});
                source.declarations.push_back(
                    {DeclarationKind::expression, numbered("z", i), numbered("t", i) + "[b]"});
            }
            return source;
        }(),
        true);
    list.add(
        "faults that add up",
        [fewer] {
            ModuleSource source = one("y0");
            source.declarations.push_back({DeclarationKind::param, "t", "[2, 0, 1]"});
            for (std::size_t i = 0; i < fewer; ++i) {
                source.declarations.push_back(
                    {DeclarationKind::expression, numbered("y", i),
                     (i == 0 ? "a" : numbered("y", i - 1)) + "+t[b+" + std::to_string(i) + "]"});
            }
            return source;
        }(),
        true);
}

void add_natives(List &list) {
    const std::size_t n = list.n;
    const std::size_t fewer = list.fewer;
    const Declaration f = {DeclarationKind::native, "f(x)", "impure"};
    const Declaration g = {DeclarationKind::native, "g(x, y)", "pure"};
    const Declaration none = {DeclarationKind::native, "k()", "impure"};
    list.add("nested natives", with({f}, repeated("f(", n) + "a" + repeated(")", n)), true);
    list.add("nested pure natives", with({g}, repeated("g(b,", n) + "a" + repeated(")", n)), true);
    list.add("nested first arguments of natives", with({g}, repeated("g(", n) + "a" + repeated(",b)", n)), true);
    list.add("natives one after another", with({none}, "k()" + repeated("+k()", n)), true);
    list.add("natives in branches", with({f}, repeated("f(a)?f(b):", n) + "a"), true);
    list.add("natives in conditions", with({none}, "k()" + repeated("&&k()", n)), true);
    list.add("natives and commas", with({none}, "k()" + repeated(",k()", n)), true);
    list.add("natives of many arguments",
             with({{DeclarationKind::native, signature("h", 255), "impure"}},
                  "a" + repeated("+h(a" + repeated(",b+a", 254) + ")", n / 1000 + 1)),
             true);
    list.add(
        "functions that call a native",
        [fewer, &f] {
            ModuleSource source = one("f0(a)");
            source.declarations.push_back(f);
            for (std::size_t i = 0; i < fewer; ++i) {
                source.declarations.push_back({DeclarationKind::function, numbered("f", i) + "(x)",
                                               i + 1 < fewer ? numbered("f", i + 1) + "(x)+f(x)" : "f(x)"});
            }
            return source;
        }(),
        true);
}

// What calls a native and several branches need, so that it gets a guard.
// Functions with a memory: what each call costs, and what prev keeps when it is nested, in functions, in branches and
// in faults.
void add_state(List &list) {
    const std::size_t n = list.n;
    const std::size_t fewer = list.fewer;
    const auto nested = [n](const std::string &begin, const std::string &end) {
        return one(repeated(begin, n) + "a" + repeated(end, n));
    };
    list.add("nested prev", nested("prev(", ")"), true);
    list.add("nested prev of sums", nested("prev(b+", ")"), true);
    list.add("nested prev with starts", nested("prev(", ",1)"), true);
    list.add("nested delay", nested("delay(", ",2)"), true);
    list.add("nested prev in branches", nested("a?prev(", "):0"), true);
    list.add("nested ema", nested("ema(", ",b)"), true);
    list.add("nested delta", nested("delta(", ")"), true);
    list.add("nested rate", nested("rate(", ",b)"), true);
    list.add("many prev", one(repeated("prev(a)+", n) + "b"), true);
    list.add("many prev of nothing much", one(repeated("prev(1)|", n) + "b"), true);
    list.add("many windows", one(repeated("avg_n(a,3)+median_n(a,5)+", n) + "b"), true);
    list.add("many controllers", one(repeated("pid(a,b,1,2,3,a,b)+", n) + "b"), true);
    list.add("many integrals", one(repeated("integrate(a,b)+", n) + "b"), true);
    list.add("feedback through all of them", many(n, "prev(y#)+prev(y0,3)"), true);
    list.add("prev of what is indexed",
             with({{DeclarationKind::param, "t", "[1, 2]"}}, repeated("prev(t[a])+", n) + "b"), true);
    std::string body = "0";
    std::string call = "f(a";
    for (std::size_t i = 0; i < fewer; ++i) {
        body += "+prev(" + numbered("x", i) + ")";
        call += i == 0 ? "" : ",b";
    }
    list.add("prev of many parameters", with({{DeclarationKind::function, signature("f", fewer), body}}, call + ")"),
             true);
    ModuleSource chain = one("f0(a)");
    for (std::size_t i = 0; i < fewer; ++i) {
        const std::string next = i + 1 < fewer ? numbered("f", i + 1) + "(x)" : "x";
        chain.declarations.push_back({DeclarationKind::function, numbered("f", i) + "(x)", "prev(" + next + ")"});
    }
    list.add("prev through functions", std::move(chain), true);
    ModuleSource called = one(repeated("f(a)+", n) + "b");
    called.declarations.push_back({DeclarationKind::function, "f(x)", "prev(x)+delay(ema(x,b),3)"});
    list.add("a function with a memory, often called", std::move(called), true, false);
}

void add_guards(List &list) {
    const std::size_t fewer = list.fewer;
    const Declaration none = {DeclarationKind::native, "k()", "impure"};
    list.add(
        "arguments that several branches need",
        [fewer, &none] {
            std::string body = "0";
            std::string call = "f(k()";
            for (std::size_t i = 0; i < fewer; ++i) {
                const std::string x = numbered("x", i);
                body += "+(a?" + x + ":b?" + x + ":0)";
                call += i == 0 ? "" : ",k()";
            }
            return with({none, {DeclarationKind::function, signature("f", fewer), body}}, call + ")");
        }(),
        true);
    for (const char *text :
         {"a?#:b?#:0", "(a&&#)+(b&&#)", "a<b?#:(b&&#)*k()", "(a||#)*(b?#:k())", "(b?#:0)+(a?k()+#:2)"}) {
        ModuleSource source = one("i" + std::to_string(fewer - 1));
        source.declarations.push_back(none);
        for (std::size_t i = 0; i < fewer; ++i) {
            std::string body;
            for (const char *c = text; *c != '\0'; ++c) {
                body += *c != '#' ? std::string(1, *c) : i == 0 ? "k()" : numbered("i", i - 1);
            }
            source.declarations.push_back({DeclarationKind::internal, numbered("i", i), body});
        }
        list.add(text, source, true);
    }
}

// What is wrong, or warned of, again and again.
void add_warnings(List &list) {
    const std::size_t n = list.n;
    const std::size_t fewer = list.fewer;
    list.add("many unknown names", many(fewer, "unknown# + 1"), false);
    list.add("many unknown functions", many(fewer, "unknown#(1)"), false);
    list.add(
        "many unknown names that are like many",
        [fewer] {
            ModuleSource source = many(fewer, "another_name_of_thirty_letters#");
            for (std::size_t i = 0; i < fewer; ++i) {
                source.declarations.push_back(
                    {DeclarationKind::constant, "the_same_name_of_30_letters_" + std::to_string(i), "1"});
            }
            return source;
        }(),
        false);
    list.add("many bad brackets", many(fewer, "(a]"), false);
    list.add("many wrong arities", many(fewer, "sin(a, b, #)"), false);
    list.add("wrong arities in one text", one("a" + repeated("+sin(a,b)", n)), false);
    list.add("nested wrong arities", one(repeated("sin(a,", n) + "b" + repeated(")", n)), false);
    list.add("bitwise warnings", one("a" + repeated("|a<<b", n)), true);
    list.add("bitwise next to comparisons", one("a<b" + repeated("&a<b", n)), true);
    list.add("nested comparisons", one(repeated("a<(", n) + "b" + repeated("<a)", n)), true);
    list.add("integers that are not exact", one("a" + repeated("+9007199254740993", n)), true);
    list.add("numbers out of range", one("a" + repeated("+1e999", n)), true);
    list.add("logarithms of an unknown kind", one("a" + repeated("+log(a)", n)), true);
    list.add("unused parameters",
             with({{DeclarationKind::function, signature("f", n), "1"}}, "f(a" + repeated(",b", n - 1) + ")"), true);
    list.add(
        "used parameters",
        [n] {
            std::string body = "x0";
            for (std::size_t i = 1; i < n; ++i) {
                body += "+x" + std::to_string(i);
            }
            return with({{DeclarationKind::function, signature("f", n), body}}, "f(a" + repeated(",b", n - 1) + ")");
        }(),
        true);
    list.add(
        "the same name again and again",
        [fewer] {
            ModuleSource source = one("a");
            for (std::size_t i = 0; i <= fewer; ++i) {
                source.declarations.push_back({DeclarationKind::constant, "c", "1"});
            }
            return source;
        }(),
        false);
    list.add(
        "unused internal expressions",
        [fewer] {
            ModuleSource source = one("a");
            for (std::size_t i = 0; i < fewer; ++i) {
                source.declarations.push_back({DeclarationKind::internal, numbered("i", i), "a*" + std::to_string(i)});
            }
            return source;
        }(),
        true);
}

} // namespace

std::vector<HardText> hard_texts(std::size_t n) {
    const std::size_t fewer = n / 10 + 1;
    List list = {{}, n, fewer};
    const auto add = [&list](const char *name, ModuleSource source, bool compiles, bool one_call_each = true) {
        list.add(name, std::move(source), compiles, one_call_each);
    };
    add("parentheses", one(repeated("(", n) + "a" + repeated(")", n)), true);
    add("open parentheses", one(repeated("(", n)), false);
    add("closed parentheses", one("a" + repeated(")", n)), false);
    add("open brackets of calls", one(repeated("sin(", n)), false);
    add("mixed brackets", one(repeated("([", n)), false);
    add("minus signs", one(repeated("-", n) + "a"), true);
    add("nots", one(repeated("!", n) + "a"), true);
    add("not words", one(repeated("not ", n) + "a"), true);
    add("minus signs of nothing", one(repeated("-", n)), false);
    add("long sum", one("a" + repeated("+a", n)), true);
    add("long sum of ones", one("1" + repeated("+1", n)), true);
    add("long product of inputs", one("a" + repeated("*b/a", n)), true);
    add("sums to the right", one(repeated("a+(b*(", n) + "a" + repeated("))", n)), true);
    add("differences to the right", one(repeated("a/b-(", n) + "a" + repeated(")", n)), true);
    add("nothing but operators", one(repeated("+*", n)), false);
    add("powers", one("a" + repeated("^b", n)), true);
    add("power of -15", one("a" + repeated("*a^-15", n)), true);
    add("different powers of -15", one(repeated("(b+(", n) + "a" + repeated(")^-15)", n)), true);
    add("choices to the right", one(repeated("a<b?b:", n) + "a"), true);
    add("choices in the middle", one(repeated("a<b?", n) + "a" + repeated(":b", n)), true);
    add("choices in conditions", one(repeated("(", n) + "a" + repeated("?b:a)", n)), true);
    add("question marks", one(repeated("a?", n)), false);
    add("conjunctions", one("a" + repeated("&&a<b", n)), true);
    add("nested logic", one(repeated("a&&(b||(", n) + "a" + repeated("))", n)), true);
    add("comparisons", one("a" + repeated("<a", n)), true);
    add("commas", one("a" + repeated(",a", n)), true);
    add("nested calls", one(repeated("sin(", n) + "a" + repeated(")", n)), true);
    add("nested maxima", one(repeated("max(a,", n) + "b" + repeated(")", n)), true);
    add("many arguments", one("max(a" + repeated(",b", n) + ")"), true);
    add("smoothsteps", one("a" + repeated("+smoothstep(a,b,a)", fewer)), true);
    add("nested smoothsteps", one(repeated("smoothstep(a,b,", fewer) + "a" + repeated(")", fewer)), true);
    add("maps and wraps", one(repeated("map(wrap(", fewer) + "a" + repeated(",1,b),1,2,3,a)", fewer)), true);
    add("long polynomial", one("poly(a" + repeated(",b", n) + ")"), true);
    add(
        "long name",
        [n] {
            ModuleSource source = one("a");
            source.declarations.push_back({DeclarationKind::param, repeated("n", n), "1"});
            source.declarations.push_back({DeclarationKind::expression, "z", repeated("n", n) + "+1"});
            return source;
        }(),
        true);
    add("long unknown name", one(repeated("n", n)), false);
    add("long number", one("a*0." + repeated("123456789", n / 9 + 1)), true);
    add("long number to be rounded with all digits", one("a*1" + repeated("0", n) + "1e-" + std::to_string(n)), true);
    add("digits", one(repeated("1.", n)), false);
    add("underscores", one("1" + repeated("_", n)), false);
    add("open comment", one("a /*" + repeated("*", n)), false);
    add("comments", one(repeated("/**/", n) + "a"), true);
    add("spaces", one(repeated(" ", n) + "a"), true);
    add("strange characters", one(repeated("\x80\xFF@", fewer)), false);
    add("members", one("a" + repeated(".a", n)), false);
    add("expressions that use each other", expression_chain(fewer, "a"), true);
    add("a long cycle", expression_chain(fewer, "y0"), false);
    add("functions that use each other", function_chain(fewer, "x*x"), true);
    add("a long recursion", function_chain(fewer, "f0(x)"), false);
    add(
        "nested calls of one function",
        [n] {
            ModuleSource source = one(repeated("f(", n) + "a" + repeated(")", n));
            source.declarations.push_back({DeclarationKind::function, "f(x)", "x*x+x"});
            return source;
        }(),
        true, false);
    add(
        "doubling functions",
        [] {
            ModuleSource source = one("f0(a) + f0(b)");
            for (std::size_t i = 0; i < 30; ++i) {
                const std::string next = i < 29 ? numbered("f", i + 1) : "sin";
                source.declarations.push_back(
                    {DeclarationKind::function, numbered("f", i) + "(x)", next + "(x) * " + next + "(x)"});
            }
            return source;
        }(),
        true, false);
    add_arrays(list);
    add_natives(list);
    add_guards(list);
    add_state(list);
    add_warnings(list);
    return std::move(list.texts);
}

ModuleSource sensor_batch() {
    ModuleSource source;
    source.log = 2;
    for (const char *name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}) {
        source.declarations.push_back({DeclarationKind::param, name, std::to_string(1.5 * (name[0] - 'a' + 1))});
    }
    std::size_t number = 0;
    for (const char *text :
         {"a*sin(b*3.14159/180) + c*cos(d*3.14159/180) + sqrt(e*e + f*f)", "exp(g/10) * log(h+1) + pow(i, 0.5) * j",
          "((a > 5) && (b < 10)) * c + ((d >= e) || (f != g)) * h + min(i, j)",
          "sqrt(pow(a-e, 2) + pow(b-f, 2)) + atan2(c-g, d-h) * (i+j)/2",
          "abs(a-b) * sign(c-d) + max(e, f) * min(g, h) + fmod(i*j, 10)",
          "(a+b+c)/3 * sin((d+e+f)*3.14159/6) + log10(g*h+1) - exp(-i*j/100)",
          "a + b * c - d / (e + 0.001) + pow(f, g) * h - i + j"}) {
        source.declarations.push_back({DeclarationKind::expression, numbered("s", ++number), text});
    }
    return source;
}

ModuleSource large_module(std::size_t expressions, std::size_t operators) {
    ModuleSource source = one("a");
    for (std::size_t i = 0; i < expressions; ++i) {
        std::string text = i == 0 ? "a" : numbered("y", i - 1);
        for (std::size_t k = 0; k < operators; ++k) {
            text += (k % 2 == 0 ? "*b+" : "-a*") + std::to_string(i % 97 + k) + "." + std::to_string(i);
        }
        source.declarations.push_back({DeclarationKind::expression, numbered("y", i), text});
    }
    return source;
}

} // namespace abax_tests
