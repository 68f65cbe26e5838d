// Generated source against the reference evaluator: every module of test_modules.hpp, in C and in C++, as this build's
// compiler compiles it at several levels of optimisation. Results, faults, who is charged, and the calls of natives,
// over all rows; an instance that goes from a table to generated source and back between two rows; and state that is
// saved after every row, for an instance of the other engine to go on with.
//
// The arguments of a case are shared objects with a list of modules (generated_list.h).
#include <dlfcn.h>
#include <map>

#include <gtest/gtest.h>

#include "engine/compiled.hpp"
#include "engine/natives.hpp"
#include "runner/agreement.hpp"
#include "source/generated_list.h"
#include "source/test_modules.hpp"

namespace abax_tests {
namespace {

struct SharedObject {
    void *handle = nullptr;
    std::map<std::string, generated_module, std::less<>> modules;
};

SharedObject open_object(const std::string &path) {
    SharedObject object;
    object.handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    EXPECT_NE(object.handle, nullptr) << dlerror();
    if (object.handle != nullptr) {
        const auto *list = static_cast<const generated_module *>(dlsym(object.handle, "generated_modules"));
        for (; list != nullptr && list->name != nullptr; ++list) {
            object.modules.emplace(list->name, *list);
        }
    }
    return object;
}

// The instance of a test module, for one engine after the other.
template <class Real> struct Running {
    Compiled compiled;
    typename Api<Real>::Table table{};
    typename Api<Real>::Instance instance{};
    std::vector<std::uint64_t> memory;
    Natives<Real> natives;

    explicit Running(const ModuleSource &source) : compiled(compile<Real>(source)), natives(source) {}

    bool start(const typename Api<Real>::Table *first, const typename Api<Real>::Table *second) {
        const std::size_t size = std::max(Api<Real>::instance_size(first), Api<Real>::instance_size(second));
        memory.resize(size / sizeof(std::uint64_t));
        return Api<Real>::init(&instance, first, memory.data(), size, natives.bound().data(), natives.bound().size()) ==
               ABAX_OK;
    }

    Effects<Real> evaluate(std::span<const Real> row, std::span<Real> results) {
        std::copy(row.begin(), row.end(), instance.frame);
        Api<Real>::clear_faults(&instance);
        natives.begin();
        Api<Real>::eval(&instance);
        for (std::uint32_t i = 0; i < results.size(); ++i) {
            results[i] = Api<Real>::get(&instance, Api<Real>::result_at(instance.table, i));
        }
        return {instance.faults, instance.fault_result, natives.calls()};
    }
};

template <class Real> struct Known {
    TestModule<Real> module;
    Truth<Real> truth;
};

template <class Real> const std::vector<Known<Real>> &all_modules() {
    static const std::vector<Known<Real>> modules = [] {
        std::vector<Known<Real>> all;
        for (TestModule<Real> &module : test_modules<Real>()) {
            Truth<Real> truth =
                module.source.fast ? truth_of_table(module.source, module.rows) : truth_of(module.source, module.rows);
            all.push_back({std::move(module), std::move(truth)});
        }
        return all;
    }();
    return modules;
}

// What is done between two rows.
enum class Between { nothing, swap, save };

// What one instance remembers becomes what another one does.
template <class Real> void carry_over(const Running<Real> &from, Running<Real> &to) {
    std::vector<unsigned char> bytes(Api<Real>::saved_size(from.instance.table));
    ASSERT_EQ(Api<Real>::save_state(&from.instance, bytes.data(), bytes.size()), ABAX_OK);
    ASSERT_EQ(Api<Real>::load_state(&to.instance, bytes.data(), bytes.size()), ABAX_OK);
}

template <class Real> void expect_agreement(const SharedObject &object, Between between) {
    std::size_t rows = 0;
    std::size_t remembered = 0;
    for (const auto &[module, truth] : all_modules<Real>()) {
        const auto found = object.modules.find(module.name);
        ASSERT_NE(found, object.modules.end()) << module.name;
        const auto *generated = static_cast<const typename Api<Real>::Table *>(found->second.table);
        Running<Real> running(module.source);
        ASSERT_EQ(Api<Real>::open(&running.table, running.compiled.bytes(), running.compiled.size), ABAX_OK);
        ASSERT_TRUE(running.start(generated, &running.table)) << module.name << ", " << module.label;
        Running<Real> by_table(module.source);
        ASSERT_EQ(Api<Real>::open(&by_table.table, by_table.compiled.bytes(), by_table.compiled.size), ABAX_OK);
        ASSERT_TRUE(by_table.start(&by_table.table, generated)) << module.name << ", " << module.label;
        remembered += by_table.table.header->states != 0 ? 1U : 0U;
        for (std::size_t i = 0; i < module.rows.size(); ++i) {
            Running<Real> *engine = &running;
            if (between == Between::save) {
                engine = i % 2 == 0 ? &running : &by_table;
                carry_over(i % 2 == 0 ? by_table : running, *engine);
            }
            if (between == Between::swap) {
                const auto *next = i % 2 == 0 ? &running.table : generated;
                ASSERT_EQ(Api<Real>::swap(&running.instance, next), ABAX_OK) << module.name << ", " << module.label;
            }
            std::vector<Real> results(truth.results[i].size());
            const Effects<Real> effects = engine->evaluate(module.rows[i], results);
            const std::string text =
                difference(module.source, module.rows[i], results, effects, truth.results[i], truth.effects[i]);
            EXPECT_EQ(text, "") << module.name << ", " << module.label;
            if (!text.empty()) {
                break;
            }
            ++rows;
        }
    }
    EXPECT_GT(rows, 10000U);
    EXPECT_GT(remembered, 20U);
}

class Generated : public testing::TestWithParam<const char *> {
protected:
    void SetUp() override { object = open_object(GetParam()); }
    SharedObject object;
};

TEST_P(Generated, AgreesInF32) { expect_agreement<float>(object, Between::nothing); }
TEST_P(Generated, AgreesInF64) { expect_agreement<double>(object, Between::nothing); }
TEST_P(Generated, TakesTurnsWithTablesInF32) { expect_agreement<float>(object, Between::swap); }
TEST_P(Generated, TakesTurnsWithTablesInF64) { expect_agreement<double>(object, Between::swap); }
TEST_P(Generated, GoesOnWithWhatATableSavedInF32) { expect_agreement<float>(object, Between::save); }
TEST_P(Generated, GoesOnWithWhatATableSavedInF64) { expect_agreement<double>(object, Between::save); }

TEST_P(Generated, KnowsItsAnswers) {
    std::size_t count = 0;
    for (const auto &[name, module] : object.modules) {
        EXPECT_EQ(module.selftest(), 0) << name;
        ++count;
    }
    EXPECT_GT(count, 300U);
}

constexpr const char *objects[] = {ABAX_GENERATED_OBJECTS};

std::string object_name(const testing::TestParamInfo<const char *> &info) {
    const std::string path = info.param;
    const std::string stem = path.substr(path.rfind('/') + 1);
    return stem.substr(0, stem.find('.'));
}

INSTANTIATE_TEST_SUITE_P(Compiled, Generated, testing::ValuesIn(objects), object_name);

} // namespace
} // namespace abax_tests
