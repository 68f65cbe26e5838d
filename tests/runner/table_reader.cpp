// The machine of instructions.def, one instruction at a time and without any hurry. Fused forms are executed as the base
// instructions that the list says they stand for.
#include "runner/table_reader.hpp"
#include "reference/reference_arithmetic.hpp"
#include "reference/reference_library.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace abax_tests {
namespace {

// The name of a library function by its number in ops.def.
const std::map<unsigned, std::string> &library_numbers() {
    static const std::map<unsigned, std::string> numbers = {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) {number, name},
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) {number, name},
#include "abax/ops.def"
    };
    return numbers;
}

const InstructionRow &row_of(unsigned number) {
    for (const InstructionRow &row : instruction_rows()) {
        if (row.number == number) {
            return row;
        }
    }
    throw std::runtime_error("no instruction has the number " + std::to_string(number));
}

} // namespace

const std::vector<InstructionRow> &instruction_rows() {
    static const std::vector<InstructionRow> rows = {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) {number, #form, #op1, #op2, #set},
#include "abax/instructions.def"
    };
    return rows;
}

template <class Real>
TableReader<Real>::TableReader(const Compiled &compiled, const ModuleSource &source, Executed &executed)
    : natives_(source), executed_(executed) {
    const auto *bytes = static_cast<const unsigned char *>(compiled.bytes());
    header_ = reinterpret_cast<const abax_header *>(bytes);
    std::size_t at = sizeof(abax_header);
    const auto section = [&at, bytes](std::size_t size) {
        const unsigned char *begin = bytes + at;
        at = (at + size + 7U) & ~std::size_t{7U};
        return begin;
    };
    code_ = reinterpret_cast<const std::uint32_t *>(section(header_->code_bytes));
    start_ = reinterpret_cast<const std::uint32_t *>(section(header_->start_bytes));
    const auto *constants = reinterpret_cast<const Real *>(section(header_->constants * sizeof(Real)));
    const std::size_t started = std::size_t{header_->params} + header_->started;
    const auto *defaults = reinterpret_cast<const Real *>(section(started * sizeof(Real)));
    section(header_->param_count * sizeof(abax_entry));
    section(header_->result_count * sizeof(abax_entry));
    imports_ = reinterpret_cast<const abax_entry *>(section(header_->import_count * sizeof(abax_entry)));
    arrays_ = section(header_->array_bytes);
    texts_ = reinterpret_cast<const char *>(section(header_->text_bytes));
    frame_.resize(std::size_t{header_->params} + header_->results + header_->states + header_->constants +
                  header_->starts + header_->temporaries);
    std::copy(defaults, defaults + header_->params, frame_.begin());
    std::copy(defaults + header_->params, defaults + started, frame_.begin() + header_->params + header_->results);
    std::copy(constants, constants + header_->constants,
              frame_.begin() + header_->params + header_->results + header_->states);
    run(start_, header_->start_bytes / 4);
}

template <class Real> Effects<Real> TableReader<Real>::evaluate(std::span<const Real> params, std::span<Real> results) {
    natives_.begin();
    effects_ = {};
    std::copy(params.begin(), params.end(), frame_.begin());
    run(code_, header_->code_bytes / 4);
    for (std::size_t i = 0; i < results.size(); ++i) {
        results[i] = frame_.at(header_->params + i);
    }
    effects_.calls = natives_.calls();
    return effects_;
}

template <class Real> Real TableReader<Real>::element(std::uint32_t count, Real index, const Real *elements) const {
    const Real whole = reference::Exact<Real>::trunc(index);
    if (!(whole >= Real{0} && whole < static_cast<Real>(count))) {
        return std::numeric_limits<Real>::quiet_NaN();
    }
    return elements == nullptr ? Real{0} : elements[static_cast<std::size_t>(whole)];
}

template <class Real> Real TableReader<Real>::call_native(std::uint32_t import, const Real *arguments) {
    const abax_entry &entry = imports_[import];
    const auto *native = natives_.find(texts_ + entry.text);
    if (native == nullptr || native->arity != (entry.slots & 0xFFU) || native->pure != ((entry.slots >> 8U) != 0)) {
        throw std::runtime_error(std::string("the table imports what is not declared: ") + (texts_ + entry.text));
    }
    return natives_.call(*native, {arguments, native->arity});
}

// A straight line between the points that x lies between: x, y and the slope of each.
template <class Real> Real curve_at(const Real *points, std::uint32_t count, Real x) {
    if (std::isnan(x) || x <= points[0]) {
        return std::isnan(x) ? x : points[1];
    }
    std::uint32_t at = 0;
    while (at + 1 < count && x >= points[3 * (at + 1)]) {
        ++at;
    }
    return at + 1 == count ? points[3 * at + 1] : points[3 * at + 1] + (x - points[3 * at]) * points[3 * at + 2];
}

