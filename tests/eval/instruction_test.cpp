// Every row of instructions.def, in every encoding that has it, against the operators' reference; and every fused row
// against the base instructions that its form stands for.
#include "operator_reference.hpp"
#include "running.hpp"

#include <map>
#include <optional>
#include <set>

namespace abax_tests {
namespace {

template <class Real> const std::vector<Real> &some_values() {
    using Limits = std::numeric_limits<Real>;
    static const std::vector<Real> values = {
        Real{0},
        Real(-0.0),
        Real{1},
        Real(-1.5),
        Real(2.5),
        Real(-7),
        Real(33.25),
        Real(-2147483649.),
        Real(6e9),
        Limits::denorm_min(),
        Limits::max(),
        -Limits::infinity(),
        Limits::infinity(),
        Limits::quiet_NaN(),
        Real(0.1),
    };
    return values;
}

// What a row does, by its form: the accumulator after it, the slot D, which gets the accumulator unless `stored` says
// otherwise, and whether it jumps.
template <class Real> struct Effect {
    Real acc;
    bool stores = false;
    bool jumps = false;
    std::optional<Real> stored = {};
};

template <class Real> Effect<Real> effect(const Row &row, std::uint32_t number, Real r, Real a, Real b, Real c) {
    const auto one = [](Op op, Real x) { return reference(op, x, Real{0}, Real{0}); };
    const auto two = [](Op op, Real x, Real y) { return reference(op, x, y, Real{0}); };
    switch (row.form) {
    case Form::END:
        return {r};
    case Form::LOAD:
        return {a};
    case Form::STORE:
        return {r, true};
    case Form::JUMP:
        return {r, false, true};
    case Form::JZERO:
        return {r, false, r == Real{0}};
    case Form::JTRUE:
        return {r, false, r != Real{0}};
    case Form::CALL1:
        return {reference_library(number, r, r)};
    case Form::CALL2:
        return {reference_library(number, r, a)};
    case Form::CALL2R:
        return {reference_library(number, a, r)};
    case Form::U:
        return {one(row.op1, r)};
    case Form::RA:
        return {two(row.op1, r, a)};
    case Form::AR:
        return {two(row.op1, a, r)};
    case Form::RAB:
        return {reference(row.op1, r, a, b)};
    case Form::ABR:
        return {reference(row.op1, a, b, r)};
    case Form::CALL1S:
        return {reference_library(number, r, r), true};
    case Form::CALL1A:
        return {reference_library(number, a, a)};
    case Form::UA:
        return {one(row.op1, a)};
    case Form::US:
        return {one(row.op1, r), true};
    case Form::RR:
        return {two(row.op1, r, r)};
    case Form::AB:
        return {two(row.op1, a, b)};
    case Form::RAS:
        return {two(row.op1, r, a), true};
    case Form::ARS:
        return {two(row.op1, a, r), true};
    case Form::RAxB:
        return {two(row.op2, two(row.op1, r, a), b)};
    case Form::RxAB:
        return {two(row.op1, r, two(row.op2, a, b))};
    case Form::ABxC:
        return {two(row.op2, two(row.op1, a, b), c)};
    case Form::ABS3:
        return {two(row.op1, a, b), true};
    case Form::RAxBS:
        return {two(row.op2, two(row.op1, r, a), b), true};
    case Form::RxCALL1S:
        return {two(row.op1, reference_library(number, r, r), a), true};
    case Form::CALL2A:
        return {reference_library(number, a, c)};
    case Form::SAB:
        return {two(row.op1, a, b), true, false, r};
    case Form::AAxBB:
        return {two(row.op2, two(row.op1, a, a), two(row.op1, b, b))};
    case Form::SE: // nothing can look at the accumulator any more
        return {Real{0}, true, false, r};
    case Form::RASE:
        return {Real{0}, true, false, two(row.op1, r, a)};
    case Form::ABSE:
        return {Real{0}, true, false, two(row.op1, a, b)};
    case Form::RAxBSE:
        return {Real{0}, true, false, two(row.op2, two(row.op1, r, a), b)};
    case Form::ABC:
        return {reference(row.op1, a, b, c)};
    case Form::RABS:
        return {reference(row.op1, r, a, b), true};
    case Form::ABRS:
        return {reference(row.op1, a, b, r), true};
    case Form::RABAC:
        return {reference(row.op1, reference(row.op1, r, a, b), a, c)};
    case Form::JNOT:
        return {r, false, two(row.op1, r, a) == Real{0}};
    case Form::JIF:
        return {r, false, two(row.op1, r, a) != Real{0}};
    case Form::INDEXC:
    case Form::INDEXF:
    case Form::OUTSIDE:
    case Form::FAULT:
    case Form::NATIVE:
    case Form::STATE:
    case Form::WINDOW:
    case Form::RECALL:
    case Form::CURVE:
    case Form::EVEN:
    case Form::MAP:
        break; // not of operands alone: index_test.cpp, native_test.cpp, state_test.cpp, the corpus of curves
    }
    return {r};
}

bool takes_three(Form form) {
    return form == Form::RAB || form == Form::ABR || form == Form::RAxB || form == Form::RxAB || form == Form::ABxC ||
           form == Form::RAxBS || form == Form::SAB || form == Form::RAxBSE || form == Form::ABC ||
           form == Form::RABS || form == Form::ABRS || form == Form::RABAC;
}

bool is_call(Form form) {
    return form == Form::CALL1 || form == Form::CALL2 || form == Form::CALL2R || form == Form::CALL1S ||
           form == Form::CALL1A || form == Form::RxCALL1S || form == Form::CALL2A;
}

bool calls_two(Form form) { return form == Form::CALL2 || form == Form::CALL2R || form == Form::CALL2A; }

bool is_jump(Form form) {
    return form == Form::JUMP || form == Form::JZERO || form == Form::JTRUE || form == Form::JNOT || form == Form::JIF;
}

// Four params: the accumulator and the operands A, B, C. Three results: the accumulator after the instruction, the slot
// that it stores to, and 1 where it did not jump. Temporaries for expansions.
template <class Real> struct Bench {
    TableBuilder<Real> table;
    std::uint32_t r, a, b, c, acc_after, stored, not_jumped, zero, one, t;

    explicit Bench(std::uint8_t profile) {
        table.profile = profile;
        table.features = features_of(profile);
        table.params = {{"r"}, {"a"}, {"b"}, {"c"}};
        table.results = {{"acc"}, {"stored"}, {"not_jumped"}};
        table.constants = {Real{0}, Real{1}};
        table.temporaries = 1;
        r = table.param(0);
        a = table.param(1);
        b = table.param(2);
        c = table.param(3);
        acc_after = table.result(0);
        stored = table.result(1);
        not_jumped = table.result(2);
        zero = table.constant(0);
        one = table.constant(1);
        t = table.temporary(0);
        table.load(zero).store(not_jumped).store(stored).load(r);
    }

    // What follows the instruction under test; a jump skips the first three.
    void finish() {
        table.load(one).store(not_jumped).load(r);
        after();
    }
    void after() { table.store(acc_after).end(); }

    void finish(const Row &row) {
        if (is_end(row.form)) {
            table.end();
        } else if (is_jump(row.form)) {
            finish();
        } else {
            after();
        }
    }

    void instruction(const Row &row, std::uint32_t number) {
        switch (row.form) {
        case Form::END:
            break;
        case Form::STORE:
        case Form::SE:
            table.emit(row, 0, stored);
            break;
        case Form::JUMP:
        case Form::JZERO:
        case Form::JTRUE:
            table.emit(row, 0, 3);
            break;
        case Form::JNOT:
        case Form::JIF:
            table.emit(row, a, 3);
            break;
        case Form::CALL1:
            table.emit(row, 0, number);
            break;
        case Form::CALL2:
        case Form::CALL2R:
        case Form::CALL1A:
            table.emit(row, a, number);
            break;
        case Form::CALL1S:
            table.emit(row, stored, number);
            break;
        case Form::U:
        case Form::RR:
            table.emit(row);
            break;
        case Form::US:
            table.emit(row, 0, stored);
            break;
        case Form::RAS:
        case Form::ARS:
        case Form::RASE:
            table.emit(row, a, stored);
            break;
        case Form::LOAD:
        case Form::RA:
        case Form::AR:
        case Form::UA:
            table.emit(row, a);
            break;
        case Form::ABS3:
        case Form::RAxBS:
        case Form::RABS:
        case Form::ABRS:
        case Form::SAB:
        case Form::ABSE:
        case Form::RAxBSE:
            table.emit(row, a, b, stored);
            break;
        case Form::RxCALL1S:
            table.emit(row, a, number, stored);
            break;
        case Form::CALL2A:
            table.emit(row, a, number, c);
            break;
        default:
            table.emit(row, a, b, row.form == Form::ABxC || row.form == Form::ABC || row.form == Form::RABAC ? c : 0);
            break;
        }
    }

    // The base instructions of instructions.def's right-hand column.
    void expansion(const Row &row, std::uint32_t number) {
        const auto ra = [&](Op op, std::uint32_t slot) { table.emit(row_of(Form::RA, op), slot); };
        const auto ar = [&](Op op, std::uint32_t slot) { table.emit(row_of(Form::AR, op), slot); };
        const auto u = [&](Op op) { table.emit(row_of(Form::U, op)); };
        const auto call = [&] { table.emit(row_of(Form::CALL1), 0, number); };
        switch (row.form) {
        case Form::CALL1S:
            call();
            table.store(stored);
            break;
        case Form::CALL1A:
            table.load(a);
            call();
            break;
        case Form::UA:
            table.load(a);
            u(row.op1);
            break;
        case Form::US:
            u(row.op1);
            table.store(stored);
            break;
        case Form::RR:
            table.store(t);
            ra(row.op1, t);
            break;
        case Form::AB:
            table.load(a);
            ra(row.op1, b);
            break;
        case Form::RAS:
        case Form::RASE:
            ra(row.op1, a);
            table.store(stored);
            break;
        case Form::ARS:
            ar(row.op1, a);
            table.store(stored);
            break;
        case Form::RAxB:
            ra(row.op1, a);
            ra(row.op2, b);
            break;
        case Form::RxAB:
            table.store(t).load(a);
            ra(row.op2, b);
            // Addition and multiplication commute and have no AR row.
            row.op1 == Op::ADD || row.op1 == Op::MUL ? ra(row.op1, t) : ar(row.op1, t);
            break;
        case Form::ABxC:
            table.load(a);
            ra(row.op1, b);
            ra(row.op2, c);
            break;
        case Form::AAxBB:
            table.load(a);
            ra(row.op1, a);
            table.store(t).load(b);
            ra(row.op1, b);
            ra(row.op2, t);
            break;
        case Form::SE:
            table.store(stored);
            break;
        case Form::ABS3:
        case Form::ABSE:
            table.load(a);
            ra(row.op1, b);
            table.store(stored);
            break;
        case Form::RAxBS:
        case Form::RAxBSE:
            ra(row.op1, a);
            ra(row.op2, b);
            table.store(stored);
            break;
        case Form::RxCALL1S:
            call();
            ra(row.op1, a);
            table.store(stored);
            break;
        case Form::CALL2A:
            table.load(a).emit(row_of(Form::CALL2), c, number);
            break;
        case Form::SAB:
            table.store(stored).load(a);
            ra(row.op1, b);
            break;
        case Form::ABC:
            table.load(a).emit(row_of(Form::RAB, row.op1), b, c);
            break;
        case Form::RABS:
            table.emit(row_of(Form::RAB, row.op1), a, b).store(stored);
            break;
        case Form::ABRS:
            table.emit(row_of(Form::ABR, row.op1), a, b).store(stored);
            break;
        case Form::RABAC:
            table.emit(row_of(Form::RAB, row.op1), a, b).emit(row_of(Form::RAB, row.op1), a, c);
            break;
        case Form::JNOT:
            ra(row.op1, a);
            table.emit(row_of(Form::JZERO), 0, 3);
            break;
        case Form::JIF:
            ra(row.op1, a);
            table.emit(row_of(Form::JTRUE), 0, 3);
            break;
        default:
            FAIL() << "a base form has no expansion";
        }
    }
};

template <class Real> class Instruction : public ::testing::Test {
protected:
    // Calls body(r, a, b, c) with all combinations of the values that the form looks at.
    template <class Body> static void for_values(Form form, Body body) {
        const auto &values = some_values<Real>();
        const std::vector<Real> nothing = {Real(-3.5)};
        const bool three = takes_three(form);
        for (const Real r : values) {
            for (const Real a : values) {
                for (const Real b :
                     three || form == Form::AB || form == Form::ABS3 || form == Form::ABSE || form == Form::AAxBB
                         ? values
                         : nothing) {
                    // ABxC, ABC and CALL2A do not read the accumulator: r runs for C.
                    body(r, a, b, r);
                }
            }
        }
    }

    static void check(std::uint8_t profile, const Row &row, std::uint32_t number, const char *name) {
        SCOPED_TRACE(::testing::Message()
                     << "instruction " << row.number << " " << name << ", profile " << int{profile});
        Bench<Real> bench(profile);
        bench.instruction(row, number);
        bench.finish(row);
        Running<Real> run(bench.table);
        ASSERT_EQ(run.status, ABAX_OK) << "position " << run.table.position;
        for_values(row.form, [&](Real r, Real a, Real b, Real c) {
            const Effect<Real> expected = effect(row, number, r, a, b, c);
            run.set(bench.r, r);
            run.set(bench.a, a);
            run.set(bench.b, b);
            run.set(bench.c, c);
            run.eval();
            ASSERT_TRUE(same_value(run.get(bench.acc_after), expected.acc))
                << r << ", " << a << ", " << b << ", " << c << ": " << run.get(bench.acc_after) << ", not "
                << expected.acc;
            ASSERT_TRUE(
                same_value(run.get(bench.stored), expected.stores ? expected.stored.value_or(expected.acc) : Real{0}));
            ASSERT_EQ(run.get(bench.not_jumped), is_jump(row.form) && !expected.jumps ? Real{1} : Real{0})
                << r << ", " << a;
        });
    }

    static void check_all(std::uint8_t profile, bool fused) {
        for (const Row &row : rows) {
            if ((row.set == Set::FUSED && !fused) || row.set == Set::ARRAYS || row.set == Set::NATIVES ||
                row.set == Set::STATES || row.set == Set::CURVES) {
                continue;
            }
            if (!is_call(row.form)) {
                check(profile, row, 0, "");
                continue;
            }
            for (const LibraryRow &function : library_rows) {
                if (function.arity == (calls_two(row.form) ? 2 : 1)) {
                    check(profile, row, function.number, function.name);
                }
            }
        }
    }
};
TYPED_TEST_SUITE(Instruction, BothReals, RealNames);

TYPED_TEST(Instruction, MeansItsFormulaInTheBaseProfile) { this->check_all(base_profile, false); }
TYPED_TEST(Instruction, MeansItsFormulaInTheFusedProfile) { this->check_all(fused_profile, true); }
TYPED_TEST(Instruction, MeansItsFormulaInTheWideProfile) { this->check_all(wide_profile, false); }

TYPED_TEST(Instruction, FusedMeansTheBaseInstructionsItStandsFor) {
    for (const Row &row : rows) {
        if (row.set != Set::FUSED) {
            continue;
        }
        SCOPED_TRACE(::testing::Message() << "instruction " << row.number);
        const std::uint32_t number = calls_two(row.form) ? 65 : is_call(row.form) ? 81 : 0; // pow, exp
        Bench<TypeParam> fused(fused_profile);
        Bench<TypeParam> base(base_profile);
        fused.instruction(row, number);
        base.expansion(row, number);
        fused.finish(row);
        base.finish(row);
        Running<TypeParam> one(fused.table);
        Running<TypeParam> other(base.table);
        ASSERT_EQ(one.status, ABAX_OK);
        ASSERT_EQ(other.status, ABAX_OK);
        this->for_values(row.form, [&](TypeParam r, TypeParam a, TypeParam b, TypeParam c) {
            for (Running<TypeParam> *run : {&one, &other}) {
                run->set(fused.r, r);
                run->set(fused.a, a);
                run->set(fused.b, b);
                run->set(fused.c, c);
                run->eval();
            }
            // The accumulator after a comparison that jumped is unobservable: a fused one keeps it, the expansion does not.
            if (!is_jump(row.form)) {
                ASSERT_TRUE(same_value(one.get(fused.acc_after), other.get(base.acc_after)))
                    << r << ", " << a << ", " << b;
            }
            ASSERT_TRUE(same_value(one.get(fused.stored), other.get(base.stored)));
            ASSERT_EQ(one.get(fused.not_jumped), other.get(base.not_jumped));
        });
    }
}

TEST(InstructionRows, HaveUniqueNumbersAndTheFormsOfTheirSets) {
    std::set<std::uint32_t> numbers;
    for (const Row &row : rows) {
        EXPECT_TRUE(numbers.insert(row.number).second) << row.number;
        EXPECT_LE(row.number, 255U);
        EXPECT_EQ(row.set == Set::BITWISE ? Set::BASE : row.set, form_sets[static_cast<std::size_t>(row.form)])
            << row.number;
    }
}

} // namespace
} // namespace abax_tests
