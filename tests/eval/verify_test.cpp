// What the verifier refuses: every rule with its status and position, and the limits that it must still accept.
#include "running.hpp"

#include <functional>

namespace abax_tests {
namespace {

constexpr std::uint32_t code_at = sizeof(abax_header);

// x, y(2) -> r, s; constants 1 and 2; one start slot, one temporary.
template <class Real> TableBuilder<Real> valid(std::uint8_t profile = fused_profile) {
    TableBuilder<Real> t;
    t.profile = profile;
    t.features = profile == fused_profile ? 7 : 3;
    t.params = {{"x"}, {"y", 2}};
    t.results = {{"r"}, {"s"}};
    t.constants = {Real(1), Real(2), Real(3)};
    t.starts = 1;
    t.temporaries = 1;
    t.load(t.constant(0)).store(t.start(0)).end();
    std::swap(t.code, t.start_code);
    t.load(0).store(t.result(0)).end();
    return t;
}

template <class Real> class Verifier : public ::testing::Test {
protected:
    static void refused(const ByteVector &bytes, abax_status status, std::uint32_t position) {
        const Running<Real> run(bytes);
        EXPECT_EQ(abax_status_text(run.status), std::string(abax_status_text(status)));
        EXPECT_EQ(run.table.position, position);
    }
    // A field of the header replaced, and the CRC made right.
    static void field_refused(std::size_t offset, std::uint32_t value, abax_status status) {
        SCOPED_TRACE(::testing::Message() << "header field at " << offset << " = " << value);
        ByteVector bytes = valid<Real>().bytes();
        put32(bytes, offset, value);
        fix_crc(bytes);
        refused(bytes, status, static_cast<std::uint32_t>(offset));
    }
    // Main code replaced by: LOAD x, these words, END.
    static void word_refused(std::uint8_t profile, std::vector<std::uint32_t> words, const char *why) {
        SCOPED_TRACE(::testing::Message() << why << ", profile " << int{profile});
        TableBuilder<Real> t = valid<Real>(profile);
        t.code.clear();
        t.load(0);
        t.code.insert(t.code.end(), words.begin(), words.end());
        t.end();
        refused(t.bytes(), ABAX_E_CODE, code_at + t.step());
    }
    static bool accepted(const TableBuilder<Real> &t) { return Running<Real>(t).status == ABAX_OK; }
};
TYPED_TEST_SUITE(Verifier, BothReals, RealNames);

#define AT(field) offsetof(abax_header, field)

TYPED_TEST(Verifier, AcceptsTheTableThatTheOthersAreMadeFrom) {
    for (const std::uint8_t profile : all_profiles) {
        Running<TypeParam> run(valid<TypeParam>(profile));
        EXPECT_EQ(run.status, ABAX_OK);
        EXPECT_EQ(run.table.position, 0U);
    }
}

TYPED_TEST(Verifier, ChecksArgumentsFirst) {
    using A = Api<TypeParam>;
    const ByteVector bytes = valid<TypeParam>().bytes();
    typename A::Table table;
    EXPECT_EQ(A::open(nullptr, bytes.data(), bytes.size()), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::open(&table, nullptr, bytes.size()), ABAX_E_ARGUMENT);
    EXPECT_EQ(table.header, nullptr);
    for (std::size_t shift = 1; shift < 8; ++shift) {
        ByteVector shifted(shift);
        shifted.insert(shifted.end(), bytes.begin(), bytes.end());
        const ExactBytes exact(shifted);
        EXPECT_EQ(A::open(&table, exact.data.get() + shift, bytes.size()), ABAX_E_ALIGNMENT) << shift;
        EXPECT_EQ(table.header, nullptr);
    }
}

TYPED_TEST(Verifier, ChecksWhatKindOfTableItIs) {
    for (std::uint32_t i = 0; i < 4; ++i) {
        ByteVector bytes = valid<TypeParam>().bytes();
        bytes[i] = 'x';
        fix_crc(bytes);
        this->refused(bytes, ABAX_E_MAGIC, i);
    }
    const std::uint32_t word = get32(valid<TypeParam>().bytes(), AT(format));
    for (const std::uint32_t format : {0U, 2U, 0x0101U}) {
        this->field_refused(AT(format), (word & 0xFFFF0000U) | format, ABAX_E_FORMAT);
    }
    const struct {
        std::size_t offset;
        std::uint8_t value;
        abax_status status;
    } bytes_refused[] = {
        {AT(profile), 3, ABAX_E_PROFILE},
        {AT(profile), 255, ABAX_E_PROFILE},
        {AT(real), 12 - sizeof(TypeParam), ABAX_E_REAL},
        {AT(real), 0, ABAX_E_REAL},
        {AT(real), 16, ABAX_E_REAL},
    };
    for (const auto &c : bytes_refused) {
        ByteVector bytes = valid<TypeParam>().bytes();
        bytes[c.offset] = c.value;
        fix_crc(bytes);
        this->refused(bytes, c.status, static_cast<std::uint32_t>(c.offset));
    }
}

TYPED_TEST(Verifier, ChecksSizeCrcAndFeatures) {
    const ByteVector bytes = valid<TypeParam>().bytes();
    const std::uint32_t size = static_cast<std::uint32_t>(bytes.size());
    for (const std::uint32_t wrong : {0U, 8U, 111U, size + 8, 0xFFFFFFF8U, 0xFFFFFFFFU}) {
        this->field_refused(AT(size), wrong, ABAX_E_TRUNCATED);
    }
    ByteVector damaged = bytes;
    damaged[AT(crc)] ^= 1;
    this->refused(damaged, ABAX_E_CRC, AT(crc));
    for (const std::uint32_t features : {8U, 15U, 0x80000001U}) {
        this->field_refused(AT(features), features, ABAX_E_FEATURE);
    }
    for (const std::uint8_t profile : {base_profile, wide_profile}) {
        TableBuilder<TypeParam> t = valid<TypeParam>(profile);
        t.features = 1U << ABAX_SET_FUSED | 1U;
        this->refused(t.bytes(), ABAX_E_FEATURE, AT(features));
    }
    // Sizes that are smaller than the table: what the CRC covers changes with them.
    for (const std::uint32_t wrong : {size - 1, size - 8, 112U}) {
        ByteVector shorter = bytes;
        put32(shorter, AT(size), wrong);
        ByteVector covered(shorter.begin(), shorter.begin() + wrong);
        fix_crc(covered);
        std::copy(covered.begin(), covered.end(), shorter.begin());
        this->refused(shorter, ABAX_E_LAYOUT, AT(size));
    }
}

TYPED_TEST(Verifier, ChecksTheFieldsAgainstEachOther) {
    const ByteVector bytes = valid<TypeParam>().bytes();
    const auto value = [&](std::size_t offset) { return get32(bytes, offset); };
    const auto layout = [&](std::size_t offset, std::uint32_t v) { this->field_refused(offset, v, ABAX_E_LAYOUT); };
    for (const std::uint32_t v : {0U, value(AT(frame)) + 4, value(AT(frame)) - 4, 0xFFFFFFFFU}) {
        layout(AT(frame), v);
    }
    for (const std::uint32_t v : {0U, 2U, 13U}) {
        layout(AT(code_bytes), v);
    }
    layout(AT(start_bytes), 14);
    layout(AT(result_count), 0);
    layout(AT(import_count), 1);
    layout(AT(array_bytes), 8);
    layout(AT(reserved), 1);
    ByteVector version = bytes;
    version[AT(version) + 15] = 'x';
    fix_crc(version);
    this->refused(version, ABAX_E_LAYOUT, AT(version));

    // A section longer or shorter than the table has room for, up to what 32-bit sums would hide.
    for (const std::size_t section :
         {AT(code_bytes), AT(start_bytes), AT(param_count), AT(result_count), AT(text_bytes)}) {
        for (const std::uint32_t more : {8U, 0x10000U, 0x80000000U, 0xFFFFFFF8U}) {
            ByteVector wrong = bytes;
            put32(wrong, section, value(section) + more);
            fix_crc(wrong);
            const bool fits = value(section) + more < value(section) && section != AT(code_bytes);
            SCOPED_TRACE(::testing::Message() << section << " + " << more);
            const Running<TypeParam> run(wrong);
            EXPECT_EQ(run.status, ABAX_E_LAYOUT) << fits;
        }
    }
    // Slots whose sum wraps to the frame's size.
    constexpr std::uint32_t wrap = 0x80000000U / sizeof(TypeParam);
    for (const std::size_t part : {AT(params), AT(results), AT(states), AT(constants), AT(starts), AT(temporaries)}) {
        ByteVector wrong = bytes;
        put32(wrong, part, value(part) + wrap);
        put32(wrong, AT(temporaries), get32(wrong, AT(temporaries)) + wrap);
        fix_crc(wrong);
        this->refused(wrong, ABAX_E_LAYOUT, AT(frame));
    }
    ByteVector states = bytes;
    put32(states, AT(states), 1);
    put32(states, AT(temporaries), 0);
    fix_crc(states);
    this->refused(states, ABAX_E_LAYOUT, AT(states));
}

TYPED_TEST(Verifier, ChecksTheLargestFrame) {
    constexpr std::uint32_t real = sizeof(TypeParam);
    ByteVector bytes = valid<TypeParam>(wide_profile).bytes();
    const std::uint32_t others = get32(bytes, AT(frame)) / real - 1;
    const std::uint32_t most = 0xFFFFFFF8U / real;
    const auto with_frame = [&](std::uint32_t slots) {
        put32(bytes, AT(temporaries), slots - others);
        put32(bytes, AT(frame), slots * real);
        fix_crc(bytes);
    };
    with_frame(most);
    const ExactBytes exact(bytes);
    typename Api<TypeParam>::Table table;
    EXPECT_EQ(Api<TypeParam>::open(&table, exact.data.get(), exact.size), ABAX_OK);
    EXPECT_EQ(Api<TypeParam>::instance_size(&table), 0xFFFFFFF8U);
    with_frame(most + 1);
    this->refused(bytes, ABAX_E_LAYOUT, AT(frame));
}

TYPED_TEST(Verifier, ChecksPaddingTextsAndEntries) {
    const TableBuilder<TypeParam> t = valid<TypeParam>();
    const ByteVector bytes = t.bytes();
    const auto changed = [&](std::size_t at, std::uint32_t word) {
        ByteVector wrong = bytes;
        put32(wrong, at, word);
        fix_crc(wrong);
        return wrong;
    };
    const std::uint32_t text_bytes = get32(bytes, AT(text_bytes));
    const std::uint32_t pad = code_at + 12;
    ByteVector dirty = bytes;
    dirty[pad + 3] = 1;
    fix_crc(dirty);
    this->refused(dirty, ABAX_E_LAYOUT, pad + 3);
    ASSERT_NE(text_bytes % 8, 0U);
    dirty = bytes;
    dirty.back() = 1;
    fix_crc(dirty);
    this->refused(dirty, ABAX_E_LAYOUT, static_cast<std::uint32_t>(bytes.size() - 1));

    const std::uint32_t texts = static_cast<std::uint32_t>(bytes.size()) - (text_bytes + 7) / 8 * 8;
    dirty = bytes;
    dirty[texts + text_bytes - 1] = 'x';
    fix_crc(dirty);
    this->refused(dirty, ABAX_E_LAYOUT, texts + text_bytes - 1);

    const std::uint32_t results = texts - 24;
    const std::uint32_t params = results - 24;
    for (const std::uint32_t entries : {params, results}) {
        for (std::uint32_t i = 0; i < 2; ++i) {
            const std::uint32_t text = entries + 12 * i + 4;
            for (const std::uint32_t wrong : {text_bytes, 0x7FFFFFFFU, 0xFFFFFFFEU}) {
                this->refused(changed(text, wrong), ABAX_E_LAYOUT, text);
            }
            EXPECT_EQ(Running<TypeParam>(changed(text, ABAX_NO_TEXT)).status, ABAX_OK);
            const std::uint32_t slots = entries + 12 * i + 8;
            for (const std::uint32_t wrong : {0U, 4U, 0x80000000U, 0xFFFFFFFFU}) {
                this->refused(changed(slots, wrong), ABAX_E_LAYOUT, slots);
            }
        }
    }
    // Two lengths that fit one by one but not together.
    this->refused(changed(params + 8, 2), ABAX_E_LAYOUT, params + 20);
    // Room behind the named slots is reserve.
    TableBuilder<TypeParam> reserve = t;
    reserve.reserved_params = 5;
    reserve.reserved_results = 3;
    reserve.code.clear();
    reserve.load(0).store(reserve.result(0)).end();
    reserve.start_code.clear();
    EXPECT_TRUE(this->accepted(reserve));
}

TYPED_TEST(Verifier, ChecksOperands) {
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
    }
}

TYPED_TEST(Verifier, ChecksOpcodes) {
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

TYPED_TEST(Verifier, ChecksJumps) {
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

TYPED_TEST(Verifier, ChecksWhereCodeBeginsAndEnds) {
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
                                 row.form == Form::ABS3 || row.form == Form::UA || row.form == Form::CALL1A;
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
        case Form::UA:
            t.emit(row);
            break;
        case Form::ABS3:
            t.emit(row, 0, 0, t.result(0));
            break;
        case Form::CALL1A:
            t.emit(row, 0, 81);
            break;
        default:
            continue;
        }
        t.end();
        EXPECT_TRUE(this->accepted(t)) << row.number;
    }
}

TYPED_TEST(Verifier, ChecksStartCode) {
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
            this->refused(t.bytes(), ABAX_E_LAYOUT, AT(start_bytes));
        }
        t.start_code.clear();
        EXPECT_TRUE(this->accepted(t)) << "start code may be absent";
    }
}

} // namespace
} // namespace abax_tests
