// Drawing syntax trees: parents above children, lines between them. The trees are arrays in post-order (compile/ast.hpp); what
// is still to be drawn lies on a stack here, so that a deep tree takes memory and not call stack.
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
    default: // Name, Member, Call and Error do not outlive resolution
        return "error";
    }
}

// What the node is called, and in brackets what it means where that cannot be seen.
std::string label_of(const Compilation &compilation, Declaration &declaration, uint32_t index) {
    const AstNode &node = declaration.nodes[index];
    const std::string token = printable(token_of(declaration, index));
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
std::vector<uint32_t> children_backwards(const Declaration &declaration, uint32_t node) {
    std::vector<uint32_t> children;
    uint32_t child = node - 1;
    for (uint32_t left = ast_size(declaration.nodes[node]) - 1; left != 0;) {
        const uint32_t size = ast_size(declaration.nodes[child]);
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

void draw(const Compilation &compilation, Declaration &declaration, std::string &text) {
    std::vector<Pending> pending = {{declaration.node_count - 1, 0, "  ", "  "}};
    while (!pending.empty()) {
        const Pending drawn = std::move(pending.back());
        pending.pop_back();
        if (drawn.depth == deepest_drawn) {
            text += fmt::format("{}…  [{} more]\n", drawn.prefix, ast_size(declaration.nodes[drawn.node]));
            continue;
        }
        text += drawn.prefix + label_of(compilation, declaration, drawn.node) + "\n";
        bool last = true;
        for (const uint32_t child : children_backwards(declaration, drawn.node)) {
            pending.push_back(
                {child, drawn.depth + 1, drawn.below + (last ? "└─ " : "├─ "), drawn.below + (last ? "   " : "│  ")});
            last = false;
        }
    }
}

nlohmann::ordered_json node_json(const Compilation &compilation, Declaration &d, uint32_t index, const MappedText &text,
                                 PositionIndex &positions) {
    const AstNode &node = d.nodes[index];
    const std::string_view token = token_of(d, index);
    const abax::Span place = node_span(d, index);
    const Span span = span_in(text, place.offset, place.length);
    std::vector<uint32_t> children = children_backwards(d, index);
    nlohmann::ordered_json json = {{"id", index}, {"kind", kind_of(node, token)}, {"text", token}};
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
        draw(compilation, *d, text);
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
        for (uint32_t i = 0; i < d->node_count; i++) {
            document.element(node_json(compilation, *d, i, text, positions));
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
        for (uint32_t i = d->node_count; i-- != 0;) {
            text += fmt::format("    d{0}_{1} [label={2}];\n", d->number, i, dot_string(label_of(compilation, *d, i)));
            const std::vector<uint32_t> children = children_backwards(*d, i);
            for (size_t child = children.size(); child-- != 0;) {
                text += fmt::format("    d{0}_{1} -> d{0}_{2};\n", d->number, i, children[child]);
            }
        }
        text += "  }\n";
    }
    return text + "}\n";
}

} // namespace abax::host
