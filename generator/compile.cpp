// A module to a table: see compile.hpp. The arena starts at a size that almost always suffices and grows when the compiler
// says that it needs more; diagnostics of a run that ended for lack of memory are dropped with it.
#include "compile.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/core.h>

#include "compile/arena.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

constexpr size_t first_arena = size_t{1} << 20;
constexpr size_t first_arena_per_byte = 64; // of text: few modules take more
constexpr size_t largest_arena = size_t{1} << 32;
constexpr uint32_t node_limit = 4'000'000; // ends the expansion of functions that double at every level

// What the report function needs, and what it has collected.
struct Collector {
    const Module *module;
    std::vector<Diagnostic> list;
};

// A declaration's two texts, by its ordinal among all that were declared.
struct Texts {
    const MappedText *name = nullptr;
    const MappedText *body = nullptr;
};

Texts texts_of(const Module &module, size_t ordinal) {
    if (ordinal < module.params.size()) {
        return {&module.params[ordinal].name, nullptr};
    }
    ordinal -= module.params.size();
    if (ordinal < module.constants.size()) {
        return {&module.constants[ordinal].name, nullptr};
    }
    ordinal -= module.constants.size();
    if (ordinal < module.functions.size()) {
        return {&module.functions[ordinal].signature, &module.functions[ordinal].body};
    }
    ordinal -= module.functions.size();
    if (ordinal < module.expressions.size()) {
        return {&module.expressions[ordinal].name, &module.expressions[ordinal].text};
    }
    return {};
}

Span place_of(const Module &module, const abax_diagnostic &diagnostic) {
    const Texts texts = texts_of(module, diagnostic.declaration);
    const MappedText *text = diagnostic.part == ABAX_PART_NAME ? texts.name : texts.body;
    return text == nullptr ? Span{} : span_in(*text, diagnostic.offset, diagnostic.length);
}

std::string message_of(const abax_diagnostic &diagnostic) {
    std::string message(abax_diagnostic_text(&diagnostic, nullptr, 0), '\0');
    abax_diagnostic_text(&diagnostic, message.data(), message.size() + 1);
    return message;
}

void collect(void *user, const abax_diagnostic *given) {
    Collector &collector = *static_cast<Collector *>(user);
    const Span span = place_of(*collector.module, *given);
    const bool alone = given->code == ABAX_D_SHADOWS; // a note that belongs to nothing before it
    if (!alone && (given->severity == ABAX_SEVERITY_NOTE || given->severity == ABAX_SEVERITY_FIXIT)) {
        if (!collector.list.empty()) {
            const bool fixit = given->severity == ABAX_SEVERITY_FIXIT;
            const std::string text = fixit ? std::string(given->args[0].data, given->args[0].size) : message_of(*given);
            collector.list.back().notes.push_back({fixit ? Severity::Fixit : Severity::Note, text, span});
        }
        return;
    }
    Diagnostic diagnostic;
    diagnostic.severity = given->severity == ABAX_SEVERITY_ERROR     ? Severity::Error
                          : given->severity == ABAX_SEVERITY_WARNING ? Severity::Warning
                                                                     : Severity::Note;
    diagnostic.code = abax_diagnostic_slug(given->code);
    diagnostic.message = message_of(*given);
    diagnostic.span = span;
    if (span.source == nullptr && collector.module->source != nullptr) {
        diagnostic.file = collector.module->source->name;
    }
    collector.list.push_back(std::move(diagnostic));
}

abax_status declare_param(abax_compiler &compiler, unsigned bits, const std::string &name, double value) {
    return bits == 32 ? abax_f32_compiler_param(&compiler, name.c_str(), static_cast<float>(value))
                      : abax_f64_compiler_param(&compiler, name.c_str(), value);
}

abax_status declare_constant(abax_compiler &compiler, unsigned bits, const std::string &name, double value) {
    return bits == 32 ? abax_f32_compiler_constant(&compiler, name.c_str(), static_cast<float>(value))
                      : abax_f64_compiler_constant(&compiler, name.c_str(), value);
}

size_t text_size(const Module &module) {
    size_t size = module.name.size();
    for (const Param &param : module.params) {
        size += param.name.text.size();
    }
    for (const Constant &constant : module.constants) {
        size += constant.name.text.size();
    }
    for (const Function &function : module.functions) {
        size += function.signature.text.size() + function.body.text.size();
    }
    for (const Expression &expression : module.expressions) {
        size += expression.name.text.size() + expression.text.text.size();
    }
    return size;
}

abax_status begin_compile(abax_compiler &compiler, const Module &module, void *memory, size_t size,
                          abax_compile_options &options) {
    options.log = module.log;
    options.name = module.name.c_str();
    options.version = module.version.c_str();
    return module.bits == 32 ? abax_f32_compiler_init(&compiler, memory, size, &options)
                             : abax_f64_compiler_init(&compiler, memory, size, &options);
}

