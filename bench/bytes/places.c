/* See places.h. */
#define _GNU_SOURCE
#include "places.h"

#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void bench_mark(void) { __asm__ volatile(""); }

void bench_print_range(const char *name, const void *begin, size_t size) {
    printf("%s %llx %llx\n", name, (unsigned long long)(uintptr_t)begin, (unsigned long long)(uintptr_t)begin + size);
}

static int print_object(struct dl_phdr_info *info, size_t size, void *user) {
    const char *name = info->dlpi_name[0] == '\0' ? "program" : strstr(info->dlpi_name, "libm.") ? "maths" : "other";
    (void)size;
    (void)user;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr) *const header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD) {
            bench_print_range(name, (const void *)(info->dlpi_addr + header->p_vaddr), header->p_memsz);
        }
    }
    return 0;
}

void bench_print_objects(void) { dl_iterate_phdr(print_object, NULL); }
