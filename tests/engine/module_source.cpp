// Prints a module source: one declaration a line, ready to be pasted into a corpus file.
#include "engine/module_source.hpp"

namespace abax_tests {

std::string numbered(const char *name, std::size_t number) {
    std::string text(name);
    text += std::to_string(number);
    return text;
}

std::string text_of(const ModuleSource &source) {
    static const char *const words[] = {"param ", "constant ", "function ", "let "};
    std::string text;
    if (source.log != 0) {
        text += source.log == 2 ? "log ln\n" : "log log10\n";
    }
    for (const Declaration &declaration : source.declarations) {
        text += words[static_cast<int>(declaration.kind)];
        text += declaration.name;
        text += " = ";
        text += declaration.text;
        text += '\n';
    }
    return text;
}

} // namespace abax_tests
