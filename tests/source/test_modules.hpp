// The modules that generated source is tested with, in an order that is the same in every program: every case of the corpus
// whose checks compile, as one batch, and random modules of all kinds. What turns them into source and what runs the source
// know them by their place in the list.
#ifndef ABAX_TESTS_SOURCE_TEST_MODULES_HPP
#define ABAX_TESTS_SOURCE_TEST_MODULES_HPP

#include "engine/module_source.hpp"

#include <string>
#include <vector>

namespace abax_tests {

template <class Real> struct TestModule {
    std::string name;  // "f32_17": of the generated module
    std::string label; // where it comes from
    ModuleSource source;
    std::vector<std::vector<Real>> rows;
};

template <class Real> std::vector<TestModule<Real>> test_modules();

} // namespace abax_tests

#endif
