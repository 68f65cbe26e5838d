// Damaged tables. A flipped bit is refused; with the CRC made right again a table is either refused or harmless: it keeps
// to its frame, leaves params, constants and start slots alone, ends, and gives the same values twice. Tables and frames lie
// in memory of exactly their size, so that address sanitizer sees what these checks cannot.
#include "running.hpp"

#include <random>

namespace abax_tests {
namespace {

// Steps of a memory, rings, curves and a map; the accumulator stays in the end.
template <class Real> void remember(TableBuilder<Real> &t) {
    t.states = 8;
    t.state_starts = {Real(7), Real(8)};
    t.curves = {
        {ABAX_BLOCK_CURVE, {2, 0}, {Real(0), Real(1), Real(2), Real(3), Real(4), Real(0)}},
        {ABAX_BLOCK_EVEN, {2, 0}, {Real(1), Real(0), Real(0), Real(1), Real(2), Real(1), Real(3), Real(0)}},
        {ABAX_BLOCK_MAP,
         {2, 1},
         {Real(1), Real(0), Real(0), Real(0), Real(0), Real(1), Real(1), Real(0), Real(5), Real(0), Real(6), Real(7)}}};
}

template <class Real> void emit_remembering(TableBuilder<Real> &t) {
    t.emit(row_of(Form::RECALL, Op::DELAY), 2, t.state(0)).emit(row_of(Form::STATE, Op::EMA), t.param(1), t.state(3));
    t.emit(row_of(Form::WINDOW, Op::AVG_N), 2, t.state(4)).emit(row_of(Form::WINDOW, Op::DELAY), 2, t.state(0));
    t.emit(row_of(Form::CURVE), 0, t.curve(0)).emit(row_of(Form::EVEN), 0, t.curve(1));
    t.emit(row_of(Form::MAP), t.param(1), t.curve(2)).store(t.temporary(1));
}

// Uses all kinds of fields: operands, stores, jumps, calls, slots, arrays, faults, natives, states, curves, start code,
// names.
template <class Real> TableBuilder<Real> rich_table(std::uint8_t profile) {
    TableBuilder<Real> t;
    t.profile = profile;
    t.features = features_of(profile);
    t.params = {{"a"}, {"b", 2}};
    t.results = {{"x"}, {"y"}};
    t.defaults = {Real(1), Real(2), Real(3)};
    t.constants = {Real(0.5), Real(-2), Real(10)};
    t.arrays = {{Real(3), Real(4), Real(5)}, {Real(-6)}};
    t.imports = {{"sum2", 2, true}, {"nine", 0, false}};
    t.starts = 1;
    t.temporaries = 2;
    if (has_states_and_curves) {
        remember(t);
    }
    t.load(t.constant(2)).emit(row_of(Form::CALL1), 0, 84).store(t.start(0)).end();
    std::swap(t.code, t.start_code);
    t.load(t.param(0)).emit(row_of(Form::RA, Op::MUL), t.start(0)).store(t.temporary(0));
    t.emit(row_of(Form::CALL2), t.param(1), 65).emit(row_of(Form::JZERO), 0, 2);
    t.load(t.constant(0)).emit(row_of(Form::JUMP), 0, 1);
    t.emit(row_of(Form::RAB, Op::FMA), t.param(1), t.param(2));
    t.emit(row_of(Form::AR, Op::SHL), t.param(2)).emit(row_of(Form::U, Op::NEG)).store(t.result(0));
    if (profile == fused_profile) {
        t.emit(row_of(Form::ABxC, Op::MUL, Op::ADD), t.param(0), t.param(1), t.constant(1));
        t.emit(row_of(Form::JNOT, Op::LT), t.param(2), 2);
        t.emit(row_of(Form::ABS3, Op::SUB), t.param(1), t.param(2), t.temporary(1));
        t.emit(row_of(Form::CALL1S), t.temporary(1), 88);
        t.emit(row_of(Form::RAS, Op::ADD), t.temporary(1), t.result(1));
        t.emit(row_of(Form::CALL1A), t.temporary(1), 89);
    }
    if (has_states_and_curves) {
        emit_remembering(t);
    }
    t.emit(row_of(Form::OUTSIDE), 0, 3).emit(row_of(Form::FAULT), 0, 1);
    t.load(t.param(0)).emit(row_of(Form::INDEXC), 0, t.array(0)).emit(row_of(Form::INDEXF), t.param(0), 3);
    t.emit(row_of(Form::INDEXC), 0, t.array(1)).store(t.temporary(1));
    t.emit(row_of(Form::NATIVE), t.param(1), 0).emit(row_of(Form::RA, Op::ADD), t.temporary(1)).store(t.temporary(1));
    t.emit(row_of(Form::NATIVE), t.param(0), 1).emit(row_of(Form::RA, Op::ADD), t.temporary(1));
    t.store(t.result(1)).end();
    return t;
}

template <class Real> Real sum_of_two(void *, const Real *arguments) { return arguments[0] + arguments[1]; }
template <class Real> Real nine(void *, const Real *) { return 9; }

template <class Real> std::vector<typename Api<Real>::Native> natives() {
    return {{"sum2", &sum_of_two<Real>, nullptr, 2, 1}, {"nine", &nine<Real>, nullptr, 0, 0}};
}

template <class Real> class Damage : public ::testing::Test {
protected:
    // Some rows at once, in memory of exactly the size that is asked for.
    static void run_block(Running<Real> &run) {
        using A = Api<Real>;
        constexpr std::size_t rows = 33; // enough for a block
        const abax_header &header = *run.table.header;
        std::vector<Real> values((std::size_t{header.params} + header.results) * rows);
        std::vector<typename A::Column> columns;
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = static_cast<Real>(i % 5) - Real(1.5);
            if (i % rows == 0) {
                columns.push_back({values.data() + i, 1});
            }
        }
        columns.emplace_back();
        const ExactBytes scratch(ByteVector(A::block_size(&run.table), 0xFF));
        EXPECT_EQ(A::eval_block(&run.instance, columns.data(), columns.data() + header.params, rows, scratch.data.get(),
                                scratch.size),
                  ABAX_OK);
    }

