// Which column of a CSV file gives which param its value.
//
// A param is bound to the column of its name, or to the one that --map names for it; an element of an array to the column
// `name[index]`. Everything must be bound or have a value from the command line. Columns that nothing asks for are ignored.
#ifndef ABAX_GENERATOR_CSV_COLUMNS_HPP
#define ABAX_GENERATOR_CSV_COLUMNS_HPP

#include <string>
#include <vector>

#include "csv_input.hpp"
#include "evaluator.hpp"
#include "module.hpp"
#include "options.hpp"

namespace abax::host {

struct Binding {
    uint32_t slot = 0;  // of the param or element in the frame
    size_t column = 0;  // in the header
    std::string target; // what is set: `rh`, `imu.ax`, `adc[2]`
};

// Binds everything. What cannot be bound is an error in the diagnostics.
std::vector<Binding> bind_columns(CsvInput &input, const EvalOptions &options, const Module &module,
                                  const Evaluator &evaluator);

} // namespace abax::host

#endif
