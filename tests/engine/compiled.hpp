// Compiles a module source with the on-device compiler and keeps everything that came out: status, table bytes, memory
// figures and every diagnostic as values that outlive the compiler.
#ifndef ABAX_TESTS_COMPILED_HPP
#define ABAX_TESTS_COMPILED_HPP

#include "engine/module_source.hpp"
#include "engine/typed_api.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace abax_tests {

struct Reported {
    std::uint32_t code = 0;
    std::uint32_t severity = 0;
    std::uint32_t declaration = 0;
    std::uint32_t part = 0;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string message;
    std::string slug;
    std::string replacement; // of a fix-it
};

struct Compiled {
    abax_status status = ABAX_OK;
    std::vector<Reported> diagnostics;
    std::vector<std::uint64_t> words;                 // the table, aligned to 8
    std::size_t size = 0;                             // of the table, in bytes
    std::size_t used = 0;                             // abax_compiler_memory_used
    std::uint64_t needed = 0;                         // after E_MEMORY
    std::array<std::uint32_t, ABAX_RULES> rules = {}; // how often each fired

    [[nodiscard]] const void *bytes() const { return words.data(); }
    [[nodiscard]] std::size_t error_count() const;
    // The table of a damaged build is not compared byte by byte elsewhere: equality of sizes and of all bytes.
    [[nodiscard]] bool same_table(const Compiled &other) const {
        return size == other.size && std::memcmp(bytes(), other.bytes(), size) == 0;
    }
};

// Memory for a compiler that is reused from test to test: large enough for everything in the corpus.
std::span<std::uint64_t> roomy_arena();

// What abax_compile_memory asks for, for this source; nodes as for options.node_limit.
std::size_t bound_of(const ModuleSource &source, std::size_t nodes);

template <class Real>
Compiled compile(const ModuleSource &source, std::uint32_t profile = ABAX_COMPILE_AUTO,
                 std::span<std::uint64_t> arena = roomy_arena(), std::size_t bytes = SIZE_MAX,
                 std::uint32_t node_limit = 0);

// Declares everything of a source in a compiler that was initialised; the first status that is neither OK nor E_SOURCE. Arrays
// stay valid until the next call.
template <class Real> abax_status declare(abax_compiler *compiler, const ModuleSource &source);

// One line: "error: beta is not defined [unknown-name] at y body 8..12".
std::string text_of(const Reported &reported, const ModuleSource &source);
std::string text_of(const std::vector<Reported> &reported, const ModuleSource &source);

} // namespace abax_tests

#endif