    // Opens, runs where that is allowed, and checks what must hold then. Returns whether it was accepted.
    static bool survives(const ByteVector &bytes) {
        using A = Api<Real>;
        Running<Real> run(bytes, natives<Real>());
        if (run.status != ABAX_OK) {
            EXPECT_LE(run.table.position, bytes.size());
            EXPECT_TRUE(run.status != ABAX_E_NATIVE || run.instance.position < run.table.header->import_count);
            return false;
        }
        const abax_header &header = *run.table.header;
        const std::uint32_t constants = header.params + header.results + header.states;
        const std::uint32_t temporaries = constants + header.constants + header.starts;
        const Real *const frame = run.instance.frame;
        const auto bits = [](Real v) { return std::bit_cast<Bits<Real>>(v); };
        const std::vector<Real> before(frame, frame + temporaries);
        EXPECT_EQ(A::eval(&run.instance), ABAX_OK);
        const std::vector<Real> first(frame, frame + temporaries);
        for (std::uint32_t i = 0; i < temporaries; ++i) {
            if (i < header.params || i >= constants) {
                EXPECT_EQ(bits(first[i]), bits(before[i])) << "slot " << i << " was written";
            }
        }
        for (std::uint32_t i = 0; i < A::param_count(&run.table); ++i) {
            const auto handle = A::param_at(&run.table, i);
            EXPECT_LE(handle.slot + handle.slots, header.params);
            A::find_param(&run.table, A::param_name(&run.table, i));
        }
        for (std::uint32_t i = 0; i < A::result_count(&run.table); ++i) {
            const auto handle = A::result_at(&run.table, i);
            EXPECT_LE(handle.slot + handle.slots, header.params + header.results);
            A::find_result(&run.table, A::result_name(&run.table, i));
        }
        for (std::uint32_t i = 0; i < A::import_count(&run.table); ++i) {
            EXPECT_LE(A::import_arity(&run.table, i), 255U);
            EXPECT_NE(A::import_name(&run.table, i), nullptr);
        }
        std::vector<Real> results(header.results);
        EXPECT_EQ(A::snapshot(&run.instance, results.data(), results.size()), ABAX_OK);
        EXPECT_TRUE(A::faults(&run.instance) == 0 || A::fault_result(&run.instance) < header.result_count);
        run_block(run);
        return true;
    }
};
TYPED_TEST_SUITE(Damage, BothReals, RealNames);

TYPED_TEST(Damage, TheUndamagedTableRuns) {
    for (const std::uint8_t profile : all_profiles) {
        EXPECT_TRUE(this->survives(rich_table<TypeParam>(profile).bytes()));
    }
}

TYPED_TEST(Damage, EveryFlippedBitIsRefused) {
    for (const std::uint8_t profile : all_profiles) {
        const ByteVector bytes = rich_table<TypeParam>(profile).bytes();
        for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
            ByteVector damaged = bytes;
            damaged[i / 8] = static_cast<std::uint8_t>(damaged[i / 8] ^ 1U << i % 8);
            EXPECT_NE(Running<TypeParam>(damaged, natives<TypeParam>()).status, ABAX_OK) << "bit " << i;
        }
    }
}

