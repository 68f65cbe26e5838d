// A module of the cases, as the image reads it in place, with its rows: see cases.hpp.
#ifndef ABAX_TESTS_TARGET_MODULE_HPP
#define ABAX_TESTS_TARGET_MODULE_HPP

#include <cstddef>
#include <cstdint>

#include "abax/abax.hpp"
#include "abax/compiler.h"
#include "board.h"
#include "target/cases.hpp"

namespace abax_tests {

constexpr std::uint32_t most_calls = 256; // of natives, in a row

inline std::uint32_t failures = 0;

// Of the instance that is being looked at.
alignas(8) inline unsigned char memory[96 * 1024];

template <class Real> struct Call {
    std::uint32_t ordinal;
    std::uint32_t arity;
    Real arguments[3];
};

template <class Real> struct Module {
    using Api = abax::Api<Real>;

    std::uint32_t flags;
    abax_compile_options options;
    const char *name; // of the generated module
    std::uint32_t declarations;
    cases::Cursor declared;
    std::uint32_t sizes[cases::tables];
    const void *bytes[cases::tables];
    std::uint32_t bounds[cases::tables];
    std::uint32_t bound_kinds[cases::tables];
    std::uint32_t rows;
    std::uint32_t params;
    std::uint32_t results;
    cases::Cursor first_row;

    void complain(const char *engine, const char *what, std::uint32_t number) const {
        ++failures;
        print("FAILED ");
        print(name);
        print(", ");
        print(engine);
        print(": ");
        print(what);
        print(" ");
        print_number(number, 0);
        print("\n");
    }
};

struct Declared {
    enum Kind : std::uint32_t { param, constant, function, expression, native, internal, curve, map };
    std::uint32_t kind;
    std::uint32_t flags;
    const char *name;
    const char *text;
    std::uint32_t count;
};

template <class Real> const Real *next(cases::Cursor &cursor, Declared &declared) {
    declared.kind = cursor.number();
    declared.flags = cursor.number();
    declared.name = cursor.text();
    declared.text = cursor.text();
    declared.count = cursor.number();
    return cursor.reals<Real>(declared.count);
}

template <class Real> Module<Real> read_module(cases::Cursor &cursor) {
    Module<Real> module{0, {}, nullptr, 0, cursor, {}, {}, {}, {}, 0, 0, 0, cursor};
    module.flags = cursor.number();
    module.options.log = cursor.number();
    module.options.fast = cursor.number();
    module.options.node_limit = cursor.number();
    module.options.reserve_params = cursor.number();
    module.options.reserve_results = cursor.number();
    module.options.reserve_states = cursor.number();
    module.name = cursor.text();
    module.options.name = cursor.text();
    module.options.version = cursor.text();
    module.options.name = *module.options.name == '\0' ? nullptr : module.options.name;
    module.options.version = *module.options.version == '\0' ? nullptr : module.options.version;
    module.declarations = cursor.number();
    module.declared = cursor;
    for (std::uint32_t i = 0; i < module.declarations; ++i) {
        Declared declared;
        next<Real>(cursor, declared);
    }
    for (std::uint32_t i = 0; i < cases::tables; ++i) {
        module.sizes[i] = cursor.number();
        module.bytes[i] = cursor.bytes(module.sizes[i]);
        module.bounds[i] = cursor.number();
        module.bound_kinds[i] = cursor.number();
    }
    module.rows = cursor.number();
    module.params = cursor.number();
    module.results = cursor.number();
    module.first_row = cursor;
    return module;
}

template <class Real> struct Row {
    const Real *params;
    const Real *results;
    std::uint32_t faults;
    std::uint32_t charged;
    std::uint32_t calls;
    Call<Real> called[most_calls];
};

template <class Real> void read_row(cases::Cursor &cursor, const Module<Real> &module, Row<Real> &row) {
    row.params = cursor.reals<Real>(module.params);
    row.results = cursor.reals<Real>(module.results);
    row.faults = cursor.number();
    row.charged = cursor.number();
    row.calls = cursor.number();
    for (std::uint32_t i = 0; i < row.calls; ++i) {
        Call<Real> &call = row.called[i < most_calls ? i : most_calls - 1];
        call.ordinal = cursor.number();
        call.arity = cursor.number();
        const Real *const arguments = cursor.reals<Real>(call.arity);
        for (std::uint32_t k = 0; k < call.arity && k < 3; ++k) {
            call.arguments[k] = arguments[k];
        }
    }
}

// The row that is being looked at.
template <class Real> Row<Real> current_row;

} // namespace abax_tests

#endif
