// What the verifier refuses about a table as a whole: its kind, its sizes, its sections, its entries. Every rule with its
// status and position, and the limits that must still be accepted. For code see verify_code_test.cpp.
#include "verifying.hpp"

#include <algorithm>

namespace abax_tests {
namespace {

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
    for (const std::uint32_t features : {128U, 129U, 0x80000001U}) {
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
    layout(AT(started), 1);
    ByteVector version = bytes;
    version[AT(version) + 15] = 'x';
    fix_crc(version);
    this->refused(version, ABAX_E_LAYOUT, AT(version));

    // A section longer or shorter than the table has room for, up to what 32-bit sums would hide.
    for (const std::size_t section : {AT(code_bytes), AT(start_bytes), AT(param_count), AT(result_count),
                                      AT(import_count), AT(array_bytes), AT(text_bytes)}) {
        for (const std::uint32_t more : {8U, 0x10000U, 0x80000000U, 0xFFFFFFF8U}) {
            ByteVector wrong = bytes;
            put32(wrong, section, value(section) + more);
            fix_crc(wrong);
            SCOPED_TRACE(::testing::Message() << section << " + " << more);
            const Running<TypeParam> run(wrong);
            EXPECT_EQ(run.status, ABAX_E_LAYOUT);
        }
    }
    // Slots whose sum wraps to the frame's size.
    for (const std::uint32_t wrap : {static_cast<std::uint32_t>(0x80000000U / sizeof(TypeParam)), 0x80000000U}) {
        for (const std::size_t part : {AT(params), AT(results), AT(states), AT(constants), AT(starts)}) {
            ByteVector wrong = bytes;
            put32(wrong, part, value(part) + wrap);
            put32(wrong, AT(temporaries), get32(wrong, AT(temporaries)) + wrap);
            fix_crc(wrong);
            this->refused(wrong, ABAX_E_LAYOUT, AT(frame));
        }
    }
}

TYPED_TEST(Verifier, AcceptsRoomForState) {
    TableBuilder<TypeParam> t = valid<TypeParam>();
    t.states = 5;
    t.start_code.clear();
    EXPECT_TRUE(this->accepted(t));
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

TYPED_TEST(Verifier, ChecksThatAHashIsItsTexts) {
    TableBuilder<TypeParam> t = valid<TypeParam>();
    t.imports = {{"f", 1}};
    const ByteVector bytes = t.bytes();
    const std::uint32_t text_bytes = get32(bytes, AT(text_bytes));
    const std::uint32_t texts = static_cast<std::uint32_t>(bytes.size()) - (text_bytes + 7) / 8 * 8;
    const std::uint32_t imports = texts - 16;
    const std::uint32_t results = imports - 24;
    const std::uint32_t params = results - 24;
    ASSERT_TRUE(this->code_accepted(t));
    for (const std::uint32_t entry : {params, params + 12, results, results + 12, imports}) {
        for (const std::uint32_t bit : {0U, 31U}) {
            ByteVector wrong = bytes;
            put32(wrong, entry, get32(bytes, entry) ^ 1U << bit);
            fix_crc(wrong);
            this->refused(wrong, ABAX_E_LAYOUT, entry);
        }
        // Another's text.
        ByteVector wrong = bytes;
        put32(wrong, entry + 4, 0);
        fix_crc(wrong);
        this->refused(wrong, ABAX_E_LAYOUT, entry);
        // No text: then the hash is all there is, and may be anything.
        put32(wrong, entry, 0x12345678);
        put32(wrong, entry + 4, ABAX_NO_TEXT);
        fix_crc(wrong);
        typename Api<TypeParam>::Table table;
        const ExactBytes exact(wrong);
        EXPECT_EQ(Api<TypeParam>::open(&table, exact.data.get(), exact.size), ABAX_OK);
    }
}

// Thousands of names that are all the end of one long text would take thousands of times the text to look at.
TYPED_TEST(Verifier, RefusesNamesThatOverlap) {
    TableBuilder<TypeParam> t = valid<TypeParam>();
    t.module = std::string(1000, 'm');
    ByteVector bytes = t.bytes();
    const std::uint32_t text_bytes = get32(bytes, AT(text_bytes));
    const std::uint32_t texts = static_cast<std::uint32_t>(bytes.size()) - (text_bytes + 7) / 8 * 8;
    const std::uint32_t params = texts - 24 - 24;
    ASSERT_EQ(get32(bytes, params), plain_fnv1a("x"));
    for (std::uint32_t i = 0; i < 2; ++i) {
        const std::uint32_t length = 600 - i;
        put32(bytes, params + 12 * i, plain_fnv1a(std::string(length, 'm')));
        put32(bytes, params + 12 * i + 4, 1000 - length);
        fix_crc(bytes);
        if (i == 0) {
            EXPECT_EQ(Running<TypeParam>(bytes).status, ABAX_OK)
                << "one that is a part of the module's name does no harm";
        }
    }
    this->refused(bytes, ABAX_E_LAYOUT, params + 12);
}

TYPED_TEST(Verifier, ChecksEntriesOfNatives) {
    TableBuilder<TypeParam> t = valid<TypeParam>();
    t.imports = {{"f", 255, true}, {"g", 0, false}};
    ASSERT_TRUE(this->code_accepted(t));
    const ByteVector bytes = t.bytes();
    const std::uint32_t text_bytes = get32(bytes, AT(text_bytes));
    const std::uint32_t imports = static_cast<std::uint32_t>(bytes.size()) - (text_bytes + 7) / 8 * 8 - 24;
    for (const std::uint32_t entry : {imports, imports + 12}) {
        for (const std::uint32_t slots : {0x200U, 0x300U, 0x1FFU + 0x10000U, 0xFFFFFFFFU}) {
            ByteVector wrong = bytes;
            put32(wrong, entry + 8, slots);
            fix_crc(wrong);
            this->refused(wrong, ABAX_E_LAYOUT, entry + 8);
        }
        for (const std::uint32_t text : {text_bytes, 0x80000000U, 0xFFFFFFFEU}) {
            ByteVector wrong = bytes;
            put32(wrong, entry + 4, text);
            fix_crc(wrong);
            this->refused(wrong, ABAX_E_LAYOUT, entry + 4);
        }
    }
}

TYPED_TEST(Verifier, ChecksTheChainOfArrays) {
    constexpr std::uint32_t real = sizeof(TypeParam);
    TableBuilder<TypeParam> t = valid<TypeParam>();
    t.stripped = true;
    t.arrays = {{TypeParam(1), TypeParam(2), TypeParam(3)}, {TypeParam(4)}, {TypeParam(5), TypeParam(0)}};
    ASSERT_TRUE(this->accepted(t));
    const ByteVector bytes = t.bytes();
    const std::uint32_t array_bytes = get32(bytes, AT(array_bytes));
    const std::uint32_t arrays = static_cast<std::uint32_t>(bytes.size()) - array_bytes;
    const std::uint32_t second = arrays + 8 * t.array(1);
    const std::uint32_t third = arrays + 8 * t.array(2);
    const auto with = [&](std::uint32_t at, std::uint32_t word) {
        ByteVector changed = bytes;
        put32(changed, at, word);
        fix_crc(changed);
        return changed;
    };
    // Numbers of elements: none, too many for what is left, too many for a float, such that 32-bit products hide it.
    for (const std::uint32_t block : {arrays, second, third}) {
        for (const std::uint32_t slots :
             {0U, 0x1000U, 0xFFFFFFU, 0x1000000U, 0x20000001U, 0x40000001U, 0x80000001U, 0xFFFFFFFFU}) {
            this->refused(with(block, slots), ABAX_E_LAYOUT, block);
        }
        this->refused(with(block + 4, ABAX_BLOCK_MAP + 1), ABAX_E_LAYOUT, block + 4);
        this->refused(with(block + 4, 0x80000000U), ABAX_E_LAYOUT, block + 4);
    }
    // A block that is shorter or longer than its elements: the next one begins where it should not.
    this->refused(with(third, 2 + 8 / real), ABAX_E_LAYOUT, third);
    EXPECT_NE(Running<TypeParam>(with(arrays, 1)).status, ABAX_OK);
    if (real == 4) {
        this->refused(with(second - 4, 0x100), ABAX_E_LAYOUT, second - 3);
        this->refused(with(third - 4, 0x01000000), ABAX_E_LAYOUT, third - 1);
    }
    // The chain must end where the section does: an end in the middle of a block's head, or nothing behind the last block.
    ByteVector cut = bytes;
    put32(cut, AT(array_bytes), array_bytes - 4);
    fix_crc(cut);
    this->refused(cut, ABAX_E_LAYOUT, third);
    ByteVector tail = bytes;
    tail.resize(tail.size() + 8);
    put32(tail, AT(size), static_cast<std::uint32_t>(tail.size()));
    for (const std::uint32_t more : {4U, 8U}) {
        put32(tail, AT(array_bytes), array_bytes + more);
        fix_crc(tail);
        this->refused(tail, ABAX_E_LAYOUT, static_cast<std::uint32_t>(bytes.size()));
    }
}

// An instance is the frame and 4 bytes for every native; together they must fit into 32 bits.
TYPED_TEST(Verifier, ChecksTheLargestFrameWithBindings) {
    constexpr std::uint32_t real = sizeof(TypeParam);
    TableBuilder<TypeParam> t = valid<TypeParam>(wide_profile);
    t.imports = {{"f", 0}, {"g", 0}};
    ByteVector bytes = t.bytes();
    const std::uint32_t others = get32(bytes, AT(frame)) / real - 1;
    const auto with_frame = [&](std::uint32_t slots) {
        put32(bytes, AT(temporaries), slots - others);
        put32(bytes, AT(frame), slots * real);
        fix_crc(bytes);
    };
    const std::uint32_t most = 0xFFFFFFF0U / real;
    with_frame(most);
    const ExactBytes exact(bytes);
    typename Api<TypeParam>::Table table;
    EXPECT_EQ(Api<TypeParam>::open(&table, exact.data.get(), exact.size), ABAX_OK);
    EXPECT_EQ(Api<TypeParam>::instance_size(&table), 0xFFFFFFF8U);
    with_frame(most + 1);
    this->refused(bytes, ABAX_E_LAYOUT, AT(frame));
}

} // namespace
} // namespace abax_tests
