// A line on the terminal that says how far a long run is, and goes away when it ends.
//
// In: bytes and rows that are done, and how many bytes there are, if that is known. Out: a line on the standard error, about
// ten times a second at most and not for runs that end at once. It needs no colours and no control sequences but \r.
#ifndef ABAX_GENERATOR_PROGRESS_HPP
#define ABAX_GENERATOR_PROGRESS_HPP

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace abax::host {

struct Progress {
    bool wanted = false;
    std::optional<size_t> total; // bytes
    std::chrono::steady_clock::time_point start;
    std::chrono::steady_clock::time_point last;
    size_t shown = 0; // columns of the terminal that the line takes; 0: there is none
};

// `standard_output`: the results go there. There is no line where the standard error is no terminal, nor where the results
// go to the same one.
Progress start_progress(std::optional<size_t> total, bool standard_output);

// Shows the line, if it is time to.
void show_progress(Progress &progress, size_t bytes, size_t rows);

// Takes the line away.
void clear_progress(Progress &progress);

// The line itself, at most `width` columns.
std::string progress_line(std::optional<size_t> total, size_t bytes, size_t rows, double seconds, size_t width);

} // namespace abax::host

#endif
