// Counts the instructions of the tables of polynomials.def, strict and in the fast mode, compiled on the target; prints the table that
// polynomials.txt holds. The last line is the geometric mean of fast over strict, in thousandths.
#include <cmath>
#include <cstring>

#include "abax/abax.h"
#include "abax/compiler.h"
#include "board.h"

namespace {

alignas(8) unsigned char arena[256 * 1024];
alignas(8) unsigned char memory[4096];

void evaluate(void *context) { (void)abax_f32_eval(static_cast<abax_f32_instance *>(context)); }

struct Counted {
    uint32_t instructions;
    uint32_t bytes;
    abax_status status;
};

// params: names of one letter, which have the values 0.75, 1 …
abax_status declare(abax_compiler &compiler, const char *params, const char *text) {
    static char names[16][2];
    abax_status status = ABAX_OK;
    for (size_t i = 0; status == ABAX_OK && i <= std::strlen(params); i += 2) {
        names[i / 2][0] = params[i];
        status = abax_f32_compiler_param(&compiler, names[i / 2], 0.75F + 0.125F * static_cast<float>(i));
    }
    return status == ABAX_OK ? abax_compiler_expression(&compiler, "r", text) : status;
}

Counted count(const char *params, const char *text, uint32_t fast) {
    abax_compile_options options{};
    options.fast = fast;
    options.profile = ABAX_COMPILE_FUSED;
    abax_compiler compiler;
    const void *bytes = nullptr;
    size_t size = 0;
    Counted counted{};
    counted.status = abax_f32_compiler_init(&compiler, arena, sizeof arena, &options);
    counted.status = counted.status == ABAX_OK ? declare(compiler, params, text) : counted.status;
    counted.status = counted.status == ABAX_OK ? abax_compiler_finish(&compiler, &bytes, &size) : counted.status;
    abax_f32_table table;
    static abax_f32_instance instance;
    counted.status = counted.status == ABAX_OK ? abax_f32_open(&table, bytes, size) : counted.status;
    counted.status = counted.status == ABAX_OK ? abax_f32_init(&instance, &table, memory, sizeof memory, nullptr, 0)
                                               : counted.status;
    if (counted.status == ABAX_OK) {
        counted.instructions = board_count(evaluate, &instance);
        counted.bytes = static_cast<uint32_t>(size);
    }
    return counted;
}

double logarithms = 0;
uint32_t rows = 0;
bool good = true;

void print_row(const char *name, const char *params, const char *text) {
    const Counted strict = count(params, text, 0);
    const Counted fast = count(params, text, 1);
    if (strict.status != ABAX_OK || fast.status != ABAX_OK) {
        good = false;
        print("FAILED: ");
        print(abax_status_text(strict.status != ABAX_OK ? strict.status : fast.status));
        print("\n");
        return;
    }
    print(name);
    for (size_t i = std::strlen(name); i < 12; ++i) {
        print(" ");
    }
    const double ratio = static_cast<double>(fast.instructions) / static_cast<double>(strict.instructions);
    print_number(strict.instructions, 8);
    print_number(fast.instructions, 8);
    print_number(static_cast<uint32_t>(std::lround(ratio * 1000)), 8);
    print_number(strict.bytes, 10);
    print_number(fast.bytes, 8);
    print("\n");
    logarithms += std::log(ratio);
    ++rows;
}

} // namespace

int main() {
    print("            instructions             bytes of the table\n"
          "row           strict    fast    /1000    strict    fast\n");
#define POLYNOMIAL(name, params, text) print_row(#name, params, text);
#include "polynomials.def"
    print("geometric mean              ");
    print_number(static_cast<uint32_t>(std::lround(std::exp(logarithms / rows) * 1000)), 8);
    print("\n");
    return good ? 0 : 1;
}
