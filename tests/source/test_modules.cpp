// The modules that generated source is tested with: see test_modules.hpp.
#include "source/test_modules.hpp"

#include "engine/typed_api.hpp"
#include "runner/corpus_case.hpp"
#include "runner/random_expression.hpp"

namespace abax_tests {
namespace {

struct RandomKind {
    const char *label;
    Shape shape;
    std::uint64_t count;
    bool fast = false;
};

std::vector<RandomKind> random_kinds() {
    Shape small;
    small.size = 5;
    small.expressions = 5;
    Shape large;
    large.size = 60;
    large.expressions = 4;
    large.functions = 3;
    Shape conditional;
    conditional.size = 30;
    conditional.expressions = 5;
    conditional.functions = 3;
    conditional.conditionals = true;
    Shape faulty;
    faulty.size = 10;
    faulty.expressions = 6;
    faulty.functions = 3;
    faulty.conditionals = true;
    faulty.library = false;
    faulty.arrays = true;
    Shape natives = faulty;
    natives.natives = true;
    Shape stateful = conditional;
    stateful.size = 10;
    stateful.state = true;
    return {{"random, small", small, 60},
            {"random, large", large, 30},
            {"random, conditional", conditional, 40},
            {"random, faults", faulty, 60},
            {"random, natives", natives, 80},
            {"random, state", stateful, 80},
            {"random, fast", large, 30, true},
            {"random, fast, with faults", faulty, 30, true},
            {"random, fast, with state", stateful, 30, true}};
}

template <class Real> bool compiles(const ModuleSource &source) { return compile<Real>(source).status == ABAX_OK; }

template <class Real> void add(std::vector<TestModule<Real>> &modules, TestModule<Real> module) {
    module.name = std::string(real_name<Real>()) + "_" + std::to_string(modules.size());
    modules.push_back(std::move(module));
}

} // namespace

template <class Real> std::vector<TestModule<Real>> test_modules() {
    std::vector<TestModule<Real>> modules;
    for (const CorpusCase &item : whole_corpus()) {
        const ModuleSource source = batch_of(item);
        const bool wanted = std::is_same_v<Real, float> ? item.f32 : item.f64;
        if (wanted && source.count(DeclarationKind::expression) != 0 && compiles<Real>(source)) {
            add<Real>(modules, {"", item.file + ":" + std::to_string(item.line) + ": " + item.name, source,
                                rows_of<Real>(item)});
        }
    }
    std::uint64_t seed = 77'000'000;
    for (const RandomKind &kind : random_kinds()) {
        for (std::uint64_t i = 0; i < kind.count; ++i) {
            Random random(++seed);
            ModuleSource source = random_module(random, kind.shape);
            source.fast = kind.fast;
            if (!compiles<Real>(source)) {
                continue; // natives that decide about themselves
            }
            TestModule<Real> module = {"", kind.label, source, {}};
            for (int row = 0; row < 12; ++row) {
                std::vector<Real> values;
                for (std::size_t k = input_names(source).size(); k != 0; --k) {
                    values.push_back(random_value<Real>(random));
                }
                module.rows.push_back(std::move(values));
            }
            add<Real>(modules, std::move(module));
        }
    }
    return modules;
}

template std::vector<TestModule<float>> test_modules<float>();
template std::vector<TestModule<double>> test_modules<double>();

} // namespace abax_tests
