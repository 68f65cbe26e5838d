// The sections of a module file in TOML: each takes the section's table and adds what it declares to the reader's module.
#ifndef ABAX_GENERATOR_MODULE_TOML_HPP
#define ABAX_GENERATOR_MODULE_TOML_HPP

#include "toml_values.hpp"

namespace abax::host {

// Params and constants (module_toml_inputs.cpp).
void read_params(TomlReader &reader, const toml::table &table);
void read_constants(TomlReader &reader, const toml::table &table);

// Curves and maps (module_toml_curves.cpp).
void read_curves(TomlReader &reader, const toml::table &table);
void read_maps(TomlReader &reader, const toml::table &table);

// What is computed (module_toml_formulas.cpp).
void read_functions(TomlReader &reader, const toml::table &table);
void read_natives(TomlReader &reader, const toml::table &table);
void read_expressions(TomlReader &reader, const toml::table &table);

} // namespace abax::host

#endif
