// What peers spell otherwise than Abax.
#pragma once

#include <string>

namespace bench {

// Every `from` in the text becomes `to`.
std::string replaced(std::string text, const std::string &from, const std::string &to);

// Every if(c, a, b) becomes ((c)‹then›(a)‹otherwise›(b)): for those who have an operator instead.
std::string with_choices(const std::string &text, const std::string &then, const std::string &otherwise);

} // namespace bench
