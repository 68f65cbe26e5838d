// One result measured: see measure.hpp.
#include "measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "compile.hpp"
#include "compile/state.hpp"
#include "eval/layout.h"
#include "graph_view.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

constexpr uint64_t work_of_evaluation = 16; // besides its instructions

// The inputs are gone through in as many stretches, in each of which the greatest error may be the one that counts.
constexpr size_t stretches = 16;
constexpr size_t inputs_near = 64; // around the worst one

// The part of a range that is looked at around the worst input of several.
constexpr double near_part = 1.0 / 64;

// An error that is so much greater than that of a quarter of the inputs around it is a jump's, not one of rounding.
constexpr double greater_than_rounding = 4;

// What can jump, or has poles, is not smooth; nor is what may do so at places that nobody knows. Counts what is called.
void look_at_operations(const Compilation &compilation, MeasuredPair &pair) {
    for (uint32_t i = 0; i < compilation.graph.count; i++) {
        const Value &value = compilation.graph.values[i];
        if (is_leaf(value) || compilation.placements[i].region == NONE) {
            continue;
        }
        const OpRow *const row = find_op(value.op);
        pair.row_work += row != nullptr && row->kind == OpKind::Library ? 2 * work_of_library : 0;
        switch (value.op) {
        case OP_ADD:
        case OP_SUB:
        case OP_MUL:
        case OP_NEG:
        case OP_FMA:
            break;
        case OP_INTERP:
        case OP_INTERP2:
        case OP_ABS:
        case OP_MIN:
        case OP_MAX:
            pair.polynomial = false;
            break;
        case OP_DIV:
            pair.smooth = pair.smooth && (compilation.graph.values[value.b].flags & VALUE_IS_FIXED) != 0;
            pair.polynomial = false;
            break;
        default:
            pair.smooth = false;
            pair.polynomial = false;
        }
    }
}

// By slot of the params: whether something reads it. An index that is not known while compiling may read all elements.
std::vector<bool> used_slots(const Compilation &compilation) {
    const GraphView view = view_graph(compilation);
    std::vector<bool> used(view.inputs.size());
    for (uint32_t i = 0; i < compilation.graph.count; i++) {
        const Value &value = compilation.graph.values[i];
        if (value.op == VALUE_PARAM) {
            used[value.a] = used[value.a] || view.users[i] != 0;
        } else if (value.op == VALUE_ELEMENT) {
            const auto *array = at<abax::Declaration>(compilation, value.b);
            for (size_t slot = 0; slot < used.size(); slot++) {
                used[slot] = used[slot] || view.inputs[slot].param == array;
            }
        }
    }
    return used;
}

void add_ranges(const Module &module, const std::vector<bool> &used, MeasuredPair &pair) {
    size_t slot = 0;
    for (size_t i = 0; i < module.params.size(); i++) {
        const Param &param = module.params[i];
        for (size_t element = 0; element < std::max<size_t>(param.elements.size(), 1); element++) {
            if (used[slot++]) {
                pair.ranges.push_back({param.min.value_or(0), param.max.value_or(0)});
                pair.places.emplace_back(i, element);
            }
        }
    }
}

uint64_t instructions_of(const Table &table) { return section_size(table, ABAX_SECTION_CODE) / sizeof(uint32_t); }

struct Tried {
    double value = 0;
    double exact = 0;
    double error = -1;
};

Tried try_row(MeasuredPair &pair, std::span<const double> row) {
    for (size_t i = 0; i < row.size(); i++) {
        const auto &[param, element] = pair.places[i];
        set_param(pair.narrow, param, row[i], element);
        set_param(pair.exact, param, row[i], element);
    }
    Tried tried;
    if (evaluate(pair.narrow) != 0 || evaluate(pair.exact) != 0) {
        return tried;
    }
    tried.value = result_value(pair.narrow, 0);
    tried.exact = result_value(pair.exact, 0);
    if (std::isfinite(tried.exact)) {
        tried.error = std::isfinite(tried.value) ? std::fabs(tried.value - tried.exact) : HUGE_VAL;
    }
    return tried;
}

void keep_worse(Worst &worst, const Tried &tried, std::span<const double> row) {
    if (tried.error > worst.error) {
        worst = {{row.begin(), row.end()}, tried.value, tried.exact, tried.error};
    }
}

