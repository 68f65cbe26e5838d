// Makes the generated parts of pages anew, and what the commands in their console blocks print: docs_refresh PAGE… The
// target refresh_docs runs it over docs/; look at what it changes before you commit it.
#include <cstdio>
#include <exception>
#include <fstream>

#include "console.hpp"
#include "page.hpp"

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        try {
            const std::string before = read_text(argv[i]);
            const std::string after = with_transcripts(refreshed(before), ABAX_PROGRAM);
            if (before != after) {
                std::ofstream file(argv[i], std::ios::binary);
                file << after;
                file.close();
                if (!file) {
                    std::fprintf(stderr, "%s: cannot be written\n", argv[i]);
                    return 3;
                }
                std::printf("%s: refreshed\n", argv[i]);
            }
        } catch (const std::exception &error) {
            std::fprintf(stderr, "%s: %s\n", argv[i], error.what());
            return 1;
        }
    }
    return 0;
}
