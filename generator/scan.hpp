// Looking through expressions without parsing them: which names a text uses. Made of the compiler's own tokens.
#ifndef ABAX_GENERATOR_SCAN_HPP
#define ABAX_GENERATOR_SCAN_HPP

#include <string>
#include <string_view>
#include <vector>

namespace abax::host {

// A name as it is used: with its members (imu.ax), and not the name of a function that is called.
struct NameUse {
    std::string name;
    size_t offset; // of the first byte in the text
    size_t length;
    bool called = false; // only in all_names
    bool indexed = false;
    bool array = false; // it is indexed, or alone in what takes an array: sum(adc)
};

// The values that an expression uses by name, in order, each as often as it stands there. Built-in names are among them.
std::vector<NameUse> names_used(std::string_view text);

// The same, and the names of functions that are called.
std::vector<NameUse> all_names(std::string_view text);

// The parameters in a signature: x and y of "f(x, y)".
std::vector<std::string> signature_parameters(std::string_view signature);

// True for a.b.c: a member of a member, which there is not.
bool is_nested_group(std::string_view name);

// The name of a signature: f of "f(x, y)".
std::string signature_name(std::string_view signature);

// The parameters of a signature, counted.
size_t signature_arity(std::string_view signature);

// True for a constant or function of the language.
bool is_builtin(std::string_view name);

// The names of all constants and functions of the language.
std::vector<std::string> builtin_names();

} // namespace abax::host

#endif
