// Console blocks: see console.hpp.
#include "console.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace {

void write_text(const std::string &path, std::string_view text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) {
        throw std::runtime_error(path + ": cannot be written");
    }
}

} // namespace

bool is_file(const Block &block) {
    return block.language == "toml" || block.language == "csv" || block.language == "expr";
}

void put_file(const Block &block, const std::string &directory) {
    if (block.name.empty()) {
        throw std::runtime_error("line " + std::to_string(block.line) + ": a file needs a name");
    }
    write_text(directory + "/" + block.name, block.text);
}

std::string transcript(const Block &block, const std::string &directory, const std::string &program) {
    std::string result;
    int code = 0; // what $? is in the next command
    for (const std::string &line : lines_of(block.text)) {
        if (!line.starts_with("$ ")) {
            continue;
        }
        write_text(directory + "/command.sh",
                   "end_with() { return $1; }\nend_with " + std::to_string(code) + "\n" + line.substr(2) + "\n");
        const std::string path = std::filesystem::path(program).parent_path().string();
        const std::string command =
            "cd '" + directory + "' && PATH='" + path + "':\"$PATH\" sh command.sh >output.txt 2>&1";
        const int status = std::system(command.c_str());
        code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        result += line + "\n" + read_text(directory + "/output.txt");
    }
    return result;
}

std::string with_transcripts(std::string_view page, const std::string &program) {
    std::string directory = (std::filesystem::temp_directory_path() / "abax docs XXXXXX").string();
    if (mkdtemp(directory.data()) == nullptr) {
        throw std::runtime_error(directory + ": cannot be made");
    }
    std::string result;
    size_t written = 0; // lines of the page
    const std::vector<std::string> lines = lines_of(page);
    for (const Block &block : blocks_of(page)) {
        if (is_file(block)) {
            put_file(block, directory);
        }
        if (block.language == "console") {
            for (; written < block.line; written++) {
                result += lines[written] + "\n";
            }
            result += transcript(block, directory, program);
            written += lines_of(block.text).size();
        }
    }
    for (; written < lines.size(); written++) {
        result += lines[written] + "\n";
    }
    std::filesystem::remove_all(directory);
    return result;
}
