// What a verified table is and contains, but for its code: the first part of what `inspect` prints.
#ifndef ABAX_GENERATOR_DESCRIBE_TABLE_HPP
#define ABAX_GENERATOR_DESCRIBE_TABLE_HPP

#include <string>

#include "compile.hpp"

namespace abax::host {

// The header as lines `name value`, the sections with their offsets and sizes, params, results, natives and constant arrays.
std::string describe_table(const Table &table);

// "base", "fused", "wide".
std::string profile_name(uint32_t profile);

// The instruction sets that a table uses, by name.
std::vector<std::string> feature_names(uint32_t features);

} // namespace abax::host

#endif
