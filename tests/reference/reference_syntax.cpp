// Lexer and recursive descent over the thirteen levels of the language.
#include "reference/reference_syntax.hpp"

#include <array>
#include <cctype>

namespace abax_tests::reference {
namespace {

enum class TokenKind { number, name, symbol, end };

struct Token {
    TokenKind kind;
    std::string text;
};

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_name_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Token next() {
        skip_space();
        if (at_ >= text_.size()) {
            return {TokenKind::end, ""};
        }
        const char c = text_[at_];
        if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
            return number();
        }
        if (is_name_start(c)) {
            const std::size_t start = at_;
            while (at_ < text_.size() && is_name_part(text_[at_])) {
                ++at_;
            }
            return word(std::string(text_.substr(start, at_ - start)));
        }
        return symbol();
    }

private:
    void skip_space() {
        while (at_ < text_.size()) {
            const std::string_view rest = text_.substr(at_);
            if (std::isspace(static_cast<unsigned char>(rest[0])) != 0) {
                ++at_;
            } else if (rest[0] == '#' || rest.starts_with("//")) {
                while (at_ < text_.size() && text_[at_] != '\n') {
                    ++at_;
                }
            } else if (rest.starts_with("/*")) {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos) {
                    throw SyntaxError("comment without an end");
                }
                at_ = end + 2;
            } else {
                return;
            }
        }
    }

    Token number() {
        const std::size_t start = at_;
        const bool prefixed = text_[at_] == '0' && at_ + 1 < text_.size() &&
                              std::isalpha(static_cast<unsigned char>(text_[at_ + 1])) != 0 && text_[at_ + 1] != 'e' &&
                              text_[at_ + 1] != 'E';
        while (at_ < text_.size()) {
            const char c = text_[at_];
            const bool exponent_sign =
                !prefixed && (c == '+' || c == '-') && at_ > start && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E');
            if (!is_name_part(c) && c != '.' && !exponent_sign) {
                break;
            }
            ++at_;
        }
        return {TokenKind::number, std::string(text_.substr(start, at_ - start))};
    }

    static Token word(std::string text) {
        if (text == "and") {
            return {TokenKind::symbol, "&&"};
        }
        if (text == "or") {
            return {TokenKind::symbol, "||"};
        }
        if (text == "not") {
            return {TokenKind::symbol, "!"};
        }
        return {TokenKind::name, std::move(text)};
    }

    Token symbol() {
        static const std::array<std::array<const char *, 2>, 10> two = {{{"||", "||"},
                                                                         {"&&", "&&"},
                                                                         {"==", "=="},
                                                                         {"!=", "!="},
                                                                         {"<>", "!="},
                                                                         {"<=", "<="},
                                                                         {">=", ">="},
                                                                         {"<<", "<<"},
                                                                         {">>", ">>"},
                                                                         {"**", "^"}}};
        for (const auto &spelling : two) {
            if (text_.substr(at_).starts_with(spelling[0])) {
                at_ += 2;
                return {TokenKind::symbol, spelling[1]};
            }
        }
        return {TokenKind::symbol, std::string(1, text_[at_++])};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::unique_ptr<Node> make(NodeKind kind, std::string text) {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->text = std::move(text);
    return node;
}

class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

    std::unique_ptr<Node> whole() {
        auto node = comma();
        if (token_.kind != TokenKind::end) {
            throw SyntaxError("unexpected " + token_.text);
        }
        return node;
    }

private:
    [[nodiscard]] bool is(const char *symbol) const {
        return token_.kind == TokenKind::symbol && token_.text == symbol;
    }
    void advance() { token_ = lexer_.next(); }
    void expect(const char *symbol) {
        if (!is(symbol)) {
            throw SyntaxError(std::string("expected ") + symbol + " before " + token_.text);
        }
        advance();
    }

    static std::unique_ptr<Node> join(std::string text, std::unique_ptr<Node> left, std::unique_ptr<Node> right) {
        auto node = make(NodeKind::infix, std::move(text));
        node->children.push_back(std::move(left));
        node->children.push_back(std::move(right));
        return node;
    }

    std::unique_ptr<Node> comma() { // level 1
        auto left = conditional();
        while (is(",")) {
            advance();
            left = join(",", std::move(left), conditional());
        }
        return left;
    }

    std::unique_ptr<Node> conditional() { // level 2
        auto condition = infix(3);
        if (!is("?")) {
            return condition;
        }
        advance();
        auto node = make(NodeKind::conditional, "?");
        node->children.push_back(std::move(condition));
        node->children.push_back(comma());
        expect(":");
        node->children.push_back(conditional());
        return node;
    }

    // Levels 3 to 10, all of them left-associative.
    [[nodiscard]] bool at_level(int level) const {
        static const std::vector<std::vector<std::string>> levels = {
            {"||"},       {"&&"},     {"|"},          {"&"}, {"==", "!=", "<", "<=", ">", ">="},
            {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}};
        if (token_.kind != TokenKind::symbol) {
            return false;
        }
        for (const std::string &symbol : levels[static_cast<std::size_t>(level) - 3]) {
            if (symbol == token_.text) {
                return true;
            }
        }
        return false;
    }

    std::unique_ptr<Node> infix(int level) {
        if (level > 10) {
            return prefix();
        }
        auto left = infix(level + 1);
        while (at_level(level)) {
            std::string symbol = token_.text;
            advance();
            left = join(std::move(symbol), std::move(left), infix(level + 1));
        }
        return left;
    }

    std::unique_ptr<Node> prefix() { // level 11
        if (is("+") || is("-") || is("!") || is("~")) {
            auto node = make(NodeKind::prefix, token_.text);
            advance();
            node->children.push_back(prefix());
            return node;
        }
        return power();
    }

    std::unique_ptr<Node> power() { // level 12: the exponent may carry a prefix, and is itself a power
        auto base = primary();
        if (!is("^")) {
            return base;
        }
        advance();
        return join("^", std::move(base), prefix());
    }

    std::unique_ptr<Node> primary() { // level 13
        if (token_.kind == TokenKind::number) {
            auto node = make(NodeKind::number, token_.text);
            advance();
            return node;
        }
        if (is("(")) {
            advance();
            auto node = comma();
            expect(")");
            return node;
        }
        if (token_.kind != TokenKind::name) {
            throw SyntaxError("expected a value before " + token_.text);
        }
        std::string name = token_.text;
        advance();
        while (is(".")) {
            advance();
            name += "." + token_.text;
            advance();
        }
        if (is("[")) {
            advance();
            auto node = make(NodeKind::index, std::move(name));
            node->children.push_back(conditional());
            expect("]");
            return node;
        }
        if (!is("(")) {
            return make(NodeKind::name, std::move(name));
        }
        advance();
        auto node = make(NodeKind::call, std::move(name));
        while (!is(")")) {
            node->children.push_back(conditional());
            if (is(",")) {
                advance();
            } else if (!is(")")) {
                throw SyntaxError("expected , or ) before " + token_.text);
            }
        }
        advance();
        return node;
    }

    Lexer lexer_;
    Token token_;
};

} // namespace

std::unique_ptr<Node> parse(std::string_view text) { return Parser(text).whole(); }

Signature parse_signature(std::string_view text) {
    const std::unique_ptr<Node> node = parse(text);
    if (node->kind != NodeKind::call) {
        throw SyntaxError("not a signature: " + std::string(text));
    }
    Signature signature;
    signature.name = node->text;
    for (const auto &child : node->children) {
        signature.parameters.push_back(child->text);
    }
    return signature;
}

} // namespace abax_tests::reference