// Where x lies on an axis of places and scales, as (which, part of the way to the next one).
template <class Real> std::pair<std::uint32_t, Real> place_on(const Real *ticks, std::uint32_t count, Real x) {
    if (std::isnan(x) || x <= ticks[0]) {
        return {0, std::isnan(x) ? x : Real{0}};
    }
    std::uint32_t at = 0;
    while (at + 1 < count && x >= ticks[2 * (at + 1)]) {
        ++at;
    }
    return {at, at + 1 == count ? Real{0} : (x - ticks[2 * at]) * ticks[2 * at + 1]};
}

template <class Real> Real map_at(const abax_curve &map, const Real *numbers, Real x, Real y) {
    const std::uint32_t columns = map.counts[0];
    const std::uint32_t rows = map.counts[1];
    const Real *const values = numbers + 4 + 2 * (columns + rows);
    const auto [column, right] = place_on(numbers + 4, columns, x);
    const auto [row, down] = place_on(numbers + 4 + 2 * columns, rows, y);
    const auto along = [&, column = column, right = right](std::uint32_t of_row) {
        const Real *const at = values + of_row * columns + column;
        return at[0] + (at[column + 1 < columns ? 1 : 0] - at[0]) * right;
    };
    const Real near_row = along(row);
    return near_row + (along(row + 1 < rows ? row + 1 : row) - near_row) * down;
}

// The memory of a call is the reference's, known by its first slot; the slots themselves matter only to what reads one.
template <class Real>
Real TableReader<Real>::remember(const InstructionRow &row, std::uint32_t a, std::uint32_t first, Real acc) {
    std::string name = row.op1;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) { return std::tolower(letter); });
    const bool counts = row.form != "STATE";
    const auto found = memories_.try_emplace(first, name, counts ? static_cast<Real>(a) : frame_.at(first)).first;
    reference::Memory<Real> &memory = found->second;
    if (row.form == "RECALL") {
        return memory.recall();
    }
    if (reference::is_feedback(name)) {
        memory.keep(acc);
        frame_.at(first) = counts ? frame_.at(first) : memory.recall();
        return acc;
    }
    std::vector<Real> arguments = {acc};
    for (std::size_t i = 0; !counts && i < 6 && a / sizeof(Real) + i < frame_.size(); ++i) {
        arguments.push_back(frame_[a / sizeof(Real) + i]); // more than it takes
    }
    return memory.step(arguments);
}

// The forms that have to do with faults, natives, curves and maps; false when it is none of them.
template <class Real>
bool TableReader<Real>::run_effect(const std::string &form, std::uint32_t a, std::uint32_t b, std::uint32_t d,
                                   Real &acc) {
    if (form == "INDEXC") {
        const auto *array = reinterpret_cast<const abax_array *>(arrays_ + std::size_t{d} * 8);
        acc = element(array->slots, acc, reinterpret_cast<const Real *>(array + 1));
    } else if (form == "INDEXF") {
        acc = element(b, acc, &frame_.at(a / sizeof(Real)));
    } else if (form == "OUTSIDE") {
        acc = std::isnan(element(d, acc, nullptr)) ? Real{1} : Real{0};
    } else if (form == "FAULT") {
        if (acc != Real{0}) {
            effects_.faults |= ABAX_FAULT_INDEX;
            effects_.charged = std::min(effects_.charged, d);
        }
    } else if (form == "CURVE" || form == "EVEN" || form == "MAP") {
        const auto *curve = reinterpret_cast<const abax_curve *>(arrays_ + std::size_t{form == "MAP" ? b : d} * 8);
        const auto *numbers = reinterpret_cast<const Real *>(curve + 1);
        acc = form == "MAP" ? map_at(*curve, numbers, acc, frame_.at(a / sizeof(Real)))
                            : curve_at(numbers + (form == "EVEN" ? 2 : 0), curve->counts[0], acc);
    } else if (form == "NATIVE") {
        acc = call_native(b, a / sizeof(Real) < frame_.size() ? &frame_[a / sizeof(Real)] : nullptr);
    } else {
        return false;
    }
    return true;
}

template <class Real> Real TableReader<Real>::call(unsigned number, Real x, Real y) {
    executed_.library.insert(number);
    const std::string &name = library_numbers().at(number);
    if (name == "fmod") {
        return reference::Exact<Real>::fmod(x, y);
    }
    return reference::call_library(*reference::find_library(name), x, y);
}

