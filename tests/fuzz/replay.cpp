// Runs a fuzz target over the files of a directory, without libFuzzer: each file as it is, cut short at several places, and with
// a number of bytes changed by a fixed sequence. Usage: replay DIRECTORY [CHANGES PER FILE]
#include "fuzz/fuzz_target.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

int main(int count, char **arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: %s DIRECTORY [CHANGES PER FILE]\n", arguments[0]);
        return 2;
    }
    const unsigned long changes = count > 2 ? std::stoul(arguments[2]) : 0;
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::directory_iterator(arguments[1])) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::mt19937_64 random(20);
    std::size_t runs = 0;
    for (const std::filesystem::path &path : paths) {
        std::ifstream file(path, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        const auto run = [&runs](const std::vector<char> &input) {
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.data()), input.size());
            ++runs;
        };
        run(bytes);
        for (unsigned long i = 0; i < changes && !bytes.empty(); ++i) {
            std::vector<char> changed = bytes;
            const unsigned long edits = 1 + random() % 4;
            for (unsigned long k = 0; k < edits; ++k) {
                const std::size_t at = random() % changed.size();
                switch (random() % 4) {
                case 0:
                    changed[at] = static_cast<char>(random());
                    break;
                case 1:
                    changed[at] = static_cast<char>(changed[at] ^ (1 << (random() % 8)));
                    break;
                case 2:
                    changed[at] = bytes[random() % bytes.size()];
                    break;
                default:
                    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), bytes[random() % bytes.size()]);
                    break;
                }
            }
            if (random() % 8 == 0) {
                changed.resize(random() % changed.size());
            }
            run(changed);
        }
    }
    std::printf("%zu files, %zu runs\n", paths.size(), runs);
    return paths.empty() ? 1 : 0;
}
