// What the passes leave behind, as text, for the tests of the compiler: a module in a few lines goes through the whole pipeline
// and the dumps of `abax explain` are taken of it.
#ifndef ABAX_TESTS_COMPILE_DUMPS_HPP
#define ABAX_TESTS_COMPILE_DUMPS_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "abax/compiler.h"

namespace abax::tests {

struct Dumped {
    abax_status status = ABAX_OK;
    std::string diagnostics; // a line each: offset+length severity message [slug]
    std::string tree;
    std::string graph;
    std::string code;
};

// `expressions` are texts; their names are r0, r1 … Functions are signature and body. Params a to f with the defaults 1 to 6.
struct Source {
    std::vector<std::string> expressions;
    std::vector<std::pair<std::string, std::string>> functions = {};
    uint32_t profile = ABAX_COMPILE_FUSED;
    uint32_t bits = 64;
    uint32_t node_limit = 0;
};

Dumped dump(const Source &source);

} // namespace abax::tests

#endif
