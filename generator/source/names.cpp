// What things are called in generated source: see names.hpp.
#include "source/names.hpp"

#include <fmt/format.h>

#include "identifiers.hpp"

namespace abax::host::source {
namespace {

std::string_view group_of(const Param &param) {
    const size_t dot = param.name.text.find('.');
    return dot == std::string::npos ? std::string_view() : std::string_view(param.name.text).substr(0, dot);
}

// Groups whose members do not follow each other.
std::set<std::string_view> scattered_groups(const std::vector<Param> &params) {
    std::set<std::string_view> seen;
    std::set<std::string_view> scattered;
    std::string_view previous;
    for (const Param &param : params) {
        const std::string_view group = group_of(param);
        if (!group.empty() && group != previous && !seen.insert(group).second) {
            scattered.insert(group);
        }
        previous = group;
    }
    return scattered;
}

} // namespace

std::vector<Member> members_of(const std::vector<Param> &params) {
    const std::set<std::string_view> scattered = scattered_groups(params);
    std::set<std::string> taken;
    for (const Param &param : params) {
        const std::string_view group = group_of(param);
        taken.insert(c_identifier(group.empty() ? param.name.text : group));
    }
    std::vector<Member> members;
    for (const Param &param : params) {
        const std::string_view group = group_of(param);
        Member member;
        if (group.empty()) {
            member.name = member.path = c_identifier(param.name.text);
        } else if (scattered.contains(group)) {
            member.name = c_suffix(param.name.text);
            while (!taken.insert(member.name).second) {
                member.name += '_';
            }
            member.path = member.name;
        } else {
            member.group = c_identifier(group);
            const std::string_view rest = std::string_view(param.name.text).substr(group.size() + 1);
            member.name = rest.find('.') == std::string_view::npos ? c_identifier(rest) : c_suffix(rest);
            member.path = member.group + "." + member.name;
        }
        members.push_back(std::move(member));
    }
    return members;
}

Names::Names(std::set<std::string> taken_) : taken(std::move(taken_)) {}

std::string Names::take(const std::string &wish) { return taken.insert(wish).second ? wish : numbered(wish); }

std::string Names::numbered(const std::string &wish) {
    std::string name;
    do {
        name = wish + "_" + std::to_string(++last[wish]);
    } while (!taken.insert(name).second);
    return name;
}

std::string array_name(const Declaration &array, Language language, std::string_view module) {
    const char *const kind = array.kind == DeclarationKind::Curve ? "curve_"
                             : array.kind == DeclarationKind::Map ? "map_"
                                                                  : "array_";
    const std::string name = kind + c_suffix(std::string(abax::host::name_of(array)));
    return language == Language::C ? fmt::format("{}_{}", module, name) : name;
}

std::set<std::string> taken_names(const Compilation &compilation, Language language, const std::string &module) {
    std::set<std::string> taken = {"in",     "out",       "instance", "start",    "handle",   "frame", "code",
                                   "params", "results",   "natives",  "faults",   "defaults", "texts", "entries",
                                   "header", "generated", "vectors",  "init",     "eval",     "reset", "selftest",
                                   "Params", "Results",   "Start",    "Instance", "abax",     "std",   module};
    for (const Declaration *d = compilation.first; d != nullptr; d = d->next) {
        const bool curve = d->kind == DeclarationKind::Curve || d->kind == DeclarationKind::Map;
        if (curve || (d->kind == DeclarationKind::Constant && d->array)) {
            const std::string name = array_name(*d, language, module);
            taken.insert({name, name + "_x", name + "_y", name + "_columns", name + "_rows"});
        }
    }
    return taken;
}

} // namespace abax::host::source