template <class Real> Real TableReader<Real>::apply(const std::string &op, std::span<const Real> x) const {
    using X = reference::Exact<Real>;
    using Unary = Real (*)(Real);
    using Binary = Real (*)(Real, Real);
    static const std::map<std::string, Unary> unary = {
        {"NEG", X::neg},
        {"ABS", X::abs},
        {"SQRT", X::sqrt},
        {"SIGN", X::sign},
        {"FLOOR", X::floor},
        {"CEIL", X::ceil},
        {"TRUNC", X::trunc},
        {"ROUND", X::round},
        {"RINT", X::rint},
        {"NOT", [](Real v) { return v == Real{0} ? Real{1} : Real{0}; }},
        {"BOOL", [](Real v) { return v == Real{0} ? Real{0} : Real{1}; }},
        {"BITNOT", [](Real v) { return X::from_integer(~X::integer(v)); }},
        {"ISNAN", [](Real v) { return std::isnan(v) ? Real{1} : Real{0}; }},
        {"ISINF", [](Real v) { return std::isinf(v) ? Real{1} : Real{0}; }},
        {"ISFINITE", [](Real v) { return std::isfinite(v) ? Real{1} : Real{0}; }},
    };
    static const std::map<std::string, Binary> binary = {
        {"ADD", X::add},
        {"SUB", X::sub},
        {"MUL", X::mul},
        {"DIV", X::div},
        {"MIN", X::min},
        {"MAX", X::max},
        {"COPYSIGN", X::copysign},
        {"LT", [](Real v, Real w) { return X::compare(v, w) == -1 ? Real{1} : Real{0}; }},
        {"LE", [](Real v, Real w) { return X::compare(v, w) <= 0 ? Real{1} : Real{0}; }},
        {"GT", [](Real v, Real w) { return X::compare(v, w) == 1 ? Real{1} : Real{0}; }},
        {"GE", [](Real v, Real w) { return X::compare(w, v) <= 0 ? Real{1} : Real{0}; }},
        {"EQ", [](Real v, Real w) { return X::compare(v, w) == 0 ? Real{1} : Real{0}; }},
        {"NE", [](Real v, Real w) { return X::compare(v, w) == 0 ? Real{0} : Real{1}; }},
        {"BITAND", [](Real v, Real w) { return X::from_integer(X::integer(v) & X::integer(w)); }},
        {"BITOR", [](Real v, Real w) { return X::from_integer(X::integer(v) | X::integer(w)); }},
        {"BITXOR", [](Real v, Real w) { return X::from_integer(X::integer(v) ^ X::integer(w)); }},
        {"SHL", [](Real v, Real w) { return X::from_integer(X::integer(v) << (X::integer(w) % 32U)); }},
        {"SHR",
         [](Real v, Real w) {
             const auto bits = static_cast<std::int32_t>(X::integer(v));
             return X::from_integer(static_cast<std::uint32_t>(bits >> (X::integer(w) % 32U)));
         }},
    };
    if (x.size() == 1) {
        return unary.at(op)(x[0]);
    }
    if (x.size() == 2) {
        return binary.at(op)(x[0], x[1]);
    }
    if (op == "FMA") {
        return X::fma(x[0], x[1], x[2]);
    }
    if (op == "SELECT") {
        return x[0] == Real{0} ? x[2] : x[1];
    }
    throw std::runtime_error("no operator of three operands is called " + op);
}

