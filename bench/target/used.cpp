// A run time with the operators that its modules use, and no others: its tables give the bits of generated source, and take
// this many instructions. Prints what used.txt holds; ends with an error where a bit differs.
#include <cstring>

#include "abax/abax.h"
#include "batch.hpp"
#include "batch_table.h"
#include "board.h"
#include "seven.hpp"
#include "seven_table.h"

namespace {

alignas(8) unsigned char memory[2][512];
abax_f32_table table;
abax_f32_instance instances[2]; // by table, as generated
bool good = true;

void evaluate(void *context) { (void)abax_f32_eval(static_cast<abax_f32_instance *>(context)); }

// Another value for every param and row, some of them special.
float value(uint32_t row, uint32_t param) {
    constexpr float special[] = {0.0F, -0.0F, 1e-42F, 3.0e38F, __builtin_huge_valf(), -__builtin_huge_valf()};
    const uint32_t mixed = (row * 64 + param) * 2654435761U >> 16;
    return mixed % 8 < 6 && row % 3 == 0 ? special[mixed % 8]
                                         : static_cast<float>(static_cast<int>(mixed % 4000) - 2000) / 64;
}

void check(const char *name, const abax_f32_table &generated, const void *bytes, size_t size) {
    const abax_f32_table *const tables[2] = {&table, &generated};
    good = good && abax_f32_open(&table, bytes, size) == ABAX_OK;
    for (int i = 0; good && i < 2; ++i) {
        good = abax_f32_init(&instances[i], tables[i], memory[i], sizeof memory[i], nullptr, 0) == ABAX_OK;
    }
    if (!good) {
        return;
    }
    const uint32_t counted = board_count(evaluate, &instances[0]);
    const uint32_t params = abax_f32_param_count(&table);
    for (uint32_t row = 0; row < 1000; ++row) {
        for (uint32_t i = 0; i < params; ++i) {
            for (abax_f32_instance &instance : instances) {
                abax_f32_set(&instance, abax_f32_param_at(&table, i), value(row, i));
            }
        }
        for (abax_f32_instance &instance : instances) {
            (void)abax_f32_eval(&instance);
        }
        for (uint32_t i = 0; i < abax_f32_result_count(&table); ++i) {
            const float one = abax_f32_get(&instances[0], abax_f32_result_at(&table, i));
            const float other = abax_f32_get(&instances[1], abax_f32_result_at(&table, i));
            good = good && (std::memcmp(&one, &other, sizeof one) == 0 || (one != one && other != other));
        }
    }
    print(name);
    print_number(counted, 8);
    print(good ? "\n" : "  FAILED: bits differ from those of generated source\n");
}

} // namespace

int main() {
    check("seven", seven::generated, seven_table, sizeof seven_table);
    check("batch", batch::generated, batch_table, sizeof batch_table);
    return good ? 0 : 1;
}
