// The compiler's promises about memory: abax_compile_memory always suffices, abax_compiler_memory_used is exact, a byte less is
// refused with what is needed, and the same declarations always give the same bytes and use the same memory.
#include "engine/typed_api.hpp"
#include "robustness/hard_texts.hpp"
#include "robustness/known_modules.hpp"
#include "runner/corpus_case.hpp"
#include "runner/random_expression.hpp"

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

constexpr std::uint32_t node_limit = 5000;

struct Item {
    std::string name;
    ModuleSource source;
};

// Everything of the corpus, what has errors too.
std::vector<Item> corpus_modules() {
    std::vector<Item> items;
    for (const CorpusCase &corpus_case : whole_corpus()) {
        items.push_back({corpus_case.file + " " + corpus_case.name, batch_of(corpus_case)});
        for (const CorpusCheck &check : corpus_case.checks) {
            items.push_back({corpus_case.file + " " + check.text, module_of(corpus_case, &check)});
        }
    }
    return items;
}

std::vector<Item> random_modules(std::size_t count) {
    std::vector<Item> items;
    for (std::size_t i = 0; i < count; ++i) {
        Random random(7'000'000 + i);
        Shape shape;
        shape.size = i % 3 == 0 ? 5 : i % 3 == 1 ? 40 : 200;
        shape.conditionals = i % 2 == 0;
        shape.functions = i % 4 == 0 ? 0 : 3;
        items.push_back({"random module " + std::to_string(i), random_module(random, shape)});
    }
    return items;
}

std::vector<Item> hard_modules(std::size_t size) {
    std::vector<Item> items;
    for (HardText &text : hard_texts(size)) {
        items.push_back({text.name, std::move(text.source)});
    }
    return items;
}

// An arena of exactly so many bytes, so that a sanitizer sees the first byte past it.
template <class Real>
Compiled compile_in(const ModuleSource &source, std::size_t bytes, std::uint32_t limit = node_limit) {
    const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[(bytes + 7) / 8]);
    return compile<Real>(source, ABAX_COMPILE_AUTO, {memory.get(), (bytes + 7) / 8}, bytes, limit);
}

template <class Real> void expect_bound(const Item &item, std::size_t nodes, std::uint32_t limit) {
    const Compiled roomy = compile<Real>(item.source, ABAX_COMPILE_AUTO, roomy_arena(), SIZE_MAX, limit);
    const std::size_t bound = bound_of(item.source, nodes);
    const Compiled bounded = compile_in<Real>(item.source, bound, limit);
    EXPECT_EQ(bounded.status, roomy.status)
        << item.name << ": the bound of " << bound << " bytes does not suffice, it needs " << bounded.needed;
    if (roomy.status == ABAX_OK) {
        EXPECT_LE(roomy.used, bound) << item.name;
        EXPECT_TRUE(bounded.same_table(roomy)) << item.name;
    }
}

template <class Real> void expect_exact(const Item &item) {
    const Compiled roomy = compile<Real>(item.source, ABAX_COMPILE_AUTO, roomy_arena(), SIZE_MAX, node_limit);
    if (roomy.status != ABAX_OK) {
        return;
    }
    const Compiled exact = compile_in<Real>(item.source, roomy.used);
    EXPECT_EQ(exact.status, ABAX_OK) << item.name << ": " << roomy.used << " bytes do not suffice, it needs "
                                     << exact.needed;
    EXPECT_TRUE(exact.same_table(roomy)) << item.name;
    EXPECT_EQ(exact.used, roomy.used) << item.name;
    const Compiled less = compile_in<Real>(item.source, roomy.used - 1);
    EXPECT_EQ(less.status, ABAX_E_MEMORY) << item.name << " in " << roomy.used << " - 1 bytes";
    EXPECT_EQ(less.needed, roomy.used) << item.name;

    // Asking again with what is needed leads to the end, never past it.
    std::size_t bytes = roomy.used * 9 / 10;
    for (int round = 0; round < 40; ++round) {
        const Compiled again = compile_in<Real>(item.source, bytes);
        if (again.status == ABAX_OK) {
            break;
        }
        ASSERT_EQ(again.status, ABAX_E_MEMORY) << item.name;
        ASSERT_GT(again.needed, bytes) << item.name;
        ASSERT_LE(again.needed, roomy.used) << item.name;
        bytes = again.needed;
    }
}

TEST(Memory, TheBoundAlwaysSuffices) {
    for (const auto &items : {corpus_modules(), random_modules(300), hard_modules(60), hard_modules(2000)}) {
        for (const Item &item : items) {
            expect_bound<float>(item, node_limit, node_limit);
            expect_bound<double>(item, node_limit, node_limit);
        }
    }
}

TEST(Memory, TheBoundOfTheTextSufficesWhereNoFunctionIsCalledTwice) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{300}}) {
        for (const HardText &text : hard_texts(size)) {
            if (text.one_call_each) {
                expect_bound<float>({text.name, text.source}, 0, 0);
                expect_bound<double>({text.name, text.source}, 0, 0);
            }
        }
    }
    for (const std::size_t size : {std::size_t{50}, std::size_t{3000}}) {
        for (const KnownModule<double> &module : known_modules<double>(size)) {
            if (module.source.count(DeclarationKind::function) == 0) {
                expect_bound<float>({module.name, module.source}, 0, 0);
                expect_bound<double>({module.name, module.source}, 0, 0);
            }
        }
    }
    for (std::size_t i = 0; i < 200; ++i) {
        Random random(7'100'000 + i);
        Shape shape;
        shape.functions = 0;
        shape.size = i % 2 == 0 ? 4 : 80;
        expect_bound<float>({"random module " + std::to_string(i), random_module(random, shape)}, 0, 0);
    }
}

