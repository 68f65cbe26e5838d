// Runs the cases of write_cases on the target: every module by every profile of table, by tables that are compiled here, and as
// generated source, over all its rows, results and faults and calls of natives bit for bit; and the maths library. An
// interrupt evaluates another instance all the while, at moments that wander.
//
// Where a module calls functions whose values differ between the two maths libraries (library.def), all engines must agree
// with the first of them. Ends with the number of failures.
#include <cmath>
#include <cstring>
#include <limits>

#include "abax/abax.hpp"
#include "abax/maths.h"
#include "board.h"
#include "engine/native_value.hpp"
#include "source/generated_list.h"
#include "target/bounds.hpp"
#include "target/module.hpp"

namespace abax_tests {
namespace {

constexpr std::uintptr_t cases_address = 0x60000000;
constexpr std::uint32_t enough = 20; // failures to look at
constexpr std::uint32_t most_natives = 8;

alignas(8) unsigned char arena[1536 * 1024];

std::uint32_t evaluations = 0;
std::uint32_t modules_run = 0;
std::uint32_t modules_of_own_library = 0;
std::uint32_t tables_compiled = 0;
std::uint32_t generated_run = 0;

template <class Real> bool same(Real a, Real b) {
    return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof a) == 0;
}

template <class Real> void print_bits(Real value) {
    std::uint32_t words[sizeof(Real) / sizeof(std::uint32_t)];
    std::memcpy(words, &value, sizeof value);
    for (std::size_t i = sizeof words / sizeof words[0]; i-- != 0;) {
        print_hex(words[i]);
    }
}

template <class Real> struct Natives {
    struct Function {
        Natives *owner;
        std::uint32_t ordinal;
        std::uint32_t arity;
        bool pure;
    };
    Function functions[most_natives];
    typename abax::Api<Real>::Native bound[most_natives];
    char names[most_natives][32];
    std::uint32_t count = 0;
    bool in_any_order = false;
    Call<Real> calls[most_calls];
    std::uint32_t call_count = 0;

    static Real call(void *user, const Real *arguments) {
        auto &function = *static_cast<Function *>(user);
        Natives &self = *function.owner;
        const std::size_t before = function.pure || self.in_any_order ? 0 : self.call_count;
        if (!function.pure && self.call_count < most_calls) {
            Call<Real> &call = self.calls[self.call_count++];
            call.ordinal = function.ordinal;
            call.arity = function.arity;
            for (std::uint32_t i = 0; i < function.arity && i < 3; ++i) {
                call.arguments[i] = arguments[i];
            }
        }
        return native_value(function.ordinal, arguments, function.arity, before);
    }

    // "mix(p0, p1)"
    void add(const char *signature, bool pure) {
        const std::size_t length = std::strcspn(signature, "(");
        std::uint32_t arity = std::strspn(signature + length, "( )") == std::strlen(signature + length) ? 0 : 1;
        for (const char *at = signature + length; *at != '\0'; ++at) {
            arity += *at == ',' ? 1 : 0;
        }
        if (count == most_natives || length >= sizeof names[0]) {
            ++failures;
            print("more natives than the runner has room for\n");
            return;
        }
        std::memcpy(names[count], signature, length);
        names[count][length] = '\0';
        functions[count] = {this, count, arity, pure};
        bound[count] = {names[count], call, &functions[count], static_cast<std::uint8_t>(arity),
                        static_cast<std::uint8_t>(pure ? 1 : 0)};
        ++count;
    }
};

template <class Real> bool same_call(const Call<Real> &a, const Call<Real> &b) {
    bool equal = a.ordinal == b.ordinal && a.arity == b.arity;
    for (std::uint32_t i = 0; equal && i < a.arity && i < 3; ++i) {
        equal = same(a.arguments[i], b.arguments[i]);
    }
    return equal;
}

// The same calls; in any order, where that is open.
template <class Real> bool same_calls(const Natives<Real> &natives, const Row<Real> &row) {
    if (natives.call_count != row.calls || row.calls > most_calls) {
        return false;
    }
    bool met[most_calls] = {};
    for (std::uint32_t i = 0; i < row.calls; ++i) {
        std::uint32_t at = i;
        if (natives.in_any_order) {
            for (at = 0; at < row.calls && (met[at] || !same_call(natives.calls[at], row.called[i])); ++at) {}
        }
        if (at == row.calls || !same_call(natives.calls[at], row.called[i])) {
            return false;
        }
        met[at] = true;
    }
    return true;
}

// What the first engine computed for modules with a library of their own.
constexpr std::uint32_t most_values = 160 * 1024;
alignas(8) unsigned char first_values[most_values * sizeof(double)];

template <class Real> Natives<Real> natives_of;

// All rows through a table, or what looks like one.
template <class Real>
void run(const Module<Real> &module, const char *engine, const typename abax::Api<Real>::Table &table, bool first) {
    using Api = abax::Api<Real>;
    Natives<Real> &natives = natives_of<Real>;
    Row<Real> &row = current_row<Real>;
    typename Api::Instance instance{};
    if (Api::instance_size(&table) > sizeof memory) {
        return module.complain(engine, "needs bytes of memory:", Api::instance_size(&table));
    }
    const abax_status status =
        Api::init(&instance, &table, memory, Api::instance_size(&table), natives.bound, natives.count);
    if (status != ABAX_OK) {
        return module.complain(engine, "init gives status", static_cast<std::uint32_t>(status));
    }
    const bool own = (module.flags & cases::own_library) != 0;
    auto *const values = reinterpret_cast<Real *>(first_values);
    cases::Cursor cursor = module.first_row;
    for (std::uint32_t r = 0; r < module.rows; ++r) {
        read_row(cursor, module, row);
        for (std::uint32_t i = 0; i < module.params; ++i) {
            instance.frame[i] = row.params[i];
        }
        Api::clear_faults(&instance);
        natives.call_count = 0;
        Api::eval(&instance);
        ++evaluations;
        for (std::uint32_t i = 0; i < module.results; ++i) {
            const Real value = Api::get(&instance, Api::result_at(instance.table, i));
            const std::uint32_t at = r * module.results + i;
            if (own && at >= most_values) {
                return module.complain(engine, "more values than the runner has room for", at);
            }
            if (own && first) {
                values[at] = value;
            } else if (!same(value, own ? values[at] : row.results[i])) {
                module.complain(engine, "another result in row", r);
                print("    result ");
                print_number(i, 0);
                print(": ");
                print_bits(value);
                print(", not ");
                print_bits(own ? values[at] : row.results[i]);
                print("\n");
                return;
            }
        }
        if (!own && (instance.faults != row.faults || instance.fault_result != row.charged)) {
            return module.complain(engine, "other faults in row", r);
        }
        if (!own && !same_calls(natives, row)) {
            return module.complain(engine, "other calls of natives in row", r);
        }
    }
}

template <class Real> abax_status declare(const Module<Real> &module, abax_compiler *compiler) {
    using Api = abax::Api<Real>;
    cases::Cursor cursor = module.declared;
    for (std::uint32_t i = 0; i < module.declarations; ++i) {
        Declared d;
        const Real *const numbers = next<Real>(cursor, d);
        const bool ranged = (d.flags & cases::has_range) != 0;
        const std::uint32_t count = d.count - (ranged ? 2 : 0);
        const bool array = (d.flags & cases::is_array) != 0;
        abax_status status = ABAX_E_ARGUMENT;
        switch (d.kind) {
        case Declared::param:
            status = array ? Api::compiler_param_array(compiler, d.name, numbers, count)
                           : Api::compiler_param(compiler, d.name, numbers[0]);
            if (status == ABAX_OK && ranged) {
                status = Api::compiler_param_range(compiler, d.name, numbers[count], numbers[count + 1]);
            }
            break;
        case Declared::constant:
            status = array ? Api::compiler_constant_array(compiler, d.name, numbers, count)
                           : Api::compiler_constant(compiler, d.name, numbers[0]);
            break;
        case Declared::curve:
        case Declared::map: { // how many x and y, then all
            const auto columns = static_cast<std::size_t>(numbers[0]);
            const auto rows = static_cast<std::size_t>(numbers[1]);
            const Real *const x = numbers + 2;
            const Real *const y = x + columns;
            status = d.kind == Declared::curve ? Api::compiler_curve(compiler, d.name, x, y, columns)
                                               : Api::compiler_map(compiler, d.name, x, columns, y, rows, y + rows);
            break;
        }
        case Declared::function:
            status = abax_compiler_function(compiler, d.name, d.text);
            break;
        case Declared::expression:
            status = abax_compiler_expression(compiler, d.name, d.text);
            break;
        case Declared::internal:
            status = abax_compiler_internal(compiler, d.name, d.text);
            break;
        case Declared::native:
            status = abax_compiler_native(compiler, d.name, std::strcmp(d.text, "pure") == 0 ? 1 : 0);
            break;
        default:
            break;
        }
        if (status != ABAX_OK && status != ABAX_E_SOURCE) {
            return status;
        }
    }
    return ABAX_OK;
}

// The table of a profile, compiled here: the same bytes as the build machine's, or, where it has none, none.
template <class Real> void compile(const Module<Real> &module, std::uint32_t profile, const char *engine) {
    abax_compile_options options = module.options;
    options.profile = profile == 0 ? ABAX_COMPILE_BASE : profile == 1 ? ABAX_COMPILE_FUSED : ABAX_COMPILE_WIDE;
    abax_compiler compiler;
    const void *bytes = nullptr;
    std::size_t size = 0;
    abax_status status = abax::Api<Real>::compiler_init(&compiler, arena, sizeof arena, &options);
    status = status == ABAX_OK ? declare(module, &compiler) : status;
    status = status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : status;
    if (status == ABAX_E_PROFILE && module.sizes[profile] == 0) {
        return;
    }
    if (status != ABAX_OK) {
        return module.complain(engine, "compiling gives status", static_cast<std::uint32_t>(status));
    }
    ++tables_compiled;
    if (size != module.sizes[profile]) {
        return module.complain(engine, "a table of another size:", size);
    }
    const auto *const here = static_cast<const unsigned char *>(bytes);
    const auto *const there = static_cast<const unsigned char *>(module.bytes[profile]);
    for (std::size_t i = sizeof(abax_header); i < size; ++i) { // the header's check sum differs wherever anything does
        if (here[i] != there[i]) {
            return module.complain(engine, "another table from byte", i);
        }
    }
    if (std::memcmp(here, there, sizeof(abax_header)) != 0) {
        module.complain(engine, "another header of", size);
    }
}

template <class Real> void run_module(cases::Cursor &cursor) {
    using Api = abax::Api<Real>;
    static const char *const profiles[cases::tables] = {"base table", "fused table", "wide table"};
    const Module<Real> module = read_module<Real>(cursor);
    ++modules_run;
    modules_of_own_library += (module.flags & cases::own_library) != 0 ? 1 : 0;
    Natives<Real> &natives = natives_of<Real>;
    natives.count = 0;
    natives.in_any_order = (module.flags & cases::any_order) != 0;
    cases::Cursor declared = module.declared;
    for (std::uint32_t i = 0; i < module.declarations; ++i) {
        Declared d;
        next<Real>(declared, d);
        if (d.kind == Declared::native) {
            natives.add(d.name, std::strcmp(d.text, "pure") == 0);
        }
    }

    bool first = true;
    for (std::uint32_t profile = 0; profile < cases::tables; ++profile) {
        compile(module, profile, profiles[profile]);
        if (module.sizes[profile] == 0) {
            continue;
        }
        typename Api::Table table{};
        const abax_status status = Api::open(&table, module.bytes[profile], module.sizes[profile]);
        if (status != ABAX_OK) {
            module.complain(profiles[profile], "open gives status", static_cast<std::uint32_t>(status));
            continue;
        }
        run(module, profiles[profile], table, first);
        first = false;
    }

    for (const generated_module *generated = generated_modules; generated->name != nullptr; ++generated) {
        if (std::strcmp(generated->name, module.name) == 0) {
            ++generated_run;
            run(module, "generated", *static_cast<const typename Api::Table *>(generated->table), first);
            const int answer = generated->selftest();
            if (answer != 0) {
                module.complain("generated", "the self test gives", static_cast<std::uint32_t>(answer));
            }
            break;
        }
    }

    cases::Cursor row = module.first_row;
    for (std::uint32_t i = 0; i < module.rows; ++i) {
        read_row(row, module, current_row<Real>);
    }
    cursor = row;
}

// Another instance, evaluated by an interrupt: the first module without a library of its own, natives or faults.
template <class Real> struct Intruder {
    typename abax::Api<Real>::Table table;
    typename abax::Api<Real>::Instance instance;
    alignas(8) unsigned char memory[2048];
    const Module<Real> *module;
    cases::Cursor cursor{nullptr};
    Row<Real> row;
    std::uint32_t at;
    std::uint32_t evaluations;
    std::uint32_t differences;
};
template <class Real> Intruder<Real> intruder_of;

template <class Real> void intrude() {
    using Api = abax::Api<Real>;
    Intruder<Real> &intruder = intruder_of<Real>;
    if (intruder.at % intruder.module->rows == 0) {
        intruder.cursor = intruder.module->first_row;
    }
    ++intruder.at;
    read_row(intruder.cursor, *intruder.module, intruder.row);
    for (std::uint32_t i = 0; i < intruder.module->params; ++i) {
        intruder.instance.frame[i] = intruder.row.params[i];
    }
    Api::eval(&intruder.instance);
    ++intruder.evaluations;
    for (std::uint32_t i = 0; i < intruder.module->results; ++i) {
        const Real value = Api::get(&intruder.instance, Api::result_at(intruder.instance.table, i));
        intruder.differences += same(value, intruder.row.results[i]) ? 0 : 1;
    }
}

template <class Real> bool set_up_intruder(const Module<Real> &module) {
    using Api = abax::Api<Real>;
    Intruder<Real> &intruder = intruder_of<Real>;
    if ((module.flags & cases::own_library) != 0 || module.sizes[1] == 0 || module.params < 5 || module.rows == 0 ||
        Api::open(&intruder.table, module.bytes[1], module.sizes[1]) != ABAX_OK ||
        Api::import_count(&intruder.table) != 0) {
        return false;
    }
    static Module<Real> chosen = module;
    intruder.module = &chosen;
    return Api::init(&intruder.instance, &intruder.table, intruder.memory, sizeof intruder.memory, nullptr, 0) ==
           ABAX_OK;
}

constexpr std::uint64_t another_kind = 0xFFFFFFFFU; // of distances: between a number and a NaN or an infinity

// Distance in units in the last place.
template <class Real> std::uint64_t distance(Real a, Real b) {
    using Bits = std::conditional_t<sizeof(Real) == 4, std::int32_t, std::int64_t>;
    if (same(a, b)) {
        return 0;
    }
    if (std::isnan(a) || std::isnan(b) || std::isinf(a) || std::isinf(b)) {
        return another_kind;
    }
    const auto ordered = [](Real value) {
        Bits bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        return static_cast<std::int64_t>(bits < 0 ? std::numeric_limits<Bits>::min() - bits : bits);
    };
    const std::int64_t difference = ordered(a) - ordered(b);
    const auto size = static_cast<std::uint64_t>(difference < 0 ? -difference : difference);
    return size < another_kind ? size : another_kind - 1;
}

int limit_of(const char *name, bool narrow) {
#define ABAX_DIFFERENCE(c_name, f32, f64)                                                                              \
    if (std::strcmp(name, #c_name) == 0) {                                                                             \
        return narrow ? f32 : f64;                                                                                     \
    }
#include "target/library.def"
    return 0;
}

template <class Real>
void check_function(cases::Cursor &cursor, std::uint32_t count, const char *name, Real (*function)(Real, Real)) {
    const int limit = limit_of(name, sizeof(Real) == 4);
    const Real *const samples = cursor.reals<Real>(std::size_t{3} * count);
    std::uint32_t different = 0;
    std::uint64_t most = 0;
    std::uint32_t worst = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t d = distance(function(samples[3 * i], samples[3 * i + 1]), samples[3 * i + 2]);
        different += d != 0 ? 1 : 0;
        if (d > most) {
            most = d;
            worst = i;
        }
    }
    print(sizeof(Real) == 4 ? "  f32 " : "  f64 ");
    print(name);
    for (std::size_t i = std::strlen(name); i < 8; ++i) {
        print(" ");
    }
    print_number(different, 5);
    print(" of ");
    print_number(count, 0);
    print(" differ");
    if (most >= another_kind) {
        print(", some of them a NaN or an infinity on one side only");
    } else if (most != 0) {
        print(", at most by ");
        print_number(static_cast<std::uint32_t>(most), 0);
        print(" units in the last place");
    }
    if (limit >= 0 && most > static_cast<std::uint64_t>(limit)) {
        ++failures;
        print_bits(samples[3 * worst]);
    }
    print("\n");
}

template <class Real> void check_library(cases::Cursor &cursor) {
    const std::uint32_t function = cursor.number();
    const std::uint32_t count = cursor.number();
    switch (function) {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    case number:                                                                                                       \
        return check_function<Real>(cursor, count, #c_name, [](Real x, Real) { return ABAX_OF(c_name)(x); });
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    case number:                                                                                                       \
        return check_function<Real>(cursor, count, #c_name, [](Real x, Real y) { return ABAX_OF(c_name)(x, y); });
#include "abax/ops.def"
    default:
        ++failures;
        print("a sample of no function\n");
    }
}

void report(std::uint32_t number, const char *what) {
    print("  ");
    print_number(number, 8);
    print(" ");
    print(what);
    print("\n");
}

template <class Real> void run_all(cases::Cursor cursor) {
    const Intruder<Real> &intruder = intruder_of<Real>;
    const std::uint32_t modules = cursor.number();
    bool intruded = false;
    for (std::uint32_t i = 0; i < modules && failures < enough; ++i) {
        if (!intruded) {
            cases::Cursor first = cursor;
            first.number();
            intruded = set_up_intruder(read_module<Real>(first));
        }
        board_no_more();
        cases::Cursor look = cursor;
        look.number();
        check_bounds(read_module<Real>(look));
        if (intruded) {
            board_every(10 + i % 97, intrude<Real>); // 4,000 to 42,400 instructions
        }
        cursor.number(); // the Real
        run_module<Real>(cursor);
    }
    board_no_more();
    if (failures >= enough) {
        print("more than enough failures\n");
        return;
    }
    report(modules_run, "modules");
    report(modules_of_own_library, "of them with values of the target's own maths library");
    report(tables_compiled, "tables compiled here, the same bytes as the build machine's");
    report(generated_run, "modules of generated source");
    report(evaluations, "evaluations");
    report(bounds.tables, "tables without library calls: no run above the bound on instructions,");
    report(bounds.near, "of the bounds within 1.3 times the longest run, every one of straight-line code");
    report(bounds.with_library, "tables with library calls: no run above the bound");
    report(bounds.with_natives, "tables with natives, which no bound counts");
    report(intruder.evaluations, "evaluations of another instance by an interrupt in between");
    if (intruder.differences != 0 || intruder.evaluations == 0) {
        ++failures;
        report(intruder.differences, "of their results differ");
    }
    if (generated_run != modules_run) {
        ++failures;
        print("generated source is missing\n");
    }
    print("The maths library against the build machine's:\n");
    for (std::uint32_t samples = cursor.number(); samples != 0; --samples) {
        check_library<Real>(cursor);
    }
}

int main_program() {
    cases::Cursor cursor(reinterpret_cast<const void *>(cases_address));
    if (cursor.number() != cases::magic) {
        print("there are no cases beside the image\n");
        return 101;
    }
    cases::Cursor look = cursor;
    look.number(); // modules
    if (look.number() == sizeof(float)) {
        run_all<float>(cursor);
    } else {
        run_all<double>(cursor);
    }
    print(failures == 0 ? "all agree\n" : "FAILED\n");
    return static_cast<int>(failures);
}

} // namespace
} // namespace abax_tests

int main() { return abax_tests::main_program(); }
