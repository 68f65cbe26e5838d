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

} // namespace

std::vector<NameUse> all_names(std::string_view text) {
    std::vector<NameUse> uses;
    for (Token token = token_from(text, 0); token.kind != TokenKind::End;) {
        if (token.kind == TokenKind::OpenComment) {
            break;
        }
        if (token.kind != TokenKind::Name) {
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

std::string signature_name(std::string_view signature) {
    const Token token = token_from(signature, 0);
    return token.kind == TokenKind::Name ? std::string(spelling(signature, token)) : std::string();
}

bool is_builtin(std::string_view name) { return find_builtin(name.data(), name.size()) != nullptr; }

std::vector<std::string> builtin_names() {
    std::vector<std::string> names;
    for (size_t i = 0; i < op_row_count; i++) {
        if (*op_rows[i].name != '\0') {
            names.emplace_back(op_rows[i].name);
        }
    }
    return names;
}

} // namespace abax::host
