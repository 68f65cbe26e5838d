// See block_rows.hpp.
#include "engine/block_rows.hpp"

#include "engine/natives.hpp"

#include <algorithm>
#include <array>

namespace abax_tests {
namespace {

// Rows of one call after the other: less than a block, several and a part, exactly one, one row, none.
constexpr std::array<std::size_t, 5> calls = {57, 2 * 128 + 9, 128, 1, 0};

template <class Real> struct BlockInstance {
    explicit BlockInstance(const ModuleSource &source) : natives(source) {}

    bool make(const Compiled &compiled) {
        if (Api<Real>::open(&table, compiled.bytes(), compiled.size) != ABAX_OK) {
            return false;
        }
        memory.resize(Api<Real>::instance_size(&table) / sizeof memory[0]);
        const auto bound = natives.bound();
        return Api<Real>::init(&instance, &table, memory.data(), memory.size() * sizeof memory[0], bound.data(),
                               bound.size()) == ABAX_OK;
    }

    std::vector<std::uint64_t> state() {
        std::vector<std::uint64_t> bytes(Api<Real>::saved_size(&table) / sizeof(std::uint64_t) + 1);
        Api<Real>::save_state(&instance, bytes.data(), bytes.size() * sizeof bytes[0]);
        return bytes;
    }

    Natives<Real> natives;
    typename Api<Real>::Table table{};
    typename Api<Real>::Instance instance{};
    std::vector<std::uint64_t> memory;
};

// Columns of `slots` slots for `rows` rows, whose strides are 1, 1, 2, 3, 1 … reals; every seventh slot has none. Between the
// rows of a column lie numbers that nothing may touch.
template <class Real> struct Columns {
    Columns(std::size_t slots, std::size_t rows) {
        for (std::size_t i = 0; i < slots; ++i) {
            const std::size_t stride = i % 4 < 2 ? 1 : i % 4;
            values.emplace_back(i % 7 == 6 ? 0 : rows * stride + 1, Real(-77));
            strides.push_back(stride);
        }
    }
    Real *at(std::size_t slot, std::size_t row) {
        return values[slot].empty() ? nullptr : values[slot].data() + row * strides[slot];
    }
    std::vector<typename Api<Real>::Column> from(std::size_t row) {
        std::vector<typename Api<Real>::Column> columns(values.size() + 1);
        for (std::size_t i = 0; i < values.size(); ++i) {
            columns[i] = {at(i, row), strides[i]};
        }
        return columns;
    }

    std::vector<std::vector<Real>> values;
    std::vector<std::size_t> strides;
};

template <class Real> std::string effects_of(const BlockInstance<Real> &run) {
    return "faults " + std::to_string(run.instance.faults) + " charged to " +
           std::to_string(run.instance.fault_result) + ", " + std::to_string(run.instance.cycles) + " cycles, calls " +
           text_of(run.natives.calls());
}

} // namespace

template <class Real>
std::string block_difference(const Compiled &compiled, const ModuleSource &source,
                             const std::vector<std::vector<Real>> &rows) {
    BlockInstance<Real> one(source);
    BlockInstance<Real> many(source);
    if (rows.empty() || !one.make(compiled) || !many.make(compiled)) {
        return rows.empty() ? "" : "blocks: the table does not open";
    }
    const std::size_t params = one.table.header->params;
    const std::size_t results = one.table.header->results;
    std::size_t total = 0;
    for (const std::size_t count : calls) {
        total += count;
    }
    Columns<Real> in(params, total);
    Columns<Real> single(results, total);
    Columns<Real> block(results, total);
    for (std::size_t row = 0; row < total; ++row) {
        const std::vector<Real> &values = rows[(row * 7 + row / rows.size()) % rows.size()];
        for (std::size_t i = 0; i < std::min(params, values.size()); ++i) {
            if (in.at(i, row) != nullptr) {
                *in.at(i, row) = values[i];
                one.instance.frame[i] = values[i];
            }
        }
        if (Api<Real>::eval(&one.instance) != ABAX_OK) {
            return "blocks: eval fails";
        }
        for (std::size_t i = 0; i < results; ++i) {
            if (single.at(i, row) != nullptr) {
                *single.at(i, row) = one.instance.frame[params + i];
            }
        }
    }
    std::vector<std::uint64_t> scratch(Api<Real>::block_size(&many.table) / sizeof(std::uint64_t), 0xA5A5A5A5A5A5A5A5U);
    std::size_t row = 0;
    for (const std::size_t count : calls) {
        const abax_status status = Api<Real>::eval_block(&many.instance, in.from(row).data(), block.from(row).data(),
                                                         count, scratch.data(), scratch.size() * sizeof scratch[0]);
        if (status != ABAX_OK) {
            return std::string("blocks: ") + abax_status_text(status);
        }
        row += count;
    }
    for (std::size_t i = 0; i < results; ++i) {
        for (std::size_t k = 0; k < single.values[i].size(); ++k) {
            if (!same_value(single.values[i][k], block.values[i][k])) {
                return std::string("blocks, ") + real_name<Real>() + ": result slot " + std::to_string(i) + ", row " +
                       std::to_string(k / block.strides[i]) + " is " + shortest(block.values[i][k]) + ", by itself " +
                       shortest(single.values[i][k]);
            }
        }
    }
    for (std::size_t i = 0; i < params + results; ++i) {
        if (!same_value(one.instance.frame[i], many.instance.frame[i])) {
            return "blocks: the instance is left with another slot " + std::to_string(i);
        }
    }
    if (effects_of(one) != effects_of(many)) {
        return "blocks: " + effects_of(many) + ", one by one " + effects_of(one);
    }
    return one.state() == many.state() ? "" : "blocks: the state differs";
}

template std::string block_difference(const Compiled &, const ModuleSource &, const std::vector<std::vector<float>> &);
template std::string block_difference(const Compiled &, const ModuleSource &, const std::vector<std::vector<double>> &);

} // namespace abax_tests
