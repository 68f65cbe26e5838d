// `--emit table-c`: a table as C, for firmware that links it instead of loading it: the bytes as an aligned constant array,
// and a header with where everything lies, so that the firmware needs no names while it runs.
#ifndef ABAX_GENERATOR_EMIT_TABLE_C_HPP
#define ABAX_GENERATOR_EMIT_TABLE_C_HPP

#include <string>

#include "compile.hpp"
#include "module.hpp"

namespace abax::host {

struct TableC {
    std::string header;
    std::string source; // includes the header by `header_name`
};

// C99 and C++17, without warnings. `header_name` "": the source holds the header's text itself, and is all there is.
TableC emit_table_c(const Module &module, const Table &table, const std::string &header_name);

} // namespace abax::host

#endif
