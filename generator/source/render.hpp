// From the JSON model to files: runs render.py, in the first Python that has Jinja2.
#ifndef ABAX_GENERATOR_SOURCE_RENDER_HPP
#define ABAX_GENERATOR_SOURCE_RENDER_HPP

#include <string>
#include <utility>
#include <vector>

namespace abax::host::source {

struct Rendered {
    std::vector<std::pair<std::string, std::string>> files; // name and text
    std::vector<std::string> read;                          // templates and render.py: what the files depend on

    // What went wrong, or "". A place in a template where it is known; a file that cannot be read otherwise.
    std::string error;
    std::string file;
    unsigned line = 0;
    bool is_template = false;
};

struct RenderOptions {
    std::string language;  // cpp or c: the built-in templates
    std::string templates; // a directory of the user's, or ""
    std::string python; // an interpreter, or "": the first that has Jinja2 of $ABAX_PYTHON, python3, /usr/bin/python3
};

// False if something went wrong.
bool render(const std::string &model, const RenderOptions &options, Rendered &rendered);

} // namespace abax::host::source

#endif
