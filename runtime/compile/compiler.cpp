// The C API of the compiler, and the pipeline: the passes in order, each in its own file.
#include "state.hpp"

#include "curves.hpp"
#include "fold.hpp"
#include "graph.hpp"
#include "rules.hpp"

#include <string.h>

namespace abax {

namespace {

constexpr uint32_t PHASE_OPEN = 1;     // declarations may be added
constexpr uint32_t PHASE_FINISHED = 2; // there is a table, or it was refused
constexpr uint32_t PHASE_FULL = 3;     // the arena was too small
constexpr uint32_t LONGEST_VERSION = sizeof(abax_header::version) - 1;

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
    if (api->options.log > ABAX_LOG_LN || api->options.profile > ABAX_COMPILE_WIDE || api->options.strip > 1 ||
        api->options.fast > 1) {
        return ABAX_E_ARGUMENT;
    }
    if (api->options.fast > ABAX_COMPILE_FAST) {
        return ABAX_E_FAST;
    }
    api->arena = arena;
    api->size = size;
    api->bits = bits;
    return start(api);
}

// A declaration to be filled in and added; null where there can be none, and the status says why.
Declaration *begin(abax_compiler *api, DeclarationKind kind, const char *title, const char *body, abax_status &status) {
    status = ABAX_E_ARGUMENT;
    if (api == nullptr || title == nullptr || body == nullptr) {
        return nullptr;
    }
    const abax_text title_text = text_of(title);
    const abax_text body_text = text_of(body);
    if (api->phase != PHASE_OPEN) {
        status = ABAX_E_ORDER;
        return nullptr;
    }
    if (title_text.size > UINT32_MAX / 2 || body_text.size > UINT32_MAX / 2) {
        return nullptr;
    }
    Compilation &c = *compilation_of(api);
    Declaration *d = new_declaration(c, kind, title_text, body_text);
    status = ABAX_OK;
    if (d == nullptr) {
        status = out_of_memory(api, c.arena);
    }
    return d;
}

abax_status add(abax_compiler *api, Declaration &d) {
    Compilation &c = *compilation_of(api);
    const uint32_t errors = c.errors;
    if (declare(c, d) != Outcome::Ok) {
        return out_of_memory(api, c.arena);
    }
    return c.errors != errors ? ABAX_E_SOURCE : ABAX_OK;
}

abax_status check_real(const abax_compiler *api, uint32_t real_bits) {
    if (api == nullptr || api->bits == real_bits) {
        return ABAX_OK;
    }
    return api->phase == 0 ? ABAX_E_ORDER : ABAX_E_REAL;
}

abax_status add_number(abax_compiler *api, DeclarationKind kind, const char *name, Bits bits, uint32_t real_bits) {
    abax_status status = check_real(api, real_bits);
    Declaration *d = status == ABAX_OK ? begin(api, kind, name, "", status) : nullptr;
    if (d == nullptr) {
        return status;
    }
    d->bits = bits;
    return add(api, *d);
}

abax_status add_array(abax_compiler *api, DeclarationKind kind, const char *name, const void *values, size_t count,
                      uint32_t real_bits) {
    if (values == nullptr && count != 0) {
        return ABAX_E_ARGUMENT;
    }
    abax_status status = check_real(api, real_bits);
    Declaration *d = status == ABAX_OK ? begin(api, kind, name, "", status) : nullptr;
    if (d == nullptr) {
        return status;
    }
    d->array = true;
    d->values = values;
    d->slots = count < UINT32_MAX ? static_cast<uint32_t>(count) : UINT32_MAX;
    return add(api, *d);
}

Axis make_axis(const void *values, size_t count) {
    return {values, count < UINT32_MAX ? static_cast<uint32_t>(count) : UINT32_MAX, false, 0, 0};
}

abax_status add_curve(abax_compiler *api, DeclarationKind kind, const char *name, const CurveData &data,
                      uint32_t real_bits) {
    if (data.x.values == nullptr || data.y.values == nullptr || data.values == nullptr) {
        return ABAX_E_ARGUMENT;
    }
    abax_status status = check_real(api, real_bits);
    Declaration *d = status == ABAX_OK ? begin(api, kind, name, "", status) : nullptr;
    if (d == nullptr) {
        return status;
    }
    Compilation &c = *compilation_of(api);
    CurveData *copy = static_cast<CurveData *>(arena_push(c.arena, sizeof(CurveData)));
    if (copy == nullptr) {
        return out_of_memory(api, c.arena);
    }
    *copy = data;
    d->values = copy;
    return add(api, *d);
}

// trait: internal of an expression, pure of a native.
abax_status add_text(abax_compiler *api, DeclarationKind kind, const char *title, const char *body, bool trait) {
    abax_status status;
    Declaration *d = begin(api, kind, title, body, status);
    if (d == nullptr) {
        return status;
    }
    (kind == DeclarationKind::Native ? d->pure : d->internal) = trait;
    return add(api, *d);
}

abax_status set_range(abax_compiler *api, const char *name, bool ordered, Bits least, Bits most, uint32_t real_bits) {
    const abax_status status = check_real(api, real_bits);
    if (status != ABAX_OK) {
        return status;
    }
    if (api == nullptr || name == nullptr || !ordered) {
        return ABAX_E_ARGUMENT;
    }
    if (api->phase != PHASE_OPEN) {
        return ABAX_E_ORDER;
    }
    Declaration *d = find_param(*compilation_of(api), name);
    if (d == nullptr) {
        return ABAX_E_NAME;
    }
    d->reach = {reach_of_number(real_bits, least).down, reach_of_number(real_bits, most).up};
    return ABAX_OK;
}

constexpr Span NOWHERE = {nullptr, ABAX_PART_NAME, 0, 0};

void check_room(Compilation &c, uint32_t &slots, uint32_t room, const char *what) {
    if (room != 0 && slots > room) {
        abax_diagnostic message = {};
        message.args[0] = text_of(what);
        message.numbers[0] = room;
        message.numbers[1] = slots;
        report(c, ABAX_D_RESERVE, NOWHERE, message);
    }
    room = room < SLOT_NUMBER ? room : SLOT_NUMBER; // more than any profile reaches
    slots = slots > room ? slots : room;
}

void check_module(Compilation &c) {
    if (c.options.version != nullptr && strlen(c.options.version) > LONGEST_VERSION) {
        report(c, ABAX_D_VERSION, NOWHERE, LONGEST_VERSION, 0);
    }
    if (c.result_count == 0) {
        report(c, ABAX_D_NO_EXPRESSIONS, NOWHERE);
    }
    check_room(c, c.frame.params, c.options.reserve_params, "params");
    check_room(c, c.frame.results, c.options.reserve_results, "results");
}

constexpr uint32_t MOST_ROUNDS =
    32; // of guards whose conditions need guards: a text that a person wrote needs two or three

// A guard's condition may be made of natives too, which then may need guards themselves.
Outcome place_and_guard(Compilation &c) {
    for (uint32_t round = 0;; ++round) {
        const size_t low = c.arena.low;
        if (place(c) != Outcome::Ok) {
            return Outcome::Memory;
        }
        if (c.uncertain == 0) {
            return Outcome::Ok;
        }
        if (guard(c, low, round == MOST_ROUNDS) != Outcome::Ok) {
            return Outcome::Memory;
        }
        if (c.errors != 0) {
            return Outcome::Ok;
        }
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
    check_room(c, c.frame.states, c.options.reserve_states, "states");
    if (c.errors != 0) {
        return Outcome::Ok;
    }
    if (check_indexes(c) != Outcome::Ok) {
        return Outcome::Memory;
    }
    if (c.errors != 0) {
        return Outcome::Ok;
    }
#if ABAX_COMPILE_FAST
    if (c.options.fast != 0 && relax(c) != Outcome::Ok) {
        return Outcome::Memory;
    }
#endif
    if (place_and_guard(c) != Outcome::Ok) {
        return Outcome::Memory;
    }
    if (c.errors != 0) {
        return Outcome::Ok;
    }
    return lower(c) != Outcome::Ok ? Outcome::Memory : encode(c, fits);
}

} // namespace

} // namespace abax

using namespace abax;

#if ABAX_COMPILE_F32
#define ABAX_BITS 32
#include "compiler.inc"
#undef ABAX_BITS
#endif
#if ABAX_COMPILE_F64
#define ABAX_BITS 64
#include "compiler.inc"
#undef ABAX_BITS
#endif
#include "abax/real.h"

abax_status abax_compiler_function(abax_compiler *c, const char *signature, const char *body) {
    return add_text(c, DeclarationKind::Function, signature, body, false);
}

abax_status abax_compiler_native(abax_compiler *c, const char *signature, uint32_t pure) {
    return add_text(c, DeclarationKind::Native, signature, "", pure != 0);
}

abax_status abax_compiler_expression(abax_compiler *c, const char *name, const char *text) {
    return add_text(c, DeclarationKind::Expression, name, text, false);
}

abax_status abax_compiler_internal(abax_compiler *c, const char *name, const char *text) {
    return add_text(c, DeclarationKind::Expression, name, text, true);
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
