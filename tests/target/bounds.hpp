// The instructions of every run against the bound that the build machine computed. No interrupt may be on.
#ifndef ABAX_TESTS_TARGET_BOUNDS_HPP
#define ABAX_TESTS_TARGET_BOUNDS_HPP

#include "target/module.hpp"

namespace abax_tests {

struct Bounds {
    std::uint32_t tables;       // without functions of the maths library
    std::uint32_t near;         // of them: the bound is within 1.3 times the longest run
    std::uint32_t with_library; // tables with them
    std::uint32_t with_natives; // tables that call natives: what these take is not counted, so the bound says nothing
};
inline Bounds bounds = {};

template <class Real> void evaluate(void *context) {
    abax::Api<Real>::eval(static_cast<typename abax::Api<Real>::Instance *>(context));
}

template <class Real> void check_bound(const Module<Real> &module, std::uint32_t profile, const char *engine) {
    using Api = abax::Api<Real>;
    typename Api::Table table{};
    typename Api::Instance instance{};
    const std::uint32_t kind = module.bound_kinds[profile];
    if (module.sizes[profile] == 0 || module.rows == 0) {
        return;
    }
    if ((kind & cases::with_natives) != 0) {
        ++bounds.with_natives;
        return;
    }
    if (Api::open(&table, module.bytes[profile], module.sizes[profile]) != ABAX_OK ||
        Api::init(&instance, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK) {
        return module.complain(engine, "cannot be set up for its bound, bytes:", module.sizes[profile]);
    }
    std::uint32_t most = 0;
    cases::Cursor cursor = module.first_row;
    for (std::uint32_t r = 0; r < module.rows; ++r) {
        Row<Real> &row = current_row<Real>;
        read_row(cursor, module, row);
        for (std::uint32_t i = 0; i < module.params; ++i) {
            instance.frame[i] = row.params[i];
        }
        const std::uint32_t count = board_count(evaluate<Real>, &instance);
        most = count > most ? count : most;
    }
    if (most > module.bounds[profile]) {
        module.complain(engine, "instructions of a run, more than the bound:", most);
    }
    if ((kind & cases::with_library) != 0) {
        ++bounds.with_library;
        return;
    }
    const bool near = module.bounds[profile] * 10U <= most * 13U;
    ++bounds.tables;
    bounds.near += near ? 1 : 0;
    if (!near && (kind & cases::straight_line) != 0) {
        module.complain(engine, "the bound is more than 1.3 times the longest run,", most);
    }
}

template <class Real> void check_bounds(const Module<Real> &module) {
    static const char *const engines[cases::tables] = {"base table", "fused table", "wide table"};
    for (std::uint32_t profile = 0; profile < cases::tables; ++profile) {
        check_bound(module, profile, engines[profile]);
    }
}

} // namespace abax_tests

#endif
