// Pages of documentation: see page.hpp.
#include "page.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace {

std::string_view trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of(" \t");
    const size_t last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

// "# tank.toml" or "/* tank.c */" as the name of a file: a word with a dot and nothing behind it.
std::string name_in_comment(std::string_view line) {
    for (const std::string_view mark : {"#", "//", "/*"}) {
        if (line.starts_with(mark)) {
            std::string_view name = trimmed(line.substr(mark.size()));
            if (name.ends_with("*/")) {
                name = trimmed(name.substr(0, name.size() - 2));
            }
            const bool is_name = name.find(' ') == std::string_view::npos && name.find('.') != std::string_view::npos;
            return is_name ? std::string(name) : "";
        }
    }
    return "";
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    std::string cell;
    for (size_t i = 1; i < line.size(); i++) {
        if (line[i] == '|' && line[i - 1] != '\\') {
            cells.emplace_back(trimmed(cell));
            cell.clear();
        } else {
            cell += line[i];
        }
    }
    return cells;
}

} // namespace

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<Block> blocks_of(std::string_view page) {
    std::vector<Block> blocks;
    bool open = false;
    size_t number = 0;
    for (const std::string &line : lines_of(page)) {
        number++;
        if (!line.starts_with("```")) {
            if (open) {
                blocks.back().text += line + "\n";
            }
        } else if (open) {
            open = false;
            Block &block = blocks.back();
            if (block.name.empty()) {
                block.name = name_in_comment(block.text.substr(0, block.text.find('\n')));
            }
        } else {
            open = true;
            std::istringstream info(line.substr(3));
            Block block;
            info >> block.language >> block.name;
            block.line = number;
            blocks.push_back(block);
        }
    }
    if (open) {
        throw std::runtime_error("a block is not closed: line " + std::to_string(blocks.back().line));
    }
    return blocks;
}

std::vector<Table> tables_of(std::string_view page) {
    std::vector<Table> tables;
    bool inside = false;
    bool code = false;
    size_t number = 0;
    for (const std::string &line : lines_of(page)) {
        number++;
        code = line.starts_with("```") ? !code : code;
        if (code || !line.starts_with('|')) {
            inside = false;
            continue;
        }
        if (!inside) {
            inside = true;
            tables.push_back({number, {}});
        }
        if (!line.starts_with("|---")) {
            tables.back().rows.push_back(cells_of(line));
        }
    }
    return tables;
}

std::vector<std::string> codes_of(std::string_view cell) {
    std::vector<std::string> codes;
    for (size_t open = cell.find('`'); open != std::string_view::npos;) {
        const size_t close = cell.find('`', open + 1);
        if (close == std::string_view::npos) {
            throw std::runtime_error("code without an end: " + std::string(cell));
        }
        std::string code(cell.substr(open + 1, close - open - 1));
        for (size_t at = code.find("\\|"); at != std::string::npos; at = code.find("\\|", at + 1)) {
            code.erase(at, 1);
        }
        codes.push_back(code);
        open = cell.find('`', close + 1);
    }
    return codes;
}

std::string read_text(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) {
        throw std::runtime_error(path + ": cannot be read");
    }
    return text.str();
}
