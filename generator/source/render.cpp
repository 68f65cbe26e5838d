// From the JSON model to files: see render.hpp. The model goes to render.py in a temporary file, its answer comes back through
// a pipe; what Python itself says goes to the standard error.
#include "source/render.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "files.hpp"
#include "share.hpp"

namespace abax::host::source {
namespace {

constexpr int without_jinja2 = 3;  // render.py's exit code
constexpr int cannot_be_run = 127; // a shell's

// A file with the model, gone with the object.
struct TemporaryFile {
    std::string path;
    std::string error;

    explicit TemporaryFile(const std::string &content) {
        std::error_code failed;
        const std::filesystem::path directory = std::filesystem::temp_directory_path(failed);
        path = (failed ? std::filesystem::path("/tmp") : directory) / "abax-XXXXXX";
        const int file = mkstemp(path.data());
        if (file < 0) {
            error = fmt::format("{}: {}", path, std::strerror(errno));
            path.clear();
            return;
        }
        size_t written = 0;
        while (written < content.size() && error.empty()) {
            const ssize_t count = ::write(file, content.data() + written, content.size() - written);
            if (count < 0 && errno != EINTR) {
                error = fmt::format("{}: {}", path, std::strerror(errno));
            }
            written += count > 0 ? static_cast<size_t>(count) : 0;
        }
        ::close(file);
    }
    ~TemporaryFile() {
        if (!path.empty()) {
            ::unlink(path.c_str());
        }
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;
};

// Runs a command; what it prints is in `output`. Its exit code, 127 where it cannot be run, 128 + the signal that ended it.
int run_command(const std::vector<std::string> &command, std::string &output) {
    std::array<int, 2> pipe_ends{};
    if (::pipe(pipe_ends.data()) != 0) {
        return cannot_be_run;
    }
    std::vector<char *> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string &argument : command) {
        arguments.push_back(const_cast<char *>(argument.c_str())); // posix_spawn does not write to it
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
    posix_spawn_file_actions_addclose(&actions, pipe_ends[1]);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe_ends[1]);
    std::array<char, 65536> buffer{};
    while (failed == 0) {
        const ssize_t count = ::read(pipe_ends[0], buffer.data(), buffer.size());
        if (count > 0) {
            output.append(buffer.data(), static_cast<size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            break;
        }
    }
    ::close(pipe_ends[0]);
    int status = 0;
    if (failed != 0 || ::waitpid(child, &status, 0) < 0) {
        return cannot_be_run;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<std::string> interpreters(const RenderOptions &options) {
    if (!options.python.empty()) {
        return {options.python};
    }
    std::vector<std::string> all;
    if (const char *chosen = std::getenv("ABAX_PYTHON"); chosen != nullptr && *chosen != '\0') {
        all.emplace_back(chosen);
    }
    all.insert(all.end(), {"python3", "/usr/bin/python3"});
    return all;
}

std::string without_python(const std::vector<std::string> &tried, bool found) {
    return fmt::format(
        "{}: generated source needs Python 3 with Jinja2, and {} (tried {}); install Debian's package "
        "python3-jinja2, or name another interpreter by --python or the environment variable ABAX_PYTHON",
        tried.front(), found ? "no interpreter has Jinja2" : "there is no interpreter", fmt::join(tried, ", "));
}

bool take_answer(const std::string &answer, const std::string &python, Rendered &rendered) {
    const nlohmann::json json = nlohmann::json::parse(answer, nullptr, false);
    if (json.is_discarded() || !json.is_object()) {
        rendered.error = fmt::format("{}: this gave no answer to render.py; is it a Python 3?", python);
        return false;
    }
    if (json.contains("error")) {
        const nlohmann::json &error = json["error"];
        rendered.error = error.value("message", "");
        rendered.file = error["file"].is_string() ? error["file"].get<std::string>() : "";
        rendered.line = error.value("line", 0U);
        rendered.is_template = true;
        return false;
    }
    for (const auto &[name, text] : json["files"].items()) {
        rendered.files.emplace_back(name, text.get<std::string>());
    }
    for (const nlohmann::json &path : json["read"]) {
        rendered.read.push_back(path.get<std::string>());
    }
    return true;
}

} // namespace

bool render(const std::string &model, const RenderOptions &options, Rendered &rendered) {
    const std::string script = share_path("render.py");
    const std::string built_in = share_path("templates/" + options.language);
    for (const std::string &path : {script, built_in}) {
        rendered.error = rendered.error.empty() ? missing_share(path) : rendered.error;
    }
    std::error_code ignored;
    if (!options.templates.empty() && !std::filesystem::is_directory(options.templates, ignored)) {
        rendered.error = fmt::format("{}: this is no directory of templates", options.templates);
    }
    const TemporaryFile file(model);
    rendered.error = rendered.error.empty() ? file.error : rendered.error;
    if (!rendered.error.empty()) {
        return false;
    }
    const std::vector<std::string> tried = interpreters(options);
    bool found = false;
    for (const std::string &python : tried) {
        std::vector<std::string> command = {python, "-B", script, file.path, built_in};
        if (!options.templates.empty()) {
            command.push_back(options.templates);
        }
        std::string answer;
        const int code = run_command(command, answer);
        if (code == 0 || code == 1) {
            rendered.read.push_back(script);
            return take_answer(answer, python, rendered);
        }
        if (code != without_jinja2 && code != cannot_be_run) {
            rendered.error = fmt::format("{}: {} ended with {}", script, python, code);
            return false;
        }
        found = found || code == without_jinja2;
    }
    rendered.error = without_python(tried, found);
    return false;
}

} // namespace abax::host::source
