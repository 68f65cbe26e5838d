// How far a long run is: see progress.hpp.
#include "progress.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace abax::host {
namespace {

constexpr std::chrono::milliseconds first_after(300);
constexpr std::chrono::milliseconds interval(100);
constexpr size_t default_width = 80;

size_t terminal_width() {
    winsize size = {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : default_width;
}

// 1.2 k, 34 M: three digits at most.
std::string with_unit(double value, std::string_view unit) {
    constexpr std::array<const char *, 5> prefixes = {"", "k", "M", "G", "T"};
    size_t prefix = 0;
    while (value >= 999.5 && prefix + 1 < prefixes.size()) {
        value /= 1000;
        prefix++;
    }
    return fmt::format("{:.{}f} {}{}", value, prefix > 0 && value < 9.95 ? 1 : 0, prefixes[prefix], unit);
}

std::string time_text(double seconds) {
    const auto whole = static_cast<unsigned long long>(std::min(seconds + 0.5, 1e9));
    return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                        : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

void print_line(Progress &progress, const std::string &line) {
    const size_t rest = progress.shown > line.size() ? progress.shown - line.size() : 0;
    fmt::print(stderr, "\r{}{}", line, std::string(rest, ' '));
    std::fflush(stderr);
    progress.shown = line.size();
}

} // namespace

std::string progress_line(std::optional<size_t> total, size_t bytes, size_t rows, double seconds, size_t width) {
    const double done = static_cast<double>(bytes);
    const std::string rate = with_unit(seconds > 0 ? static_cast<double>(rows) / seconds : 0, "rows/s");
    if (!total) {
        return fmt::format("{}, {}, {}", with_unit(static_cast<double>(rows), "rows"), with_unit(done, "B"), rate)
            .substr(0, width);
    }
    const double part = *total == 0 ? 1 : std::min(1.0, done / static_cast<double>(*total));
    const std::string left = part > 0 ? time_text(seconds / part - seconds) + " left" : "";
    const std::string text =
        fmt::format(" {:3.0f} % of {}, {}, {}", part * 100, with_unit(static_cast<double>(*total), "B"), rate, left);
    constexpr size_t widest_bar = 40;
    constexpr size_t narrowest_bar = 10;
    const size_t room = width > text.size() + 2 ? std::min(width - text.size() - 2, widest_bar) : 0;
    if (room < narrowest_bar) {
        return text.substr(1, width);
    }
    const size_t filled = static_cast<size_t>(part * static_cast<double>(room));
    return fmt::format("[{}{}]{}", std::string(filled, '='), std::string(room - filled, ' '), text);
}

Progress start_progress(std::optional<size_t> total, bool standard_output) {
    Progress progress;
    const char *terminal = std::getenv("TERM");
    const bool is_dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    progress.wanted = isatty(STDERR_FILENO) != 0 && !is_dumb && !(standard_output && isatty(STDOUT_FILENO) != 0);
    progress.total = total;
    progress.start = std::chrono::steady_clock::now();
    progress.last = progress.start + first_after - interval;
    return progress;
}

void show_progress(Progress &progress, size_t bytes, size_t rows) {
    if (!progress.wanted) {
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (now - progress.last < interval) {
        return;
    }
    progress.last = now;
    const double seconds = std::chrono::duration<double>(now - progress.start).count();
    const size_t width = terminal_width() - 1; // a full line would wrap
    print_line(progress, progress_line(progress.total, bytes, rows, seconds, width));
}

void clear_progress(Progress &progress) {
    if (progress.shown > 0) {
        print_line(progress, "");
        fmt::print(stderr, "\r");
        std::fflush(stderr);
    }
}

} // namespace abax::host
