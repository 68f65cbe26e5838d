// The tokens of a module's texts: see tokens.hpp.
#include "tokens.hpp"

#include <functional>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "compile/lex.hpp"
#include "diagnostics.hpp"
#include "json.hpp"
#include "number.hpp"
#include "position_index.hpp"

namespace abax::host {
namespace {

std::string_view kind_name(const Token &token) {
    switch (token.kind) {
    case TokenKind::End:
        return "end";
    case TokenKind::Number:
        return "number";
    case TokenKind::BadNumber:
        return "bad number";
    case TokenKind::Name:
    case TokenKind::If:
        return "name";
    case TokenKind::Operator:
        return "operator";
    case TokenKind::Open:
        return "open";
    case TokenKind::Close:
        return "close";
    case TokenKind::Colon:
        return "colon";
    case TokenKind::Dot:
        return "dot";
    case TokenKind::Assign:
        return "assign";
    case TokenKind::OpenComment:
        return "open comment";
    case TokenKind::Character:
        return "character";
    }
    return "";
}

struct Text {
    const MappedText &title;
    const MappedText &body;
    std::string_view kind;
};

void for_each_text(const Module &module, const std::function<void(const Text &)> &visit) {
    for (const Function &function : module.functions) {
        visit({function.signature, function.body, "function"});
    }
    for (const Expression &expression : module.expressions) {
        visit({expression.name, expression.text, expression.internal ? "internal" : "expression"});
    }
}

void for_each_token(const MappedText &text, PositionIndex &positions,
                    const std::function<void(const Token &, Position)> &visit) {
    for (size_t at = 0;;) {
        const Token token = next_token(text.text.data(), text.text.size(), at);
        if (token.kind == TokenKind::End) {
            return;
        }
        const Span span = span_in(text, token.offset, token.length);
        visit(token, span.source != nullptr ? positions.at(*span.source, span.begin) : Position{1, token.offset + 1});
        at = token.offset + token.length;
        if (token.kind == TokenKind::OpenComment) {
            return; // the rest is the comment
        }
    }
}

std::string_view token_text(const MappedText &text, const Token &token) {
    return std::string_view(text.text).substr(token.offset, token.length);
}

} // namespace

std::string tokens_text(const Module &module) {
    std::string out;
    PositionIndex positions;
    for_each_text(module, [&](const Text &text) {
        out += out.empty() ? "" : "\n";
        out += fmt::format("{}\n", printable(text.title.text));
        for_each_token(text.body, positions, [&](const Token &token, Position position) {
            const std::string shown = printable(token_text(text.body, token));
            out += fmt::format("  {:<8}{:<13}{}", fmt::format("{}:{}", position.line, position.column),
                               kind_name(token), shown);
            if (token.kind == TokenKind::Number) {
                const std::string value = shortest(parse_number_text(shown, module.bits).value, module.bits);
                out += value == shown ? "" : fmt::format("  = {}", value);
            }
            out += '\n';
        });
    });
    return out;
}

std::string tokens_json(const Module &module) {
    using nlohmann::ordered_json;
    JsonDocument document;
    document.begin_list("texts");
    PositionIndex positions;
    for_each_text(module, [&](const Text &text) {
        document.begin_object();
        document.member("name", text.title.text);
        document.member("kind", text.kind);
        document.begin_list("tokens");
        for_each_token(text.body, positions, [&](const Token &token, Position position) {
            const std::string_view spelled = token_text(text.body, token);
            size_t length = 0;
            for (size_t at = 0; at < spelled.size(); at += character_size(spelled.substr(at))) {
                length++;
            }
            ordered_json item = {{"kind", kind_name(token)},
                                 {"text", spelled},
                                 {"line", position.line},
                                 {"column", position.column},
                                 {"length", length}};
            if (token.kind == TokenKind::Number) {
                item["value"] = json_real(parse_number_text(spelled, module.bits).value, module.bits);
            }
            document.element(item);
        });
        document.end();
        document.end();
    });
    return document.finish();
}

} // namespace abax::host
