// The form that walks a syntax tree in an arena: the tree that the on-device compiler has after its passes parse and
// resolve, with its nodes of 16 bytes one after another, operands before what uses them and names replaced by what they
// mean. So the walk is a loop from the first node to the last, with a stack of values; && and || evaluate both
// operands, which gives the same truth here, where no operand has an effect.
#include "by_handle.hpp"

#include <cstring>

#include "arithmetic.hpp"
#include "compile/state.hpp"
#include "compiled.hpp"

namespace bench {

namespace {

using abax::AstKind;
using abax::AstNode;

constexpr std::size_t DEEPEST = 64; // values that wait on the stack

// The exponent of a power that is made of multiplications: a plain number, which comes before its power.
bool has_small_exponent(const AstNode *power, std::int32_t &n) {
    return power->op == abax::OP_POW && power[-1].kind == AstKind::Number &&
           abax::bits_to_small_integer(32, abax::ast_bits(power[-1]), n);
}

unsigned operands_of_node(const AstNode &node) {
    const bool operation = node.kind == AstKind::Unary || node.kind == AstKind::Binary || node.kind == AstKind::Builtin;
    return operation ? operands_of(node.op) : 0;
}

// Throws where the walk below cannot do the tree.
void check_tree(const abax::Declaration &tree) {
    std::size_t depth = 0;
    for (std::uint32_t i = 0; i < tree.node_count; ++i) {
        const AstNode &node = tree.nodes[i];
        const unsigned operands = operands_of_node(node);
        const bool leaf = node.kind == AstKind::Number || node.kind == AstKind::Param;
        if (!leaf && operands == 0) {
            throw std::runtime_error("offset " + std::to_string(node.offset) + " of '" +
                                     std::string(tree.body.data, tree.body.size) + "': not supported here");
        }
        std::uint32_t below = 0; // nodes of the operands
        for (unsigned k = 0; k < operands; ++k) {
            below += abax::ast_size(tree.nodes[i - 1 - below]);
        }
        depth = depth + 1 - operands;
        if (below + 1 != abax::ast_size(node) || depth > DEEPEST) {
            throw std::runtime_error("offset " + std::to_string(node.offset) + " of '" +
                                     std::string(tree.body.data, tree.body.size) + "': too many operands");
        }
    }
}

float walk(const abax::Compilation &c, const abax::Declaration &tree, const float *inputs) {
    std::array<float, DEEPEST + 1> stack;
    float *top = stack.data();
    const AstNode *const end = tree.nodes + tree.node_count;
    for (const AstNode *node = tree.nodes; node != end; ++node) {
        if (node->kind == AstKind::Number) {
            std::memcpy(++top, &node->payload, sizeof *top);
        } else if (node->kind == AstKind::Param) {
            *++top = inputs[abax::at<abax::Declaration>(c, node->payload)->slot];
        } else if (std::int32_t n = 0; has_small_exponent(node, n)) {
            --top;
            *top = integer_power(*top, n);
        } else {
            top = dispatch<float *>(
                node->op,
                [top](auto f) {
                    *top = f(*top);
                    return top;
                },
                [top](auto f) {
                    top[-1] = f(top[-1], top[0]);
                    return top - 1;
                });
        }
    }
    return *top;
}

class ArenaForm final : public SteppingByHandle<ArenaForm> {
public:
    ArenaForm(std::size_t first, std::size_t count) : SteppingByHandle(count) {
        compiled_.compile(first, count);
        compilation_ = static_cast<const abax::Compilation *>(compiled_.state());
        for (const abax::Declaration *d = compilation_->first; d != nullptr; d = d->next) {
            if (d->kind == abax::DeclarationKind::Expression) {
                check_tree(*d);
                trees_[d->ordinal] = d;
            }
        }
    }

    template <class Mark> void step(const float *inputs, float *outputs, Mark mark) {
        mark(Phase::evaluate);
        for (std::size_t i = 0; i < results(); ++i) {
            outputs[i] = walk(*compilation_, *trees_[i], inputs);
        }
    }

private:
    Compiled compiled_;
    const abax::Compilation *compilation_;
    std::array<const abax::Declaration *, SENSORS> trees_{};
};

} // namespace

FormPointer make_arena_tree(std::size_t first, std::size_t count) { return std::make_unique<ArenaForm>(first, count); }

} // namespace bench
