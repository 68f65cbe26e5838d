// Reading and writing files: see files.hpp.
#include "files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/core.h>
#include <unistd.h>

namespace abax::host {
namespace {

constexpr size_t largest_file = size_t{1} << 28;

std::string reason(const std::string &path) {
    return fmt::format("{}: {}", path.empty() ? "''" : path, std::strerror(errno));
}

std::string display_name(const std::string &path) { return path == "-" ? "standard output" : path; }

// A reader of the standard output that has seen enough is told nothing.
void fail(Output &output, const std::string &name) {
    output.failed = true;
    output.error = output.file == stdout && errno == EPIPE ? "" : reason(name);
}

bool is_special(const std::filesystem::path &path) {
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    return path == "-" || (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status));
}

} // namespace

bool is_same_file(const std::string &one, const std::string &other) {
    if (is_special(one) || is_special(other)) {
        return false;
    }
    std::error_code failed;
    if (std::filesystem::exists(one, failed) && std::filesystem::exists(other, failed)) {
        return std::filesystem::equivalent(one, other, failed);
    }
    // Absolute first: where nothing of a path exists, weakly_canonical leaves it relative.
    const auto place = [&](const std::string &path) {
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path, failed), failed);
    };
    const std::filesystem::path first = place(one);
    return !first.empty() && first == place(other);
}

bool read_file(const std::string &path, std::string &content, std::string &error) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (file == nullptr) {
        error = reason(path);
        return false;
    }
    content.clear();
    std::string piece(size_t{1} << 16, '\0');
    for (;;) {
        const size_t size = std::fread(piece.data(), 1, piece.size(), file.get());
        content.append(piece, 0, size);
        if (content.size() > largest_file) {
            errno = EFBIG;
            error = reason(path);
            return false;
        }
        if (size < piece.size()) {
            break;
        }
    }
    if (std::ferror(file.get()) != 0) {
        error = reason(path);
        return false;
    }
    return true;
}

bool open_output(Output &output, const std::string &path) {
    output.path = path;
    if (path == "-") {
        output.file = stdout;
        return true;
    }
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    const bool in_place = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
    if (in_place) {
        output.file = std::fopen(path.c_str(), "wb");
    } else {
        output.target = path;
        if (std::filesystem::is_symlink(path, ignored)) { // replace what the link points to, not the link
            const auto target = std::filesystem::weakly_canonical(path, ignored);
            output.target = ignored ? path : target.string();
        }
        output.temporary = fmt::format("{}.{}.tmp", output.target, getpid());
        output.file = std::fopen(output.temporary.c_str(), "wbx");
    }
    if (output.file == nullptr) {
        output.failed = true;
        output.error = reason(path);
        return false;
    }
    return true;
}

void write(Output &output, std::string_view text) {
    if (!output.failed && std::fwrite(text.data(), 1, text.size(), output.file) != text.size()) {
        fail(output, display_name(output.path));
    }
}

void flush(Output &output) {
    if (!output.failed && std::fflush(output.file) != 0) {
        fail(output, display_name(output.path));
    }
}

bool close_output(Output &output, bool keep) {
    if (output.file == nullptr) {
        return false;
    }
    const bool is_standard = output.file == stdout;
    if ((is_standard ? std::fflush(output.file) : std::fclose(output.file)) != 0 && !output.failed) {
        fail(output, display_name(output.path));
    }
    output.file = nullptr;
    if (output.temporary.empty()) {
        return !output.failed;
    }
    if (keep && !output.failed && std::rename(output.temporary.c_str(), output.target.c_str()) != 0) {
        output.failed = true;
        output.error = reason(output.path);
    }
    if (!keep || output.failed) {
        std::remove(output.temporary.c_str());
    }
    return !output.failed;
}

bool write_file(const std::string &path, std::string_view content, std::string &error) {
    std::error_code ignored;
    if (path != "-" && std::filesystem::is_regular_file(path, ignored)) {
        std::string there;
        if (read_file(path, there, error) && there == content) {
            return true;
        }
    }
    Output output;
    if (open_output(output, path)) {
        write(output, content);
        if (close_output(output, true)) {
            return true;
        }
    }
    error = output.error;
    return false;
}

} // namespace abax::host
