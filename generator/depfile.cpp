// The rule for make and ninja: see depfile.hpp.
#include "depfile.hpp"

#include <fmt/core.h>

namespace abax::host {
namespace {

// Blanks and # are escaped by a backslash, backslashes before them are doubled; $ is doubled. So GNU make, ninja and the
// compilers that write such files agree.
std::string escaped(const std::string &path) {
    std::string out;
    size_t backslashes = 0; // at the end of out
    for (const char c : path) {
        if (c == ' ' || c == '\t' || c == '#') {
            out.append(backslashes + 1, '\\');
        } else if (c == '$') {
            out += '$';
        } else if (c == ':') {
            out += '\\';
        }
        out += c;
        backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return out;
}

} // namespace

bool write_rule(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs, std::string &rule,
                std::string &error) {
    rule.clear();
    for (const std::vector<std::string> *paths : {&outputs, &inputs}) {
        for (const std::string &path : *paths) {
            if (path.find_first_of("\r\n") != std::string::npos) {
                error = fmt::format("{}: a dependency file cannot name a path with a line break", path);
                return false;
            }
            rule += (rule.empty() ? "" : " ") + escaped(path);
        }
        rule += paths == &outputs ? ":" : "\n";
    }
    return true;
}

} // namespace abax::host
