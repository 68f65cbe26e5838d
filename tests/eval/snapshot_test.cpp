// Results read from elsewhere while they are written: by another thread, by a signal's handler. What is read was all written
// by one evaluation, or the reader is told to try again.
#include "running.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

namespace abax_tests {
namespace {

constexpr std::uint32_t results = 60;

// Result i is x + i.
template <class Real> TableBuilder<Real> counting(std::uint8_t profile = fused_profile) {
    TableBuilder<Real> t;
    t.profile = profile;
    t.features = features_of(profile);
    t.params = {{"x"}};
    t.constants = {Real(1)};
    for (std::uint32_t i = 0; i < results; ++i) {
        t.results.push_back({"r" + std::to_string(i)});
    }
    t.load(0);
    for (std::uint32_t i = 0; i < results; ++i) {
        t.store(t.result(i)).emit(row_of(Form::RA, Op::ADD), t.constant(0));
    }
    t.end();
    return t;
}

template <class Real> bool is_of_one_evaluation(const Real *values) {
    for (std::uint32_t i = 1; i < results; ++i) {
        if (values[i] != values[0] + static_cast<Real>(i)) {
            return false;
        }
    }
    return true;
}

template <class Real> class Snapshot : public ::testing::Test {};
TYPED_TEST_SUITE(Snapshot, BothReals, RealNames);

TYPED_TEST(Snapshot, CopiesAllResults) {
    using A = Api<TypeParam>;
    for (const std::uint8_t profile : all_profiles) {
        auto t = counting<TypeParam>(profile);
        Running<TypeParam> run(t);
        ASSERT_EQ(run.status, ABAX_OK);
        std::vector<TypeParam> values(results + 1, TypeParam(-7));
        ASSERT_EQ(A::snapshot(&run.instance, values.data(), results), ABAX_OK);
        EXPECT_EQ(values[0], TypeParam(0)) << "results start at 0";
        EXPECT_EQ(values[results - 1], TypeParam(0));
        run.set(0, TypeParam(100));
        run.eval();
        ASSERT_EQ(A::snapshot(&run.instance, values.data(), results + 1), ABAX_OK);
        EXPECT_EQ(values[0], TypeParam(100));
        EXPECT_TRUE(is_of_one_evaluation(values.data()));
        EXPECT_EQ(values[results], TypeParam(-7)) << "no more than the results";
        ASSERT_EQ(A::reset(&run.instance), ABAX_OK);
        ASSERT_EQ(A::snapshot(&run.instance, values.data(), results), ABAX_OK);
        EXPECT_EQ(values[5], TypeParam(0));
        EXPECT_EQ(A::snapshot(nullptr, values.data(), results), ABAX_E_ARGUMENT);
        EXPECT_EQ(A::snapshot(&run.instance, nullptr, results), ABAX_E_ARGUMENT);
        EXPECT_EQ(A::snapshot(&run.instance, values.data(), results - 1), ABAX_E_MEMORY);
    }
}

TYPED_TEST(Snapshot, CountsReservedRoomAsResults) {
    using A = Api<TypeParam>;
    TableBuilder<TypeParam> t;
    t.params = {{"x"}};
    t.reserved_params = 2;
    t.results = {{"r"}};
    t.reserved_results = 3;
    t.load(0).store(t.result(0)).end();
    Running<TypeParam> run(t);
    ASSERT_EQ(run.status, ABAX_OK);
    run.set(0, TypeParam(9));
    run.eval();
    ASSERT_EQ(run.table.header->results, 4U);
    std::vector<TypeParam> values(4, TypeParam(-7));
    EXPECT_EQ(A::snapshot(&run.instance, values.data(), 3), ABAX_E_MEMORY);
    ASSERT_EQ(A::snapshot(&run.instance, values.data(), 4), ABAX_OK);
    EXPECT_EQ(values, (std::vector<TypeParam>{9, 0, 0, 0}));
}

// Whoever sees values of two evaluations at once has found a mistake.
TYPED_TEST(Snapshot, IsConsistentBetweenThreads) {
    using A = Api<TypeParam>;
    Running<TypeParam> run(counting<TypeParam>());
    ASSERT_EQ(run.status, ABAX_OK);
    run.eval();
    constexpr int wanted = 100;
    std::atomic<bool> stop = false;
    int changes = 0;
    int wrong = 0;
    int busy = 0;
    TypeParam last = 0;
    std::thread reader([&] {
        TypeParam values[results];
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(100);
        while (changes < wanted && std::chrono::steady_clock::now() < deadline) {
            const abax_status status = A::snapshot(&run.instance, values, results);
            if (status != ABAX_OK) {
                wrong += status == ABAX_E_BUSY ? 0 : 1;
                ++busy;
                std::this_thread::yield();
                continue;
            }
            wrong += is_of_one_evaluation(values) ? 0 : 1;
            if (values[0] != last) {
                last = values[0];
                ++changes;
            } else {
                std::this_thread::yield(); // the writer may need this core
            }
        }
        stop = true;
    });
    std::uint32_t x = 0;
    while (!stop) {
        x = x < 16000000 ? x + 1 : 0; // x + i is exact in both Reals
        run.set(0, static_cast<TypeParam>(x));
        EXPECT_EQ(A::eval(&run.instance), ABAX_OK);
        if (x % 64 == 0) {
            std::this_thread::yield(); // or the reader of a busy machine finds it in the middle only
        }
    }
    reader.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(changes, wanted) << busy << " were busy";
}

// A handler on the writer's own thread: in the middle of an evaluation, where waiting would never end, and between two.
abax_f32_instance *interrupted;
volatile std::sig_atomic_t read_well;
volatile std::sig_atomic_t found_busy;

extern "C" void read_results(int) {
    float values[2];
    const abax_status status = abax_f32_snapshot(interrupted, values, 2);
    if (status == ABAX_OK) {
        read_well = read_well + 1;
    } else if (status == ABAX_E_BUSY) {
        found_busy = found_busy + 1;
    }
}

float interrupt(void *, const float *) {
    std::raise(SIGTERM);
    return 1;
}

TEST(SnapshotInASignal, IsRefusedInTheMiddleOfAnEvaluation) {
    TableBuilder<float> t;
    t.results = {{"r"}, {"s"}};
    t.imports = {{"interrupt", 0, false}};
    t.temporaries = 1;
    t.emit(row_of(Form::NATIVE), t.temporary(0), 0).store(t.result(0)).store(t.result(1)).end();
    Running<float> run(t, {{"interrupt", &interrupt, nullptr, 0, 0}});
    ASSERT_EQ(run.status, ABAX_OK);
    interrupted = &run.instance;
    read_well = 0;
    found_busy = 0;
    const auto before = std::signal(SIGTERM, &read_results);
    std::raise(SIGTERM);
    run.eval();
    std::raise(SIGTERM);
    run.eval();
    std::signal(SIGTERM, before);
    EXPECT_EQ(read_well, 2);
    EXPECT_EQ(found_busy, 2);
}

} // namespace
} // namespace abax_tests
