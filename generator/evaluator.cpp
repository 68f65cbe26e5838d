// A table that runs: see evaluator.hpp. The two Reals differ in the names of the functions only.
#include "evaluator.hpp"

#include <algorithm>

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
        static constexpr auto block_size = abax_f##bits##_block_size;                                                  \
        static constexpr auto eval_block = abax_f##bits##_eval_block;                                                  \
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
template <> constexpr unsigned bits_of<Running32> = 32;
template <> constexpr unsigned bits_of<Running64> = 64;

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
        evaluator.running = std::make_unique<Running32>();
    } else {
        evaluator.running = std::make_unique<Running64>();
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

// Whether an evaluation may raise a fault: elements are chosen by an index.
static bool can_fault(const Evaluator &evaluator) {
    return with(evaluator, [](auto, const auto &running) {
        return (running.table.header->features & (1U << ABAX_SET_ARRAYS)) != 0;
    });
}

size_t open_rows(Evaluator &evaluator, const std::vector<uint32_t> &slots) {
    constexpr size_t most_rows = 1024;
    constexpr size_t most_values = size_t{1} << 20;
    constexpr size_t most_scratch = size_t{1} << 26;
    return with(evaluator, [&](auto api, auto &running) {
        const size_t results = running.table.header->results;
        const size_t scratch = api.block_size(&running.table);
        const size_t rows = can_fault(evaluator) || scratch > most_scratch
                                ? 1
                                : std::clamp<size_t>(most_values / (slots.size() + results + 1), 1, most_rows);
        running.values.assign((slots.size() + results) * rows, 0);
        running.inputs.assign(size_t{running.table.header->params} + 1, {nullptr, 1});
        running.outputs.assign(results + 1, {nullptr, 1});
        auto *column = running.values.data();
        for (const uint32_t slot : slots) {
            running.inputs[slot].values = column;
            column += rows;
        }
        for (size_t i = 0; i < results; i++) {
            running.outputs[i].values = column;
            column += rows;
        }
        running.scratch.resize(rows == 1 ? 0 : scratch / sizeof(uint64_t) + 1);
        return rows;
    });
}

void set_in_row(Evaluator &evaluator, uint32_t slot, size_t row, double value) {
    with(evaluator, [&](auto api, auto &running) {
        running.inputs[slot].values[row] = static_cast<typename decltype(api)::Real>(value);
    });
}

uint32_t evaluate_rows(Evaluator &evaluator, size_t rows) {
    return with(evaluator, [&](auto api, auto &running) {
        api.clear_faults(&running.instance);
        api.eval_block(&running.instance, running.inputs.data(), running.outputs.data(), rows, running.scratch.data(),
                       running.scratch.size() * sizeof running.scratch[0]);
        return running.instance.faults;
    });
}

double result_in_row(const Evaluator &evaluator, size_t index, size_t row) {
    return with(evaluator, [&](auto, const auto &running) {
        const size_t slot = evaluator.result_slots[index] - running.table.header->params;
        return static_cast<double>(running.outputs[slot].values[row]);
    });
}

std::optional<size_t> faulty_result(const Evaluator &evaluator) {
    const uint32_t result =
        with(evaluator, [](auto, const auto &running) { return uint32_t{running.instance.fault_result}; });
    return result < evaluator.results.size() ? std::optional<size_t>(result) : std::nullopt;
}

} // namespace abax::host
