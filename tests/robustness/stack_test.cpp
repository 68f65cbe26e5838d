// Nesting costs arena, never stack: everything that is hard on a compiler is compiled, verified and run in a thread whose stack
// has 16 KB with a guard page below it. The stack is painted first, so that the deepest use can be told. What the caller owns is
// not on that stack: compiler, table and instance, and the function that diagnostics are reported to does nothing.
#include "engine/compiled.hpp"
#include "engine/instrumented.hpp"
#include "robustness/hard_texts.hpp"
#include "robustness/known_modules.hpp"
#include "robustness/prepared.hpp"
#include "runner/corpus_case.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

namespace abax_tests {
namespace {

// Sanitizers and builds without optimisation widen every stack frame; there the test is of termination only.
constexpr std::size_t stack_bytes = instrumented ? std::size_t{256} << 10 : std::size_t{16} << 10;

// What the project promises of x86-64 at -O2, the maths library included. The program is linked with -z now: the dynamic linker
// finds functions when they are first called, and takes more stack for it than all of the product.
constexpr std::size_t promised = 2048;
#if defined(__x86_64__)
constexpr bool promise_holds_here = !instrumented;
#else
constexpr bool promise_holds_here = false;
#endif

template <class Real> struct Work {
    const Prepared<Real> *module = nullptr;
    std::span<std::uint64_t> arena;
    std::span<std::uint64_t> memory;
    abax_status status = ABAX_OK;
    std::size_t diagnostics = 0;
    // here, so that they do not count as the product's use of the stack: they are the caller's
    abax_compiler compiler;
    abax_compile_options options;
    typename Api<Real>::Table table;
    typename Api<Real>::Instance instance;
};

void count_diagnostic(void *user, const abax_diagnostic *) { ++*static_cast<std::size_t *>(user); }

// Nothing in here but the product's own calls: the test's own use of stack must not count.
template <class Real> void *work(void *argument) {
    Work<Real> &item = *static_cast<Work<Real> *>(argument);
    item.options.report = count_diagnostic;
    item.options.user = &item.diagnostics;
    item.status = Api<Real>::compiler_init(&item.compiler, item.arena.data(), item.arena.size_bytes(), &item.options);
    item.status = item.status == ABAX_OK ? item.module->declare(&item.compiler) : item.status;
    const void *bytes = nullptr;
    std::size_t size = 0;
    item.status = item.status == ABAX_OK ? abax_compiler_finish(&item.compiler, &bytes, &size) : item.status;
    if (item.status != ABAX_OK) {
        return nullptr;
    }
    item.status = Api<Real>::open(&item.table, bytes, size);
    const auto natives = item.module->natives();
    if (item.status == ABAX_OK) {
        item.status = Api<Real>::init(&item.instance, &item.table, item.memory.data(), item.memory.size_bytes(),
                                      natives.data(), natives.size());
    }
    if (item.status == ABAX_OK) {
        item.status = Api<Real>::eval(&item.instance);
    }
    return nullptr;
}

void *nothing(void *) { return nullptr; }

// Runs a function on a small stack; returns how many bytes of it were ever written.
std::size_t run_on_small_stack(void *argument, void *(*function)(void *)) {
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
    EXPECT_EQ(pthread_create(&thread, &attributes, function, argument), 0);
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

// A call of every function of the maths library, where its arguments are easy and where they are not.
ModuleSource library_functions() {
    ModuleSource source;
    const auto add = [&source](const char *name, bool two) {
        for (const char *argument : {"a", "a*1e4", "a*1e20", "a*1e-20", "0.75", "170.25", "1e20"}) {
            const std::string call = std::string(name) + "(" + argument + (two ? ", a*3.7)" : ")");
            source.declarations.push_back(
                {DeclarationKind::expression, numbered("y", source.declarations.size()), call});
        }
    };
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence) add(name, false);
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence) add(name, true);
#include "abax/ops.def"
    source.declarations.push_back({DeclarationKind::param, "a", "0.75"});
    return source;
}

struct Took {
    abax_status status;
    std::size_t stack; // beyond what a thread takes that does nothing
};

template <class Real> Took run(const ModuleSource &source) {
    static const std::size_t thread = run_on_small_stack(nullptr, nothing);
    const Prepared<Real> module(source);
    const auto item = std::make_unique<Work<Real>>();
    item->module = &module;
    item->arena = roomy_arena();
    item->memory = instance_memory();
    const std::size_t used = run_on_small_stack(item.get(), work<Real>);
    return {item->status, used > thread ? used - thread : 0};
}

struct Deepest {
    std::string name = {};
    std::size_t stack = 0;

    void note(const std::string &which, const Took &run) {
        if (run.stack > stack) {
            *this = {which, run.stack};
        }
        if (promise_holds_here) {
            EXPECT_LE(run.stack, promised) << which;
        }
    }
};

template <class Real> void expect_little_stack(std::size_t large) {
    Deepest deepest;
    deepest.note("sensor batch", run<Real>(sensor_batch()));
    const std::size_t batch = deepest.stack;
    for (const std::size_t n : {std::size_t{5}, std::size_t{20}, large}) {
        for (const HardText &text : hard_texts(n)) {
            const Took result = run<Real>(text.source);
            EXPECT_EQ(result.status, text.compiles ? ABAX_OK : ABAX_E_SOURCE)
                << text.name << ": " << abax_status_text(result.status);
            deepest.note(text.name, result);
        }
        for (const KnownModule<Real> &module : known_modules<Real>(std::max<std::size_t>(n, 40))) {
            const Took result = run<Real>(module.source);
            EXPECT_EQ(result.status, ABAX_OK) << module.name << ": " << abax_status_text(result.status);
            deepest.note(module.name, result);
        }
    }
    const Took library = run<Real>(library_functions());
    EXPECT_EQ(library.status, ABAX_OK);
    deepest.note("functions of the maths library", library);
    std::printf("stack: %zu bytes for the sensor batch, %zu at most (%s)\n", batch, deepest.stack,
                deepest.name.c_str());
}

TEST(Stack, NestingCostsNoneInF32) { expect_little_stack<float>(instrumented ? 10'000 : 100'000); }
TEST(Stack, NestingCostsNoneInF64) { expect_little_stack<double>(10'000); }

// 40,000 expressions and 300,000 operators: compile, verify and run, in the wide profile.
TEST(Stack, ALargeModuleRuns) {
    const SizedModule<float> module(40'000, 300'000);
    const Took result = run<float>(module.source());
    EXPECT_EQ(result.status, ABAX_OK) << abax_status_text(result.status);
    if (promise_holds_here) {
        EXPECT_LE(result.stack, promised);
    }
}

// What everything that is wrong is answered with, on the same small stack: the corpus has an input for every diagnostic.
TEST(Stack, DiagnosticsCostLittle) {
    Deepest deepest;
    for (const CorpusCase &corpus_case : whole_corpus()) {
        deepest.note(corpus_case.file + " " + corpus_case.name, run<float>(batch_of(corpus_case)));
        for (const CorpusCheck &check : corpus_case.checks) {
            deepest.note(corpus_case.file + " " + check.text, run<float>(module_of(corpus_case, &check)));
        }
    }
    std::printf("stack: %zu bytes at most (%s)\n", deepest.stack, deepest.name.c_str());
}

} // namespace
} // namespace abax_tests
