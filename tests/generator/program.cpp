// Runs the built program: see program.hpp.
#include "program.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <sys/wait.h>
#include <unistd.h>

void Program::SetUp() {
    std::string name = (std::filesystem::temp_directory_path() / "abax program XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory = name;
}

void Program::TearDown() { std::filesystem::remove_all(directory); }

Outcome Program::run(const std::string &arguments) const {
    const std::string command =
        "cd '" + directory.string() + "' && '" ABAX_PROGRAM "' " + arguments + " >stdout.txt 2>stderr.txt";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, get("stdout.txt"), get("stderr.txt")};
}

void Program::put(const std::string &name, std::string_view content) const {
    std::ofstream file(directory / name, std::ios::binary);
    file << content;
}

std::string Program::get(const std::string &name) const {
    std::ifstream file(directory / name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}
