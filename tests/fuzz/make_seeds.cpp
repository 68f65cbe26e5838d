// Writes the seeds of both fuzz targets from the corpus: DIRECTORY/fuzz_compile/… module texts, DIRECTORY/fuzz_table/… tables of every
// profile and Real. Usage: make_seeds DIRECTORY
#include "engine/compiled.hpp"
#include "fuzz/fuzz_text.hpp"
#include "runner/corpus_case.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

using namespace abax_tests;

struct Seeds {
    std::filesystem::path directory;
    int texts = 0;
    int tables = 0;
};

void write(const std::filesystem::path &path, const std::string &bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

template <class Real> void add_tables(Seeds &seeds, const ModuleSource &source) {
    for (const std::uint32_t profile : {ABAX_COMPILE_BASE, ABAX_COMPILE_FUSED, ABAX_COMPILE_WIDE}) {
        const Compiled compiled = compile<Real>(source, profile);
        if (compiled.status == ABAX_OK) {
            std::string bytes(1, static_cast<char>('@' + seeds.tables % 4));
            bytes.append(static_cast<const char *>(compiled.bytes()), compiled.size);
            write(seeds.directory / "fuzz_table" / std::to_string(seeds.tables++), bytes);
        }
    }
}

void add(Seeds &seeds, const ModuleSource &source, bool table) {
    FuzzText text;
    text.source = source;
    text.f64 = seeds.texts % 2 == 1;
    text.small_arena = seeds.texts % 5 == 4;
    write(seeds.directory / "fuzz_compile" / std::to_string(seeds.texts++), fuzz_bytes_of(text));
    if (table) {
        add_tables<float>(seeds, source);
        add_tables<double>(seeds, source);
    }
}

} // namespace

int main(int count, char **arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: %s DIRECTORY\n", arguments[0]);
        return 2;
    }
    Seeds seeds;
    seeds.directory = arguments[1];
    std::filesystem::remove_all(seeds.directory);
    std::filesystem::create_directories(seeds.directory / "fuzz_compile");
    std::filesystem::create_directories(seeds.directory / "fuzz_table");
    for (const CorpusCase &item : whole_corpus()) {
        add(seeds, batch_of(item), true);
        for (const CorpusCheck &check : item.checks) {
            add(seeds, module_of(item, &check), false);
        }
    }
    std::printf("%d texts, %d tables\n", seeds.texts, seeds.tables);
    return seeds.texts != 0 && seeds.tables != 0 ? 0 : 1;
}
