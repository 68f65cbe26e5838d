// What the verifier refuses about code: every rule with its status and position, and the limits that must still be accepted.
#include "verifying.hpp"

namespace abax_tests {
namespace {

template <class Real> class CodeVerifier : public Verifier<Real> {};
TYPED_TEST_SUITE(CodeVerifier, BothReals, RealNames);

TYPED_TEST(CodeVerifier, ChecksOperands) {
    constexpr std::uint32_t real = sizeof(TypeParam);
    for (const std::uint8_t profile : {base_profile, wide_profile}) {
        const TableBuilder<TypeParam> t = valid<TypeParam>(profile);
        const bool wide = t.wide();
        const auto code = [&](std::uint32_t op, std::uint32_t a, std::uint32_t b) {
            return wide ? std::vector<std::uint32_t>{op | a << 8, b}
                        : std::vector<std::uint32_t>{op | b << 8 | a << 20};
        };
        const std::uint32_t frame = t.frame_slots() * real;
        const std::uint32_t add = row_of(Form::RA, Op::ADD).number;
        const std::uint32_t fma = row_of(Form::RAB, Op::FMA).number;
        for (const std::uint32_t offset : {frame, frame + real, 1U, 2U, real - 1, real / 2, frame - 1, 0xFF8U}) {
            this->word_refused(profile, code(add, offset, 0), "operand a");
            this->word_refused(profile, code(fma, offset, 0), "operand a of two");
            this->word_refused(profile, code(fma, 0, offset), "operand b");
            this->word_refused(profile, code(2, 0, offset), "store");
        }
        if (wide) {
            for (const std::uint32_t offset : {0x80000000U, 0xFFFFFFF8U, 0x1000000U}) {
                this->word_refused(profile, code(fma, 0, offset), "operand b");
                this->word_refused(profile, code(2, 0, offset), "store");
            }
        }
        // Slots that main code may not write, and those it may.
        for (std::uint32_t slot = 0; slot < t.frame_slots(); ++slot) {
            const bool result = slot >= t.result(0) && slot < t.constant(0);
            if (result || slot >= t.temporary(0)) {
                TableBuilder<TypeParam> good = t;
                good.code.clear();
                good.load(0).store(slot).end();
                EXPECT_TRUE(this->accepted(good)) << slot;
            } else {
                this->word_refused(profile, code(2, 0, slot * real), "store to a slot that is not written");
            }
        }
        this->word_refused(profile, code(add, 0, real), "unused b");
        this->word_refused(profile, code(1, 0, real), "unused b of LOAD");
        this->word_refused(profile, code(2, real, t.result(0) * real), "unused a of STORE");
        this->word_refused(profile, code(44, real, 0), "unused a of a unary operator");
        this->word_refused(profile, code(44, 0, real), "unused b of a unary operator");
        this->word_refused(profile, code(6, real, 81), "unused a of CALL1");
        for (const std::uint32_t number : {0U, 1U, 27U, 63U, 64U, 67U, 68U, 79U, 104U, 122U, 128U, 0xFFFU}) {
            this->word_refused(profile, code(6, 0, number), "CALL1 of a function that does not take one");
        }
        for (const std::uint32_t number : {0U, 63U, 68U, 80U, 103U, 0xFFFU}) {
            this->word_refused(profile, code(7, 0, number), "CALL2 of a function that does not take two");
            this->word_refused(profile, code(8, 0, number), "CALL2R of a function that does not take two");
        }
    }
    const std::uint32_t slots = valid<TypeParam>().frame_slots();
    for (const std::uint32_t shift : {8U, 16U, 24U}) {
        const std::uint32_t target = valid<TypeParam>().result(0);
        this->word_refused(fused_profile, {row_of(Form::ABxC, Op::ADD, Op::ADD).number | slots << shift}, "slot");
        this->word_refused(fused_profile,
                           {row_of(Form::ABS3, Op::ADD).number | (shift == 8 ? 0 : target << 8) |
                            (shift == 8 ? slots : 255U) << shift},
                           "slot or target");
        const std::uint32_t fits = target << 8; // a and b are slot 0, c is a result
        const std::uint32_t wrong = slots << shift | (shift == 8 ? 0 : fits);
        this->word_refused(fused_profile, {row_of(Form::RAxBS, Op::MUL, Op::ADD).number | wrong}, "slot or target");
        this->word_refused(fused_profile, {row_of(Form::SAB, Op::MUL).number | wrong}, "slot or target");
        this->word_refused(fused_profile, {row_of(Form::RABS, Op::FMA).number | wrong}, "slot or target");
        this->word_refused(fused_profile, {row_of(Form::ABRS, Op::FMA).number | wrong}, "slot or target");
        this->word_refused(fused_profile, {row_of(Form::ABC, Op::FMA).number | slots << shift}, "slot");
        this->word_refused(fused_profile, {row_of(Form::RABAC, Op::FMA).number | slots << shift}, "slot");
        const std::uint32_t exp = shift == 16 ? 0U : 81U << 16;
        this->word_refused(fused_profile, {row_of(Form::RxCALL1S, Op::MUL).number | wrong | exp}, "target or function");
        const std::uint32_t pow = shift == 16 ? 0U : 65U << 16;
        this->word_refused(fused_profile, {row_of(Form::CALL2A).number | slots << shift | pow}, "slot or function");
    }
}

TYPED_TEST(CodeVerifier, ChecksOpcodes) {
    for (const std::uint8_t profile : all_profiles) {
        const std::uint32_t pad = profile == wide_profile ? 2 : 1;
        for (std::uint32_t op = 0; op < 256; ++op) {
            const Row *found = nullptr;
            for (const Row &row : rows) {
                found = row.number == op ? &row : found;
            }
            if (found == nullptr || (found->set == Set::FUSED && profile != fused_profile) || op == 0) {
                std::vector<std::uint32_t> words(pad);
                words[0] = op;
                this->word_refused(profile, words, "opcode");
                continue;
            }
            // Known, but of a set that the header does not name.
            TableBuilder<TypeParam> t = valid<TypeParam>(profile);
            t.features &= ~(1U << static_cast<std::uint32_t>(found->set));
            t.code.clear();
            t.load(0).emit(*found).end();
            const std::uint32_t first = found->set == Set::BASE ? 0 : t.step();
            this->refused(t.bytes(), ABAX_E_CODE, code_at + first);
        }
    }
}

TYPED_TEST(CodeVerifier, ChecksJumps) {
    for (const std::uint8_t profile : all_profiles) {
        const std::uint32_t step = profile == wide_profile ? 8 : 4;
        const auto with_jump = [&](std::uint32_t op, std::uint32_t distance, bool compares) {
            TableBuilder<TypeParam> t = valid<TypeParam>(profile);
            t.code.clear();
            t.load(0);
            if (step == 8) {
                t.code.insert(t.code.end(), {op, distance});
            } else {
                t.code.push_back(op | (compares ? distance & 0xFFFU : distance) << 8);
            }
            t.emit(row_of(Form::U, Op::NEG)).store(t.result(0)).end();
            return t;
        };
        for (const Row &row : {row_of(Form::JUMP), row_of(Form::JZERO), row_of(Form::JTRUE), row_of(Form::JNOT, Op::LT),
                               row_of(Form::JIF, Op::LT)}) {
            const std::uint32_t op = row.number;
            const bool compares = row.set == Set::FUSED;
            if (compares && profile != fused_profile) {
                continue;
            }
            for (const std::uint32_t distance : {0U, step, 2 * step}) {
                EXPECT_TRUE(this->accepted(with_jump(op, distance, compares))) << op << " by " << distance;
            }
            for (const std::uint32_t distance : {1U, 2U, step / 2, step + 2, 3 * step, 4 * step, 0xFFCU, 0xFFFFF8U}) {
                SCOPED_TRACE(::testing::Message() << op << " by " << distance);
                this->refused(with_jump(op, distance, compares).bytes(), ABAX_E_CODE, code_at + step);
            }
        }
        if (step == 8) {
            this->word_refused(profile, {3U | 8U << 8, 0U}, "unused a of a jump");
            this->word_refused(profile, {3U, 0xFFFFFFF8U}, "a jump backwards");
        }
    }
}

TYPED_TEST(CodeVerifier, ChecksWhereCodeBeginsAndEnds) {
    const auto refused_code = [&](std::uint8_t profile, auto fill, std::uint32_t index) {
        TableBuilder<TypeParam> t = valid<TypeParam>(profile);
        t.code.clear();
        fill(t);
        SCOPED_TRACE(::testing::Message() << "profile " << int{profile});
        this->refused(t.bytes(), ABAX_E_CODE, code_at + index * t.step());
    };
    for (const std::uint8_t profile : all_profiles) {
        refused_code(
            profile, [](auto &t) { t.load(0).store(t.result(0)); }, 1);
        refused_code(
            profile, [](auto &t) { t.load(0).end().end(); }, 1);
        refused_code(
            profile, [](auto &t) { t.load(0).end().load(0).end(); }, 1);
        refused_code(
            profile, [](auto &t) { t.end(); }, 0);
        refused_code(
            profile, [](auto &t) { t.load(0).emit(row_of(Form::JUMP)); }, 1);
        for (const Row &row : rows) {
            const bool defines = row.form == Form::LOAD || row.form == Form::AB || row.form == Form::ABxC ||
                                 row.form == Form::ABS3 || row.form == Form::UA || row.form == Form::CALL1A ||
                                 row.form == Form::CALL2A || row.form == Form::NATIVE || row.form == Form::RECALL ||
                                 row.form == Form::AAxBB || row.form == Form::ABC || row.form == Form::ABSE;
            if (defines || (row.set == Set::FUSED && profile != fused_profile)) {
                continue;
            }
            refused_code(
                profile, [&](auto &t) { t.emit(row).end(); }, 0);
        }
    }
    for (const Row &row : rows) {
        TableBuilder<TypeParam> t = valid<TypeParam>();
        t.code.clear();
        switch (row.form) {
        case Form::LOAD:
        case Form::AB:
        case Form::ABxC:
        case Form::AAxBB:
        case Form::ABC:
        case Form::UA:
            t.emit(row);
            break;
        case Form::ABSE:
        case Form::ABS3:
            t.emit(row, 0, 0, t.result(0));
            break;
        case Form::CALL1A:
            t.emit(row, 0, 81);
            break;
        case Form::CALL2A:
            t.emit(row, 0, 65);
            break;
        case Form::NATIVE:
            t.imports = {{"f", 1}};
            t.emit(row, 0, 0);
            break;
        case Form::RECALL:
            t.states = 2;
            t.start_code.clear(); // made for other slots
            t.emit(row, 1, t.state(0));
            break;
        default:
            continue;
        }
        t.end();
        EXPECT_TRUE(this->code_accepted(t)) << row.number;
    }
}

TYPED_TEST(CodeVerifier, ChecksStartCode) {
    for (const std::uint8_t profile : {fused_profile, wide_profile}) {
        TableBuilder<TypeParam> t = valid<TypeParam>(profile);
        const auto start_code = [&](std::uint32_t slot) {
            const std::vector<std::uint32_t> main = t.code;
            t.code.clear();
            t.load(0).store(slot).end();
            t.start_code = t.code;
            t.code = main;
        };
        const std::uint32_t at = code_at + static_cast<std::uint32_t>((t.code.size() * 4 + 7) / 8 * 8);
        for (std::uint32_t slot = 0; slot < t.frame_slots(); ++slot) {
            start_code(slot);
            if (slot >= t.start(0)) {
                EXPECT_TRUE(this->accepted(t)) << slot;
            } else {
                this->refused(t.bytes(), ABAX_E_CODE, at + t.step());
            }
        }
        t.start_code.pop_back();
        if (profile == fused_profile) {
            this->refused(t.bytes(), ABAX_E_CODE, at + 4);
        } else {
            this->refused(t.bytes(), ABAX_E_LAYOUT, offsetof(abax_header, start_bytes));
        }
        t.start_code.clear();
        EXPECT_TRUE(this->accepted(t)) << "start code may be absent";
    }
}

// Instructions whose b is a number, tried one at a time: LOAD x, the instruction, END.
template <class Real> class NumberVerifier : public Verifier<Real> {
protected:
    // x, y(2) -> r, s; two arrays of 3 and of 1 element; natives of 2 and of no arguments.
    static TableBuilder<Real> module(std::uint8_t profile) {
        TableBuilder<Real> t = valid<Real>(profile);
        t.reserved_results = 4;
        t.arrays = {{Real(1), Real(2), Real(3)}, {Real(4)}};
        t.imports = {{"two", 2, true}, {"none", 0, false}};
        t.start_code.clear();
        t.starts = 0;
        return t;
    }
    // The fields as they stand in the word: a is a byte offset.
    static void expect(const TableBuilder<Real> &module, Form form, std::uint32_t a, std::uint32_t b, bool good) {
        SCOPED_TRACE(::testing::Message() << "instruction " << row_of(form).number << " a " << a << " b " << b
                                          << ", profile " << int{module.profile});
        TableBuilder<Real> t = module;
        const bool is_long = form == Form::INDEXC || form == Form::OUTSIDE || form == Form::FAULT;
        const std::uint32_t op = row_of(form).number;
        t.code.clear();
        t.load(0);
        if (t.wide()) {
            t.code.insert(t.code.end(), {op | a << 8, b});
        } else if ((is_long && (a != 0 || b > 0xFFFFFF)) || (!is_long && b > 0xFFF)) {
            return; // not to be said in this profile
        } else {
            t.code.push_back(op | b << 8 | a << 20);
        }
        t.end();
        typename Api<Real>::Table table;
        const ExactBytes bytes(t.bytes());
        const abax_status status = Api<Real>::open(&table, bytes.data.get(), bytes.size);
        EXPECT_EQ(status, good ? ABAX_OK : ABAX_E_CODE);
        EXPECT_EQ(table.position, good ? 0 : code_at + t.step());
    }
};
TYPED_TEST_SUITE(NumberVerifier, BothReals, RealNames);

TYPED_TEST(NumberVerifier, ChecksPlacesOfArrays) {
    for (const std::uint8_t profile : all_profiles) {
        const auto t = this->module(profile);
        this->expect(t, Form::INDEXC, 0, 0, true);
        this->expect(t, Form::INDEXC, 0, t.array(1), true);
        const std::uint32_t units = t.array(1) + t.array_units(t.arrays[1]);
        // The bits of elements 1 … 4 are no numbers of elements that fit.
        for (std::uint32_t place = 1; place < units + 3; ++place) {
            if (place != t.array(1)) {
                this->expect(t, Form::INDEXC, 0, place, false);
            }
        }
        for (const std::uint32_t place : {0x1000U, 0xFFFFFFU, 0x1000000U, 0x20000000U, 0xFFFFFFFFU}) {
            this->expect(t, Form::INDEXC, 0, place, false);
        }
        this->expect(t, Form::INDEXC, 8, 0, false);
        auto none = t;
        none.arrays.clear();
        this->expect(none, Form::INDEXC, 0, 0, false);
    }
}

// Elements that look like the head of a block are harmless, as far as what follows them fits.
TYPED_TEST(NumberVerifier, TrustsNoElementThatLooksLikeAHead) {
    const auto as_element = [](std::uint32_t slots, std::uint32_t kind) {
        std::vector<TypeParam> elements(8 / sizeof(TypeParam));
        const std::uint32_t words[2] = {slots, kind};
        std::memcpy(elements.data(), words, sizeof words);
        return elements;
    };
    for (const std::uint8_t profile : all_profiles) {
        const std::uint32_t behind = 16; // bytes
        const std::uint32_t fits = behind / sizeof(TypeParam);
        const struct {
            std::uint32_t slots;
            std::uint32_t kind;
            bool good;
        } heads[] = {{1, 0, true},           {fits, 0, true},        {fits + 1, 0, false},  {0, 0, false},
                     {1, 1, false},          {0xFFFFFF, 0, false},   {0x1000001, 0, false}, {0x20000001, 0, false},
                     {0x40000001, 0, false}, {0x80000001, 0, false}, {0xFFFFFFFF, 0, false}};
        for (const auto &head : heads) {
            auto t = this->module(profile);
            auto elements = as_element(head.slots, head.kind);
            elements.resize(elements.size() + behind / sizeof(TypeParam));
            t.arrays = {elements};
            this->expect(t, Form::INDEXC, 0, 1, head.good);
        }
    }
}

TYPED_TEST(NumberVerifier, ChecksRangesOfSlots) {
    constexpr std::uint32_t real = sizeof(TypeParam);
    for (const std::uint8_t profile : all_profiles) {
        const auto t = this->module(profile);
        const std::uint32_t slots = t.frame_slots();
        this->expect(t, Form::INDEXF, 0, slots, true);
        this->expect(t, Form::INDEXF, (slots - 1) * real, 1, true);
        this->expect(t, Form::INDEXF, 2 * real, slots - 2, true);
        this->expect(t, Form::INDEXF, 0, 0, false);
        this->expect(t, Form::INDEXF, 0, slots + 1, false);
        this->expect(t, Form::INDEXF, 2 * real, slots - 1, false);
        this->expect(t, Form::INDEXF, (slots - 1) * real, 2, false);
        this->expect(t, Form::INDEXF, slots * real, 1, false);
        this->expect(t, Form::INDEXF, 1, 1, false);
        this->expect(t, Form::INDEXF, real / 2, 1, false);
        for (const std::uint32_t count : {0xFFFU, 0xFFFFFFU, 0x1000000U, 0x20000000U, 0x20000001U, 0x40000000U,
                                          0x40000001U, 0x80000001U, 0xFFFFFFFFU}) {
            this->expect(t, Form::INDEXF, 0, count, false);
            this->expect(t, Form::INDEXF, real, count, false);
        }
    }
}

// A number of elements must be exact in a float, or an index beyond would seem to be inside.
TYPED_TEST(NumberVerifier, ChecksNumbersOfElements) {
    TableBuilder<TypeParam> large = this->module(wide_profile);
    large.temporaries = 0x1000010;
    this->expect(large, Form::INDEXF, 0, ABAX_MOST_ELEMENTS, true);
    this->expect(large, Form::INDEXF, 0, ABAX_MOST_ELEMENTS + 1, false);
    for (const std::uint8_t profile : all_profiles) {
        const auto t = this->module(profile);
        this->expect(t, Form::OUTSIDE, 0, 1, true);
        this->expect(t, Form::OUTSIDE, 0, ABAX_MOST_ELEMENTS, true);
        for (const std::uint32_t count : {0U, ABAX_MOST_ELEMENTS + 1, 0x80000000U, 0xFFFFFFFFU}) {
            this->expect(t, Form::OUTSIDE, 0, count, false);
        }
        this->expect(t, Form::OUTSIDE, 8, 1, false);
    }
}

TYPED_TEST(NumberVerifier, ChecksWhatIsChargedAndCalled) {
    constexpr std::uint32_t real = sizeof(TypeParam);
    for (const std::uint8_t profile : all_profiles) {
        const auto t = this->module(profile);
        const std::uint32_t last = (t.frame_slots() - 1) * real;
        this->expect(t, Form::FAULT, 0, 0, true);
        this->expect(t, Form::FAULT, 0, 1, true);
        for (const std::uint32_t result : {2U, 3U, 0xFFFFFFU, 0xFFFFFFFFU}) {
            this->expect(t, Form::FAULT, 0, result, false);
        }
        this->expect(t, Form::FAULT, 8, 0, false);
        this->expect(t, Form::NATIVE, 0, 0, true);
        this->expect(t, Form::NATIVE, last - real, 0, true);
        this->expect(t, Form::NATIVE, last, 0, false);
        this->expect(t, Form::NATIVE, last, 1, true);
        this->expect(t, Form::NATIVE, last + real, 1, false);
        this->expect(t, Form::NATIVE, 1, 1, false);
        for (const std::uint32_t import : {2U, 3U, 0xFFFU, 0x15555555U, 0x20000000U, 0xFFFFFFFFU}) {
            this->expect(t, Form::NATIVE, 0, import, false);
        }
    }
}

// The state lies in its own slots, wholly, and so do the arguments in the frame; a ring has as many values as it says.
TYPED_TEST(NumberVerifier, ChecksState) {
    for (const std::uint8_t profile : all_profiles) {
        auto t = this->module(profile);
        t.states = 6;
        const auto expect = [&](const Row &row, std::uint32_t a, std::uint32_t b, bool good) {
            SCOPED_TRACE(::testing::Message() << row.number << ": " << a << ", " << b << ", profile " << int{profile});
            TableBuilder<TypeParam> with = t;
            with.code.clear();
            with.load(0).emit(row, a, b).end();
            if (!with.wide() && (with.code[1] >> 20) != a * (row.form == Form::STATE ? sizeof(TypeParam) : 1)) {
                return; // not to be said in this profile
            }
            typename Api<TypeParam>::Table table;
            const ExactBytes bytes(with.bytes());
            EXPECT_EQ(Api<TypeParam>::open(&table, bytes.data.get(), bytes.size), good ? ABAX_OK : ABAX_E_CODE);
            EXPECT_EQ(table.position, good ? 0 : code_at + t.step());
        };
        const auto expect_slots = [&](const Row &row, std::uint32_t a, std::uint32_t slots) {
            for (std::uint32_t slot = 0; slot < t.frame_slots() + 2; ++slot) {
                expect(row, a, slot, slot >= t.state(0) && slot + slots <= t.state(t.states));
            }
        };
        const std::uint32_t last = t.frame_slots() - 1;
        const Row delta = row_of(Form::STATE, Op::DELTA);
        const Row highpass = row_of(Form::STATE, Op::HIGHPASS);
        const Row pid = row_of(Form::STATE, Op::PID);
        expect_slots(delta, 0, 1);
        expect_slots(row_of(Form::STATE, Op::PREV), 0, 1);
        expect_slots(highpass, 0, 2);
        expect_slots(pid, 0, 3);
        expect(delta, last, t.state(0), true);
        expect(delta, last + 1, t.state(0), false);
        expect(highpass, last - 1, t.state(0), true); // two further arguments
        expect(highpass, last, t.state(0), false);
        expect(pid, last - 5, t.state(0), true); // six
        expect(pid, last - 4, t.state(0), false);
        for (const Op op : {Op::AVG_N, Op::MIN_N, Op::MAX_N}) {
            expect_slots(row_of(Form::WINDOW, op), 1, 3);
            expect_slots(row_of(Form::WINDOW, op), 4, 6);
            expect_slots(row_of(Form::WINDOW, op), 5, 7);
            expect(row_of(Form::WINDOW, op), 0, t.state(0), false);
        }
        expect_slots(row_of(Form::WINDOW, Op::MEDIAN_N), 1, 4);
        expect_slots(row_of(Form::WINDOW, Op::MEDIAN_N), 2, 6);
        expect_slots(row_of(Form::WINDOW, Op::MEDIAN_N), 3, 8);
        for (const Form form : {Form::WINDOW, Form::RECALL}) {
            const Row delay = row_of(form, Op::DELAY);
            expect_slots(delay, 1, 2);
            expect_slots(delay, 5, 6);
            expect_slots(delay, 6, 7);
            for (const std::uint32_t values : {0U, 7U, 0x7FFU, 0xFFFU, 0x7FFFFFU, 0xFFFFFFU}) {
                expect(delay, values, t.state(0), false);
            }
        }
        // None in start code, not even over what it may write.
        for (const Row &row : {delta, row_of(Form::WINDOW, Op::MIN_N), row_of(Form::RECALL, Op::DELAY)}) {
            for (const bool own : {false, true}) {
                TableBuilder<TypeParam> start = t;
                start.starts = 4;
                const std::vector<std::uint32_t> main = start.code;
                start.code.clear();
                start.load(0).emit(row, row.form == Form::STATE ? 0 : 1, own ? start.start(0) : start.state(0)).end();
                start.start_code = start.code;
                start.code = main;
                const std::uint32_t at = code_at + static_cast<std::uint32_t>((main.size() * 4 + 7) / 8 * 8);
                this->refused(start.bytes(), ABAX_E_CODE, at + start.step());
            }
        }
    }
}

TYPED_TEST(NumberVerifier, LetsStartCodeHaveNoEffects) {
    for (const std::uint8_t profile : all_profiles) {
        for (const Form form : {Form::FAULT, Form::NATIVE, Form::OUTSIDE, Form::INDEXC}) {
            auto t = this->module(profile);
            const std::vector<std::uint32_t> main = t.code;
            t.code.clear();
            t.load(0).emit(row_of(form), 0, form == Form::OUTSIDE ? 3 : 0).end();
            EXPECT_TRUE(this->code_accepted(t)) << "in main code";
            t.start_code = t.code;
            t.code = main;
            const std::uint32_t at = code_at + static_cast<std::uint32_t>((main.size() * 4 + 7) / 8 * 8);
            if (form == Form::FAULT || form == Form::NATIVE) {
                this->refused(t.bytes(), ABAX_E_CODE, at + t.step());
            } else {
                EXPECT_TRUE(this->code_accepted(t));
            }
        }
    }
}

} // namespace
} // namespace abax_tests
