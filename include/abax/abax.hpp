// Abax for C++17: the C API of abax.h and compiler.h with types instead of prefixes. Nothing is added at run time: every
// function is an inline call of the C function of the same name, every object is the C structure, nothing allocates or
// throws. Errors, ownership and lifetimes are those of the C functions and are documented there.
//
//     abax::Table<float> table;
//     abax::Instance<float> instance;
//     alignas(8) static std::byte memory[512];
//     if (table.open(bytes, size) != ABAX_OK || instance.init(table, memory, sizeof memory) != ABAX_OK) …
//     const auto rh = table.param("rh");
//     const auto dew_point = table.result("dew_point");
//     instance.set(rh, 48.5f);
//     instance.eval();
//     float value = instance.get(dew_point);
#ifndef ABAX_HPP
#define ABAX_HPP

#include "compiler.h"

#include <cstddef>
#include <cstdint>

namespace abax {

// abax_name_hash while compiling: table.param_hash(abax::name_hash("rh")) needs no text in the firmware.
constexpr std::uint32_t name_hash(const char *name) {
    std::uint32_t hash = 2166136261U;
    for (; *name != '\0'; ++name) {
        hash = (hash ^ static_cast<unsigned char>(*name)) * 16777619U;
    }
    return hash;
}

// The C names for one Real.
template <typename Real> struct Api;

#define ABAX_API(Real, prefix)                                                                                         \
    template <> struct Api<Real> {                                                                                     \
        using Table = prefix##table;                                                                                   \
        using Instance = prefix##instance;                                                                             \
        using Native = prefix##native;                                                                                 \
        using Param = prefix##param;                                                                                   \
        using Result = prefix##result;                                                                                 \
        using Column = prefix##column;                                                                                 \
        static constexpr auto open = prefix##open;                                                                     \
        static constexpr auto instance_size = prefix##instance_size;                                                   \
        static constexpr auto init = prefix##init;                                                                     \
        static constexpr auto saved_size = prefix##saved_size;                                                         \
        static constexpr auto save_state = prefix##save_state;                                                         \
        static constexpr auto load_state = prefix##load_state;                                                         \
        static constexpr auto swap = prefix##swap;                                                                     \
        static constexpr auto reset = prefix##reset;                                                                   \
        static constexpr auto eval = prefix##eval;                                                                     \
        static constexpr auto eval_one = prefix##eval_one;                                                             \
        static constexpr auto block_size = prefix##block_size;                                                         \
        static constexpr auto eval_block = prefix##eval_block;                                                         \
        static constexpr auto snapshot = prefix##snapshot;                                                             \
        static constexpr auto find_param = prefix##find_param;                                                         \
        static constexpr auto find_result = prefix##find_result;                                                       \
        static constexpr auto find_param_hash = prefix##find_param_hash;                                               \
        static constexpr auto find_result_hash = prefix##find_result_hash;                                             \
        static constexpr auto param_at = prefix##param_at;                                                             \
        static constexpr auto result_at = prefix##result_at;                                                           \
        static constexpr auto param_count = prefix##param_count;                                                       \
        static constexpr auto result_count = prefix##result_count;                                                     \
        static constexpr auto import_count = prefix##import_count;                                                     \
        static constexpr auto import_arity = prefix##import_arity;                                                     \
        static constexpr auto import_pure = prefix##import_pure;                                                       \
        static constexpr auto param_name = prefix##param_name;                                                         \
        static constexpr auto result_name = prefix##result_name;                                                       \
        static constexpr auto import_name = prefix##import_name;                                                       \
        static constexpr auto module_name = prefix##module_name;                                                       \
        static constexpr auto module_version = prefix##module_version;                                                 \
        static constexpr auto param_default = prefix##param_default;                                                   \
        static constexpr auto element_default = prefix##element_default;                                               \
        static constexpr auto set = prefix##set;                                                                       \
        static constexpr auto set_element = prefix##set_element;                                                       \
        static constexpr auto param_data = prefix##param_data;                                                         \
        static constexpr auto get = prefix##get;                                                                       \
        static constexpr auto faults = prefix##faults;                                                                 \
        static constexpr auto fault_result = prefix##fault_result;                                                     \
        static constexpr auto clear_faults = prefix##clear_faults;                                                     \
        static constexpr auto compiler_init = prefix##compiler_init;                                                   \
        static constexpr auto compiler_param = prefix##compiler_param;                                                 \
        static constexpr auto compiler_param_array = prefix##compiler_param_array;                                     \
        static constexpr auto compiler_param_range = prefix##compiler_param_range;                                     \
        static constexpr auto compiler_constant = prefix##compiler_constant;                                           \
        static constexpr auto compiler_constant_array = prefix##compiler_constant_array;                               \
        static constexpr auto compiler_curve = prefix##compiler_curve;                                                 \
        static constexpr auto compiler_map = prefix##compiler_map;                                                     \
    };
ABAX_API(float, abax_f32_)
ABAX_API(double, abax_f64_)
#undef ABAX_API

template <typename Real> using Param = typename Api<Real>::Param;
template <typename Real> using Result = typename Api<Real>::Result;
template <typename Real> using Native = typename Api<Real>::Native;
template <typename Real> using Column = typename Api<Real>::Column;

// A verified table; refers to the caller's bytes.
template <typename Real> struct Table {
    typename Api<Real>::Table c = {};

    abax_status open(const void *bytes, std::size_t size) { return Api<Real>::open(&c, bytes, size); }
    std::size_t instance_size() const { return Api<Real>::instance_size(&c); }
    std::size_t block_size() const { return Api<Real>::block_size(&c); }
    Param<Real> param(const char *name) const { return Api<Real>::find_param(&c, name); }
    Result<Real> result(const char *name) const { return Api<Real>::find_result(&c, name); }
    Param<Real> param_hash(std::uint32_t hash) const { return Api<Real>::find_param_hash(&c, hash); }
    Result<Real> result_hash(std::uint32_t hash) const { return Api<Real>::find_result_hash(&c, hash); }
    Param<Real> param_at(std::uint32_t ordinal) const { return Api<Real>::param_at(&c, ordinal); }
    Result<Real> result_at(std::uint32_t ordinal) const { return Api<Real>::result_at(&c, ordinal); }
    std::uint32_t param_count() const { return Api<Real>::param_count(&c); }
    std::uint32_t result_count() const { return Api<Real>::result_count(&c); }
    std::uint32_t import_count() const { return Api<Real>::import_count(&c); }
    std::uint32_t import_arity(std::uint32_t ordinal) const { return Api<Real>::import_arity(&c, ordinal); }
    bool import_pure(std::uint32_t ordinal) const { return Api<Real>::import_pure(&c, ordinal) != 0; }
    const char *import_name(std::uint32_t ordinal) const { return Api<Real>::import_name(&c, ordinal); }
    const char *param_name(std::uint32_t ordinal) const { return Api<Real>::param_name(&c, ordinal); }
    const char *result_name(std::uint32_t ordinal) const { return Api<Real>::result_name(&c, ordinal); }
    const char *module_name() const { return Api<Real>::module_name(&c); }
    const char *module_version() const { return Api<Real>::module_version(&c); }
    Real param_default(Param<Real> param) const { return Api<Real>::param_default(&c, param); }
    Real element_default(Param<Real> param, std::uint32_t index) const {
        return Api<Real>::element_default(&c, param, index);
    }
};

// A running module; refers to its table and to the caller's memory. Not to be copied: two copies would share one frame.
template <typename Real> struct Instance {
    typename Api<Real>::Instance c = {};

    Instance() = default;
    Instance(const Instance &) = delete;
    Instance &operator=(const Instance &) = delete;

    abax_status init(const Table<Real> &table, void *memory, std::size_t size, const Native<Real> *natives = nullptr,
                     std::size_t count = 0) {
        return Api<Real>::init(&c, &table.c, memory, size, natives, count);
    }
    std::size_t saved_size() const { return Api<Real>::saved_size(c.table); }
    abax_status save_state(void *bytes, std::size_t size) const { return Api<Real>::save_state(&c, bytes, size); }
    abax_status load_state(const void *bytes, std::size_t size) { return Api<Real>::load_state(&c, bytes, size); }
    abax_status swap(const Table<Real> &table) { return Api<Real>::swap(&c, &table.c); }
    abax_status reset() { return Api<Real>::reset(&c); }
    abax_status eval() { return Api<Real>::eval(&c); }
    abax_status eval_one(Result<Real> result) { return Api<Real>::eval_one(&c, result); }
    abax_status eval_block(const Column<Real> *in, const Column<Real> *out, std::size_t rows, void *scratch,
                           std::size_t size) {
        return Api<Real>::eval_block(&c, in, out, rows, scratch, size);
    }
    abax_status snapshot(Real *values, std::size_t count) const { return Api<Real>::snapshot(&c, values, count); }
    void set(Param<Real> param, Real value) { Api<Real>::set(&c, param, value); }
    void set_element(Param<Real> param, std::uint32_t index, Real value) {
        Api<Real>::set_element(&c, param, index, value);
    }
    Real *param_data(Param<Real> param) { return Api<Real>::param_data(&c, param); }
    Real get(Result<Real> result) const { return Api<Real>::get(&c, result); }
    std::uint32_t faults() const { return Api<Real>::faults(&c); }
    std::uint32_t fault_result() const { return Api<Real>::fault_result(&c); }
    void clear_faults() { Api<Real>::clear_faults(&c); }
};

// Text to table in the caller's arena. Not to be copied: two copies would share one arena.
template <typename Real> struct Compiler {
    abax_compiler c = {};

    Compiler() = default;
    Compiler(const Compiler &) = delete;
    Compiler &operator=(const Compiler &) = delete;

    abax_status init(void *arena, std::size_t size, const abax_compile_options *options = nullptr) {
        return Api<Real>::compiler_init(&c, arena, size, options);
    }
    abax_status param(const char *name, Real value) { return Api<Real>::compiler_param(&c, name, value); }
    abax_status param_array(const char *name, const Real *values, std::size_t count) {
        return Api<Real>::compiler_param_array(&c, name, values, count);
    }
    abax_status param_range(const char *name, Real least, Real most) {
        return Api<Real>::compiler_param_range(&c, name, least, most);
    }
    abax_status constant(const char *name, Real value) { return Api<Real>::compiler_constant(&c, name, value); }
    abax_status constant_array(const char *name, const Real *values, std::size_t count) {
        return Api<Real>::compiler_constant_array(&c, name, values, count);
    }
    abax_status curve(const char *name, const Real *x, const Real *y, std::size_t count) {
        return Api<Real>::compiler_curve(&c, name, x, y, count);
    }
    abax_status map(const char *name, const Real *x, std::size_t columns, const Real *y, std::size_t rows,
                    const Real *z) {
        return Api<Real>::compiler_map(&c, name, x, columns, y, rows, z);
    }
    abax_status native(const char *signature, bool pure) { return abax_compiler_native(&c, signature, pure ? 1 : 0); }
    abax_status function(const char *signature, const char *body) {
        return abax_compiler_function(&c, signature, body);
    }
    abax_status expression(const char *name, const char *text) { return abax_compiler_expression(&c, name, text); }
    abax_status internal(const char *name, const char *text) { return abax_compiler_internal(&c, name, text); }
    abax_status finish(const void *&bytes, std::size_t &size) { return abax_compiler_finish(&c, &bytes, &size); }
    abax_status reset() { return abax_compiler_reset(&c); }
    std::size_t memory_used() const { return abax_compiler_memory_used(&c); }
};

} // namespace abax

#endif
