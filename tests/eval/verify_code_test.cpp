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
        for (const std::uint32_t number : {0U, 1U, 27U, 63U, 64U, 67U, 68U, 79U, 104U, 128U, 0xFFFU}) {
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
        for (const std::uint32_t op : {3U, 4U, 5U, 160U, 165U}) {
            const bool compares = op >= 160;
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
                                 row.form == Form::CALL2A || row.form == Form::ABRR;
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
        case Form::ABRR:
        case Form::UA:
            t.emit(row);
            break;
        case Form::ABS3:
            t.emit(row, 0, 0, t.result(0));
            break;
        case Form::CALL1A:
            t.emit(row, 0, 81);
            break;
        case Form::CALL2A:
            t.emit(row, 0, 65);
            break;
        default:
            continue;
        }
        t.end();
        EXPECT_TRUE(this->accepted(t)) << row.number;
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

} // namespace
} // namespace abax_tests
