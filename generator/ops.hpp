// `abax ops [--format text|json|markdown|header]`: every operator, function and constant, from ops.def.
#ifndef ABAX_GENERATOR_OPS_HPP
#define ABAX_GENERATOR_OPS_HPP

#include <string>

#include "options.hpp"

namespace abax::host {

int run_ops(const OpsOptions &options);

// `abax ops --format header`: which of them, and which instructions, a run time is built with.
int run_ops_header(const OpsOptions &options);

// At most 80 columns.
std::string ops_text();

// Tables; the first two are parts of docs/language.md, between marks that bear these names.
std::string ops_markdown();
std::string ops_markdown_operators();
std::string ops_markdown_functions();
std::string ops_markdown_constants();

// {"version": …, "operators": […], "functions": […], "constants": […]}; rows have the fields of ops_list.hpp.
std::string ops_json();

} // namespace abax::host

#endif
