// The value graph as straight-line code of C or C++: what an engineer would write for the module.
//
// In: the graph after placement, in which every value knows the region that it is computed in. Out: lines, by the output that
// they are for. A value with one user stands inside its user's expression; what has several users, and what would make an
// expression long, is a constant with a name. A branch whose values are kept becomes an if statement, any other one a
// conditional expression; so what only a branch needs is computed in that branch.
#ifndef ABAX_GENERATOR_SOURCE_CODE_HPP
#define ABAX_GENERATOR_SOURCE_CODE_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "graph_view.hpp"
#include "source/names.hpp"
#include "source/text.hpp"

namespace abax::host::source {

// What an expression of the module adds to the main code.
struct Section {
    enum class Kind : uint8_t { Expression, NextEvaluation, Faults };
    Kind kind; // an expression's, what only the next evaluation or only faults need, after the last one
    const Declaration *expression; // or null
    std::vector<Line> lines;       // its values, and last the store of its result
};

// Where evaluating a result demands an element that there is not.
struct FaultTest {
    std::string condition;
    uint32_t result; // ordinal
};

struct Code {
    std::vector<std::string> start_names;    // what is computed once, in the order of computation
    std::vector<Line> start;                 // computes them
    std::vector<Section> sections;           // in the order of evaluation
    std::vector<FaultTest> faults;           // in declared order
    std::vector<const Declaration *> arrays; // constant arrays, curves and maps that code uses
    bool reads_params = false;
    bool reads_start = false;              // in the main code
    const Declaration *too_deep = nullptr; // an expression whose blocks lie in more blocks than compilers take: it is
                                           // not complete
};

// Blocks inside blocks: C99 promises 127 (5.2.4.1), of which the function's own is one.
constexpr unsigned deepest_block = 125;

// `members` are those of the params, in declared order, and `outputs` the members of Results by ordinal.
Code write_code(const GraphView &view, Language language, const std::string &module, const std::vector<Member> &members,
                const std::vector<std::string> &outputs);

} // namespace abax::host::source

#endif
