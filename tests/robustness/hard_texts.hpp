// Modules that are hard on a compiler: nesting, long chains, long names, much from little text, and their broken relatives.
// `size` is how long or deep they are.
#ifndef ABAX_TESTS_HARD_TEXTS_HPP
#define ABAX_TESTS_HARD_TEXTS_HPP

#include "engine/module_source.hpp"

#include <string>
#include <vector>

namespace abax_tests {

struct HardText {
    std::string name;
    ModuleSource source;
    bool compiles;
    bool one_call_each; // no expression function is called more than once: the text bounds the value graph
};

std::vector<HardText> hard_texts(std::size_t size);

// The seven sensor expressions S over params a … j: what an earlier library was measured with.
ModuleSource sensor_batch();

// `expressions` expressions of about `operators` operators each, all different, each using an earlier one.
ModuleSource large_module(std::size_t expressions, std::size_t operators);

} // namespace abax_tests

#endif
