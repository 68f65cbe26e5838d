/*
 * One evaluation of S in f32 on a bare Cortex-M7, to be watched by a tool: verifies the table that is linked in, makes an
 * instance, evaluates it a few times, then once between two calls of bench_mark. In: TABLE_FILE, the table. Out: the exit
 * status, 0 when all went well. Where things lie, the tool takes from the image's symbols.
 */
#include "abax/abax.h"

#define PARAMS 10

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

__attribute__((noinline)) void bench_mark(void);
void bench_mark(void) { __asm__ volatile(""); }

int main(void);
int main(void) {
    abax_status status = abax_f32_open(&bench_table, bench_table_bytes, (size_t)(bench_table_end - bench_table_bytes));
    if (status == ABAX_OK) {
        status = abax_f32_init(&bench_instance, &bench_table, bench_frame, sizeof bench_frame, NULL, 0);
    }
    for (int k = 0; k < 10 && status == ABAX_OK; ++k) {
        for (int i = 0; i < PARAMS; ++i) {
            bench_instance.frame[i] = (float)(i + 1) * 1.5f + (float)k * 0.001f;
        }
        status = abax_f32_eval(&bench_instance);
    }
    bench_mark();
    abax_f32_eval(&bench_instance);
    bench_mark();
    return status == ABAX_OK ? 0 : 1;
}
