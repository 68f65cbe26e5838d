// Names of one hash: see colliding_names.hpp. Each step of 8 letters has two ways that lead from one state of FNV-1a to one other.
#include "robustness/colliding_names.hpp"

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace abax_tests {
namespace {

constexpr std::uint32_t start = 2166136261U;

std::uint32_t fnv1a(std::uint32_t hash, const std::string &text) {
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return hash;
}

// Eight letters, without order: neighbouring texts would have different hashes for long.
std::string letters(std::uint64_t number) {
    std::uint64_t mixed = (number + 1) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93U;
    mixed ^= mixed >> 32;
    std::string text;
    for (int i = 0; i < 8; ++i, mixed /= 26) {
        text += static_cast<char>('a' + mixed % 26);
    }
    return text;
}

// Two texts that take the hash to the same one: by chance, after some 80,000 tries.
std::pair<std::string, std::string> find_pair(std::uint32_t hash) {
    std::unordered_map<std::uint32_t, std::uint64_t> seen;
    for (std::uint64_t number = 0;; ++number) {
        const auto [other, is_new] = seen.emplace(fnv1a(hash, letters(number)), number);
        if (!is_new && letters(other->second) != letters(number)) {
            return {letters(other->second), letters(number)};
        }
    }
}

} // namespace

std::vector<std::string> colliding_names(std::size_t count) {
    std::vector<std::string> names = {""};
    std::uint32_t hash = start;
    while (names.size() < count) {
        const auto [one, other] = find_pair(hash);
        hash = fnv1a(hash, one);
        const std::size_t before = names.size();
        for (std::size_t i = 0; i < before; ++i) {
            names.push_back(names[i] + other);
            names[i] += one;
        }
    }
    names.resize(count);
    return names;
}

} // namespace abax_tests