TYPED_TEST(Damage, EveryByteWithARightCrcIsRefusedOrHarmless) {
    for (const std::uint8_t profile : all_profiles) {
        const ByteVector bytes = rich_table<TypeParam>(profile).bytes();
        int accepted = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (unsigned value = 0; value < 256; ++value) {
                ByteVector damaged = bytes;
                damaged[i] = static_cast<std::uint8_t>(value);
                fix_crc(damaged);
                accepted += this->survives(damaged) ? 1 : 0;
            }
        }
        EXPECT_GT(accepted, 1000) << "bytes of constants and elements may be anything";
    }
}

// Words of the header, the code and the entries replaced by what a careless verifier would take, several at a time.
TYPED_TEST(Damage, RandomWordsWithARightCrcAreRefusedOrHarmless) {
    std::mt19937 random(7);
    const auto any = [&] { return static_cast<std::uint32_t>(random()); };
    const auto below = [&](std::size_t n) { return static_cast<std::uint32_t>(random() % n); };
    int accepted = 0;
    for (int round = 0; round < 60000; ++round) {
        ByteVector bytes = rich_table<TypeParam>(all_profiles[below(3)]).bytes();
        const std::size_t words = bytes.size() / 4;
        for (std::uint32_t n = below(3) + 1; n != 0; --n) {
            const std::size_t at = 4 * (below(4) == 0 ? below(words) : 28 + below(words - 28));
            const std::uint32_t word = get32(bytes, at);
            const std::uint32_t choices[] = {word + 4,
                                             word - 4,
                                             word ^ 1U << below(32),
                                             any(),
                                             below(64),
                                             0xFFFFFFFFU,
                                             0x80000000U,
                                             get32(bytes, 4 * below(words)),
                                             word ^ below(256)};
            put32(bytes, at, choices[below(std::size(choices))]);
        }
        fix_crc(bytes);
        accepted += this->survives(bytes) ? 1 : 0;
    }
    EXPECT_GT(accepted, 100);
}

TYPED_TEST(Damage, EveryTruncationIsRefused) {
    const ByteVector bytes = rich_table<TypeParam>(fused_profile).bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const ExactBytes part(bytes.data(), size);
        typename Api<TypeParam>::Table table;
        EXPECT_EQ(Api<TypeParam>::open(&table, part.data.get(), size), ABAX_E_TRUNCATED) << size;
        EXPECT_EQ(table.position, size < sizeof(abax_header) ? size : offsetof(abax_header, size));
    }
}

TYPED_TEST(Damage, BytesBehindTheTableDoNotMatter) {
    ByteVector bytes = rich_table<TypeParam>(fused_profile).bytes();
    bytes.insert(bytes.end(), {1, 2, 3});
    EXPECT_EQ(Running<TypeParam>(bytes, natives<TypeParam>()).status, ABAX_OK);
}

} // namespace
} // namespace abax_tests
