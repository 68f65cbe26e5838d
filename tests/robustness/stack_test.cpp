// Nesting costs arena, never stack: everything that is hard on a compiler is compiled, verified and run in a thread whose stack
// has 16 KB with a guard page below it. The stack is painted first, so that the deepest use can be told.
#include "engine/compiled.hpp"
#include "robustness/hard_texts.hpp"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define ABAX_TESTS_INSTRUMENTED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define ABAX_TESTS_INSTRUMENTED 1
#endif
#endif
#if !defined(__OPTIMIZE__) && !defined(ABAX_TESTS_INSTRUMENTED)
#define ABAX_TESTS_INSTRUMENTED 1
#endif

namespace abax_tests {
namespace {

// Sanitizers and builds without optimisation widen every stack frame; there the test is of termination only.
#ifdef ABAX_TESTS_INSTRUMENTED
constexpr std::size_t stack_bytes = std::size_t{256} << 10;
#else
constexpr std::size_t stack_bytes = std::size_t{16} << 10;
#endif

struct Work {
    const ModuleSource *source = nullptr;
    std::span<std::uint64_t> arena;
    std::span<std::uint64_t> memory;
    abax_status status = ABAX_OK;
    float last = 0;
};

// Nothing in here but the product's own calls: the test's own use of stack must not count.
void *work(void *argument) {
    Work &item = *static_cast<Work *>(argument);
    abax_compiler compiler;
    item.status = abax_f32_compiler_init(&compiler, item.arena.data(), item.arena.size_bytes(), nullptr);
    for (const Declaration &declaration : item.source->declarations) {
        const char *name = declaration.name.c_str();
        const char *text = declaration.text.c_str();
        if (declaration.kind == DeclarationKind::param) {
            abax_f32_compiler_param(&compiler, name, 1.5F);
        } else if (declaration.kind == DeclarationKind::function) {
            abax_compiler_function(&compiler, name, text);
        } else {
            abax_compiler_expression(&compiler, name, text);
        }
    }
    const void *bytes = nullptr;
    std::size_t size = 0;
    item.status = abax_compiler_finish(&compiler, &bytes, &size);
    if (item.status != ABAX_OK) {
        return nullptr;
    }
    abax_f32_table table;
    abax_f32_instance instance;
    item.status = abax_f32_open(&table, bytes, size);
    if (item.status == ABAX_OK) {
        item.status = abax_f32_init(&instance, &table, item.memory.data(), item.memory.size_bytes(), nullptr, 0);
    }
    if (item.status == ABAX_OK) {
        item.status = abax_f32_eval(&instance);
        item.last = abax_f32_get(&instance, abax_f32_result_at(&table, abax_f32_result_count(&table) - 1));
    }
    return nullptr;
}

void *nothing(void *) { return nullptr; }

// Runs a function on a small stack; returns how many bytes of it were ever written.
std::size_t run_on_small_stack(Work &item, void *(*function)(void *) = work) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t whole = stack_bytes + page;
    void *memory = mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT_NE(memory, MAP_FAILED);
    auto *stack = static_cast<unsigned char *>(memory) + page;
    EXPECT_EQ(mprotect(memory, page, PROT_NONE), 0);
    std::fill(stack, stack + stack_bytes, static_cast<unsigned char>(0xA5));
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    EXPECT_EQ(pthread_attr_setstack(&attributes, stack, stack_bytes), 0);
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, &attributes, function, &item), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    const unsigned char *deepest =
        std::find_if(stack, stack + stack_bytes, [](unsigned char byte) { return byte != 0xA5; });
    const auto used = static_cast<std::size_t>(stack + stack_bytes - deepest);
    munmap(memory, whole);
    return used;
}

std::span<std::uint64_t> instance_memory() {
    constexpr std::size_t words = std::size_t{8} << 17;
    static const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[words]);
    return {memory.get(), words};
}

TEST(Stack, NestingCostsNone) {
    Work small;
    const ModuleSource batch = sensor_batch();
    small.source = &batch;
    small.arena = roomy_arena();
    small.memory = instance_memory();
    const std::size_t thread = run_on_small_stack(small, nothing);
    const std::size_t base = run_on_small_stack(small);
    ASSERT_EQ(small.status, ABAX_OK);
    std::size_t worst = base;
    for (const HardText &text : hard_texts(100'000)) {
        Work item;
        item.source = &text.source;
        item.arena = roomy_arena();
        item.memory = instance_memory();
        const auto start = std::chrono::steady_clock::now();
        const std::size_t used = run_on_small_stack(item);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        EXPECT_EQ(item.status, text.compiles ? ABAX_OK : ABAX_E_SOURCE)
            << text.name << ": " << abax_status_text(item.status);
        EXPECT_LT(seconds.count(), 20.0) << text.name << ": compile work must be linear in the text";
        EXPECT_LE(used, base + 2048) << text.name;
        if (seconds.count() > 0.5) {
            std::printf("%s: %.2f s\n", text.name.c_str(), seconds.count());
        }
        worst = std::max(worst, used);
    }
    std::printf("stack, beyond the %zu bytes that a thread itself takes: %zu bytes for the sensor batch, %zu at most\n",
                thread, base - thread, worst - thread);
    RecordProperty("stack_bytes", static_cast<int>(worst - thread));
}

// 40,000 expressions and 300,000 operators: compile, verify and run, in the wide profile.
TEST(Stack, ALargeModuleRuns) {
    const ModuleSource source = large_module(40'000, 8);
    Work item;
    item.source = &source;
    item.arena = roomy_arena();
    item.memory = instance_memory();
    const auto start = std::chrono::steady_clock::now();
    run_on_small_stack(item);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(item.status, ABAX_OK) << abax_status_text(item.status);
    std::printf("40,000 expressions, 640,000 operators: %.2f s\n", seconds.count());
}

} // namespace
} // namespace abax_tests
