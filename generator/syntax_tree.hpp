// The syntax trees of a compilation as text, one a declaration, with what every name was resolved to.
#ifndef ABAX_GENERATOR_SYNTAX_TREE_HPP
#define ABAX_GENERATOR_SYNTAX_TREE_HPP

#include <string>

namespace abax {
struct Compilation;
}

namespace abax::host {

// Functions and expressions in declared order; the compilation must have succeeded.
std::string describe_syntax_trees(const Compilation &compilation);

} // namespace abax::host

#endif
