// A module to a table: the runtime's own compiler, given as much memory as it asks for.
//
// The compiler is the one that runs on a device, so that the bytes are the same there. Its diagnostics, which speak of
// declarations and bytes inside them, become diagnostics at places of the module's file.
#ifndef ABAX_GENERATOR_COMPILE_HPP
#define ABAX_GENERATOR_COMPILE_HPP

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "abax/compiler.h"
#include "diagnostics.hpp"
#include "module.hpp"

namespace abax::host {

struct Table {
    std::vector<uint64_t> storage; // the bytes, aligned as tables must be
    size_t size = 0;               // bytes
    unsigned bits = 0;             // of Real
    size_t compiler_memory = 0;    // bytes of arena that compiling it took
};

struct TableOptions {
    uint32_t profile = ABAX_COMPILE_AUTO;
    bool strip = false; // no names of params, results and natives
};

std::string_view table_bytes(const Table &table);

// Compiles a module. False if there were errors; they and the warnings are in `diagnostics`. A module that is incomplete is
// compiled too, so that everything that is wrong is said at once; that is never a success.
bool compile_module(const Module &module, Diagnostics &diagnostics, Table &table, const TableOptions &options = {});

// What the compiler leaves behind: its arena with all it made on the way, and the table, which lies in the arena.
struct CompilerRun {
    std::unique_ptr<uint64_t[]> arena;
    std::deque<std::vector<float>> floats; // the elements of arrays, which the compiler refers to
    abax_compiler compiler = {};
    const void *table = nullptr;
    size_t table_size = 0;                       // bytes
    std::array<uint32_t, ABAX_RULES> rules = {}; // how often each rule of the optimiser fired
};

// The same, for whoever needs more of the compiler than a table (explain).
bool run_compiler(const Module &module, Diagnostics &diagnostics, CompilerRun &run, const TableOptions &options = {});

// A copy of the table that a run has made.
Table table_of(const CompilerRun &run, const Module &module);

// A message of the language's diagnostics.def with its places filled in.
std::string language_message(uint32_t code, const std::vector<std::string> &texts, uint64_t n = 0, uint64_t m = 0);

} // namespace abax::host

#endif
