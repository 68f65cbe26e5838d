// Module files that are a plain list of definitions, suffix .expr: `name = expression` and `f(x) = expression`.
//
// In: a source. Out: a Module. A line break ends a definition unless a bracket is open or it stands inside a comment. Names
// that are used and not defined, and are not the language's own, become params with the default 0, in order of first use;
// one that is used as an array needs its length from elsewhere (--array), and stays open without.
#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "compile/lex.hpp"
#include "module.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

using Tokens = std::vector<Token>;

size_t end_of(const Token &token) { return token.offset + token.length; }

// True if a line ends between two places that have only white space and comments between them.
bool line_ends_between(std::string_view text, size_t begin, size_t end) {
    for (size_t at = begin; at < end; at++) {
        if (text[at] == '\n') {
            return true;
        }
        if (text.substr(at).starts_with("/*")) {
            at = text.find("*/", at + 2) + 1;
        } else if (text[at] == '#' || text.substr(at).starts_with("//")) {
            return text.find('\n', at) < end;
        }
    }
    return false;
}

// True if the last of several tokens is a name that is the first of its line.
bool begins_line(std::string_view text, const Tokens &tokens) {
    return tokens.size() > 1 && tokens.back().kind == TokenKind::Name &&
           line_ends_between(text, end_of(tokens[tokens.size() - 2]), tokens.back().offset);
}

// Where the signature of another definition begins among tokens that end in one: behind a signature that was never closed.
// 0 if there is none.
size_t next_signature(std::string_view text, const Tokens &tokens) {
    size_t first = tokens.size() - 1; // of the last line
    while (first > 0 && !line_ends_between(text, end_of(tokens[first - 1]), tokens[first].offset)) {
        first--;
    }
    const bool is_call = tokens.size() - first > 2 && tokens[first + 1].kind == TokenKind::Open &&
                         tokens.back().kind == TokenKind::Close;
    return tokens[first].kind == TokenKind::Name && is_call ? first : 0;
}

// The definitions of a file, each as its tokens.
std::vector<Tokens> definitions_of(std::string_view text) {
    std::vector<Tokens> definitions;
    size_t depth = 0;
    bool assigned = false; // the = of the last definition was there
    size_t at = 0;
    for (;;) {
        Token token = next_token(text.data(), text.size(), at);
        if (token.kind == TokenKind::End) {
            return definitions;
        }
        if (token.kind == TokenKind::OpenComment) {
            token.length = static_cast<uint32_t>(text.size()) - token.offset;
        }
        if (depth > 0 && token.kind == TokenKind::Assign) { // no signature and no expression has a = inside brackets
            Tokens &open = definitions.back();
            const size_t next = begins_line(text, open) ? open.size() - 1 : assigned ? 0 : next_signature(text, open);
            if (next > 0) { // the bracket was never closed, and this is the next definition
                Tokens begun(open.begin() + static_cast<std::ptrdiff_t>(next), open.end());
                open.resize(next);
                definitions.push_back(std::move(begun));
                assigned = false;
                depth = 0;
            } else if (!assigned) { // a signature that was never closed: the line ends the definition
                depth = 0;
            }
        } else if (definitions.empty() || (depth == 0 && line_ends_between(text, at, token.offset))) {
            definitions.emplace_back();
            assigned = false;
        }
        definitions.back().push_back(token);
        assigned = assigned || token.kind == TokenKind::Assign;
        if (token.kind == TokenKind::OpenComment) {
            return definitions;
        }
        if (token.kind == TokenKind::Open) {
            depth++;
        } else if (token.kind == TokenKind::Close && depth > 0) {
            depth--;
        }
        at = end_of(token);
    }
}

// True for what begins as a definition does: `name =` or `name(`…`) =`.
bool is_definition(const Tokens &tokens) {
    const auto is_assign = [](const Token &token) { return token.kind == TokenKind::Assign; };
    const bool named = tokens.front().kind == TokenKind::Name || tokens.front().kind == TokenKind::If;
    return named && tokens.size() > 1 &&
           (is_assign(tokens[1]) ||
            (tokens[1].kind == TokenKind::Open && std::any_of(tokens.begin(), tokens.end(), is_assign)));
}

// True if a definition ends where more must come, or the line after it begins with what must come behind something.
bool seems_to_go_on(const Tokens &tokens, const Tokens &next) {
    const TokenKind end = tokens.back().kind;
    const TokenKind begin = next.front().kind;
    const bool open_end = end == TokenKind::Operator || end == TokenKind::Colon || end == TokenKind::Dot;
    const bool open_begin = begin == TokenKind::Operator || begin == TokenKind::Colon || begin == TokenKind::Dot ||
                            begin == TokenKind::Open || begin == TokenKind::Close;
    return is_definition(tokens) && (open_end || (!is_definition(next) && (open_begin || end == TokenKind::Assign)));
}

bool is_bracket(const Source &source, const Token &token) { return source.text[token.offset] == '['; }

// `k[0] = 2` and `k = [1, 2]`, which is said once of every name.
void report_array(const std::string &name, Span place, Diagnostics &diagnostics, Module &module) {
    if (module.refused.insert(name).second) {
        add_error(diagnostics, slug::DEFINITION, place,
                  "arrays cannot be defined in a list of definitions; give them with --array or in a .toml module");
    }
}

