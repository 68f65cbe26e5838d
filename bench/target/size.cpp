// What a firmware calls: open, init, set, evaluate, read, reset; with SIZE_COMPILER also text to table. Linked to see how large
// it is, not run.
#include "abax/abax.h"
#include "board.h"
#ifdef SIZE_COMPILER
#include "abax/compiler.h"
#endif

namespace {

abax_f32_table table;
abax_f32_instance instance;
alignas(8) unsigned char memory[512];
#ifdef SIZE_COMPILER
alignas(8) unsigned char arena[16 * 1024];
#endif

} // namespace

extern "C" const unsigned char size_table[];
alignas(8) const unsigned char size_table[512] = {};

int main() {
    const void *bytes = size_table;
    size_t size = sizeof size_table;
#ifdef SIZE_COMPILER
    char message[80];
    abax_compiler compiler;
    abax_f32_compiler_init(&compiler, arena, sizeof arena, nullptr);
    abax_f32_compiler_param(&compiler, "x", 1.0F);
    abax_compiler_expression(&compiler, "y", "x + 1");
    if (abax_compiler_finish(&compiler, &bytes, &size) != ABAX_OK) {
        abax_diagnostic_text(&compiler.first, message, sizeof message);
        print(message);
    }
#endif
    if (abax_f32_open(&table, bytes, size) != ABAX_OK ||
        abax_f32_init(&instance, &table, memory, sizeof memory, nullptr, 0) != ABAX_OK) {
        return 1;
    }
    abax_f32_set(&instance, abax_f32_find_param(&table, "x"), 2.0F);
    abax_f32_eval(&instance);
    const float y = abax_f32_get(&instance, abax_f32_find_result(&table, "y"));
    abax_f32_reset(&instance);
    return y > 1.0F ? 0 : 1;
}