template <class Real> void TableReader<Real>::run(const std::uint32_t *code, std::size_t words) {
    const bool wide = header_->profile == ABAX_PROFILE_WIDE;
    Real acc{};
    std::size_t at = 0;
    while (at < words) {
        const std::uint32_t word = code[at++];
        const InstructionRow &row = row_of(word & 0xFFU);
        executed_.instructions.insert(row.number);
        const std::uint32_t a = wide ? word >> 8U : word >> 20U;
        const std::uint32_t b = wide ? code[at++] : (word >> 8U) & 0xFFFU;
        const std::uint32_t distance = wide ? b : word >> 8U;
        const std::string &form = row.form;
        const auto slot = [this](std::uint32_t offset) -> Real & { return frame_.at(offset / sizeof(Real)); };
        const auto unary = [&](Real x) { return apply(row.op1, std::vector<Real>{x}); };
        const auto binary = [&](const std::string &op, Real x, Real y) { return apply(op, std::vector<Real>{x, y}); };
        if (form == "END") {
            return;
        }
        if (form == "SE" || form == "RASE") {
            slot(b) = form == "SE" ? acc : binary(row.op1, acc, slot(a));
            return;
        }
        if (form == "ABSE" || form == "RAxBSE") {
            const Real one = frame_.at(word >> 24U);
            const Real other = frame_.at((word >> 16U) & 0xFFU);
            frame_.at((word >> 8U) & 0xFFU) =
                form == "ABSE" ? binary(row.op1, one, other) : binary(row.op2, binary(row.op1, acc, one), other);
            return;
        }
        if (form == "LOAD") {
            acc = slot(a);
        } else if (form == "STORE") {
            slot(b) = acc;
        } else if (form == "JUMP" || (form == "JZERO" && acc == Real{0}) || (form == "JTRUE" && acc != Real{0})) {
            at += distance / 4;
        } else if (form == "JZERO" || form == "JTRUE") {
            continue;
        } else if (form == "JNOT" || form == "JIF") {
            if ((binary(row.op1, acc, slot(a)) != Real{0}) == (form == "JIF")) {
                at += b / 4;
            }
        } else if (form == "CALL1") {
            acc = call(b, acc, Real{0});
        } else if (form == "CALL2") {
            acc = call(b, acc, slot(a));
        } else if (form == "CALL2R") {
            acc = call(b, slot(a), acc);
        } else if (form == "CALL1S") {
            acc = slot(a) = call(b, acc, Real{0});
        } else if (form == "CALL1A") {
            acc = call(b, slot(a), Real{0});
        } else if (form == "U") {
            acc = unary(acc);
        } else if (form == "UA") {
            acc = unary(slot(a));
        } else if (form == "US") {
            acc = slot(b) = unary(acc);
        } else if (form == "RA") {
            acc = binary(row.op1, acc, slot(a));
        } else if (form == "AR") {
            acc = binary(row.op1, slot(a), acc);
        } else if (form == "RAB") {
            acc = apply(row.op1, std::vector<Real>{acc, slot(a), slot(b)});
        } else if (form == "ABR") {
            acc = apply(row.op1, std::vector<Real>{slot(a), slot(b), acc});
        } else if (form == "RR") {
            acc = binary(row.op1, acc, acc);
        } else if (form == "AB") {
            acc = binary(row.op1, slot(a), slot(b));
        } else if (form == "RAS") {
            acc = slot(b) = binary(row.op1, acc, slot(a));
        } else if (form == "ARS") {
            acc = slot(b) = binary(row.op1, slot(a), acc);
        } else if (form == "RAxB") {
            acc = binary(row.op2, binary(row.op1, acc, slot(a)), slot(b));
        } else if (form == "RxAB") {
            acc = binary(row.op1, acc, binary(row.op2, slot(a), slot(b)));
        } else if (form == "ABxC" || form == "ABS3") {
            Real &third = frame_.at((word >> 8U) & 0xFFU);
            const Real joined = binary(row.op1, frame_.at(word >> 24U), frame_.at((word >> 16U) & 0xFFU));
            acc = form == "ABxC" ? binary(row.op2, joined, third) : (third = joined);
        } else if (form == "AAxBB") {
            acc = binary(row.op2, binary(row.op1, slot(a), slot(a)), binary(row.op1, slot(b), slot(b)));
        } else if (form == "RAxBS") {
            const Real inner = binary(row.op1, acc, frame_.at(word >> 24U));
            acc = frame_.at((word >> 8U) & 0xFFU) = binary(row.op2, inner, frame_.at((word >> 16U) & 0xFFU));
        } else if (form == "RxCALL1S") {
            const Real called = call((word >> 16U) & 0xFFU, acc, Real{0});
            acc = frame_.at((word >> 8U) & 0xFFU) = binary(row.op1, called, frame_.at(word >> 24U));
        } else if (form == "CALL2A") {
            acc = call((word >> 16U) & 0xFFU, frame_.at(word >> 24U), frame_.at((word >> 8U) & 0xFFU));
        } else if (form == "ABC") {
            const Real &third = frame_.at((word >> 8U) & 0xFFU);
            acc = apply(row.op1, std::vector<Real>{frame_.at(word >> 24U), frame_.at((word >> 16U) & 0xFFU), third});
        } else if (form == "ABRS") {
            const Real y = frame_.at((word >> 16U) & 0xFFU);
            acc = frame_.at((word >> 8U) & 0xFFU) = apply(row.op1, std::vector<Real>{frame_.at(word >> 24U), y, acc});
        } else if (form == "RABS" || form == "RABAC") {
            const Real x = frame_.at(word >> 24U);
            Real &third = frame_.at((word >> 8U) & 0xFFU);
            acc = apply(row.op1, std::vector<Real>{acc, x, frame_.at((word >> 16U) & 0xFFU)});
            acc = form == "RABS" ? (third = acc) : apply(row.op1, std::vector<Real>{acc, x, third});
        } else if (form == "SAB") {
            frame_.at((word >> 8U) & 0xFFU) = acc;
            acc = binary(row.op1, frame_.at(word >> 24U), frame_.at((word >> 16U) & 0xFFU));
        } else if (row.set == "STATES") {
            acc = remember(row, a, b / sizeof(Real), acc);
        } else if (!run_effect(form, a, b, distance, acc)) {
            throw std::runtime_error("no form is called " + form);
        }
    }
}

template class TableReader<float>;
template class TableReader<double>;

} // namespace abax_tests
