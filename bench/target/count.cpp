// Counts the instructions that each row takes: by hand, as generated C++, by tables; and those of compiling and verifying its
// table. Exact, the same in every run. The count of a function is from its first instruction to its return. Prints the table
// that counts.txt holds; the exit status says whether generated source is anywhere above what is written by hand.
#include <cstring>

#include "abax/abax.h"
#include "abax/compiler.h"
#include "average_text.h"
#include "batch_text.h"
#include "board.h"
#include "bouncing_text.h"
#include "button_text.h"
#include "climate.hpp"
#include "climate_text.h"
#include "conditional_text.h"
#include "controller_text.h"
#include "horner_text.h"
#include "linear_text.h"
#include "native.hpp"
#include "norm_text.h"
#include "seven_text.h"
#include "steinhart_text.h"
#include "thermostat_text.h"

namespace {

using Function = void (*)(void *);

alignas(8) unsigned char arena[64 * 1024];
alignas(8) unsigned char memory[4096];

struct Compilation {
    abax_status (*declare)(abax_compiler *);
    abax_compile_options options;
    abax_compiler compiler;
    const void *bytes;
    size_t size;
    abax_status status;
};

void compile(void *context) {
    auto &c = *static_cast<Compilation *>(context);
    c.status = abax_f32_compiler_init(&c.compiler, arena, sizeof arena, &c.options);
    c.status = c.status == ABAX_OK ? c.declare(&c.compiler) : c.status;
    c.status = c.status == ABAX_OK ? abax_compiler_finish(&c.compiler, &c.bytes, &c.size) : c.status;
}

struct Opening {
    abax_f32_table table;
    const void *bytes;
    size_t size;
    abax_status status;
};

void open(void *context) {
    auto &o = *static_cast<Opening *>(context);
    o.status = abax_f32_open(&o.table, o.bytes, o.size);
}

void evaluate(void *context) { (void)abax_f32_eval(static_cast<abax_f32_instance *>(context)); }

struct ByTable {
    uint32_t evaluating;
    uint32_t compiling;
    uint32_t verifying;
    uint32_t bytes;
    abax_status status;
};

ByTable count_table(abax_status (*declare)(abax_compiler *), uint32_t profile) {
    Compilation compilation{};
    compilation.declare = declare;
    compilation.options.log = ABAX_LOG_LN;
    compilation.options.profile = profile;
    ByTable counts{};
    counts.compiling = board_count(compile, &compilation);
    Opening opening{};
    opening.bytes = compilation.bytes;
    opening.size = compilation.size;
    counts.bytes = static_cast<uint32_t>(compilation.size);
    counts.status = compilation.status;
    if (counts.status == ABAX_OK) {
        counts.verifying = board_count(open, &opening);
        counts.status = opening.status;
    }
    if (counts.status == ABAX_OK) {
        static abax_f32_instance instance;
        counts.status = abax_f32_init(&instance, &opening.table, memory, sizeof memory, nullptr, 0);
        evaluate(&instance); // what has a memory has begun
        counts.evaluating = board_count(evaluate, &instance);
    }
    return counts;
}

bool good = true;

void print_row(const char *name, uint32_t operators, uint32_t native, uint32_t generated,
               abax_status (*declare)(abax_compiler *)) {
    const ByTable fused = count_table(declare, ABAX_COMPILE_FUSED);
    const ByTable base = count_table(declare, ABAX_COMPILE_BASE);
    print(name);
    for (size_t i = std::strlen(name); i < 12; ++i) {
        print(" ");
    }
    print_number(operators, 10);
    if (native != 0) {
        print_number(native, 9);
    } else {
        print("        -");
    }
    print_number(generated, 11);
    print_number(fused.evaluating, 8);
    print_number(base.evaluating, 8);
    print_number(fused.bytes, 8);
    print_number(fused.compiling, 10);
    print_number(fused.verifying, 11);
    print("\n");
    if (fused.status != ABAX_OK || base.status != ABAX_OK) {
        good = false;
        print("FAILED: ");
        print(abax_status_text(fused.status != ABAX_OK ? fused.status : base.status));
        print("\n");
    }
    if (native != 0 && generated > native + native / 20) {
        good = false;
        print("FAILED: generated source is more than 1.05 times what is written by hand\n");
    }
}

template <class Instance> struct Pair {
    void (*function)(Instance &);
    Instance instance;
};

template <class Instance> uint32_t count_pair(void (*function)(Instance &), void (*init)(Instance &)) {
    static Instance instance;
    init(instance);
    function(instance);
    return board_count(reinterpret_cast<Function>(reinterpret_cast<void *>(function)), &instance);
}

} // namespace

int main() {
    print("                            by       as      by table        of the fused table\n"
          "row          operators    hand  generated   fused    base   bytes   compile     verify\n");
#define ROW(module, operators)                                                                                         \
    print_row(#module, operators, count_pair<module::Instance>(native_##module, module::init),                         \
              count_pair<module::Instance>(module::compute, module::init), module##_declare);
#include "rows.def"
    print_row("climate", 202, 0, count_pair<climate::Instance>(climate::compute, climate::init), climate_declare);
    return good ? 0 : 1;
}
