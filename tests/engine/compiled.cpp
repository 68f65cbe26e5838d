// The round trip through the compiler's C API that every test of compiled tables makes.
#include "engine/compiled.hpp"

#include <algorithm>
#include <deque>

namespace abax_tests {
namespace {

struct Collector {
    std::vector<Reported> *reported;
};

void collect(void *user, const abax_diagnostic *diagnostic) {
    Reported item;
    item.code = diagnostic->code;
    item.severity = diagnostic->severity;
    item.declaration = diagnostic->declaration;
    item.part = diagnostic->part;
    item.offset = diagnostic->offset;
    item.length = diagnostic->length;
    if (diagnostic->severity == ABAX_SEVERITY_FIXIT) {
        item.replacement.assign(diagnostic->args[0].data == nullptr ? "" : diagnostic->args[0].data,
                                diagnostic->args[0].size);
    } else {
        char buffer[512];
        const std::size_t length = abax_diagnostic_text(diagnostic, buffer, sizeof buffer);
        if (length < sizeof buffer) {
            item.message = buffer;
        } else {
            item.message.resize(length + 1);
            abax_diagnostic_text(diagnostic, item.message.data(), item.message.size());
            item.message.resize(length);
        }
        item.slug = abax_diagnostic_slug(diagnostic->code);
    }
    static_cast<Collector *>(user)->reported->push_back(item);
}

} // namespace

std::size_t Compiled::error_count() const {
    std::size_t errors = 0;
    for (const Reported &item : diagnostics) {
        errors += item.severity == ABAX_SEVERITY_ERROR ? 1U : 0U;
    }
    return errors;
}

std::span<std::uint64_t> roomy_arena() {
    // Not set to anything: pages that no test reaches cost nothing.
    constexpr std::size_t words = std::size_t{128} << 17; // 128 MB
    static const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[words]);
    return {memory.get(), words};
}

// The numbers behind the last commas of calls that remember so many values.
static std::size_t values_remembered(const std::string &text) {
    std::size_t values = 0;
    for (const char *name : {"avg_n(", "min_n(", "max_n(", "median_n(", "delay("}) {
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
            std::size_t end = at + std::strlen(name);
            for (int open = 1; end < text.size() && open != 0; ++end) {
                open += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            }
            const std::size_t comma = text.rfind(',', end);
            values += comma == std::string::npos ? 0 : std::strtoul(text.c_str() + comma + 1, nullptr, 10) & 0xFFFU;
        }
    }
    return values;
}

std::size_t bound_of(const ModuleSource &source, std::size_t nodes) {
    std::size_t text = 0;
    std::size_t remembered = 0;
    std::size_t elements = 0;
    for (const Declaration &declaration : source.declarations) {
        text += declaration.name.size();
        elements += declaration.is_array() ? elements_of(declaration).size() : 0;
        if (declaration.is_text()) {
            text += declaration.text.size();
            remembered += values_remembered(declaration.text);
        }
        if (declaration.is_curve()) {
            const CurveNumbers<double> numbers(declaration);
            elements += numbers.x.size() + numbers.y.size() + numbers.z.size();
        }
    }
    text += source.name.size() + source.version.size();
    return abax_compile_memory(text, source.declarations.size() + elements + remembered + source.reserve_params, nodes);
}

namespace {

// The elements of arrays, which must stay valid until the compiler is done.
template <class Real> using Arrays = std::deque<std::vector<Real>>;

template <class Real>
abax_status declare_array(abax_compiler *compiler, const Declaration &declaration, Arrays<Real> &arrays) {
    std::vector<Real> values;
    for (const std::string &element : elements_of(declaration)) {
        values.push_back(real_of_text<Real>(element));
    }
    const std::size_t count = values.size();
    values.resize(count + 1); // so that there is an address of no elements too
    arrays.push_back(std::move(values));
    const Real *data = arrays.back().data();
    const char *name = declaration.name.c_str();
    return declaration.kind == DeclarationKind::param ? Api<Real>::compiler_param_array(compiler, name, data, count)
                                                      : Api<Real>::compiler_constant_array(compiler, name, data, count);
}

template <class Real> abax_status declare_range(abax_compiler *compiler, const Declaration &declaration) {
    return Api<Real>::compiler_param_range(compiler, declaration.name.c_str(), real_of_text<Real>(declaration.least),
                                           real_of_text<Real>(declaration.most));
}

template <class Real>
abax_status declare_curve(abax_compiler *compiler, const Declaration &declaration, Arrays<Real> &arrays) {
    CurveNumbers<Real> numbers(declaration);
    const std::size_t columns = numbers.x.size();
    const std::size_t rows = numbers.y.size();
    const auto keep = [&arrays](std::vector<Real> &values) {
        values.push_back({}); // so that there is an address of no numbers too
        arrays.push_back(std::move(values));
        return arrays.back().data();
    };
    const Real *const x = keep(numbers.x);
    const Real *const y = keep(numbers.y);
    const Real *const z = keep(numbers.z);
    const char *name = declaration.name.c_str();
    return declaration.kind == DeclarationKind::curve ? Api<Real>::compiler_curve(compiler, name, x, y, columns)
                                                      : Api<Real>::compiler_map(compiler, name, x, columns, y, rows, z);
}

template <class Real>
abax_status declare_one(abax_compiler *compiler, const Declaration &declaration, Arrays<Real> &arrays) {
    const char *name = declaration.name.c_str();
    switch (declaration.kind) {
    case DeclarationKind::param:
        return declaration.is_array() ? declare_array(compiler, declaration, arrays)
                                      : Api<Real>::compiler_param(compiler, name, real_of_text<Real>(declaration.text));
    case DeclarationKind::constant:
        return declaration.is_array()
                   ? declare_array(compiler, declaration, arrays)
                   : Api<Real>::compiler_constant(compiler, name, real_of_text<Real>(declaration.text));
    case DeclarationKind::function:
        return abax_compiler_function(compiler, name, declaration.text.c_str());
    case DeclarationKind::expression:
        return abax_compiler_expression(compiler, name, declaration.text.c_str());
    case DeclarationKind::internal:
        return abax_compiler_internal(compiler, name, declaration.text.c_str());
    case DeclarationKind::curve:
    case DeclarationKind::map:
        return declare_curve(compiler, declaration, arrays);
    case DeclarationKind::native:
        return abax_compiler_native(compiler, name, declaration.text == "pure" ? 1 : 0);
    }
    return ABAX_E_ARGUMENT;
}

} // namespace

