// A bump allocator over memory that the caller owns, filled from both ends.
//
// The low end holds what stays until the compiler is reset (declarations, AST, graph, code, table). The high end is a stack
// for what nesting needs: operators that wait for their operands, expansions in progress, scratch of exact arithmetic.
// Everything is aligned to 8. `peak` is the most that was ever in use, from both ends together: an arena of exactly that
// size serves the same work. When an allocation fails, `needed` is the size with which it would have succeeded.
#ifndef ABAX_COMPILE_ARENA_HPP
#define ABAX_COMPILE_ARENA_HPP

#include <stddef.h>
#include <stdint.h>

namespace abax {

struct Arena {
    unsigned char *base; // aligned to 8
    size_t size;         // a multiple of 8
    size_t low;          // bytes in use at the low end
    size_t high;         // bytes in use at the high end
    size_t peak;
    size_t needed; // 0 until an allocation failed
};

inline size_t round_up_8(size_t bytes) { return (bytes + 7u) & ~static_cast<size_t>(7u); }

inline void arena_init(Arena &arena, void *memory, size_t size) {
    arena.base = static_cast<unsigned char *>(memory);
    arena.size = size & ~static_cast<size_t>(7u);
    arena.low = 0;
    arena.high = 0;
    arena.peak = 0;
    arena.needed = 0;
}

// True if `bytes` more fit; otherwise notes what is needed.
inline bool arena_reserve(Arena &arena, size_t bytes) {
    const size_t free = arena.size - arena.low - arena.high;
    const size_t rounded = round_up_8(bytes);
    if (rounded < bytes || rounded > free) {
        if (arena.needed == 0) {
            const size_t used = arena.low + arena.high;
            arena.needed = rounded > SIZE_MAX - used || rounded < bytes ? SIZE_MAX : used + rounded;
        }
        return false;
    }
    const size_t used = arena.low + arena.high + rounded;
    if (used > arena.peak) {
        arena.peak = used;
    }
    return true;
}

// At the low end. Null when the arena is full.
inline void *arena_push(Arena &arena, size_t bytes) {
    if (!arena_reserve(arena, bytes)) {
        return nullptr;
    }
    void *memory = arena.base + arena.low;
    arena.low += round_up_8(bytes);
    return memory;
}

// At the high end; freed in reverse order by arena_pop_high with the same number of bytes. Null when the arena is full.
inline void *arena_push_high(Arena &arena, size_t bytes) {
    if (!arena_reserve(arena, bytes)) {
        return nullptr;
    }
    arena.high += round_up_8(bytes);
    return arena.base + (arena.size - arena.high);
}

inline void arena_pop_high(Arena &arena, size_t bytes) { arena.high -= round_up_8(bytes); }

} // namespace abax

#endif
