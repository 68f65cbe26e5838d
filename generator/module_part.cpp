// A module with nothing in it but what one text needs: see module_part.hpp. Names are found in the texts without
// parsing them, so a part may have a declaration too many, of which a parameter of a built-in's name makes no use; it
// never has one too few.
#include "module_part.hpp"

#include <algorithm>
#include <set>

#include "scan.hpp"

namespace abax::host {

ModuleParts::ModuleParts(const Module &whole)
    : module(whole), of_functions(whole.functions.size()), of_expressions(whole.expressions.size()),
      looked_up(whole.functions.size() + whole.expressions.size()) {
    const auto add = [&](PartKind kind, const auto &declarations, const auto &name_of) {
        for (size_t i = 0; i < declarations.size(); i++) {
            by_name.emplace(name_of(declarations[i]), PartMember{kind, i});
        }
    };
    const auto name = [](const auto &declaration) { return declaration.name.text; };
    const auto signature = [](const auto &declaration) { return signature_name(declaration.signature.text); };
    add(PartKind::Param, module.params, name);
    add(PartKind::Constant, module.constants, name);
    add(PartKind::Curve, module.curves, name);
    add(PartKind::Map, module.maps, name);
    add(PartKind::Native, module.natives, signature);
    add(PartKind::Function, module.functions, signature);
    add(PartKind::Expression, module.expressions, name);
}

std::vector<PartMember> ModuleParts::named_in(const std::string &text, const std::vector<std::string> &own) const {
    std::vector<PartMember> named;
    for (const NameUse &use : all_names(text)) {
        const auto found = by_name.find(use.name);
        if (found != by_name.end() && std::find(own.begin(), own.end(), use.name) == own.end()) {
            named.push_back(found->second);
        }
    }
    return named;
}

const std::vector<PartMember> &ModuleParts::named_by(const PartMember &member) {
    static const std::vector<PartMember> nothing;
    const bool function = member.kind == PartKind::Function;
    if (!function && member.kind != PartKind::Expression) {
        return nothing;
    }
    std::vector<PartMember> &named = function ? of_functions[member.ordinal] : of_expressions[member.ordinal];
    const size_t place = function ? member.ordinal : of_functions.size() + member.ordinal;
    if (!looked_up[place]) {
        looked_up[place] = true;
        named = function ? named_in(module.functions[member.ordinal].body.text,
                                    signature_parameters(module.functions[member.ordinal].signature.text))
                         : named_in(module.expressions[member.ordinal].text.text, {});
    }
    return named;
}

std::vector<PartMember> ModuleParts::members_for(const std::string &text) {
    std::set<PartMember> members;
    std::vector<PartMember> pending = named_in(text, {});
    while (!pending.empty()) {
        const PartMember member = pending.back();
        pending.pop_back();
        if (members.insert(member).second) {
            const std::vector<PartMember> &named = named_by(member);
            pending.insert(pending.end(), named.begin(), named.end());
        }
    }
    return {members.begin(), members.end()};
}

Module part_of(const Module &module, const std::vector<PartMember> &members, const std::string &name,
               const std::string &text) {
    Module part;
    part.name = module.name;
    part.version = module.version;
    part.bits = module.bits;
    part.log = module.log;
    part.fast = module.fast;
    part.readable = true;
    for (const PartMember &member : members) {
        switch (member.kind) {
        case PartKind::Param:
            part.params.push_back(module.params[member.ordinal]);
            break;
        case PartKind::Constant:
            part.constants.push_back(module.constants[member.ordinal]);
            break;
        case PartKind::Curve:
            part.curves.push_back(module.curves[member.ordinal]);
            break;
        case PartKind::Map:
            part.maps.push_back(module.maps[member.ordinal]);
            break;
        case PartKind::Native:
            part.natives.push_back(module.natives[member.ordinal]);
            break;
        case PartKind::Function:
            part.functions.push_back(module.functions[member.ordinal]);
            break;
        case PartKind::Expression:
            if (module.expressions[member.ordinal].name.text != name) {
                part.expressions.push_back(module.expressions[member.ordinal]);
                part.expressions.back().internal = true;
            }
            break;
        }
    }
    Expression result;
    result.name.text = name;
    result.text.text = text;
    part.expressions.push_back(std::move(result));
    return part;
}

} // namespace abax::host
