/*
 * A firmware's day with one Real, chosen by ABAX_REAL: a module with an input array, a calibration array, natives that keep
 * their state behind `user`, an internal expression and room for later params. Binding and its errors, elements set one by one
 * and all at once, index faults and the result they are charged to, a snapshot, one result by itself, names by hash.
 */
#include <string.h>

#include "abax/compiler.h"
#include "check.h"

static uint64_t arena[8192];
static uint64_t memory[128];

/* A tank with two fuel sensors, and a log of what was asked for. */
typedef struct tank {
    abax_real level[2];
    int reads;
    abax_instance *owner; /* evaluated from inside a native, which must fail */
    abax_status reentered;
    abax_status read_back;
} tank;

static abax_real read_fuel(void *user, const abax_real *arguments) {
    tank *const t = (tank *)user;
    abax_real values[8];
    ++t->reads;
    if (t->owner != NULL) {
        t->reentered = abax_eval(t->owner);
        t->read_back = abax_snapshot(t->owner, values, 8);
    }
    return arguments[0] < 1 ? t->level[0] : t->level[1];
}

static abax_real blend(void *user, const abax_real *arguments) {
    (void)user;
    return arguments[0] + (arguments[1] - arguments[0]) * arguments[2];
}

static const void *compile(abax_compiler *c, size_t *size, int with_impure) {
    static const abax_real adc[4] = {1, 2, 3, 4};
    static const abax_real gain[3] = {(abax_real)0.5, 2, 8};
    abax_compile_options options;
    const void *bytes = NULL;
    memset(&options, 0, sizeof options);
    options.name = "firmware";
    options.reserve_params = 16;
    options.reserve_results = 8;
    CHECK(abax_compiler_init(c, arena, sizeof arena, &options) == ABAX_OK);
    CHECK(abax_compiler_param(c, "channel", 0) == ABAX_OK);
    CHECK(abax_compiler_param_array(c, "adc", adc, 4) == ABAX_OK);
    CHECK(abax_compiler_constant_array(c, "gain", gain, 3) == ABAX_OK);
    CHECK(abax_compiler_native(c, "read_fuel(sensor)", 0) == ABAX_OK);
    CHECK(abax_compiler_native(c, "blend(a, b, t)", 1) == ABAX_OK);
    CHECK(abax_compiler_native(c, "never_used(x)", 1) == ABAX_OK);
    CHECK(abax_compiler_internal(c, "raw", "adc[channel]") == ABAX_OK);
    CHECK(abax_compiler_expression(c, "mixed", "blend(0, 10, 0.25)") == ABAX_OK);
    CHECK(abax_compiler_expression(c, "scaled", "raw * gain[channel]") == ABAX_OK);
    CHECK(abax_compiler_expression(c, "total", "sum(adc) + len(gain)") == ABAX_OK);
    if (with_impure) {
        CHECK(abax_compiler_expression(c, "fuel", "read_fuel(0) + read_fuel(1)") == ABAX_OK);
    }
    CHECK(abax_compiler_finish(c, &bytes, size) == ABAX_OK);
    return bytes;
}

static void bindings(const abax_table *table, tank *t) {
    abax_instance instance;
    const abax_native good[2] = {{"read_fuel", read_fuel, t, 1, 0}, {"blend", blend, NULL, 3, 1}};
    abax_native natives[2];
    size_t size = abax_instance_size(table);
    uint32_t fuel = 0;
    CHECK(abax_import_count(table) == 2);
    while (fuel < 2 && strcmp(abax_import_name(table, fuel), "read_fuel") != 0) {
        ++fuel;
    }
    CHECK(fuel < 2);
    CHECK(abax_import_arity(table, fuel) == 1 && abax_import_pure(table, fuel) == 0);
    CHECK(abax_import_arity(table, 1 - fuel) == 3 && abax_import_pure(table, 1 - fuel) == 1);
    CHECK(abax_init(&instance, table, memory, size, NULL, 0) == ABAX_E_NATIVE && instance.position == 0);
    CHECK(abax_init(&instance, table, memory, size, good, 1) == ABAX_E_NATIVE && instance.position == 1 - fuel);
    memcpy(natives, good, sizeof good);
    natives[0].arity = 2;
    CHECK(abax_init(&instance, table, memory, size, natives, 2) == ABAX_E_NATIVE && instance.position == fuel);
    memcpy(natives, good, sizeof good);
    natives[1].pure = 0;
    CHECK(abax_init(&instance, table, memory, size, natives, 2) == ABAX_E_NATIVE && instance.position == 1 - fuel);
    memcpy(natives, good, sizeof good);
    natives[0].function = NULL;
    CHECK(abax_init(&instance, table, memory, size, natives, 2) == ABAX_E_NATIVE && instance.position == fuel);
    CHECK(abax_init(&instance, table, memory, size - 8, good, 2) == ABAX_E_MEMORY);
    CHECK(t->reads == 0);
}

