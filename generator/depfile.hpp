// The rule that tells make and ninja when outputs are to be made again.
#ifndef ABAX_GENERATOR_DEPFILE_HPP
#define ABAX_GENERATOR_DEPFILE_HPP

#include <string>
#include <vector>

namespace abax::host {

// "outputs: inputs", in the syntax of make, with what it would read as something else escaped. A path with a line break cannot
// be written: false, with the reason in `error`.
bool write_rule(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs, std::string &rule,
                std::string &error);

} // namespace abax::host

#endif
