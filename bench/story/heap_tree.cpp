// See heap_tree.hpp.
#include "heap_tree.hpp"

#include "arithmetic.hpp"

namespace bench {

HeapTree clone(const HeapNode &node) {
    HeapTree copy = std::make_unique<HeapNode>();
    copy->kind = node.kind;
    copy->op = node.op;
    copy->number = node.number;
    copy->name = node.name;
    if (node.left != nullptr) {
        copy->left = clone(*node.left);
    }
    if (node.right != nullptr) {
        copy->right = clone(*node.right);
    }
    return copy;
}

float evaluate(const HeapNode &node, const HeapContext &context) {
    if (node.kind == HeapNode::Kind::number) {
        return node.number;
    }
    if (node.kind == HeapNode::Kind::variable) {
        return context.variables.at(node.name);
    }
    const std::uint8_t op = node.kind == HeapNode::Kind::call ? context.functions.at(node.name) : node.op;
    const float left = evaluate(*node.left, context);
    if (op == abax::OP_AND || op == abax::OP_OR) {
        const bool decided = (left != 0) == (op == abax::OP_OR);
        return apply(op, left, decided ? left : evaluate(*node.right, context));
    }
    std::int32_t n = 0;
    if (op == abax::OP_POW && node.right->kind == HeapNode::Kind::number && is_small_integer(node.right->number, n)) {
        return integer_power(left, n);
    }
    return apply(op, left, node.right != nullptr ? evaluate(*node.right, context) : 0);
}

HeapContext heap_context() {
    HeapContext context;
    const auto add = [&context](const char *name, std::uint8_t op) {
        if (*name != '\0') {
            context.functions.emplace(name, op);
        }
    };
    for (const abax::OpRow &row : abax::op_table.rows) {
        if (operands_of(row.op) != 0) {
            add(row.name(), row.op);
        }
    }
    add(abax::find_op(abax::OP_LOG)->name(), abax::OP_LN); // as the modules of S choose
    return context;
}

} // namespace bench