// Every use of an array there is at once, of every kind; and room for params that nobody declared.
TEST(Memory, TheBoundSufficesForArraysAndReservedRoom) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{10}, std::size_t{5000}}) {
        std::string elements = "[1";
        for (std::size_t i = 1; i < size; ++i) {
            elements += ", " + std::to_string(i * 37 % 1009) + ".125";
        }
        elements += "]";
        ModuleSource source;
        source.declarations = {{DeclarationKind::param, "t", elements},
                               {DeclarationKind::constant, "c", elements},
                               {DeclarationKind::expression, "y",
                                "sum(t)+avg(t)+min(t)+max(t)+len(t)+sum(c)+avg(c)+min(c)+max(c)+t[t[0]]+c[t[0]]"}};
        expect_bound<float>({"arrays", source}, 0, 0);
        expect_bound<double>({"arrays", source}, 0, 0);
        source.reserve_params = static_cast<std::uint32_t>(4 * size);
        source.reserve_results = 4;
        expect_bound<float>({"arrays and room", source}, 0, 0);
        source.declarations.resize(2);
        source.declarations.push_back({DeclarationKind::expression, "y", "1"});
        expect_bound<double>({"only room", source}, 0, 0);
    }
}

TEST(Memory, WhatWasUsedIsExact) {
    for (const auto &items : {corpus_modules(), random_modules(300), hard_modules(60)}) {
        for (const Item &item : items) {
            expect_exact<float>(item);
            expect_exact<double>(item);
        }
    }
}

TEST(Memory, EveryArenaThatIsTooSmallIsRefused) {
    for (const Item &item : {Item{"sensor batch", sensor_batch()}, hard_modules(12)[0]}) {
        const Compiled roomy = compile<float>(item.source);
        ASSERT_EQ(roomy.status, ABAX_OK);
        for (std::size_t bytes = 0; bytes < roomy.used; bytes += 8) {
            const Compiled small = compile_in<float>(item.source, bytes);
            ASSERT_EQ(small.status, ABAX_E_MEMORY) << bytes;
            ASSERT_GT(small.needed, bytes);
            ASSERT_LE(small.needed, roomy.used);
        }
    }
}

// Ten thousand rounds in one arena: the sensor batch, and between its rounds everything else, errors and all.
TEST(Memory, TenThousandRoundsGiveTheSameBytes) {
    std::vector<ModuleSource> others;
    for (Item &item : corpus_modules()) {
        others.push_back(std::move(item.source));
    }
    const ModuleSource batch = sensor_batch();
    const Compiled first = compile<float>(batch);
    ASSERT_EQ(first.status, ABAX_OK) << text_of(first.diagnostics, batch);
    std::vector<std::uint64_t> arena((first.used + 7) / 8 + 4096);
    abax_compile_options options = {};
    options.log = batch.log;
    abax_compiler compiler;
    ASSERT_EQ(abax_f32_compiler_init(&compiler, arena.data(), arena.size() * 8, &options), ABAX_OK);
    for (int round = 0; round < 10000; ++round) {
        if (round % 10 == 3) {
            const ModuleSource &other = others[static_cast<std::size_t>(round / 10) % others.size()];
            const void *unused = nullptr;
            std::size_t size = 0;
            if (declare<float>(&compiler, other) == ABAX_OK) {
                abax_compiler_finish(&compiler, &unused, &size);
            }
            ASSERT_EQ(abax_compiler_reset(&compiler), ABAX_OK);
        }
        ASSERT_EQ(declare<float>(&compiler, batch), ABAX_OK) << "round " << round;
        const void *bytes = nullptr;
        std::size_t size = 0;
        ASSERT_EQ(abax_compiler_finish(&compiler, &bytes, &size), ABAX_OK) << "round " << round;
        ASSERT_EQ(size, first.size) << "round " << round;
        ASSERT_EQ(std::memcmp(bytes, first.bytes(), size), 0) << "round " << round;
        ASSERT_EQ(abax_compiler_memory_used(&compiler), first.used) << "round " << round;
        ASSERT_EQ(abax_compiler_reset(&compiler), ABAX_OK);
    }
}

// The memory's former contents, its address and the order of writing do not show in the table.
TEST(Memory, GarbageInTheArenaDoesNotMatter) {
    for (const Item &item : random_modules(60)) {
        Compiled tables[2];
        for (int i = 0; i < 2; ++i) {
            std::vector<std::uint64_t> memory(std::size_t{1} << 18, i == 0 ? 0U : 0xA5A5A5A5A5A5A5A5U);
            tables[i] =
                compile<double>(item.source, ABAX_COMPILE_AUTO,
                                std::span(memory).subspan(static_cast<std::size_t>(i) * 3), SIZE_MAX, node_limit);
        }
        ASSERT_EQ(tables[0].status, tables[1].status) << item.name;
        EXPECT_TRUE(tables[0].same_table(tables[1])) << item.name;
        EXPECT_EQ(tables[0].used, tables[1].used) << item.name;
    }
}

} // namespace
} // namespace abax_tests
