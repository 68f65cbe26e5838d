// See spelling.hpp.
#include "spelling.hpp"

#include <cctype>

namespace bench {

std::string replaced(std::string text, const std::string &from, const std::string &to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string with_choices(const std::string &text, const std::string &then, const std::string &otherwise) {
    const std::string word = "if(";
    std::size_t begin = text.find(word);
    while (begin != std::string::npos && begin != 0 && std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0) {
        begin = text.find(word, begin + 1);
    }
    if (begin == std::string::npos) {
        return text;
    }
    std::string made = text.substr(0, begin) + "((";
    std::size_t at = begin + word.size();
    int commas = 0;
    for (int depth = 1; depth != 0 && at < text.size(); ++at) {
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        if (depth == 1 && text[at] == ',') {
            made += ")" + (commas++ == 0 ? then : otherwise) + "(";
        } else {
            made += text[at];
        }
    }
    return with_choices(made + ")" + text.substr(at), then, otherwise);
}

} // namespace bench
