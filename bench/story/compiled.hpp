// Expressions of S compiled by the on-device compiler, in memory of this object's.
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "abax/compiler.h"
#include "form.hpp"

namespace bench {

class Compiled {
public:
    // From text to table. Throws std::runtime_error where the compiler refuses.
    void compile(std::size_t first, std::size_t count) {
        static constexpr std::array<const char *, SENSORS> names = {"r1", "r2", "r3", "r4", "r5", "r6", "r7"};
        abax_compile_options options{};
        options.log = ABAX_LOG_LN;
        options.profile = ABAX_COMPILE_FUSED;
        expect(abax_f32_compiler_init(&compiler_, arena_.data(), sizeof arena_, &options));
        for (const char *name : param_names) {
            expect(abax_f32_compiler_param(&compiler_, name, 0));
        }
        for (std::size_t i = 0; i < count; ++i) {
            expect(abax_compiler_expression(&compiler_, names[i], sensor_texts[first + i]));
        }
        expect(abax_compiler_finish(&compiler_, &bytes_, &size_));
    }

    // The compiled table, verified.
    void open() { expect(abax_f32_open(&table_, bytes_, size_)); }

    // A new instance of it.
    void init() { expect(abax_f32_init(&instance_, &table_, memory_.data(), sizeof memory_, nullptr, 0)); }

    // What the compiler has in its arena.
    const void *state() const { return compiler_.state; }

    abax_f32_instance &instance() { return instance_; }

    static void expect(abax_status status) {
        if (status != ABAX_OK) {
            throw std::runtime_error(abax_status_text(status));
        }
    }

private:
    alignas(64) std::array<std::uint64_t, 4096> arena_{};
    alignas(64) std::array<std::uint64_t, 128> memory_{};
    abax_compiler compiler_{};
    abax_f32_table table_{};
    abax_f32_instance instance_{};
    const void *bytes_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace bench
