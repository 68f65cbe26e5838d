// The rows of ops.def and instructions.def as data, for tests that go through all of them.
#ifndef ABAX_TESTS_ROWS_HPP
#define ABAX_TESTS_ROWS_HPP

#include <cstdint>
#include <vector>

namespace abax_tests {

enum class Op {
    NONE,
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence) id,
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence) id,
#define ABAX_TERNARY(id, number, name, properties, formula, sentence) id,
#define ABAX_STATE(id, number, name, parameters, least, most, slots, start, properties, sentence) id,
#define ABAX_WINDOW(id, number, name, rings, most, sentence) id,
#define ABAX_FEEDBACK(id, number, name, least, most, rings, longest, sentence) id,
#include "abax/ops.def"
};

enum class Form {
#define ABAX_FORM(name, set, fields) name,
#include "abax/forms.def"
};

enum class Set { BASE, BITWISE, FUSED, ARRAYS, NATIVES, STATES, CURVES };

// The set of a form's rows, those of the bitwise set aside.
inline constexpr Set form_sets[] = {
#define ABAX_FORM(name, set, fields) Set::set,
#include "abax/forms.def"
};

struct Row {
    std::uint32_t number;
    Form form;
    Op op1;
    Op op2;
    Set set;
};

inline constexpr Row rows[] = {
#define ABAX_INSTRUCTION(number, form, op1, op2, set) {number, Form::form, Op::op1, Op::op2, Set::set},
#include "abax/instructions.def"
};

// Whether an instruction stands for others and for END.
constexpr bool is_end(Form form) {
    return form == Form::SE || form == Form::RASE || form == Form::ABSE || form == Form::RAxBSE;
}

// The first row of this form and operator. Asking for one that does not exist is a mistake in the test.
constexpr Row row_of(Form form, Op op1 = Op::NONE, Op op2 = Op::NONE) {
    for (const Row &row : rows) {
        if (row.form == form && row.op1 == op1 && row.op2 == op2) {
            return row;
        }
    }
    throw "no such instruction";
}

struct LibraryRow {
    std::uint32_t number;
    int arity;
    const char *name;
};

inline constexpr LibraryRow library_rows[] = {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) {number, 1, name},
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) {number, 2, name},
#include "abax/ops.def"
};

} // namespace abax_tests

#endif
