// Reading and writing files, with the system's own words when it fails.
//
// Nothing half-written is left behind: a file appears under its name when all of it has been written. Every error is
// noticed, also those that show only when the last bytes leave (a full disk, a closed pipe).
#ifndef ABAX_GENERATOR_FILES_HPP
#define ABAX_GENERATOR_FILES_HPP

#include <cstdio>
#include <string>
#include <string_view>

namespace abax::host {

// True if two paths are one file, or would be if they were written. What is no regular file (a device, a pipe, and the standard
// streams, "-") may be read and written at once and is never meant.
bool is_same_file(const std::string &one, const std::string &other);

// Reads a whole file, unless it has more than 256 MB (a device, say, that never ends). False with the reason in `error`: "climate.toml: No such file or directory".
bool read_file(const std::string &path, std::string &content, std::string &error);

// Writes a file (the error may be "", see Output), unless it holds these very bytes already: then it is not touched. "-" is the standard output.
bool write_file(const std::string &path, std::string_view content, std::string &error);

// An output that is written piece by piece: a file, or the standard output for "-".
struct Output {
    std::string path;      // as the user gave it
    std::string target;    // what is to be replaced when all is written
    std::string temporary; // what is being written; "" when it is written in place (a device, a pipe)
    std::FILE *file = nullptr;
    bool failed = false;
    std::string error; // "" where the reader of the standard output has gone away
};

bool open_output(Output &output, const std::string &path);
void write(Output &output, std::string_view text);

// Sends what was written so far on its way, for whoever waits for it.
void flush(Output &output);

// Ends the output. `keep` false removes what was written so far to a file. False if anything went wrong since the opening;
// the reason is in output.error.
bool close_output(Output &output, bool keep);

} // namespace abax::host

#endif
