// The product allocates nothing: this program replaces malloc and its relatives by counting ones (and with them operator new,
// which calls malloc), and counts what happens while a module is declared, compiled, verified, set up, evaluated and reset.
#include "engine/compiled.hpp"
#include "robustness/hard_texts.hpp"
#include "robustness/prepared.hpp"

#include <atomic>
#include <cstddef>
#include <gtest/gtest.h>

#if defined(__SANITIZE_ADDRESS__)
#define ABAX_TESTS_OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ABAX_TESTS_OWN_MALLOC 0
#endif
#endif
#if !defined(ABAX_TESTS_OWN_MALLOC) && defined(__GLIBC__)
#define ABAX_TESTS_OWN_MALLOC 1
#endif

namespace {
std::atomic<std::size_t> allocations{0};
}

#if ABAX_TESTS_OWN_MALLOC
extern "C" {
void *__libc_malloc(std::size_t);
void *__libc_calloc(std::size_t, std::size_t);
void *__libc_realloc(void *, std::size_t);
void *__libc_memalign(std::size_t, std::size_t);
void __libc_free(void *);

void *malloc(std::size_t size) {
    ++allocations;
    return __libc_malloc(size);
}
void *calloc(std::size_t count, std::size_t size) {
    ++allocations;
    return __libc_calloc(count, size);
}
void *realloc(void *memory, std::size_t size) {
    ++allocations;
    return __libc_realloc(memory, size);
}
void *memalign(std::size_t alignment, std::size_t size) {
    ++allocations;
    return __libc_memalign(alignment, size);
}
void *aligned_alloc(std::size_t alignment, std::size_t size) {
    ++allocations;
    return __libc_memalign(alignment, size);
}
void free(void *memory) { __libc_free(memory); }
}
#endif

namespace abax_tests {
namespace {

template <class Real> std::size_t allocations_of(const ModuleSource &source, std::span<std::uint64_t> memory) {
    typename Api<Real>::Table table;
    typename Api<Real>::Instance instance;
    abax_compiler compiler;
    const Prepared<Real> module(source);
    abax_compile_options options = {};
    options.log = ABAX_LOG_LN;
    const std::span<std::uint64_t> arena = roomy_arena();
    const void *bytes = nullptr;
    std::size_t size = 0;

    const std::size_t before = allocations;
    abax_status status = Api<Real>::compiler_init(&compiler, arena.data(), arena.size_bytes(), &options);
    status = status == ABAX_OK ? module.declare(&compiler) : status;
    status = status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : status;
    if (status == ABAX_OK) {
        status = Api<Real>::open(&table, bytes, size);
        status = status == ABAX_OK ? Api<Real>::init(&instance, &table, memory.data(), memory.size_bytes(),
                                                     module.natives().data(), module.natives().size())
                                   : status;
        for (int step = 0; step < 50 && status == ABAX_OK; ++step) {
            Api<Real>::set(&instance, Api<Real>::find_param(&table, "a"), static_cast<Real>(step));
            status = Api<Real>::eval(&instance);
        }
        status = status == ABAX_OK ? Api<Real>::reset(&instance) : status;
    }
    const abax_status finished = status;
    abax_compiler_reset(&compiler);
    const std::size_t counted = allocations - before;
    EXPECT_TRUE(finished == ABAX_OK || finished == ABAX_E_SOURCE) << abax_status_text(finished);
    return counted;
}

TEST(Allocation, TheCounterCounts) {
#if ABAX_TESTS_OWN_MALLOC
    const std::size_t before = allocations;
    const std::unique_ptr<int> one(new int(1));
    // The compiler may not drop the allocation: its address is used.
    std::printf("%p\n", static_cast<const void *>(one.get()));
    EXPECT_GE(allocations - before, 1U);
#else
    GTEST_SKIP() << "this build has a malloc of its own (address sanitizer)";
#endif
}

TEST(Allocation, NoneInCompileVerifyInitEvalReset) {
#if !ABAX_TESTS_OWN_MALLOC
    GTEST_SKIP() << "this build has a malloc of its own (address sanitizer)";
#else
    std::vector<std::uint64_t> memory(std::size_t{1} << 17);
    EXPECT_EQ(allocations_of<float>(sensor_batch(), memory), 0U);
    EXPECT_EQ(allocations_of<double>(sensor_batch(), memory), 0U);
    for (const HardText &text : hard_texts(1000)) {
        EXPECT_EQ(allocations_of<float>(text.source, memory), 0U) << text.name;
        EXPECT_EQ(allocations_of<double>(text.source, memory), 0U) << text.name;
    }
#endif
}

} // namespace
} // namespace abax_tests
