// Names that all have the same hash, as someone with bad intentions would choose them.
#ifndef ABAX_TESTS_COLLIDING_NAMES_HPP
#define ABAX_TESTS_COLLIDING_NAMES_HPP

#include <cstddef>
#include <string>
#include <vector>

namespace abax_tests {

std::vector<std::string> colliding_names(std::size_t count);

} // namespace abax_tests

#endif
