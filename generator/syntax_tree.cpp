// Drawing syntax trees: parents above children, lines between them. The trees are arrays in post-order (compile/ast.hpp); what
// is still to be drawn lies on a stack here, so that a deep tree takes memory and not call stack.
#include "syntax_tree.hpp"

#include <bit>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "compile/state.hpp"
#include "diagnostics.hpp"
#include "number.hpp"

namespace abax::host {
namespace {

std::string_view view(const abax_text &text) { return {text.data, text.size}; }

double number_of(const Compilation &compilation, uint64_t bits) {
    if (compilation.bits == 32) {
        return static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)));
    }
    return std::bit_cast<double>(bits);
}

// What the node is called, and in brackets what it means where that cannot be seen.
std::string label_of(const Compilation &compilation, const Declaration &declaration, uint32_t index) {
    const AstNode &node = declaration.nodes[index];
    const std::string token = printable(view(span_text(node_span(declaration, index))));
    const OpRow *row = find_op(node.op);
    switch (node.kind) {
    case AstKind::Number: {
        const std::string value = shortest(number_of(compilation, ast_bits(node)), compilation.bits);
        const bool literal = !token.empty() && (token[0] == '.' || (token[0] >= '0' && token[0] <= '9'));
        return literal ? value : fmt::format("{}  [constant {}]", token, value);
    }
    case AstKind::Param:
        return token + "  [param]";
    case AstKind::Expression:
        return token + "  [expression]";
    case AstKind::Local:
        return token + "  [parameter]";
    case AstKind::Group:
        return token + "  [group]";
    case AstKind::Unary:
        return fmt::format("{}  [prefix]", row->symbol);
    case AstKind::Binary:
        return row->symbol;
    case AstKind::Conditional:
        return "? :";
    case AstKind::Function:
    case AstKind::Builtin:
        return token + "()";
    default:
        return token;
    }
}

// An expression in a line, without white space around it.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        const bool wanted = !line.empty() && line.back() != ' ';
        if (!blank) {
            line += c;
        } else if (wanted) {
            line += ' ';
        }
    }
    if (line.ends_with(' ')) {
        line.pop_back();
    }
    return printable(line);
}

struct Pending {
    uint32_t node;
    std::string prefix; // of its own line
    std::string below;  // of the lines of its children
};

void draw(const Compilation &compilation, const Declaration &declaration, std::string &text) {
    std::vector<Pending> pending = {{declaration.node_count - 1, "  ", "  "}};
    while (!pending.empty()) {
        const Pending drawn = std::move(pending.back());
        pending.pop_back();
        text += drawn.prefix + label_of(compilation, declaration, drawn.node) + "\n";
        const AstNode &node = declaration.nodes[drawn.node];
        // the last child comes first in the array going backwards, and is drawn last
        uint32_t child = drawn.node - 1;
        bool last = true;
        for (uint32_t left = ast_size(node) - 1; left != 0; last = false) {
            const uint32_t size = ast_size(declaration.nodes[child]);
            pending.push_back({child, drawn.below + (last ? "└─ " : "├─ "), drawn.below + (last ? "   " : "│  ")});
            left -= size;
            child -= size;
        }
    }
}

} // namespace

std::string describe_syntax_trees(const Compilation &compilation) {
    std::string text;
    for (const Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->node_count == 0) {
            continue;
        }
        text += text.empty() ? "" : "\n";
        text += fmt::format("{} = {}\n", printable(view(d->title)), one_line(view(d->body)));
        draw(compilation, *d, text);
    }
    return text;
}

} // namespace abax::host
