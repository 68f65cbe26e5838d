// Values that the command line gives to names: --set and --array, split and checked, not rounded yet.
#ifndef ABAX_GENERATOR_SETTINGS_HPP
#define ABAX_GENERATOR_SETTINGS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics.hpp"

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

// As they were written, for messages: "--set adc[2]=5", "--array adc=1,2".
std::string text_of(const Setting &setting);
std::string text_of(const ArraySetting &setting);

// The values, rounded to Real; a warning for what is not what was written.
double rounded(const Setting &setting, unsigned bits, Diagnostics &diagnostics);
std::vector<double> rounded(const ArraySetting &setting, unsigned bits, Diagnostics &diagnostics);

// How long an array is that nobody declared: as long as --array makes it, or the columns adc[0], adc[1], … do. 0: unknown.
size_t array_length(const std::vector<ArraySetting> &arrays, const std::vector<std::string> &columns,
                    const std::string &name);

// Errors about settings of an array that has `length` elements.
void report_no_element(const Setting &setting, size_t length, Diagnostics &diagnostics);
void report_whole_array(const Setting &setting, size_t length, Diagnostics &diagnostics);
void report_length(const ArraySetting &setting, size_t length, Diagnostics &diagnostics);

// An error about settings of what is no array.
void report_no_array(const std::string &setting, const std::string &name, Diagnostics &diagnostics);

} // namespace abax::host

#endif
