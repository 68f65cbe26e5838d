// Values that the command line gives to names: --set and --array, split and checked, not rounded yet.
#ifndef ABAX_GENERATOR_SETTINGS_HPP
#define ABAX_GENERATOR_SETTINGS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace abax::host {

// --set NAME=VALUE or NAME[INDEX]=VALUE: NAME is a name or a member, VALUE a number.
struct Setting {
    std::string name;
    std::string value;
    std::optional<size_t> index = {}; // of one element of an array
};

// --array NAME=V,V,…
struct ArraySetting {
    std::string name;
    std::vector<std::string> values; // one at least
};

} // namespace abax::host

#endif
