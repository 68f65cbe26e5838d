// The C API of the compiler, and the pipeline: the passes in order, each in its own file.
#include "state.hpp"

#include "decimal.hpp"
#include "graph.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr uint32_t PHASE_OPEN = 1;     // declarations may be added
constexpr uint32_t PHASE_FINISHED = 2; // there is a table, or it was refused
constexpr uint32_t PHASE_FULL = 3;     // the arena was too small
constexpr size_t LONGEST_VERSION = sizeof(abax_header::version) - 1;

Compilation *compilation_of(const abax_compiler *api) { return static_cast<Compilation *>(api->state); }

abax_status out_of_memory(abax_compiler *api, const Arena &arena) {
    api->needed = arena.needed;
    api->phase = PHASE_FULL;
    return ABAX_E_MEMORY;
}

abax_status start(abax_compiler *api) {
    Arena arena;
    const uint64_t reach = uint64_t{UINT32_MAX} * 8; // of a reference
    arena_init(arena, api->arena, api->size < reach ? api->size : static_cast<size_t>(reach));
    Compilation *c = static_cast<Compilation *>(arena_push(arena, sizeof(Compilation)));
    api->needed = 0;
    api->first = abax_diagnostic{};
    if (c == nullptr) {
        return out_of_memory(api, arena);
    }
    memset(static_cast<void *>(c), 0, sizeof *c);
    c->arena = arena;
    c->options = api->options;
    c->api = api;
    c->bits = api->bits;
    api->state = c;
    api->phase = PHASE_OPEN;
    return ABAX_OK;
}

abax_status init(abax_compiler *api, void *arena, size_t size, const abax_compile_options *options, uint32_t bits) {
    if (api == nullptr || arena == nullptr) {
        return ABAX_E_ARGUMENT;
    }
    *api = abax_compiler{};
    if ((reinterpret_cast<uintptr_t>(arena) & 7u) != 0) {
        return ABAX_E_ALIGNMENT;
    }
    if (options != nullptr) {
        api->options = *options;
    }
    if (api->options.log > ABAX_LOG_LN || api->options.profile > ABAX_COMPILE_WIDE || api->options.reserved != 0) {
        return ABAX_E_ARGUMENT;
    }
    api->arena = arena;
    api->size = size;
    api->bits = bits;
    return start(api);
}

abax_status add(abax_compiler *api, DeclarationKind kind, const char *title, const char *body, uint64_t bits) {
    if (api == nullptr || title == nullptr || body == nullptr) {
        return ABAX_E_ARGUMENT;
    }
    if (api->phase != PHASE_OPEN) {
        return ABAX_E_ORDER;
    }
    Compilation &c = *compilation_of(api);
    const abax_text title_text = text_of(title);
    const abax_text body_text = text_of(body);
    if (title_text.size > UINT32_MAX / 2 || body_text.size > UINT32_MAX / 2) {
        return ABAX_E_ARGUMENT;
    }
    const uint32_t errors = c.errors;
    if (declare(c, kind, title_text, body_text, bits) == nullptr) {
        return out_of_memory(api, c.arena);
    }
    return c.errors != errors ? ABAX_E_SOURCE : ABAX_OK;
}

abax_status add_value_of(abax_compiler *api, DeclarationKind kind, const char *name, uint64_t bits,
                         uint32_t real_bits) {
    if (api != nullptr && api->bits != real_bits) {
        return api->phase == 0 ? ABAX_E_ORDER : ABAX_E_REAL;
    }
    return add(api, kind, name, "", bits);
}

uint64_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value != value ? 0x7FC00000u : bits;
}

uint64_t bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value != value ? 0x7FF8000000000000u : bits;
}

void check_module(Compilation &c) {
    const Span nowhere = {nullptr, ABAX_PART_NAME, 0, 0};
    if (c.options.version != nullptr && strlen(c.options.version) > LONGEST_VERSION) {
        report(c, ABAX_SEVERITY_ERROR, ABAX_D_VERSION, nowhere, {nullptr, 0}, {nullptr, 0}, LONGEST_VERSION);
    }
    if (c.frame.results == 0) {
        report(c, ABAX_SEVERITY_ERROR, ABAX_D_NO_EXPRESSIONS, nowhere);
    }
}

// The passes. After an error nothing is built, but everything that can be checked still is.
Outcome compile(Compilation &c, bool &fits) {
    check_module(c);
    if (resolve(c) != Outcome::Ok || order(c) != Outcome::Ok) {
        return Outcome::Memory;
    }
    if (c.errors != 0) {
        return Outcome::Ok;
    }
    if (expand(c) != Outcome::Ok) {
        return Outcome::Memory;
    }
    if (c.errors != 0) {
        return Outcome::Ok;
    }
    if (place(c) != Outcome::Ok || lower(c) != Outcome::Ok) {
        return Outcome::Memory;
    }
    return encode(c, fits);
}

} // namespace

} // namespace abax

using namespace abax;

abax_status abax_f32_compiler_init(abax_compiler *c, void *arena, size_t size, const abax_compile_options *options) {
    return init(c, arena, size, options, 32);
}

abax_status abax_f64_compiler_init(abax_compiler *c, void *arena, size_t size, const abax_compile_options *options) {
    return init(c, arena, size, options, 64);
}

abax_status abax_f32_compiler_param(abax_compiler *c, const char *name, float value) {
    return add_value_of(c, DeclarationKind::Param, name, bits_of(value), 32);
}

abax_status abax_f64_compiler_param(abax_compiler *c, const char *name, double value) {
    return add_value_of(c, DeclarationKind::Param, name, bits_of(value), 64);
}

abax_status abax_f32_compiler_constant(abax_compiler *c, const char *name, float value) {
    return add_value_of(c, DeclarationKind::Constant, name, bits_of(value), 32);
}

abax_status abax_f64_compiler_constant(abax_compiler *c, const char *name, double value) {
    return add_value_of(c, DeclarationKind::Constant, name, bits_of(value), 64);
}

abax_status abax_compiler_function(abax_compiler *c, const char *signature, const char *body) {
    return add(c, DeclarationKind::Function, signature, body, 0);
}

abax_status abax_compiler_expression(abax_compiler *c, const char *name, const char *text) {
    return add(c, DeclarationKind::Expression, name, text, 0);
}

abax_status abax_compiler_finish(abax_compiler *api, const void **bytes, size_t *size) {
    if (api == nullptr || bytes == nullptr || size == nullptr) {
        return ABAX_E_ARGUMENT;
    }
    if (api->phase != PHASE_OPEN) {
        return ABAX_E_ORDER;
    }
    Compilation &c = *compilation_of(api);
    bool fits = true;
    if (compile(c, fits) != Outcome::Ok) {
        return out_of_memory(api, c.arena);
    }
    api->phase = PHASE_FINISHED;
    if (c.errors != 0) {
        return ABAX_E_SOURCE;
    }
    if (!fits) {
        return ABAX_E_PROFILE;
    }
    *bytes = c.table;
    *size = c.table_size;
    return ABAX_OK;
}

abax_status abax_compiler_reset(abax_compiler *c) {
    if (c == nullptr) {
        return ABAX_E_ARGUMENT;
    }
    if (c->arena == nullptr) {
        return ABAX_E_ORDER;
    }
    return start(c);
}

size_t abax_compiler_memory_used(const abax_compiler *c) {
    return c == nullptr || c->state == nullptr ? 0 : compilation_of(c)->arena.peak;
}
