// A module made of the arguments of the command line: -e, --define, --set, --array.
#ifndef ABAX_GENERATOR_MODULE_ARGUMENTS_HPP
#define ABAX_GENERATOR_MODULE_ARGUMENTS_HPP

#include <string>
#include <vector>

#include "module.hpp"
#include "settings.hpp"

namespace abax::host {

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
// order first, then the arrays. One that nothing gives a value is free (free_names.hpp) and has the default 0. False if
// there were errors.
bool read_module_arguments(const ModuleArguments &arguments, SourceSet &sources, Diagnostics &diagnostics,
                           Module &module);

// The functions of --define, which hold a signature and =.
std::vector<Function> read_definitions(const std::vector<std::string> &definitions, SourceSet &sources);

} // namespace abax::host

#endif
