// Drawing syntax trees: parents above children, lines between them. The trees are arrays in post-order (compile/ast.hpp);
// what is still to be drawn lies on a stack here, so that a deep tree takes memory and not call stack. What prev and delay
// keep was moved aside, and is shown where it stood.
#include "syntax_tree.hpp"

#include <bit>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compile/state.hpp"
#include "diagnostics.hpp"
#include "dot.hpp"
#include "json.hpp"
#include "number.hpp"
#include "operations.hpp"
#include "position_index.hpp"

namespace abax::host {
namespace {

std::string_view view(const abax_text &text) { return {text.data, text.size}; }

double number_of(const Compilation &compilation, uint64_t bits) {
    if (compilation.bits == 32) {
        return static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)));
    }
    return std::bit_cast<double>(bits);
}

std::string_view token_of(Declaration &declaration, uint32_t index) {
    return view(span_text(node_span(declaration, index)));
}

bool is_literal(std::string_view token) {
    return !token.empty() && (token[0] == '.' || (token[0] >= '0' && token[0] <= '9'));
}

std::string_view kind_of(const AstNode &node, std::string_view token) {
    switch (node.kind) {
    case AstKind::Number:
        return is_literal(token) ? "number" : "constant";
    case AstKind::Param:
        return "param";
    case AstKind::Array:
        return "array";
    case AstKind::Curve:
        return "curve or map";
    case AstKind::Expression:
        return "expression";
    case AstKind::Local:
        return "parameter";
    case AstKind::Group:
        return "group";
    case AstKind::Unary:
        return "prefix";
    case AstKind::Binary:
        return "infix";
    case AstKind::Conditional:
        return "conditional";
    case AstKind::Function:
        return "function";
    case AstKind::Native:
        return "native";
    case AstKind::Builtin:
        return "built-in";
    case AstKind::Index:
        return "index";
    default: // Name, Member, Call and Error do not outlive resolution; Deferred is not shown
        return "error";
    }
}

// A node by where it lies now.
struct Place {
    Declaration *declaration;
    uint32_t index;
};

// A tree as it was parsed. What stays in place of nodes that were moved aside has their sizes, so that node n of the
// declaration is the one at places[n].
struct Tree {
    Declaration *declaration;
    std::vector<Place> places;
};

// From the last node to the first; where nodes moved away, those that they became come next.
Tree tree_of(const Compilation &compilation, Declaration &declaration) {
    Tree tree = {&declaration, std::vector<Place>(declaration.node_count)};
    uint32_t to = declaration.node_count;
    std::vector<Place> open = {{&declaration, declaration.node_count}}; // the nodes before these are still to come
    while (!open.empty()) {
        Place &next = open.back();
        if (next.index == 0) {
            open.pop_back();
            continue;
        }
        const AstNode &node = next.declaration->nodes[--next.index];
        if (node.kind != AstKind::Deferred) {
            tree.places[--to] = next;
            continue;
        }
        next.index -= ast_size(node) - 1;
        auto *const later = at<Declaration>(compilation, node.payload);
        open.push_back({later, later->node_count});
    }
    return tree;
}

