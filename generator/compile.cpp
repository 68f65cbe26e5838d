// A module to a table: see compile.hpp. The arena starts at a size that almost always suffices and grows when the compiler
// says that it needs more; diagnostics of a run that ended for lack of memory are dropped with it.
#include "compile.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

#include <fmt/core.h>

#include "compile/arena.hpp"
#include "free_names.hpp"
#include "scan.hpp"

namespace abax::host {
namespace {

constexpr size_t first_arena = size_t{1} << 20;
constexpr size_t first_arena_per_byte = 64; // of text: few modules take more
constexpr size_t largest_arena = size_t{1} << 32;
constexpr uint32_t node_limit = 2'000'000; // ends the expansion of functions that double at every level

// A declaration's two texts.
struct Texts {
    const MappedText *name = nullptr;
    const MappedText *body = nullptr;
};

// What the report function needs, and what it has collected.
struct Collector {
    const Module *module;
    bool open_arrays;            // there are arrays whose length nobody knows
    std::vector<Texts> declared; // by the ordinals of the declarations
    std::vector<Diagnostic> list;
};

// Where the room is given that does not suffice.
Span reserve_place(const Reserve &reserve, const abax_diagnostic &diagnostic) {
    const std::string_view what(diagnostic.args[0].data, diagnostic.args[0].size);
    return what == "params" ? reserve.params_place : what == "results" ? reserve.results_place : reserve.states_place;
}

Span place_of(const Collector &collector, const abax_diagnostic &diagnostic) {
    if (diagnostic.code == ABAX_D_RESERVE) {
        return reserve_place(collector.module->reserve, diagnostic);
    }
    if (diagnostic.declaration >= collector.declared.size()) {
        return {};
    }
    const Texts &texts = collector.declared[diagnostic.declaration];
    const MappedText *text = diagnostic.part == ABAX_PART_NAME ? texts.name : texts.body;
    return text == nullptr ? Span{} : span_in(*text, diagnostic.offset, diagnostic.length);
}

std::string message_of(const abax_diagnostic &diagnostic) {
    std::string message(abax_diagnostic_text(&diagnostic, nullptr, 0), '\0');
    abax_diagnostic_text(&diagnostic, message.data(), message.size() + 1);
    return message;
}

bool has_open_arrays(const Module &module) {
    return std::any_of(module.params.begin(), module.params.end(), [](const Param &param) { return param.open_array; });
}

bool is_about_length(uint32_t code) {
    return code == ABAX_D_INDEX_HIGH || code == ABAX_D_INDEX_NEGATIVE || code == ABAX_D_INDEX_NAN;
}

void collect(void *user, const abax_diagnostic *given) {
    Collector &collector = *static_cast<Collector *>(user);
    if (collector.open_arrays && is_about_length(given->code)) {
        return; // nobody knows
    }
    const Span span = place_of(collector, *given);
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

// The elements of an array as the compiler wants them, for as long as it lives.
const float *as_floats(const std::vector<double> &elements, CompilerRun &run) {
    std::vector<float> &floats = run.floats.emplace_back();
    floats.reserve(elements.size());
    for (const double element : elements) {
        floats.push_back(static_cast<float>(element));
    }
    return floats.data();
}

// An array whose length nobody knows gets some, so that everything else can be checked.
abax_status declare_open_array(abax_compiler &compiler, const char *name, unsigned bits) {
    constexpr size_t some = 64;
    static constexpr float floats[some] = {};
    static constexpr double doubles[some] = {};
    return bits == 32 ? abax_f32_compiler_param_array(&compiler, name, floats, some)
                      : abax_f64_compiler_param_array(&compiler, name, doubles, some);
}

abax_status declare_param(CompilerRun &run, const Param &param, unsigned bits) {
    const char *name = param.name.text.c_str();
    const size_t count = param.elements.size();
    if (param.open_array) {
        return declare_open_array(run.compiler, name, bits);
    }
    if (bits == 32) {
        return count == 0 ? abax_f32_compiler_param(&run.compiler, name, static_cast<float>(param.value))
                          : abax_f32_compiler_param_array(&run.compiler, name, as_floats(param.elements, run), count);
    }
    return count == 0 ? abax_f64_compiler_param(&run.compiler, name, param.value)
                      : abax_f64_compiler_param_array(&run.compiler, name, param.elements.data(), count);
}

// A param that could not be declared has no range; that was reported.
void declare_range(abax_compiler &compiler, const Param &param, unsigned bits) {
    if (param.min || param.max) {
        const double least = param.min.value_or(-HUGE_VAL);
        const double most = param.max.value_or(HUGE_VAL);
        const char *name = param.name.text.c_str();
        bits == 32 ? abax_f32_compiler_param_range(&compiler, name, static_cast<float>(least), static_cast<float>(most))
                   : abax_f64_compiler_param_range(&compiler, name, least, most);
    }
}

abax_status declare_constant(CompilerRun &run, const Constant &constant, unsigned bits) {
    const char *name = constant.name.text.c_str();
    const size_t count = constant.elements.size();
    if (bits == 32) {
        return count == 0
                   ? abax_f32_compiler_constant(&run.compiler, name, static_cast<float>(constant.value))
                   : abax_f32_compiler_constant_array(&run.compiler, name, as_floats(constant.elements, run), count);
    }
    return count == 0 ? abax_f64_compiler_constant(&run.compiler, name, constant.value)
                      : abax_f64_compiler_constant_array(&run.compiler, name, constant.elements.data(), count);
}

abax_status declare_curve(CompilerRun &run, const Curve &curve, unsigned bits) {
    const char *name = curve.name.text.c_str();
    const size_t columns = curve.x.size();
    const size_t rows = curve.y.size();
    if (bits == 32) {
        const float *x = as_floats(curve.x, run);
        const float *y = as_floats(curve.y, run);
        return curve.map ? abax_f32_compiler_map(&run.compiler, name, x, columns, y, rows, as_floats(curve.z, run))
                         : abax_f32_compiler_curve(&run.compiler, name, x, y, columns);
    }
    const double *x = curve.x.data();
    const double *y = curve.y.data();
    return curve.map ? abax_f64_compiler_map(&run.compiler, name, x, columns, y, rows, curve.z.data())
                     : abax_f64_compiler_curve(&run.compiler, name, x, y, columns);
}

size_t text_size(const Module &module) {
    size_t size = module.name.size();
    for (const Param &param : module.params) {
        size += param.name.text.size();
    }
    for (const Constant &constant : module.constants) {
        size += constant.name.text.size();
    }
    for (const std::vector<Curve> *curves : {&module.curves, &module.maps}) {
        for (const Curve &curve : *curves) {
            size += curve.name.text.size();
        }
    }
    for (const Native &native : module.natives) {
        size += native.signature.text.size();
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
    options.fast = module.fast ? 1 : 0;
    options.name = module.name.c_str();
    options.version = module.version.c_str();
    options.reserve_params = module.reserve.params;
    options.reserve_results = module.reserve.results;
    options.reserve_states = module.reserve.states;
    return module.bits == 32 ? abax_f32_compiler_init(&compiler, memory, size, &options)
                             : abax_f64_compiler_init(&compiler, memory, size, &options);
}

// Declares everything; what is wrong with one declaration does not keep the others from being looked at.
abax_status declare_module(CompilerRun &run, const Module &module, std::vector<Texts> &declared) {
    abax_compiler &compiler = run.compiler;
    abax_status result = ABAX_OK;
    const auto goes_on = [&] { return result == ABAX_OK || result == ABAX_E_SOURCE; };
    const auto declare = [&](Texts texts, const auto &call) {
        if (goes_on()) {
            declared.push_back(texts);
            const abax_status status = call();
            result = status != ABAX_OK ? status : result;
        }
    };
    for (const Param &param : module.params) {
        declare({&param.name, nullptr}, [&] { return declare_param(run, param, module.bits); });
        declare_range(compiler, param, module.bits);
    }
    for (const Constant &constant : module.constants) {
        declare({&constant.name, nullptr}, [&] { return declare_constant(run, constant, module.bits); });
    }
    for (const std::vector<Curve> *curves : {&module.curves, &module.maps}) {
        for (const Curve &curve : *curves) {
            declare({&curve.name, nullptr}, [&] { return declare_curve(run, curve, module.bits); });
        }
    }
    for (const Native &native : module.natives) {
        declare({&native.signature, nullptr},
                [&] { return abax_compiler_native(&compiler, native.signature.text.c_str(), native.pure ? 1 : 0); });
    }
    for (const Function &function : module.functions) {
        declare({&function.signature, &function.body}, [&] {
            return abax_compiler_function(&compiler, function.signature.text.c_str(), function.body.text.c_str());
        });
    }
    for (const Expression &expression : module.expressions) {
        const char *name = expression.name.text.c_str();
        const char *text = expression.text.text.c_str();
        declare({&expression.name, &expression.text}, [&] {
            return expression.internal ? abax_compiler_internal(&compiler, name, text)
                                       : abax_compiler_expression(&compiler, name, text);
        });
    }
    return result;
}

// Places where everything was said: of errors of the file, and of names that it could not declare.
std::vector<Span> silent_places(const Module &module) {
    std::vector<Span> places = module.reported;
    const auto add_uses = [&](const MappedText &text) {
        for (const NameUse &use : all_names(text.text)) {
            if (module.refused.contains(use.name) || module.refused.contains(use.name.substr(0, use.name.find('.')))) {
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
    if (module.incomplete && (diagnostic.code == abax_diagnostic_slug(ABAX_D_NO_EXPRESSIONS) ||
                              diagnostic.code == abax_diagnostic_slug(ABAX_D_UNUSED_INTERNAL))) {
        return true; // what is missing may be it, or may use it
    }
    const Span &span = diagnostic.span;
    if (diagnostic.code == abax_diagnostic_slug(ABAX_D_UNUSED_PARAMETER) &&
        std::any_of(module.functions.begin(), module.functions.end(), [&](const Function &function) {
            return function.stands_in && function.signature.source == span.source;
        })) {
        return true; // what stands in for a native has no choice
    }
    return std::any_of(places.begin(), places.end(), [&](const Span &place) {
        return span.source != nullptr && span.source == place.source && span.begin <= place.end &&
               place.begin <= span.begin;
    });
}

// Why there is no table although nothing is wrong with the text.
std::string failure_message(abax_status status, uint32_t profile) {
    if (status != ABAX_E_PROFILE) {
        return fmt::format("compiling failed: {}", abax_status_text(status));
    }
    return profile == ABAX_COMPILE_BASE || profile == ABAX_COMPILE_FUSED
               ? "the frame is larger than the 4 KB that these instructions reach; the wide profile has instructions "
                 "that reach further"
               : "the frame is larger than the 16 MB that the instructions reach";
}

} // namespace

std::string_view table_bytes(const Table &table) {
    return {reinterpret_cast<const char *>(table.storage.data()), table.size};
}

bool run_compiler(const Module &module, Diagnostics &diagnostics, CompilerRun &run, const TableOptions &table) {
    if (!module.readable) {
        return false;
    }
    abax_compiler &compiler = run.compiler;
    size_t size = std::clamp(text_size(module) * first_arena_per_byte, first_arena, largest_arena);
    Collector collector = {&module, has_open_arrays(module), {}, {}};
    abax_status status = ABAX_E_MEMORY;
    for (;;) {
        run.arena = std::make_unique_for_overwrite<uint64_t[]>(size / sizeof(uint64_t));
        run.floats.clear();
        collector.declared.clear();
        collector.list.clear();
        abax_compile_options options = {};
        options.profile = table.profile;
        options.strip = table.strip ? 1 : 0;
        options.node_limit = node_limit;
        run.rules.fill(0);
        options.rules = run.rules.data();
        options.report = collect;
        options.user = &collector;
        status = begin_compile(compiler, module, run.arena.get(), size, options);
        if (status == ABAX_OK) {
            status = declare_module(run, module, collector.declared);
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
    report_open_arrays(module, diagnostics);
    if (status != ABAX_OK && !module.incomplete && !collector.open_arrays &&
        (status != ABAX_E_SOURCE || diagnostics.errors == errors_before)) {
        Diagnostic *error = add_error(diagnostics, slug::TABLE, {}, failure_message(status, table.profile));
        error->file = module.source != nullptr ? module.source->name : "";
    }
    return diagnostics.errors == errors_before && !module.incomplete; // a warning may have been promoted
}

Table table_of(const CompilerRun &run, const Module &module) {
    Table table;
    table.storage.assign(run.table_size / sizeof(uint64_t), 0);
    std::memcpy(table.storage.data(), run.table, run.table_size);
    table.size = run.table_size;
    table.bits = module.bits;
    table.compiler_memory = abax_compiler_memory_used(&run.compiler);
    return table;
}

bool compile_module(const Module &module, Diagnostics &diagnostics, Table &table, const TableOptions &options) {
    CompilerRun run;
    if (!run_compiler(module, diagnostics, run, options)) {
        return false;
    }
    table = table_of(run, module);
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