// The worst of each of as many stretches as there are in `worst`.
void try_rows(MeasuredPair &pair, const Rows &rows, Measured &measured, std::span<Worst> worst) {
    for (size_t i = 0; i < rows.size(); i++) {
        const Tried tried = try_row(pair, rows[i]);
        if (tried.error >= 0) {
            measured.greatest = std::max(measured.greatest, std::fabs(tried.exact));
            keep_worse(worst[i * worst.size() / rows.size()], tried, rows[i]);
        }
    }
    measured.tried += rows.size();
}

bool is_worse(const Worst &a, const Worst &b) { return a.error > b.error; }

// Of `worst` and the inputs around it the one that is off most by rounding; none where a jump is all that there is.
Worst without_jumps(const Worst &worst, std::vector<Worst> near) {
    std::sort(near.begin(), near.end(), is_worse);
    const double quarter = near[near.size() / 4].error;
    near.insert(near.begin(), worst);
    const double most = std::isfinite(quarter) ? greater_than_rounding * quarter : HUGE_VAL;
    const auto found = std::find_if(near.begin(), near.end(), [&](const Worst &each) { return each.error <= most; });
    return quarter > 0 && found != near.end() ? *found : Worst{};
}

// What is found around an input: the input itself where there is hardly anything worse, for one of the even steps reads
// better.
Worst look_around(MeasuredPair &pair, double part, const Worst &worst, Measured &measured) {
    constexpr double hardly = 1.25;
    constexpr double closer = 1.0 / 32;
    Worst worse = worst;
    for (const double width : {part, part * closer}) {
        const Rows rows = rows_near(pair.ranges, worse.row, width, inputs_near);
        std::vector<Worst> near(rows.size());
        try_rows(pair, rows, measured, near);
        if (!pair.smooth || !std::isfinite(worst.error)) {
            return without_jumps(worst, std::move(near));
        }
        worse = std::min(worse, *std::min_element(near.begin(), near.end(), is_worse), is_worse);
    }
    return worse.error > worst.error * hardly ? worse : worst;
}

} // namespace

std::optional<MeasuredPair> make_pair_of(const Module &narrow, const Module &exact) {
    Diagnostics unheard;
    CompilerRun run;
    Table exact_table;
    if (!run_compiler(narrow, unheard, run) || !compile_module(exact, unheard, exact_table)) {
        return std::nullopt;
    }
    MeasuredPair pair;
    Table table = table_of(run, narrow);
    const Compilation &compilation = *static_cast<const Compilation *>(run.compiler.state);
    look_at_operations(compilation, pair);
    pair.row_work += instructions_of(table) + instructions_of(exact_table) + 2 * work_of_evaluation;
    pair.made_work = work_of_part + work_of_value * compilation.graph.count +
                     work_of_byte * (header_of(table).array_bytes + header_of(exact_table).array_bytes);
    if (open_evaluator(pair.narrow, std::move(table)) != ABAX_OK ||
        open_evaluator(pair.exact, std::move(exact_table)) != ABAX_OK) {
        return std::nullopt;
    }
    add_ranges(narrow, used_slots(compilation), pair);
    return pair.ranges.empty() ? std::nullopt : std::optional(std::move(pair));
}

Measured measure(MeasuredPair &pair, const std::vector<double> &marks, size_t inputs, double most_error) {
    Measured measured;
    std::array<Worst, stretches> worst_of;
    try_rows(pair, spread_rows(pair.ranges, inputs), measured, worst_of);
    try_rows(pair, rows_at(pair.ranges, marks, inputs), measured, worst_of);
    std::sort(worst_of.begin(), worst_of.end(), is_worse);
    const double part = pair.ranges.size() == 1 ? 1 / static_cast<double>(inputs - 1) : near_part;
    const auto limit = [&] { return measured.greatest * most_error; }; // what is found around an input may be greater
    for (const Worst &worst : worst_of) {
        if (worst.error <= limit()) {
            break;
        }
        Worst found = look_around(pair, part, worst, measured);
        if (found.error > limit()) {
            measured.worst = std::move(found);
            break;
        }
    }
    return measured;
}

} // namespace abax::host
