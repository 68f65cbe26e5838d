// A table that runs: opened, made an instance of, and evaluated, for either Real behind one face.
//
// Values go in and come out as double, in which a float is exact.
#ifndef ABAX_GENERATOR_EVALUATOR_HPP
#define ABAX_GENERATOR_EVALUATOR_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "abax/abax.h"
#include "compile.hpp"

namespace abax::host {

template <typename TableType, typename InstanceType, typename ColumnType, typename RealType> struct Running {
    TableType table = {};
    InstanceType instance = {};
    std::vector<uint64_t> memory;
    std::vector<RealType> values; // of rows that are evaluated together, column by column
    std::vector<ColumnType> inputs;
    std::vector<ColumnType> outputs;
    std::vector<uint64_t> scratch;
};
using Running32 = Running<abax_f32_table, abax_f32_instance, abax_f32_column, float>;
using Running64 = Running<abax_f64_table, abax_f64_instance, abax_f64_column, double>;

struct Evaluator {
    Table bytes;
    std::variant<std::unique_ptr<Running32>, std::unique_ptr<Running64>> running;
    std::vector<std::string> params;
    std::vector<std::string> results;
    std::vector<uint32_t> param_slots;   // where they lie in the frame
    std::vector<uint32_t> param_lengths; // 1, or the elements of an array
    std::vector<uint32_t> result_slots;
    std::vector<std::string> imports;                      // natives that the table calls
    std::unordered_map<std::string, size_t> param_indices; // of their names
};

// Takes the table over into a new evaluator. ABAX_OK, or why it cannot run: ABAX_E_NATIVE when it imports any.
abax_status open_evaluator(Evaluator &evaluator, Table table);

std::optional<size_t> param_index(const Evaluator &evaluator, const std::string &name);

// Sets a param, of an array one element: element < param_lengths[index].
void set_param(Evaluator &evaluator, size_t index, double value, size_t element = 0);
double result_value(const Evaluator &evaluator, size_t index);

// Evaluates once; returns the faults (ABAX_FAULT_…) of this evaluation.
uint32_t evaluate(Evaluator &evaluator);

// Many rows at once: makes room for them, with a column for each of these slots of the params; the other params are the same in
// all rows. Returns how many may be evaluated together: 1 where a row may raise a fault, so that it is known which one it was.
size_t open_rows(Evaluator &evaluator, const std::vector<uint32_t> &slots);
void set_in_row(Evaluator &evaluator, uint32_t slot, size_t row, double value);

// Evaluates the first `rows` rows, one after another as far as can be seen; returns the faults of all of them.
uint32_t evaluate_rows(Evaluator &evaluator, size_t rows);
double result_in_row(const Evaluator &evaluator, size_t index, size_t row);

// The index of the result that is charged with the faults of the last evaluation: the first one that demanded them.
std::optional<size_t> faulty_result(const Evaluator &evaluator);

} // namespace abax::host

#endif
