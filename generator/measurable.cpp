// What of a compiled module can be measured: see measurable.hpp. Syntax trees are arrays in post-order
// (compile/ast.hpp): a tree that has something in it that cannot be measured is found by going through the array once.
#include "measurable.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "compile/state.hpp"

namespace abax::host {
namespace {

using Uses = std::vector<const abax::Declaration *>;

// What evaluating a declaration, or a tree, depends on.
struct Needs {
    bool measurable = true;
    std::vector<uint32_t> params; // ordinals, ascending, each once
};

struct Search {
    const Compilation &compilation;
    const Module &module;
    std::unordered_map<const abax::Declaration *, size_t> expressions; // their ordinals in the module
    std::unordered_map<const abax::Declaration *, Needs> needs;        // of what was visited to the end
    std::vector<MeasurableDeclaration> found;
};

bool names_declaration(const AstNode &node) {
    return node.kind == AstKind::Expression || node.kind == AstKind::Function;
}

bool has_range(const Param &param) {
    return param.min && param.max && std::isfinite(*param.min) && std::isfinite(*param.max);
}

// The param that a node stands for, or null.
const abax::Declaration *param_of(const Search &search, const AstNode &node) {
    if (node.kind != AstKind::Param && node.kind != AstKind::Array) {
        return nullptr;
    }
    const auto *d = at<abax::Declaration>(search.compilation, node.payload);
    return d->kind == DeclarationKind::Param ? d : nullptr;
}

// A node by itself, without its children.
bool is_measurable(const Search &search, const AstNode &node) {
    if (node.kind == AstKind::Native || node.kind == AstKind::Deferred || node.kind == AstKind::Error ||
        (node.kind == AstKind::Builtin && has_state(node.op))) {
        return false;
    }
    if (const abax::Declaration *param = param_of(search, node)) {
        return has_range(search.module.params[param->ordinal]);
    }
    return !names_declaration(node) ||
           search.needs.at(at<abax::Declaration>(search.compilation, node.payload)).measurable;
}

// What the nodes from `begin` up to `end` need, all of which are measurable by themselves.
Needs needs_of(const Search &search, const abax::Declaration &d, uint32_t begin, uint32_t end) {
    Needs needs;
    const auto has_too_many = [&] {
        std::sort(needs.params.begin(), needs.params.end());
        needs.params.erase(std::unique(needs.params.begin(), needs.params.end()), needs.params.end());
        size_t numbers = 0;
        for (const uint32_t param : needs.params) {
            numbers += std::max<size_t>(search.module.params[param].elements.size(), 1);
        }
        return numbers > most_measured_inputs;
    };
    for (uint32_t i = begin; i < end && needs.measurable; i++) {
        const AstNode &node = d.nodes[i];
        if (const abax::Declaration *param = param_of(search, node)) {
            needs.params.push_back(param->ordinal);
        } else if (names_declaration(node)) {
            const Needs &used = search.needs.at(at<abax::Declaration>(search.compilation, node.payload));
            needs.params.insert(needs.params.end(), used.params.begin(), used.params.end());
        }
        needs.measurable = needs.params.size() <= 2 * most_measured_inputs || !has_too_many();
    }
    needs.measurable = needs.measurable && !has_too_many();
    return needs;
}

Uses uses_of(const Search &search, const abax::Declaration &d, uint32_t begin, uint32_t end) {
    Uses uses;
    for (uint32_t i = begin; i < end; i++) {
        if (names_declaration(d.nodes[i])) {
            uses.push_back(at<abax::Declaration>(search.compilation, d.nodes[i].payload));
        }
    }
    return uses;
}

// By node: the tree that ends with it has nothing in it that cannot be measured.
std::vector<bool> measurable_trees(const Search &search, const abax::Declaration &d) {
    std::vector<bool> measurable(d.node_count);
    for (uint32_t i = 0; i < d.node_count; i++) {
        bool all = is_measurable(search, d.nodes[i]);
        uint32_t child = i - 1;
        for (uint32_t left = ast_size(d.nodes[i]) - 1; left != 0;) {
            const uint32_t size = ast_size(d.nodes[child]);
            all = all && measurable[child];
            left -= size;
            child -= size;
        }
        measurable[i] = all;
    }
    return measurable;
}

// Of the children of a node, counted from 0: whether it is evaluated only where another one says so.
bool is_behind_condition(const AstNode &node, size_t child) {
    return child != 0 && (node.kind == AstKind::Conditional ||
                          (node.kind == AstKind::Binary && (node.op == OP_AND || node.op == OP_OR)) ||
                          (node.kind == AstKind::Builtin && node.op == OP_IF));
}

// Something is calculated there: it is more than a number or a name.
bool calculates(const AstNode &node) {
    return node.kind == AstKind::Unary || node.kind == AstKind::Binary || node.kind == AstKind::Conditional ||
           node.kind == AstKind::Index || node.kind == AstKind::Function || node.kind == AstKind::Builtin;
}

// All of its text but white space around it.
abax::Span trimmed_body(abax::Declaration &d) {
    const std::string_view body(d.body.data, d.body.size);
    const size_t begin = body.find_first_not_of(" \t\r\n");
    return body_span(d, begin, body.find_last_not_of(" \t\r\n") + 1 - begin);
}

void add_part(const Search &search, abax::Declaration &d, uint32_t node, std::vector<MeasurablePart> &parts) {
    const uint32_t begin = node + 1 - ast_size(d.nodes[node]);
    const Needs needs = needs_of(search, d, begin, node + 1);
    const bool whole = node + 1 == d.node_count && d.kind != DeclarationKind::Deferred;
    const abax::Span span = whole ? trimmed_body(d) : tree_span(d, node);
    const bool is_all = whole || ast_size(d.nodes[node]) == 1 || span.length > node_span(d, node).length;
    if (calculates(d.nodes[node]) && needs.measurable && !needs.params.empty() && is_all) {
        parts.push_back({span.offset, span.length, needs.params, uses_of(search, d, begin, node + 1)});
    }
}

// The largest trees of an expression that can be measured.
std::vector<MeasurablePart> parts_of(const Search &search, abax::Declaration &d) {
    const std::vector<bool> measurable = measurable_trees(search, d);
    std::vector<MeasurablePart> parts;
    std::vector<uint32_t> pending = {d.node_count - 1};
    while (!pending.empty()) {
        const uint32_t node = pending.back();
        pending.pop_back();
        if (measurable[node]) {
            add_part(search, d, node, parts);
            continue;
        }
        std::vector<uint32_t> children;
        uint32_t child = node - 1;
        for (uint32_t left = ast_size(d.nodes[node]) - 1; left != 0;) {
            children.push_back(child);
            left -= ast_size(d.nodes[child]);
            child -= ast_size(d.nodes[child]);
        }
        for (size_t i = 0; i < children.size(); i++) { // the last child is the first one here
            if (!is_behind_condition(d.nodes[node], children.size() - 1 - i)) {
                pending.push_back(children[i]);
            }
        }
    }
    return parts;
}

// What a declaration uses was visited before.
void close(Search &search, abax::Declaration &d) {
    const bool all =
        std::all_of(d.nodes, d.nodes + d.node_count, [&](const AstNode &node) { return is_measurable(search, node); });
    Needs needs;
    needs.measurable = all;
    if (all) {
        needs = needs_of(search, d, 0, d.node_count);
    }
    MeasurableDeclaration found = {&d, 0, uses_of(search, d, 0, d.node_count), {}};
    if (d.kind == DeclarationKind::Expression && d.node_count != 0) {
        found.expression = search.expressions.at(&d);
        found.parts = parts_of(search, d);
    }
    search.needs[&d] = std::move(needs);
    search.found.push_back(std::move(found));
}

// Depth first, what is being visited on a stack. What `prev` and `delay` keep is not gone into, so there are no circles.
void visit(Search &search, abax::Declaration &first) {
    struct Visited {
        abax::Declaration *declaration;
        uint32_t node;
    };
    std::vector<Visited> open = {{&first, 0}};
    while (!open.empty()) {
        Visited &visited = open.back();
        abax::Declaration &d = *visited.declaration;
        if (search.needs.contains(&d)) {
            open.pop_back();
        } else if (visited.node == d.node_count) {
            close(search, d);
            open.pop_back();
        } else {
            const AstNode &node = d.nodes[visited.node++];
            if (names_declaration(node)) {
                open.push_back({at<abax::Declaration>(search.compilation, node.payload), 0});
            }
        }
    }
}

// What prev and delay keep: it is evaluated at every evaluation, wherever they stand, after everything else.
void find_deferred(Search &search, abax::Declaration &expression) {
    MeasurableDeclaration found = {&expression, search.expressions.at(&expression), {}, {}};
    std::vector<const abax::Declaration *> open = {&expression};
    while (!open.empty()) {
        const abax::Declaration &d = *open.back();
        open.pop_back();
        for (uint32_t i = 0; i < d.node_count; i++) {
            if (d.nodes[i].kind != AstKind::Deferred || d.nodes[i].payload == NONE) {
                continue;
            }
            auto &later = *at<abax::Declaration>(search.compilation, d.nodes[i].payload);
            for (uint32_t node = 0; node < later.node_count; node++) {
                if (names_declaration(later.nodes[node])) { // a function that nothing else calls
                    visit(search, *at<abax::Declaration>(search.compilation, later.nodes[node].payload));
                }
            }
            const std::vector<MeasurablePart> parts = parts_of(search, later);
            found.parts.insert(found.parts.end(), parts.begin(), parts.end());
            open.push_back(&later);
        }
    }
    if (!found.parts.empty()) {
        search.found.push_back(std::move(found));
    }
}

} // namespace

std::vector<MeasurableDeclaration> find_measurable(const Compilation &compilation, const Module &module) {
    Search search = {compilation, module, {}, {}, {}};
    for (const abax::Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) { // they stand in the order of the module
            search.expressions.emplace(d, search.expressions.size());
        }
    }
    for (abax::Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            visit(search, *d);
        }
    }
    for (abax::Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            find_deferred(search, *d);
        }
    }
    return std::move(search.found);
}

} // namespace abax::host
