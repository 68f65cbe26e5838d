// What is known of a param or result beside its name, as one text for the comments of generated files.
#ifndef ABAX_GENERATOR_REMARK_HPP
#define ABAX_GENERATOR_REMARK_HPP

#include <optional>
#include <string>

namespace abax::host {

// "relative humidity; %; 0 to 100", as far as it is known; "" where nothing is. Fit for a comment of C.
std::string remark(const std::string &doc, const std::string &unit, const std::optional<double> &min,
                   const std::optional<double> &max, unsigned bits);

} // namespace abax::host

#endif
