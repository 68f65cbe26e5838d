// The C++ face: text to table to numbers through abax.hpp, for float and double in one file.
#include "abax/abax.hpp"

#include "check.h"

namespace {

template <typename Real> void run() {
    alignas(8) static std::byte arena[32768];
    alignas(8) static std::byte memory[256];
    abax::Compiler<Real> compiler;
    CHECK(compiler.init(arena, sizeof arena) == ABAX_OK);
    CHECK(compiler.param("x", Real(3)) == ABAX_OK);
    CHECK(compiler.constant("k", Real(0.5)) == ABAX_OK);
    CHECK(compiler.function("twice(v)", "2*v") == ABAX_OK);
    CHECK(compiler.expression("y", "twice(x) + k") == ABAX_OK);
    const void *bytes = nullptr;
    std::size_t size = 0;
    CHECK(compiler.finish(bytes, size) == ABAX_OK);
    CHECK(compiler.memory_used() <= sizeof arena);

    abax::Table<Real> table;
    CHECK(table.open(bytes, size) == ABAX_OK);
    CHECK(table.param_count() == 1 && table.result_count() == 1);
    CHECK(table.param_name(0)[0] == 'x' && table.result_name(0)[0] == 'y');
    const auto x = table.param("x");
    const auto y = table.result("y");
    CHECK(x.slots == 1 && y.slots == 1);
    CHECK(table.param_at(0).slot == x.slot && table.result_at(0).slot == y.slot);
    CHECK(table.param_default(x) == Real(3));
    CHECK(table.instance_size() <= sizeof memory);

    abax::Instance<Real> instance;
    CHECK(instance.init(table, memory, sizeof memory) == ABAX_OK);
    CHECK(instance.eval() == ABAX_OK);
    CHECK(instance.get(y) == Real(6.5));
    instance.set(x, Real(10));
    CHECK(instance.eval() == ABAX_OK);
    CHECK(instance.get(y) == Real(20.5));
    CHECK(instance.faults() == 0);
    CHECK(instance.reset() == ABAX_OK);
    CHECK(instance.eval() == ABAX_OK && instance.get(y) == Real(6.5));
    CHECK(compiler.reset() == ABAX_OK);
}

template <typename Real> Real scaled(void *user, const Real *arguments) {
    return *static_cast<const Real *>(user) * arguments[0];
}

// Arrays, natives, faults and what is read from elsewhere.
template <typename Real> void run_firmware() {
    alignas(8) static std::byte arena[65536];
    alignas(8) static std::byte memory[512];
    static const Real samples[3] = {1, 2, 3};
    static const Real gains[2] = {10, 100};
    abax::Compiler<Real> compiler;
    CHECK(compiler.init(arena, sizeof arena) == ABAX_OK);
    CHECK(compiler.param("i", Real(0)) == ABAX_OK);
    CHECK(compiler.param_range("i", Real(0), Real(2)) == ABAX_OK);
    CHECK(compiler.param_array("samples", samples, 3) == ABAX_OK);
    CHECK(compiler.constant_array("gains", gains, 2) == ABAX_OK);
    CHECK(compiler.native("scaled(x)", true) == ABAX_OK);
    CHECK(compiler.internal("sample", "samples[i]") == ABAX_OK);
    CHECK(compiler.expression("first", "samples[0]") == ABAX_OK);
    CHECK(compiler.expression("y", "scaled(sample) + gains[i]") == ABAX_OK);
    const void *bytes = nullptr;
    std::size_t size = 0;
    CHECK(compiler.finish(bytes, size) == ABAX_OK);

    abax::Table<Real> table;
    CHECK(table.open(bytes, size) == ABAX_OK);
    CHECK(table.import_count() == 1 && table.import_arity(0) == 1 && table.import_pure(0));
    CHECK(table.import_name(0)[0] == 's');
    constexpr std::uint32_t hash = abax::name_hash("samples");
    CHECK(hash == abax_name_hash("samples"));
    const auto array = table.param_hash(hash);
    const auto i = table.param("i");
    const auto y = table.result_hash(abax::name_hash("y"));
    CHECK(array.slots == 3 && y.slots == 1);
    CHECK(table.element_default(array, 2) == Real(3));

    Real factor = 7;
    const abax::Native<Real> natives[] = {{"scaled", &scaled<Real>, &factor, 1, 1}};
    abax::Instance<Real> instance;
    CHECK(instance.init(table, memory, sizeof memory) == ABAX_E_NATIVE);
    CHECK(instance.init(table, memory, sizeof memory, natives, 1) == ABAX_OK);
    CHECK(instance.eval() == ABAX_OK && instance.get(y) == Real(17));
    instance.set_element(array, 1, Real(5));
    instance.param_data(array)[0] = Real(-1);
    instance.set(i, Real(1));
    CHECK(instance.eval_one(y) == ABAX_OK && instance.get(y) == Real(135));
    Real values[2] = {};
    CHECK(instance.snapshot(values, 2) == ABAX_OK && values[0] == Real(-1) && values[1] == Real(135));
    CHECK(instance.snapshot(values, 1) == ABAX_E_MEMORY);
    CHECK(instance.faults() == 0 && instance.fault_result() == ABAX_NO_RESULT);
    instance.set(i, Real(2));
    CHECK(instance.eval() == ABAX_OK && instance.get(y) != instance.get(y));
    CHECK(instance.faults() == ABAX_FAULT_INDEX && instance.fault_result() == 1);
    instance.clear_faults();
    CHECK(instance.faults() == 0 && instance.fault_result() == ABAX_NO_RESULT);
}

} // namespace

int main() {
    run<float>();
    run<double>();
    run_firmware<float>();
    run_firmware<double>();
    return check_failures != 0;
}
