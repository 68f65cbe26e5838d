// Files that come with the program: see share.hpp.
#include "share.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/core.h>

namespace abax::host {
namespace {

// The directory above the one that the program lies in; links to the program are followed.
std::filesystem::path prefix() {
    std::error_code failed;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return program.parent_path().parent_path();
}

} // namespace

std::string share_path(std::string_view name) { return (prefix() / "share" / "abax" / name).string(); }

std::string include_path(std::string_view name) { return (prefix() / "include" / name).string(); }

std::string missing_share(const std::string &path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored)
               ? ""
               : fmt::format("{}: this file comes with the program, and is not beside it any more", path);
}

} // namespace abax::host
