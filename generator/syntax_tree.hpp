// The syntax trees of a compilation, one a declaration, with what every name was resolved to: what `explain --show ast`
// prints. Functions and expressions come in declared order; the compilation must have succeeded.
#ifndef ABAX_GENERATOR_SYNTAX_TREE_HPP
#define ABAX_GENERATOR_SYNTAX_TREE_HPP

#include <string>

#include "module.hpp"

namespace abax {
struct Compilation;
}

namespace abax::host {

// Drawn with lines between parents and children, down to a hundred levels. `named` false: the expressions have no names of
// their own and are told by their texts.
std::string describe_syntax_trees(const Compilation &compilation, bool named = true);

// {"trees": [{"name", "kind", "text", "nodes": […]}]}: nodes in post-order, so that children come before their parents; the
// last one is the root. `module` is what was compiled.
std::string syntax_trees_json(const Compilation &compilation, const Module &module);

// For Graphviz.
std::string syntax_trees_dot(const Compilation &compilation);

} // namespace abax::host

#endif
