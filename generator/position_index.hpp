// Lines and columns of many places of one source: what position_at says, in a time that does not depend on how long lines are.
#ifndef ABAX_GENERATOR_POSITION_INDEX_HPP
#define ABAX_GENERATOR_POSITION_INDEX_HPP

#include <vector>

#include "source.hpp"

namespace abax::host {

// Made for the first source that is asked about, and made anew when it is asked about another one.
class PositionIndex {
public:
    Position at(const Source &source, size_t offset);

private:
    struct Mark {
        size_t offset; // the first character that begins at or behind a multiple of the step
        Position position;
    };
    void make(const Source &source);

    const Source *indexed = nullptr;
    std::vector<Mark> marks;
};

} // namespace abax::host

#endif
