// See heap_tree.hpp: recursive descent over the levels of ops.def. Words and numbers are found by the lexer of the
// compiler, so that there is one list of operators.
#include "heap_tree.hpp"

#include <charconv>
#include <stdexcept>

#include "arithmetic.hpp"
#include "compile/lex.hpp"
#include "compile/ops.hpp"

namespace bench {

namespace {

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) { next(); }

    HeapTree whole() {
        HeapTree tree = expression(1);
        if (token_.kind != abax::TokenKind::End) {
            fail("an operator or the end was expected");
        }
        return tree;
    }

private:
    void next() { token_ = abax::next_token(text_.data(), text_.size(), token_.offset + token_.length); }

    std::string_view word() const { return text_.substr(token_.offset, token_.length); }

    [[noreturn]] void fail(const std::string &what) const {
        throw std::runtime_error("column " + std::to_string(token_.offset + 1) + " of '" + std::string(text_) +
                                 "': " + what);
    }

    bool at_bracket(char bracket) const {
        return (token_.kind == abax::TokenKind::Open || token_.kind == abax::TokenKind::Close) &&
               text_[token_.offset] == bracket;
    }

    void expect(char bracket) {
        if (!at_bracket(bracket)) {
            fail(std::string("'") + bracket + "' was expected");
        }
        next();
    }

    HeapTree make_operation(std::uint8_t op, HeapTree left, HeapTree right) const {
        if (operands_of(op) != (right == nullptr ? 1U : 2U)) {
            fail("this operator is not supported here");
        }
        HeapTree node = std::make_unique<HeapNode>();
        node->kind = HeapNode::Kind::operation;
        node->op = op;
        node->left = std::move(left);
        node->right = std::move(right);
        return node;
    }

    // Operators of this level and tighter ones.
    HeapTree expression(unsigned least) {
        HeapTree left = operand();
        while (token_.kind == abax::TokenKind::Operator && token_.binary != abax::OP_NONE &&
               token_.binary != abax::OP_COMMA && abax::find_op(token_.binary)->level >= least) {
            const abax::OpRow &row = *abax::find_op(token_.binary);
            if (operands_of(row.op) != 2) {
                fail("this operator is not supported here");
            }
            next();
            HeapTree right = expression(row.right ? row.level : row.level + 1U);
            left = make_operation(row.op, std::move(left), std::move(right));
        }
        return left;
    }

    HeapTree operand() {
        if (token_.kind == abax::TokenKind::Number) {
            return number();
        }
        if (token_.kind == abax::TokenKind::Name) {
            return name();
        }
        if (at_bracket('(')) {
            next();
            HeapTree inner = expression(1);
            expect(')');
            return inner;
        }
        if (token_.kind == abax::TokenKind::Operator && token_.prefix != abax::OP_NONE) {
            const std::uint8_t op = token_.prefix;
            next();
            return make_operation(op, expression(abax::find_op(op)->level), nullptr);
        }
        fail("a value was expected");
    }

    HeapTree number() {
        HeapTree node = std::make_unique<HeapNode>();
        node->kind = HeapNode::Kind::number;
        const std::string_view digits = word();
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), node->number);
        if (error != std::errc() || end != digits.data() + digits.size()) {
            fail("this number is not supported here");
        }
        next();
        return node;
    }

    HeapTree name() {
        HeapTree node = std::make_unique<HeapNode>();
        node->kind = HeapNode::Kind::variable;
        node->name = word();
        const abax::Token token = token_;
        next();
        if (at_bracket('(')) {
            next();
            node->kind = HeapNode::Kind::call;
            node->left = expression(1);
            if (token_.kind == abax::TokenKind::Operator && token_.binary == abax::OP_COMMA) {
                next();
                node->right = expression(1);
            }
            expect(')');
            check_call(*node, token);
        }
        return node;
    }

    void check_call(const HeapNode &node, const abax::Token &token) {
        static const HeapContext context = heap_context();
        const auto function = context.functions.find(node.name);
        if (function == context.functions.end()) {
            token_ = token;
            fail("this function is not supported here");
        }
        if (operands_of(function->second) != (node.right == nullptr ? 1U : 2U)) {
            token_ = token;
            fail("this function takes another number of arguments");
        }
    }

    std::string_view text_;
    abax::Token token_{};
};

} // namespace

HeapTree parse_to_heap(std::string_view text) { return Parser(text).whole(); }

} // namespace bench
