// A module to a table: the runtime's own compiler, given as much memory as it asks for.
//
// The compiler is the one that runs on a device, so that the bytes are the same there. Its diagnostics, which speak of
// declarations and bytes inside them, become diagnostics at places of the module's file.
#ifndef ABAX_GENERATOR_COMPILE_HPP
#define ABAX_GENERATOR_COMPILE_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics.hpp"
#include "module.hpp"

struct abax_compiler;
struct abax_compile_options;

namespace abax::host {

struct Table {
    std::vector<uint64_t> storage; // the bytes, aligned as tables must be
    size_t size = 0;               // bytes
    unsigned bits = 0;             // of Real
    size_t compiler_memory = 0;    // bytes of arena that compiling it took
};

std::string_view table_bytes(const Table &table);

// Compiles a module. False if there were errors; they and the warnings are in `diagnostics`.
bool compile_module(const Module &module, Diagnostics &diagnostics, Table &table);

// Starts the compiler with a module's name, version and options; what is not said in `options` must be filled in before.
// For whoever needs more of the compiler than a table (explain).
int32_t begin_compile(abax_compiler &compiler, const Module &module, void *memory, size_t size,
                      abax_compile_options &options);

// Declares everything in the module, in its order: params, constants, functions, expressions.
// Returns ABAX_OK, ABAX_E_SOURCE if something was wrong with a declaration, or the first other status.
int32_t declare_module(abax_compiler &compiler, const Module &module);

// A message of the language's diagnostics.def with its places filled in.
std::string language_message(uint32_t code, const std::vector<std::string> &texts, uint64_t n = 0, uint64_t m = 0);

} // namespace abax::host

#endif
