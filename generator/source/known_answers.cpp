// Known answers for a self test: see known_answers.hpp.
#include "source/known_answers.hpp"

#include <algorithm>
#include <cmath>

#include "abax/abax.hpp"
#include "compile/ops.hpp"
#include "operations.hpp"
#include "table_sections.hpp"

namespace abax::host::source {
namespace {

constexpr size_t random_rows = 5;

Trust worse(Trust one, Trust other) { return std::max(one, other); }

// Whether a small change of an operand can make the value jump.
bool jumps(uint8_t op) {
    switch (op) {
    case VALUE_ELEMENT:
    case VALUE_OUTSIDE:
    case OP_INTERP: // where a curve is steep
    case OP_INTERP2:
    case VALUE_NATIVE:
    case OP_FMOD:
    case OP_FLOOR:
    case OP_CEIL:
    case OP_TRUNC:
    case OP_ROUND:
    case OP_RINT:
    case OP_SIGN:
    case OP_COPYSIGN:
    case OP_OR:
    case OP_AND:
        return true;
    default:
        const OpRow *row = find_op(op);
        return row != nullptr && (row->properties & (ABAX_TRUTH | ABAX_BITWISE)) != 0;
    }
}

bool calls_library(uint8_t op) {
    return operation_formula(op).empty() && !operation_library(op).empty() && op != OP_FMOD;
}

// By value: how far another machine may be trusted to compute it alike.
std::vector<Trust> trust_of_values(const GraphView &view) {
    std::vector<Trust> trust(view.compilation.graph.count, Trust::Exact);
    for (const uint32_t index : view.computed) {
        const Value &value = view.compilation.graph.values[index];
        const std::vector<uint32_t> operands = operands_of(view, index);
        Trust found = calls_library(value.op) ? Trust::Close : Trust::Exact;
        for (size_t i = 0; i < operands.size(); i++) {
            const bool decides = i == 0 && (value.op == OP_COND || value.op == OP_SELECT || value.op == VALUE_GUARD);
            const Trust operand = trust[operands[i]];
            found = worse(found, operand != Trust::Exact && (decides || jumps(value.op)) ? Trust::None : operand);
        }
        trust[index] = found;
    }
    return trust;
}

// A sequence that is the same in every build: Numerical Recipes' linear congruential generator, 32 bits.
struct Sequence {
    uint32_t state = 1;
    double next() { // from 0 to 1
        state = state * 1664525U + 1013904223U;
        return static_cast<double>(state >> 8) / 16777216.0;
    }
};

double between(const Param &param, double value, double part) {
    if (param.min && param.max && std::isfinite(*param.min) && std::isfinite(*param.max)) {
        return *param.min + (*param.max - *param.min) * part;
    }
    const double width = value == 0 || !std::isfinite(value) ? 1 : std::fabs(value);
    return (std::isfinite(value) ? value : 0) + width * (part - 0.5);
}

std::vector<double> row_of(const Module &module, size_t row, Sequence &sequence) {
    std::vector<double> values;
    for (const Param &param : module.params) {
        const std::vector<double> defaults = param.elements.empty() ? std::vector<double>{param.value} : param.elements;
        for (const double value : defaults) {
            const double chosen = row == 0   ? value
                                  : row == 1 ? param.min.value_or(value)
                                  : row == 2 ? param.max.value_or(value)
                                             : between(param, value, sequence.next());
            values.push_back(module.bits == 32 ? static_cast<double>(static_cast<float>(chosen)) : chosen);
        }
    }
    return values;
}

template <class Real> Real nothing(void * /*user*/, const Real * /*arguments*/) { return Real{0}; }

template <class Real> bool run(const Table &bytes, KnownAnswers &answers) {
    typename Api<Real>::Table table = {};
    typename Api<Real>::Instance instance = {};
    if (Api<Real>::open(&table, bytes.storage.data(), bytes.size) != ABAX_OK) {
        return false;
    }
    const std::vector<TableEntry> imports = imports_of(bytes);
    std::vector<typename Api<Real>::Native> natives;
    natives.reserve(imports.size());
    for (const TableEntry &import : imports) {
        natives.push_back({import.name.c_str(), nothing<Real>, nullptr, static_cast<uint8_t>(import.arity),
                           static_cast<uint8_t>(import.pure ? 1 : 0)});
    }
    std::vector<uint64_t> memory(Api<Real>::instance_size(&table) / sizeof(uint64_t) + 1);
    if (Api<Real>::init(&instance, &table, memory.data(), memory.size() * sizeof(uint64_t), natives.data(),
                        natives.size()) != ABAX_OK) {
        return false;
    }
    const std::vector<TableEntry> results = results_of(bytes);
    for (const std::vector<double> &row : answers.inputs) {
        for (size_t i = 0; i < row.size(); i++) {
            instance.frame[i] = static_cast<Real>(row[i]);
        }
        Api<Real>::eval(&instance);
        std::vector<double> values;
        values.reserve(results.size());
        for (const TableEntry &result : results) {
            values.push_back(static_cast<double>(instance.frame[result.slot]));
        }
        answers.outputs.push_back(std::move(values));
    }
    return true;
}

} // namespace

bool known_answers(const Module &module, const GraphView &view, const Table &table, KnownAnswers &answers) {
    const std::vector<Trust> trust = trust_of_values(view);
    for (const Declaration *d : view.named) {
        if (!d->internal) {
            answers.results.push_back(trust[d->value]);
        }
    }
    Sequence sequence;
    const size_t rows = module.params.empty() ? 1 : 3 + random_rows;
    for (size_t row = 0; row < rows; row++) {
        answers.inputs.push_back(row_of(module, row, sequence));
    }
    return module.bits == 32 ? run<float>(table, answers) : run<double>(table, answers);
}

} // namespace abax::host::source
