// Which names a text uses: see scan.hpp.
#include "scan.hpp"

#include <algorithm>

#include "compile/lex.hpp"
#include "compile/ops.hpp"

namespace abax::host {
namespace {

Token token_from(std::string_view text, size_t offset) { return next_token(text.data(), text.size(), offset); }

std::string_view spelling(std::string_view text, const Token &token) { return text.substr(token.offset, token.length); }

// Past a token, and always forward.
size_t after(const Token &token) { return token.offset + (token.length > 0 ? token.length : 1); }

// A function whose only argument may be an array.
bool takes_array(std::string_view name) {
    const OpRow *row = find_builtin(name.data(), name.size());
    return row != nullptr &&
           (row->op == OP_SUM || row->op == OP_AVG || row->op == OP_MIN || row->op == OP_MAX || row->op == OP_LEN);
}

// The parenthesis after the name of a function that is called.
size_t call_offset(std::string_view text, const NameUse &use) {
    return token_from(text, use.offset + use.length).offset;
}

// True if as many parentheses close, one after another from `token` on.
bool closes(std::string_view text, Token token, size_t count) {
    for (; count > 0; count--) {
        if (token.kind != TokenKind::Close || spelling(text, token) != ")") {
            return false;
        }
        token = token_from(text, after(token));
    }
    return true;
}

} // namespace

std::vector<NameUse> all_names(std::string_view text) {
    std::vector<NameUse> uses;
    size_t opened = 0; // parentheses in a row directly before this token, after the name of what takes an array
    for (Token token = token_from(text, 0); token.kind != TokenKind::End;) {
        if (token.kind == TokenKind::OpenComment) {
            break;
        }
        if (token.kind != TokenKind::Name) {
            const bool opens = token.kind == TokenKind::Open && spelling(text, token) == "(";
            const bool first = opened == 0 && !uses.empty() && uses.back().called && takes_array(uses.back().name) &&
                               token.offset == call_offset(text, uses.back());
            opened = opens && (first || opened > 0) ? opened + 1 : 0;
            token = token_from(text, after(token));
            continue;
        }
        NameUse use = {std::string(spelling(text, token)), token.offset, token.length};
        Token next = token_from(text, after(token));
        while (next.kind == TokenKind::Dot) {
            const Token member = token_from(text, after(next));
            if (member.kind != TokenKind::Name) {
                break;
            }
            use.name += '.';
            use.name += spelling(text, member);
            use.length = member.offset + member.length - use.offset;
            next = token_from(text, after(member));
        }
        use.called = next.kind == TokenKind::Open && spelling(text, next) == "(";
        use.indexed = next.kind == TokenKind::Open && spelling(text, next) == "[";
        use.array = use.indexed || (opened > 0 && closes(text, next, opened));
        opened = 0;
        uses.push_back(std::move(use));
        token = next;
    }
    return uses;
}

std::vector<NameUse> names_used(std::string_view text) {
    std::vector<NameUse> uses = all_names(text);
    std::erase_if(uses, [](const NameUse &use) { return use.called; });
    return uses;
}

bool is_nested_group(std::string_view name) { return std::count(name.begin(), name.end(), '.') > 1; }

std::vector<std::string> signature_parameters(std::string_view signature) {
    std::vector<std::string> names;
    for (const NameUse &use : names_used(signature)) {
        names.push_back(use.name);
    }
    return names;
}

size_t signature_arity(std::string_view signature) { return signature_parameters(signature).size(); }

std::string signature_name(std::string_view signature) {
    const Token token = token_from(signature, 0);
    return token.kind == TokenKind::Name ? std::string(spelling(signature, token)) : std::string();
}

bool is_builtin(std::string_view name) { return find_builtin(name.data(), name.size()) != nullptr; }

std::vector<std::string> builtin_names() {
    std::vector<std::string> names;
    for (const OpRow &row : op_table.rows) {
        if (*row.name() != '\0') {
            names.emplace_back(row.name());
        }
    }
    return names;
}

} // namespace abax::host
