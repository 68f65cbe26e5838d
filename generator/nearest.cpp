// "Did you mean": see nearest.hpp.
#include "nearest.hpp"

#include <algorithm>
#include <cctype>

namespace abax::host {
namespace {

size_t distance(std::string_view a, std::string_view b) {
    std::vector<size_t> before(b.size() + 1);
    std::vector<size_t> above(b.size() + 1);
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a.size(); i++) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (size_t j = 1; j <= b.size(); j++) {
            const size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string> &candidates) {
    const std::string wanted = lower(word);
    std::string best;
    size_t best_distance = word.size() / 3 + 1;
    for (const std::string &candidate : candidates) {
        const size_t changes = distance(wanted, lower(candidate));
        if (changes < best_distance && candidate != word) {
            best = candidate;
            best_distance = changes;
        }
    }
    return best;
}

std::string quoted_list(const std::vector<std::string> &names) {
    std::string list;
    for (const std::string &name : names) {
        list += (list.empty() ? "'" : ", '") + name + "'";
    }
    return list;
}

} // namespace abax::host
