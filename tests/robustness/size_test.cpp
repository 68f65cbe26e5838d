// No limit but memory: large modules of every kind are compiled, verified and evaluated, and come to the values that the test
// calculates for itself; in an arena that is too small, they are refused with what is needed.
#include "engine/compiled.hpp"
#include "engine/instrumented.hpp"
#include "robustness/colliding_names.hpp"
#include "robustness/hard_texts.hpp"
#include "robustness/known_modules.hpp"

#include <array>
#include <gtest/gtest.h>

namespace abax_tests {
namespace {

constexpr std::size_t large = instrumented ? 10'000 : 100'000;

// Compiled and verified, with an instance of exactly the size that it asks for.
template <class Real> struct Running {
    Compiled compiled;
    typename Api<Real>::Table table{};
    typename Api<Real>::Instance instance{};
    std::vector<std::uint64_t> memory;

    Running(const std::string &name, const ModuleSource &source) : compiled(compile<Real>(source)) {
        EXPECT_EQ(compiled.status, ABAX_OK)
            << name << ": " << abax_status_text(compiled.status) << " needs " << compiled.needed << '\n'
            << text_of(compiled.diagnostics, source).substr(0, 2000);
        abax_status status = Api<Real>::open(&table, compiled.bytes(), compiled.size);
        EXPECT_EQ(status, ABAX_OK) << name << ": at " << table.position;
        memory.resize(Api<Real>::instance_size(&table) / sizeof(std::uint64_t));
        status = Api<Real>::init(&instance, &table, memory.data(), memory.size() * sizeof(std::uint64_t), nullptr, 0);
        EXPECT_EQ(status, ABAX_OK) << name;
    }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;

    void expect(const std::string &name, const std::vector<Real> &values) {
        EXPECT_EQ(Api<Real>::eval(&instance), ABAX_OK) << name;
        EXPECT_EQ(instance.faults, 0U) << name;
        EXPECT_GE(Api<Real>::result_count(&table), values.size()) << name;
        for (std::uint32_t i = 0; i < values.size(); ++i) {
            const Real got = Api<Real>::get(&instance, Api<Real>::result_at(&table, i));
            ASSERT_TRUE(same_value(got, values[i]))
                << name << ", result " << i << ": " << shortest(got) << " and not " << shortest(values[i]);
        }
    }
};

template <class Real> void expect_values() {
    for (const std::size_t n : {std::size_t{30}, std::size_t{1000}, large}) {
        for (const KnownModule<Real> &module : known_modules<Real>(n)) {
            const std::string name = module.name + ", " + std::to_string(n);
            Running<Real> running(name, module.source);
            if (running.compiled.status == ABAX_OK) {
                running.expect(name, module.values);
            }
        }
    }
}

TEST(Size, LargeModulesHaveTheirValuesInF32) { expect_values<float>(); }
TEST(Size, LargeModulesHaveTheirValuesInF64) { expect_values<double>(); }

// 40,000 expressions, 300,000 operators, 4 params.
template <class Real> void expect_sized_module() {
    const SizedModule<Real> module(instrumented ? 4'000 : 40'000, instrumented ? 30'000 : 300'000);
    ASSERT_EQ(module.operators(), instrumented ? 30'000U : 300'000U);
    Running<Real> running("40,000 expressions", module.source());
    for (const std::array<Real, 4> &params : {std::array<Real, 4>{Real{0.5}, Real{0.5}, Real{0.5}, Real{0.5}},
                                              {Real{1.25}, -3, 0, static_cast<Real>(1e-3)},
                                              {-1, 1e9, static_cast<Real>(0.1), 7}}) {
        for (std::uint32_t i = 0; i < 4; ++i) {
            Api<Real>::set(&running.instance, Api<Real>::param_at(&running.table, i), params[i]);
        }
        running.expect("40,000 expressions", module.values(params));
    }
}

TEST(Size, FortyThousandExpressionsInF32) { expect_sized_module<float>(); }
TEST(Size, FortyThousandExpressionsInF64) { expect_sized_module<double>(); }

// Exactly what was used suffices; of a byte less, and of much less, the compiler says what it needs, and that leads up to it.
template <class Real> void expect_exact_need(const std::string &name, const ModuleSource &source) {
    const Compiled roomy = compile<Real>(source);
    if (roomy.status != ABAX_OK) {
        return;
    }
    const auto compile_in = [&source](std::size_t bytes) {
        return compile<Real>(source, ABAX_COMPILE_AUTO, roomy_arena(), bytes);
    };
    const Compiled exact = compile_in(roomy.used);
    EXPECT_EQ(exact.status, ABAX_OK) << name << ": needs " << exact.needed << " and not " << roomy.used;
    EXPECT_TRUE(exact.same_table(roomy)) << name;
    const Compiled less = compile_in(roomy.used - 1);
    EXPECT_EQ(less.status, ABAX_E_MEMORY) << name;
    EXPECT_EQ(less.needed, roomy.used) << name;
    std::size_t before = 0;
    for (std::size_t part = 1; part < 4; ++part) {
        const std::size_t bytes = roomy.used / 4 * part;
        const Compiled small = compile_in(bytes);
        EXPECT_EQ(small.status, ABAX_E_MEMORY) << name << " in " << bytes << " bytes";
        EXPECT_GT(small.needed, bytes) << name;
        EXPECT_GE(small.needed, before) << name;
        EXPECT_LE(small.needed, roomy.used) << name;
        before = small.needed;
    }
}

TEST(Size, TooSmallAnArenaIsToldWhatIsNeeded) {
    const std::size_t n = large / 10;
    for (const HardText &text : hard_texts(n)) {
        expect_exact_need<float>(text.name, text.source);
        expect_exact_need<double>(text.name, text.source);
    }
    for (const KnownModule<float> &module : known_modules<float>(n)) {
        expect_exact_need<float>(module.name, module.source);
    }
    expect_exact_need<float>("40,000 expressions", SizedModule<float>(n, n * 7).source());
}

// f(x) calls the one below with two different arguments: two to the power of sixty values. The limit or the arena ends it.
TEST(Size, WhatGrowsWithoutEndIsEnded) {
    ModuleSource source;
    source.declarations.push_back({DeclarationKind::param, "a", "1.5"});
    source.declarations.push_back({DeclarationKind::function, "f0(x)", "x*x"});
    for (std::size_t i = 1; i <= 60; ++i) {
        const std::string below = numbered("f", i - 1);
        source.declarations.push_back(
            {DeclarationKind::function, numbered("f", i) + "(x)", below + "(x/3) + " + below + "(x*7)"});
    }
    source.declarations.push_back({DeclarationKind::expression, "y", "f60(a)"});
    const Compiled limited = compile<float>(source, ABAX_COMPILE_AUTO, roomy_arena(), SIZE_MAX, 100'000);
    EXPECT_EQ(limited.status, ABAX_E_SOURCE);
    ASSERT_FALSE(limited.diagnostics.empty());
    EXPECT_EQ(limited.diagnostics[0].slug, "node-limit");
    std::size_t before = 0;
    for (const std::size_t bytes : {std::size_t{1} << 16, std::size_t{1} << 20, std::size_t{1} << 24}) {
        const Compiled small = compile<float>(source, ABAX_COMPILE_AUTO, roomy_arena(), bytes);
        EXPECT_EQ(small.status, ABAX_E_MEMORY);
        EXPECT_GT(small.needed, bytes);
        EXPECT_GT(small.needed, before);
        before = small.needed;
    }
}

// Names that someone chose so that they all have one hash: as parameters they mean what they should, and two declarations of a
// kind are refused.
TEST(Size, NamesOfOneHash) {
    const std::size_t count = large / 3;
    const std::vector<std::string> names = colliding_names(count);
    std::string signature = "f(" + names[0];
    std::string body = names[0] + "*1";
    std::string call = "f(a";
    double value = 1.5;
    for (std::size_t i = 1; i < count; ++i) {
        signature += "," + names[i];
        body += "+" + names[i] + "*" + std::to_string(i % 7);
        call += "," + std::to_string(i % 11);
        value += static_cast<double>(i % 11) * static_cast<double>(i % 7);
    }
    ModuleSource source;
    source.declarations = {{DeclarationKind::param, "a", "1.5"},
                           {DeclarationKind::function, signature + ")", body},
                           {DeclarationKind::expression, "y", call + ")"}};
    Running<double>("names of one hash", source).expect("names of one hash", {value});

    source.declarations.resize(1);
    for (std::size_t i = 0; i < count; ++i) {
        source.declarations.push_back({DeclarationKind::constant, names[i], "1"});
    }
    source.declarations.push_back({DeclarationKind::expression, "y", "a"});
    const Compiled refused = compile<double>(source);
    EXPECT_EQ(refused.status, ABAX_E_SOURCE);
    EXPECT_EQ(refused.error_count(), count - 1);
}

// Every faulty expression is reported, once, and the suggestions do not make the work grow with the square.
TEST(Size, TenThousandErrorsInOneModule) {
    constexpr std::size_t count = 10'000;
    ModuleSource source;
    source.declarations.push_back({DeclarationKind::param, "parameter", "1"});
    for (std::size_t i = 0; i < count; ++i) {
        static const char *const texts[] = {"paramater", "1 +", "(parameter]", "sin(1, 2)", "unknown"};
        source.declarations.push_back({DeclarationKind::expression, numbered("y", i),
                                       i % 5 == 4 ? numbered("unknown", i) : std::string(texts[i % 5])});
    }
    source.declarations.push_back({DeclarationKind::expression, "fine", "parameter"});
    const Compiled compiled = compile<float>(source);
    EXPECT_EQ(compiled.status, ABAX_E_SOURCE);
    // an unknown name is reported where it is met first
    EXPECT_EQ(compiled.error_count(), count - count / 5 + 1);
}

} // namespace
} // namespace abax_tests
