// Printing the value graph. Inputs and constants are written by name and value where they are used; every other value has a
// number, and beside it what the placement decided: a condition that guards it, or that it is computed once at the start.
#include "value_graph.hpp"

#include <bit>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "compile/graph.hpp"
#include "number.hpp"

namespace abax::host {
namespace {

// Which condition guards a region.
struct Guard {
    uint32_t condition = NONE;
    bool negated = false;
};

struct Printer {
    const Compilation &compilation;
    std::vector<std::string> params;
    std::vector<Guard> guards;     // by region
    std::vector<uint32_t> numbers; // by value: of those that are printed, counted through
};

std::string name_of(const Printer &printer, uint32_t index) {
    const Compilation &compilation = printer.compilation;
    const Value &value = compilation.graph.values[index];
    if (value.op == VALUE_PARAM) {
        return printer.params[value.a];
    }
    if (value.op == VALUE_CONSTANT) {
        const uint64_t bits = constant_bits(compilation, index);
        const double number = compilation.bits == 32
                                  ? static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)))
                                  : std::bit_cast<double>(bits);
        return shortest(number, compilation.bits);
    }
    return fmt::format("v{}", printer.numbers[index]);
}

std::string formula_of(const Printer &printer, const Value &value) {
    const OpRow &row = *find_op(value.op);
    const std::string x = name_of(printer, value.a);
    const uint32_t count = operand_count(value.op);
    const std::string y = count > 1 ? name_of(printer, value.b) : "";
    const std::string z = count > 2 ? name_of(printer, value.c) : "";
    if (value.op == OP_COND) {
        return fmt::format("{} ? {} : {}", x, y, z);
    }
    if (value.op == OP_BOOL) {
        return fmt::format("truth of {}", x);
    }
    if (count == 1) {
        return row.level != 0 ? fmt::format("{}{}", row.symbol, x) : fmt::format("{}({})", row.name, x);
    }
    if (count == 2) {
        return row.level != 0 ? fmt::format("{} {} {}", x, row.symbol, y) : fmt::format("{}({}, {})", row.name, x, y);
    }
    return fmt::format("{}({}, {}, {})", row.name, x, y, z);
}

void find_guards(Printer &printer) {
    const Compilation &compilation = printer.compilation;
    printer.guards.resize(compilation.region_count);
    for (uint32_t i = 0; i < compilation.graph.count; ++i) {
        const uint32_t inner = compilation.placements[i].inner;
        if (inner == NONE) {
            continue;
        }
        const Value &value = compilation.graph.values[i];
        printer.guards[inner] = {value.a, value.op == OP_OR};
        if (value.op == OP_COND) {
            printer.guards[inner + 1] = {value.a, true};
        }
    }
}

std::string remark_on(const Printer &printer, uint32_t index) {
    const Placement &placement = printer.compilation.placements[index];
    std::string remark;
    if (placement.region == REGION_START) {
        remark = "once, when an instance is made";
    } else if (placement.region != REGION_MAIN) {
        const Guard &guard = printer.guards[placement.region];
        remark = fmt::format("only if {}{}", guard.negated ? "not " : "", name_of(printer, guard.condition));
    }
    if (placement.statement) {
        remark += remark.empty() ? "kept" : ", kept";
    }
    return remark;
}

} // namespace

std::string describe_value_graph(const Compilation &compilation) {
    Printer printer = {compilation, {}, {}, std::vector<uint32_t>(compilation.graph.count)};
    for (const Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Param) {
            printer.params.emplace_back(d->title.data, d->title.size);
        }
    }
    find_guards(printer);
    uint32_t printed = 0;
    bool any_kept = false;
    for (uint32_t i = 0; i < compilation.graph.count; ++i) {
        if (compilation.placements[i].region != NONE) { // else an input, a constant, or needed by nothing
            printer.numbers[i] = printed++;
            any_kept = any_kept || compilation.placements[i].statement;
        }
    }
    std::string text =
        any_kept ? "# kept: computed once and kept in the frame; other values pass straight to what uses them\n" : "";
    for (uint32_t i = 0; i < compilation.graph.count; ++i) {
        if (compilation.placements[i].region == NONE) {
            continue;
        }
        const std::string line =
            fmt::format("v{} = {}", printer.numbers[i], formula_of(printer, compilation.graph.values[i]));
        const std::string remark = remark_on(printer, i);
        text += remark.empty() ? line + "\n" : fmt::format("{:<40}  # {}\n", line, remark);
    }
    text += text.empty() ? "" : "\n";
    for (const Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            text +=
                fmt::format("{} = {}\n", std::string_view(d->title.data, d->title.size), name_of(printer, d->value));
        }
    }
    return text;
}

} // namespace abax::host