template <class Real> abax_status declare(abax_compiler *compiler, const ModuleSource &source) {
    static Arrays<Real> arrays;
    arrays.clear();
    for (const Declaration &declaration : source.declarations) {
        abax_status status = declare_one<Real>(compiler, declaration, arrays);
        if (status == ABAX_OK && !declaration.least.empty()) {
            status = declare_range<Real>(compiler, declaration);
        }
        if (status != ABAX_OK && status != ABAX_E_SOURCE) {
            return status;
        }
    }
    return ABAX_OK;
}

template <class Real>
Compiled compile(const ModuleSource &source, std::uint32_t profile, std::span<std::uint64_t> arena, std::size_t bytes,
                 std::uint32_t node_limit) {
    Compiled compiled;
    Collector collector{&compiled.diagnostics};
    abax_compile_options options = {};
    options.log = source.log;
    options.fast = source.fast ? 1 : 0;
    options.rules = compiled.rules.data();
    options.profile = profile;
    options.node_limit = node_limit != 0 ? node_limit : source.node_limit;
    options.reserve_params = source.reserve_params;
    options.reserve_results = source.reserve_results;
    options.reserve_states = source.reserve_states;
    options.report = collect;
    options.user = &collector;
    options.name = source.name.empty() ? nullptr : source.name.c_str();
    options.version = source.version.empty() ? nullptr : source.version.c_str();
    abax_compiler compiler;
    compiled.status = Api<Real>::compiler_init(&compiler, arena.data(), std::min(bytes, arena.size_bytes()), &options);
    if (compiled.status == ABAX_OK) {
        compiled.status = declare<Real>(&compiler, source);
    }
    const void *table = nullptr;
    if (compiled.status == ABAX_OK) {
        compiled.status = abax_compiler_finish(&compiler, &table, &compiled.size);
    }
    if (compiled.status == ABAX_OK) {
        compiled.words.resize((compiled.size + 7) / 8);
        std::memcpy(compiled.words.data(), table, compiled.size);
        compiled.used = abax_compiler_memory_used(&compiler);
    } else {
        compiled.size = 0;
        compiled.needed = compiler.needed;
    }
    return compiled;
}

std::string text_of(const Reported &reported, const ModuleSource &source) {
    static const char *const severities[] = {"error", "warning", "note", "fixit"};
    std::string text = reported.severity < 4 ? severities[reported.severity] : "severity?";
    text += ": ";
    if (reported.severity == ABAX_SEVERITY_FIXIT) {
        text += '"' + reported.replacement + '"';
    } else {
        text += reported.message + " [" + reported.slug + ']';
    }
    text += " at ";
    text += reported.declaration < source.declarations.size() ? source.declarations[reported.declaration].name
                                                              : "declaration " + std::to_string(reported.declaration);
    text += reported.part == ABAX_PART_NAME ? " (name) " : " (body) ";
    text += std::to_string(reported.offset) + ".." + std::to_string(reported.offset + reported.length);
    return text;
}

std::string text_of(const std::vector<Reported> &reported, const ModuleSource &source) {
    std::string text;
    for (const Reported &item : reported) {
        text += "  " + text_of(item, source) + '\n';
    }
    return text.empty() ? "  (none)\n" : text;
}

template abax_status declare<float>(abax_compiler *, const ModuleSource &);
template abax_status declare<double>(abax_compiler *, const ModuleSource &);
template Compiled compile<float>(const ModuleSource &, std::uint32_t, std::span<std::uint64_t>, std::size_t,
                                 std::uint32_t);
template Compiled compile<double>(const ModuleSource &, std::uint32_t, std::span<std::uint64_t>, std::size_t,
                                  std::uint32_t);

} // namespace abax_tests
