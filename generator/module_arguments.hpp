// A module made of the arguments of the command line: -e, --define, --set.
#ifndef ABAX_GENERATOR_MODULE_ARGUMENTS_HPP
#define ABAX_GENERATOR_MODULE_ARGUMENTS_HPP

#include <optional>
#include <string>
#include <vector>

#include "module.hpp"

namespace abax::host {

// --set NAME=VALUE or NAME[INDEX]=VALUE, split and checked: NAME is a name or a member, VALUE a number.
struct Setting {
    std::string name;
    std::string value;
    std::optional<size_t> index = {}; // of one element of an array
};

// --array NAME=V,V,…, split and checked.
struct ArraySetting {
    std::string name;
    std::vector<std::string> values; // one at least
};

struct ModuleArguments {
    std::vector<std::string> expressions; // -e
    std::vector<std::string> definitions; // --define, checked to hold a signature and =
    std::vector<Setting> settings;        // --set
    std::vector<ArraySetting> arrays;     // --array
    std::vector<std::string> columns;     // names that get their values from somewhere else
    unsigned bits = 64;
    unsigned log = 0;
};

// The module: its expressions are those of -e in their order, its params the names that they use, the settings in their
// order first. One that nothing gives a value is free (free_names.hpp) and has the default 0. False if there were errors.
bool read_module_arguments(const ModuleArguments &arguments, SourceSet &sources, Diagnostics &diagnostics,
                           Module &module);

} // namespace abax::host

#endif
