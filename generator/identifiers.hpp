// What generated C and C++ is made of. Names of the language become names of C: injective, so that two names never meet, and
// the same whatever other names there are, so that a name that is added changes no other. Texts and numbers become literals
// and comments.
#ifndef ABAX_GENERATOR_IDENTIFIERS_HPP
#define ABAX_GENERATOR_IDENTIFIERS_HPP

#include <string>
#include <string_view>

namespace abax::host {

// A word of C or C++ that cannot name anything there, or that a standard header defines as a macro.
bool is_word_of_c(std::string_view text);

// A name without a dot, as the name of a member or a variable. One that C or C++ reserves (`int`, `and`, `_x`), or that is
// likely to be a macro of a vendor's header (no lower-case letter: `I`, `CRC`, `ADC1`), gets an underscore behind it, and so
// does what would otherwise be taken for that (`int_` becomes `int__`).
std::string c_identifier(std::string_view name);

// A name or a member as a word to be put behind a prefix: imu.ax is imu_dot_ax, and imu_dot_ax itself is imu_dotdot_ax.
std::string c_suffix(std::string_view name);

// Text for a comment of C: on one line, and nothing in it that ends the comment, begins another or turns its direction.
std::string c_comment(std::string_view text);

// A Real as C writes it: 0.1F, -2.0, INFINITY, NAN. It reads back to the same bits.
std::string c_literal(double value, unsigned bits);

// Text as a literal of C: "…".
std::string c_string(std::string_view text);

} // namespace abax::host

#endif
