/*
 * One evaluation of S in f32 on a bare Cortex-M7, to be watched by a tool: verifies the table that is linked in, makes an
 * instance, evaluates it a few times, then once between two calls of bench_mark. In: TABLE_FILE, the table; without it the
 * generated source of S is evaluated. Out: the exit status, 0 when all went well. Where things lie, the tool takes from the
 * image's symbols.
 */
#include "abax/abax.h"
#ifndef TABLE_FILE
#include "sensors_f32.h"
#endif

#define PARAMS 10

#ifdef TABLE_FILE
__asm__(".section .rodata.table, \"a\"\n"
        ".balign 8\n"
        ".global bench_table_bytes\n"
        "bench_table_bytes: .incbin \"" TABLE_FILE "\"\n"
        ".global bench_table_end\n"
        "bench_table_end:\n"
        ".text\n");

extern const unsigned char bench_table_bytes[];
extern const unsigned char bench_table_end[];

uint64_t bench_frame[128];
abax_f32_table bench_table;
abax_f32_instance bench_instance;

static abax_status set_up(void) {
    const abax_status status =
        abax_f32_open(&bench_table, bench_table_bytes, (size_t)(bench_table_end - bench_table_bytes));
    return status != ABAX_OK ? status
                             : abax_f32_init(&bench_instance, &bench_table, bench_frame, sizeof bench_frame, NULL, 0);
}
static float *params(void) { return bench_instance.frame; }
static abax_status evaluate(void) { return abax_f32_eval(&bench_instance); }
#else
sensors_f32_instance bench_frame;

static abax_status set_up(void) {
    sensors_f32_init(&bench_frame);
    return ABAX_OK;
}
static float *params(void) { return &bench_frame.params.a; }
static abax_status evaluate(void) { return sensors_f32_eval(&bench_frame) == 0 ? ABAX_OK : ABAX_E_ARGUMENT; }
#endif

__attribute__((noinline)) void bench_mark(void);
void bench_mark(void) { __asm__ volatile(""); }

int main(void);
int main(void) {
    abax_status status = set_up();
    for (int k = 0; k < 10 && status == ABAX_OK; ++k) {
        for (int i = 0; i < PARAMS; ++i) {
            params()[i] = (float)(i + 1) * 1.5f + (float)k * 0.001f;
        }
        status = evaluate();
    }
    bench_mark();
    evaluate();
    bench_mark();
    return status == ABAX_OK ? 0 : 1;
}
