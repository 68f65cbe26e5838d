// What things are called in generated source: members of the structs, and local variables, which no two values share and
// which hide nothing.
#ifndef ABAX_GENERATOR_SOURCE_NAMES_HPP
#define ABAX_GENERATOR_SOURCE_NAMES_HPP

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph_view.hpp"
#include "module.hpp"

namespace abax::host::source {

enum class Language : uint8_t { C, Cpp };

// A param as a member of Params: "rh", "imu.ax", or "imu_dot_ax" where the members of a group stand apart in the module, so
// that they are no struct.
struct Member {
    std::string group; // of the struct inside the struct, or ""
    std::string name;
    std::string path; // with the group
};

std::vector<Member> members_of(const std::vector<Param> &params);

// What a constant array, a curve or a map is called: "array_cal", "climate_array_cal", "curve_ntc", "map_fuel".
std::string array_name(const Declaration &array, Language language, std::string_view module);

// Names that what is generated has already: of templates, and of arrays, curves and maps.
std::set<std::string> taken_names(const Compilation &compilation, Language language, const std::string &module);

// Gives every name once.
class Names {
public:
    explicit Names(std::set<std::string> taken);
    // The wish, if nothing else has it, else with the first free number behind it.
    std::string take(const std::string &wish);
    // The wish with a number in any case: dew_point_1.
    std::string numbered(const std::string &wish);

private:
    std::set<std::string> taken;
    std::unordered_map<std::string, size_t> last; // number that was given to a wish
};

} // namespace abax::host::source

#endif