void read_definition(const Source &source, const Tokens &tokens, Diagnostics &diagnostics, Module &module) {
    const auto name_or_signature = [&](size_t assign) {
        return mapped(source, tokens.front().offset, end_of(tokens[assign - 1]));
    };
    size_t assign = 0;
    while (assign < tokens.size() && tokens[assign].kind != TokenKind::Assign) {
        assign++;
    }
    const Span whole = {&source, tokens.front().offset, end_of(tokens.back())};
    if (assign == tokens.size() && tokens.back().kind == TokenKind::OpenComment) {
        add_error(diagnostics, abax_diagnostic_slug(ABAX_D_COMMENT_OPEN),
                  {&source, tokens.back().offset, tokens.back().offset + 2}, language_message(ABAX_D_COMMENT_OPEN, {}));
        return;
    }
    if (assign == tokens.size()) {
        if (tokens.size() > 1 && tokens[0].kind == TokenKind::Name && tokens[1].kind == TokenKind::Open) {
            module.refused.insert(
                source.text.substr(whole.begin, tokens[0].length)); // it may have been meant as a function
        }
        add_error(diagnostics, slug::DEFINITION, whole, "expected a definition: name = expression");
        return;
    }
    if (assign == 0) {
        add_error(diagnostics, slug::DEFINITION, {&source, whole.begin, end_of(tokens[0])}, "expected a name before =");
        return;
    }
    const MappedText left = name_or_signature(assign);
    const size_t begin = end_of(tokens[assign]);
    const MappedText right = mapped(source, begin, end_of(tokens.back()));
    if (assign == 1) {
        if (tokens.front().kind != TokenKind::Name && !is_reserved_name(left.text)) {
            add_error(diagnostics, slug::DEFINITION, span_of(left),
                      fmt::format("expected a name before =, not '{}'", left.text));
            return;
        }
        if (tokens.size() > 2 && is_bracket(source, tokens[2])) {
            report_array(left.text, {&source, tokens[2].offset, whole.end}, diagnostics, module);
            return;
        }
        module.expressions.push_back({left, right, {}, {}, false});
    } else if (tokens[0].kind == TokenKind::Name && is_bracket(source, tokens[1])) {
        report_array(signature_name(left.text), span_of(left), diagnostics, module);
    } else if (tokens[0].kind == TokenKind::Name && tokens[1].kind == TokenKind::Open) {
        const bool closed = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(assign),
                                        [](const Token &token) { return token.kind == TokenKind::Close; });
        module.functions.push_back({left, closed ? right : MappedText{"0", nullptr, 0, {}}, false});
    } else {
        add_error(diagnostics, slug::DEFINITION, span_of(left),
                  "expected a name, or a function such as f(x), before =");
    }
}

using Names = std::set<std::string, std::less<>>;

// A name that a text uses and nobody defines.
struct FreeUse {
    std::string name;
    Span place;
    bool array; // as an array
};

// `known` and `local` are the names that need no param.
void collect_free_uses(const MappedText &text, const Names &known, const Names &local, std::vector<FreeUse> &uses) {
    for (const NameUse &use : names_used(text.text)) {
        const std::string first = use.name.substr(0, use.name.find('.'));
        if (!known.contains(first) && !local.contains(first) && !is_builtin(first)) {
            uses.push_back({use.name, span_in(text, use.offset, use.length), use.array});
        }
    }
}

// Params for the names that need one, in order of first use.
void add_params(const std::vector<FreeUse> &uses, const ModuleOptions &options, Diagnostics &diagnostics,
                Module &module) {
    Names arrays;
    for (const FreeUse &use : uses) {
        if (use.array) {
            arrays.insert(use.name);
        }
    }
    Names known;
    for (const FreeUse &use : uses) {
        if (known.contains(use.name)) {
            continue;
        }
        if (is_nested_group(use.name)) {
            report_nested_group(use.place, diagnostics, module);
            continue;
        }
        known.insert(use.name);
        Param param;
        param.free = true;
        param.name = mapped(*use.place.source, use.place.begin, use.place.end);
        if (param.name.text != use.name) { // white space or a comment around the dot
            param.name.text = use.name;
            param.name.offsets.assign(use.name.size() + 1, use.place.begin);
        }
        if (arrays.contains(use.name)) {
            param.elements.resize(array_length(options.arrays, options.columns, use.name));
            param.open_array = param.elements.empty();
        } else {
            param.text = "0";
        }
        module.params.push_back(std::move(param));
    }
}

} // namespace

bool read_module_expr(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module) {
    const size_t errors_before = diagnostics.errors;
    const size_t nul = source.text.find('\0');
    if (nul != std::string::npos) {
        add_error(diagnostics, slug::WRONG_VALUE, {&source, nul, nul + 1}, "a text cannot hold the character NUL");
        return false;
    }
    module.readable = true;
    const std::vector<Tokens> definitions = definitions_of(source.text);
    for (size_t i = 0; i < definitions.size(); i++) {
        read_definition(source, definitions[i], diagnostics, module);
        if (i + 1 < definitions.size() && seems_to_go_on(definitions[i], definitions[i + 1])) {
            const Token &last = definitions[i].back();
            const Span place = {&source, last.offset, end_of(last)};
            add_error(diagnostics, slug::DEFINITION, place,
                      "the definition ends here; a definition goes on over lines only inside brackets");
            module.reported.push_back(place);
            while (i + 1 < definitions.size() && !is_definition(definitions[i + 1])) {
                i++; // the rest of it
            }
        }
    }
    Names known = module.refused;
    for (const Expression &expression : module.expressions) {
        known.insert(expression.name.text);
    }
    for (const Function &function : module.functions) {
        known.insert(signature_name(function.signature.text));
    }
    std::vector<FreeUse> uses;
    for (const Function &function : module.functions) {
        const std::vector<std::string> parameters = signature_parameters(function.signature.text);
        collect_free_uses(function.body, known, Names(parameters.begin(), parameters.end()), uses);
    }
    for (const Expression &expression : module.expressions) {
        collect_free_uses(expression.text, known, {}, uses);
    }
    add_params(uses, options, diagnostics, module);
    return diagnostics.errors == errors_before;
}

} // namespace abax::host
