// "Did you mean": the candidate that a misspelt word most likely stands for.
#ifndef ABAX_GENERATOR_NEAREST_HPP
#define ABAX_GENERATOR_NEAREST_HPP

#include <string>
#include <string_view>
#include <vector>

namespace abax::host {

// The nearest candidate by insertions, deletions, replacements and swaps of neighbours, letters compared without case; "" if
// none is near enough: one change for every three characters of the word.
std::string nearest(std::string_view word, const std::vector<std::string> &candidates);

// 'a', 'b', 'c'
std::string quoted_list(const std::vector<std::string> &names);

} // namespace abax::host

#endif
