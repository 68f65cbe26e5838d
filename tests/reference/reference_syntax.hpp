// A parser of the reference evaluator's own, written from the language's page and not from ops.def: recursive descent, one
// function a level. It takes well-formed text only; anything else throws. In: text. Out: a tree that owns its nodes.
#ifndef ABAX_TESTS_REFERENCE_SYNTAX_HPP
#define ABAX_TESTS_REFERENCE_SYNTAX_HPP

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace abax_tests::reference {

enum class NodeKind {
    number,      // text is the literal
    name,        // text is the name, "group.member" for members
    call,        // text is the function, children are the arguments
    index,       // text is the array, the child is the index
    prefix,      // text is the operator: + - ! ~
    infix,       // text is the operator, aliases made one: || && == != …, ^
    conditional, // three children
};

struct Node {
    NodeKind kind;
    std::string text;
    std::vector<std::unique_ptr<Node>> children;
};

struct SyntaxError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::unique_ptr<Node> parse(std::string_view text);

struct Signature {
    std::string name;
    std::vector<std::string> parameters;
};

Signature parse_signature(std::string_view text);

} // namespace abax_tests::reference

#endif
