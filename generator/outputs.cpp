// Files that a subcommand makes: see outputs.hpp.
#include "outputs.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/core.h>

#include "files.hpp"

namespace abax::host {

bool make_directory(const std::string &path, std::string &error) {
    std::error_code failed;
    if (!path.empty() && !std::filesystem::is_directory(path, failed)) {
        std::filesystem::create_directories(path, failed);
    }
    if (failed) {
        error = fmt::format("{}: {}", path, failed.message());
    }
    return !failed;
}

bool write_outputs(const std::vector<OutputFile> &files, std::string &error) {
    return std::all_of(files.begin(), files.end(),
                       [&](const OutputFile &file) { return write_file(file.path, file.content, error); });
}

bool check_outputs(const std::vector<OutputFile> &files, std::string_view maker, Diagnostics &diagnostics,
                   std::string &error) {
    for (const OutputFile &file : files) {
        std::error_code ignored;
        std::string content;
        std::string what;
        if (!std::filesystem::exists(file.path, ignored)) {
            what = fmt::format("this file is missing; {} it", maker);
        } else if (!read_file(file.path, content, error)) {
            return false;
        } else if (content != file.content) {
            what = fmt::format("this file is stale: {} something else", maker);
        }
        if (!what.empty()) {
            add_error(diagnostics, slug::STALE, {}, what)->file = file.path;
        }
    }
    return true;
}

} // namespace abax::host
