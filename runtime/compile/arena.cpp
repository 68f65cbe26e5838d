// The functions of arena.hpp, out of line: passes call them everywhere.
#include "arena.hpp"

namespace abax {

void arena_init(Arena &arena, void *memory, size_t size) {
    arena.base = static_cast<unsigned char *>(memory);
    arena.size = size & ~static_cast<size_t>(7u);
    arena.low = 0;
    arena.high = 0;
    arena.peak = 0;
    arena.needed = 0;
}

bool arena_reserve(Arena &arena, size_t bytes) {
    size_t used = arena.low + arena.high;
    const size_t rounded = round_up_8(bytes);
    if (bytes > arena.size - used) { // both are multiples of 8, and so what fits fits rounded
        if (arena.needed == 0) {
            arena.needed = rounded > SIZE_MAX - used || rounded < bytes ? SIZE_MAX : used + rounded;
        }
        return false;
    }
    used += rounded;
    arena.peak = used > arena.peak ? used : arena.peak;
    return true;
}

void *arena_push(Arena &arena, size_t bytes) {
    if (!arena_reserve(arena, bytes)) {
        return nullptr;
    }
    void *memory = arena.base + arena.low;
    arena.low += round_up_8(bytes);
    return memory;
}

void *arena_push_high(Arena &arena, size_t bytes) {
    if (!arena_reserve(arena, bytes)) {
        return nullptr;
    }
    arena.high += round_up_8(bytes);
    return arena.base + (arena.size - arena.high);
}

} // namespace abax
