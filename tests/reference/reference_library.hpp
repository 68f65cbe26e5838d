// The functions that the language leaves to the C library: called as written on operands already rounded to Real, and
// measured against MPFR, so that a library that is wrong, or a wrong function behind a name, is noticed.
#ifndef ABAX_TESTS_REFERENCE_LIBRARY_HPP
#define ABAX_TESTS_REFERENCE_LIBRARY_HPP

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace abax_tests::reference {

struct LibraryName {
    std::string_view name; // in the language
    int arity;
    int tolerance; // units in the last place that a C library may be off
};

std::span<const LibraryName> library_names();

// Null when there is no library function of this name.
const LibraryName *find_library(std::string_view name);

// The C library's value.
template <class Real> Real call_library(const LibraryName &function, Real x, Real y);

// How many units in the last place of Real `value` is from the true value of the function; 0 when both are NaN or the same
// infinity, a huge number when one is NaN or an infinity and the other is far from it.
template <class Real> double ulps_from_truth(const LibraryName &function, Real x, Real y, Real value);

} // namespace abax_tests::reference

#endif
