// A table that runs: see evaluator.hpp. The two Reals differ in the names of the functions only.
#include "evaluator.hpp"

namespace abax::host {
namespace {

template <unsigned Bits> struct Api;

#define ABAX_HOST_API(bits, real)                                                                                      \
    template <> struct Api<bits> {                                                                                     \
        using Real = real;                                                                                             \
        static constexpr auto open = abax_f##bits##_open;                                                              \
        static constexpr auto instance_size = abax_f##bits##_instance_size;                                            \
        static constexpr auto init = abax_f##bits##_init;                                                              \
        static constexpr auto eval = abax_f##bits##_eval;                                                              \
        static constexpr auto param_count = abax_f##bits##_param_count;                                                \
        static constexpr auto result_count = abax_f##bits##_result_count;                                              \
        static constexpr auto param_name = abax_f##bits##_param_name;                                                  \
        static constexpr auto result_name = abax_f##bits##_result_name;                                                \
        static constexpr auto import_count = abax_f##bits##_import_count;                                              \
        static constexpr auto import_name = abax_f##bits##_import_name;                                                \
        static constexpr auto clear_faults = abax_f##bits##_clear_faults;                                              \
    };
ABAX_HOST_API(32, float)
ABAX_HOST_API(64, double)
#undef ABAX_HOST_API

template <typename Pointer> constexpr unsigned bits_of = 0;
template <> constexpr unsigned bits_of<Running<abax_f32_table, abax_f32_instance>> = 32;
template <> constexpr unsigned bits_of<Running<abax_f64_table, abax_f64_instance>> = 64;

// Calls `action` with the functions of the right Real and the running table.
template <typename Any, typename Action> auto with(Any &evaluator, const Action &action) {
    return std::visit(
        [&](const auto &running) {
            return action(Api<bits_of<std::remove_reference_t<decltype(*running)>>>{}, *running);
        },
        evaluator.running);
}

} // namespace

abax_status open_evaluator(Evaluator &evaluator, Table table) {
    evaluator.bytes = std::move(table);
    if (evaluator.bytes.bits == 32) {
        evaluator.running = std::make_unique<Running<abax_f32_table, abax_f32_instance>>();
    } else {
        evaluator.running = std::make_unique<Running<abax_f64_table, abax_f64_instance>>();
    }
    return with(evaluator, [&](auto api, auto &running) -> abax_status {
        const abax_status opened = api.open(&running.table, evaluator.bytes.storage.data(), evaluator.bytes.size);
        if (opened != ABAX_OK) {
            return opened;
        }
        uint32_t slot = 0;
        for (uint32_t i = 0; i < api.param_count(&running.table); i++) {
            evaluator.params.emplace_back(api.param_name(&running.table, i));
            evaluator.param_indices.emplace(evaluator.params.back(), i);
            evaluator.param_slots.push_back(slot);
            evaluator.param_lengths.push_back(running.table.params[i].slots);
            slot += running.table.params[i].slots;
        }
        slot = running.table.header->params; // there may be more slots than params need
        for (uint32_t i = 0; i < api.result_count(&running.table); i++) {
            evaluator.results.emplace_back(api.result_name(&running.table, i));
            evaluator.result_slots.push_back(slot);
            slot += running.table.results[i].slots;
        }
        for (uint32_t i = 0; i < api.import_count(&running.table); i++) {
            evaluator.imports.emplace_back(api.import_name(&running.table, i));
        }
        const size_t size = api.instance_size(&running.table);
        running.memory.assign(size / sizeof(uint64_t) + 1, 0);
        return api.init(&running.instance, &running.table, running.memory.data(), size, nullptr, 0);
    });
}

std::optional<size_t> param_index(const Evaluator &evaluator, const std::string &name) {
    const auto found = evaluator.param_indices.find(name);
    return found == evaluator.param_indices.end() ? std::nullopt : std::optional(found->second);
}

void set_param(Evaluator &evaluator, size_t index, double value, size_t element) {
    with(evaluator, [&](auto api, auto &running) {
        running.instance.frame[evaluator.param_slots[index] + element] =
            static_cast<typename decltype(api)::Real>(value);
    });
}

double result_value(const Evaluator &evaluator, size_t index) {
    return with(evaluator, [&](auto, const auto &running) {
        return static_cast<double>(running.instance.frame[evaluator.result_slots[index]]);
    });
}

uint32_t evaluate(Evaluator &evaluator) {
    return with(evaluator, [&](auto api, auto &running) {
        api.clear_faults(&running.instance);
        api.eval(&running.instance);
        return running.instance.faults;
    });
}

std::optional<size_t> faulty_result(const Evaluator &evaluator) {
    const uint32_t result =
        with(evaluator, [](auto, const auto &running) { return uint32_t{running.instance.fault_result}; });
    return result < evaluator.results.size() ? std::optional<size_t>(result) : std::nullopt;
}

} // namespace abax::host
