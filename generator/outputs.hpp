// Files that a subcommand makes, each as a whole: written where they changed, or compared with what is there.
#ifndef ABAX_GENERATOR_OUTPUTS_HPP
#define ABAX_GENERATOR_OUTPUTS_HPP

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics.hpp"

namespace abax::host {

struct OutputFile {
    std::string path;
    std::string content;
};

// Makes a directory and those above it, where they are not there. "" is the current one.
bool make_directory(const std::string &path, std::string &error);

// Writes the files that are not there yet as they are to be. False with the reason in `error`.
bool write_outputs(const std::vector<OutputFile> &files, std::string &error);

// Adds an error about every file that is missing or has other bytes. `maker` says where it comes from: "'abax export' writes".
// False with the reason in `error` when a file that is there cannot be read.
bool check_outputs(const std::vector<OutputFile> &files, std::string_view maker, Diagnostics &diagnostics,
                   std::string &error);

} // namespace abax::host

#endif