static void run(const abax_table *table, tank *t) {
    const abax_native natives[3] = {
        {"blend", blend, NULL, 3, 1}, {"extra", blend, NULL, 3, 1}, {"read_fuel", read_fuel, t, 1, 0}};
    abax_instance instance;
    CHECK(abax_init(&instance, table, memory, sizeof memory, natives, 3) == ABAX_OK);
    CHECK(t->reads == 0);
    const abax_param channel = abax_find_param(table, "channel");
    const abax_param adc = abax_find_param_hash(table, abax_name_hash("adc"));
    const abax_result scaled = abax_find_result(table, "scaled");
    const abax_result total = abax_find_result_hash(table, abax_name_hash("total"));
    const abax_result fuel = abax_find_result(table, "fuel");
    CHECK(channel.slots == 1 && adc.slots == 4 && scaled.slots == 1 && total.slots == 1 && fuel.slots == 1);
    CHECK(abax_find_result(table, "raw").slots == 0); /* internal */
    CHECK(abax_find_param(table, "gain").slots == 0);
    CHECK(abax_find_param_hash(table, 1).slots == 0);
    CHECK(abax_element_default(table, adc, 3) == 4);
    CHECK(table->header->params == 16 && table->header->results == 8);

    t->level[0] = 30;
    t->level[1] = 12;
    t->owner = &instance;
    abax_set(&instance, channel, (abax_real)1.75); /* truncated toward zero */
    CHECK(abax_eval(&instance) == ABAX_OK);
    CHECK(t->reads == 2 && t->reentered == ABAX_E_BUSY && t->read_back == ABAX_E_BUSY);
    t->owner = NULL;
    CHECK(abax_get(&instance, abax_find_result(table, "mixed")) == (abax_real)2.5);
    CHECK(abax_get(&instance, scaled) == 4);
    CHECK(abax_get(&instance, total) == 13);
    CHECK(abax_get(&instance, fuel) == 42);
    CHECK(abax_faults(&instance) == 0 && abax_fault_result(&instance) == ABAX_NO_RESULT);

    abax_set_element(&instance, adc, 1, 100);
    CHECK(abax_eval(&instance) == ABAX_OK);
    CHECK(abax_get(&instance, scaled) == 200 && abax_get(&instance, total) == 111);
    abax_real *const samples = abax_param_data(&instance, adc);
    for (uint32_t i = 0; i < adc.slots; ++i) {
        samples[i] = (abax_real)(10 * i);
    }
    abax_set(&instance, channel, 2);
    CHECK(abax_eval(&instance) == ABAX_OK);
    CHECK(abax_get(&instance, scaled) == 160 && abax_get(&instance, total) == 63);

    /* Channel 3 is a sample without a gain, 4 is neither; the fault is sticky and the rest of the batch goes on. */
    for (int outside = 3; outside <= 4; ++outside) {
        abax_set(&instance, channel, (abax_real)outside);
        CHECK(abax_eval(&instance) == ABAX_OK);
        CHECK(abax_get(&instance, scaled) != abax_get(&instance, scaled));
        CHECK(abax_get(&instance, total) == 63);
        CHECK(abax_faults(&instance) == ABAX_FAULT_INDEX);
        CHECK(strcmp(abax_result_name(table, abax_fault_result(&instance)), "scaled") == 0);
    }
    abax_set(&instance, channel, 0);
    CHECK(abax_eval(&instance) == ABAX_OK);
    CHECK(abax_get(&instance, scaled) == 0 && abax_faults(&instance) == ABAX_FAULT_INDEX);
    abax_clear_faults(&instance);
    CHECK(abax_eval(&instance) == ABAX_OK);
    CHECK(abax_faults(&instance) == 0 && abax_fault_result(&instance) == ABAX_NO_RESULT);

    abax_real values[8];
    CHECK(abax_snapshot(&instance, values, 8) == ABAX_OK);
    CHECK(values[total.slot - table->header->params] == 63 && values[fuel.slot - table->header->params] == 42);
    CHECK(values[7] == 0); /* room for a later version's results */
    CHECK(abax_snapshot(&instance, values, 7) == ABAX_E_MEMORY);
    CHECK(abax_eval_one(&instance, total) == ABAX_E_ORDER); /* read_fuel would be called */
    CHECK(abax_reset(&instance) == ABAX_OK);
    CHECK(abax_param_data(&instance, adc)[1] == 2 && abax_get(&instance, total) == 0);
}

static void one_result(const abax_table *table) {
    const abax_native natives[1] = {{"blend", blend, NULL, 3, 1}};
    abax_instance instance;
    abax_result handle = {0, 1};
    CHECK(abax_import_count(table) == 1);
    CHECK(abax_init(&instance, table, memory, sizeof memory, natives, 1) == ABAX_OK);
    CHECK(abax_eval_one(&instance, abax_find_result(table, "total")) == ABAX_OK);
    CHECK(abax_get(&instance, abax_find_result(table, "total")) == 13);
    CHECK(abax_eval_one(&instance, handle) == ABAX_E_ARGUMENT); /* a param */
    CHECK(abax_eval_one(&instance, abax_find_result(table, "no such result")) == ABAX_E_ARGUMENT);
}

int main(void) {
    abax_compiler c;
    abax_table table;
    tank t;
    size_t size = 0;
    const void *bytes = compile(&c, &size, 1);
    memset(&t, 0, sizeof t);
    CHECK(abax_open(&table, bytes, size) == ABAX_OK);
    CHECK(abax_instance_size(&table) <= sizeof memory);
    bindings(&table, &t);
    run(&table, &t);
    bytes = compile(&c, &size, 0);
    CHECK(abax_open(&table, bytes, size) == ABAX_OK);
    one_result(&table);
    return check_failures != 0;
}