// What the node is called, and in brackets what it means where that cannot be seen.
std::string label_of(const Compilation &compilation, const Place &place) {
    const auto &[declaration, index] = place;
    const AstNode &node = declaration->nodes[index];
    const std::string token = printable(token_of(*declaration, index));
    const std::string_view kind = kind_of(node, token);
    switch (node.kind) {
    case AstKind::Number: {
        const std::string value = shortest(number_of(compilation, ast_bits(node)), compilation.bits);
        return kind == "number" ? value : fmt::format("{}  [constant {}]", token, value);
    }
    case AstKind::Unary:
        return fmt::format("{}  [prefix]", find_op(node.op)->symbol());
    case AstKind::Binary:
        return find_op(node.op)->symbol();
    case AstKind::Conditional:
        return "? :";
    case AstKind::Index:
        return "[ ]";
    case AstKind::Function:
    case AstKind::Builtin:
        return token + "()";
    case AstKind::Native:
        return token + "()  [native]";
    default:
        return fmt::format("{}  [{}]", token, kind);
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

// The last child comes first in the array going backwards.
std::vector<uint32_t> children_backwards(const Tree &tree, uint32_t node) {
    std::vector<uint32_t> children;
    const AstNode *const nodes = tree.declaration->nodes;
    uint32_t child = node - 1;
    for (uint32_t left = ast_size(nodes[node]) - 1; left != 0;) {
        const uint32_t size = ast_size(nodes[child]);
        children.push_back(child);
        left -= size;
        child -= size;
    }
    return children;
}

// Lines of deeper nodes would be nothing but what leads to them, and their lengths would add up to the square of the depth.
constexpr size_t deepest_drawn = 100;

struct Pending {
    uint32_t node;
    size_t depth;
    std::string prefix; // of its own line
    std::string below;  // of the lines of its children
};

void draw(const Compilation &compilation, const Tree &tree, std::string &text) {
    std::vector<Pending> pending = {{tree.declaration->node_count - 1, 0, "  ", "  "}};
    while (!pending.empty()) {
        const Pending drawn = std::move(pending.back());
        pending.pop_back();
        if (drawn.depth == deepest_drawn) {
            const uint32_t more = ast_size(tree.declaration->nodes[drawn.node]);
            text += fmt::format("{}…  [{} more]\n", drawn.prefix, more);
            continue;
        }
        text += drawn.prefix + label_of(compilation, tree.places[drawn.node]) + "\n";
        bool last = true;
        for (const uint32_t child : children_backwards(tree, drawn.node)) {
            pending.push_back(
                {child, drawn.depth + 1, drawn.below + (last ? "└─ " : "├─ "), drawn.below + (last ? "   " : "│  ")});
            last = false;
        }
    }
}

nlohmann::ordered_json node_json(const Compilation &compilation, const Tree &tree, uint32_t id, const MappedText &text,
                                 PositionIndex &positions) {
    const auto &[declaration, index] = tree.places[id];
    const AstNode &node = declaration->nodes[index];
    const std::string_view token = token_of(*declaration, index);
    const abax::Span place = node_span(*declaration, index);
    const Span span = span_in(text, place.offset, place.length);
    std::vector<uint32_t> children = children_backwards(tree, id);
    nlohmann::ordered_json json = {{"id", id}, {"kind", kind_of(node, token)}, {"text", token}};
    if (node.kind == AstKind::Unary || node.kind == AstKind::Binary || node.kind == AstKind::Conditional ||
        node.kind == AstKind::Builtin) {
        json["op"] = node.kind == AstKind::Conditional ? operation_id(OP_COND) : operation_id(node.op);
    }
    if (node.kind == AstKind::Number) {
        json["value"] = json_real(number_of(compilation, ast_bits(node)), compilation.bits);
        json["bits"] = hex_bits(ast_bits(node), compilation.bits);
    }
    if (!children.empty()) {
        json["children"] = std::vector<uint32_t>(children.rbegin(), children.rend());
    }
    if (span.source != nullptr) {
        const Position position = positions.at(*span.source, span.begin);
        json["line"] = position.line;
        json["column"] = position.column;
    }
    return json;
}

std::string_view kind_of(const Declaration &d) {
    return d.kind == DeclarationKind::Function ? "function" : d.internal ? "internal" : "expression";
}

} // namespace

std::string describe_syntax_trees(const Compilation &compilation, bool named) {
    std::string text;
    for (Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->node_count == 0) {
            continue;
        }
        text += text.empty() ? "" : "\n";
        const bool title = named || d->kind == DeclarationKind::Function;
        text += fmt::format("{}{}{}\n", title ? printable(view(d->title)) : "", title ? " = " : "",
                            one_line(view(d->body)));
        draw(compilation, tree_of(compilation, *d), text);
    }
    return text;
}

std::string syntax_trees_json(const Compilation &compilation, const Module &module) {
    JsonDocument document;
    document.begin_list("trees");
    PositionIndex positions;
    size_t functions = 0; // declarations of a kind stand in the order of the module
    size_t expressions = 0;
    for (Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->node_count == 0) {
            continue;
        }
        const bool function = d->kind == DeclarationKind::Function;
        const MappedText &text = function ? module.functions[functions++].body : module.expressions[expressions++].text;
        document.begin_object();
        document.member("name", view(d->title));
        document.member("kind", kind_of(*d));
        document.member("text", view(d->body));
        document.begin_list("nodes");
        const Tree tree = tree_of(compilation, *d);
        for (uint32_t i = 0; i < d->node_count; i++) {
            document.element(node_json(compilation, tree, i, text, positions));
        }
        document.end();
        document.end();
    }
    return document.finish();
}

std::string syntax_trees_dot(const Compilation &compilation) {
    std::string text = fmt::format("digraph ast {{\n{}", dot_head);
    for (Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->node_count == 0) {
            continue;
        }
        text += fmt::format("  subgraph cluster_{} {{\n    label={};\n", d->number,
                            dot_string(fmt::format("{} = {}", view(d->title), one_line(view(d->body)))));
        const Tree tree = tree_of(compilation, *d);
        for (uint32_t i = d->node_count; i-- != 0;) {
            const std::string label = label_of(compilation, tree.places[i]);
            text += fmt::format("    d{0}_{1} [label={2}];\n", d->number, i, dot_string(label));
            const std::vector<uint32_t> children = children_backwards(tree, i);
            for (size_t child = children.size(); child-- != 0;) {
                text += fmt::format("    d{0}_{1} -> d{0}_{2};\n", d->number, i, children[child]);
            }
        }
        text += "  }\n";
    }
    return text + "}\n";
}

} // namespace abax::host
