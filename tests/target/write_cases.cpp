// Writes the cases for the target: every module that generated source is tested with, and samples of the maths library.
//     write_cases f32|f64 FILE
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "abax/maths.h"
#include "code_words.hpp"
#include "cost.hpp"
#include "engine/compiled.hpp"
#include "eval/layout.h"
#include "runner/agreement.hpp"
#include "runner/random_expression.hpp"
#include "source/test_modules.hpp"
#include "table_sections.hpp"
#include "target/blob_writer.hpp"
#include "target/cases.hpp"

namespace abax_tests {
namespace {

// What library.def says of the function with this number in ops.def.
template <class Real> bool differs(std::uint32_t number) {
    constexpr bool narrow = sizeof(Real) == 4;
    static const auto difference = [](const std::string &name) {
#define ABAX_DIFFERENCE(c_name, f32, f64)                                                                              \
    if (name == #c_name) {                                                                                             \
        return narrow ? f32 : f64;                                                                                     \
    }
#include "target/library.def"
        return 0;
    };
    switch (number) {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    case number:                                                                                                       \
        return difference(#c_name) != 0;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    case number:                                                                                                       \
        return difference(#c_name) != 0;
#include "abax/ops.def"
    default:
        return false;
    }
}

abax::host::Table table_of(const Compiled &compiled, unsigned bits) { return {compiled.words, compiled.size, bits, 0}; }

// Whether a table calls a function whose values differ.
template <class Real> bool calls_differing(const abax::host::Table &table) {
    for (const int section : {ABAX_SECTION_START_CODE, ABAX_SECTION_CODE}) {
        for (const abax::host::CodeWord &word : abax::host::code_words(table, section)) {
            if (abax::host::calls_library(word) && differs<Real>(word.number)) {
                return true;
            }
        }
    }
    return false;
}

template <class Real> void write_declaration(BlobWriter &out, const Declaration &declaration) {
    std::vector<Real> numbers;
    if (declaration.kind == DeclarationKind::param || declaration.kind == DeclarationKind::constant) {
        for (const std::string &text : elements_of(declaration)) {
            numbers.push_back(real_of_text<Real>(text));
        }
    }
    if (declaration.is_curve()) { // how many x and y, then all
        const CurveNumbers<Real> curve(declaration);
        numbers = {static_cast<Real>(curve.x.size()), static_cast<Real>(curve.y.size())};
        for (const std::vector<Real> *values : {&curve.x, &curve.y, &curve.z}) {
            numbers.insert(numbers.end(), values->begin(), values->end());
        }
    }
    if (!declaration.least.empty()) {
        numbers.push_back(real_of_text<Real>(declaration.least));
        numbers.push_back(real_of_text<Real>(declaration.most));
    }
    out.number(static_cast<std::size_t>(declaration.kind));
    out.number((declaration.is_array() ? cases::is_array : 0U) | (declaration.least.empty() ? 0U : cases::has_range));
    out.text(declaration.name);
    out.text(declaration.text);
    out.number(numbers.size());
    out.reals(numbers);
}

template <class Real>
void write_row(BlobWriter &out, const ModuleSource &source, const std::vector<Real> &row,
               const std::vector<Real> &results, const Effects<Real> &effects) {
    const Natives<Real> natives(source);
    out.reals(row);
    out.reals(results);
    out.number(effects.faults);
    out.number(effects.charged);
    out.number(effects.calls.size());
    for (const NativeCall<Real> &call : effects.calls) {
        out.number(natives.find(call.name)->ordinal);
        out.number(call.arguments.size());
        out.reals(call.arguments);
    }
}

template <class Real> void write_bound(BlobWriter &out, const Compiled &compiled) {
    if (compiled.size == 0) {
        out.number(0);
        out.number(0);
        return;
    }
    const abax::host::Table table = table_of(compiled, 8 * sizeof(Real));
    const abax::host::Cost cost = abax::host::cost_of(table);
    const std::vector<abax::host::CodeWord> words = abax::host::code_words(table, ABAX_SECTION_CODE);
    // What a curve takes depends on x, what a memory takes on what it holds.
    const std::uint32_t varying = 1U << ABAX_SET_CURVES | 1U << ABAX_SET_STATES;
    const bool jumping = (abax::host::header_of(table).features & varying) != 0 ||
                         std::any_of(words.begin(), words.end(), abax::host::jumps);
    out.number(cost.instructions);
    out.number((cost.library.empty() ? 0U : cases::with_library) | (cost.natives ? cases::with_natives : 0U) |
               (jumping ? 0U : cases::straight_line));
}

template <class Real> void write_module(BlobWriter &out, TestModule<Real> &module) {
    const Truth<Real> truth =
        module.source.fast ? truth_of_table(module.source, module.rows) : truth_of(module.source, module.rows);
    const ModuleSource &source = module.source;
    std::vector<Compiled> tables;
    bool differing = false;
    for (const std::uint32_t profile : {ABAX_COMPILE_BASE, ABAX_COMPILE_FUSED, ABAX_COMPILE_WIDE}) {
        tables.push_back(compile<Real>(source, profile));
        if (tables.back().status == ABAX_OK) {
            differing = differing || calls_differing<Real>(table_of(tables.back(), 8 * sizeof(Real)));
        }
    }
    out.number(sizeof(Real));
    out.number((source.any_order ? cases::any_order : 0U) | (differing ? cases::own_library : 0U));
    out.number(source.log);
    out.number(source.fast ? 1 : 0);
    out.number(source.node_limit);
    out.number(source.reserve_params);
    out.number(source.reserve_results);
    out.number(source.reserve_states);
    out.text(module.name);
    out.text(source.name);
    out.text(source.version);
    out.number(source.declarations.size());
    for (const Declaration &declaration : source.declarations) {
        write_declaration<Real>(out, declaration);
    }
    for (const Compiled &table : tables) {
        out.number(table.size);
        out.bytes(table.bytes(), table.size);
        write_bound<Real>(out, table);
    }
    out.number(module.rows.size());
    out.number(module.rows.empty() ? 0 : module.rows.front().size());
    out.number(source.count(DeclarationKind::expression));
    for (std::size_t i = 0; i < module.rows.size(); ++i) {
        write_row(out, source, module.rows[i], truth.results[i], truth.effects[i]);
    }
}

// An argument from a range, or any at all.
template <class Real> Real argument(Random &random, double least, double most) {
    const double unit = static_cast<double>(random.below(1U << 30U)) / (1U << 30U);
    return random.chance(10) ? random_value<Real>(random) : static_cast<Real>(least + unit * (most - least));
}

template <class Real>
void write_samples(BlobWriter &out, std::uint32_t number, Real (*function)(Real, Real), double most) {
    constexpr std::size_t count = 4000;
    Random random(number);
    std::vector<Real> values;
    for (std::size_t i = 0; i < count; ++i) {
        const Real x = argument<Real>(random, -most, most);
        const Real y = argument<Real>(random, -most, most);
        values.push_back(x);
        values.push_back(y);
        values.push_back(function(x, y));
    }
    out.number(number);
    out.number(count);
    out.reals(values);
}

std::size_t function_count() {
    std::size_t count = 0;
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) ++count;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) ++count;
#include "abax/ops.def"
    return count;
}

// Where a function is neither 0, 1 nor infinite nearly everywhere.
double most_of(const std::string &name) {
    if (name == "asin" || name == "acos" || name == "atanh") {
        return 1;
    }
    return name == "erf" || name == "erfc" || name == "tanh" ? 5 : 60;
}

template <class Real> bool write_all(std::FILE *file) {
    BlobWriter out(file);
    std::vector<TestModule<Real>> modules = test_modules<Real>();
    out.number(cases::magic);
    out.number(modules.size());
    for (TestModule<Real> &module : modules) {
        write_module(out, module);
    }
    out.number(function_count());
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    write_samples<Real>(                                                                                               \
        out, number, [](Real x, Real) { return ABAX_OF(c_name)(x); }, most_of(#c_name));
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    write_samples<Real>(                                                                                               \
        out, number, [](Real x, Real y) { return ABAX_OF(c_name)(x, y); }, most_of(#c_name));
#include "abax/ops.def"
    return out.good();
}

} // namespace
} // namespace abax_tests

int main(int argc, char **argv) {
    const std::string real = argc == 3 ? argv[1] : "";
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(
        real == "f32" || real == "f64" ? std::fopen(argv[2], "wb") : nullptr, std::fclose);
    if (file == nullptr) {
        std::fprintf(stderr, "usage: write_cases f32|f64 FILE\n");
        return 2;
    }
    const bool written =
        real == "f32" ? abax_tests::write_all<float>(file.get()) : abax_tests::write_all<double>(file.get());
    return written ? 0 : 1;
}
