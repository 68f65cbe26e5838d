// Both directions, so that the seeds are made with the same code that reads them.
#include "fuzz/fuzz_text.hpp"

#include <algorithm>

namespace abax_tests {
namespace {

constexpr char kinds[] = "pkfenicm"; // in the order of DeclarationKind

}

std::string fuzz_bytes_of(const FuzzText &text) {
    std::string bytes;
    bytes += static_cast<char>('@' + (text.f64 ? 1 : 0) + (text.small_arena ? 2 : 0) +
                               static_cast<int>(text.source.log) * 4);
    for (const Declaration &declaration : text.source.declarations) {
        std::string line = declaration.name + " = " + declaration.text;
        std::replace(line.begin(), line.end(), '\n', '\r');
        bytes += kinds[static_cast<int>(declaration.kind)] + line + '\n';
    }
    return bytes;
}

FuzzText fuzz_text_of(const std::uint8_t *data, std::size_t size) {
    FuzzText text;
    if (size == 0) {
        return text;
    }
    text.f64 = (data[0] & 1U) != 0;
    text.small_arena = (data[0] & 2U) != 0;
    text.source.log = (data[0] >> 2U) & 3U;
    text.source.log = text.source.log == 3 ? 0 : text.source.log;
    if ((data[0] & 32U) != 0) { // room for later versions
        text.source.reserve_params = text.source.reserve_results = 12;
        text.source.reserve_states = 3;
    }
    const std::string bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string line = bytes.substr(at, end - at);
        at = end + 1;
        std::replace(line.begin(), line.end(), '\r', '\n');
        std::replace(line.begin(), line.end(), '\0', ' '); // texts end at a NUL
        if (line.empty()) {
            continue;
        }
        DeclarationKind kind = DeclarationKind::expression;
        for (int i = 0; kinds[i] != '\0'; ++i) {
            if (line[0] == kinds[i]) {
                kind = static_cast<DeclarationKind>(i);
            }
        }
        const std::size_t equals = line.find(" = ");
        if (equals == std::string::npos || equals == 0) {
            text.source.declarations.push_back(
                {DeclarationKind::expression, numbered("y", text.source.declarations.size()), line});
        } else {
            text.source.declarations.push_back({kind, line.substr(1, equals - 1), line.substr(equals + 3)});
        }
    }
    return text;
}

} // namespace abax_tests
