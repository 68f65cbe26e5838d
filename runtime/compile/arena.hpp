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

void arena_init(Arena &arena, void *memory, size_t size);

// True if `bytes` more fit; otherwise notes what is needed.
bool arena_reserve(Arena &arena, size_t bytes);

// At the low end. Null when the arena is full.
void *arena_push(Arena &arena, size_t bytes);

// At the high end; freed in reverse order by arena_pop_high with the same number of bytes. Null when the arena is full.
void *arena_push_high(Arena &arena, size_t bytes);

inline void arena_pop_high(Arena &arena, size_t bytes) { arena.high -= round_up_8(bytes); }

} // namespace abax

#endif