abax_status declare_module(abax_compiler &compiler, const Module &module) {
    abax_status result = ABAX_OK;
    const auto keep = [&](abax_status status) {
        if (status != ABAX_OK) {
            result = result == ABAX_OK || result == ABAX_E_SOURCE ? status : result;
        }
        return result == ABAX_OK || result == ABAX_E_SOURCE;
    };
    for (const Param &param : module.params) {
        if (!keep(declare_param(compiler, module.bits, param.name.text, param.value))) {
            return result;
        }
    }
    for (const Constant &constant : module.constants) {
        if (!keep(declare_constant(compiler, module.bits, constant.name.text, constant.value))) {
            return result;
        }
    }
    for (const Function &function : module.functions) {
        if (!keep(abax_compiler_function(&compiler, function.signature.text.c_str(), function.body.text.c_str()))) {
            return result;
        }
    }
    for (const Expression &expression : module.expressions) {
        if (!keep(abax_compiler_expression(&compiler, expression.name.text.c_str(), expression.text.text.c_str()))) {
            return result;
        }
    }
    return result;
}

// Places where everything was said: of errors of the file, and of names that it could not declare.
std::vector<Span> silent_places(const Module &module) {
    std::vector<Span> places = module.reported;
    const auto add_uses = [&](const MappedText &text) {
        for (const NameUse &use : all_names(text.text)) {
            if (module.refused.contains(use.name.substr(0, use.name.find('.')))) {
                places.push_back(span_in(text, use.offset, use.length));
            }
        }
    };
    if (!module.refused.empty()) {
        for (const Function &function : module.functions) {
            add_uses(function.body);
        }
        for (const Expression &expression : module.expressions) {
            add_uses(expression.text);
        }
    }
    return places;
}

// True for what only follows from an error that the file has anyway.
bool is_consequence(const Module &module, const std::vector<Span> &places, const Diagnostic &diagnostic) {
    if (module.incomplete && diagnostic.code == abax_diagnostic_slug(ABAX_D_NO_EXPRESSIONS)) {
        return true;
    }
    const Span &span = diagnostic.span;
    return std::any_of(places.begin(), places.end(), [&](const Span &place) {
        return span.source != nullptr && span.source == place.source && span.begin <= place.end &&
               place.begin <= span.begin;
    });
}

} // namespace

std::string_view table_bytes(const Table &table) {
    return {reinterpret_cast<const char *>(table.storage.data()), table.size};
}

bool run_compiler(const Module &module, Diagnostics &diagnostics, CompilerRun &run) {
    if (!module.readable) {
        return false;
    }
    abax_compiler &compiler = run.compiler;
    size_t size = std::clamp(text_size(module) * first_arena_per_byte, first_arena, largest_arena);
    Collector collector = {&module, {}};
    abax_status status = ABAX_E_MEMORY;
    for (;;) {
        run.arena = std::make_unique_for_overwrite<uint64_t[]>(size / sizeof(uint64_t));
        collector.list.clear();
        abax_compile_options options = {};
        options.node_limit = node_limit;
        options.report = collect;
        options.user = &collector;
        status = begin_compile(compiler, module, run.arena.get(), size, options);
        if (status == ABAX_OK) {
            status = declare_module(compiler, module);
        }
        if (status == ABAX_OK || status == ABAX_E_SOURCE) {
            const abax_status finished = abax_compiler_finish(&compiler, &run.table, &run.table_size);
            status = finished != ABAX_OK ? finished : status;
        }
        if (status != ABAX_E_MEMORY || size >= largest_arena) {
            break;
        }
        size = std::clamp<size_t>(std::max<size_t>(round_up_8(compiler.needed), size * 2), size, largest_arena);
    }
    const size_t errors_before = diagnostics.errors;
    const std::vector<Span> silent = silent_places(module);
    for (Diagnostic &diagnostic : collector.list) {
        if (!is_consequence(module, silent, diagnostic)) {
            add(diagnostics, std::move(diagnostic));
        }
    }
    if (status != ABAX_OK && !module.incomplete && (status != ABAX_E_SOURCE || diagnostics.errors == errors_before)) {
        Diagnostic *error =
            add_error(diagnostics, slug::TABLE, {}, fmt::format("compiling failed: {}", abax_status_text(status)));
        error->file = module.source != nullptr ? module.source->name : "";
    }
    return diagnostics.errors == errors_before && !module.incomplete; // a warning may have been promoted
}

bool compile_module(const Module &module, Diagnostics &diagnostics, Table &table) {
    CompilerRun run;
    if (!run_compiler(module, diagnostics, run)) {
        return false;
    }
    table.storage.assign(run.table_size / sizeof(uint64_t), 0);
    std::memcpy(table.storage.data(), run.table, run.table_size);
    table.size = run.table_size;
    table.bits = module.bits;
    table.compiler_memory = abax_compiler_memory_used(&run.compiler);
    return true;
}

std::string language_message(uint32_t code, const std::vector<std::string> &texts, uint64_t n, uint64_t m) {
    abax_diagnostic diagnostic = {};
    diagnostic.code = code;
    for (size_t i = 0; i < texts.size() && i < std::size(diagnostic.args); i++) {
        diagnostic.args[i] = {texts[i].data(), texts[i].size()};
    }
    diagnostic.numbers[0] = n;
    diagnostic.numbers[1] = m;
    return message_of(diagnostic);
}

} // namespace abax::host
