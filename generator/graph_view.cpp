// The value graph, ready to be shown: see graph_view.hpp.
#include "graph_view.hpp"

#include <bit>

#include <fmt/format.h>

#include "number.hpp"
#include "operations.hpp"

namespace abax::host {
namespace {

const Value &value_at(const GraphView &view, uint32_t value) { return view.compilation.graph.values[value]; }

const Declaration &declaration_at(const GraphView &view, uint32_t reference) {
    return *at<Declaration>(view.compilation, reference);
}

void find_guards(GraphView &view) {
    const Compilation &compilation = view.compilation;
    view.guards.resize(compilation.region_count);
    for (uint32_t i = 0; i < compilation.graph.count; ++i) {
        const uint32_t inner = compilation.placements[i].inner;
        if (inner == NONE) {
            continue;
        }
        const Value &value = compilation.graph.values[i];
        view.guards[inner] = {value.a, value.op != OP_OR};
        if (value.op == OP_COND) {
            view.guards[inner + 1] = {value.a, false};
        }
    }
}

void find_inputs(GraphView &view) {
    for (const Declaration *d = view.compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Param) {
            for (uint32_t element = 0; element < d->slots; element++) {
                view.inputs.push_back({d, element});
            }
        } else if (d->kind == DeclarationKind::Expression) {
            view.named.push_back(d);
        }
    }
}

void count_users(GraphView &view) {
    for (const uint32_t value : view.computed) {
        const std::vector<uint32_t> operands = operands_of(view, value);
        for (size_t i = 0; i < operands.size(); i++) {
            const bool again = i == 1 && operands.size() == 2 && operands[0] == operands[1];
            view.users[operands[i]] += again ? 0 : 1;
        }
    }
    for (const Declaration *d : view.named) {
        if (!d->internal) {
            view.users[d->value]++;
        }
        if (!d->internal && d->fault != NO_FAULT) {
            view.users[d->fault]++;
        }
    }
}

std::string infix_or_call(const OpRow &row, const std::vector<std::string> &names) {
    if (row.level != 0 && names.size() == 1) {
        return row.symbol() + names[0];
    }
    if (row.level != 0 && names.size() == 2) {
        return fmt::format("{} {} {}", names[0], row.symbol(), names[1]);
    }
    return fmt::format("{}({})", row.name(), fmt::join(names, ", "));
}

} // namespace

GraphView view_graph(const Compilation &compilation) {
    const uint32_t count = compilation.graph.count;
    GraphView view = {compilation, {}, std::vector<uint32_t>(count, NONE), std::vector<uint32_t>(count, 0), {}, {}, {}};
    find_inputs(view);
    find_guards(view);
    for (uint32_t i = 0; i < count; ++i) {
        if (compilation.placements[i].region != NONE) { // else an input, a constant, or needed by nothing
            view.numbers[i] = static_cast<uint32_t>(view.computed.size());
            view.computed.push_back(i);
        }
    }
    count_users(view);
    return view;
}

std::vector<uint32_t> operands_of(const GraphView &view, uint32_t index) {
    const Value &value = value_at(view, index);
    std::vector<uint32_t> operands;
    if (value.op == VALUE_NATIVE || value.op == VALUE_STEP) {
        for (uint32_t list = value.a; list != NONE; list = value_at(view, list).b) {
            operands.push_back(value_at(view, list).a);
        }
        return operands;
    }
    for (uint32_t i = 0; i < operand_count(value.op); i++) {
        operands.push_back(operand(value, i));
    }
    return operands;
}

bool is_for_faults(const GraphView &view, uint32_t value) {
    return (value_at(view, value).flags & VALUE_IS_FAULT) != 0 || view.compilation.placements[value].for_fault;
}

