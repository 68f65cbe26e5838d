// Prints a module source: one declaration a line, ready to be pasted into a corpus file.
#include "engine/module_source.hpp"

namespace abax_tests {

std::vector<std::string> elements_of(const Declaration &declaration) {
    if (!declaration.is_array()) {
        return {declaration.text};
    }
    std::vector<std::string> elements;
    std::string element;
    for (std::size_t i = 1; i < declaration.text.size() && declaration.text[i] != ']'; ++i) {
        const char c = declaration.text[i];
        if (c == ',') {
            elements.push_back(std::move(element));
            element.clear();
        } else if (c != ' ') {
            element += c;
        }
    }
    if (!element.empty()) {
        elements.push_back(std::move(element));
    }
    return elements;
}

std::vector<std::vector<std::string>> lists_of(const Declaration &declaration) {
    std::vector<std::vector<std::string>> lists;
    for (std::size_t at = declaration.text.find('['); at != std::string::npos;
         at = declaration.text.find('[', at + 1)) {
        lists.push_back(elements_of({DeclarationKind::constant, "", declaration.text.substr(at)}));
    }
    return lists;
}

std::vector<std::string> input_names(const ModuleSource &source) {
    std::vector<std::string> names;
    for (const Declaration &declaration : source.declarations) {
        if (declaration.kind != DeclarationKind::param) {
            continue;
        }
        if (!declaration.is_array()) {
            names.push_back(declaration.name);
            continue;
        }
        const std::size_t count = elements_of(declaration).size();
        for (std::size_t i = 0; i < count; ++i) {
            std::string name = declaration.name;
            name += '[';
            name += std::to_string(i);
            name += ']';
            names.push_back(std::move(name));
        }
    }
    return names;
}

std::string numbered(const char *name, std::size_t number) {
    std::string text(name);
    text += std::to_string(number);
    return text;
}

std::string text_of(const ModuleSource &source) {
    static const char *const words[] = {"param ",  "constant ", "function ", "let ",
                                        "native ", "internal ", "curve ",    "map "};
    std::string text;
    if (source.log != 0) {
        text += source.log == 2 ? "log ln\n" : "log log10\n";
    }
    for (const Declaration &declaration : source.declarations) {
        text += words[static_cast<int>(declaration.kind)];
        text += declaration.name;
        text += " = ";
        for (const char c : declaration.text) {
            text += c;
            text += c == '\n' ? "  |" : "";
        }
        text += '\n';
        if (!declaration.least.empty()) {
            text += "range ";
            text += declaration.name;
            text += " = " + declaration.least;
            text += ' ' + declaration.most + '\n';
        }
    }
    return text;
}

} // namespace abax_tests
