// Writes the module files that the generated engines are made of: formula_1_f32.toml …, one for each formula, and
// sensors_f32.toml with all of S, for both Reals; and modules_f32.def, which names them: MODULE(name), formulas in the order of
// formulas.def, then S. In: the directory.
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> formulas = {
#define FORMULA(text, ...) text,
#include "formulas.def"
};

const std::vector<std::string> sensors = {
#define SENSOR(text, ...) text,
#include "sensors.def"
};

bool write_module(const std::string &directory, const std::string &name, const std::string &real,
                  const std::vector<std::string> &params, const std::vector<std::string> &expressions) {
    std::ofstream file(directory + "/" + name + ".toml");
    file << "[module]\nname = \"" << name << "\"\nreal = \"" << real << "\"\nlog = \"ln\"\n\n[params]\n";
    for (const std::string &param : params) {
        file << param << " = 0\n";
    }
    file << "\n[expressions]\n";
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        file << "r" << i + 1 << " = \"" << expressions[i] << "\"\n";
    }
    return file.flush().good();
}

bool write_modules(const std::string &directory, const std::string &real) {
    std::ofstream list(directory + "/modules_" + real + ".def");
    bool written = true;
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        const std::string name = "formula_" + std::to_string(i + 1) + "_" + real;
        written = written && write_module(directory, name, real, {"a", "b", "c", "x", "y", "z", "w"}, {formulas[i]});
        list << "MODULE(" << name << ")\n";
    }
    const std::string name = "sensors_" + real;
    written =
        written && write_module(directory, name, real, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, sensors);
    list << "MODULE(" << name << ")\n#undef MODULE\n";
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
