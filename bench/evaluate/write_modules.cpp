// Writes the module files that the generated engines are made of: formula_1_f32.toml …, one for each batch of each workload,
// for both Reals; and modules_f32.def, which names them: MODULE(name), in the order of the workloads. In: the directory.
#include <cstdio>
#include <fstream>
#include <string>

#include "workload.hpp"

namespace {

bool write_module(const std::string &directory, const std::string &name, const std::string &real,
                  const bench::Batch &batch) {
    std::ofstream file(directory + "/" + name + ".toml");
    file << "[module]\nname = \"" << name << "\"\nreal = \"" << real << "\"\nlog = \"ln\"\n\n[params]\n";
    for (const std::string &param : batch.params) {
        file << param << " = 0\n";
    }
    file << "\n[expressions]\n";
    for (std::size_t i = 0; i < batch.expressions.size(); ++i) {
        file << "r" << i + 1 << " = \"" << batch.expressions[i] << "\"\n";
    }
    return file.flush().good();
}

bool write_modules(const std::string &directory, const std::string &real) {
    std::ofstream list(directory + "/modules_" + real + ".def");
    bool written = true;
    for (const bench::Workload &workload : bench::workloads()) {
        for (std::size_t i = 0; i < workload.batches.size(); ++i) {
            const std::string name = bench::module_name(workload, i, real);
            written = written && write_module(directory, name, real, workload.batches[i]);
            list << "MODULE(" << name << ")\n";
        }
    }
    list << "#undef MODULE\n";
    return written && list.flush().good();
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: write_modules DIRECTORY\n");
        return 2;
    }
    for (const char *real : {"f32", "f64"}) {
        if (!write_modules(argv[1], real)) {
            std::perror(argv[1]);
            return 3;
        }
    }
    return 0;
}
