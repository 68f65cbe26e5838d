// A module with nothing in it but what one text needs: what else there is costs nothing when the text is evaluated often.
#ifndef ABAX_GENERATOR_MODULE_PART_HPP
#define ABAX_GENERATOR_MODULE_PART_HPP

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "module.hpp"

namespace abax::host {

enum class PartKind { Param, Constant, Curve, Map, Native, Function, Expression };

// A declaration by its ordinal among those of its kind.
struct PartMember {
    PartKind kind = PartKind::Param;
    size_t ordinal = 0;
    bool operator<(const PartMember &other) const {
        return kind != other.kind ? kind < other.kind : ordinal < other.ordinal;
    }
    bool operator==(const PartMember &other) const { return kind == other.kind && ordinal == other.ordinal; }
};

// The declarations of a module by their names; what each of them names is looked up once.
class ModuleParts {
public:
    explicit ModuleParts(const Module &whole);

    // What a text needs, directly and through others, in the order of the module.
    std::vector<PartMember> members_for(const std::string &text);

private:
    const std::vector<PartMember> &named_by(const PartMember &member);
    std::vector<PartMember> named_in(const std::string &text, const std::vector<std::string> &own) const;

    const Module &module;
    std::unordered_map<std::string, PartMember> by_name;
    std::vector<std::vector<PartMember>> of_functions;
    std::vector<std::vector<PartMember>> of_expressions;
    std::vector<bool> looked_up; // functions, then expressions
};

// The module with these members and the one result `name`, which is `text`; an expression of that name is left out.
Module part_of(const Module &module, const std::vector<PartMember> &members, const std::string &name,
               const std::string &text);

} // namespace abax::host

#endif
