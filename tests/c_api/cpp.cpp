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

} // namespace

int main() {
    run<float>();
    run<double>();
    return check_failures != 0;
}
