/*
 * A plug-in for QEMU that prints what a machine does in the form of valgrind's lackey: "I address,size" for an instruction,
 * " L address,size" and " S address,size" for what it loads and stores, addresses in hexadecimal. In: out=FILE. The
 * declarations are those of QEMU's plug-in interface, version 1, whose header Debian does not package.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef struct qemu_info_t qemu_info_t;
enum { NO_REGISTERS = 0, LOADS_AND_STORES = 3 };

typedef void (*translated)(qemu_plugin_id_t id, struct qemu_plugin_tb *block);
typedef void (*executed)(unsigned int cpu, void *user);
typedef void (*accessed)(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address, void *user);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, translated callback);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, executed callback, int flags, void *user);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, accessed callback, int flags, int which,
                                      void *user);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
unsigned int qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t info);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int count, char **arguments);

static FILE *out;

static void on_instruction(unsigned int cpu, void *user) {
    const uintptr_t packed = (uintptr_t)user;
    (void)cpu;
    fprintf(out, "I %llx,%u\n", (unsigned long long)(packed >> 4), (unsigned)(packed & 15U));
}

static void on_access(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address, void *user) {
    (void)cpu;
    (void)user;
    fprintf(out, " %c %llx,%u\n", qemu_plugin_mem_is_store(info) ? 'S' : 'L', (unsigned long long)address,
            1U << qemu_plugin_mem_size_shift(info));
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *block) {
    const size_t count = qemu_plugin_tb_n_insns(block);
    (void)id;
    for (size_t i = 0; i < count; ++i) {
        struct qemu_plugin_insn *const insn = qemu_plugin_tb_get_insn(block, i);
        const uintptr_t packed = (uintptr_t)(qemu_plugin_insn_vaddr(insn) << 4 | qemu_plugin_insn_size(insn));
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_instruction, NO_REGISTERS, (void *)packed);
        qemu_plugin_register_vcpu_mem_cb(insn, on_access, NO_REGISTERS, LOADS_AND_STORES, NULL);
    }
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int count, char **arguments) {
    (void)info;
    out = count == 1 && strncmp(arguments[0], "out=", 4) == 0 ? fopen(arguments[0] + 4, "w") : NULL;
    if (out == NULL) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    return 0;
}
