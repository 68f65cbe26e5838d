// Printing the value graph. Inputs and constants are written by name and value where they are used; every other value has a
// number, and beside it what the placement decided: a condition that guards it, or that it is computed once at the start.
#include "value_graph.hpp"

#include <fmt/format.h>

#include "diagnostics.hpp"
#include "dot.hpp"
#include "graph_view.hpp"

namespace abax::host {
namespace {

std::string remark_on(const GraphView &view, uint32_t value) {
    std::string remark = condition_of(view, value);
    if (view.compilation.placements[value].statement) {
        remark += remark.empty() ? "kept" : ", kept";
    }
    return remark;
}

std::string with_remark(const std::string &line, const std::string &remark) {
    return remark.empty() ? line + "\n" : fmt::format("{:<40}  # {}\n", line, remark);
}

// Operands of a conditional, && or ||, or a guard, that are not the first are computed only when they are needed.
bool is_lazy(const Value &value, size_t operand) {
    return operand > 0 && (value.op == OP_COND || value.op == OP_AND || value.op == OP_OR || value.op == VALUE_GUARD);
}

// The word on an arrow to a value that does not need all of its operands.
std::string_view role_of(const Value &value, size_t operand) {
    if (value.op == OP_COND) {
        constexpr std::string_view roles[] = {"?", "then", "else"};
        return roles[operand];
    }
    if (value.op == VALUE_GUARD) {
        return operand == 0 ? "if" : "then";
    }
    return value.op != OP_AND && value.op != OP_OR ? "" : operand == 0 ? "first" : "then";
}

} // namespace

std::string describe_value_graph(const Compilation &compilation) {
    const GraphView view = view_graph(compilation);
    std::string text;
    bool any_kept = false;
    for (const uint32_t i : view.computed) {
        any_kept = any_kept || compilation.placements[i].statement;
        text +=
            with_remark(fmt::format("v{} = {}", view.numbers[i], printable(formula_of(view, i))), remark_on(view, i));
    }
    if (any_kept) {
        text = "# kept: computed once and kept in the frame; other values pass straight to what uses them\n" + text;
    }
    text += text.empty() ? "" : "\n";
    for (const Declaration *d : view.named) {
        // What only an internal expression needs, which nothing uses, is not computed.
        const bool computed =
            !d->internal || is_leaf(compilation.graph.values[d->value]) || view.numbers[d->value] != NONE;
        std::string remark = d->internal ? (computed ? "internal" : "internal, used by nothing") : "";
        if (!d->internal && d->fault != NO_FAULT) {
            remark = fmt::format("index fault if {}", name_of(view, d->fault));
        }
        text += computed ? with_remark(fmt::format("{} = {}", name_of(*d), name_of(view, d->value)), remark)
                         : fmt::format("# {}: {}\n", name_of(*d), remark);
    }
    return text;
}

std::string value_graph_dot(const Compilation &compilation) {
    const GraphView view = view_graph(compilation);
    std::string text = fmt::format("digraph values {{\n  rankdir=BT;\n{}", dot_head);
    std::vector<bool> drawn(compilation.graph.count, false);
    // A leaf is drawn once for each value that uses it, so that no input becomes a knot of lines.
    size_t leaves = 0;
    const auto node_of = [&](uint32_t value) {
        if (!is_leaf(compilation.graph.values[value])) {
            return fmt::format("v{}", view.numbers[value]);
        }
        const std::string id = fmt::format("l{}", leaves++);
        const bool input = compilation.graph.values[value].op == VALUE_PARAM;
        text += fmt::format("  {} [label={}, shape={}];\n", id, dot_string(name_of(view, value)),
                            input ? "ellipse" : "plaintext");
        return id;
    };
    for (const uint32_t i : view.computed) {
        const std::string condition = condition_of(view, i);
        const std::string formula = fmt::format("v{} = {}", view.numbers[i], formula_of(view, i));
        text += fmt::format("  v{} [label={}{}];\n", view.numbers[i],
                            dot_string(condition.empty() ? formula : fmt::format("{}\n{}", formula, condition)),
                            compilation.placements[i].region == REGION_START ? ", style=\"rounded,filled\""
                            : condition.empty()                              ? ""
                                                                             : ", style=\"rounded,dashed\"");
        const std::vector<uint32_t> operands = operands_of(view, i);
        const Value &value = compilation.graph.values[i];
        for (size_t operand = 0; operand < operands.size(); operand++) {
            const std::string from = node_of(operands[operand]);
            const std::string_view role = role_of(value, operand);
            text += fmt::format("  {} -> v{}{}{};\n", from, view.numbers[i],
                                role.empty() ? "" : fmt::format(" [label={}]", dot_string(role)),
                                is_lazy(value, operand) ? " [style=dashed]" : "");
        }
    }
    size_t results = 0;
    for (const Declaration *d : view.named) {
        if (d->internal) {
            continue;
        }
        const std::string from = node_of(d->value);
        text += fmt::format("  r{0} [label={1}, style=bold, peripheries=2];\n  {2} -> r{0};\n", results,
                            dot_string(name_of(*d)), from);
        if (d->fault != NO_FAULT) {
            const std::string fault = node_of(d->fault);
            text += fmt::format("  {} -> r{} [label=\"fault\", style=dotted];\n", fault, results);
        }
        results++;
    }
    return text + "}\n";
}

} // namespace abax::host
