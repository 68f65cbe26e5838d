#include "dumps.hpp"

#include <cstring>

#include <fmt/format.h>

#include "compile.hpp"
#include "compile/state.hpp"
#include "disassemble.hpp"
#include "syntax_tree.hpp"
#include "value_graph.hpp"

namespace abax::tests {
namespace {

void collect(void *user, const abax_diagnostic *diagnostic) {
    static constexpr const char *severities[] = {"error", "warning", "note", "fixit"};
    std::string message(abax_diagnostic_text(diagnostic, nullptr, 0), '\0');
    abax_diagnostic_text(diagnostic, message.data(), message.size() + 1);
    if (diagnostic->severity == ABAX_SEVERITY_FIXIT) {
        message = std::string(diagnostic->args[0].data, diagnostic->args[0].size);
    }
    *static_cast<std::string *>(user) += fmt::format("{}+{} {}: {}\n", diagnostic->offset, diagnostic->length,
                                                     severities[diagnostic->severity], message);
}

} // namespace

Dumped dump(const Source &source) {
    Dumped dumped;
    std::vector<uint64_t> arena(1 << 16);
    std::vector<std::string> names;
    for (size_t i = 0; i < source.expressions.size(); ++i) {
        names.push_back(fmt::format("r{}", i));
    }
    abax_compiler compiler = {};
    abax_compile_options options = {};
    options.log = ABAX_LOG_LN;
    options.profile = source.profile;
    options.node_limit = source.node_limit;
    options.report = collect;
    options.user = &dumped.diagnostics;
    const auto init = source.bits == 32 ? abax_f32_compiler_init : abax_f64_compiler_init;
    init(&compiler, arena.data(), arena.size() * sizeof(uint64_t), &options);
    static constexpr const char *params[] = {"a", "b", "c", "d", "g", "f"};
    for (int i = 0; i < 6; ++i) {
        if (source.bits == 32) {
            abax_f32_compiler_param(&compiler, params[i], static_cast<float>(i + 1));
        } else {
            abax_f64_compiler_param(&compiler, params[i], i + 1);
        }
    }
    for (const auto &[signature, body] : source.functions) {
        abax_compiler_function(&compiler, signature.c_str(), body.c_str());
    }
    for (size_t i = 0; i < names.size(); ++i) {
        abax_compiler_expression(&compiler, names[i].c_str(), source.expressions[i].c_str());
    }
    const void *bytes = nullptr;
    size_t size = 0;
    dumped.status = abax_compiler_finish(&compiler, &bytes, &size);
    if (dumped.status == ABAX_OK) {
        const auto &compilation = *static_cast<const Compilation *>(compiler.state);
        host::Table table;
        table.storage.resize(size / sizeof(uint64_t));
        std::memcpy(table.storage.data(), bytes, size);
        table.size = size;
        table.bits = source.bits;
        dumped.tree = host::describe_syntax_trees(compilation);
        dumped.graph = host::describe_value_graph(compilation);
        dumped.code = host::disassemble(table);
    }
    return dumped;
}

} // namespace abax::tests
