// A table in a file, as a device would get it: read, verified, and what exactly is wrong with it.
#ifndef ABAX_GENERATOR_TABLE_FILE_HPP
#define ABAX_GENERATOR_TABLE_FILE_HPP

#include <string>

#include "compile.hpp"
#include "diagnostics.hpp"

namespace abax::host {

// Reads and verifies a table. exit_success; exit_input, or exit_file when it cannot be read: the reason is in `diagnostics`. Bytes
// that follow the table are a warning.
int load_table(const std::string &path, Diagnostics &diagnostics, Table &table);

} // namespace abax::host

#endif
