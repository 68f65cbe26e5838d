// A batch as a table: text to table with the on-device compiler, the table verified and evaluated. All memory is this object's;
// inputs and results are the public prefix of the instance's frame.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "abax/compiler.h"
#include "engines.hpp"

namespace bench {

// The C API of one Real, under names without it.
template <class Real> struct TableApi;
#define API(Real_, bits)                                                                                               \
    template <> struct TableApi<Real_> {                                                                               \
        using Table = abax_f##bits##_table;                                                                            \
        using Instance = abax_f##bits##_instance;                                                                      \
        using Column = abax_f##bits##_column;                                                                          \
        static constexpr auto compiler_init = abax_f##bits##_compiler_init;                                            \
        static constexpr auto compiler_param = abax_f##bits##_compiler_param;                                          \
        static constexpr auto open = abax_f##bits##_open;                                                              \
        static constexpr auto instance_size = abax_f##bits##_instance_size;                                            \
        static constexpr auto init = abax_f##bits##_init;                                                              \
        static constexpr auto eval = abax_f##bits##_eval;                                                              \
    }
API(float, 32);
API(double, 64);
#undef API

template <class Real> class TableBatch {
    using A = TableApi<Real>;

public:
    static constexpr bool compiles = true;

    TableBatch(const Batch &batch, Profile profile) : batch_(batch), profile_(profile), frame_(256) {
        std::size_t text = 0;
        for (std::size_t i = 0; i < batch_.expressions.size(); ++i) {
            names_.push_back("r" + std::to_string(i + 1));
            text += names_[i].size() + batch_.expressions[i].size();
        }
        for (const std::string &param : batch_.params) {
            text += param.size();
        }
        arena_.resize(abax_compile_memory(text, batch_.params.size() + batch_.expressions.size(), 0) / 8 + 1);
    }

    bool prepare() {
        abax_compile_options options{};
        options.log = ABAX_LOG_LN;
        options.profile = profile_ == Profile::base ? ABAX_COMPILE_BASE : ABAX_COMPILE_AUTO;
        abax_compiler compiler;
        abax_status status = A::compiler_init(&compiler, arena_.data(), arena_.size() * sizeof arena_[0], &options);
        for (const std::string &param : batch_.params) {
            status = status == ABAX_OK ? A::compiler_param(&compiler, param.c_str(), Real{0}) : status;
        }
        for (std::size_t i = 0; i < batch_.expressions.size(); ++i) {
            status = status == ABAX_OK
                         ? abax_compiler_expression(&compiler, names_[i].c_str(), batch_.expressions[i].c_str())
                         : status;
        }
        const void *bytes = nullptr;
        std::size_t size = 0;
        status = status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : status;
        memory_ = abax_compiler_memory_used(&compiler);
        status = status == ABAX_OK ? A::open(&table_, bytes, size) : status;
        if (status == ABAX_OK && A::instance_size(&table_) > frame_.size() * sizeof frame_[0]) {
            frame_.resize(A::instance_size(&table_) / sizeof frame_[0] + 1);
        }
        status = status == ABAX_OK
                     ? A::init(&instance_, &table_, frame_.data(), frame_.size() * sizeof frame_[0], nullptr, 0)
                     : status;
        return status == ABAX_OK;
    }

    std::size_t memory() const { return memory_; }
    const Batch &batch() const { return batch_; }
    Real *inputs() { return instance_.frame; }
    Real *outputs() { return instance_.frame + batch_.params.size(); }
    typename A::Table &table() { return table_; }
    typename A::Instance &instance() { return instance_; }

    auto evaluator() {
        return [instance = &instance_](Real * /*inputs*/, Real * /*outputs*/) { A::eval(instance); };
    }

private:
    Batch batch_;
    Profile profile_;
    std::vector<std::string> names_;
    std::vector<std::uint64_t> arena_;
    std::vector<std::uint64_t> frame_;
    std::size_t memory_ = 0;
    typename A::Table table_{};
    typename A::Instance instance_{};
};

} // namespace bench