std::string operation_of(const Value &value) {
    switch (value.op) {
    case VALUE_ELEMENT:
        return "element";
    case VALUE_OUTSIDE:
        return "outside";
    case VALUE_NATIVE:
        return "native";
    case VALUE_RECALL:
        return "recall";
    case VALUE_STEP:
        return is_commit(value) ? "keep" : "step";
    case VALUE_COMMA:
        return operation_id(OP_COMMA);
    case VALUE_GUARD:
        return "guard";
    default:
        return operation_id(value.op);
    }
}

double real_of(uint64_t bits, uint32_t real_bits) {
    return real_bits == 32 ? static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)))
                           : std::bit_cast<double>(bits);
}

double constant_of(const GraphView &view, uint32_t value) {
    return real_of(constant_bits(view.compilation, value), view.compilation.bits);
}

std::string_view name_of(const Declaration &declaration) {
    const std::string_view title(declaration.title.data, declaration.title.size);
    return title.substr(0, title.find_first_of("( \t\r\n"));
}

std::string name_of(const GraphView &view, uint32_t index) {
    const Value &value = value_at(view, index);
    if (value.op == VALUE_PARAM) {
        const InputSlot &input = view.inputs[value.a];
        return input.param->array ? fmt::format("{}[{}]", name_of(*input.param), input.element)
                                  : std::string(name_of(*input.param));
    }
    if (value.op == VALUE_STATE) {
        return fmt::format("state[{}]", value.a);
    }
    if (value.op == VALUE_CONSTANT) {
        return shortest(constant_of(view, index), view.compilation.bits);
    }
    return fmt::format("v{}", view.numbers[index]);
}

std::string formula_of(const GraphView &view, uint32_t index) {
    const Value &value = value_at(view, index);
    std::vector<std::string> names;
    for (const uint32_t operand : operands_of(view, index)) {
        names.push_back(name_of(view, operand));
    }
    switch (value.op) {
    case VALUE_ELEMENT:
        return fmt::format("{}[{}]", name_of(declaration_at(view, value.b)), names[0]);
    case VALUE_OUTSIDE:
        return fmt::format("{} is no index from 0 to {}", names[0], value.b - 1);
    case VALUE_NATIVE:
        return fmt::format("{}({})", name_of(declaration_at(view, value.b)), fmt::join(names, ", "));
    case VALUE_RECALL:
        return fmt::format("state[{}], {} evaluations before", value.a, value.b);
    case VALUE_STEP:
        if (is_commit(value)) {
            const std::string kept = fmt::format("keep state[{}] = {}", value.b, names[0]);
            return step_op(value) == OP_PREV ? kept : fmt::format("{}, for {} evaluations", kept, step_values(value));
        }
        if (step_values(value) != 0) {
            names.push_back(std::to_string(step_values(value)));
        }
        return fmt::format("{}({})", find_op(step_op(value))->name(), fmt::join(names, ", "));
    case OP_INTERP:
        return fmt::format("interp({}, {})", name_of(declaration_at(view, value.b)), names[0]);
    case OP_INTERP2:
        return fmt::format("interp2({}, {}, {})", name_of(declaration_at(view, value.c)), names[0], names[1]);
    case VALUE_COMMA:
        return fmt::format("{1} after {0}", names[0], names[1]);
    case VALUE_GUARD:
        return fmt::format("{1}, if {0}", names[0], names[1]);
    case OP_COND:
        return fmt::format("{} ? {} : {}", names[0], names[1], names[2]);
    case OP_BOOL:
        return fmt::format("truth of {}", names[0]);
    default:
        return infix_or_call(*find_op(value.op), names);
    }
}

std::string condition_of(const GraphView &view, uint32_t value) {
    const uint32_t region = view.compilation.placements[value].region;
    if (region == REGION_START) {
        return "once, when an instance is made";
    }
    if (region == REGION_MAIN) {
        return "";
    }
    const Guard &guard = view.guards[region];
    return fmt::format("only if {}{}", guard.when ? "" : "not ", name_of(view, guard.condition));
}

} // namespace abax::host
