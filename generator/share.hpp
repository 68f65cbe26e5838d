// Files that come with the program: templates, render.py, the run time's sources and headers. They lie beside the program,
// as `cmake --install` puts them and as a build tree links them, and nowhere else is looked for them:
//
//   DIRECTORY/abax                        the program
//   DIRECTORY/../share/abax/…             templates/, render.py, runtime/
//   DIRECTORY/../include/abax/…           the public headers
#ifndef ABAX_GENERATOR_SHARE_HPP
#define ABAX_GENERATOR_SHARE_HPP

#include <string>
#include <string_view>

namespace abax::host {

// The path of a file or directory below share/abax or include, which need not be there.
std::string share_path(std::string_view name);
std::string include_path(std::string_view name);

// "PATH is missing: it belongs beside the program" for what share_path or include_path gave and is not there, else "".
std::string missing_share(const std::string &path);

} // namespace abax::host

#endif
