// A run time that is built for a list of operators (CMakeLists.txt has it): every instruction and every library function is
// either there or refused at its place, as one that this build lacks.
#include "running.hpp"

#include "eval/forms.h"

#include <algorithm>
#include <string_view>

namespace abax_tests {
namespace {

constexpr std::uint32_t code_at = sizeof(abax_header);

// The list is + * ?: << < fma ln ^ sin cos [] natives. What comes with it: a - b for a + -b, -a for a*-1, quotients for
// powers, > for < with its operands swapped, and what decides about elements and natives.
bool is_listed(Op op) {
    constexpr Op listed[] = {Op::NONE, Op::ADD, Op::SUB, Op::MUL, Op::DIV, Op::NEG, Op::LT,
                             Op::GT,   Op::SHL, Op::FMA, Op::MAX, Op::NOT, Op::BOOL};
    return std::find(std::begin(listed), std::end(listed), op) != std::end(listed);
}

bool is_listed(const LibraryRow &function) {
    constexpr std::string_view listed[] = {"ln", "pow", "sin", "cos"};
    return std::find(std::begin(listed), std::end(listed), function.name) != std::end(listed);
}

std::uint32_t fields_of(Form form) {
    constexpr std::uint32_t fields[] = {
#define ABAX_FORM(name, set, fields) fields,
#include "abax/forms.def"
    };
    return fields[static_cast<std::size_t>(form)];
}

template <class Real> TableBuilder<Real> with_start(std::uint8_t profile) {
    TableBuilder<Real> t;
    t.profile = profile;
    t.features = features_of(profile);
    t.params = {{"x"}};
    t.results = {{"y"}};
    t.arrays = {{Real(1)}};
    t.imports = {{"f", 1}};
    t.starts = 1;
    t.temporaries = 1;
    t.load(0).store(t.start(0)).end();
    std::swap(t.code, t.start_code);
    t.load(0);
    return t;
}

// LOAD x; the instruction, with fields that are right; STORE y; END.
template <class Real> TableBuilder<Real> with(std::uint8_t profile, const Row &row, std::uint32_t function) {
    TableBuilder<Real> t = with_start<Real>(profile);
    const std::uint32_t fields = fields_of(row.form);
    const std::uint32_t target = t.result(0);
    const std::uint32_t b = (fields & ABAX_CALL_B) != 0                      ? function
                            : (fields & (ABAX_COUNT_B | ABAX_NUMBER_B)) != 0 ? 1
                            : (fields & ABAX_STORE_B) != 0                   ? target
                                                                             : 0;
    t.emit(row, (fields & ABAX_STORE_A) != 0 ? target : 0, b, (fields & ABAX_STORE_C) != 0 ? target : 0);
    return is_end(row.form) ? t : t.store(target).end();
}

template <class Real> class Listed : public ::testing::Test {
protected:
    static void expect(const TableBuilder<Real> &t, abax_status status, std::uint32_t position) {
        const ExactBytes bytes(t.bytes());
        typename Api<Real>::Table table;
        EXPECT_EQ(Api<Real>::open(&table, bytes.data.get(), bytes.size), status);
        EXPECT_EQ(table.position, position);
    }
    static void expect_listed(const TableBuilder<Real> &t, bool listed) {
        expect(t, listed ? ABAX_OK : ABAX_E_FEATURE, listed ? 0 : code_at + t.step());
    }
};
TYPED_TEST_SUITE(Listed, BothReals, RealNames);

TYPED_TEST(Listed, HasTheInstructionsOfItsOperatorsAndNoOthers) {
    for (const std::uint8_t profile : all_profiles) {
        std::size_t there = 0;
        for (const Row &row : rows) {
            if (row.form == Form::END || (row.set == Set::FUSED && profile != fused_profile)) {
                continue;
            }
            SCOPED_TRACE(::testing::Message() << "instruction " << row.number << ", profile " << int{profile});
            const bool listed = is_listed(row.op1) && is_listed(row.op2);
            const bool two = (fields_of(row.form) & ABAX_TWO) != 0;
            TableBuilder<TypeParam> t = with<TypeParam>(profile, row, two ? 65 : 88);
            if (row.set == Set::STATES || row.set == Set::CURVES) {
                t.features |= row.set == Set::STATES ? 1U << ABAX_SET_STATES : 1U << ABAX_SET_CURVES;
                this->expect(t, ABAX_E_FEATURE, offsetof(abax_header, features));
                continue;
            }
            this->expect_listed(t, listed);
            there += listed ? 1 : 0;
        }
        EXPECT_GT(there, profile == fused_profile ? 90U : 25U);
    }
}

TYPED_TEST(Listed, HasTheFunctionsThatAreNamedAndNoOthers) {
    for (const std::uint8_t profile : all_profiles) {
        for (const LibraryRow &function : library_rows) {
            SCOPED_TRACE(function.name);
            const Form form = function.arity == 1 ? Form::CALL1 : Form::CALL2;
            this->expect_listed(with<TypeParam>(profile, row_of(form), function.number), is_listed(function));
        }
    }
}

// Slot numbers and functions lie elsewhere in these words.
TYPED_TEST(Listed, FindsTheFunctionsOfFusedInstructions) {
    for (const LibraryRow &function : library_rows) {
        SCOPED_TRACE(function.name);
        const auto check = [&](const Row &row) {
            this->expect_listed(with<TypeParam>(fused_profile, row, function.number), is_listed(function));
        };
        if (function.arity == 1) {
            check(row_of(Form::CALL1A));
            check(row_of(Form::CALL1S));
            check(row_of(Form::RxCALL1S, Op::MUL));
        } else {
            check(row_of(Form::CALL2A));
        }
    }
}

TYPED_TEST(Listed, LooksAtStartCodeToo) {
    TableBuilder<TypeParam> t = with_start<TypeParam>(fused_profile);
    t.store(t.result(0)).end();
    std::swap(t.code, t.start_code);
    t.code.clear();
    t.load(0).emit(row_of(Form::U, Op::SQRT)).store(t.start(0)).end();
    std::swap(t.code, t.start_code);
    const auto start = static_cast<std::uint32_t>(code_at + (t.code.size() * 4 + 7) / 8 * 8);
    this->expect(t, ABAX_E_FEATURE, start + 4);
}

// What is no instruction, or not used as one, is damage: no other build would take it.
TYPED_TEST(Listed, TellsDamageFromWhatIsNotBuiltIn) {
    for (const std::uint32_t word : {255U, 63U, row_of(Form::RA, Op::EQ).number | 1U << 20,
                                     row_of(Form::CALL1).number | 104U << 8, row_of(Form::CALL2).number | 80U << 8}) {
        TableBuilder<TypeParam> t = with_start<TypeParam>(base_profile);
        t.code.push_back(word);
        t.end();
        this->expect(t, ABAX_E_CODE, code_at + 4);
    }
}

TYPED_TEST(Listed, Evaluates) {
    for (const std::uint8_t profile : all_profiles) {
        TableBuilder<TypeParam> t;
        t.profile = profile;
        t.features = features_of(profile);
        t.params = {{"x"}};
        t.results = {{"y"}};
        t.constants = {TypeParam(3)};
        t.load(0).emit(row_of(Form::RA, Op::MUL), t.constant(0)).emit(row_of(Form::U, Op::NEG));
        t.emit(row_of(Form::RAB, Op::FMA), 0, 0).emit(row_of(Form::RA, Op::SHL), t.constant(0)).store(1).end();
        Running<TypeParam> run(t);
        ASSERT_EQ(run.status, ABAX_OK);
        run.set(0, TypeParam(-2));
        run.eval();
        EXPECT_EQ(run.get(1), TypeParam(-112)); // (6 * -2 + -2) << 3
    }
}

} // namespace
} // namespace abax_tests
