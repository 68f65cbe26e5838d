// Any text: compile, verify, evaluate. Promises that are checked: a status and spans that lie in the text; a table that verifies;
// base, fused and wide profile give the same bits; recompiling gives the same bytes and needs exactly the memory that was
// reported; a smaller arena is refused with what is needed, or suffices.
#include "engine/compiled.hpp"
#include "fuzz/fuzz_natives.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/fuzz_text.hpp"

#include <algorithm>
#include <limits>

namespace abax_tests {
namespace {

constexpr std::uint32_t node_limit = 20000;

void require_spans(const Compiled &compiled, const ModuleSource &source) {
    for (const Reported &reported : compiled.diagnostics) {
        FUZZ_REQUIRE(reported.severity <= ABAX_SEVERITY_FIXIT);
        FUZZ_REQUIRE(reported.part <= ABAX_PART_BODY);
        if (reported.declaration == 0xFFFFFFFFU) {
            continue; // of the module, not of a declaration
        }
        FUZZ_REQUIRE(reported.declaration < source.declarations.size());
        const Declaration &declaration = source.declarations[reported.declaration];
        FUZZ_REQUIRE(reported.part == ABAX_PART_NAME || declaration.is_text());
        const std::size_t size = reported.part == ABAX_PART_NAME ? declaration.name.size() : declaration.text.size();
        FUZZ_REQUIRE(reported.offset <= size && reported.length <= size - reported.offset);
        FUZZ_REQUIRE(reported.severity == ABAX_SEVERITY_FIXIT || (!reported.message.empty() && !reported.slug.empty()));
    }
}

// Everything that evaluations over several rows of inputs show: results, faults and whose they are, calls of impure natives.
template <class Real> std::vector<Real> run(const Compiled &compiled) {
    typename Api<Real>::Table table;
    FUZZ_REQUIRE(Api<Real>::open(&table, compiled.bytes(), compiled.size) == ABAX_OK);
    const std::size_t size = Api<Real>::instance_size(&table);
    const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[size / 8]);
    typename Api<Real>::Instance instance;
    FuzzNatives<Real> natives(table);
    FUZZ_REQUIRE(Api<Real>::init(&instance, &table, memory.get(), size, natives.bound.data(), natives.bound.size()) ==
                 ABAX_OK);
    FUZZ_REQUIRE(natives.log.empty());
    std::vector<Real> shown;
    const Real inputs[] = {Real(1.25),
                           Real{-3},
                           Real{0},
                           std::numeric_limits<Real>::infinity(),
                           std::numeric_limits<Real>::quiet_NaN(),
                           std::numeric_limits<Real>::denorm_min()};
    for (std::size_t shift = 0; shift < 4; ++shift) {
        if (shift > 0) {
            std::size_t number = 0;
            for (std::uint32_t i = 0; i < Api<Real>::param_count(&table); ++i) {
                const auto param = Api<Real>::param_at(&table, i);
                for (std::uint32_t k = 0; k < param.slots; ++k) {
                    instance.frame[param.slot + k] = inputs[(number++ * 5 + shift) % 6];
                }
            }
        }
        instance.faults = 0;
        instance.fault_result = ABAX_NO_RESULT;
        FUZZ_REQUIRE(Api<Real>::eval(&instance) == ABAX_OK);
        FUZZ_REQUIRE((instance.faults == 0) == (instance.fault_result == ABAX_NO_RESULT));
        FUZZ_REQUIRE(instance.faults == 0 || instance.fault_result < Api<Real>::result_count(&table));
        for (std::uint32_t i = 0; i < Api<Real>::result_count(&table); ++i) {
            shown.push_back(Api<Real>::get(&instance, Api<Real>::result_at(&table, i)));
        }
        shown.push_back(static_cast<Real>(instance.fault_result % 0x10000U));
        shown.insert(shown.end(), natives.log.begin(), natives.log.end());
        natives.log.clear();
    }
    return shown;
}

template <class Real> void require_promises(const FuzzText &text) {
    const ModuleSource &source = text.source;
    const Compiled first = compile<Real>(source, ABAX_COMPILE_AUTO, roomy_arena(), SIZE_MAX, node_limit);
    FUZZ_REQUIRE(first.status == ABAX_OK || first.status == ABAX_E_SOURCE);
    FUZZ_REQUIRE((first.error_count() != 0) == (first.status == ABAX_E_SOURCE));
    require_spans(first, source);

    if (text.small_arena) {
        const std::size_t bytes = first.status == ABAX_OK ? first.used / 2 : 512;
        const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[(bytes + 7) / 8]);
        const Compiled small =
            compile<Real>(source, ABAX_COMPILE_AUTO, {memory.get(), (bytes + 7) / 8}, bytes, node_limit);
        FUZZ_REQUIRE(small.status == ABAX_E_MEMORY || small.status == ABAX_E_SOURCE);
        FUZZ_REQUIRE(small.status != ABAX_E_MEMORY || small.needed > bytes);
    }
    if (first.status != ABAX_OK) {
        return;
    }
    const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[first.used / 8 + 1]);
    const Compiled again =
        compile<Real>(source, ABAX_COMPILE_AUTO, {memory.get(), first.used / 8 + 1}, first.used, node_limit);
    FUZZ_REQUIRE(again.status == ABAX_OK);
    FUZZ_REQUIRE(again.used == first.used);
    FUZZ_REQUIRE(again.same_table(first));

    const std::vector<Real> results = run<Real>(first);
    for (const std::uint32_t profile : {ABAX_COMPILE_BASE, ABAX_COMPILE_WIDE}) {
        const Compiled other = compile<Real>(source, profile, roomy_arena(), SIZE_MAX, node_limit);
        if (other.status != ABAX_OK) {
            FUZZ_REQUIRE(profile == ABAX_COMPILE_BASE); // a large frame may not fit short operands
            continue;
        }
        const std::vector<Real> same = run<Real>(other);
        FUZZ_REQUIRE(same.size() == results.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            FUZZ_REQUIRE(same_value(same[i], results[i]));
        }
    }
}

} // namespace
} // namespace abax_tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const abax_tests::FuzzText text = abax_tests::fuzz_text_of(data, size);
    if (text.f64) {
        abax_tests::require_promises<double>(text);
    } else {
        abax_tests::require_promises<float>(text);
    }
    return 0;
}
